/** The live line to the service: it reconnects for ever, and says what is being looked at. */

import { backoff } from "../../../widget/src/core/backoff";
import type { ServerFrame } from "./desk";

export interface LivePorts {
  open(): WebSocket;
  onFrame(frame: ServerFrame): void;
  onStatus(online: boolean): void;
}

/** A conversation that is looked at; its news begin after the last message that is there. */
export interface Watched {
  id: string;
  lastSeq(): number | undefined;
}

/** Close code (policy violation) by which the service says that nobody is signed in. */
const REFUSED = 1008;
const PING_MS = 20_000;
/** One's own typing is told at most so often. */
const TYPING_MS = 2_000;

export class LiveLine {
  private socket: WebSocket | null = null;
  private watched: Watched | null = null;
  private failures = 0;
  private retryTimer = 0;
  private pingTimer = 0;
  private typedAt = 0;
  private stopped = false;

  constructor(private readonly ports: LivePorts) {}

  start(): void {
    const socket = (this.socket = this.ports.open());
    socket.onopen = () => {
      this.failures = 0;
      this.ports.onStatus(true);
      this.watch(this.watched);
      this.pingTimer = window.setInterval(() => this.say({ type: "ping" }), PING_MS);
    };
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      this.ports.onFrame(JSON.parse(data) as ServerFrame);
    };
    socket.onclose = ({ code }) => {
      clearInterval(this.pingTimer);
      if (this.stopped) return;
      this.ports.onStatus(false);
      if (code === REFUSED) return this.ports.onFrame({ type: "signed_out" });
      this.failures += 1;
      this.retryTimer = window.setTimeout(() => this.start(), backoff(this.failures));
    };
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retryTimer);
    clearInterval(this.pingTimer);
    this.socket?.close();
  }

  watch(watched: Watched | null): void {
    this.watched = watched;
    const after = watched?.lastSeq();
    this.say({
      type: "watch",
      conversation_id: watched?.id ?? null,
      ...(after === undefined ? {} : { after }),
    });
  }

  typing(conversation: string): void {
    if (Date.now() - this.typedAt < TYPING_MS) return;
    this.typedAt = Date.now();
    this.say({ type: "typing", conversation_id: conversation });
  }

  private say(frame: object): void {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(frame));
  }
}
