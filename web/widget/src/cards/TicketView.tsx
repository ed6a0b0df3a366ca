import type { JSX } from "preact";
import type { TicketCard } from "../core/protocol";
import { dateTime } from "../format";
import { words } from "../words";
import { Fact, Frame } from "./parts";

export function TicketView({ card }: { card: TicketCard }): JSX.Element {
  return (
    <Frame title={card.kind_text ?? words.ticket} status={card.status_text}>
      <dl>
        <Fact label={words.ticketNo}>{card.ticket_no}</Fact>
        <Fact label={words.due}>{card.due_at && dateTime(card.due_at)}</Fact>
      </dl>
    </Frame>
  );
}
