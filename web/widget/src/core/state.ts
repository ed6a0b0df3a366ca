import type { Outgoing } from "./log";
import type { Message, ServiceState, Situation } from "./protocol";

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
  rated: boolean;
  /** A passing notice, such as a refused upload; or why the phase is `broken`. */
  notice: string | null;
}

/** A closed conversation goes on with the next message. */
export const canSend = ({ phase }: ChatState): boolean => phase === "ready";

/** What news of the situation changes. */
export function told(before: ChatState, now: Situation): Partial<ChatState> {
  const withPerson = now.state === "human";
  return {
    service: now.state,
    busy: now.busy ?? false,
    queuePosition: now.queue_position ?? null,
    agentName: now.agent_name ?? (withPerson ? before.agentName : null),
    agentTyping: before.agentTyping && withPerson,
    rated: now.rated ?? false,
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
  rated: false,
  notice: null,
};
