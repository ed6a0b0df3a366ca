import { expect, test } from "vitest";
import { lastSeq, merge, type Outgoing, settle, unread } from "../../widget/src/core/log";
import { message } from "./samples";

const sending = (text: string): Outgoing => ({
  body: { client_id: `c-${text}`, text },
  text,
  status: "sending",
});

test("messages that arrive out of order are shown in order", () => {
  const log = merge([message(1), message(4)], [message(3), message(2)]);
  expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(lastSeq(log)).toBe(4);
});

test("a message that arrives twice is shown once, as the service has it", () => {
  const log = merge([message(1, { text: "草稿" })], [message(1, { text: "正文" })]);
  expect(log.map(({ text }) => text)).toEqual(["正文"]);
});

test("an empty log has heard nothing", () => {
  expect(lastSeq([])).toBe(0);
});

test("only others' messages after the last read one count as unread", () => {
  const log = [message(1), message(2), message(3, { author: "customer" }), message(4)];
  expect(unread(log, 1)).toBe(2);
});

test("the service's copy replaces one waiting bubble of the same text", () => {
  const waiting = [sending("你好"), sending("你好"), sending("在吗")];
  const left = settle(waiting, message(9, { author: "customer", text: "你好" }));
  expect(left.map(({ text }) => text)).toEqual(["你好", "在吗"]);
});

test("a bot that repeats the customer's words confirms nothing", () => {
  expect(settle([sending("你好")], message(9, { text: "你好" }))).toHaveLength(1);
});

test("a failed bubble stays until it is sent again", () => {
  const failed: Outgoing = { ...sending("你好"), status: "failed" };
  expect(settle([failed], message(9, { author: "customer", text: "你好" }))).toEqual([failed]);
});
