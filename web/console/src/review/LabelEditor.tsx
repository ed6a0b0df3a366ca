import { Button, Form, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { Label } from "../core/casework";
import type { Entity, Ranked } from "../core/desk";
import { percent } from "../core/format";
import { useIntentName } from "../desk/names";
import { useVocabulary } from "../desk/queries";
import { words } from "../words";
import { LabelText } from "./LabelText";
import { MarkList } from "./MarkList";
import { type Mark, covered, marksOf, overlaps, sameMarks } from "./marking";

export interface Labelled {
  text: string;
  intent: string | null;
  ranking: Ranked[];
  entities: Entity[];
  version: number;
}

interface Props {
  item: Labelled;
  saving: boolean;
  onDecide: (label: Label) => void;
}

/** What a message meant: its intent, and the words in it that matter. */
export function LabelEditor({ item, saving, onDecide }: Props): ReactNode {
  const vocabulary = useVocabulary().data;
  const intentName = useIntentName();
  const before = marksOf(item.entities);
  const [intent, setIntent] = useState(item.intent);
  const [marks, setMarks] = useState<Mark[]>(before);
  const [selection, setSelection] = useState<{ start: number; end: number } | null>(null);
  const taken = selection !== null && overlaps(marks, selection);
  const changed = intent !== item.intent || !sameMarks(marks, before);

  const mark = (entity: string): void => {
    if (!selection || taken) return;
    setMarks([...marks, { ...selection, entity }].sort((a, b) => a.start - b.start));
    setSelection(null);
  };
  const decide = (decision: Label["decision"]) => () =>
    onDecide({ decision, intent, entities: marks, version: item.version });

  return (
    <div className="label-editor">
      <LabelText text={item.text} marks={marks} onSelect={setSelection} />
      <p className="quiet" role="status">
        {taken
          ? words.review.overlap
          : selection
            ? words.review.selected(covered(item.text, selection))
            : words.review.selectFirst}
      </p>
      <div className="label-editor__kinds" role="group" aria-label={words.review.entities}>
        {vocabulary?.entities.map(({ name, title }) => (
          <Button key={name} size="small" disabled={!selection || taken} onClick={() => mark(name)}>
            {title}
          </Button>
        ))}
      </div>
      <MarkList text={item.text} marks={marks} onChange={setMarks} />
      <Form layout="vertical">
        <Form.Item label={words.review.intent} htmlFor="label-intent">
          <Select
            id="label-intent"
            showSearch={{ optionFilterProp: "label" }}
            value={intent}
            placeholder={words.review.intentNeeded}
            options={
              vocabulary?.intents.map(({ name, title }) => ({
                value: name,
                label: `${title}（${name}）`,
              })) ?? []
            }
            onChange={setIntent}
          />
        </Form.Item>
      </Form>
      <div className="label-editor__kinds" role="group" aria-label={words.review.alternatives}>
        {item.ranking.slice(0, 4).map(({ intent: other, confidence }) => (
          <Button
            key={other}
            size="small"
            type={other === intent ? "primary" : "default"}
            aria-pressed={other === intent}
            onClick={() => setIntent(other)}
          >
            {intentName(other)} {percent(confidence)}
          </Button>
        ))}
      </div>
      <div className="label-editor__foot">
        <Button
          type="primary"
          disabled={!intent}
          loading={saving}
          onClick={decide(changed ? "correct" : "confirm")}
        >
          {changed ? words.review.correct : words.review.confirm}
        </Button>
        <Button disabled={saving} onClick={decide("discard")}>
          {words.review.discard}
        </Button>
      </div>
    </div>
  );
}
