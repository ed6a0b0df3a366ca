/** Conversations as the staff API tells them. */

import type { Me, Member, Person } from "./account";

export type Tier = "A" | "B" | "C" | "D";
export type ConversationState = "bot" | "queued" | "human" | "closed";
export type ListName = "waiting" | "mine" | "bot" | "closed" | "all";
export type Counts = Record<"waiting" | "mine" | "bot" | "closed", number>;
export type Author = "customer" | "bot" | "agent" | "system";

export interface CustomerRef extends Person {
  tier: Tier | null;
}

export interface Row {
  id: string;
  state: ConversationState;
  version: number;
  channel: string;
  customer: CustomerRef | null;
  /** A short label for whoever is not signed in. */
  visitor: string;
  group: string | null;
  topic: string | null;
  priority: string | number | null;
  assignee: Person | null;
  offered_to: Person | null;
  offer_until: string | null;
  queued_at: string | null;
  due_at: string | null;
  unanswered_since: string | null;
  last_message: { author: Author; text: string; created_at: string } | null;
  created_at: string;
  closed_at: string | null;
  low_confidence: boolean;
}

export interface Summary {
  who: string | null;
  asked: string | null;
  tried: string[];
  missing: string[];
  recent: string[];
}

export interface Conversation extends Row {
  summary: Summary | null;
  result: { summary: string; category: string; at: string; by: Person | null } | null;
  rating: { stars: number; comment: string | null } | null;
}

export interface Entity {
  entity: string;
  role?: string | null;
  /** Code points, not UTF-16 units: see `core/offsets.ts`. */
  start: number;
  end: number;
  value?: unknown;
  text?: string;
}

export interface Ranked {
  intent: string;
  confidence: number;
}

export interface Understanding extends Ranked {
  ranking: Ranked[];
  entities: Entity[];
}

export interface Attachment {
  id: string;
  name?: string;
  media_type?: string;
}

export interface Message {
  id: string;
  seq: number;
  author: Author;
  text: string;
  card?: Record<string, unknown> | null;
  choices?: { id: string; title: string }[] | null;
  attachments?: Attachment[] | null;
  created_at: string;
  client_id?: string | null;
  member?: Person | null;
  nlu?: Understanding | null;
  delivery?: "pending" | "sending" | "delivered" | "failed" | null;
  review?: { state: string; version?: number } | null;
}

export interface Note {
  id: number;
  at: string;
  member: Person | null;
  text: string;
  kind: "note" | "whisper" | "event";
  event?: string | null;
  detail?: Record<string, unknown> | null;
}

export interface Page {
  messages: Message[];
  notes: Note[];
  last_seq: number;
  now: string;
}

export interface Listing {
  rows: Row[];
  counts: Counts;
  next: string | null;
  now: string;
}

export interface QuickReply {
  id: number;
  group: string;
  title: string;
  text: string;
  shared: boolean;
}

export interface Suggestion {
  key: string;
  title: string;
  text: string;
}

export type ServerFrame =
  | { type: "hello"; me: Me; now: string }
  | { type: "row"; row: Row }
  | { type: "gone"; id: string; list: ListName }
  | { type: "counts"; counts: Counts }
  | { type: "message"; conversation_id: string; message: Message }
  | { type: "note"; conversation_id: string; note: Note }
  | { type: "typing"; conversation_id: string; who: "customer" }
  | { type: "presence"; member: Member }
  | { type: "signed_out" }
  | { type: "pong"; now: string };
