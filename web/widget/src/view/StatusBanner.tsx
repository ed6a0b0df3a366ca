import type { JSX } from "preact";
import { words } from "../words";
import { sent } from "../words/sent";
import { useChat, useChatState } from "./context";

/** The one line above the conversation that says what the customer is waiting for, if anything. */
export function StatusBanner(): JSX.Element {
  return (
    <div role="status" class="banners">
      <Banner />
    </div>
  );
}

function Banner(): JSX.Element | null {
  const chat = useChat();
  const { phase, online, service, queuePosition, notice } = useChatState();
  if (phase === "broken")
    return (
      <p class="banner banner--bad">
        {notice ?? words.broken}
        <button type="button" onClick={() => void chat.begin()}>
          {words.tryAgain}
        </button>
      </p>
    );
  if (!online) return <p class="banner banner--bad">{words.reconnecting}</p>;
  if (notice) return <p class="banner banner--bad">{notice}</p>;
  if (service === "queued")
    return (
      <p class="banner">
        {words.queueAhead((queuePosition ?? 1) - 1)}
        <button type="button" onClick={() => chat.send(sent.leaveQueue)}>
          {words.leaveQueue}
        </button>
      </p>
    );
  if (service === "closed")
    return (
      <p class="banner">
        {words.goOn}
        <button type="button" onClick={() => chat.renew()}>
          {words.restart}
        </button>
      </p>
    );
  return null;
}
