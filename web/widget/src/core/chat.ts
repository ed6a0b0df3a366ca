import { type Api, ApiError } from "./api";
import type { Host, HostInit } from "./host";
import { lastSeq, type Outgoing, unread } from "./log";
import { lull } from "./lull";
import { News } from "./news";
import { Outbox } from "./outbox";
import type { Choice } from "./protocol";
import { NOTHING, parseSaved, type Saved, subjectOf } from "./saved";
import { type ChatState, INITIAL, told } from "./state";
import { Store } from "./store";

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
  private readonly news: News;
  private saved: Saved = NOTHING;
  private identity: string | null = null;
  /** Grows with each start, so that one overtaken by a change of customer stops. */
  private starts = 0;
  private readonly noticeEnds = lull(NOTICE_SHOWN_MS, () => this.store.set({ notice: null }));

  constructor(private readonly options: ChatOptions) {
    this.api = options.api;
    this.outbox = new Outbox(this.api, this.store);
    this.news = new News(this.api, this.store, options.socketUrl, {
      onMessage: () => this.markRead(),
      onRefusal: (message) => this.notify(message),
      onExpired: () => this.renew(),
    });
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
      this.store.set({ phase: "ready", messages });
      this.store.set(told(this.store.get(), state));
      this.markRead();
      this.news.listen(lastSeq(messages));
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
    this.news.stop();
    const start = this.starts;
    try {
      const { token } = await this.api.verifyCode(code);
      if (start !== this.starts) return;
      this.save({ token, proved: true });
    } catch (error) {
      if (start === this.starts) this.news.listen();
      throw error;
    }
    await this.begin();
  }

  /** Raises ApiError. */
  async rate(stars: number, comment: string): Promise<void> {
    try {
      await this.api.rate(stars, comment);
    } catch (error) {
      const ratedElsewhere = error instanceof ApiError && error.status === 409;
      if (!ratedElsewhere) throw error;
    }
    this.store.set({ rated: true });
  }

  typing(): void {
    this.news.typing();
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

  private forget(): void {
    this.starts += 1;
    this.news.stop();
    this.save(NOTHING);
    this.store.set({ ...INITIAL, open: this.store.get().open });
    this.markRead();
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
