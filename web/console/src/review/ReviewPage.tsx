import { Alert, Segmented, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { ReviewRow } from "../core/casework";
import { percent } from "../core/format";
import { useIntentName } from "../desk/names";
import { Answer, Nothing } from "../parts/Answer";
import { words } from "../words";
import { LabelEditor } from "./LabelEditor";
import { useLabelling, useReviews } from "./queries";

const REASONS = ["all", "low_confidence", "corrected", "thumbs_down", "picked"];

export default function ReviewPage(): ReactNode {
  const [reason, setReason] = useState("all");
  const [state, setState] = useState<"open" | "done">("open");
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useReviews(reason, state);
  const rows = query.data?.rows ?? [];
  const row = rows.find(({ message_id }) => message_id === chosen) ?? rows[0];
  return (
    <div className="page page--split">
      <header className="page__head">
        <h1>{words.review.title}</h1>
        <Segmented
          aria-label={words.review.state.open}
          value={state}
          onChange={setState}
          options={(["open", "done"] as const).map((value) => ({
            value,
            label: words.review.state[value],
          }))}
        />
        <Select
          aria-label={words.review.reasons["all"]!}
          value={reason}
          onChange={setReason}
          options={REASONS.map((value) => ({ value, label: labelled(value, query.data?.counts) }))}
        />
      </header>
      <section className="page__side" aria-label={words.review.list}>
        <Answer query={query}>
          {({ rows: found }) => (
            <>
              {found.map((item) => (
                <ReviewItem
                  key={item.message_id}
                  item={item}
                  selected={item === row}
                  onOpen={setChosen}
                />
              ))}
              {found.length === 0 && <Nothing>{words.review.allDone}</Nothing>}
            </>
          )}
        </Answer>
      </section>
      <section className="page__main">
        {row ? <Detail key={row.message_id} row={row} /> : <Nothing>{words.review.choose}</Nothing>}
      </section>
    </div>
  );
}

function labelled(reason: string, counts: Record<string, number> | undefined): string {
  const count = counts?.[reason];
  return `${words.review.reasons[reason]}${count === undefined ? "" : ` ${count}`}`;
}

interface ItemProps {
  item: ReviewRow;
  selected: boolean;
  onOpen: (id: string) => void;
}

function ReviewItem({ item, selected, onOpen }: ItemProps): ReactNode {
  const intentName = useIntentName();
  return (
    <button
      type="button"
      className={selected ? "row row--selected row--button" : "row row--button"}
      aria-current={selected}
      onClick={() => onOpen(item.message_id)}
    >
      <span className="row__line clip">{item.text}</span>
      <span className="row__line quiet">
        <span className="badge">{words.review.reasons[item.reason] ?? item.reason}</span>
        {intentName(item.intent) || words.thread.unknownIntent}
        {item.confidence !== null && ` ${percent(item.confidence)}`}
        {item.decision && ` · ${words.review.decided[item.decision]}`}
      </span>
    </button>
  );
}

/** Once it is saved the list no longer holds it, and the next one stands here. */
function Detail({ row }: { row: ReviewRow }): ReactNode {
  const label = useLabelling(() => undefined);
  return (
    <div className="review">
      <h2>{words.review.context}</h2>
      <ul className="plain review__context">
        {row.context.map(({ author, text }, index) => (
          <li key={index}>
            <b>{words.desk.author[author as keyof typeof words.desk.author] ?? author}</b> {text}
          </li>
        ))}
      </ul>
      {label.error && <Alert type="error" showIcon title={label.error.message} />}
      <LabelEditor
        item={row}
        saving={label.isPending}
        onDecide={(decided) => label.mutate({ id: row.message_id, label: decided })}
      />
    </div>
  );
}
