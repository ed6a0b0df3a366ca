import { Button, Input, type InputRef, Segmented } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { atLeast } from "../core/account";
import type { Row } from "../core/desk";
import { useDraft } from "../core/drafts";
import { useLive } from "../core/live";
import { slashQuery, unfilled } from "../core/variables";
import { words } from "../words";
import { AttachButton, Attached } from "./AttachButton";
import { QuickPicker } from "./QuickPicker";
import { Suggestions } from "./Suggestions";
import { useAttaching } from "./attaching";
import { useNote } from "./noting";

type Mode = "reply" | "note" | "whisper";

const PLACEHOLDER: Record<Mode, string> = {
  reply: words.composer.placeholder,
  note: words.composer.notePlaceholder,
  whisper: words.composer.whisperPlaceholder,
};
const LONGEST = 1000;

interface Props {
  row: Row;
  mine: boolean;
  send: (text: string, attachments: string[]) => void;
}

/** Only who has the conversation replies; notes are anyone's who may see it. */
export function Composer({ row, mine, send }: Props): ReactNode {
  const { me, typing } = useLive();
  const modes: Mode[] = [
    ...(mine ? (["reply"] as const) : []),
    "note",
    ...(atLeast(me, "supervisor") ? (["whisper"] as const) : []),
  ];
  const [chosen, setMode] = useState<Mode>("reply");
  const mode = modes.includes(chosen) ? chosen : modes[0]!;
  // A reply and a note are kept apart, so that none is sent as the other by a slip.
  const draftKey = mode === "reply" ? row.id : `${row.id}/${mode}`;
  const [text, setText] = useDraft(draftKey);
  const field = useRef<InputRef & HTMLTextAreaElement>(null);
  const files = useAttaching(row.id);
  const note = useNote(row.id);

  // Opened or just claimed: the agent writes on without a click.
  useEffect(() => {
    if (mine) field.current?.focus();
  }, [mine]);

  const fillIn = (next: string): void => {
    setText(next);
    field.current?.focus();
  };
  const incomplete = mode === "reply" && unfilled(text);
  const ready =
    mode === "reply"
      ? Boolean(text.trim() || files.done.length) && !files.busy
      : Boolean(text.trim());
  const submit = (): void => {
    if (!ready || incomplete || note.isPending) return;
    if (mode === "reply") {
      send(text.trim(), files.take());
      setText("");
    } else
      note.mutate(
        { text: text.trim(), whisper: mode === "whisper" },
        { onSuccess: () => setText("") },
      );
  };
  const onKey = (event: KeyboardEvent): void => {
    // 229: an input method's Enter chooses a word, it does not send.
    if (
      event.key !== "Enter" ||
      event.shiftKey ||
      event.nativeEvent.isComposing ||
      event.keyCode === 229
    )
      return;
    event.preventDefault();
    submit();
  };

  return (
    <div className={`composer composer--${mode}`}>
      {mode === "reply" && (
        <Suggestions
          row={row}
          onUse={(chosenText) => fillIn(text ? `${text}\n${chosenText}` : chosenText)}
        />
      )}
      <QuickPicker
        row={row}
        query={mode === "reply" ? slashQuery(text) : null}
        onUse={fillIn}
        field={field}
      >
        <Input.TextArea
          ref={field}
          className="composer__field"
          aria-label={words.composer[mode]}
          placeholder={PLACEHOLDER[mode]}
          value={text}
          maxLength={LONGEST}
          status={incomplete ? "warning" : ""}
          onKeyDown={onKey}
          onPaste={(event) => mode === "reply" && files.add(event.clipboardData.files)}
          onChange={(event) => {
            setText(event.target.value);
            if (mode === "reply") typing(row.id);
          }}
        />
      </QuickPicker>
      {mode === "reply" && <Attached files={files} />}
      <div className="composer__foot">
        <Segmented<Mode>
          aria-label={words.composer.mode}
          options={modes.map((value) => ({ value, label: words.composer[value] }))}
          value={mode}
          onChange={setMode}
        />
        {mode === "reply" && <AttachButton files={files} />}
        <span className="composer__hint" role="status">
          {incomplete ? words.composer.unfilled : note.error?.message}
        </span>
        <Button
          type="primary"
          onClick={submit}
          disabled={!ready || incomplete}
          loading={note.isPending}
        >
          {words.composer.send}
        </Button>
      </div>
    </div>
  );
}
