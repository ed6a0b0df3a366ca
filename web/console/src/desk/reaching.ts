/** Bringing one message into view, such as one that a search has found. */

import { useEffect, useRef } from "react";
import type { Thread } from "../core/thread";

export function idOf(seq: number): string {
  return `message-${seq}`;
}

/** Once for each wish; what is older is fetched, page by page, until the message is there. */
export function useReaching(
  seq: number | null,
  thread: Thread,
  earlier: () => Promise<void>,
): void {
  const reached = useRef<number | null>(null);
  useEffect(() => {
    if (seq === null || reached.current === seq) return;
    if (thread.earlier && seq < thread.messages[0]!.seq) return void earlier();
    reached.current = seq;
    const show = (): void =>
      document.getElementById(idOf(seq))?.scrollIntoView({ block: "center" });
    show();
    // Messages out of sight have a guessed height until they are drawn.
    requestAnimationFrame(show);
    // `earlier` is made anew with each rendering and always does the same.
  }, [seq, thread]);
}
