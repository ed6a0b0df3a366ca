import { useMutation } from "@tanstack/react-query";
import { Alert, Form, Input, Modal, Select } from "antd";
import type { ReactNode } from "react";
import { send } from "../core/api";
import type { Row } from "../core/desk";
import { words } from "../words";
import type { ActionProps } from "./TransferForm";

interface Resolution {
  summary: string;
  category: string;
}

export function ResolveForm({ id, open, onClose, onDone }: ActionProps): ReactNode {
  const [form] = Form.useForm<Resolution>();
  const resolve = useMutation({
    mutationFn: (values: Resolution) => send<Row>("POST", `/conversations/${id}/resolve`, values),
    onSuccess: onDone,
  });
  return (
    <Modal
      title={words.actions.resolve}
      open={open}
      destroyOnHidden
      onCancel={onClose}
      onOk={form.submit}
      okText={words.actions.resolve}
      confirmLoading={resolve.isPending}
    >
      {resolve.error && <Alert type="error" showIcon title={resolve.error.message} />}
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        onFinish={(values) => resolve.mutate(values)}
      >
        <Form.Item
          name="category"
          label={words.actions.category}
          rules={[{ required: true, message: words.actions.categoryNeeded }]}
        >
          <Select
            options={words.actions.categories.map((value) => ({ value, label: value }))}
            autoFocus
          />
        </Form.Item>
        <Form.Item
          name="summary"
          label={words.actions.summary}
          rules={[{ required: true, whitespace: true, message: words.actions.summaryNeeded }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
