import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { words } from "../words";
import { useChat } from "./context";
import { uploadAll } from "./uploads";

/** The whole panel takes files that are dropped on it or pasted into it. */
export function DropZone({ children }: { children: ComponentChildren }): JSX.Element {
  const chat = useChat();
  const [over, setOver] = useState(false);
  return (
    <main
      class={over ? "panel panel--over" : "panel"}
      data-drop={words.dropHere}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        uploadAll(chat, event.dataTransfer?.files ?? null);
      }}
      onPaste={({ clipboardData }) => uploadAll(chat, clipboardData?.files ?? null)}
    >
      {children}
    </main>
  );
}
