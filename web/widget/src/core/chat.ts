import { type Api, ApiError } from "./api";
import { Connection } from "./connection";
import type { Host, HostInit } from "./host";
import { lastSeq, merge, type Outgoing, settle, unread } from "./log";
import { lull } from "./lull";
import { Outbox } from "./outbox";
import type { Choice, Message, ServerFrame } from "./protocol";
import { NOTHING, parseSaved, type Saved, subjectOf } from "./saved";
import { type ChatState, INITIAL, told } from "./state";
import { Store } from "./store";

const TYPING_SHOWN_MS = 4_000;
const TYPING_SENT_EVERY_MS = 3_000;
const NOTICE_SHOWN_MS = 6_000;

export interface ChatOptions {
  api: Api;
  socketUrl: string;
  locale: string;
}

/** One customer's conversation: everything the page can do, and the state that it shows. */
export class Chat {
  readonly api: Api;
  readonly store = new Store<ChatState>(INITIAL);
  host: Host | null = null;
  private readonly outbox: Outbox;
  private connection: Connection | null = null;
  private saved: Saved = NOTHING;
  private identity: string | null = null;
  /** The last `seq` heard from the service. One's own posts don't count: others may lie before them. */
  private heardSeq = 0;
  /** Grows with each start, so that one overtaken by a change of customer stops. */
  private starts = 0;
  private typingSentAt = 0;
  private readonly typingEnds = lull(TYPING_SHOWN_MS, () => this.store.set({ agentTyping: false }));
  private readonly noticeEnds = lull(NOTICE_SHOWN_MS, () => this.store.set({ notice: null }));

  constructor(private readonly options: ChatOptions) {
    this.api = options.api;
    this.outbox = new Outbox(this.api, this.store);
  }

  init({ saved, identity, open }: HostInit): void {
    this.saved = parseSaved(saved);
    this.identity = identity;
    if (identity && subjectOf(identity) !== this.saved.subject) this.forget();
    this.store.set({ open });
    if (open || this.saved.token) void this.begin();
  }

  open(): void {
    this.store.set({ open: true });
    this.markRead();
    if (this.store.get().phase === "idle") void this.begin();
  }

  close(): void {
    this.store.set({ open: false });
  }

  /** The host page signed a customer in, another one, or (null) out. */
  identify(identity: string | null): void {
    this.identity = identity;
    if (subjectOf(identity) === this.saved.subject) return;
    this.forget();
    if (this.store.get().open) void this.begin();
  }

  /** Opens or resumes the session, brings the history back and keeps listening. */
  async begin(): Promise<void> {
    const start = ++this.starts;
    this.store.set({ phase: "opening", notice: null });
    try {
      await this.authenticate(start);
      const { messages, ...state } = await this.api.history(0, 0);
      if (start !== this.starts) return;
      this.heardSeq = lastSeq(messages);
      this.store.set({ phase: "ready", messages });
      this.store.set(told(this.store.get(), state));
      this.markRead();
      this.connect();
    } catch (error) {
      if (start !== this.starts) return;
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401 && this.saved.token) return this.renew();
      this.store.set({ phase: "broken", notice: error.message || null });
    }
  }

  /** Leaves the conversation, which is over or whose token ran out, for a new one. */
  renew(): void {
    this.forget();
    void this.begin();
  }

  send(text: string): void {
    this.outbox.send(text, { text });
  }

  choose({ id, title }: Choice): void {
    this.outbox.send(title, { choice_id: id });
  }

  retry(failed: Outgoing): void {
    this.outbox.retry(failed);
  }

  attach(id: string): void {
    this.outbox.send("", { attachments: [id] });
  }

  /** Signs in as whose phone the code went to; the conversation comes along. Raises ApiError. */
  async prove(code: string): Promise<void> {
    // The old token ends with the sign-in: news of that must not be taken for an expired session.
    this.connection?.stop();
    const start = this.starts;
    try {
      const { token } = await this.api.verifyCode(code);
      if (start !== this.starts) return;
      this.save({ token, proved: true });
    } catch (error) {
      if (start === this.starts) this.connect();
      throw error;
    }
    await this.begin();
  }

  typing(): void {
    if (Date.now() - this.typingSentAt < TYPING_SENT_EVERY_MS) return;
    this.typingSentAt = Date.now();
    this.connection?.typing();
  }

  notify(notice: string): void {
    this.store.set({ notice });
    this.noticeEnds();
  }

  private async authenticate(start: number): Promise<void> {
    const { api } = this;
    api.token = this.saved.token;
    if (!api.token) {
      const { token } = await api.openSession(this.identity, this.options.locale);
      if (start !== this.starts) return;
      api.token = token;
      this.save({ token, subject: subjectOf(this.identity) });
    }
    this.store.set({ signedIn: this.saved.proved || this.saved.subject !== "" });
  }

  private connect(): void {
    const { api } = this;
    this.connection?.stop();
    this.connection = new Connection({
      openSocket: () => new WebSocket(this.options.socketUrl),
      poll: (wait, signal) => api.history(this.heardSeq, wait, signal),
      hello: () => ({ token: api.token, last_seq: this.heardSeq }),
      onFrame: (frame) => this.take(frame),
      onStatus: (status) => this.store.set({ online: status === "online" }),
      onExpired: () => this.renew(),
    });
    this.connection.start();
  }

  private forget(): void {
    this.starts += 1;
    this.connection?.stop();
    this.connection = null;
    this.save(NOTHING);
    this.store.set({ ...INITIAL, open: this.store.get().open });
    this.markRead();
  }

  private take(frame: ServerFrame): void {
    if (frame.type === "message") this.receive(frame.message);
    else if (frame.type === "state") this.store.set(told(this.store.get(), frame));
    else if (frame.type === "typing") this.showTyping();
    else if (frame.type === "error") this.notify(frame.message);
  }

  private receive(message: Message): void {
    const { messages, outgoing } = this.store.get();
    this.heardSeq = Math.max(this.heardSeq, message.seq);
    this.store.set({
      messages: merge(messages, [message]),
      outgoing: settle(outgoing, message),
      ...(message.author === "agent" ? { agentTyping: false } : {}),
    });
    this.markRead();
  }

  private showTyping(): void {
    this.store.set({ agentTyping: true });
    this.typingEnds();
  }

  private markRead(): void {
    const { open, messages } = this.store.get();
    if (open && lastSeq(messages) > this.saved.readSeq) this.save({ readSeq: lastSeq(messages) });
    this.host?.unread(open ? 0 : unread(messages, this.saved.readSeq));
  }

  private save(change: Partial<Saved>): void {
    this.saved = { ...this.saved, ...change };
    this.host?.save(JSON.stringify(this.saved));
  }
}
