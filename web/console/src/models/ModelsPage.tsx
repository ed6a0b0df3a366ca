import { Button, Popconfirm, Progress, Table, type TableColumnsType, Tag } from "antd";
import { type ReactNode, useState } from "react";
import { atLeast } from "../core/account";
import type { Candidate, Models } from "../core/casework";
import { dateTime } from "../core/format";
import { useLive } from "../core/live";
import { Answer, Nothing } from "../parts/Answer";
import { words } from "../words";
import { Report } from "./Report";
import { isWorking, useModelStep, useModels } from "./queries";

const { columns: NAMES } = words.models;

const COLUMNS: TableColumnsType<Candidate> = [
  { title: NAMES.id, key: "id", render: (_, { id }) => <code>{id}</code> },
  {
    title: NAMES.state,
    key: "state",
    width: 110,
    render: (_, { state }) => <Tag>{words.models.state[state] ?? state}</Tag>,
  },
  {
    title: NAMES.progress,
    key: "progress",
    width: 160,
    render: (_, candidate) =>
      isWorking(candidate) ? (
        <Progress
          percent={Math.round(candidate.progress * 100)}
          size="small"
          aria-label={NAMES.progress}
        />
      ) : (
        <span className="bad">{candidate.problem}</span>
      ),
  },
  {
    title: NAMES.examples,
    key: "examples",
    width: 80,
    render: (_, { examples }) => examples ?? words.none,
  },
  {
    title: NAMES.overall,
    key: "overall",
    width: 170,
    render: (_, { report }) =>
      report
        ? words.models.against(percent1(report.overall.candidate), percent1(report.overall.active))
        : words.none,
  },
  {
    title: NAMES.finished,
    key: "finished",
    width: 150,
    render: (_, { finished_at }) => dateTime(finished_at),
  },
];

function percent1(share: number | null | undefined): string {
  return typeof share === "number" ? `${(share * 100).toFixed(1)}%` : words.none;
}

export default function ModelsPage(): ReactNode {
  const query = useModels();
  const train = useModelStep("/models", words.models.started);
  return (
    <div className="page">
      <header className="page__head">
        <h1>{words.models.title}</h1>
        <Popconfirm title={words.models.trainConfirm} onConfirm={() => train.mutate()}>
          <Button type="primary" loading={train.isPending}>
            {words.models.train}
          </Button>
        </Popconfirm>
        <Rollback />
      </header>
      <Answer query={query}>{(models) => <Candidates {...models} />}</Answer>
    </div>
  );
}

function Rollback(): ReactNode {
  const { me } = useLive();
  const rollback = useModelStep("/models/rollback", words.models.rolledBack);
  if (!atLeast(me, "admin")) return null;
  return (
    <Popconfirm title={words.models.rollbackConfirm} onConfirm={() => rollback.mutate()}>
      <Button loading={rollback.isPending}>{words.models.rollback}</Button>
    </Popconfirm>
  );
}

function Candidates({ active, candidates }: Models): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null);
  const shown =
    candidates.find(({ id }) => id === chosen) ?? candidates.find(({ report }) => report);
  return (
    <>
      <p>
        {words.models.active}：<code>{active ?? words.none}</code>
      </p>
      {candidates.length === 0 ? (
        <Nothing>{words.models.none}</Nothing>
      ) : (
        <Table<Candidate>
          size="small"
          rowKey="id"
          columns={COLUMNS}
          dataSource={candidates}
          pagination={false}
          rowClassName={({ id }) => (id === shown?.id ? "row--selected" : "")}
          onRow={({ id }) => ({ onClick: () => setChosen(id) })}
        />
      )}
      {shown && <Report key={shown.id} candidate={shown} />}
    </>
  );
}
