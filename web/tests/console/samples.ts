import type { Message, Note, Row } from "../../console/src/core/desk";

export const NOON = Date.parse("2026-11-23T12:00:00Z");

export function at(seconds: number): string {
  return new Date(NOON + seconds * 1000).toISOString();
}

export function row(id: string, more: Partial<Row> = {}): Row {
  return {
    id,
    state: "queued",
    version: 1,
    channel: "web",
    customer: null,
    visitor: id,
    group: null,
    topic: null,
    priority: "normal",
    assignee: null,
    offered_to: null,
    offer_until: null,
    queued_at: at(0),
    due_at: at(300),
    unanswered_since: null,
    last_message: null,
    created_at: at(-60),
    closed_at: null,
    low_confidence: false,
    ...more,
  };
}

export function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    seq,
    author: "customer",
    text: `第 ${seq} 条`,
    created_at: at(seq),
    ...more,
  };
}

export function note(id: number, seconds: number): Note {
  return { id, at: at(seconds), member: null, text: "备注", kind: "note" };
}
