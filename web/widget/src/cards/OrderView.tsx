import type { JSX } from "preact";
import type { OrderCard } from "../core/protocol";
import { dateTime, money } from "../format";
import { words } from "../words";
import { Fact, Frame, Items } from "./parts";

export function OrderView({ card }: { card: OrderCard }): JSX.Element {
  return (
    <Frame title={words.order} status={card.status_text}>
      <Items items={card.items} />
      <dl>
        <Fact label={words.total}>
          {card.total_fen !== undefined && <b class="price">{money(card.total_fen)}</b>}
        </Fact>
        <Fact label={words.orderNo}>{card.order_no}</Fact>
        <Fact label={words.orderedAt}>{card.created_at && dateTime(card.created_at)}</Fact>
      </dl>
    </Frame>
  );
}
