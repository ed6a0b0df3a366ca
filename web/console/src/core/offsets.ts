/** The server counts code points, the browser UTF-16 units: they differ after an emoji. */

export function toUnits(text: string, points: number): number {
  return Array.from(text).slice(0, points).join("").length;
}

export function toPoints(text: string, units: number): number {
  return Array.from(text.slice(0, units)).length;
}
