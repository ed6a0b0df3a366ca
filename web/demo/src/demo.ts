/** The demo shop: stands in for a host site that signs its customers in and shows their orders. */

import { customers, identityOf, type Order, ordersOf } from "./shop";

declare global {
  interface Window {
    Yida: { open(): void; close(): void; identify(jwt: string | null): void };
  }
}

const CHOSEN = "shop-customer";
const select = document.querySelector<HTMLSelectElement>("#customer")!;
const list = document.querySelector<HTMLElement>("#order-list")!;
const template = document.querySelector<HTMLTemplateElement>("#order-template")!;
const signInHint = [...list.childNodes];

function card(order: Order): DocumentFragment {
  const fragment = template.content.cloneNode(true) as DocumentFragment;
  const fill = (name: string, text: string): void => {
    fragment.querySelector(`[data-${name}]`)!.textContent = text;
  };
  fill("no", order.order_no);
  fill("status", order.status_text ?? "");
  fill("total", `¥${((order.total_fen ?? 0) / 100).toFixed(2)}`);
  for (const { name = "", quantity = 1 } of order.items ?? []) {
    const item = document.createElement("li");
    item.textContent = `${name} ×${quantity}`;
    fragment.querySelector("[data-items]")!.append(item);
  }
  return fragment;
}

async function become(customer: string): Promise<void> {
  sessionStorage.setItem(CHOSEN, customer);
  if (!customer) {
    window.Yida.identify(null);
    list.replaceChildren(...signInHint);
    return;
  }
  const identity = await identityOf(customer);
  window.Yida.identify(identity);
  list.replaceChildren(...(await ordersOf(identity)).map(card));
}

async function start(): Promise<void> {
  for (const { external_id, name, tier } of await customers())
    select.add(new Option(`${name}（${tier} 级会员）`, external_id));
  select.value = sessionStorage.getItem(CHOSEN) ?? "";
  await become(select.value);
}

select.addEventListener("change", () => void become(select.value));
document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-help]")) window.Yida.open();
});
void start();
