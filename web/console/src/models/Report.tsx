import { Button, Checkbox, Popconfirm, Table, type TableColumnsType } from "antd";
import { type ReactNode, useState } from "react";
import { atLeast } from "../core/account";
import type { Candidate } from "../core/casework";
import { percent } from "../core/format";
import { useLive } from "../core/live";
import { useIntentName } from "../desk/names";
import { words } from "../words";
import { type Compared, compared, points } from "./comparison";
import { useModelStep } from "./queries";

/** The candidate against the model in use, intent by intent, and the step that follows. */
export function Report({ candidate }: { candidate: Candidate }): ReactNode {
  const { me } = useLive();
  const intentName = useIntentName();
  const [onlyChanged, setOnlyChanged] = useState(true);
  const promote = useModelStep(`/models/${candidate.id}/promote`, words.models.promoted);
  if (!candidate.report) return <p className="quiet">{words.models.noReport}</p>;
  const lines = compared(candidate.report).filter(({ change }) => !onlyChanged || change !== 0);
  const columns: TableColumnsType<Compared> = [
    { title: words.models.intent, key: "intent", render: (_, { intent }) => intentName(intent) },
    {
      title: words.models.current,
      key: "active",
      width: 90,
      align: "right",
      render: (_, { active }) => (active === null ? words.none : percent(active)),
    },
    {
      title: words.models.candidate,
      key: "candidate",
      width: 90,
      align: "right",
      render: (_, line) => percent(line.candidate),
    },
    {
      title: words.models.change,
      key: "change",
      width: 90,
      align: "right",
      render: (_, { change }) => (
        <span className={change < 0 ? "bad" : change > 0 ? "good" : ""}>{points(change)}</span>
      ),
    },
    { title: words.models.count, key: "n", width: 80, align: "right", render: (_, { n }) => n },
  ];
  return (
    <section className="report">
      <header className="page__head">
        <h2>
          {words.models.report} <code>{candidate.id}</code>
        </h2>
        <Checkbox checked={onlyChanged} onChange={({ target }) => setOnlyChanged(target.checked)}>
          {words.models.onlyChanged}
        </Checkbox>
        {candidate.state === "ready" && atLeast(me, "admin") && (
          <Popconfirm title={words.models.promoteConfirm} onConfirm={() => promote.mutate()}>
            <Button type="primary" loading={promote.isPending}>
              {words.models.promote}
            </Button>
          </Popconfirm>
        )}
      </header>
      <Table<Compared>
        size="small"
        rowKey="intent"
        columns={columns}
        dataSource={lines}
        pagination={false}
      />
    </section>
  );
}
