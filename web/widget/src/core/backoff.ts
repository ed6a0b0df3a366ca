/**
 * Milliseconds before the next try after `failures` failures: up to 1 s, 2 s, 4 s … 30 s, of which a
 * random half is taken away, so that a restarted service is not met by everyone at once.
 */
export function backoff(failures: number, random: () => number = Math.random): number {
  const ceiling = Math.min(30_000, 1_000 * 2 ** Math.max(0, failures - 1));
  return ceiling * (0.5 + random() / 2);
}
