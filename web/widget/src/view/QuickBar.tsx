import type { JSX } from "preact";
import { canSend } from "../core/state";
import { words } from "../words";
import { useChat, useChatState } from "./context";
import { Icon } from "./Icon";

export function QuickBar({ onTrack }: { onTrack: () => void }): JSX.Element | null {
  const chat = useChat();
  const state = useChatState();
  if (state.service === "human") return null;
  const disabled = !canSend(state);
  return (
    <div class="quick" role="group" aria-label={words.quickActions}>
      <button type="button" class="pill" disabled={disabled} onClick={onTrack}>
        <Icon name="parcel" />
        {words.track}
      </button>
      {words.quick.map(({ label, text }) => (
        <button
          key={text}
          type="button"
          class="pill"
          disabled={disabled}
          onClick={() => chat.send(text)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
