import { Button, Checkbox, Input, Segmented, Select } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useLocation, useParams } from "wouter";
import { paths } from "../core/route";
import { Answer } from "../parts/Answer";
import { words } from "../words";
import { TicketDrawer } from "./TicketDrawer";
import { TicketTable } from "./TicketTable";
import { type Filter, useTickets } from "./queries";

const START: Filter = { state: "open", kind: "", mine: false, overdue: false, q: "" };

export default function TicketsPage(): ReactNode {
  const { no } = useParams<{ no?: string }>();
  const [, go] = useLocation();
  const [filter, setFilter] = useState(START);
  const query = useTickets(useDeferredValue(filter));
  return (
    <div className="page">
      <header className="page__head">
        <h1>{words.tickets.title}</h1>
        <Filters filter={filter} counts={query.data?.pages[0]?.counts} onChange={setFilter} />
      </header>
      <Answer query={query}>
        {({ pages }) => (
          <>
            <TicketTable
              rows={pages.flatMap(({ rows }) => rows)}
              selected={no ?? null}
              onOpen={(chosen) => go(paths.tickets(chosen))}
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
      {no && <TicketDrawer key={no} no={no} onClose={() => go(paths.tickets())} />}
    </div>
  );
}

interface FiltersProps {
  filter: Filter;
  counts: Record<string, number> | undefined;
  onChange: (filter: Filter) => void;
}

function Filters({ filter, counts = {}, onChange }: FiltersProps): ReactNode {
  const set = (change: Partial<Filter>): void => onChange({ ...filter, ...change });
  const kinds = Object.entries(words.tickets.kinds).map(([value, name]) => ({
    value,
    label: `${name} ${counts[value] ?? 0}`,
  }));
  return (
    <>
      <Segmented
        aria-label={words.tickets.columns.state}
        value={filter.state}
        onChange={(state) => set({ state })}
        options={(["open", "closed", "all"] as const).map((value) => ({
          value,
          label: words.tickets.state[value],
        }))}
      />
      <Select
        aria-label={words.tickets.kind}
        className="filter__kind"
        value={filter.kind}
        onChange={(kind) => set({ kind })}
        options={[{ value: "", label: `${words.all}${words.tickets.kind}` }, ...kinds]}
      />
      <Checkbox checked={filter.mine} onChange={({ target }) => set({ mine: target.checked })}>
        {words.tickets.mine}
      </Checkbox>
      <Checkbox
        checked={filter.overdue}
        onChange={({ target }) => set({ overdue: target.checked })}
      >
        {words.tickets.overdue}
      </Checkbox>
      <Input
        className="filter__text"
        allowClear
        aria-label={words.tickets.search}
        placeholder={words.tickets.search}
        value={filter.q}
        onChange={({ target }) => set({ q: target.value })}
      />
    </>
  );
}
