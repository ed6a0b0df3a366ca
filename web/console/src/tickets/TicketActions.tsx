import { Alert, App, Button } from "antd";
import { type ReactNode, useState } from "react";
import type { Ticket } from "../core/casework";
import { words } from "../words";
import { ActionForm } from "./ActionForm";
import { useTicketAction } from "./queries";

/** What this member may do with the ticket now, as the server says. */
export function TicketActions({ ticket }: { ticket: Ticket }): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null);
  const { message } = App.useApp();
  const act = useTicketAction(ticket.no, () => {
    setChosen(null);
    void message.success(words.tickets.done);
  });
  const choose = (action: string): void => {
    act.reset();
    if (action === "start") act.mutate({ action, version: ticket.version });
    else setChosen(action === chosen ? null : action);
  };
  return (
    <>
      {act.error && (
        <Alert
          type={act.error.code === "version_conflict" ? "warning" : "error"}
          showIcon
          title={act.error.message}
          description={act.error.code === "version_conflict" ? words.tickets.conflict : undefined}
        />
      )}
      <div className="ticket__actions" role="group" aria-label={words.tickets.handle}>
        {ticket.actions.map((action) => (
          <Button
            key={action}
            type={action === chosen ? "primary" : "default"}
            aria-expanded={action === "start" ? undefined : action === chosen}
            onClick={() => choose(action)}
          >
            {words.tickets.actions[action] ?? action}
          </Button>
        ))}
      </div>
      {chosen && (
        <ActionForm
          key={chosen}
          action={chosen}
          causes={ticket.causes}
          saving={act.isPending}
          onCancel={() => setChosen(null)}
          onSubmit={(values) => act.mutate({ ...values, action: chosen, version: ticket.version })}
        />
      )}
    </>
  );
}
