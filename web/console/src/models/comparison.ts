import type { Candidate } from "../core/casework";

export interface Compared {
  intent: string;
  candidate: number;
  /** Null: there is no model in use that knows it. */
  active: number | null;
  change: number;
  n: number;
}

/** Per intent, what got worse first: that is what decides about a promotion. */
export function compared(report: NonNullable<Candidate["report"]>): Compared[] {
  return report.intents
    .map((line) => ({ ...line, change: line.active === null ? 0 : line.candidate - line.active }))
    .sort((a, b) => a.change - b.change || a.intent.localeCompare(b.intent));
}

/** With its sign, in percentage points. */
export function points(change: number): string {
  const value = Math.round(change * 1000) / 10;
  return `${value > 0 ? "+" : ""}${value.toFixed(1)}`;
}
