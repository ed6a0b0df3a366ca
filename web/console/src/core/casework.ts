/** Tickets, customers, teaching and figures as the staff API tells them. Money is integer fen. */

import type { Person } from "./account";
import type { CustomerRef, Entity, Ranked, Tier } from "./desk";

export type Fields = Record<string, unknown>;

export interface TicketRow {
  no: string;
  kind: string;
  state: string;
  priority: string | number | null;
  tier: Tier | null;
  customer: CustomerRef | null;
  opened_at: string;
  due_at: string | null;
  statutory_due_at: string | null;
  assignee: Person | null;
  version: number;
  title: string;
}

export interface Ticket extends TicketRow {
  facts: Fields;
  history: { at: string; who: string | null; event: string; text: string | null }[];
  evidence: { id: string; name: string; media_type: string }[];
  estimate?: Fields | null;
  order?: Fields | null;
  shipment?: Fields | null;
  return?: Fields | null;
  actions: string[];
  /** Of which one is chosen to resolve it; none where that is not asked. */
  causes: { key: string; name: string }[];
}

export interface TicketListing {
  rows: TicketRow[];
  counts: Record<string, number>;
  next: string | null;
  now: string;
}

export interface Profile extends Person {
  tier: Tier | null;
  phone_masked: string | null;
  kind: string | null;
  account_owner: string | null;
  grading: Fields;
  orders: Fields[];
  shipments: Fields[];
  tickets: Fields[];
  conversations: Fields[];
  visits: { last_on: string | null; next_on: string | null; cycle_months: number | null };
}

export interface ReviewRow {
  message_id: string;
  text: string;
  reason: string;
  /** What the customer chose instead, where they corrected the assistant. */
  suggested: string | null;
  intent: string | null;
  confidence: number | null;
  ranking: Ranked[];
  entities: Entity[];
  context: { author: string; text: string }[];
  state: "open" | "done";
  decision: Label["decision"] | null;
  version: number;
}

export interface ReviewListing {
  rows: ReviewRow[];
  counts: Record<string, number>;
  next: string | null;
}

export interface Vocabulary {
  intents: { name: string; title: string }[];
  entities: { name: string; title: string; roles: string[] }[];
}

export interface Label {
  decision: "confirm" | "correct" | "discard";
  intent: string | null;
  entities: { start: number; end: number; entity: string; role?: string }[];
  version: number;
}

export interface Candidate {
  id: string;
  state: "queued" | "training" | "measuring" | "ready" | "failed" | "active" | "retired" | "discarded";
  progress: number;
  started_at?: string | null;
  finished_at?: string | null;
  examples?: number | null;
  report?: {
    overall: { candidate: number; active?: number | null };
    intents: { intent: string; candidate: number; active: number | null; n: number }[];
  } | null;
  problem?: string | null;
}

export interface Models {
  active: string | null;
  candidates: Candidate[];
}

export interface Figure {
  key: string;
  value: number | null;
  unit: string;
  n: number | null;
}

export interface Figures {
  from: string;
  to: string;
  groups: { key: string; figures: Figure[] }[];
  causes: { key: string; name: string; n: number }[];
  series: { key: string; points: { day: string; value: number | null }[] }[];
  agents: ({ member: Person } & Fields)[];
}

export interface AuditEntry {
  id: number;
  at: string;
  member: Person | null;
  kind: string;
  object: string | null;
  detail: Fields;
}
