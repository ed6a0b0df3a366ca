import type { JSX } from "preact";
import { words } from "../words";
import { useChatState } from "./context";

export function Typing(): JSX.Element {
  const { agentTyping, agentName } = useChatState();
  const who = agentTyping ? (agentName ?? words.agent) : words.assistant;
  return (
    <div class="row row--other">
      <div class="bubble bubble--other typing" role="img" aria-label={words.typing(who)}>
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}
