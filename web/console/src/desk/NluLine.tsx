import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Message, Understanding } from "../core/desk";
import { percent } from "../core/format";
import { words } from "../words";
import { useEntityName, useIntentName } from "./names";

const LabelDialog = lazy(() => import("../review/LabelDialog"));

/** Below this the assistant itself asks back. */
const SURE = 0.6;

/** What was understood; a click corrects it. */
export function NluLine({ message, nlu }: { message: Message; nlu: Understanding }): ReactNode {
  const intentName = useIntentName();
  const entityName = useEntityName();
  const [open, setOpen] = useState(false);
  const unsure = nlu.confidence < SURE;
  const intent = nlu.intent ? intentName(nlu.intent) : words.thread.unknownIntent;
  return (
    <div className={unsure ? "nlu nlu--unsure" : "nlu"}>
      <span>{words.thread.understood(intent, percent(nlu.confidence))}</span>
      {unsure && <b className="badge badge--soon">{words.thread.unsure}</b>}
      {nlu.entities.map((entity) => (
        <span key={`${entity.start}-${entity.entity}`} className="nlu__entity">
          {entityName(entity.entity)}
          {entity.role && `/${entity.role}`} <b>{entity.text ?? String(entity.value ?? "")}</b>
        </span>
      ))}
      <button type="button" className="nlu__label" onClick={() => setOpen(true)}>
        {message.review?.state === "done" ? words.thread.labelled : words.thread.label}
      </button>
      {open && (
        <Suspense fallback={null}>
          <LabelDialog message={message} nlu={nlu} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
