/** What the stand-in holds, and how a change of it is told to the open consoles. */
import * as cases from "./casework.mjs";
import { QUICK, conversation } from "./conversations.mjs";
import { MEMBERS, now, ref } from "./people.mjs";

export let held;
export function reset({ queue = 8, length = 0 } = {}) {
  for (const socket of held?.sockets.keys() ?? []) socket.close();
  const [wang, , , sun] = MEMBERS;
  const made = [];
  for (let at = 0; at < queue; at += 1)
    made.push(
      conversation(at, {
        due: at === 0 ? -95 : at === 1 ? 40 : 120 * at,
        length: at === 0 ? length : 0,
      }),
    );
  made.push(conversation(queue, { state: "human", assignee: wang, unanswered: 130, length }));
  made.push(conversation(queue + 1, { state: "human", assignee: wang, unanswered: 5 }));
  made.push(
    conversation(queue + 2, { state: "bot" }),
    conversation(queue + 3, { state: "closed" }),
  );
  made.push(conversation(queue + 5, { state: "human", assignee: sun }));
  held = {
    conversations: new Map(made.map((one) => [one.row.id, one])),
    members: structuredClone(MEMBERS),
    sockets: new Map(),
    sessions: new Map(),
    quick: structuredClone(QUICK),
    tickets: cases.tickets(),
    reviews: cases.reviews(),
    models: cases.models(),
    calls: [],
    failSends: 0,
    failProfile: 0,
    failures: 0,
    notes: 0,
  };
}
reset();

export const rows = () => [...held.conversations.values()].map(({ row }) => row);
export const inList = (list, me) => (row) =>
  ({
    waiting: row.state === "queued",
    mine: row.state === "human" && row.assignee?.id === me.id,
    bot: row.state === "bot",
    closed: row.state === "closed",
    all: row.state !== "closed",
  })[list];
export const counts = (me) =>
  Object.fromEntries(
    ["waiting", "mine", "bot", "closed"].map((list) => [
      list,
      rows().filter(inList(list, me)).length,
    ]),
  );
export const dueFirst = (a, b) =>
  (a.due_at ?? "9").localeCompare(b.due_at ?? "9") ||
  (a.customer?.tier ?? "E").localeCompare(b.customer?.tier ?? "E");
/** To everyone; a conversation's own news to who watches it. */
export function tell(frame) {
  for (const [socket, { me, watched }] of held.sockets) {
    if (["message", "note", "typing"].includes(frame.type) && watched !== frame.conversation_id)
      continue;
    socket.send(
      JSON.stringify(frame.type === "counts" ? { type: "counts", counts: counts(me) } : frame),
    );
  }
}
export function change(found, fields) {
  Object.assign(found.row, fields, { version: found.row.version + 1 });
  tell({ type: "row", row: found.row });
  tell({ type: "counts" });
  return found.row;
}
export function event(found, member, kind, detail = null) {
  const note = {
    id: ++held.notes,
    at: now(),
    member: ref(member),
    text: "",
    kind: "event",
    event: kind,
    detail,
  };
  found.notes.push(note);
  tell({ type: "note", conversation_id: found.row.id, note });
}
export function say(found, message) {
  const seq = found.messages.length + 1;
  const stored = {
    id: crypto.randomUUID(),
    seq,
    created_at: now(),
    delivery: "delivered",
    ...message,
  };
  found.messages.push(stored);
  const { author, text, created_at } = stored;
  tell({ type: "message", conversation_id: found.row.id, message: stored });
  change(found, {
    last_message: { author, text, created_at },
    unanswered_since: author === "customer" ? created_at : null,
  });
  return stored;
}
