import type { JSX } from "preact";
import type { QuoteCard, QuoteOption } from "../core/protocol";
import { money, weight } from "../format";
import { words } from "../words";
import { Fact, Frame } from "./parts";

export function QuoteView({ card }: { card: QuoteCard }): JSX.Element {
  const options = card.options?.length ? card.options : [card];
  return (
    <Frame title={words.quote}>
      {card.origin && card.destination && (
        <p class="route">
          {card.origin} <span aria-hidden="true">→</span> {card.destination}
        </p>
      )}
      <ul class="items">
        {options.map((option, index) => (
          <Option key={index} option={option} />
        ))}
      </ul>
      <dl>
        <Fact label={words.weight}>{card.weight_g !== undefined && weight(card.weight_g)}</Fact>
      </dl>
    </Frame>
  );
}

function Option({ option: { service, days, price_fen } }: { option: QuoteOption }): JSX.Element {
  return (
    <li>
      <span>
        {service} {days !== undefined && <small>{words.days(days)}</small>}
      </span>
      {price_fen !== undefined && <b class="price">{money(price_fen)}</b>}
    </li>
  );
}
