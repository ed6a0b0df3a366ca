/** Where a conversation stands: in which list, and at what place. The clock plays no part in it. */

import type { Me } from "./account";
import type { ListName, Row } from "./desk";

const LATEST = "9999";

export function belongs(row: Row, list: ListName, me: Pick<Me, "id">): boolean {
  switch (list) {
    case "waiting":
      return row.state === "queued";
    case "mine":
      return row.state === "human" && row.assignee?.id === me.id;
    case "closed":
      // What a person has ended is over for the desk, though the assistant goes on listening.
      return row.state === "closed" || (row.state === "bot" && row.closed_at !== null);
    case "all":
      return row.state !== "closed";
    default:
      return row.state === list;
  }
}

/** By deadline, then tier A to D, then who came first. */
export function waitingFirst(a: Row, b: Row): number {
  return (
    compare(a.due_at ?? LATEST, b.due_at ?? LATEST) ||
    compare(a.customer?.tier ?? "E", b.customer?.tier ?? "E") ||
    compare(a.queued_at ?? LATEST, b.queued_at ?? LATEST)
  );
}

function newestFirst(a: Row, b: Row): number {
  return compare(b.closed_at ?? b.created_at, a.closed_at ?? a.created_at);
}

function oldestFirst(a: Row, b: Row): number {
  return compare(a.queued_at ?? a.created_at, b.queued_at ?? b.created_at);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const ORDER: Record<ListName, (a: Row, b: Row) => number> = {
  waiting: waitingFirst,
  mine: oldestFirst,
  bot: newestFirst,
  closed: newestFirst,
  all: newestFirst,
};

/** `rows` with `row` put in, moved or taken out; the very same array if nothing changes. */
export function withRow(rows: Row[], row: Row, list: ListName, me: Pick<Me, "id">): Row[] {
  const old = rows.find(({ id }) => id === row.id);
  if (old && old.version > row.version) return rows;
  if (!belongs(row, list, me)) return old ? rows.filter((other) => other !== old) : rows;
  const order = ORDER[list];
  if (old && order(old, row) === 0) return rows.map((other) => (other === old ? row : other));
  const others = rows.filter((other) => other !== old);
  const place = others.findIndex((other) => order(row, other) < 0);
  return others.toSpliced(place === -1 ? others.length : place, 0, row);
}
