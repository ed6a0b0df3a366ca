/** What both stand-ins need to speak HTTP. */
import { readFile } from "node:fs/promises";
import { extname, join, normalize, resolve } from "node:path";

const DIST = resolve(import.meta.dirname, "../dist");
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};
const SELF = "default-src 'self'; base-uri 'none'; object-src 'none'";

export const json = (response, status, body) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

export const refuse = (response, status, code, message, more = {}) =>
  json(response, status, { error: { code, message, ...more } });

export async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export const jsonOf = async (request) => JSON.parse((await bodyOf(request)).toString() || "{}");

/** A built file; `policy`: what its page needs besides itself. */
export async function serveFile(response, path, policy = "img-src 'self' blob:") {
  const file = join(DIST, normalize(path.endsWith("/") ? `${path}index.html` : path));
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) return response.writeHead(404).end();
  response.writeHead(200, {
    "content-type": `${TYPES[extname(file)] ?? "application/octet-stream"}; charset=utf-8`,
    "content-security-policy": `${SELF}; connect-src 'self' ws://${response.req.headers.host}; ${policy}`,
  });
  response.end(bytes);
}
