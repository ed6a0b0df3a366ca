import { words } from "../words";

export const ACCEPTED = ["image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf"];

const LIMIT_MB = 8;

/** Why a file cannot be uploaded, in words for the customer; null if it can. The service checks again. */
export function fileProblem({ name, type, size }: Pick<File, "name" | "type" | "size">): string | null {
  if (!ACCEPTED.includes(type)) return words.fileType(name);
  return size > LIMIT_MB * 1024 * 1024 ? words.fileTooLarge(name, LIMIT_MB) : null;
}
