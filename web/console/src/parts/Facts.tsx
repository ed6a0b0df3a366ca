/** What the business tables say, named and formatted by their keys. */

import type { ReactNode } from "react";
import type { Fields } from "../core/casework";
import { dateTime, money } from "../core/format";
import { words } from "../words";

/** Keys that are for machines, and those that another key says in words. */
const SILENT = [
  "id",
  "version",
  "customer_id",
  "order_id",
  "shipment_id",
  "conversation_id",
  "carrier_code",
  "status_code",
];
const MOMENT = /^\d{4}-\d\d-\d\dT/;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(key: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (key.endsWith("_fen") && typeof value === "number") return money(value);
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.map((item: unknown) => shown(key, item)).join("；");
  if (isFields(value)) return inner(value);
  const text = String(value);
  if (MOMENT.test(text)) return dateTime(text);
  if (key === "kind") return words.tickets.kinds[text] ?? text;
  return words.states[text] ?? words.values[text] ?? text;
}

/** A thing within another, in one line. */
function inner(fields: Fields): string {
  return Object.entries(fields)
    .map(([key, value]) => (key === "quantity" ? `× ${String(value)}` : shown(key, value)))
    .filter(Boolean)
    .join(" ");
}

interface Props {
  fields: Fields;
  skip?: string[];
  /** These alone, in this order; without it, all that there are. */
  only?: string[] | undefined;
}

export function Facts({ fields, skip = [], only }: Props): ReactNode {
  const said = "status_text" in fields ? ["state", "status"] : [];
  const silent = new Set([...SILENT, ...said, ...skip]);
  const lines = (only ?? Object.keys(fields))
    .filter((key) => !silent.has(key))
    .map((key) => [key, shown(key, fields[key])] as const)
    .filter(([, value]) => value !== "");
  return (
    <dl className="facts">
      {lines.map(([key, value]) => (
        <div key={key}>
          <dt>{words.fields[key] ?? key}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
