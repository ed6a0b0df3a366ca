import { memo, type ReactNode } from "react";
import type { Note } from "../core/desk";
import { shortTime } from "../core/format";
import { words } from "../words";

export const NoteItem = memo(function NoteItem({ note }: { note: Note }): ReactNode {
  if (note.kind === "event")
    return <p className="event quiet">{`${eventText(note)} · ${shortTime(note.at)}`}</p>;
  return (
    <div role="note" className={`note note--${note.kind}`} aria-label={words.thread[note.kind]}>
      <p className="message__meta">
        <b>{words.thread[note.kind]}</b> {note.member?.name}{" "}
        <time dateTime={note.at}>{shortTime(note.at)}</time>
      </p>
      <p className="note__text">{note.text}</p>
    </div>
  );
});

/** Made here from what happened: the server keeps facts, the catalogue the words. */
function eventText({ member, event, detail, text }: Note): string {
  const happened = words.thread.events[event ?? ""];
  if (!happened) return text || (event ?? "");
  const to = nameIn(detail?.["to"]);
  const reason = detail?.["reason"];
  return [
    `${member?.name ?? words.thread.system}${happened}`,
    to && words.thread.eventTo(to),
    typeof reason === "string" && reason && words.thread.eventReason(reason),
  ]
    .filter(Boolean)
    .join("");
}

function nameIn(target: unknown): string {
  if (typeof target === "string") return target;
  const name = typeof target === "object" && target !== null ? Reflect.get(target, "name") : "";
  return typeof name === "string" ? name : "";
}
