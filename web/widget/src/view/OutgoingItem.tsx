import type { JSX } from "preact";
import type { Outgoing } from "../core/log";
import { words } from "../words";
import { useChat } from "./context";
import { Icon } from "./Icon";

export function OutgoingItem({ item }: { item: Outgoing }): JSX.Element {
  const chat = useChat();
  const failed = item.status === "failed";
  return (
    <div class="row row--own">
      <div class="bubble bubble--own">{item.text || words.image}</div>
      <p class={failed ? "meta meta--bad" : "meta"}>
        {failed ? item.reason || words.failed : words.sending}
        {failed && (
          <button type="button" onClick={() => chat.retry(item)}>
            <Icon name="retry" />
            {words.retry}
          </button>
        )}
      </p>
    </div>
  );
}
