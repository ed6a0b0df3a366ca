/** Fails when a built part weighs more, gzipped, than a host page should have to carry. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const built = resolve(import.meta.dirname, "../dist/widget");
const files = readdirSync(built, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const isLoader = (file) => file.endsWith("loader.js");
const weigh = (list) =>
  list.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);

const parts = [
  { name: "loader", limit: 2 * 1024, bytes: weigh(files.filter(isLoader)) },
  { name: "widget", limit: 25 * 1024, bytes: weigh(files.filter((file) => !isLoader(file))) },
];
for (const { name, limit, bytes } of parts) console.log(`${name}: ${bytes} of ${limit} bytes`);
if (parts.some(({ bytes, limit }) => bytes > limit)) process.exit(1);
