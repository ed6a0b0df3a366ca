/** What live frames change in what the pages have fetched. */

import type { QueryClient } from "@tanstack/react-query";
import type { Me, Member } from "./account";
import { get } from "./api";
import { setClock } from "./clock";
import type { Conversation, Counts, ListName, Message, Note, Page, Row, ServerFrame } from "./desk";
import { withRow } from "./order";
import { hasGap, type Thread, withMessages, withNotes } from "./thread";

export interface Rows {
  rows: Row[];
  more: boolean;
}

export const keys = {
  me: ["me"] as const,
  list: (list: ListName, q = "", pages = 1) => ["list", list, q, pages] as const,
  counts: ["counts"] as const,
  conversation: (id: string) => ["conversation", id] as const,
  thread: (id: string) => ["thread", id] as const,
  typing: (id: string) => ["typing", id] as const,
  members: ["members"] as const,
};

export function putRow(client: QueryClient, me: Me, row: Row): void {
  for (const [key, held] of client.getQueriesData<Rows>({ queryKey: ["list"] })) {
    if (!held) continue;
    const [, list, q] = key as ReturnType<typeof keys.list>;
    // What a filter finds is the server's to say; rows that it has found still change.
    if (q && !held.rows.some(({ id }) => id === row.id)) continue;
    const rows = withRow(held.rows, row, list, me);
    if (rows !== held.rows) client.setQueryData<Rows>(key, { ...held, rows });
  }
  client.setQueryData<Conversation>(keys.conversation(row.id), (held) => {
    return held && held.version <= row.version ? { ...held, ...row } : held;
  });
}

function dropRow(client: QueryClient, list: ListName, id: string): void {
  client.setQueriesData<Rows>({ queryKey: ["list", list] }, (held) => {
    return held && { ...held, rows: held.rows.filter((row) => row.id !== id) };
  });
}

export function putMessage(client: QueryClient, conversation: string, message: Message): void {
  const key = keys.thread(conversation);
  const held = client.getQueryData<Thread>(key);
  if (!held) return;
  if (hasGap(held, message)) void fetchNewer(client, conversation, held);
  client.setQueryData<Thread>(key, (thread) => thread && withMessages(thread, [message]));
  if (message.author === "customer") client.setQueryData(keys.typing(conversation), 0);
}

/** What has been said since the page last heard. */
async function fetchNewer(client: QueryClient, conversation: string, held: Thread): Promise<void> {
  const after = held.messages.at(-1)?.seq ?? 0;
  const page = await get<Page>(`/conversations/${conversation}/messages`, { after });
  client.setQueryData<Thread>(keys.thread(conversation), (thread) => {
    return thread && withNotes(withMessages(thread, page.messages), page.notes);
  });
}

export function putNote(client: QueryClient, conversation: string, note: Note): void {
  client.setQueryData<Thread>(
    keys.thread(conversation),
    (thread) => thread && withNotes(thread, [note]),
  );
}

function putMember(client: QueryClient, member: Member): void {
  client.setQueryData<Member[]>(keys.members, (held) =>
    held?.map((other) => (other.id === member.id ? { ...other, ...member } : other)),
  );
  // Whoever was away too long is offline by the service's word, not by their own.
  client.setQueryData<Me | null>(keys.me, (me) =>
    me?.id === member.id ? { ...me, presence: member.presence } : me,
  );
}

export function applyFrame(client: QueryClient, me: Me, frame: ServerFrame): void {
  switch (frame.type) {
    case "hello":
      client.setQueryData<Me | null>(keys.me, frame.me);
      return setClock(frame.now);
    case "pong":
      return setClock(frame.now);
    case "row":
      return putRow(client, me, frame.row);
    case "gone":
      return dropRow(client, frame.list, frame.id);
    case "counts":
      return void client.setQueryData<Counts>(keys.counts, frame.counts);
    case "message":
      return putMessage(client, frame.conversation_id, frame.message);
    case "note":
      return putNote(client, frame.conversation_id, frame.note);
    case "typing":
      return void client.setQueryData(keys.typing(frame.conversation_id), Date.now());
    case "presence":
      return putMember(client, frame.member);
    default:
  }
}
