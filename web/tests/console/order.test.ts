import { describe, expect, it } from "vitest";
import type { Row } from "../../console/src/core/desk";
import { belongs, waitingFirst, withRow } from "../../console/src/core/order";
import { at, row } from "./samples";

const me = { id: 1 };
const of = (tier: "A" | "B" | "C" | "D") => ({ id: 9, name: "客户", tier });
const ids = (rows: Row[]): string => rows.map(({ id }) => id).join(" ");

describe("the queue", () => {
  it("goes by deadline, then tier, then who came first", () => {
    const rows = [
      row("later", { due_at: at(400), customer: of("A") }),
      row("second", { queued_at: at(9), customer: of("B") }),
      row("first", { queued_at: at(1), customer: of("B") }),
      row("tier", { queued_at: at(20), customer: of("A") }),
      row("visitor"),
      row("open", { due_at: null }),
    ];
    expect(ids(rows.toSorted(waitingFirst))).toBe("tier first second visitor later open");
  });

  it("puts a new one at its place", () => {
    const rows = [row("a", { due_at: at(100) }), row("c", { due_at: at(300) })];
    expect(ids(withRow(rows, row("b", { due_at: at(200) }), "waiting", me))).toBe("a b c");
  });

  it("leaves the others where they are when one changes", () => {
    const rows = [row("a"), row("b"), row("c")];
    const changed = withRow(rows, row("b", { version: 2, topic: "track_shipment" }), "waiting", me);
    expect(ids(changed)).toBe("a b c");
    expect(changed[1]!.topic).toBe("track_shipment");
    expect(changed[0]).toBe(rows[0]);
  });

  it("lets go of one that a colleague took", () => {
    const taken = row("a", { version: 2, state: "human", assignee: { id: 2, name: "孙燕" } });
    expect(ids(withRow([row("a"), row("b")], taken, "waiting", me))).toBe("b");
  });

  it("does not go back to what is older", () => {
    const rows = [row("a", { version: 5 })];
    expect(withRow(rows, row("a", { version: 4, state: "closed" }), "waiting", me)).toBe(rows);
  });
});

describe("a list", () => {
  const mine = row("m", { state: "human", assignee: { id: 1, name: "王芳" } });
  const theirs = row("t", { state: "human", assignee: { id: 2, name: "孙燕" } });
  it.each([
    [row("q"), "waiting all"],
    [mine, "mine all"],
    [theirs, "all"],
    [row("b", { state: "bot" }), "bot all"],
    [row("e", { state: "bot", closed_at: at(5) }), "bot closed all"],
    [row("c", { state: "closed" }), "closed"],
  ])("holds $id", (one, lists) => {
    const all = ["waiting", "mine", "bot", "closed", "all"] as const;
    expect(all.filter((list) => belongs(one, list, me)).join(" ")).toBe(lists);
  });
});
