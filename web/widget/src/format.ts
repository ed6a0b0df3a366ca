import { locale, words } from "./words";

const ZONE = "Asia/Shanghai";
const HOUR_FORMAT = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: ZONE } as const;

const clock = new Intl.DateTimeFormat(locale, HOUR_FORMAT);
const dayAndClock = new Intl.DateTimeFormat(locale, {
  month: "numeric",
  day: "numeric",
  ...HOUR_FORMAT,
});
/** The Swedish form is ISO's: `2026-11-23`. */
const isoDay = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE });
const dayOnly = new Intl.DateTimeFormat(locale, { month: "long", day: "numeric", timeZone: ZONE });

export const money = (fen: number): string => `¥${(fen / 100).toFixed(2)}`;

export const weight = (grams: number): string => `${+(grams / 1000).toFixed(2)} kg`;

/** Shows a time in Asia/Shanghai; an unreadable one as it came. */
function shown(iso: string, format: Intl.DateTimeFormat): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format.format(date);
}

export const timeOfDay = (iso: string): string => shown(iso, clock);

export const dateTime = (iso: string): string => shown(iso, dayAndClock);

export const dayKey = (iso: string): string => shown(iso, isoDay);

export function dayName(iso: string, now: Date = new Date()): string {
  const day = dayKey(iso);
  if (day === dayKey(now.toISOString())) return words.today;
  if (day === dayKey(new Date(now.getTime() - 86_400_000).toISOString())) return words.yesterday;
  return shown(iso, dayOnly);
}
