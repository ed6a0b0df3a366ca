import { expect, test } from "vitest";
import { fileProblem } from "../../widget/src/core/files";
import { localeFor } from "../../widget/src/words";

test.each([
  ["zh-CN", "zh-CN"],
  ["zh-Hans-SG", "zh-CN"],
  ["zh-TW", "zh-TW"],
  ["zh-Hant-HK", "zh-TW"],
  ["en-GB", "en"],
  ["fr", "zh-CN"],
])("a browser in %s is spoken to in %s", (language, locale) => {
  expect(localeFor(language)).toBe(locale);
});

test.each([
  ["photo.png", "image/png", 8 * 1024 * 1024, null],
  ["photo.png", "image/png", 8 * 1024 * 1024 + 1, /photo\.png.*8 MB/],
  ["run.exe", "application/x-msdownload", 10, /run\.exe/],
  ["drawing.svg", "image/svg+xml", 10, /drawing\.svg/],
])("%s (%s, %i bytes) is judged", (name, type, size, problem) => {
  const found = fileProblem({ name, type, size });
  if (problem) expect(found).toMatch(problem);
  else expect(found).toBeNull();
});
