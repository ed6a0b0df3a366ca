/** Conversations: method and path → least role and handler. */
import { refuse } from "../http.mjs";
import { SUGGESTIONS } from "./conversations.mjs";
import { GROUPS, now, ref } from "./people.mjs";
import { change, counts, dueFirst, event, held, inList, rows, say, tell } from "./state.mjs";

export const desk = {
  "GET /conversations": [
    "agent",
    ({ me, query }) => {
      const from = Number(query.get("before") ?? 0);
      const limit = Number(query.get("limit") ?? 100);
      const q = query.get("q") ?? "";
      const hits = rows()
        .filter(inList(query.get("list"), me))
        .filter((row) => JSON.stringify(row).includes(q))
        .sort(dueFirst);
      return {
        rows: hits.slice(from, from + limit),
        counts: counts(me),
        next: hits.length > from + limit ? String(from + limit) : null,
        now: now(),
      };
    },
  ],
  "GET /conversations/:id": [
    "agent",
    ({ found }) => ({
      ...found.row,
      summary: found.summary,
      result: found.result ?? null,
      rating: null,
    }),
  ],
  "GET /conversations/:id/messages": [
    "agent",
    ({ found, query }) => {
      const before = Number(query.get("before") ?? Infinity);
      const after = Number(query.get("after") ?? 0);
      const page = found.messages
        .filter(({ seq }) => seq < before && seq > after)
        .slice(-Number(query.get("limit") ?? 100));
      return { messages: page, notes: found.notes, last_seq: found.messages.length, now: now() };
    },
  ],
  "POST /conversations/:id/claim": [
    "agent",
    ({ me, found, response }) => {
      const { assignee, state } = found.row;
      if (state === "human")
        return refuse(response, 409, "taken", `已由${assignee.name}接入。`, { by: assignee });
      event(found, me, "claimed");
      return change(found, {
        state: "human",
        assignee: ref(me),
        due_at: null,
        unanswered_since: now(),
      });
    },
  ],
  "POST /conversations/:id/messages": [
    "agent",
    ({ me, found, body, response }) => {
      if (held.failSends-- > 0)
        return refuse(response, 503, "unavailable", "服务暂时不可用，请稍后再试。");
      if (found.row.assignee?.id !== me.id)
        return refuse(response, 403, "forbidden", "这个会话不由您接待。");
      const { client_id, text, attachments = [] } = body;
      const known = found.messages.find((message) => message.client_id === client_id);
      const { id, seq } =
        known ??
        say(found, {
          author: "agent",
          text,
          client_id,
          member: ref(me),
          attachments: attachments.map((file) => ({
            id: file,
            name: "图片.png",
            media_type: "image/png",
          })),
        });
      return { id, seq };
    },
  ],
  "POST /conversations/:id/attachments": [
    "agent",
    () => ({ id: crypto.randomUUID().replaceAll("-", "") }),
  ],
  "POST /conversations/:id/notes": [
    "agent",
    ({ me, found, body }) => {
      const note = {
        id: ++held.notes,
        at: now(),
        member: ref(me),
        text: body.text,
        kind: body.whisper ? "whisper" : "note",
      };
      found.notes.push(note);
      tell({ type: "note", conversation_id: found.row.id, note });
      return note;
    },
  ],
  "POST /conversations/:id/transfer": [
    "agent",
    ({ me, found, body }) => {
      const member = held.members.find(({ id }) => id === body.to.member);
      event(found, me, "transferred", {
        to: member ? ref(member) : GROUPS.find(({ key }) => key === body.to.group),
        reason: body.reason,
      });
      return change(
        found,
        member
          ? { assignee: ref(member) }
          : { state: "queued", assignee: null, group: body.to.group, due_at: now() },
      );
    },
  ],
  "POST /conversations/:id/resolve": [
    "agent",
    ({ me, found, body }) => {
      event(found, me, "resolved");
      found.result = { ...body, at: now(), by: ref(me) };
      say(found, { author: "system", text: "请您评价本次服务", card: { kind: "rating" } });
      return change(found, { state: "bot", assignee: null, unanswered_since: null });
    },
  ],
  "POST /conversations/:id/return": [
    "agent",
    ({ me, found }) => (
      event(found, me, "returned"),
      change(found, { state: "bot", assignee: null })
    ),
  ],
  "GET /conversations/:id/suggestions": ["agent", () => ({ suggestions: SUGGESTIONS })],
  "GET /quick-replies": ["agent", () => ({ replies: held.quick })],
  "POST /quick-replies": [
    "agent",
    ({ body }) => held.quick.push({ id: held.quick.length + 1, ...body }),
  ],
  "PATCH /quick-replies/:id": [
    "agent",
    ({ id, body }) =>
      Object.assign(
        held.quick.find((one) => one.id === Number(id)),
        body,
      ),
  ],
  "DELETE /quick-replies/:id": [
    "agent",
    ({ id }) => void (held.quick = held.quick.filter((one) => one.id !== Number(id))),
  ],
  "GET /search": [
    "agent",
    ({ query }) => ({
      customers: [],
      messages: [...held.conversations.values()]
        .flatMap(({ row, messages }) =>
          messages
            .filter(({ text }) => text.includes(query.get("q")))
            .map((message) => ({ ...message, conversation_id: row.id, customer: row.customer })),
        )
        .slice(0, 50),
    }),
  ],
};
