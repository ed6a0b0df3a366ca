/** The Customer API's shapes. Times are ISO 8601 with offset; money is integer fen. */

export type Author = "customer" | "bot" | "agent" | "system";
export type ServiceState = "bot" | "queued" | "human" | "closed";

export interface Choice {
  id: string;
  title: string;
}

export interface TraceEvent {
  time?: string;
  text?: string;
  place?: string;
  code?: string;
}

export interface Item {
  name?: string;
  quantity?: number;
  price_fen?: number;
}

export interface TrackingCard {
  kind: "tracking";
  waybill_no?: string;
  carrier?: string;
  status?: string;
  status_text?: string;
  expected_at?: string | null;
  pickup_point?: string | null;
  events?: TraceEvent[];
}

export interface OrderCard {
  kind: "order";
  order_no?: string;
  status_text?: string;
  items?: Item[];
  total_fen?: number;
  created_at?: string;
}

export interface ReturnCard {
  kind: "return";
  return_no?: string;
  status_text?: string;
  refund_fen?: number;
  items?: Item[];
}

export interface TicketCard {
  kind: "ticket";
  ticket_no?: string;
  kind_text?: string;
  status_text?: string;
  due_at?: string | null;
}

export interface QuoteOption {
  service?: string;
  price_fen?: number;
  days?: number | string;
}

export interface QuoteCard extends QuoteOption {
  kind: "quote";
  origin?: string;
  destination?: string;
  weight_g?: number;
  options?: QuoteOption[];
}

export interface RatingCard {
  kind: "rating";
}

/** Nobody is there to take over: asks for a message. */
export interface LeaveMessageCard {
  kind: "leave_message";
  /** There is a phone to call back on already. */
  phone_known?: boolean;
}

/** Asks the customer to prove a phone by a one-time code. */
export interface VerifyPhoneCard {
  kind: "verify_phone";
}

export type Card =
  | TrackingCard
  | OrderCard
  | ReturnCard
  | TicketCard
  | QuoteCard
  | RatingCard
  | LeaveMessageCard
  | VerifyPhoneCard;

export interface Attachment {
  id: string;
  url?: string;
  name?: string;
  media_type?: string;
}

export interface Message {
  id: string;
  seq: number;
  author: Author;
  author_name?: string | null;
  text?: string | null;
  card?: Card | null;
  choices?: Choice[] | null;
  attachments?: Attachment[] | null;
  /** The customer's thumb under an answer of the bot's; missing where there is none. */
  helpful?: boolean | null;
  created_at: string;
}

/** How the conversation stands. */
export interface Situation {
  state: ServiceState;
  busy?: boolean;
  /** One's own place in the queue, from 1. */
  queue_position?: number | null;
  agent_name?: string | null;
  /** The customer has rated the service, which is done once. */
  rated?: boolean;
}

export type ServerFrame =
  | { type: "message"; message: Message }
  | ({ type: "state" } & Situation)
  | { type: "typing"; author: Author }
  | { type: "error"; code: string; message: string }
  | { type: "ping" };

export interface Session {
  token: string;
  conversation_id: string;
  expires_at: string;
}

export interface History extends Situation {
  messages: Message[];
  last_seq: number;
}

export interface LeftMessage {
  client_id: string;
  text: string;
  phone?: string;
}

/** What a left message became. */
export interface Ticket {
  ticket_no: string;
  reply_due: string;
}

export interface Order extends Omit<OrderCard, "kind"> {
  order_no: string;
  waybill_no?: string | null;
}

export interface OutgoingBody {
  client_id: string;
  text?: string;
  choice_id?: string;
  attachments?: string[];
}
