import { keepPreviousData, skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Group, Member } from "../core/account";
import { get } from "../core/api";
import { keys, type Rows } from "../core/cache";
import type { Vocabulary } from "../core/casework";
import { setClock } from "../core/clock";
import type {
  Conversation,
  Counts,
  ListName,
  Listing,
  Page,
  QuickReply,
  Suggestion,
} from "../core/desk";
import { POLL_MS, useLive } from "../core/live";
import { fromPage, type Thread, withEarlier, withMessages, withNotes } from "../core/thread";

/** Rows a page of a list has, and messages a page of a conversation. */
const ROWS = 100;
const MESSAGES = 200;

/** Lists that are worked through in order are fetched whole; the others page by page. */
const WHOLE: ListName[] = ["waiting", "mine"];
const MOST_PAGES = 10;

export function useRows(list: ListName, q: string, pages: number) {
  const client = useQueryClient();
  const { online } = useLive();
  const wanted = WHOLE.includes(list) ? MOST_PAGES : pages;
  return useQuery({
    queryKey: keys.list(list, q, wanted),
    queryFn: async ({ signal }): Promise<Rows> => {
      const rows: Listing["rows"] = [];
      let before: string | null = null;
      for (let page = 0; page < wanted; page += 1) {
        const got: Listing = await get("/conversations", { list, q, before, limit: ROWS }, signal);
        setClock(got.now);
        client.setQueryData<Counts>(keys.counts, got.counts);
        rows.push(...got.rows);
        before = got.next;
        if (!before) break;
      }
      return { rows, more: before !== null };
    },
    placeholderData: keepPreviousData,
    refetchInterval: online ? false : POLL_MS,
  });
}

export function useCounts(): Counts | undefined {
  return useQuery<Counts>({ queryKey: keys.counts, queryFn: skipToken, staleTime: Infinity }).data;
}

export function useConversation(id: string) {
  return useQuery({
    queryKey: keys.conversation(id),
    queryFn: () => get<Conversation>(`/conversations/${id}`),
  });
}

/** The newest messages, kept up to date; what has been shown before is kept too. */
export function useThread(id: string) {
  const client = useQueryClient();
  const { online, watch } = useLive();
  const query = useQuery({
    queryKey: keys.thread(id),
    queryFn: async (): Promise<Thread> => {
      const held = client.getQueryData<Thread>(keys.thread(id));
      const after = held?.messages.at(-1)?.seq;
      const page = await get<Page>(`/conversations/${id}/messages`, { after, limit: MESSAGES });
      setClock(page.now);
      return held ? withNotes(withMessages(held, page.messages), page.notes) : fromPage(page);
    },
    refetchInterval: online ? false : POLL_MS,
  });
  const { isSuccess } = query;
  useEffect(() => {
    if (!isSuccess) return;
    const lastSeq = (): number | undefined =>
      client.getQueryData<Thread>(keys.thread(id))?.messages.at(-1)?.seq;
    watch({ id, lastSeq });
    return () => watch(null);
  }, [client, id, isSuccess, watch]);
  return query;
}

export function useEarlier(id: string): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const before = client.getQueryData<Thread>(keys.thread(id))?.messages[0]?.seq;
    const page = await get<Page>(`/conversations/${id}/messages`, { before, limit: MESSAGES });
    client.setQueryData<Thread>(keys.thread(id), (held) => held && withEarlier(held, page));
  };
}

export function useMembers() {
  return useQuery({
    queryKey: keys.members,
    queryFn: async () => (await get<{ members: Member[] }>("/members")).members,
  });
}

export function useGroups() {
  return useQuery({
    queryKey: ["groups"],
    queryFn: async () => (await get<{ groups: Group[] }>("/groups")).groups,
    staleTime: Infinity,
  });
}

export function useVocabulary() {
  return useQuery({
    queryKey: ["vocabulary"],
    queryFn: () => get<Vocabulary>("/intents"),
    staleTime: Infinity,
  });
}

export function useQuickReplies() {
  return useQuery({
    queryKey: ["quick-replies"],
    queryFn: async () => (await get<{ replies: QuickReply[] }>("/quick-replies")).replies,
    staleTime: 60_000,
  });
}

/** What the knowledge texts say to the last question; asked for anew after each of the customer's messages. */
export function useSuggestions(id: string, lastSeq: number, enabled: boolean) {
  return useQuery({
    queryKey: ["suggestions", id, lastSeq],
    queryFn: async () => {
      return (await get<{ suggestions: Suggestion[] }>(`/conversations/${id}/suggestions`))
        .suggestions;
    },
    enabled,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}
