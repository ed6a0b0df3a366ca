import type { Api } from "./api";
import { Connection } from "./connection";
import { merge, settle } from "./log";
import { lull } from "./lull";
import type { Message, ServerFrame } from "./protocol";
import { type ChatState, told } from "./state";
import type { Store } from "./store";

const TYPING_SHOWN_MS = 4_000;
const TYPING_SENT_EVERY_MS = 3_000;

export interface NewsPorts {
  onMessage(): void;
  /** The service would not do something, in its words. */
  onRefusal(message: string): void;
  /** The token is no longer good; nothing more is heard. */
  onExpired(): void;
}

/** What comes in from the service, put into the state that the page shows. */
export class News {
  private connection: Connection | null = null;
  /** The last `seq` heard from the service. One's own posts don't count: others may lie before them. */
  private heardSeq = 0;
  private typingSentAt = 0;
  private readonly typingEnds = lull(TYPING_SHOWN_MS, () => this.store.set({ agentTyping: false }));

  constructor(
    private readonly api: Api,
    private readonly store: Store<ChatState>,
    private readonly socketUrl: string,
    private readonly ports: NewsPorts,
  ) {}

  /** Hears everything after `seq`; without one, it goes on where it stopped. */
  listen(seq: number = this.heardSeq): void {
    const { api } = this;
    this.heardSeq = seq;
    this.stop();
    this.connection = new Connection({
      openSocket: () => new WebSocket(this.socketUrl),
      poll: (wait, signal) => api.history(this.heardSeq, wait, signal),
      hello: () => ({ token: api.token, last_seq: this.heardSeq }),
      onFrame: (frame) => this.take(frame),
      onStatus: (status) => this.store.set({ online: status === "online" }),
      onExpired: () => this.ports.onExpired(),
    });
    this.connection.start();
  }

  stop(): void {
    this.connection?.stop();
    this.connection = null;
  }

  /** The customer types: tells whoever listens at the other end. */
  typing(): void {
    if (Date.now() - this.typingSentAt < TYPING_SENT_EVERY_MS) return;
    this.typingSentAt = Date.now();
    this.connection?.typing();
  }

  private take(frame: ServerFrame): void {
    if (frame.type === "message") this.receive(frame.message);
    else if (frame.type === "state") this.store.set(told(this.store.get(), frame));
    else if (frame.type === "typing") this.showTyping();
    else if (frame.type === "error") this.ports.onRefusal(frame.message);
  }

  private receive(message: Message): void {
    const { messages, outgoing } = this.store.get();
    this.heardSeq = Math.max(this.heardSeq, message.seq);
    this.store.set({
      messages: merge(messages, [message]),
      outgoing: settle(outgoing, message),
      ...(message.author === "agent" ? { agentTyping: false } : {}),
    });
    this.ports.onMessage();
  }

  private showTyping(): void {
    this.store.set({ agentTyping: true });
    this.typingEnds();
  }
}
