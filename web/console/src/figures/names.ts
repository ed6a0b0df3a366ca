import { words } from "../words";

export function figureName(key: string): string {
  return words.figures.names[key] ?? key;
}

/** A day's number may be counted where the figure is a rate. */
export function trendName(key: string): string {
  return words.figures.trendNames[key] ?? figureName(key);
}
