import { Table, type TableColumnsType } from "antd";
import type { ReactNode } from "react";
import type { Figures } from "../core/casework";
import { figure } from "../core/format";
import { words } from "../words";
import { figureName } from "./names";

type Line = Figures["agents"][number];

/** The server says which figures there are of an agent: one column each. */
export function AgentTable({ agents }: { agents: Line[] }): ReactNode {
  const [first] = agents;
  if (!first) return null;
  const columns: TableColumnsType<Line> = [
    { title: words.figures.names["member"], key: "member", render: (_, { member }) => member.name },
    ...Object.keys(first)
      .filter((key) => key !== "member")
      .map((key) => ({
        title: figureName(key),
        key,
        align: "right" as const,
        sorter: (a: Line, b: Line) => Number(a[key] ?? 0) - Number(b[key] ?? 0),
        render: (_: unknown, line: Line) => shown(key, line[key]),
      })),
  ];
  return (
    <section>
      <h2>{words.figures.agents}</h2>
      <Table<Line>
        size="small"
        rowKey={({ member }) => member.id}
        columns={columns}
        dataSource={agents}
        pagination={false}
      />
    </section>
  );
}

/** What is not named here is a plain count. */
const UNITS: Record<string, string> = {
  first_reply: "seconds",
  handling: "seconds",
  sla_met: "share",
  csat: "stars",
};

function shown(key: string, value: unknown): string {
  return figure(typeof value === "number" ? value : null, UNITS[key] ?? "");
}
