import type { ReactNode } from "react";
import { useLive } from "../core/live";
import { Answer } from "../parts/Answer";
import { Composer } from "./Composer";
import { ClaimBar } from "./ClaimBar";
import { MessageList } from "./MessageList";
import { SummaryCard } from "./SummaryCard";
import { ThreadHeader } from "./ThreadHeader";
import { nameOf } from "./names";
import { useOutgoing } from "./outgoing";
import { useConversation, useThread } from "./queries";

interface Props {
  id: string;
  /** Of the message to be shown; without it the newest are. */
  seq: number | null;
  onClaimed: () => void;
}

export function ConversationPane({ id, seq, onClaimed }: Props): ReactNode {
  const { me } = useLive();
  const conversation = useConversation(id);
  const thread = useThread(id);
  const outgoing = useOutgoing(id);
  return (
    <section
      className="thread"
      aria-label={conversation.data ? nameOf(conversation.data) : undefined}
    >
      <Answer query={conversation} rows={2}>
        {(row) => (
          <>
            <ThreadHeader row={row} />
            <SummaryCard conversation={row} />
          </>
        )}
      </Answer>
      <Answer query={thread}>
        {(held) => <MessageList id={id} seq={seq} thread={held} outgoing={outgoing} />}
      </Answer>
      {conversation.data && (
        <>
          <ClaimBar row={conversation.data} onClaimed={onClaimed} />
          <Composer
            row={conversation.data}
            mine={conversation.data.state === "human" && conversation.data.assignee?.id === me.id}
            send={outgoing.send}
          />
        </>
      )}
    </section>
  );
}
