import type { ComponentChildren, JSX } from "preact";
import type { Item } from "../core/protocol";
import { money } from "../format";

interface FrameProps {
  title: string;
  status?: string | undefined;
  /** How the status feels: its badge's colour. */
  tone?: "good" | "bad" | "plain";
  children: ComponentChildren;
}

export function Frame({ title, status, tone = "plain", children }: FrameProps): JSX.Element {
  return (
    <section class="card">
      <header class="card__head">
        <h3>{title}</h3>
        {status && <span class={`badge badge--${tone}`}>{status}</span>}
      </header>
      {children}
    </section>
  );
}

/** A labelled value; nothing at all where the value is missing. */
export function Fact(props: { label: string; children: ComponentChildren }): JSX.Element | null {
  const { label, children } = props;
  if (children === undefined || children === null || children === "") return null;
  return (
    <div class="fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function Items({ items }: { items: Item[] | undefined }): JSX.Element | null {
  if (!items?.length) return null;
  return (
    <ul class="items">
      {items.map(({ name, quantity, price_fen }, index) => (
        <li key={index}>
          <span>{name}</span>
          {quantity !== undefined && <span class="items__count">×{quantity}</span>}
          {price_fen !== undefined && <span>{money(price_fen)}</span>}
        </li>
      ))}
    </ul>
  );
}
