/**
 * A stand-in for the staff API, for looking at the console and for its browser tests: the built pages, the
 * calls in memory, live frames, and `POST /__mock/…` to make things happen.
 *
 *   node dev/console-mock.mjs [port]       0 lets the system choose; the address is printed
 *
 * Accounts: wangfang (agent), lina (supervisor), zhaolei (admin); the password is the account's name.
 */
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { account } from "./console/account.mjs";
import { cases } from "./console/cases.mjs";
import { conversation } from "./console/conversations.mjs";
import { desk } from "./console/desk.mjs";
import { now, ref } from "./console/people.mjs";
import { change, held, reset, say, tell } from "./console/state.mjs";
import { bodyOf, json, jsonOf, refuse, serveFile } from "./http.mjs";

const BASE = "/api/v1/staff";
const RANK = { agent: 0, supervisor: 1, admin: 2 };

reset();

const byPattern = Object.entries({ ...account, ...desk, ...cases }).map(([key, [role, handle]]) => {
  const [method, path] = key.split(" ");
  return { method, pattern: new RegExp(`^${path.replace(":id", "([^/]+)")}$`), role, handle };
});
const tokenOf = (request) => /yida_staff=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];
const memberOf = (request) =>
  held.members.find(({ id }) => id === held.sessions.get(tokenOf(request)));

async function login(request, response) {
  const { username, password } = await jsonOf(request);
  const member = held.members.find((one) => one.username === username && password === username);
  if (held.failures > 4)
    return refuse(response, 429, "too_many_attempts", "尝试次数过多，请稍后再试。");
  if (!member)
    return ((held.failures += 1), refuse(response, 401, "bad_credentials", "账号或密码不正确。"));
  const token = crypto.randomUUID();
  held.sessions.set(token, member.id);
  response.setHeader("set-cookie", `yida_staff=${token}; HttpOnly; SameSite=Strict; Path=${BASE}`);
  json(response, 200, member);
}

async function serveApi(request, response, url) {
  const path = url.pathname.slice(BASE.length);
  held.calls.push(`${request.method} ${path}`);
  if (path === "/login") return login(request, response);
  const me = memberOf(request);
  if (!me) return refuse(response, 401, "unauthenticated", "请先登录。");
  if (request.method !== "GET" && !request.headers["x-yida-console"])
    return refuse(response, 403, "forbidden", "请求被拒绝。");
  const route = byPattern.find(
    ({ method, pattern }) => method === request.method && pattern.test(path),
  );
  if (!route) return refuse(response, 404, "not_found", "没有找到。");
  if (RANK[me.role] < RANK[route.role])
    return refuse(response, 403, "forbidden", "您没有这个权限。");
  const id = decodeURIComponent(route.pattern.exec(path)[1] ?? "");
  const found = path.startsWith("/conversations/") ? held.conversations.get(id) : null;
  if (found === undefined) return refuse(response, 404, "not_found", "没有找到。");
  const body = request.headers["content-type"]?.includes("json")
    ? await jsonOf(request)
    : await bodyOf(request);
  const answer = route.handle({
    me,
    body,
    query: url.searchParams,
    id,
    found,
    response,
    token: tokenOf(request),
  });
  if (response.writableEnded) return;
  if (answer === null || answer === undefined) return response.writeHead(204).end();
  json(response, 200, answer);
}

const controls = {
  reset,
  set: (fields) => void Object.assign(held, fields),
  say: ({ id, ...message }) =>
    void say(held.conversations.get(id), { author: "customer", ...message }),
  typing: ({ id }) => tell({ type: "typing", conversation_id: id, who: "customer" }),
  arrive: ({ number, ...options }) => {
    const made = conversation(number, options);
    held.conversations.set(made.row.id, made);
    tell({ type: "row", row: made.row });
    tell({ type: "counts" });
  },
  row: ({ id, ...fields }) => void change(held.conversations.get(id), fields),
  /** A colleague takes it; `silent`: before this page has heard of it. */
  take: ({ id, silent }) => {
    const found = held.conversations.get(id);
    const taken = { state: "human", assignee: ref(held.members[3]) };
    if (silent) Object.assign(found.row, taken);
    else change(found, taken);
  },
  touchTicket: ({ no }) => void (held.tickets.find((one) => one.no === no).version += 1),
  drop: () => [...held.sockets.keys()].forEach((socket) => socket.close()),
  look: () => ({
    calls: held.calls,
    reviews: held.reviews,
    quick: held.quick,
    conversations: Object.fromEntries(
      [...held.conversations].map(([id, { row, messages, notes }]) => [
        id,
        { row, messages, notes },
      ]),
    ),
  }),
};

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://mock");
  if (url.pathname.startsWith(`${BASE}/`)) return serveApi(request, response, url);
  if (url.pathname.startsWith("/__mock/"))
    return json(
      response,
      200,
      (await controls[url.pathname.slice(8)](await jsonOf(request))) ?? {},
    );
  await serveFile(
    response,
    url.pathname,
    "style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:",
  );
});

const sockets = new WebSocketServer({ noServer: true });
server.on("upgrade", (request, stream, head) => {
  const me = memberOf(request);
  if (!me || held.refuseSockets) return stream.destroy();
  sockets.handleUpgrade(request, stream, head, (socket) => {
    held.sockets.set(socket, { me, watched: null });
    socket.send(JSON.stringify({ type: "hello", me, now: now() }));
    socket.on("close", () => held.sockets.delete(socket));
    socket.on("message", (data) => {
      const frame = JSON.parse(data);
      if (frame.type === "watch") held.sockets.get(socket).watched = frame.conversation_id;
      held.calls.push(`WS ${frame.type}`);
    });
  });
});

server.listen(Number(process.argv[2] ?? 8091), "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${server.address().port}/console/`),
);
