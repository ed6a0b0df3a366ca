/** Times, money and shares in words. */

import { words } from "../words";

const time = new Intl.DateTimeFormat("zh-CN", {
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});
const day = new Intl.DateTimeFormat("zh-CN", { month: "numeric", day: "numeric" });
const full = new Intl.DateTimeFormat("zh-CN", {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});
const number = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2 });

/** The time alone if it is of today, else with its day. */
export function shortTime(iso: string, now = Date.now()): string {
  const at = new Date(iso);
  const today = at.toDateString() === new Date(now).toDateString();
  return today ? time.format(at) : `${day.format(at)} ${time.format(at)}`;
}

export function dateTime(iso: string | null | undefined): string {
  return iso ? full.format(new Date(iso)) : words.none;
}

export function money(fen: number): string {
  return `¥${(fen / 100).toFixed(2)}`;
}

/** Money is typed in yuan and sent in fen. */
export function toFen(yuan: number): number {
  return Math.round(yuan * 100);
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

const STEPS: [number, string][] = [
  [86_400, "days"],
  [3_600, "hours"],
  [60, "minutes"],
];

/** In the largest unit of which there are two at least. */
export function duration(seconds: number): string {
  const [size, unit] = STEPS.find(([step]) => seconds >= 2 * step) ?? [1, "seconds"];
  return `${number.format(Math.round((seconds / size) * 10) / 10)} ${words.units[unit]}`;
}

/** A figure with its unit, as the server names it. */
export function figure(value: number | null, unit: string): string {
  if (value === null) return words.none;
  if (unit === "share") return `${number.format(value * 100)}%`;
  if (unit === "seconds") return duration(value);
  return `${number.format(value)} ${words.units[unit] ?? unit}`.trim();
}
