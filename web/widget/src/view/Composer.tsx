import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ACCEPTED } from "../core/files";
import { canSend } from "../core/state";
import { words } from "../words";
import { useChat, useChatState } from "./context";
import { Icon } from "./Icon";
import { uploadAll } from "./uploads";

const LIMIT = 1000;
/** The counter appears when the end comes near. */
const COUNT_FROM = 900;
/** What `keyCode` is while an input method has the key: Safari ends `isComposing` one key too early. */
const IME_KEY = 229;

export function Composer(): JSX.Element {
  const chat = useChat();
  const state = useChatState();
  const { open } = state;
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const sendable = canSend(state) && text.trim() !== "";

  useEffect(() => {
    if (open) field.current?.focus();
  }, [open]);
  useEffect(() => growToContent(field.current), [text, open]);

  const submit = (): void => {
    if (!sendable) return;
    chat.send(text.trim());
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey) return;
    if (event.isComposing || event.keyCode === IME_KEY) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <AttachButton />
      <textarea
        ref={field}
        rows={1}
        maxLength={LIMIT}
        value={text}
        placeholder={words.composer}
        aria-label={words.composerLabel}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          chat.typing();
        }}
        onKeyDown={onKeyDown}
      />
      {text.length >= COUNT_FROM && (
        <span class="composer__count">{words.counter(text.length, LIMIT)}</span>
      )}
      <button type="submit" class="composer__send" aria-label={words.send} disabled={!sendable}>
        <Icon name="send" />
      </button>
    </form>
  );
}

function growToContent(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function AttachButton(): JSX.Element {
  const chat = useChat();
  const enabled = canSend(useChatState());
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="composer__attach"
        aria-label={words.attach}
        disabled={!enabled}
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" />
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={ACCEPTED.join(",")}
        onChange={({ currentTarget }) => {
          uploadAll(chat, currentTarget.files);
          currentTarget.value = "";
        }}
      />
    </>
  );
}
