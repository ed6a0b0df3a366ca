import { describe, expect, it } from "vitest";
import { address } from "../../console/src/core/api";
import { duration, figure, toFen } from "../../console/src/core/format";
import { compared, points } from "../../console/src/models/comparison";

describe("figures in words", () => {
  it.each([
    [0.942, "share", "94.2%"],
    [42, "seconds", "42 秒"],
    [4.6, "stars", "4.6 星"],
    [3.25, "per_10k", "3.25 /万票"],
    [12, "", "12"],
    [null, "share", "—"],
  ])("%s %s", (value, unit, text) => expect(figure(value, unit)).toBe(text));

  it("tell a time in the largest unit that fits", () => {
    expect([119, 120, 7_200, 200_000].map(duration)).toEqual([
      "119 秒",
      "2 分钟",
      "2 小时",
      "2.3 天",
    ]);
  });

  it("turn yuan into whole fen", () =>
    expect([0.01, 19.99, 1.005].map(toFen)).toEqual([1, 1999, 100]));
});

describe("two models", () => {
  it("are compared with what got worse first", () => {
    const report = {
      overall: { candidate: 0.9, active: 0.9 },
      intents: [
        { intent: "better", candidate: 0.9, active: 0.8, n: 10 },
        { intent: "worse", candidate: 0.7, active: 0.8, n: 10 },
      ],
    };
    expect(compared(report).map(({ intent, change }) => `${intent} ${points(change)}`)).toEqual([
      "worse -10.0",
      "better +10.0",
    ]);
  });
});

describe("an address", () => {
  it("leaves empty parameters out", () => {
    expect(address("/tickets", { q: "", mine: false, limit: 0, state: "open", before: null })).toBe(
      "/api/v1/staff/tickets?limit=0&state=open",
    );
  });
});
