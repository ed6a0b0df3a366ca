import { type Api, ApiError } from "./api";
import { clientId } from "./ids";
import { merge, type Outgoing } from "./log";
import type { OutgoingBody } from "./protocol";
import type { ChatState } from "./state";
import type { Store } from "./store";

/** Takes the customer's messages to the service one after another, in the order they were written. */
export class Outbox {
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly api: Pick<Api, "send">,
    private readonly store: Store<ChatState>,
  ) {}

  /** `shown` is the bubble's text; a chosen button sends its id, and shows its title. */
  send(shown: string, body: Omit<OutgoingBody, "client_id">): void {
    this.deliver({ body: { client_id: clientId(), ...body }, text: shown, status: "sending" });
  }

  /** Sends a failed message once more under its old id, so that the service stores it once at most. */
  retry({ body, text }: Outgoing): void {
    this.drop(body.client_id);
    this.deliver({ body, text, status: "sending" });
  }

  private deliver(item: Outgoing): void {
    this.store.set({ outgoing: [...this.store.get().outgoing, item] });
    this.last = this.last.then(() => this.post(item));
  }

  private async post(item: Outgoing): Promise<void> {
    const { client_id, attachments } = item.body;
    try {
      const { id, seq } = await this.api.send(item.body);
      this.drop(client_id);
      this.confirm(item.text, id, seq, attachments ?? []);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.fail(client_id, error.message);
    }
  }

  /** Shows the sent message at once; the service's own copy, where it is there already, stays. */
  private confirm(text: string, id: string, seq: number, attachments: string[]): void {
    const sent = {
      id,
      seq,
      author: "customer" as const,
      text,
      attachments: attachments.map((attachment) => ({ id: attachment })),
      created_at: new Date().toISOString(),
    };
    this.store.set({ messages: merge([sent], this.store.get().messages) });
  }

  private fail(id: string, reason: string): void {
    const outgoing = this.store
      .get()
      .outgoing.map((item): Outgoing =>
        item.body.client_id === id ? { ...item, status: "failed", reason } : item,
      );
    this.store.set({ outgoing });
  }

  private drop(id: string): void {
    const outgoing = this.store.get().outgoing.filter(({ body }) => body.client_id !== id);
    this.store.set({ outgoing });
  }
}
