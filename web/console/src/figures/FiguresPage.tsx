import { useQuery } from "@tanstack/react-query";
import { Button, DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { address, get } from "../core/api";
import type { Figures } from "../core/casework";
import { figure } from "../core/format";
import { Answer, Loading } from "../parts/Answer";
import { words } from "../words";
import { AgentTable } from "./AgentTable";
import { figureName } from "./names";

const Trend = lazy(() => import("./Trend"));

type Range = [Dayjs, Dayjs];

const DAY = "YYYY-MM-DD";
const last = (days: number): Range => [dayjs().subtract(days - 1, "day"), dayjs()];

export default function FiguresPage(): ReactNode {
  const [range, setRange] = useState<Range>(last(30));
  const [from, to] = [range[0].format(DAY), range[1].format(DAY)];
  const query = useQuery({
    queryKey: ["figures", from, to],
    queryFn: () => get<Figures>("/figures", { from, to }),
  });
  return (
    <div className="page">
      <header className="page__head">
        <h1>{words.figures.title}</h1>
        <DatePicker.RangePicker
          id={{ start: "figures-from", end: "figures-to" }}
          aria-label={words.figures.range}
          allowClear={false}
          value={range}
          onChange={(chosen) => chosen?.[0] && chosen[1] && setRange([chosen[0], chosen[1]])}
          presets={[
            { label: words.figures.ranges.week, value: last(7) },
            { label: words.figures.ranges.month, value: last(30) },
            { label: words.figures.ranges.quarter, value: last(90) },
          ]}
        />
        <Button href={address("/figures.csv", { from, to })} download>
          {words.figures.csv}
        </Button>
      </header>
      <Answer query={query}>
        {(figures) => (
          <>
            {figures.groups.map((group) => (
              <Group key={group.key} group={group} />
            ))}
            <Causes causes={figures.causes} />
            {figures.series.length > 0 && (
              <Suspense fallback={<Loading />}>
                <Trend series={figures.series} />
              </Suspense>
            )}
            <AgentTable agents={figures.agents} />
          </>
        )}
      </Answer>
    </div>
  );
}

function Causes({ causes }: Pick<Figures, "causes">): ReactNode {
  return (
    <section>
      <h2>{words.figures.causes}</h2>
      {causes.length === 0 && <p className="quiet">{words.figures.noCauses}</p>}
      <dl className="figures">
        {causes.map(({ key, name, n }) => (
          <div key={key} className="figures__one">
            <dt>{name}</dt>
            <dd>
              <b>{n}</b>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Group({ group }: { group: Figures["groups"][number] }): ReactNode {
  return (
    <section>
      <h2>{words.figures.groups[group.key] ?? group.key}</h2>
      <dl className="figures">
        {group.figures.map(({ key, value, unit, n }) => (
          <div key={key} className="figures__one">
            <dt>{figureName(key)}</dt>
            <dd>
              <b>{figure(value, unit)}</b>{" "}
              {n !== null && <span className="quiet">{words.figures.sample(n)}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
