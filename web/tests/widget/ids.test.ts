import { expect, test } from "vitest";
import { clientId } from "../../widget/src/core/ids";

const UUID4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What a page served over plain http sees. */
const insecure = {
  getRandomValues: crypto.getRandomValues.bind(crypto),
} as unknown as Crypto;

test.each([
  ["a secure page", crypto],
  ["a plain-http page", insecure],
])("%s makes distinct version 4 UUIDs", (_, source) => {
  const ids = Array.from({ length: 100 }, () => clientId(source));
  for (const id of ids) expect(id).toMatch(UUID4);
  expect(new Set(ids).size).toBe(100);
});
