import type { JSX } from "preact";
import { canSend } from "../core/state";
import { words } from "../words";
import { useChat, useChatState } from "./context";
import { Icon } from "./Icon";

export function Welcome(): JSX.Element {
  const chat = useChat();
  const enabled = canSend(useChatState());
  return (
    <section class="welcome">
      <p class="welcome__hello">{words.welcome}</p>
      <p>{words.welcomeMore}</p>
      <h2>{words.guess}</h2>
      <ul>
        {words.suggestions.map((suggestion) => (
          <li key={suggestion}>
            <button
              type="button"
              disabled={!enabled}
              onClick={() => chat.send(suggestion)}
            >
              {suggestion}
              <Icon name="arrow" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
