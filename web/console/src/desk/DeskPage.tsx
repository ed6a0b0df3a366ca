import { type ReactNode, useCallback, useState } from "react";
import { useLocation, useParams } from "wouter";
import type { ListName } from "../core/desk";
import { paths } from "../core/route";
import { ProfilePane } from "../customer/ProfilePane";
import { Nothing } from "../parts/Answer";
import { words } from "../words";
import { ConversationList } from "./ConversationList";
import { ConversationPane } from "./ConversationPane";
import { useConversation } from "./queries";

export default function DeskPage(): ReactNode {
  const { id, seq } = useParams<{ id?: string; seq?: string }>();
  const [, go] = useLocation();
  const [list, setList] = useState<ListName>("waiting");
  const open = useCallback((chosen: string) => go(paths.desk(chosen)), [go]);
  return (
    <div className="desk">
      <h1 className="hidden">{words.nav.desk}</h1>
      <ConversationList list={list} onList={setList} selected={id ?? null} onOpen={open} />
      {id ? (
        <>
          <ConversationPane
            key={id}
            id={id}
            seq={Number(seq) || null}
            onClaimed={() => setList("mine")}
          />
          <CustomerOf id={id} />
        </>
      ) : (
        <Nothing hint={words.desk.chooseHint}>{words.desk.choose}</Nothing>
      )}
    </div>
  );
}

function CustomerOf({ id }: { id: string }): ReactNode {
  const { data } = useConversation(id);
  return (
    <aside className="desk__customer" aria-label={words.customer.title}>
      {data && (
        <ProfilePane
          key={data.customer?.id ?? ""}
          customer={data.customer?.id ?? null}
          visitor={data.visitor}
        />
      )}
    </aside>
  );
}
