/** Marking entities in a text. Offsets are code points, as the server counts them. */

import type { Entity } from "../core/desk";
import { toPoints, toUnits } from "../core/offsets";

export interface Mark {
  start: number;
  end: number;
  entity: string;
  role?: string;
}

export interface Piece {
  text: string;
  mark: Mark | null;
}

export function marksOf(entities: Entity[]): Mark[] {
  return entities
    .map(({ start, end, entity, role }) => ({ start, end, entity, ...(role ? { role } : {}) }))
    .sort((a, b) => a.start - b.start);
}

/** The selected stretch without the blanks at its ends; null if nothing is left. Units are UTF-16. */
export function stretch(
  text: string,
  from: number,
  to: number,
): { start: number; end: number } | null {
  const chosen = text.slice(from, to);
  const lead = chosen.length - chosen.trimStart().length;
  const trimmed = chosen.trim();
  if (!trimmed) return null;
  return { start: toPoints(text, from + lead), end: toPoints(text, from + lead + trimmed.length) };
}

export function overlaps(marks: Mark[], { start, end }: { start: number; end: number }): boolean {
  return marks.some((mark) => mark.start < end && start < mark.end);
}

export function covered(text: string, { start, end }: { start: number; end: number }): string {
  return text.slice(toUnits(text, start), toUnits(text, end));
}

/** The text cut at the marks' borders. */
export function pieces(text: string, marks: Mark[]): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start > at)
      found.push({ text: covered(text, { start: at, end: mark.start }), mark: null });
    found.push({ text: covered(text, mark), mark });
    at = mark.end;
  }
  const rest = text.slice(toUnits(text, at));
  return rest ? [...found, { text: rest, mark: null }] : found;
}

/** Whether two labels say the same, in whatever order. */
export function sameMarks(a: Mark[], b: Mark[]): boolean {
  const line = (marks: Mark[]): string =>
    marks
      .map(({ start, end, entity, role = "" }) => `${start}-${end}-${entity}-${role}`)
      .sort()
      .join();
  return line(a) === line(b);
}
