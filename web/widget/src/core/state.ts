import type { Outgoing } from "./log";
import type { Message, ServiceState, StateFrame } from "./protocol";

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

/** A closed conversation goes on with the next message. */
export const canSend = ({ phase }: ChatState): boolean => phase === "ready";

/** What a state frame changes. */
export function told(before: ChatState, frame: Omit<StateFrame, "type">): Partial<ChatState> {
  const withPerson = frame.state === "human";
  const resolved = before.service === "human" && !withPerson;
  return {
    service: frame.state,
    busy: frame.busy ?? false,
    queuePosition: frame.queue_position ?? null,
    agentName: frame.agent_name ?? (withPerson ? before.agentName : null),
    agentTyping: before.agentTyping && withPerson,
    askRating: !withPerson && (before.askRating || resolved),
  };
}

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
