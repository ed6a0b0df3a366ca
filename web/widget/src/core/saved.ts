/** What the loader keeps for the widget in the host page's own storage. */
export interface Saved {
  token: string;
  /** The customer whom the host page signed in; empty for none. */
  subject: string;
  /** The customer proved a phone by a one-time code. */
  proved: boolean;
  readSeq: number;
}

export const NOTHING: Saved = { token: "", subject: "", proved: false, readSeq: 0 };

/** Anything unreadable counts as nothing: the host page's storage may hold whatever it likes. */
export function parseSaved(text: string | null): Saved {
  try {
    const value = JSON.parse(text ?? "null") as Partial<Saved> | null;
    return typeof value?.token === "string" ? { ...NOTHING, ...value } : NOTHING;
  } catch {
    return NOTHING;
  }
}

/**
 * Whom a host identity (a JWT) names. Only tells whether the customer changed since the last visit; the
 * service alone verifies the signature.
 */
export function subjectOf(identity: string | null): string {
  if (!identity) return "";
  try {
    const payload = (identity.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const { sub } = JSON.parse(atob(payload)) as { sub?: unknown };
    return typeof sub === "string" ? sub : identity;
  } catch {
    return identity;
  }
}
