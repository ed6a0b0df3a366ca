import type { ReactNode } from "react";
import { Facts } from "../parts/Facts";
import { words } from "../words";

/** A card as staff need it: what it is, and its plain facts. */
export function CardLine({ card }: { card: Record<string, unknown> }): ReactNode {
  const kind = String(card["kind"] ?? "");
  return (
    <details className="card-line">
      <summary>{words.thread.card[kind] ?? kind}</summary>
      <Facts fields={card} skip={["kind", "events"]} />
    </details>
  );
}
