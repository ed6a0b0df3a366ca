import { expect, test } from "vitest";
import { mobilePhone } from "../../widget/src/core/phone";

test.each([
  ["13800001234", "13800001234"],
  [" 138 0000-1234 ", "13800001234"],
  ["+86 13800001234", "13800001234"],
  ["008613800001234", "13800001234"],
  ["23800001234", null],
  ["1380000123", null],
  ["138000012345", null],
  ["我的电话", null],
  ["", null],
])("%j is the phone %s", (written, phone) => {
  expect(mobilePhone(written)).toBe(phone);
});
