/**
 * A stand-in for the service, for looking at the pages and for the browser tests: the Customer API in
 * memory with a scripted assistant, the built pages, and `POST /__mock/…` to make things happen.
 *
 *   node dev/mock.mjs [port]       0 lets the system choose; the address is printed
 */
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { Conversation } from "./conversation.mjs";
import { bodyOf, json, jsonOf, refuse, serveFile } from "./http.mjs";
import { orders } from "./replies.mjs";

const CUSTOMERS = [
  { external_id: "C1001", name: "王晓明", tier: "A" },
  { external_id: "C1002", name: "林雨桐", tier: "B" },
  { external_id: "C1003", name: "陈建国", tier: "C" },
];
const HOST_PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>宿主页面</title></head>
<body><main><h1>宿主页面</h1><button id="before">页面按钮</button></main>
<script src="WIDGET/loader.js" data-lang="LANG" defer></script></body></html>`;

/** What the tests can see and set; `reset` makes it anew. */
const fresh = () => ({
  conversations: new Map(),
  calls: [],
  ratings: [],
  codes: [],
  uploads: new Map(),
  failSends: 0,
  loseAnswers: 0,
  refuseCodes: false,
  refuseSockets: false,
});
let world = fresh();

/** The one-time code that is right. */
const CODE = "246810";

const latest = () => [...world.conversations.values()].at(-1);

function opened(conversation) {
  const token = crypto.randomUUID();
  world.conversations.set(token, conversation);
  return { token, conversation_id: token, expires_at: new Date(Date.now() + 864e5) };
}

/** Does what was asked, unless the test wants the call to fail or its answer to be lost. */
function take(response, status, act) {
  if (world.failSends > 0) {
    world.failSends -= 1;
    return refuse(response, 503, "unavailable", "服务暂时不可用，请稍后再试。");
  }
  const answer = act();
  if (world.loseAnswers > 0) {
    world.loseAnswers -= 1;
    return response.writeHead(502).end();
  }
  json(response, status, answer);
}

const api = {
  async "POST /sessions"(request, response) {
    const { identity } = await jsonOf(request);
    json(response, 201, opened(new Conversation(Boolean(identity))));
  },
  async "POST /messages"(request, response, conversation) {
    const body = await jsonOf(request);
    take(response, 202, () => conversation.post(body));
  },
  async "POST /left-messages"(request, response, conversation) {
    const body = await jsonOf(request);
    take(response, 201, () => conversation.leave(body));
  },
  async "POST /codes"(request, response) {
    const { phone } = await jsonOf(request);
    if (world.refuseCodes)
      return refuse(response, 429, "too_many_codes", "获取验证码太频繁了，请稍后再试。");
    world.codes.push(phone);
    json(response, 202, { expires_at: new Date(Date.now() + 3e5) });
  },
  async "POST /codes/verify"(request, response, conversation) {
    if ((await jsonOf(request)).code !== CODE)
      return refuse(response, 400, "wrong_code", "验证码不正确或已失效，请重新输入或重新获取。");
    for (const [token, held] of world.conversations)
      if (held === conversation) world.conversations.delete(token);
    conversation.signedIn = true;
    conversation.refuseSockets();
    json(response, 200, opened(conversation));
  },
  async "GET /messages"(request, response, conversation, query) {
    await conversation.news(Number(query.get("after") ?? 0), Number(query.get("wait") ?? 0));
    json(response, 200, conversation.after(Number(query.get("after") ?? 0)));
  },
  async "POST /attachments"(request, response) {
    const parts = await bodyOf(request);
    const type = /content-type: ([\w/]+)\r\n\r\n/i.exec(parts.toString("latin1"));
    const start = type.index + type[0].length;
    const id = crypto.randomUUID();
    world.uploads.set(id, {
      type: type[1],
      bytes: parts.subarray(start, parts.lastIndexOf("\r\n--")),
    });
    json(response, 201, { id });
  },
  async "POST /rating"(request, response, conversation) {
    if (conversation.state.rated) return refuse(response, 409, "already_rated", "您已经评价过了。");
    world.ratings.push(await jsonOf(request));
    conversation.state.rated = true;
    json(response, 201, {});
  },
  async "POST /feedback"(request, response, conversation) {
    const { seq, helpful } = await jsonOf(request);
    take(response, 200, () => conversation.vote(seq, helpful));
  },
  async "GET /orders"(request, response, conversation) {
    if (!conversation.signedIn)
      return refuse(response, 403, "sign_in_required", "请先登录后再查看。");
    json(response, 200, { orders });
  },
};

async function serveApi(request, response, url) {
  const path = url.pathname.slice("/api/v1".length);
  world.calls.push(`${request.method} ${path}`);
  const conversation = world.conversations.get(
    request.headers.authorization?.slice("Bearer ".length),
  );
  if (!conversation && path !== "/sessions")
    return refuse(response, 401, "unauthenticated", "登录已失效，请重新打开会话。");
  const upload = world.uploads.get(path.slice("/attachments/".length));
  if (upload) return response.writeHead(200, { "content-type": upload.type }).end(upload.bytes);
  const handler = api[`${request.method} ${path}`];
  if (!handler) return refuse(response, 404, "not_found", "没有找到您要的内容。");
  await handler(request, response, conversation, url.searchParams);
}

const controls = {
  reset: () => {
    for (const conversation of world.conversations.values()) conversation.drop();
    world = fresh();
  },
  set: (change) => Object.assign(world, change),
  say: (message) => latest().add(message),
  state: (state) => latest().setState(state),
  typing: () => latest().tell({ type: "typing", author: "agent" }),
  drop: () => latest().drop(),
  look: () => ({
    calls: world.calls,
    ratings: world.ratings,
    codes: world.codes,
    left: latest()?.left ?? [],
    messages: latest()?.messages ?? [],
  }),
};

function identity(customer) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return [encode({ alg: "HS256" }), encode({ sub: customer }), "signature"].join(".");
}

/** A host page; `widget` (an origin) lets it take the widget from another site than its own. */
function serveHost(response, query) {
  const origin = query.get("widget") ?? "";
  const page = HOST_PAGE.replace("WIDGET", `${origin}/widget`).replace(
    "LANG",
    query.get("lang") ?? "",
  );
  const policy = `default-src 'none'; script-src 'self' ${origin}; frame-src 'self' ${origin}`;
  response
    .writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
    })
    .end(page);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://mock");
  const { pathname, searchParams } = url;
  if (pathname.startsWith("/api/v1/")) return serveApi(request, response, url);
  if (pathname.startsWith("/__mock/"))
    return json(response, 200, (await controls[pathname.slice(8)](await jsonOf(request))) ?? {});
  if (pathname === "/demo/customers") return json(response, 200, CUSTOMERS);
  if (pathname === "/demo/identity")
    return json(response, 200, { identity: identity(searchParams.get("customer")) });
  if (pathname === "/host") return serveHost(response, searchParams);
  await serveFile(response, pathname);
});

const sockets = new WebSocketServer({ noServer: true });
server.on("upgrade", (request, stream, head) => {
  if (world.refuseSockets) return stream.destroy();
  sockets.handleUpgrade(request, stream, head, (socket) => {
    socket.once("message", (data) => {
      const { token, last_seq } = JSON.parse(data);
      const conversation = world.conversations.get(token);
      if (conversation) conversation.attach(socket, last_seq);
      else socket.close(1008);
    });
  });
});

server.listen(Number(process.argv[2] ?? 8090), "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${server.address().port}/demo/`),
);
