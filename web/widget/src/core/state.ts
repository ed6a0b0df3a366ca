import type { Outgoing } from "./log";
import type { Message, ServiceState } from "./protocol";

export interface ChatState {
  open: boolean;
  /** `opening` until the session and its history are there; `broken` when they could not be had. */
  phase: "idle" | "opening" | "ready" | "broken";
  online: boolean;
  service: ServiceState;
  busy: boolean;
  agentTyping: boolean;
  agentName: string | null;
  queuePosition: number | null;
  signedIn: boolean;
  messages: Message[];
  outgoing: Outgoing[];
  /** The case was resolved and has not been rated yet. */
  askRating: boolean;
  /** A passing notice, such as a refused upload; or why the phase is `broken`. */
  notice: string | null;
}

/** A closed conversation takes no more messages: a new one has to be opened. */
export const canSend = ({ phase, service }: ChatState): boolean =>
  phase === "ready" && service !== "closed";

export const INITIAL: ChatState = {
  open: false,
  phase: "idle",
  online: true,
  service: "bot",
  busy: false,
  agentTyping: false,
  agentName: null,
  queuePosition: null,
  signedIn: false,
  messages: [],
  outgoing: [],
  askRating: false,
  notice: null,
};
