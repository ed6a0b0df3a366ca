/** Casework: method and path → least role and handler. */
import { refuse } from "../http.mjs";
import { figures, profile } from "./casework.mjs";
import { now } from "./people.mjs";
import { held } from "./state.mjs";

export const cases = {
  "GET /customers/:id": [
    "agent",
    ({ id, response }) =>
      held.failProfile-- > 0
        ? refuse(response, 503, "unavailable", "服务暂时不可用，请稍后再试。")
        : profile(id),
  ],
  "POST /customers/:id/follow-ups": ["agent", ({ body }) => ({ no: "GD202611230009", ...body })],
  "POST /customers/:id/reveal": [
    "agent",
    ({ body }) => ({
      value: body.field === "phone" ? "13812345678" : "浙江省杭州市西湖区文三路 1 号",
    }),
  ],
  "GET /tickets": [
    "agent",
    ({ query }) => {
      const kind = query.get("kind");
      const open = held.tickets.filter(
        ({ state }) =>
          (query.get("state") === "open") === (state !== "resolved") ||
          query.get("state") === "all",
      );
      return {
        rows: open.filter((one) => !kind || one.kind === kind),
        counts: { claim: 1, complaint: 1, return: 1, expedite: 1 },
        next: null,
        now: now(),
      };
    },
  ],
  "GET /tickets/:id": ["agent", ({ id }) => held.tickets.find(({ no }) => no === id)],
  "POST /tickets/:id/actions": [
    "agent",
    ({ me, id, body: { action, version, text }, response }) => {
      const ticket = held.tickets.find(({ no }) => no === id);
      if (ticket.version !== version)
        return refuse(response, 409, "version_conflict", "孙燕刚刚更新了这张工单。", {
          current: ticket,
        });
      ticket.version += 1;
      ticket.state = { start: "in_progress", resolve: "resolved" }[action] ?? ticket.state;
      ticket.history.push({ at: now(), who: me.name, event: action, text: text ?? null });
      return ticket;
    },
  ],
  "GET /reviews": [
    "agent",
    ({ query }) => ({
      rows: held.reviews.filter(
        ({ state, reason }) =>
          (state === "open") === (query.get("state") === "open") &&
          [reason, "all"].includes(query.get("reason")),
      ),
      counts: { all: held.reviews.filter(({ state }) => state === "open").length },
      next: null,
    }),
  ],
  "POST /reviews/:id": [
    "agent",
    ({ id, body }) =>
      Object.assign(held.reviews.find((row) => row.message_id === id) ?? {}, {
        state: "done",
        decision: body.decision,
        intent: body.intent,
        entities: body.entities,
      }),
  ],
  "GET /models": ["supervisor", () => held.models],
  "POST /models": [
    "supervisor",
    () =>
      held.models.candidates.push({
        id: "20261123-1200",
        state: "queued",
        progress: 0,
        started_at: null,
        finished_at: null,
        examples: null,
      }),
  ],
  "POST /models/rollback": ["admin", () => ({})],
  "POST /models/:id/promote": [
    "admin",
    ({ id }) => (
      (held.models.active = id),
      Object.assign(
        held.models.candidates.find((one) => one.id === id),
        { state: "active" },
      )
    ),
  ],
  "GET /figures": ["agent", ({ query }) => figures(query.get("from"), query.get("to"))],
};
