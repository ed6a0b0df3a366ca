import { Drawer } from "antd";
import type { ReactNode } from "react";
import type { Fields, Ticket } from "../core/casework";
import { dateTime } from "../core/format";
import { Files } from "../desk/Files";
import { Answer } from "../parts/Answer";
import { Facts } from "../parts/Facts";
import { Sla } from "../parts/Sla";
import { Tier } from "../parts/Tier";
import { words } from "../words";
import { TicketActions } from "./TicketActions";
import { isOpen } from "./TicketTable";
import { useTicket } from "./queries";

export function TicketDrawer({ no, onClose }: { no: string; onClose: () => void }): ReactNode {
  const query = useTicket(no);
  return (
    <Drawer title={`${words.tickets.title} ${no}`} open onClose={onClose} size={600} mask={false}>
      <Answer query={query}>{(ticket) => <Detail ticket={ticket} />}</Answer>
    </Drawer>
  );
}

function Detail({ ticket }: { ticket: Ticket }): ReactNode {
  const {
    title,
    kind,
    state,
    tier,
    customer,
    assignee,
    due_at,
    statutory_due_at,
    facts,
    evidence,
  } = ticket;
  return (
    <div className="ticket">
      <h2>{title}</h2>
      <p className="ticket__line">
        <span className="badge">{words.tickets.kinds[kind] ?? kind}</span>
        <span className="badge">{words.states[state] ?? state}</span>
        <span>
          <Tier tier={tier} /> {customer?.name ?? words.none}
        </span>
        <span className="quiet">{assignee?.name ?? words.tickets.unassigned}</span>
        {isOpen(ticket) && <Sla due={due_at} />}
        {isOpen(ticket) && (
          <Sla due={statutory_due_at} prefix={`${words.tickets.columns.statutory} `} />
        )}
      </p>
      <TicketActions ticket={ticket} />
      <Block title={words.tickets.facts} fields={facts} />
      <Block title={words.tickets.estimate} fields={ticket.estimate} />
      <Block title={words.tickets.return} fields={ticket.return} />
      <Block title={words.tickets.order} fields={ticket.order} />
      <Block title={words.tickets.shipment} fields={ticket.shipment} />
      <h3>{words.tickets.evidence}</h3>
      {evidence.length ? (
        <Files files={evidence} />
      ) : (
        <p className="quiet">{words.tickets.noEvidence}</p>
      )}
      <h3>{words.tickets.history}</h3>
      <History history={ticket.history} />
    </div>
  );
}

function Block({ title, fields }: { title: string; fields: Fields | null | undefined }): ReactNode {
  if (!fields || Object.keys(fields).length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <Facts fields={fields} skip={["events"]} />
    </>
  );
}

function History({ history }: Pick<Ticket, "history">): ReactNode {
  return (
    <ol className="history">
      {history.map(({ at, who, event, text }, index) => (
        <li key={index}>
          <p className="quiet">
            <time dateTime={at}>{dateTime(at)}</time> {who && (words.tickets.who[who] ?? who)}
          </p>
          <p>
            <b>{words.tickets.events[event] ?? words.tickets.actions[event] ?? event}</b>{" "}
            {text && (words.states[text] ?? text)}
          </p>
        </li>
      ))}
    </ol>
  );
}
