/** Quick replies: `{customer}`, `{agent}` and `{waybill}` in them, and finding one by what is typed. */

import type { QuickReply } from "./desk";

export type Values = Partial<Record<"customer" | "agent" | "waybill", string | null>>;

/** A variable without a value stays as it is, so that the agent sees what is still to fill in. */
export function fill(text: string, values: Values): string {
  return text.replace(/\{(customer|agent|waybill)\}/g, (whole, name: keyof Values) => {
    return values[name] || whole;
  });
}

export function unfilled(text: string): boolean {
  return /\{(customer|agent|waybill)\}/.test(text);
}

/** What is searched for, when the draft is a slash and a word; else nothing. */
export function slashQuery(draft: string): string | null {
  return /^[/、／](\S{0,20})$/.exec(draft)?.[1] ?? null;
}

/** Hits in the title first. */
export function matching(replies: QuickReply[], query: string): QuickReply[] {
  const wanted = query.toLowerCase();
  const hit = (text: string): boolean => text.toLowerCase().includes(wanted);
  const titled = replies.filter(({ title, group }) => hit(title) || hit(group));
  const within = replies.filter((reply) => !titled.includes(reply) && hit(reply.text));
  return [...titled, ...within];
}
