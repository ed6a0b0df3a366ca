/** Accounts, members and the audit trail: method and path → least role and handler. */
import { GROUPS, VOCABULARY, now, ref } from "./people.mjs";
import { held } from "./state.mjs";

export const account = {
  "GET /me": ["agent", ({ me }) => me],
  "PUT /me/presence": ["agent", ({ me, body }) => Object.assign(me, body)],
  "POST /me/password": ["agent", () => null],
  "GET /me/sessions": [
    "agent",
    () => ({
      sessions: [
        {
          id: "s1",
          created_at: now(),
          last_seen_at: now(),
          address: "10.0.0.8",
          agent: "Chromium · Linux",
          current: true,
        },
        {
          id: "s2",
          created_at: now(),
          last_seen_at: now(),
          address: "10.0.0.9",
          agent: "Firefox · Windows",
          current: false,
        },
      ],
    }),
  ],
  "DELETE /me/sessions/:id": ["agent", () => null],
  "POST /logout": ["agent", ({ token }) => void held.sessions.delete(token)],
  "GET /members": ["agent", () => ({ members: held.members })],
  "POST /members": [
    "admin",
    ({ body: { password: _, ...fields } }) =>
      held.members.push({
        id: held.members.length + 1,
        presence: "offline",
        load: 0,
        disabled: false,
        ...fields,
      }),
  ],
  "PATCH /members/:id": [
    "admin",
    ({ id, body: { password: _, ...fields } }) =>
      Object.assign(
        held.members.find((one) => one.id === Number(id)),
        fields,
      ),
  ],
  "GET /groups": ["agent", () => ({ groups: GROUPS })],
  "GET /intents": ["agent", () => VOCABULARY],
  "GET /audit": [
    "supervisor",
    () => ({
      entries: held.calls
        .filter((call) => !call.startsWith("GET"))
        .map((call, at) => ({
          id: String(at),
          at: now(),
          member: ref(held.members[0]),
          kind: call,
          object: "",
          detail: {},
        })),
      next: null,
    }),
  ],
};
