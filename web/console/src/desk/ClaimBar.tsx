import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import type { ReactNode } from "react";
import { type ApiError, send } from "../core/api";
import { keys, putRow } from "../core/cache";
import type { Row } from "../core/desk";
import { useLive } from "../core/live";
import { Sla } from "../parts/Sla";
import { words } from "../words";

/** Below a conversation that nobody has: taking it. Who comes too late is told who was faster. */
export function ClaimBar({ row, onClaimed }: { row: Row; onClaimed: () => void }): ReactNode {
  const { me } = useLive();
  const client = useQueryClient();
  const { message } = App.useApp();
  const claim = useMutation<Row, ApiError>({
    mutationFn: () => send<Row>("POST", `/conversations/${row.id}/claim`),
    onSuccess: (claimed) => {
      putRow(client, me, claimed);
      onClaimed();
      void message.success(words.actions.claimed);
    },
    onError: (error) => {
      void message.warning(error.message);
      void client.invalidateQueries({ queryKey: keys.conversation(row.id) });
      void client.invalidateQueries({ queryKey: ["list"] });
    },
  });
  if (row.state !== "queued" && row.state !== "bot") return null;
  return (
    <div className="claim">
      <span className="quiet">{words.actions.claimHint}</span>
      {row.state === "queued" && <Sla due={row.due_at} />}
      <Button type="primary" autoFocus loading={claim.isPending} onClick={() => claim.mutate()}>
        {row.state === "bot" ? words.actions.takeOver : words.actions.claim}
      </Button>
    </div>
  );
}
