import { describe, expect, it } from "vitest";
import { covered, overlaps, pieces, sameMarks, stretch } from "../../console/src/review/marking";

const TEXT = "从杭州😊寄到成都";

describe("marking a text", () => {
  it("counts code points, so that an emoji is one", () => {
    const from = TEXT.indexOf("成都");
    const city = stretch(TEXT, from, from + 2);
    expect(city).toEqual({ start: 6, end: 8 });
    expect(covered(TEXT, city!)).toBe("成都");
  });

  it("leaves blanks at the ends out", () => {
    expect(stretch("寄到 成都 吗", 2, 6)).toEqual({ start: 3, end: 5 });
    expect(stretch("寄到  成都", 2, 4)).toBeNull();
  });

  it("refuses what overlaps, not what touches", () => {
    const marks = [{ start: 1, end: 3, entity: "city" }];
    expect(overlaps(marks, { start: 2, end: 4 })).toBe(true);
    expect(overlaps(marks, { start: 3, end: 4 })).toBe(false);
  });

  it("cuts the text at the marks without losing a letter", () => {
    const marks = [
      { start: 6, end: 8, entity: "city" },
      { start: 1, end: 3, entity: "city" },
    ];
    const cut = pieces(TEXT, marks);
    expect(cut.map(({ text }) => text).join("")).toBe(TEXT);
    expect(cut.filter(({ mark }) => mark).map(({ text }) => text)).toEqual(["杭州", "成都"]);
  });

  it("sees the same label in another order", () => {
    const one = { start: 1, end: 3, entity: "city", role: "origin" };
    const two = { start: 6, end: 8, entity: "city" };
    expect(sameMarks([one, two], [two, one])).toBe(true);
    expect(sameMarks([one], [{ ...one, role: "destination" }])).toBe(false);
  });
});
