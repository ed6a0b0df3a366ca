import { describe, expect, it } from "vitest";
import { isSlow, secondsLeft, slaText, span, toneOf } from "../../console/src/core/sla";
import { NOON, at } from "./samples";

describe("the countdown", () => {
  it.each([
    [3600, "calm", "剩 1:00:00"],
    [60, "calm", "剩 01:00"],
    [59, "soon", "仅剩 00:59"],
    [0, "soon", "仅剩 00:00"],
    [-1, "late", "超时 00:01"],
    [-95, "late", "超时 01:35"],
  ] as const)("says at %i seconds how urgent it is, in words too", (seconds, tone, text) => {
    expect(toneOf(seconds)).toBe(tone);
    expect(slaText(seconds)).toBe(text);
  });

  it("counts whole seconds to a moment", () => {
    expect(secondsLeft(at(61), NOON)).toBe(61);
    expect(secondsLeft(at(61), NOON + 400)).toBe(61);
    expect(secondsLeft(at(-5), NOON)).toBe(-5);
  });

  it("names long spans by days", () => {
    expect(span(47 * 3600)).toBe("47:00:00");
    expect(span(5 * 86_400)).toBe("5 天");
  });
});

describe("a slow reply", () => {
  it("begins 100 seconds after the customer's message", () => {
    expect(isSlow(at(0), NOON + 99_000)).toBe(false);
    expect(isSlow(at(0), NOON + 100_000)).toBe(true);
    expect(isSlow(null, NOON)).toBe(false);
  });
});
