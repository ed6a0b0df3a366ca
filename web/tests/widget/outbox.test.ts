import { expect, test } from "vitest";
import { ApiError } from "../../widget/src/core/api";
import { Outbox } from "../../widget/src/core/outbox";
import type { OutgoingBody } from "../../widget/src/core/protocol";
import { INITIAL } from "../../widget/src/core/state";
import { Store } from "../../widget/src/core/store";

/** Stores by client id like the service; `failures` sends are refused first. */
class FakeService {
  readonly stored = new Map<string, { id: string; seq: number }>();
  readonly bodies: OutgoingBody[] = [];

  constructor(private failures = 0) {}

  send = async (body: OutgoingBody): Promise<{ id: string; seq: number }> => {
    this.bodies.push(body);
    if (this.failures-- > 0) throw new ApiError(503, "unavailable", "服务暂时不可用");
    const seq = this.stored.size + 1;
    const answer = this.stored.get(body.client_id) ?? { id: `m${seq}`, seq };
    this.stored.set(body.client_id, answer);
    return answer;
  };
}

function outboxTo(service: FakeService) {
  const store = new Store(INITIAL);
  const outbox = new Outbox(service, store);
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { store, outbox, settled };
}

test("a message is shown at once and confirmed later", async () => {
  const { store, outbox, settled } = outboxTo(new FakeService());
  outbox.send("你好", { text: "你好" });
  expect(store.get().outgoing.map(({ status }) => status)).toEqual(["sending"]);
  await settled();
  expect(store.get().outgoing).toEqual([]);
  expect(store.get().messages.map(({ text, author }) => [author, text])).toEqual([
    ["customer", "你好"],
  ]);
});

test("messages written in haste keep their order", async () => {
  const { store, outbox, settled } = outboxTo(new FakeService());
  for (const text of ["一", "二", "三"]) outbox.send(text, { text });
  await settled();
  expect(store.get().messages.map(({ text }) => text)).toEqual(["一", "二", "三"]);
});

test("a refused message says why, and a retry goes out under its old id", async () => {
  const service = new FakeService(1);
  const { store, outbox, settled } = outboxTo(service);
  outbox.send("你好", { text: "你好" });
  await settled();
  const failed = store.get().outgoing[0]!;
  expect(failed).toMatchObject({ status: "failed", reason: "服务暂时不可用" });
  outbox.retry(failed);
  await settled();
  expect(store.get().outgoing).toEqual([]);
  expect(new Set(service.bodies.map(({ client_id }) => client_id)).size).toBe(1);
  expect(service.stored.size).toBe(1);
});

test("a chosen button sends its id and shows its title", async () => {
  const service = new FakeService();
  const { store, outbox, settled } = outboxTo(service);
  outbox.send("确认", { choice_id: "3-1" });
  await settled();
  expect(service.bodies[0]).toMatchObject({ choice_id: "3-1" });
  expect(service.bodies[0]).not.toHaveProperty("text");
  expect(store.get().messages[0]?.text).toBe("确认");
});
