import { Button, DatePicker, Form, Input, InputNumber, Rate, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import type { ReactNode } from "react";
import type { Ticket } from "../core/casework";
import { toFen } from "../core/format";
import { useMembers } from "../desk/queries";
import { words } from "../words";

interface Values {
  text?: string;
  yuan?: number;
  member?: number;
  day?: Dayjs;
  score?: number;
  cause?: string;
}

interface Props {
  action: string;
  causes: Ticket["causes"];
  saving: boolean;
  onCancel: () => void;
  onSubmit: (values: Record<string, unknown>) => void;
}

const WITH_AMOUNT = ["refund", "compensate"];
/** May be left without words, as the server has it. */
const SILENT = ["approve_return", "receive_return", "refund", "reship", "postpone"];
const WITH_DAY = ["follow_up", "postpone"];

export function ActionForm({ action, causes, saving, onCancel, onSubmit }: Props): ReactNode {
  const submit = ({ text, yuan, member, day, score, cause }: Values): void =>
    onSubmit({
      ...(text?.trim() ? { text: text.trim() } : {}),
      ...(yuan === undefined ? {} : { amount_fen: toFen(yuan) }),
      ...(member ? { member } : {}),
      ...(day ? { due_on: day.format("YYYY-MM-DD") } : {}),
      ...(score ? { score } : {}),
      ...(cause ? { cause } : {}),
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
      {action === "resolve" && causes.length > 0 && <CauseField causes={causes} />}
      {WITH_DAY.includes(action) && (
        <Form.Item
          name="day"
          label={words.tickets.dueOn}
          rules={[{ required: true, message: words.tickets.dueNeeded }]}
        >
          <DatePicker disabledDate={(day) => day.isBefore(dayjs(), "day")} />
        </Form.Item>
      )}
      {action === "record" && (
        <Form.Item name="score" label={words.tickets.score}>
          <Rate />
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

function CauseField({ causes }: Pick<Props, "causes">): ReactNode {
  return (
    <Form.Item
      name="cause"
      label={words.tickets.cause}
      rules={[{ required: true, message: words.tickets.causeNeeded }]}
    >
      <Select options={causes.map(({ key, name }) => ({ value: key, label: name }))} />
    </Form.Item>
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
