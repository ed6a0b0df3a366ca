import { render } from "preact";
import { Api } from "./core/api";
import { Chat } from "./core/chat";
import { connectHost } from "./core/host";
import { page } from "./page";
import { App } from "./view/App";
import { locale, words } from "./words";

const API_BASE = "/api/v1";

document.documentElement.lang = locale;
document.title = words.title;

const chat = new Chat({
  api: new Api(API_BASE),
  socketUrl: `${location.origin.replace(/^http/, "ws")}${API_BASE}/ws`,
  locale,
});
chat.host = connectHost(page.hostOrigin, {
  init: (init) => chat.init(init),
  open: () => chat.open(),
  close: () => chat.close(),
  identify: (identity) => chat.identify(identity),
});

render(<App chat={chat} />, document.getElementById("app")!);
