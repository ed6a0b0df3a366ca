import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, DatePicker, Form, Input, Popover } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { type ReactNode, useState } from "react";
import { send } from "../core/api";
import { words } from "../words";

interface Values {
  day: Dayjs;
  text: string;
}

/** Plans a follow-up, which is then among the tickets. */
export function Arrange({ customer }: { customer: number }): ReactNode {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const { message } = App.useApp();
  const arrange = useMutation({
    mutationFn: ({ day, text }: Values) =>
      send("POST", `/customers/${customer}/follow-ups`, {
        due_on: day.format("YYYY-MM-DD"),
        text: text.trim(),
      }),
    onSuccess: () => {
      setOpen(false);
      void message.success(words.customer.arranged);
      void client.invalidateQueries({ queryKey: ["customer", customer] });
      void client.invalidateQueries({ queryKey: ["tickets"] });
    },
    onError: (error) => message.error(error.message),
  });
  const form = (
    <Form<Values> layout="vertical" className="reveal" onFinish={(values) => arrange.mutate(values)}>
      <Form.Item
        name="day"
        label={words.tickets.dueOn}
        rules={[{ required: true, message: words.tickets.dueNeeded }]}
      >
        <DatePicker disabledDate={(day) => day.isBefore(dayjs(), "day")} />
      </Form.Item>
      <Form.Item
        name="text"
        label={words.tickets.texts["follow_up"]}
        rules={[{ required: true, whitespace: true, message: words.tickets.textNeeded }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Button htmlType="submit" type="primary" loading={arrange.isPending}>
        {words.save}
      </Button>
    </Form>
  );
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} content={form} destroyOnHidden>
      <Button size="small">{words.customer.arrange}</Button>
    </Popover>
  );
}
