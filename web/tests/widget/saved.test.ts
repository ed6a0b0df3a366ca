import { expect, test } from "vitest";
import { NOTHING, parseSaved, subjectOf } from "../../widget/src/core/saved";

const jwt = (payload: object): string => `h.${btoa(JSON.stringify(payload))}.s`;

test("what was saved comes back", () => {
  const saved = { token: "t", subject: "C1", proved: true, readSeq: 7 };
  expect(parseSaved(JSON.stringify(saved))).toEqual(saved);
});

test.each([null, "", "null", "{", "[]", '{"token":5}'])("%j counts as a first visit", (text) => {
  expect(parseSaved(text)).toEqual(NOTHING);
});

test("two identities of one customer name the same person", () => {
  expect(subjectOf(jwt({ sub: "C1", iat: 1 }))).toBe(subjectOf(jwt({ sub: "C1", iat: 2 })));
  expect(subjectOf(jwt({ sub: "C2" }))).toBe("C2");
});

test("no identity is a visitor, and an unreadable one is nobody else", () => {
  expect(subjectOf(null)).toBe("");
  expect(subjectOf("rubbish")).toBe("rubbish");
});
