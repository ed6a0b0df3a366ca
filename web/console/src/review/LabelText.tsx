import { type ReactNode, useRef } from "react";
import { words } from "../words";
import { type Mark, pieces, stretch } from "./marking";

const ignore = (): void => undefined;

interface Props {
  text: string;
  marks: Mark[];
  onSelect: (selection: { start: number; end: number } | null) => void;
}

/**
 * The text to mark. Selecting is left to a field, by mouse or by keyboard; the marks are drawn behind
 * it, letter for letter. A `readOnly` one has no caret to select with, so what is typed is ignored.
 */
export function LabelText({ text, marks, onSelect }: Props): ReactNode {
  const field = useRef<HTMLTextAreaElement>(null);
  const select = (): void => {
    const { selectionStart, selectionEnd } = field.current!;
    onSelect(stretch(text, selectionStart, selectionEnd));
  };
  return (
    <div className="marking">
      <div className="marking__back" aria-hidden="true">
        {pieces(text, marks).map(({ text: part, mark }, index) =>
          mark ? <mark key={index}>{part}</mark> : part,
        )}
      </div>
      <textarea
        ref={field}
        className="marking__field"
        aria-readonly
        aria-label={words.review.text}
        value={text}
        onChange={ignore}
        onSelect={select}
      />
    </div>
  );
}
