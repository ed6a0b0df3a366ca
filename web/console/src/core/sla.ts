import { words } from "../words";

export type Tone = "calm" | "soon" | "late";

/** From when on a deadline is near, and from when on a customer has waited too long for an answer. */
const SOON_SECONDS = 60;
const SLOW_SECONDS = 100;

/** Whole seconds until `due`; below zero once it has passed. */
export function secondsLeft(due: string, now: number): number {
  return Math.ceil((Date.parse(due) - now) / 1000);
}

export function toneOf(seconds: number): Tone {
  if (seconds < 0) return "late";
  return seconds < SOON_SECONDS ? "soon" : "calm";
}

/** mm:ss, from an hour on h:mm:ss, from two days on days. */
export function span(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds));
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  if (hours >= 48) return words.sla.days(Math.floor(hours / 24));
  const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** The state is in the words too, not in the colour alone. */
export function slaText(seconds: number): string {
  return words.sla[toneOf(seconds)](span(seconds));
}

export function isSlow(unansweredSince: string | null, now: number): boolean {
  return unansweredSince !== null && now - Date.parse(unansweredSince) >= SLOW_SECONDS * 1000;
}
