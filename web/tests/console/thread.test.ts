import { describe, expect, it } from "vitest";
import {
  entries,
  fromPage,
  hasGap,
  type Thread,
  unsent,
  withEarlier,
  withMessages,
} from "../../console/src/core/thread";
import { at, message, note } from "./samples";

const thread = (...seqs: number[]): Thread => ({
  messages: seqs.map((seq) => message(seq)),
  notes: [],
  earlier: false,
});
const seqs = ({ messages }: Thread): number[] => messages.map(({ seq }) => seq);
const page = (...numbers: number[]) => ({ ...thread(...numbers), last_seq: 9, now: at(0) });

describe("a conversation", () => {
  it("keeps its order however messages come in, each of them once", () => {
    expect(seqs(withMessages(thread(1, 3), [message(2), message(3)]))).toEqual([1, 2, 3]);
  });

  it("takes the newer of two versions of a message", () => {
    const confirmed = withMessages(thread(1), [message(1, { delivery: "failed" })]);
    expect(confirmed.messages[0]!.delivery).toBe("failed");
  });

  it("notices a message that was missed", () => {
    expect(hasGap(thread(1, 2), message(4))).toBe(true);
    expect(hasGap(thread(1, 2), message(3))).toBe(false);
    expect(hasGap(thread(1, 2), message(1))).toBe(false);
    expect(hasGap(thread(), message(7))).toBe(false);
  });

  it("knows whether older messages are left", () => {
    expect(fromPage(page(5, 6)).earlier).toBe(true);
    expect(withEarlier(fromPage(page(5, 6)), page(1, 2, 3, 4)).earlier).toBe(false);
  });

  it("shows notes where they were written", () => {
    const held = { ...thread(1, 5), notes: [note(1, 3), note(2, 8)] };
    expect(entries(held).map(({ key }) => key)).toEqual(["m1", "n1", "m5", "n2"]);
  });

  it("shows a reply on its way until its message is there", () => {
    const reply = { client_id: "x", text: "您好", attachments: [], failed: null, at: at(0) };
    expect(unsent([reply], thread(1))).toEqual([reply]);
    expect(unsent([reply], { ...thread(), messages: [message(2, { client_id: "x" })] })).toEqual(
      [],
    );
  });
});
