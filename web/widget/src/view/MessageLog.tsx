import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { dayKey, dayName } from "../format";
import { words } from "../words";
import { MessageItem } from "./MessageItem";
import { OutgoingItem } from "./OutgoingItem";
import { Typing } from "./Typing";
import { Welcome } from "./Welcome";
import { useChatState } from "./context";

/** How near the end, in pixels, the reader must be for news to scroll into view. */
const NEAR_END = 160;

export function MessageLog(): JSX.Element {
  const { messages, outgoing, busy, agentTyping, phase, open } = useChatState();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const own = outgoing.length;

  const toEnd = (): void => {
    const element = box.current;
    if (element && (atEnd.current || own > 0)) element.scrollTop = element.scrollHeight;
  };
  useEffect(toEnd, [messages, own, busy, agentTyping, open]);

  const sending = outgoing.some(({ status }) => status === "sending");
  const lastOwn = messages.findLast(({ author }) => author === "customer");
  return (
    <div
      class="log"
      ref={box}
      tabIndex={0}
      role="log"
      aria-live="polite"
      aria-label={words.messages}
      // A picture takes its room only once it is there.
      onLoadCapture={toEnd}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
      }}
    >
      <Welcome />
      {phase === "opening" && <p class="note">{words.opening}</p>}
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const newDay = !before || dayKey(before.created_at) !== dayKey(message.created_at);
        return [
          newDay && (
            <p class="note" key={`day-${message.id}`}>
              {dayName(message.created_at)}
            </p>
          ),
          <MessageItem
            key={message.id}
            message={message}
            continues={
              !newDay &&
              before?.author === message.author &&
              before.author_name === message.author_name
            }
            ends={messages[index + 1]?.author !== message.author}
            delivered={message === lastOwn}
            answerable={!sending && message.seq > (lastOwn?.seq ?? 0)}
          />,
        ];
      })}
      {outgoing.map((item) => (
        <OutgoingItem key={item.body.client_id} item={item} />
      ))}
      {(busy || agentTyping) && <Typing />}
    </div>
  );
}
