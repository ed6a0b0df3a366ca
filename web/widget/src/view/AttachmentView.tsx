import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Attachment } from "../core/protocol";
import { words } from "../words";
import { useChat } from "./context";
import { Icon } from "./Icon";

interface Loaded {
  url: string;
  isImage: boolean;
}

/** Fetches with the token, shows from memory: the token never stands in an address. */
function useAttachment(id: string): Loaded | null {
  const chat = useChat();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    let url = "";
    let gone = false;
    void chat.api.attachment(id).then(
      (blob) => {
        if (gone) return;
        url = URL.createObjectURL(blob);
        setLoaded({ url, isImage: blob.type.startsWith("image/") });
      },
      () => chat.notify(words.fileFailed),
    );
    return () => {
      gone = true;
      URL.revokeObjectURL(url);
    };
  }, [chat, id]);
  return loaded;
}

export function AttachmentView({ attachment }: { attachment: Attachment }): JSX.Element {
  const loaded = useAttachment(attachment.id);
  const name = attachment.name ?? words.file;
  if (!loaded) return <span class="bubble bubble--other">{name}</span>;
  if (loaded.isImage)
    return (
      <a class="picture" href={loaded.url} target="_blank" rel="noopener">
        <img src={loaded.url} alt={attachment.name ?? words.image} />
      </a>
    );
  return (
    <a class="bubble bubble--other file" href={loaded.url} download={name}>
      <Icon name="file" />
      {name}
    </a>
  );
}
