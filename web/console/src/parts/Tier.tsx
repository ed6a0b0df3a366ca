import type { ReactNode } from "react";
import type { Tier as Letter } from "../core/desk";
import { words } from "../words";

export function Tier({ tier }: { tier: Letter | null | undefined }): ReactNode {
  if (!tier) return null;
  return (
    <span className={`tier tier--${tier}`} title={words.desk.tier(tier)}>
      <span className="hidden">{words.desk.tier(tier)}</span>
      <span aria-hidden="true">{tier}</span>
    </span>
  );
}
