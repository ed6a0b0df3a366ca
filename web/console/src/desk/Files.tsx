import { FileOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { address } from "../core/api";
import type { Attachment } from "../core/desk";
import { words } from "../words";

export function Files({ files }: { files: Attachment[] }): ReactNode {
  return (
    <ul className="files">
      {files.map(({ id, name = words.desk.file, media_type = "" }) => (
        <li key={id}>
          <a href={address(`/attachments/${id}`)} target="_blank" rel="noreferrer" title={name}>
            {media_type.startsWith("image/") ? (
              <img src={address(`/attachments/${id}`)} alt={name} loading="lazy" />
            ) : (
              <>
                <FileOutlined aria-hidden="true" /> {name}
              </>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
