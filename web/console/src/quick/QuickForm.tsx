import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Switch } from "antd";
import type { ReactNode } from "react";
import { atLeast } from "../core/account";
import { send } from "../core/api";
import type { QuickReply } from "../core/desk";
import { useLive } from "../core/live";
import { words } from "../words";

type Fields = Omit<QuickReply, "id">;

/** `reply`: the one to change; null makes a new one. */
export function QuickForm({
  reply,
  onDone,
}: {
  reply: QuickReply | null;
  onDone: () => void;
}): ReactNode {
  const { me } = useLive();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      reply
        ? send("PATCH", `/quick-replies/${reply.id}`, fields)
        : send("POST", "/quick-replies", fields),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["quick-replies"] });
      onDone();
    },
  });
  const needed = [{ required: true, whitespace: true, message: words.quick.needed }];
  return (
    <Form<Fields>
      key={reply?.id ?? "new"}
      layout="vertical"
      className="inset"
      initialValues={reply ?? { group: words.quick.own, shared: false }}
      onFinish={(fields) => save.mutate({ ...fields, shared: fields.shared ?? false })}
    >
      {save.error && <Alert type="error" showIcon title={save.error.message} />}
      <Form.Item name="title" label={words.quick.name} rules={needed}>
        <Input maxLength={40} autoFocus />
      </Form.Item>
      <Form.Item name="group" label={words.quick.group} rules={needed}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="text" label={words.quick.text} rules={needed} extra={words.quick.hint}>
        <Input.TextArea rows={4} maxLength={1000} />
      </Form.Item>
      {atLeast(me, "supervisor") && (
        <Form.Item name="shared" label={words.quick.shared} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
      <Button htmlType="submit" type="primary" loading={save.isPending}>
        {words.save}
      </Button>{" "}
      <Button onClick={onDone}>{words.cancel}</Button>
    </Form>
  );
}
