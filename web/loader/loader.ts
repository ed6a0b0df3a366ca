/**
 * The one script that a host page embeds: a launcher button now, the widget's frame once it is likely to
 * be wanted. It keeps the widget's state in the host page's own storage, because a frame's storage may be
 * blocked as third-party, and hands it over by `postMessage` to the widget's origin alone.
 *
 * Attributes of the script tag: `data-identity` (a signed host identity), `data-lang`, `data-label`.
 */
import { appearance } from "./style";

type FromFrame =
  | { type: "ready" }
  | { type: "save"; state: string }
  | { type: "unread"; count: number }
  | { type: "close" };

const KEY = "yida";
const script = document.currentScript as HTMLScriptElement;
const { lang, label = "在线客服", identity: signed = null } = script.dataset;
const address = new URL("index.html", script.src);
const hash = new URLSearchParams({ origin: location.origin, lang: lang ?? "" });
address.hash = hash.toString();

let identity: string | null = signed;
let frame: HTMLIFrameElement | undefined;
let ready = false;
let opened = false;
let memory: string | null = null;

const storage = {
  get(): string | null {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return memory;
    }
  },
  set(state: string): void {
    memory = state;
    try {
      localStorage.setItem(KEY, state);
    } catch {
      // Storage is blocked or full: the conversation lasts as long as the page.
    }
  },
};

const home = document.createElement("yida-widget");
const root = home.attachShadow({ mode: "open" });
root.adoptedStyleSheets = [appearance()];
const launcher = document.createElement("button");
launcher.type = "button";
launcher.className = "launcher";
launcher.ariaLabel = launcher.title = label;
launcher.ariaExpanded = "false";
launcher.ariaHasPopup = "dialog";
const badge = document.createElement("span");
badge.className = "badge";
badge.hidden = true;
launcher.append(drawing("M4 11a8 8 0 1 1 3.6 6.7L4 19l1.2-3.4A8 8 0 0 1 4 11zM8.5 11h.01M12 11h.01M15.5 11h.01"), badge);
root.append(launcher);

function drawing(path: string): SVGElement {
  const make = (name: string): SVGElement =>
    document.createElementNS("http://www.w3.org/2000/svg", name);
  const svg = make("svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  const line = make("path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

function prepare(): void {
  if (frame) return;
  frame = document.createElement("iframe");
  frame.title = label;
  frame.allow = "clipboard-write";
  frame.src = address.href;
  frame.hidden = !opened;
  root.append(frame);
}

function tell(message: object): void {
  if (ready) frame?.contentWindow?.postMessage(message, address.origin);
}

function show(open: boolean): void {
  opened = open;
  prepare();
  frame!.hidden = !open;
  launcher.ariaExpanded = String(open);
  home.classList.toggle("open", open);
  // The frame, once told, puts the focus on its field; from another process ours could come after that
  // and take the keys away again.
  if (open) frame!.focus();
  else launcher.focus();
  tell({ type: open ? "open" : "close" });
}

function unread(count: number): void {
  badge.hidden = !count;
  badge.textContent = count > 99 ? "99+" : String(count);
  launcher.ariaLabel = count ? `${label} (${count})` : label;
}

addEventListener("message", ({ source, origin, data }: MessageEvent<FromFrame>) => {
  if (!frame || source !== frame.contentWindow || origin !== address.origin) return;
  if (data.type === "ready") {
    ready = true;
    tell({ type: "init", saved: storage.get(), identity, open: opened });
  } else if (data.type === "save") storage.set(data.state);
  else if (data.type === "unread") unread(data.count);
  else if (data.type === "close") show(false);
});
addEventListener("keydown", ({ key }) => key === "Escape" && opened && show(false));
launcher.addEventListener("click", () => show(!opened));
launcher.addEventListener("pointerenter", prepare);
document.body.append(home);

// A conversation under way goes on telling of replies; otherwise the frame waits for an idle moment.
if (storage.get()) prepare();
else if ("requestIdleCallback" in window) requestIdleCallback(prepare);

Object.assign(window, {
  Yida: {
    open: () => show(true),
    close: () => show(false),
    /** Signs a customer in by a signed identity, or (null) out. */
    identify(jwt: string | null) {
      identity = jwt;
      tell({ type: "identify", identity });
    },
  },
});
