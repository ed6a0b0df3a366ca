import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../core/api";
import type { Order } from "../core/protocol";
import { dateTime, money } from "../format";
import { words } from "../words";
import { sent } from "../words/sent";
import { useChat } from "./context";
import { Icon } from "./Icon";

export function OrderPicker({ onDone }: { onDone: () => void }): JSX.Element {
  const chat = useChat();
  const [orders, setOrders] = useState<Order[] | null>(null);
  const [note, setNote] = useState(words.ordersLoading);
  const sheet = useRef<HTMLDialogElement>(null);
  const close = (): void => sheet.current?.close();

  useEffect(() => {
    sheet.current?.showModal();
    chat.api.orders().then(
      (found) => {
        setOrders(found);
        setNote(found.length ? "" : words.ordersEmpty);
      },
      (error: unknown) =>
        setNote((error instanceof ApiError && error.message) || words.ordersFailed),
    );
  }, [chat]);

  const pick = (order: Order): void => {
    chat.send(sent.trackOrder(order.order_no));
    close();
  };
  return (
    <dialog class="sheet" ref={sheet} aria-label={words.orders} onClose={onDone}>
      <div class="sheet__head">
        <h2>{words.orders}</h2>
        <button type="button" aria-label={words.close} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {note && <p class="note">{note}</p>}
      <ul>
        {orders?.map((order) => (
          <li key={order.order_no}>
            <OrderChoice order={order} onPick={() => pick(order)} />
          </li>
        ))}
      </ul>
    </dialog>
  );
}

function OrderChoice({ order, onPick }: { order: Order; onPick: () => void }): JSX.Element {
  const names = order.items?.map(({ name }) => name).filter(Boolean);
  return (
    <button type="button" class="order" onClick={onPick}>
      <span class="order__title">{names?.length ? names.join("、") : order.order_no}</span>
      <span class="badge">{order.status_text}</span>
      <span class="order__more">
        {order.order_no}
        {order.created_at && ` · ${dateTime(order.created_at)}`}
      </span>
      {order.total_fen !== undefined && <b>{money(order.total_fen)}</b>}
    </button>
  );
}
