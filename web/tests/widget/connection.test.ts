import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Connection } from "../../widget/src/core/connection";
import type { History, ServerFrame } from "../../widget/src/core/protocol";
import { message } from "./samples";

/** A socket whose other end is the test. */
class FakeSocket {
  readyState = 0;
  sent: unknown[] = [];
  onopen = (): void => undefined;
  onmessage = (_: { data: string }): void => undefined;
  onclose = (_: { code: number }): void => undefined;

  accept(): void {
    this.readyState = 1;
    this.onopen();
  }
  frame(frame: object): void {
    this.onmessage({ data: JSON.stringify(frame) });
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(code = 1006): void {
    this.readyState = 3;
    this.onclose({ code });
  }
}

const QUIET: History = { messages: [], last_seq: 0, state: "bot", busy: false };

function harness() {
  const sockets: FakeSocket[] = [];
  const frames: ServerFrame[] = [];
  const statuses: string[] = [];
  const poll = vi.fn<(wait: number) => Promise<History>>(() => new Promise(() => undefined));
  const expired = vi.fn();
  const connection = new Connection({
    openSocket() {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    poll,
    hello: () => ({ token: "t", last_seq: frames.length }),
    onFrame: (frame) => frames.push(frame),
    onStatus: (status) => statuses.push(status),
    onExpired: expired,
  });
  connection.start();
  return { connection, sockets, frames, statuses, poll, expired, last: () => sockets.at(-1)! };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the first frame names the token and the last message heard", () => {
  const { last } = harness();
  last().accept();
  expect(last().sent).toEqual([{ type: "hello", token: "t", last_seq: 0 }]);
});

test("after a drop it comes back and asks for what it missed", () => {
  const { sockets, statuses, last } = harness();
  last().accept();
  last().frame({ type: "message", message: message(1) });
  last().close();
  expect(statuses).toEqual(["online", "offline"]);
  vi.advanceTimersByTime(1_000);
  expect(sockets).toHaveLength(2);
  last().accept();
  expect(last().sent).toEqual([{ type: "hello", token: "t", last_seq: 1 }]);
  expect(statuses).toEqual(["online", "offline", "online"]);
});

test("a ping is answered and not passed on", () => {
  const { frames, last } = harness();
  last().accept();
  last().frame({ type: "ping" });
  expect(last().sent.at(-1)).toEqual({ type: "pong" });
  expect(frames).toEqual([]);
});

test("a socket that falls silent is given up", () => {
  const { sockets, last } = harness();
  last().accept();
  vi.advanceTimersByTime(52_000);
  expect(sockets).toHaveLength(2);
});

test("the network's return ends the wait at once", () => {
  const { sockets, last } = harness();
  last().close();
  dispatchEvent(new Event("online"));
  expect(sockets).toHaveLength(2);
});

test("a refused token ends the connection for good", () => {
  const { sockets, expired, last } = harness();
  last().accept();
  last().close(1008);
  vi.advanceTimersByTime(60_000);
  expect(expired).toHaveBeenCalledOnce();
  expect(sockets).toHaveLength(1);
});

test("where sockets never open it polls, and hands on what it finds", async () => {
  const { sockets, frames, poll, last } = harness();
  poll.mockResolvedValueOnce({ ...QUIET, messages: [message(1)], busy: true });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    last().close();
    await vi.advanceTimersByTimeAsync(4_000);
  }
  expect(sockets).toHaveLength(3);
  expect(poll.mock.calls.map(([wait]) => wait)).toEqual([0, 25]);
  expect(frames).toEqual([
    { type: "message", message: message(1) },
    { type: "state", last_seq: 0, state: "bot", busy: true },
  ]);
});

test("a stopped connection stays stopped", () => {
  const { connection, sockets, last } = harness();
  last().accept();
  connection.stop();
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
});
