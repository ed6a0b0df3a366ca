/** A call that puts `end` off: it comes `ms` after the last one. */
export function lull(ms: number, end: () => void): () => void {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(end, ms);
  };
}
