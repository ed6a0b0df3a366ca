/** A mainland mobile number as people write one (spaces, dashes, +86) in its eleven digits; else null. */
export function mobilePhone(written: string): string | null {
  const digits = written.replace(/^\s*(\+|00)86|[\s-]/g, "");
  return /^1[3-9]\d{9}$/.test(digits) ? digits : null;
}
