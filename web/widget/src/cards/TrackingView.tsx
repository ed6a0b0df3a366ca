import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { TraceEvent, TrackingCard } from "../core/protocol";
import { dateTime } from "../format";
import { words } from "../words";
import { Fact, Frame } from "./parts";

/** Events shown before the customer asks for all of them. */
const FEW = 3;

/** By the shipment's state; every other one is on its ordinary way. */
const TONES: Record<string, "good" | "bad"> = {
  signed: "good",
  abnormal: "bad",
  lost: "bad",
};

/** Newest first, whatever order the service sent. */
function newestFirst(events: readonly TraceEvent[]): TraceEvent[] {
  const at = ({ time }: TraceEvent): number => Date.parse(time ?? "") || 0;
  return [...events].sort((a, b) => at(b) - at(a));
}

export function TrackingView({ card }: { card: TrackingCard }): JSX.Element {
  const [all, setAll] = useState(false);
  const events = newestFirst(card.events ?? []);
  return (
    <Frame
      title={words.tracking}
      status={card.status_text}
      tone={TONES[card.status ?? ""] ?? "plain"}
    >
      <dl>
        <Fact label={words.expected}>
          {card.expected_at && <b>{dateTime(card.expected_at)}</b>}
        </Fact>
        <Fact label={words.waybill}>
          {card.waybill_no && <span class="code">{card.waybill_no}</span>}
        </Fact>
        <Fact label={words.carrier}>{card.carrier}</Fact>
        <Fact label={words.pickupPoint}>{card.pickup_point}</Fact>
      </dl>
      {events.length === 0 && <p class="note">{words.noEvents}</p>}
      <ol class="timeline">
        {(all ? events : events.slice(0, FEW)).map((event, index) => (
          <li key={index}>
            <p>{event.text}</p>
            <p class="timeline__more">
              {event.time && <time dateTime={event.time}>{dateTime(event.time)}</time>}
              {event.place && ` · ${event.place}`}
            </p>
          </li>
        ))}
      </ol>
      {events.length > FEW && (
        <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words.fewerEvents : words.allEvents(events.length)}
        </button>
      )}
    </Frame>
  );
}
