import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it } from "vitest";
import type { Me } from "../../console/src/core/account";
import { applyFrame, keys, type Rows } from "../../console/src/core/cache";
import type { Thread } from "../../console/src/core/thread";
import { message, note, row } from "./samples";

const me: Me = {
  id: 1,
  username: "wangfang",
  name: "王芳",
  role: "agent",
  presence: "online",
  capacity: 5,
  groups: [],
  permissions: [],
};
let client: QueryClient;
const list = (name: "waiting" | "mine", q = ""): string[] | undefined =>
  client.getQueryData<Rows>(keys.list(name, q))?.rows.map(({ id }) => id);

beforeEach(() => {
  client = new QueryClient();
  client.setQueryData<Rows>(keys.list("waiting"), { rows: [row("a")], more: false });
  client.setQueryData<Rows>(keys.list("mine"), { rows: [], more: false });
  client.setQueryData<Rows>(keys.list("waiting", "林"), { rows: [], more: false });
});

describe("live news", () => {
  it("moves a claimed conversation from one list to the other", () => {
    const claimed = row("a", { version: 2, state: "human", assignee: { id: 1, name: "王芳" } });
    applyFrame(client, me, { type: "row", row: claimed });
    expect([list("waiting"), list("mine")]).toEqual([[], ["a"]]);
  });

  it("leaves it to the server what a filter finds", () => {
    applyFrame(client, me, { type: "row", row: row("b") });
    expect([list("waiting"), list("waiting", "林")]).toEqual([["a", "b"], []]);
  });

  it("knows by the service's word that the member has been set offline", () => {
    client.setQueryData<Me>(keys.me, me);
    const told = { username: "", name: "", role: "agent", groups: [], capacity: 5, load: 0 } as const;
    const presence = (id: number): void =>
      applyFrame(client, me, {
        type: "presence",
        member: { ...told, groups: [], id, presence: "offline", disabled: false },
      });
    presence(2);
    expect(client.getQueryData<Me>(keys.me)?.presence).toBe("online");
    presence(1);
    expect(client.getQueryData<Me>(keys.me)?.presence).toBe("offline");
    applyFrame(client, me, { type: "hello", me, now: "2026-11-23T12:00:00Z" });
    expect(client.getQueryData<Me>(keys.me)?.presence).toBe("online");
  });

  it("takes out what is gone", () => {
    applyFrame(client, me, { type: "gone", id: "a", list: "waiting" });
    expect(list("waiting")).toEqual([]);
  });

  it("adds messages and notes to an open conversation only", () => {
    client.setQueryData<Thread>(keys.thread("a"), {
      messages: [message(1)],
      notes: [],
      earlier: false,
    });
    applyFrame(client, me, { type: "message", conversation_id: "a", message: message(2) });
    applyFrame(client, me, { type: "note", conversation_id: "a", note: note(1, 3) });
    applyFrame(client, me, { type: "message", conversation_id: "b", message: message(1) });
    const held = client.getQueryData<Thread>(keys.thread("a"));
    expect([held?.messages.length, held?.notes.length]).toEqual([2, 1]);
    expect(client.getQueryData(keys.thread("b"))).toBeUndefined();
  });

  it("ends the typing line with the message", () => {
    client.setQueryData<Thread>(keys.thread("a"), { messages: [], notes: [], earlier: false });
    applyFrame(client, me, { type: "typing", conversation_id: "a", who: "customer" });
    expect(client.getQueryData<number>(keys.typing("a"))).toBeGreaterThan(0);
    applyFrame(client, me, { type: "message", conversation_id: "a", message: message(1) });
    expect(client.getQueryData(keys.typing("a"))).toBe(0);
  });
});
