/** The server's clock, and one tick a second for all countdowns. */

import { useSyncExternalStore } from "react";

let ahead = 0;
const watchers = new Set<() => void>();
let timer = 0;

/** Sets the clock by an answer's `now`. Answers take time, so small differences are left alone. */
export function setClock(now: string, local = Date.now()): void {
  const difference = Date.parse(now) - local;
  if (Number.isFinite(difference) && Math.abs(difference - ahead) > 750) ahead = difference;
}

/** Milliseconds since 1970 on the server. */
export function serverNow(): number {
  return Date.now() + ahead;
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ||= window.setInterval(() => watchers.forEach((tell) => tell()), 1000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size) return;
    clearInterval(timer);
    timer = 0;
  };
}

/**
 * `read` of the server's time, again each second; renders only when the result differs. So `read`
 * returns something that compares by value.
 */
export function useTicking<T extends string | number | boolean | null>(
  read: (now: number) => T,
): T {
  return useSyncExternalStore(watch, () => read(serverNow()));
}
