import { skipToken, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { memo, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTicking } from "../core/clock";
import { keys } from "../core/cache";
import { entries, type Thread, unsent } from "../core/thread";
import { words } from "../words";
import { MessageItem } from "./MessageItem";
import { NoteItem } from "./NoteItem";
import { OutgoingItem } from "./OutgoingItem";
import type { Outbox } from "./outgoing";
import { useEarlier } from "./queries";
import { useReaching } from "./reaching";

interface Props {
  id: string;
  seq: number | null;
  thread: Thread;
  outgoing: Outbox;
}

/** How near to its end the reader has to be for new messages to pull the view along. */
const NEAR_PX = 80;

/** Memoised, so that a keystroke in the composer does not touch a thousand messages. */
export const MessageList = memo(function MessageList({
  id,
  seq,
  thread,
  outgoing,
}: Props): ReactNode {
  const shown = useMemo(() => entries(thread), [thread]);
  const waiting = unsent(outgoing.waiting, thread);
  const { box, below, toEnd, onScroll } = useFollowing(
    shown[0]?.key,
    shown.at(-1)?.key,
    waiting.length,
  );
  const earlier = useEarlier(id);
  useReaching(seq, thread, earlier);
  return (
    <div className="log-frame">
      <div
        ref={box}
        className="log"
        role="log"
        aria-label={words.thread.log}
        tabIndex={0}
        onScroll={onScroll}
      >
        {thread.earlier && (
          <Button type="link" block onClick={() => void earlier()}>
            {words.thread.earlier}
          </Button>
        )}
        {shown.map((entry) =>
          entry.kind === "note" ? (
            <NoteItem key={entry.key} note={entry.note} />
          ) : (
            <MessageItem
              key={entry.key}
              message={entry.message}
              found={entry.message.seq === seq}
            />
          ),
        )}
        {waiting.map((reply) => (
          <OutgoingItem key={reply.client_id} reply={reply} outbox={outgoing} />
        ))}
        <Typing id={id} />
      </div>
      {below && (
        <Button className="log__newer" onClick={toEnd}>
          {words.thread.newer} ↓
        </Button>
      )}
    </div>
  );
});

/** Stays at the end while new messages come, and in place while older ones are put above. */
function useFollowing(first: string | undefined, last: string | undefined, waiting: number) {
  const box = useRef<HTMLDivElement>(null);
  const seen = useRef({ first, last, waiting: 0, height: 0, following: true });
  const [below, setBelow] = useState(false);

  useLayoutEffect(() => {
    const element = box.current!;
    const old = seen.current;
    if (old.following || waiting > old.waiting) element.scrollTop = element.scrollHeight;
    else if (first !== old.first) element.scrollTop += element.scrollHeight - old.height;
    else if (last !== old.last) setBelow(true);
    seen.current = { ...old, first, last, waiting, height: element.scrollHeight };
  }, [first, last, waiting]);

  const onScroll = (): void => {
    const { scrollHeight, scrollTop, clientHeight } = box.current!;
    const following = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    seen.current.following = following;
    if (following) setBelow(false);
  };
  const toEnd = (): void => box.current?.scrollTo({ top: box.current.scrollHeight });
  return { box, below, toEnd, onScroll };
}

/** A customer who has stopped typing says nothing, so it is shown for a few seconds. */
const TYPING_MS = 5_000;

function Typing({ id }: { id: string }): ReactNode {
  const { data: at = 0 } = useQuery<number>({
    queryKey: keys.typing(id),
    queryFn: skipToken,
    staleTime: Infinity,
  });
  const typing = useTicking(() => at > 0 && Date.now() - at < TYPING_MS);
  return <p className="log__typing quiet">{typing && words.thread.typing}</p>;
}
