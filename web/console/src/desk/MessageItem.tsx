import { memo, type ReactNode } from "react";
import type { Message } from "../core/desk";
import { shortTime } from "../core/format";
import { words } from "../words";
import { CardLine } from "./CardLine";
import { Files } from "./Files";
import { NluLine } from "./NluLine";
import { idOf } from "./reaching";

interface Props {
  message: Message;
  found: boolean;
}

export const MessageItem = memo(function MessageItem({ message, found }: Props): ReactNode {
  const { author, member, text, card, choices, attachments, nlu, delivery, created_at } = message;
  return (
    <article
      id={idOf(message.seq)}
      className={`message message--${author}`}
      data-author={author}
      aria-current={found || undefined}
    >
      <p className="message__meta">
        <b>{member?.name ?? words.desk.author[author]}</b>{" "}
        <time dateTime={created_at}>{shortTime(created_at)}</time>
        {author !== "customer" && delivery && delivery !== "delivered" && (
          <span className={`badge badge--${delivery === "failed" ? "late" : "soon"}`}>
            {words.thread[delivery]}
          </span>
        )}
      </p>
      {text && <p className="bubble">{text}</p>}
      {card && <CardLine card={card} />}
      {choices && (
        <p className="quiet message__choices">{choices.map(({ title }) => title).join(" / ")}</p>
      )}
      {attachments && <Files files={attachments} />}
      {author === "customer" && nlu && <NluLine message={message} nlu={nlu} />}
    </article>
  );
});
