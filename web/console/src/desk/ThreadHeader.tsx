import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown } from "antd";
import { type ReactNode, useState } from "react";
import { address, send } from "../core/api";
import { putRow } from "../core/cache";
import type { Row } from "../core/desk";
import { useLive } from "../core/live";
import { Tier } from "../parts/Tier";
import { words } from "../words";
import { ResolveForm } from "./ResolveForm";
import { nameOf } from "./names";
import { TransferForm } from "./TransferForm";

export function ThreadHeader({ row }: { row: Row }): ReactNode {
  const { me } = useLive();
  const mine = row.state === "human" && row.assignee?.id === me.id;
  return (
    <header className="thread__head">
      <h2 className="clip">
        <Tier tier={row.customer?.tier} /> {nameOf(row)}
      </h2>
      <span className="badge">{words.desk.state[row.state]}</span>
      <span className="quiet clip">
        {words.channels[row.channel] ?? row.channel}
        {row.assignee &&
          row.state === "human" &&
          !mine &&
          ` · ${words.desk.assignee(row.assignee.name)}`}
      </span>
      <span className="thread__actions">
        {mine && <MyActions row={row} />}
        <Transcript id={row.id} />
      </span>
    </header>
  );
}

function MyActions({ row }: { row: Row }): ReactNode {
  const { me } = useLive();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [open, setOpen] = useState<"transfer" | "resolve" | null>(null);
  const done = (changed: Row, text: string): void => {
    setOpen(null);
    putRow(client, me, changed);
    void client.invalidateQueries({ queryKey: ["conversation", row.id] });
    void message.success(text);
  };
  const giveBack = useMutation({
    mutationFn: () => send<Row>("POST", `/conversations/${row.id}/return`),
    onSuccess: (changed) => done(changed, words.actions.givenBack),
    onError: (error) => message.error(error.message),
  });
  return (
    <>
      <Button onClick={() => giveBack.mutate()} loading={giveBack.isPending}>
        {words.actions.giveBack}
      </Button>
      <Button onClick={() => setOpen("transfer")}>{words.actions.transfer}</Button>
      <Button type="primary" onClick={() => setOpen("resolve")}>
        {words.actions.resolve}
      </Button>
      <TransferForm
        id={row.id}
        open={open === "transfer"}
        onClose={() => setOpen(null)}
        onDone={(changed) => done(changed, words.actions.transferred)}
      />
      <ResolveForm
        id={row.id}
        open={open === "resolve"}
        onClose={() => setOpen(null)}
        onDone={(changed) => done(changed, words.actions.resolved)}
      />
    </>
  );
}

function Transcript({ id }: { id: string }): ReactNode {
  const link = (format: string): ReactNode => (
    <a href={address(`/conversations/${id}/transcript`, { format })} download>
      {format.toUpperCase()}
    </a>
  );
  return (
    <Dropdown
      trigger={["click"]}
      menu={{ items: ["txt", "csv"].map((key) => ({ key, label: link(key) })) }}
    >
      <Button type="text">{words.actions.transcript}</Button>
    </Dropdown>
  );
}
