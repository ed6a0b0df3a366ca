import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Input, Popover } from "antd";
import { type ReactNode, useState } from "react";
import { send } from "../core/api";
import { words } from "../words";

interface Props {
  customer: number;
  field: "phone" | "address";
  masked: string | null;
}

/** Masked until somebody says what it is needed for; the reason is audited. */
export function Reveal({ customer, field, masked }: Props): ReactNode {
  const [reason, setReason] = useState("");
  const [open, setOpen] = useState(false);
  const reveal = useMutation({
    mutationFn: () =>
      send<{ value: string }>("POST", `/customers/${customer}/reveal`, {
        field,
        reason: reason.trim(),
      }),
    onSuccess: () => setOpen(false),
  });
  const label = words.customer[field];
  const form = (
    <form
      className="reveal"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) reveal.mutate();
      }}
    >
      {reveal.error && <Alert type="error" title={reveal.error.message} showIcon />}
      <label htmlFor={`reveal-${field}`}>{words.customer.revealReason}</label>
      <Input
        id={`reveal-${field}`}
        value={reason}
        maxLength={200}
        onChange={({ target }) => setReason(target.value)}
      />
      <Button htmlType="submit" type="primary" disabled={!reason.trim()} loading={reveal.isPending}>
        {words.customer.reveal}
      </Button>
    </form>
  );
  return (
    <p className="line line--tight">
      <span className="quiet">{label}</span>{" "}
      <span>{reveal.data?.value ?? masked ?? words.none}</span>
      {!reveal.data && (
        <Popover
          trigger="click"
          open={open}
          onOpenChange={setOpen}
          content={form}
          title={words.customer.revealTitle(label)}
        >
          <Button type="link" size="small" aria-label={words.customer.revealTitle(label)}>
            {words.customer.reveal}
          </Button>
        </Popover>
      )}
    </p>
  );
}
