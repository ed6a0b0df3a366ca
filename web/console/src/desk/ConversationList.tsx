import { Button, Input } from "antd";
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
} from "react";
import type { ListName, Row } from "../core/desk";
import { Answer, Nothing } from "../parts/Answer";
import { AwayNotice } from "../shell/AwayNotice";
import { words } from "../words";
import { ListTabs } from "./ListTabs";
import { RowItem } from "./RowItem";
import { useRows } from "./queries";

interface Props {
  list: ListName;
  onList: (list: ListName) => void;
  selected: string | null;
  onOpen: (id: string) => void;
}

export function ConversationList({ list, onList, selected, onOpen }: Props): ReactNode {
  const [text, setText] = useState("");
  const [pages, setPages] = useState(1);
  const query = useRows(list, useDeferredValue(text.trim()), pages);
  const choose = (next: ListName): void => {
    setPages(1);
    onList(next);
  };
  return (
    <section className="desk__list" aria-label={words.desk.listsLabel}>
      <AwayNotice />
      <ListTabs list={list} onList={choose} />
      <div className="desk__filter">
        <Input
          allowClear
          aria-label={words.desk.filter}
          placeholder={words.desk.filter}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div
        className="desk__rows"
        role="tabpanel"
        id="conversations"
        aria-labelledby={`list-${list}`}
      >
        <Answer query={query}>
          {({ rows, more }) => (
            <>
              <Rows rows={rows} list={list} selected={selected} onOpen={onOpen} />
              {rows.length === 0 && <Nothing>{words.desk.empty[list]}</Nothing>}
              {more && (
                <Button type="link" block onClick={() => setPages(pages + 1)}>
                  {words.more}
                </Button>
              )}
            </>
          )}
        </Answer>
      </div>
    </section>
  );
}

interface RowsProps {
  rows: Row[];
  list: ListName;
  selected: string | null;
  onOpen: (id: string) => void;
}

/** One stop for the Tab key; arrows move the mark, Enter opens. */
const Rows = memo(function Rows({ rows, list, selected, onOpen }: RowsProps): ReactNode {
  const [marked, setMarked] = useState<string | null>(selected);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => setMarked(selected), [selected]);
  const pick = useCallback((id: string) => onOpen(id), [onOpen]);

  const move = (event: KeyboardEvent): void => {
    const at = rows.findIndex(({ id }) => id === marked);
    const last = rows.length - 1;
    const to = {
      ArrowDown: Math.min(at + 1, last),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: last,
    }[event.key];
    const row = to === undefined ? rows[at] : rows[to];
    if (!row || (to === undefined && event.key !== "Enter")) return;
    event.preventDefault();
    if (to === undefined) return onOpen(row.id);
    setMarked(row.id);
    box.current?.querySelector(`#row-${CSS.escape(row.id)}`)?.scrollIntoView({ block: "nearest" });
  };

  if (rows.length === 0) return null;
  return (
    <div
      ref={box}
      className="rows"
      role="listbox"
      tabIndex={0}
      aria-label={words.desk.queue(words.desk.lists[list])}
      aria-activedescendant={rows.some(({ id }) => id === marked) ? `row-${marked}` : undefined}
      onKeyDown={move}
    >
      {rows.map((row) => (
        <RowItem
          key={row.id}
          row={row}
          selected={row.id === selected}
          marked={row.id === marked}
          onPick={pick}
        />
      ))}
    </div>
  );
});
