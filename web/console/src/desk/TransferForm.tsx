import { useMutation } from "@tanstack/react-query";
import { Alert, Form, Input, Modal, Select } from "antd";
import type { ReactNode } from "react";
import { send } from "../core/api";
import type { Row } from "../core/desk";
import { useLive } from "../core/live";
import { words } from "../words";
import { useGroups, useMembers } from "./queries";

export interface ActionProps {
  id: string;
  open: boolean;
  onClose: () => void;
  onDone: (row: Row) => void;
}

interface Transfer {
  /** `member:3` or `group:after_sales`. */
  to: string;
  reason: string;
}

export function TransferForm({ id, open, onClose, onDone }: ActionProps): ReactNode {
  const [form] = Form.useForm<Transfer>();
  const targets = useTargets();
  const transfer = useMutation({
    mutationFn: ({ to, reason }: Transfer) => {
      const [kind, key] = to.split(":");
      const target = kind === "member" ? { member: Number(key) } : { group: key };
      return send<Row>("POST", `/conversations/${id}/transfer`, { to: target, reason });
    },
    onSuccess: onDone,
  });
  return (
    <Modal
      title={words.actions.transfer}
      open={open}
      destroyOnHidden
      onCancel={onClose}
      onOk={form.submit}
      okText={words.actions.transfer}
      confirmLoading={transfer.isPending}
    >
      {transfer.error && <Alert type="error" showIcon title={transfer.error.message} />}
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        onFinish={(values) => transfer.mutate(values)}
      >
        <Form.Item
          name="to"
          label={words.actions.transferTo}
          rules={[{ required: true, message: words.actions.toNeeded }]}
        >
          <Select showSearch={{ optionFilterProp: "label" }} options={targets} autoFocus />
        </Form.Item>
        <Form.Item
          name="reason"
          label={words.actions.reason}
          rules={[{ required: true, whitespace: true, message: words.actions.reasonNeeded }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function useTargets() {
  const { me } = useLive();
  const members = useMembers().data ?? [];
  const groups = useGroups().data ?? [];
  const others = members.filter((member) => member.id !== me.id && !member.disabled);
  return [
    {
      label: words.actions.groups,
      options: groups.map(({ key, name }) => ({ value: `group:${key}`, label: name })),
    },
    {
      label: words.actions.members,
      options: others.map(({ id, name, presence, load, capacity }) => ({
        value: `member:${id}`,
        label: `${name} · ${words.presence[presence]} ${words.actions.load(load, capacity)}`,
        disabled: presence === "offline",
      })),
    },
  ];
}
