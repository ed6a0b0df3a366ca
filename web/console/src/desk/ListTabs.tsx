import type { KeyboardEvent, ReactNode } from "react";
import { atLeast } from "../core/account";
import type { ListName } from "../core/desk";
import { useLive } from "../core/live";
import { words } from "../words";
import { useCounts } from "./queries";

const LISTS: ListName[] = ["waiting", "mine", "bot", "closed"];

export function ListTabs({
  list,
  onList,
}: {
  list: ListName;
  onList: (list: ListName) => void;
}): ReactNode {
  const { me } = useLive();
  const counts = useCounts();
  const shown: ListName[] = atLeast(me, "supervisor") ? [...LISTS, "all"] : LISTS;

  const turn = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = shown[(shown.indexOf(list) + step + shown.length) % shown.length]!;
    onList(next);
    document.getElementById(`list-${next}`)?.focus();
  };

  return (
    <div className="tabs" role="tablist" aria-label={words.desk.listsLabel} onKeyDown={turn}>
      {shown.map((name) => (
        <button
          key={name}
          id={`list-${name}`}
          type="button"
          role="tab"
          className="tabs__tab"
          aria-selected={name === list}
          aria-controls="conversations"
          tabIndex={name === list ? 0 : -1}
          onClick={() => onList(name)}
        >
          <b className="tabs__count">{name === "all" ? words.desk.live : (counts?.[name] ?? "")}</b>
          {words.desk.lists[name]}
        </button>
      ))}
    </div>
  );
}
