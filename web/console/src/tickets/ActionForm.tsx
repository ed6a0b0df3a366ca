import { Button, Form, Input, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import { toFen } from "../core/format";
import { useMembers } from "../desk/queries";
import { words } from "../words";

interface Values {
  text?: string;
  yuan?: number;
  member?: number;
}

interface Props {
  action: string;
  saving: boolean;
  onCancel: () => void;
  onSubmit: (values: Record<string, unknown>) => void;
}

const WITH_AMOUNT = ["refund", "compensate"];
/** May be left without words. */
const SILENT = ["approve_return"];

export function ActionForm({ action, saving, onCancel, onSubmit }: Props): ReactNode {
  const submit = ({ text, yuan, member }: Values): void =>
    onSubmit({
      ...(text?.trim() ? { text: text.trim() } : {}),
      ...(yuan === undefined ? {} : { amount_fen: toFen(yuan) }),
      ...(member ? { member } : {}),
    });
  return (
    <Form<Values> layout="vertical" className="inset" onFinish={submit}>
      {action === "assign" && <AssignField />}
      {WITH_AMOUNT.includes(action) && (
        <Form.Item
          name="yuan"
          label={words.tickets.amount}
          rules={[
            { required: true, type: "number", min: 0.01, message: words.tickets.amountNeeded },
          ]}
        >
          <InputNumber min={0} precision={2} prefix="¥" autoFocus className="wide" />
        </Form.Item>
      )}
      {words.tickets.texts[action] && (
        <Form.Item
          name="text"
          label={words.tickets.texts[action]}
          rules={
            SILENT.includes(action)
              ? []
              : [{ required: true, whitespace: true, message: words.tickets.textNeeded }]
          }
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      )}
      <Button htmlType="submit" type="primary" loading={saving}>
        {words.tickets.actions[action] ?? action}
      </Button>{" "}
      <Button onClick={onCancel}>{words.cancel}</Button>
    </Form>
  );
}

function AssignField(): ReactNode {
  const members = (useMembers().data ?? []).filter(({ disabled }) => !disabled);
  return (
    <Form.Item
      name="member"
      label={words.tickets.assignTo}
      rules={[{ required: true, message: words.tickets.memberNeeded }]}
    >
      <Select
        showSearch={{ optionFilterProp: "label" }}
        autoFocus
        options={members.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Form.Item>
  );
}
