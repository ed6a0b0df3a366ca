import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Fields, Profile } from "../core/casework";
import { dateTime } from "../core/format";
import { paths } from "../core/route";
import { Answer, Nothing } from "../parts/Answer";
import { Facts } from "../parts/Facts";
import { Tier } from "../parts/Tier";
import { words } from "../words";
import { Arrange } from "./Arrange";
import { Reveal } from "./Reveal";
import { useProfile } from "./queries";

export function ProfilePane({
  customer,
  visitor,
}: {
  customer: number | null;
  visitor: string;
}): ReactNode {
  const query = useProfile(customer);
  if (customer === null)
    return (
      <Nothing hint={words.customer.anonymousHint}>
        {words.desk.visitor(visitor)} · {words.customer.anonymous}
      </Nothing>
    );
  return <Answer query={query}>{(profile) => <ProfileView profile={profile} />}</Answer>;
}

function ProfileView({ profile }: { profile: Profile }): ReactNode {
  const { id, name, tier, kind, phone_masked, account_owner, grading } = profile;
  const { orders, shipments, tickets, conversations, visits } = profile;
  return (
    <div className="profile">
      <h2>
        <Tier tier={tier} /> {name}
      </h2>
      <p className="quiet">
        {[tier && words.desk.tier(tier), kind && (words.customer.kinds[kind] ?? kind), account_owner]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <Reveal customer={id} field="phone" masked={phone_masked} />
      <Reveal customer={id} field="address" masked={null} />
      <Section
        title={words.customer.shipments}
        name="waybill_no"
        items={shipments}
        only={["status_text", "goods", "carrier_name", "expected_at"]}
      />
      <Section
        title={words.customer.orders}
        name="order_no"
        items={orders}
        only={["status_text", "items", "total_fen", "created_at"]}
      />
      <Section
        title={words.customer.tickets}
        name="no"
        items={tickets}
        link={paths.tickets}
        only={["kind", "title", "state", "due_at"]}
      />
      <Section
        title={words.customer.conversations}
        name="id"
        items={conversations}
        link={paths.desk}
        label={spoken}
        only={["state", "channel"]}
      />
      <section className="section section__item">
        <b>{words.customer.visits}</b>
        <Facts fields={visits} />
        <Arrange customer={id} />
      </section>
      <details className="section">
        <summary>{words.customer.grading}</summary>
        <Facts fields={grading} />
      </details>
    </div>
  );
}

function spoken(fields: Fields): string {
  const at = fields["created_at"];
  return typeof at === "string" ? dateTime(at) : words.customer.open;
}

interface SectionProps {
  title: string;
  /** The key of what each item is called. */
  name: string;
  items: Fields[];
  link?: (name: string) => string;
  label?: (fields: Fields) => string;
  only?: string[];
}

function Section({ title, name, items, link, label, only }: SectionProps): ReactNode {
  return (
    <details className="section" open={items.length > 0 && items.length <= 4}>
      <summary>
        {title} <b className="tabs__count">{items.length}</b>
      </summary>
      {items.length === 0 && <p className="quiet">{words.customer.nothing}</p>}
      <ul className="plain">
        {items.map((item, index) => {
          const key = String(item[name] ?? "");
          const shown = label?.(item) ?? key;
          return (
            <li key={key || index} className="section__item">
              <b>{link && key ? <Link href={link(key)}>{shown}</Link> : shown}</b>
              <Facts fields={item} skip={[name]} only={only} />
            </li>
          );
        })}
      </ul>
    </details>
  );
}
