import { replyTo } from "./replies.mjs";

const THINKING_MS = 400;

/** One conversation in memory: its log, its state, and who listens. */
export class Conversation {
  messages = [];
  state = { state: "bot", busy: false };
  sockets = new Set();
  posted = new Map();
  left = [];
  waiting = new Set();

  constructor(signedIn) {
    this.signedIn = signedIn;
  }

  post(body) {
    const known = this.posted.get(body.client_id);
    if (known) return known;
    const chosen = this.messages
      .flatMap(({ choices }) => choices ?? [])
      .find(({ id }) => id === body.choice_id);
    const attachments = body.attachments?.map((id) => ({ id }));
    const text = chosen?.title ?? body.text;
    const { id, seq } = this.add({ author: "customer", text, attachments });
    this.posted.set(body.client_id, { id, seq });
    this.react(body.choice_id ?? body.text ?? "图片");
    return { id, seq };
  }

  react(said) {
    const { state } = this.state;
    if (state === "queued" && said === "取消排队") {
      this.add({ author: "system", text: "好的，已为您取消排队，继续由智能客服为您服务。" });
      this.setState({ state: "bot" });
    } else if (state === "bot" || state === "closed") this.answer(said);
  }

  /** A message left by the form; it becomes a ticket. */
  leave({ client_id, text, phone }) {
    const known = this.posted.get(client_id);
    if (known) return known;
    this.add({ author: "customer", text });
    const ticket = { ticket_no: "LY20261123008", reply_due: "2026-11-24T20:00:00+08:00" };
    this.posted.set(client_id, ticket);
    this.left.push({ text, phone });
    this.add({ author: "system", text: `已收到您的留言，编号${ticket.ticket_no}，客服将尽快回复您。` });
    return ticket;
  }

  vote(seq, helpful) {
    this.messages[seq - 1].helpful = helpful;
    return { seq, helpful };
  }

  answer(question) {
    if (/转人工/.test(question)) return this.setState({ state: "queued", queue_position: 2 });
    this.setState({ state: "bot", busy: true });
    setTimeout(() => {
      this.add({ author: "bot", ...replyTo(question) });
      this.setState({ state: "bot", busy: false });
    }, THINKING_MS);
  }

  add(message) {
    const stored = {
      id: crypto.randomUUID(),
      seq: this.messages.length + 1,
      created_at: new Date().toISOString(),
      ...message,
    };
    this.messages.push(stored);
    this.tell({ type: "message", message: stored });
    return stored;
  }

  setState(state) {
    this.state = { rated: this.state.rated, ...state };
    this.tell({ type: "state", ...this.state });
  }

  after(seq) {
    const messages = this.messages.filter((message) => message.seq > seq);
    return { messages, last_seq: this.messages.length, busy: false, ...this.state };
  }

  /** Resolves once there is something after `seq`, or after `seconds`. */
  news(seq, seconds) {
    if (this.messages.length > seq || !seconds) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.add(resolve);
      setTimeout(resolve, seconds * 1000);
    });
  }

  attach(socket, lastSeq) {
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
    const { messages } = this.after(lastSeq);
    for (const message of messages) socket.send(JSON.stringify({ type: "message", message }));
    socket.send(JSON.stringify({ type: "state", ...this.state }));
  }

  tell(frame) {
    for (const socket of this.sockets) socket.send(JSON.stringify(frame));
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }

  /** As the service closes the sockets of a token that is no longer good. */
  refuseSockets() {
    for (const socket of this.sockets) socket.close(1008);
  }

  drop() {
    for (const socket of this.sockets) socket.terminate();
  }
}
