import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer, Popconfirm, Tag } from "antd";
import { type ReactNode, useState } from "react";
import { atLeast } from "../core/account";
import { send } from "../core/api";
import type { QuickReply } from "../core/desk";
import { useLive } from "../core/live";
import { useQuickReplies } from "../desk/queries";
import { Answer, Nothing } from "../parts/Answer";
import { words } from "../words";
import { QuickForm } from "./QuickForm";

export function QuickDrawer({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const query = useQuickReplies();
  const [edited, setEdited] = useState<QuickReply | "new" | null>(null);
  return (
    <Drawer
      title={words.quick.title}
      open={open}
      onClose={onClose}
      size={460}
      destroyOnHidden
      extra={
        <Button type="primary" onClick={() => setEdited("new")}>
          {words.quick.add}
        </Button>
      }
    >
      {edited && (
        <QuickForm reply={edited === "new" ? null : edited} onDone={() => setEdited(null)} />
      )}
      <Answer query={query}>
        {(replies) => (
          <ul className="plain">
            {replies.map((reply) => (
              <Line key={reply.id} reply={reply} onEdit={() => setEdited(reply)} />
            ))}
            {replies.length === 0 && <Nothing>{words.empty}</Nothing>}
          </ul>
        )}
      </Answer>
    </Drawer>
  );
}

function Line({ reply, onEdit }: { reply: QuickReply; onEdit: () => void }): ReactNode {
  const { me } = useLive();
  const client = useQueryClient();
  const { message } = App.useApp();
  const remove = useMutation({
    mutationFn: () => send("DELETE", `/quick-replies/${reply.id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["quick-replies"] }),
    onError: (error) => message.error(error.message),
  });
  const mayEdit = !reply.shared || atLeast(me, "supervisor");
  return (
    <li className="line">
      <div>
        <p>
          <b>{reply.title}</b> <Tag>{reply.group}</Tag>{" "}
          <Tag>{reply.shared ? words.quick.shared : words.quick.own}</Tag>
        </p>
        <p className="quiet">{reply.text}</p>
      </div>
      {mayEdit && (
        <span>
          <Button type="link" onClick={onEdit}>
            {words.quick.edit}
          </Button>
          <Popconfirm title={words.quick.confirm} onConfirm={() => remove.mutate()}>
            <Button type="link" danger>
              {words.quick.remove}
            </Button>
          </Popconfirm>
        </span>
      )}
    </li>
  );
}
