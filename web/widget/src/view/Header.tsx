import type { JSX } from "preact";
import { canSend, type ChatState } from "../core/state";
import { words } from "../words";
import { sent } from "../words/sent";
import { useChat, useChatState } from "./context";
import { Icon } from "./Icon";

function statusLine({ service, agentName }: ChatState): string {
  if (service === "human") return words.agentServing(agentName ?? words.agent);
  if (service === "queued") return words.queueing;
  if (service === "closed") return words.serviceClosed;
  return words.assistantOnline;
}

export function Header(): JSX.Element {
  const chat = useChat();
  const state = useChatState();
  const withPerson = state.service === "human" || state.service === "queued";
  return (
    <header class="head">
      <span class="avatar head__avatar" aria-hidden="true">
        驿
      </span>
      <div class="head__names">
        <h1>{words.title}</h1>
        <p class={`head__status head__status--${state.online ? state.service : "offline"}`}>
          {statusLine(state)}
        </p>
      </div>
      {!withPerson && (
        <button
          type="button"
          class="head__human"
          disabled={!canSend(state)}
          onClick={() => chat.send(sent.human)}
        >
          <Icon name="person" />
          {words.human}
        </button>
      )}
      <button
        type="button"
        class="head__close"
        aria-label={words.close}
        onClick={() => chat.host?.close()}
      >
        <Icon name="close" />
      </button>
    </header>
  );
}
