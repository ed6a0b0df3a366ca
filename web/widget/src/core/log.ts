import type { Message, OutgoingBody } from "./protocol";

/** A message of the customer's that the service has not confirmed yet. */
export interface Outgoing {
  body: OutgoingBody;
  /** What the bubble shows: the text, or the chosen button's title. */
  text: string;
  status: "sending" | "failed";
  /** Why it failed, where the service said so. */
  reason?: string;
}

/** Both logs in `seq` order, each message once; where they differ, the second one's copy stays. */
export function merge(log: readonly Message[], news: readonly Message[]): Message[] {
  const byId = new Map([...log, ...news].map((message) => [message.id, message]));
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

export const lastSeq = (log: readonly Message[]): number => log.at(-1)?.seq ?? 0;

export function unread(log: readonly Message[], readSeq: number): number {
  return log.filter(({ seq, author }) => seq > readSeq && author !== "customer").length;
}

/**
 * Drops the outgoing bubble that the service's own copy replaces: the copy may arrive over the socket
 * before the answer to the POST does, and both would be shown for a moment.
 */
export function settle(outgoing: readonly Outgoing[], arrived: Message): Outgoing[] {
  if (arrived.author !== "customer") return [...outgoing];
  const at = outgoing.findIndex(
    ({ status, text }) => status === "sending" && text === (arrived.text ?? ""),
  );
  return outgoing.filter((_, index) => index !== at);
}
