import { memo, type ReactNode } from "react";
import { useTicking } from "../core/clock";
import type { Row } from "../core/desk";
import { shortTime } from "../core/format";
import { useLive } from "../core/live";
import { isSlow, secondsLeft, span } from "../core/sla";
import { Sla } from "../parts/Sla";
import { Tier } from "../parts/Tier";
import { words } from "../words";
import { nameOf, useGroupName, useIntentName } from "./names";

interface Props {
  row: Row;
  selected: boolean;
  marked: boolean;
  onPick: (id: string) => void;
}

export const RowItem = memo(function RowItem({ row, selected, marked, onPick }: Props): ReactNode {
  const slow = useTicking((now) => row.state === "human" && isSlow(row.unanswered_since, now));
  const { me } = useLive();
  const groupName = useGroupName();
  const intentName = useIntentName();
  const last = row.last_message;
  const classes = [
    "row",
    selected && "row--selected",
    marked && "row--marked",
    slow && "row--slow",
  ];
  return (
    <div
      id={`row-${row.id}`}
      role="option"
      aria-selected={selected}
      className={classes.filter(Boolean).join(" ")}
      onClick={() => onPick(row.id)}
    >
      <p className="row__line">
        <Tier tier={row.customer?.tier} />
        <b className="clip">{nameOf(row)}</b>
        <span className="row__end">
          {row.state === "queued" ? (
            <Sla due={row.due_at} />
          ) : slow ? (
            <Waiting since={row.unanswered_since!} />
          ) : null}
          {row.state !== "queued" && !slow && last && (
            <span className="quiet">{shortTime(last.created_at)}</span>
          )}
        </span>
      </p>
      <p className="row__line quiet">
        <span className="clip">
          {last && last.author !== "customer" && `${words.desk.author[last.author]}：`}
          {last?.text || words.desk.noText}
        </span>
      </p>
      <p className="row__line row__tags quiet">
        {[groupName(row.group), intentName(row.topic), words.channels[row.channel] ?? row.channel]
          .filter(Boolean)
          .join(" · ")}
        {row.assignee && row.assignee.id !== me.id && (
          <span>{words.desk.assignee(row.assignee.name)}</span>
        )}
        {row.low_confidence && (
          <span className="badge badge--soon">{words.desk.lowConfidence}</span>
        )}
        <Offer row={row} />
      </p>
    </div>
  );
});

function Waiting({ since }: { since: string }): ReactNode {
  const waited = useTicking((now) => -secondsLeft(since, now));
  return <span className="sla sla--late">{words.desk.slow(span(waited))}</span>;
}

function Offer({ row }: { row: Row }): ReactNode {
  const { me } = useLive();
  const left = useTicking((now) => (row.offer_until ? secondsLeft(row.offer_until, now) : null));
  if (row.state !== "queued" || !row.offered_to || left === null || left < 0) return null;
  if (row.offered_to.id !== me.id) return <span>{words.desk.offeredTo(row.offered_to.name)}</span>;
  return <span className="badge badge--mine">{words.desk.offered(span(left))}</span>;
}
