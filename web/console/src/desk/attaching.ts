import { App } from "antd";
import { useState } from "react";
import { upload } from "../core/api";

export interface Attaching {
  done: { id: string; name: string }[];
  busy: boolean;
  add: (files: FileList | null) => void;
  remove: (id: string) => void;
  /** The ids of what is attached; nothing is attached after. */
  take: () => string[];
}

/** Files are uploaded as they are chosen, and sent with the next reply. */
export function useAttaching(conversation: string): Attaching {
  const { message } = App.useApp();
  const [done, setDone] = useState<{ id: string; name: string }[]>([]);
  const [uploading, setUploading] = useState(0);
  const addOne = async (file: File): Promise<void> => {
    setUploading((count) => count + 1);
    try {
      const { id } = await upload<{ id: string }>(
        `/conversations/${conversation}/attachments`,
        file,
      );
      setDone((held) => [...held, { id, name: file.name }]);
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setUploading((count) => count - 1);
    }
  };
  return {
    done,
    busy: uploading > 0,
    add: (files) => Array.from(files ?? []).forEach((file) => void addOne(file)),
    remove: (id) => setDone((held) => held.filter((file) => file.id !== id)),
    take: () => {
      setDone([]);
      return done.map(({ id }) => id);
    },
  };
}
