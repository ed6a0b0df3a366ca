import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ApiError } from "../core/api";
import { words } from "../words";
import { useChat } from "./context";

const STARS = [1, 2, 3, 4, 5];

export function Rating(): JSX.Element {
  const chat = useChat();
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  const [outcome, setOutcome] = useState<"open" | "sending" | "done">("open");

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setOutcome("sending");
    try {
      await chat.api.rate(stars, comment.trim());
      setOutcome("done");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const alreadyRated = error.status === 409;
      if (!alreadyRated) chat.notify(error.message || words.ratingFailed);
      setOutcome(alreadyRated ? "done" : "open");
    }
  };

  if (outcome === "done") return <p class="note">{words.ratingThanks}</p>;
  return (
    <form class="card rating" onSubmit={(event) => void submit(event)}>
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
      {stars > 0 && (
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
          <button type="submit" class="button" disabled={outcome === "sending"}>
            {words.ratingSubmit}
          </button>
        </>
      )}
    </form>
  );
}
