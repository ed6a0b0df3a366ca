import type { JSX } from "preact";
import { CardView } from "../cards";
import type { Choice, Message } from "../core/protocol";
import { timeOfDay } from "../format";
import { words } from "../words";
import { AttachmentView } from "./AttachmentView";
import { useChat } from "./context";
import { Thumbs } from "./Thumbs";

const FORMS = new Set(["rating", "leave_message", "verify_phone"]);

interface MessageItemProps {
  message: Message;
  /** The message before is by the same person: no need to name them again. */
  continues: boolean;
  /** The last of what one person said in a row. */
  ends: boolean;
  /** The newest of the customer's own, the only one to carry a delivery mark. */
  delivered: boolean;
  /** The customer said nothing since: its buttons and its form still wait for an answer. */
  answerable: boolean;
}

export function MessageItem(props: MessageItemProps): JSX.Element {
  const { message, continues, ends, delivered, answerable } = props;
  const { author, text, card, choices, attachments, created_at } = message;
  if (author === "system" && !card) return <p class="note">{text}</p>;
  const own = author === "customer";
  const name = author === "agent" ? (message.author_name ?? words.agent) : words.assistant;
  return (
    <article class={own ? "row row--own" : "row row--other"} data-author={author}>
      {!own && !continues && (
        <p class="meta">
          {name} <time dateTime={created_at}>{timeOfDay(created_at)}</time>
        </p>
      )}
      {text && <div class={`bubble bubble--${own ? "own" : "other"}`}>{text}</div>}
      {card && <CardView card={card} answerable={answerable} />}
      {attachments?.map((item) => (
        <AttachmentView key={item.id} attachment={item} />
      ))}
      {choices && card?.kind !== "leave_message" && <Choices choices={choices} enabled={answerable} />}
      {ends && isAnswer(message) && <Thumbs message={message} />}
      {delivered && <p class="meta">{words.delivered}</p>}
    </article>
  );
}

/** Not a question, and not a form. */
function isAnswer({ author, card, choices }: Message): boolean {
  return author === "bot" && !choices?.length && !FORMS.has(card?.kind ?? "");
}

function Choices({ choices, enabled }: { choices: Choice[]; enabled: boolean }): JSX.Element {
  const chat = useChat();
  return (
    <div class="choices">
      {choices.map((choice) => (
        <button
          key={choice.id}
          type="button"
          class="pill pill--choice"
          disabled={!enabled}
          onClick={() => chat.choose(choice)}
        >
          {choice.title}
        </button>
      ))}
    </div>
  );
}
