import { expect, test } from "vitest";
import { backoff } from "../../widget/src/core/backoff";

test.each([
  [1, 500, 1_000],
  [2, 1_000, 2_000],
  [4, 4_000, 8_000],
  [50, 15_000, 30_000],
])("after %i failures the wait is between %i and %i ms", (failures, least, most) => {
  expect(backoff(failures, () => 0)).toBe(least);
  expect(backoff(failures, () => 1)).toBe(most);
});
