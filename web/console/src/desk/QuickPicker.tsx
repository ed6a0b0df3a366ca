import { Button } from "antd";
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useState,
} from "react";
import type { QuickReply, Row } from "../core/desk";
import { useLive } from "../core/live";
import { fill, matching } from "../core/variables";
import { useWaybill } from "../customer/queries";
import { QuickDrawer } from "../quick/QuickDrawer";
import { words } from "../words";
import { useQuickReplies } from "./queries";

interface Props {
  row: Row;
  /** What is searched for; null: nothing is. */
  query: string | null;
  onUse: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  children: ReactNode;
}

const MOST = 8;

/** The list above the composer after a "/"; keys are taken before the composer sees them. */
export function QuickPicker({ row, query, onUse, field, children }: Props): ReactNode {
  const { me } = useLive();
  const { data } = useQuickReplies();
  const waybill = useWaybill(row.customer?.id ?? null);
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState(false);
  const [managing, setManaging] = useState(false);
  const found = useMemo(
    () => (query === null ? [] : matching(data ?? [], query).slice(0, MOST)),
    [data, query],
  );
  useEffect(() => {
    setAt(0);
    setClosed(false);
  }, [query]);
  const open = query !== null && !closed;

  const use = (reply: QuickReply): void => {
    onUse(fill(reply.text, { customer: row.customer?.name ?? null, agent: me.name, waybill }));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (!open || event.nativeEvent.isComposing) return;
    const taken: Record<string, () => void> = {
      ArrowDown: () => setAt((at + 1) % Math.max(found.length, 1)),
      ArrowUp: () => setAt((at - 1 + found.length) % Math.max(found.length, 1)),
      Enter: () => found[at] && use(found[at]),
      Escape: () => setClosed(true),
    };
    const act = taken[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <div className="quick" onKeyDownCapture={onKey}>
      {open && (
        <div className="quick__list">
          <div role="listbox" aria-label={words.composer.quick}>
            {found.map((reply, index) => (
              <div
                key={reply.id}
                role="option"
                aria-selected={index === at}
                className="quick__item"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => use(reply)}
              >
                <b>{reply.title}</b> <span className="quiet clip">{reply.text}</span>
              </div>
            ))}
          </div>
          {found.length === 0 && <p className="quiet quick__none">{words.composer.noQuick}</p>}
          <Button type="link" onClick={() => setManaging(true)}>
            {words.composer.manage}
          </Button>
        </div>
      )}
      {children}
      <QuickDrawer
        open={managing}
        onClose={() => {
          setManaging(false);
          field.current?.focus();
        }}
      />
    </div>
  );
}
