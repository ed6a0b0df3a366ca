import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { clientId } from "../core/ids";
import { mobilePhone } from "../core/phone";
import type { LeaveMessageCard, Ticket } from "../core/protocol";
import { useChat } from "../view/context";
import { words } from "../words";
import { Field, Form, useSubmission } from "./fields";
import { TicketView } from "./TicketView";

interface LeaveMessageProps {
  card: LeaveMessageCard;
  answerable: boolean;
}

export function LeaveMessage({ card, answerable }: LeaveMessageProps): JSX.Element | null {
  const chat = useChat();
  const { sending, problem, setProblem, submit } = useSubmission();
  // Another text is another message; the same one, sent again, is filed once.
  const [draft, setDraft] = useState({ text: "", client_id: clientId() });
  const [phone, setPhone] = useState("");
  const [ticket, setTicket] = useState<Ticket | null>(null);

  const leave = (): void => {
    const text = draft.text.trim();
    const number = mobilePhone(phone);
    if (!text) return setProblem(words.leaveEmpty);
    if (phone.trim() && !number) return setProblem(words.phoneWrong);
    submit(async () => {
      const left = { client_id: draft.client_id, text };
      setTicket(await chat.api.leaveMessage(number ? { ...left, phone: number } : left));
    });
  };

  if (ticket) {
    const { ticket_no, reply_due } = ticket;
    return <TicketView card={{ kind: "ticket", kind_text: words.left, ticket_no, due_at: reply_due }} />;
  }
  if (!answerable && !draft.text) return null;
  return (
    <Form title={words.leave} problem={problem} onSubmit={leave}>
      <Field label={words.leaveText}>
        {(id) => (
          <textarea
            id={id}
            rows={3}
            maxLength={1000}
            value={draft.text}
            placeholder={words.leaveHint}
            onInput={({ currentTarget: { value } }) =>
              setDraft({ text: value, client_id: clientId() })
            }
          />
        )}
      </Field>
      <Field label={words.leavePhone}>
        {(id) => (
          <input
            id={id}
            type="tel"
            autocomplete="tel"
            value={phone}
            placeholder={card.phone_known ? words.phoneKnown : ""}
            onInput={({ currentTarget }) => setPhone(currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit" class="button" disabled={sending}>
        {words.leaveSubmit}
      </button>
    </Form>
  );
}
