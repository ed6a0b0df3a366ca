import { ApiError } from "./api";
import { backoff } from "./backoff";
import type { History, ServerFrame } from "./protocol";

export interface ConnectionPorts {
  openSocket(): WebSocket;
  poll(wait: number, signal: AbortSignal): Promise<History>;
  hello(): { token: string; last_seq: number };
  onFrame(frame: ServerFrame): void;
  onStatus(status: "online" | "offline"): void;
  /** The token is no longer good; the connection has stopped. */
  onExpired(): void;
}

/** WebSocket close code (policy violation) by which the service refuses a token. */
const REFUSED = 1008;

/** After so many sockets in a row that never opened, a proxy is likely in the way: poll instead. */
const CLOSED_SOCKETS = 3;

/** The longest that the service holds an answer back. */
const POLL_SECONDS = 25;

/** The service pings every 20 s; a socket silent for longer than this is dead, whatever it says. */
const SILENCE_MS = 50_000;

/** Keeps news coming in: by WebSocket, reconnecting for ever, or by long polling where sockets fail. */
export class Connection {
  private socket: WebSocket | null = null;
  private readonly stopping = new AbortController();
  private failures = 0;
  private neverOpened = 0;
  private retryTimer = 0;
  private silenceTimer = 0;

  constructor(private readonly ports: ConnectionPorts) {}

  start(): void {
    const signal = this.stopping.signal;
    addEventListener("online", () => this.retryNow(), { signal });
    this.connect();
  }

  stop(): void {
    this.stopping.abort();
    clearTimeout(this.retryTimer);
    clearTimeout(this.silenceTimer);
    this.socket?.close();
  }

  typing(): void {
    this.say({ type: "typing" });
  }

  private retryNow(): void {
    if (!this.retryTimer) return;
    clearTimeout(this.retryTimer);
    this.connect();
  }

  private connect(): void {
    this.retryTimer = 0;
    if (this.neverOpened >= CLOSED_SOCKETS) return void this.pollForEver();
    const socket = (this.socket = this.ports.openSocket());
    let opened = false;
    socket.onopen = () => {
      opened = true;
      this.neverOpened = 0;
      this.ports.onStatus("online");
      this.say({ type: "hello", ...this.ports.hello() });
      this.listen();
    };
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      this.failures = 0;
      this.listen();
      this.take(JSON.parse(data) as ServerFrame);
    };
    socket.onclose = ({ code }) => {
      clearTimeout(this.silenceTimer);
      if (this.stopping.signal.aborted) return;
      if (code === REFUSED) return this.expire();
      if (!opened) this.neverOpened += 1;
      this.retryLater();
    };
  }

  private take(frame: ServerFrame): void {
    if (frame.type === "ping") this.say({ type: "pong" });
    else this.ports.onFrame(frame);
  }

  private say(frame: object): void {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(frame));
  }

  private listen(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = window.setTimeout(() => this.socket?.close(), SILENCE_MS);
  }

  private retryLater(): void {
    this.ports.onStatus("offline");
    this.failures += 1;
    this.retryTimer = window.setTimeout(() => this.connect(), backoff(this.failures));
  }

  private expire(): void {
    this.stop();
    this.ports.onExpired();
  }

  private async pollForEver(): Promise<void> {
    const { signal } = this.stopping;
    // The first answer comes at once, and shows the customer that the line stands again.
    let wait = 0;
    while (!signal.aborted) {
      try {
        const { messages, ...rest } = await this.ports.poll(wait, signal);
        wait = POLL_SECONDS;
        this.failures = 0;
        this.ports.onStatus("online");
        for (const message of messages) this.ports.onFrame({ type: "message", message });
        this.ports.onFrame({ type: "state", ...rest });
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ApiError && error.status === 401) return this.expire();
        return this.retryLater();
      }
    }
  }
}
