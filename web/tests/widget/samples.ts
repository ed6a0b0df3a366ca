import type { Message } from "../../widget/src/core/protocol";

export function message(seq: number, change: Partial<Message> = {}): Message {
  const created_at = "2026-11-23T10:00:00+08:00";
  return { id: `m${seq}`, seq, author: "bot", text: `第 ${seq} 条`, created_at, ...change };
}
