import { Table, type TableColumnsType } from "antd";
import { memo, type ReactNode } from "react";
import { Link } from "wouter";
import type { TicketRow } from "../core/casework";
import { dateTime } from "../core/format";
import { paths } from "../core/route";
import { Sla } from "../parts/Sla";
import { Tier } from "../parts/Tier";
import { words } from "../words";

const { columns: NAMES } = words.tickets;

/** Whether the clocks still run. */
export function isOpen({ state }: Pick<TicketRow, "state">): boolean {
  return state !== "resolved" && state !== "withdrawn" && state !== "closed";
}

const COLUMNS: TableColumnsType<TicketRow> = [
  {
    title: NAMES.no,
    key: "no",
    width: 150,
    render: (_, { no }) => <Link href={paths.tickets(no)}>{no}</Link>,
  },
  {
    title: NAMES.kind,
    key: "kind",
    width: 96,
    render: (_, { kind }) => words.tickets.kinds[kind] ?? kind,
  },
  { title: NAMES.title, key: "title", ellipsis: true, render: (_, { title }) => title },
  {
    title: NAMES.customer,
    key: "customer",
    width: 120,
    render: (_, { customer, tier }) => (
      <>
        <Tier tier={tier} /> {customer?.name ?? words.none}
      </>
    ),
  },
  {
    title: NAMES.sla,
    key: "sla",
    width: 128,
    render: (_, row) => isOpen(row) && <Sla due={row.due_at} />,
  },
  {
    title: NAMES.statutory,
    key: "statutory",
    width: 128,
    render: (_, row) => isOpen(row) && <Sla due={row.statutory_due_at} />,
  },
  {
    title: NAMES.priority,
    key: "priority",
    width: 76,
    render: (_, { priority }) => <Priority priority={priority} />,
  },
  {
    title: NAMES.state,
    key: "state",
    width: 88,
    render: (_, { state }) => words.states[state] ?? state,
  },
  {
    title: NAMES.assignee,
    key: "assignee",
    width: 92,
    render: (_, { assignee }) => assignee?.name ?? words.tickets.unassigned,
  },
  {
    title: NAMES.opened,
    key: "opened",
    width: 150,
    render: (_, { opened_at }) => dateTime(opened_at),
  },
];

function Priority({ priority }: Pick<TicketRow, "priority">): ReactNode {
  const key = String(priority ?? "");
  const name = words.tickets.priorities[key] ?? key;
  return key === "urgent" || key === "high" ? (
    <span className={`badge badge--${key === "urgent" ? "late" : "soon"}`}>{name}</span>
  ) : (
    name
  );
}

interface Props {
  rows: TicketRow[];
  selected: string | null;
  onOpen: (no: string) => void;
}

export const TicketTable = memo(function TicketTable({ rows, selected, onOpen }: Props): ReactNode {
  return (
    <Table<TicketRow>
      size="small"
      rowKey="no"
      columns={COLUMNS}
      dataSource={rows}
      pagination={false}
      rowClassName={({ no }) => (no === selected ? "row--selected" : "")}
      onRow={({ no }) => ({ onClick: () => onOpen(no) })}
    />
  );
});
