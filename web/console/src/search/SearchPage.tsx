import { useQuery } from "@tanstack/react-query";
import { Drawer } from "antd";
import { type ReactNode, useState } from "react";
import { useLocation, useParams } from "wouter";
import { get } from "../core/api";
import type { Author, CustomerRef } from "../core/desk";
import { dateTime } from "../core/format";
import { paths } from "../core/route";
import { ProfilePane } from "../customer/ProfilePane";
import { Answer, Nothing } from "../parts/Answer";
import { Tier } from "../parts/Tier";
import { words } from "../words";

interface Found {
  messages: {
    conversation_id: string;
    seq: number;
    author: Author;
    text: string;
    created_at: string;
    customer: CustomerRef | null;
  }[];
  customers: (CustomerRef & { phone_masked: string | null })[];
}

const SHORTEST = 2;

export default function SearchPage(): ReactNode {
  const q = decodeURIComponent(useParams<{ q?: string }>().q ?? "");
  const [customer, setCustomer] = useState<number | null>(null);
  const query = useQuery({
    queryKey: ["search", q],
    queryFn: ({ signal }) => get<Found>("/search", { q, limit: 50 }, signal),
    enabled: q.length >= SHORTEST,
  });
  return (
    <div className="page">
      <header className="page__head">
        <h1>
          {words.search.title} {q && `“${q}”`}
        </h1>
      </header>
      {q.length < SHORTEST ? (
        <Nothing>{words.search.prompt}</Nothing>
      ) : (
        <Answer query={query}>
          {(found) => <Hits found={found} q={q} onCustomer={setCustomer} />}
        </Answer>
      )}
      <Drawer
        title={words.customer.title}
        open={customer !== null}
        onClose={() => setCustomer(null)}
        size={420}
        destroyOnHidden
      >
        <ProfilePane customer={customer} visitor="" />
      </Drawer>
    </div>
  );
}

function Hits({
  found,
  q,
  onCustomer,
}: {
  found: Found;
  q: string;
  onCustomer: (id: number) => void;
}): ReactNode {
  const [, go] = useLocation();
  if (!found.messages.length && !found.customers.length)
    return <Nothing>{words.search.nothing}</Nothing>;
  return (
    <>
      <h2>
        {words.search.customers} <b className="tabs__count">{found.customers.length}</b>
      </h2>
      <ul className="plain hits">
        {found.customers.map(({ id, name, tier, phone_masked }) => (
          <li key={id}>
            <button type="button" className="row row--button" onClick={() => onCustomer(id)}>
              <Tier tier={tier} /> <b>{name}</b> <span className="quiet">{phone_masked}</span>
            </button>
          </li>
        ))}
      </ul>
      <h2>
        {words.search.messages} <b className="tabs__count">{found.messages.length}</b>
      </h2>
      <ul className="plain hits">
        {found.messages.map(({ conversation_id, seq, author, text, created_at, customer }) => (
          <li key={`${conversation_id}/${seq}`}>
            <button
              type="button"
              className="row row--button"
              onClick={() => go(paths.desk(conversation_id, seq))}
            >
              <span className="row__line">
                <b>{customer?.name ?? words.desk.author[author]}</b>
                <span className="row__end quiet">{dateTime(created_at)}</span>
              </span>
              <span className="row__line">
                <Marked text={text} q={q} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The words that were searched for stand out. */
function Marked({ text, q }: { text: string; q: string }): ReactNode {
  const at = text.toLowerCase().indexOf(q.toLowerCase());
  if (at < 0) return text;
  return (
    <span>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + q.length)}</mark>
      {text.slice(at + q.length)}
    </span>
  );
}
