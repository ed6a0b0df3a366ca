import { useMutation } from "@tanstack/react-query";
import { Alert, App, Form, Input, Modal } from "antd";
import type { ReactNode } from "react";
import { send } from "../core/api";
import { words } from "../words";

interface Change {
  old: string;
  new: string;
}

const MIN_LENGTH = 10;

export function PasswordForm({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const [form] = Form.useForm<Change & { again: string }>();
  const { message } = App.useApp();
  const change = useMutation({
    mutationFn: ({ old, new: fresh }: Change) => send("POST", "/me/password", { old, new: fresh }),
    onSuccess: () => {
      void message.success(words.account.changed);
      onClose();
    },
  });
  return (
    <Modal
      title={words.header.password}
      open={open}
      destroyOnHidden
      onCancel={onClose}
      onOk={form.submit}
      confirmLoading={change.isPending}
      okText={words.save}
    >
      {change.error && <Alert type="error" title={change.error.message} showIcon />}
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        onFinish={(values) => change.mutate(values)}
      >
        <Form.Item
          name="old"
          label={words.account.old}
          rules={[{ required: true, message: words.login.passwordNeeded }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="new"
          label={words.account.fresh}
          rules={[{ required: true, min: MIN_LENGTH, message: words.account.short }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={words.account.again}
          dependencies={["new"]}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_rule, value) =>
                value === getFieldValue("new")
                  ? Promise.resolve()
                  : Promise.reject(new Error(words.account.mismatch)),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
