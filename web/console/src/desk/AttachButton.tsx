import { PaperClipOutlined } from "@ant-design/icons";
import { Button, Tag } from "antd";
import { type ReactNode, useRef } from "react";
import { words } from "../words";
import type { Attaching } from "./attaching";

export function AttachButton({ files }: { files: Attaching }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        type="text"
        icon={<PaperClipOutlined />}
        aria-label={words.composer.attach}
        loading={files.busy}
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        hidden
        multiple
        onChange={({ target }) => {
          files.add(target.files);
          target.value = "";
        }}
      />
    </>
  );
}

export function Attached({ files }: { files: Attaching }): ReactNode {
  if (!files.done.length) return null;
  return (
    <p>
      {files.done.map(({ id, name }) => (
        <Tag
          key={id}
          closable={{ "aria-label": `${words.composer.remove} ${name}` }}
          onClose={() => files.remove(id)}
        >
          {name}
        </Tag>
      ))}
    </p>
  );
}
