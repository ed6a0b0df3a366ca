import { describe, expect, it } from "vitest";
import { fill, matching, slashQuery, unfilled } from "../../console/src/core/variables";

const replies = [
  { id: 1, group: "结束", title: "结束语", text: "感谢您的问候", shared: true },
  { id: 2, group: "开场", title: "问候", text: "您好", shared: true },
];

describe("quick replies", () => {
  it("fill in what is known and leave the rest to be seen", () => {
    const text = fill("{customer}您好，运单{waybill}", { customer: "林雨桐", waybill: null });
    expect(text).toBe("林雨桐您好，运单{waybill}");
    expect(unfilled(text)).toBe(true);
    expect(unfilled("{其他} 不是变量")).toBe(false);
  });

  it.each([
    ["/", ""],
    ["/问", "问"],
    ["／问", "问"],
    ["、问", "问"],
    ["/问 好", null],
    ["你好/", null],
    ["", null],
  ])("are searched for by a slash at the start: %s", (draft, query) => {
    expect(slashQuery(draft)).toBe(query);
  });

  it("are found by title before text", () => {
    expect(matching(replies, "问候").map(({ id }) => id)).toEqual([2, 1]);
    expect(matching(replies, "没有")).toEqual([]);
  });
});
