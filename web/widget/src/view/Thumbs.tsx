import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ApiError } from "../core/api";
import type { Message } from "../core/protocol";
import { words } from "../words";
import { useChat } from "./context";
import { Icon } from "./Icon";

/** Whether an answer helped. The customer may think again: the last word counts. */
export function Thumbs({ message }: { message: Message }): JSX.Element {
  const chat = useChat();
  const [voted, setVoted] = useState(message.helpful ?? null);

  const vote = async (helpful: boolean): Promise<void> => {
    setVoted(helpful);
    try {
      await chat.api.vote(message.seq, helpful);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setVoted(voted);
      chat.notify(error.message || words.formFailed);
    }
  };
  return (
    <div class="meta thumbs" role="group" aria-label={words.helpfulOrNot}>
      {[true, false].map((helpful) => (
        <button
          key={String(helpful)}
          type="button"
          class={helpful ? "thumb" : "thumb thumb--down"}
          title={helpful ? words.helpful : words.unhelpful}
          aria-label={helpful ? words.helpful : words.unhelpful}
          aria-pressed={voted === helpful}
          onClick={() => void (voted === helpful || vote(helpful))}
        >
          <Icon name="thumb" />
        </button>
      ))}
      {voted !== null && (voted ? words.helpfulThanks : words.unhelpfulThanks)}
    </div>
  );
}
