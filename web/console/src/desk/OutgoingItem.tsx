import { Button } from "antd";
import type { ReactNode } from "react";
import type { Outgoing } from "../core/thread";
import { words } from "../words";
import type { Outbox } from "./outgoing";

export function OutgoingItem({ reply, outbox }: { reply: Outgoing; outbox: Outbox }): ReactNode {
  return (
    <article className="message message--agent message--outgoing" data-author="agent">
      {reply.text && <p className="bubble">{reply.text}</p>}
      {reply.failed === null ? (
        <p className="message__meta" role="status">
          {words.thread.sending}
        </p>
      ) : (
        <p className="message__meta" role="alert">
          <span className="badge badge--late">{words.thread.unsent}</span> {reply.failed}
          <Button type="link" size="small" onClick={() => outbox.resend(reply)}>
            {words.thread.resend}
          </Button>
          <Button type="link" size="small" onClick={() => outbox.discard(reply)}>
            {words.thread.discard}
          </Button>
        </p>
      )}
    </article>
  );
}
