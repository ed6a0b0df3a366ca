import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, DatePicker, Select, Table, type TableColumnsType } from "antd";
import type { Dayjs } from "dayjs";
import { type ReactNode, useState } from "react";
import { get } from "../core/api";
import type { AuditEntry } from "../core/casework";
import { dateTime } from "../core/format";
import { useMembers } from "../desk/queries";
import { Answer } from "../parts/Answer";
import { words } from "../words";

const { columns: NAMES } = words.audit;

const COLUMNS: TableColumnsType<AuditEntry> = [
  {
    title: NAMES.at,
    key: "at",
    width: 150,
    render: (_, { at }) => <time dateTime={at}>{dateTime(at)}</time>,
  },
  {
    title: NAMES.member,
    key: "member",
    width: 110,
    render: (_, { member }) => member?.name ?? words.thread.system,
  },
  {
    title: NAMES.kind,
    key: "kind",
    width: 180,
    render: (_, { kind }) => words.audit.kinds[kind] ?? kind,
  },
  {
    title: NAMES.object,
    key: "object",
    width: 260,
    render: (_, { object }) => <code>{object}</code>,
  },
  {
    title: NAMES.detail,
    key: "detail",
    render: (_, { detail }) => <code className="detail">{plain(detail)}</code>,
  },
];

const KINDS = Object.entries(words.audit.kinds).map(([value, label]) => ({ value, label }));

function plain(detail: AuditEntry["detail"]): string {
  return Object.entries(detail)
    .map(([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("  ");
}

export default function AuditPage(): ReactNode {
  const members = useMembers().data ?? [];
  const [member, setMember] = useState<number | "">("");
  const [kind, setKind] = useState("");
  const [range, setRange] = useState<[Dayjs | null, Dayjs | null] | null>(null);
  const filter = {
    member,
    kind,
    from: range?.[0]?.startOf("day").toISOString(),
    to: range?.[1]?.endOf("day").toISOString(),
  };
  const query = useInfiniteQuery({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam, signal }) =>
      get<{ entries: AuditEntry[]; next: number | null }>(
        "/audit",
        { ...filter, before: pageParam, limit: 50 },
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <div className="page">
      <header className="page__head">
        <h1>{words.audit.title}</h1>
        <Select
          aria-label={words.audit.member}
          className="filter__kind"
          showSearch={{ optionFilterProp: "label" }}
          value={member}
          onChange={setMember}
          options={[
            { value: "" as number | "", label: words.audit.member },
            ...members.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Select
          aria-label={words.audit.kind}
          className="filter__kind"
          value={kind}
          onChange={setKind}
          options={[{ value: "", label: words.audit.kind }, ...KINDS]}
        />
        <DatePicker.RangePicker
          id={{ start: "audit-from", end: "audit-to" }}
          value={range}
          onChange={setRange}
        />
      </header>
      <Answer query={query}>
        {({ pages }) => (
          <>
            <Table<AuditEntry>
              size="small"
              rowKey="id"
              columns={COLUMNS}
              dataSource={pages.flatMap(({ entries }) => entries)}
              pagination={false}
            />
            {query.hasNextPage && (
              <Button
                type="link"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {words.more}
              </Button>
            )}
          </>
        )}
      </Answer>
    </div>
  );
}
