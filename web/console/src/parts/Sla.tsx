import type { ReactNode } from "react";
import { useTicking } from "../core/clock";
import { secondsLeft, slaText, toneOf } from "../core/sla";

/** A countdown by the server's clock. It keeps its width, so that nothing beside it moves. */
export function Sla({ due, prefix = "" }: { due: string | null; prefix?: string }): ReactNode {
  const left = useTicking((now) => (due ? secondsLeft(due, now) : null));
  if (left === null) return null;
  return <span className={`sla sla--${toneOf(left)}`}>{prefix + slaText(left)}</span>;
}
