import type { JSX } from "preact";
import type { ReturnCard } from "../core/protocol";
import { money } from "../format";
import { words } from "../words";
import { Fact, Frame, Items } from "./parts";

export function ReturnView({ card }: { card: ReturnCard }): JSX.Element {
  return (
    <Frame title={words.return} status={card.status_text}>
      <Items items={card.items} />
      <dl>
        <Fact label={words.refund}>
          {card.refund_fen !== undefined && <b class="price">{money(card.refund_fen)}</b>}
        </Fact>
        <Fact label={words.returnNo}>{card.return_no}</Fact>
      </dl>
    </Frame>
  );
}
