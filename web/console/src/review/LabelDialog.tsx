import { useQueryClient } from "@tanstack/react-query";
import { Alert, Modal } from "antd";
import type { ReactNode } from "react";
import type { Message, Understanding } from "../core/desk";
import { words } from "../words";
import { LabelEditor } from "./LabelEditor";
import { useLabelling } from "./queries";

interface Props {
  message: Message;
  nlu: Understanding;
  onClose: () => void;
}

/** Labelling straight from a conversation. */
export default function LabelDialog({ message, nlu, onClose }: Props): ReactNode {
  const client = useQueryClient();
  const label = useLabelling(() => {
    void client.invalidateQueries({ queryKey: ["thread"] });
    onClose();
  });
  const item = { text: message.text, ...nlu, version: message.review?.version ?? 0 };
  return (
    <Modal title={words.thread.label} open footer={null} onCancel={onClose} width={560}>
      {label.error && <Alert type="error" showIcon title={label.error.message} />}
      <LabelEditor
        item={item}
        saving={label.isPending}
        onDecide={(decided) => label.mutate({ id: message.id, label: decided })}
      />
    </Modal>
  );
}
