import type { History, LeftMessage, Order, OutgoingBody, Session, Ticket } from "./protocol";

/**
 * A refusal by the service; `message` is fit to be shown to the customer, or empty. Status 0: no answer
 * at all.
 */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Failure {
  error?: { code?: string; message?: string };
}

export class Api {
  token = "";

  constructor(private readonly base: string) {}

  openSession(identity: string | null, locale: string): Promise<Session> {
    return this.post("/sessions", identity ? { identity, locale } : { locale });
  }

  send(body: OutgoingBody): Promise<{ id: string; seq: number }> {
    return this.post("/messages", body);
  }

  /** `wait`: seconds the service may hold the answer back until there is news. */
  history(after: number, wait: number, signal?: AbortSignal): Promise<History> {
    return this.call(`/messages?after=${after}&wait=${wait}`, signal ? { signal } : {});
  }

  async orders(): Promise<Order[]> {
    return (await this.call<{ orders: Order[] }>("/orders")).orders;
  }

  async rate(stars: number, comment: string): Promise<void> {
    await this.post("/rating", { stars, comment });
  }

  async vote(seq: number, helpful: boolean): Promise<void> {
    await this.post("/feedback", { seq, helpful });
  }

  leaveMessage(left: LeftMessage): Promise<Ticket> {
    return this.post("/left-messages", left);
  }

  async sendCode(phone: string): Promise<void> {
    await this.post("/codes", { phone });
  }

  verifyCode(code: string): Promise<Session> {
    return this.post("/codes/verify", { code });
  }

  upload(file: File): Promise<{ id: string }> {
    const form = new FormData();
    form.append("file", file, file.name);
    return this.call("/attachments", { method: "POST", body: form });
  }

  /** An attachment's bytes: its address needs the token, so an `<img>` cannot fetch it itself. */
  async attachment(id: string): Promise<Blob> {
    return (await this.request(`/attachments/${encodeURIComponent(id)}`, {})).blob();
  }

  private post<T>(path: string, body: object): Promise<T> {
    const headers = { "content-type": "application/json" };
    return this.call(path, { method: "POST", body: JSON.stringify(body), headers });
  }

  private async call<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await this.request(path, init);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  private async request(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.token) headers.set("authorization", `Bearer ${this.token}`);
    const response = await fetch(this.base + path, { ...init, headers, credentials: "omit" }).catch(
      () => {
        throw new ApiError(0, "network", "");
      },
    );
    if (response.ok) return response;
    const { error }: Failure = await response.json().catch(() => ({}));
    throw new ApiError(response.status, error?.code ?? "http", error?.message ?? "");
  }
}
