import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../core/api";
import { words } from "../words";
import { useChat, useChatState } from "./context";

const STARS = [1, 2, 3, 4, 5];

export function Rating(): JSX.Element {
  const chat = useChat();
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  const [sending, setSending] = useState(false);
  const { rated } = useChatState();
  const form = useRef<HTMLFormElement>(null);
  const chosen = stars > 0;
  // The form has grown, maybe past the end of what is in sight.
  useEffect(() => {
    if (chosen) form.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setSending(true);
    try {
      await chat.rate(stars, comment.trim());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      chat.notify(error.message || words.ratingFailed);
    } finally {
      setSending(false);
    }
  };

  if (rated) return <p class="note">{words.ratingThanks}</p>;
  return (
    <form ref={form} class="card rating" onSubmit={(event) => void submit(event)}>
      <h3>{words.rating}</h3>
      <fieldset>
        <legend class="hidden">{words.rating}</legend>
        {STARS.map((count) => (
          <label key={count} class={count <= stars ? "star star--on" : "star"}>
            <input
              type="radio"
              name="stars"
              value={count}
              aria-label={words.ratingStar(count)}
              checked={count === stars}
              onChange={() => setStars(count)}
            />
            <span aria-hidden="true">★</span>
          </label>
        ))}
      </fieldset>
      {chosen && (
        <>
          <p class="rating__word">{words.ratingWords[stars - 1]}</p>
          <textarea
            rows={2}
            maxLength={500}
            value={comment}
            placeholder={words.ratingComment}
            aria-label={words.ratingComment}
            onInput={({ currentTarget }) => setComment(currentTarget.value)}
          />
          <button type="submit" class="button" disabled={sending}>
            {words.ratingSubmit}
          </button>
        </>
      )}
    </form>
  );
}
