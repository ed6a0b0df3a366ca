/** A conversation's messages and notes as the page holds them. */

import type { Message, Note, Page } from "./desk";

export interface Thread {
  messages: Message[];
  notes: Note[];
  /** Whether the server has older messages. */
  earlier: boolean;
}

export interface Outgoing {
  client_id: string;
  text: string;
  attachments: string[];
  failed: string | null;
  at: string;
}

export type Entry =
  | { kind: "message"; key: string; at: string; message: Message }
  | { kind: "note"; key: string; at: string; note: Note };

export function fromPage(page: Page): Thread {
  const first = page.messages[0];
  return {
    messages: page.messages,
    notes: page.notes,
    earlier: first !== undefined && first.seq > 1,
  };
}

function merged<T extends { id: string | number }>(
  old: T[],
  fresh: T[],
  order: (a: T, b: T) => number,
): T[] {
  const byId = new Map([...old, ...fresh].map((item) => [item.id, item]));
  return [...byId.values()].sort(order);
}

/** What is there already is replaced: a message's delivery and review change later. */
export function withMessages(thread: Thread, fresh: Message[]): Thread {
  return { ...thread, messages: merged(thread.messages, fresh, (a, b) => a.seq - b.seq) };
}

export function withNotes(thread: Thread, fresh: Note[]): Thread {
  const byTime = (a: Note, b: Note): number => Date.parse(a.at) - Date.parse(b.at);
  return { ...thread, notes: merged(thread.notes, fresh, byTime) };
}

export function withEarlier(thread: Thread, page: Page): Thread {
  const grown = withNotes(withMessages(thread, page.messages), page.notes);
  return { ...grown, earlier: page.messages.length > 0 && page.messages[0]!.seq > 1 };
}

/** Whether a message has been missed on the way, so that the page has to ask for it. */
export function hasGap(thread: Thread, message: Message): boolean {
  const last = thread.messages.at(-1);
  return last !== undefined && message.seq > last.seq + 1;
}

/** Messages in their order, each note after the last message that is older than it. */
export function entries({ messages, notes }: Thread): Entry[] {
  const found: Entry[] = [];
  let next = 0;
  const takeNotes = (before: number): void => {
    for (; next < notes.length && Date.parse(notes[next]!.at) < before; next += 1) {
      const note = notes[next]!;
      found.push({ kind: "note", key: `n${note.id}`, at: note.at, note });
    }
  };
  for (const message of messages) {
    takeNotes(Date.parse(message.created_at));
    found.push({ kind: "message", key: message.id, at: message.created_at, message });
  }
  takeNotes(Infinity);
  return found;
}

export function unsent(outgoing: Outgoing[], thread: Thread): Outgoing[] {
  const arrived = new Set(thread.messages.map(({ client_id }) => client_id));
  return outgoing.filter(({ client_id }) => !arrived.has(client_id));
}
