import type { JSX } from "preact";
import type { Card } from "../core/protocol";
import { Rating } from "../view/Rating";
import { words } from "../words";
import { LeaveMessage } from "./LeaveMessage";
import { OrderView } from "./OrderView";
import { QuoteView } from "./QuoteView";
import { ReturnView } from "./ReturnView";
import { TicketView } from "./TicketView";
import { TrackingView } from "./TrackingView";
import { VerifyPhone } from "./VerifyPhone";

interface CardViewProps {
  card: Card;
  answerable: boolean;
}

/** Shows a card by its kind. A newer service may send kinds that this page does not know yet. */
export function CardView({ card, answerable }: CardViewProps): JSX.Element {
  switch (card.kind) {
    case "tracking":
      return <TrackingView card={card} />;
    case "order":
      return <OrderView card={card} />;
    case "return":
      return <ReturnView card={card} />;
    case "ticket":
      return <TicketView card={card} />;
    case "quote":
      return <QuoteView card={card} />;
    case "rating":
      return <Rating />;
    case "leave_message":
      return <LeaveMessage card={card} answerable={answerable} />;
    case "verify_phone":
      return <VerifyPhone />;
    default:
      return <p class="bubble bubble--other">{words.unknownCard}</p>;
  }
}
