/** The page that embeds the widget, spoken to through its loader. */

export interface HostInit {
  /** What `save` was last given in this browser, or null on a first visit. */
  saved: string | null;
  identity: string | null;
  open: boolean;
}

type FromHost =
  | ({ type: "init" } & HostInit)
  | { type: "open" }
  | { type: "close" }
  | { type: "identify"; identity: string | null };

export interface HostHandlers {
  init(init: HostInit): void;
  open(): void;
  close(): void;
  identify(identity: string | null): void;
}

export interface Host {
  save(state: string): void;
  unread(count: number): void;
  close(): void;
}

/**
 * Messages are taken from and given to the parent window at `origin` alone: the loader names its origin
 * in the frame's address, and the browser vouches for it on every message.
 */
export function connectHost(origin: string, handlers: HostHandlers): Host {
  const tell = (message: object): void => parent.postMessage(message, origin);
  addEventListener("message", ({ source, origin: sender, data }: MessageEvent<FromHost>) => {
    if (source !== parent || sender !== origin) return;
    if (data.type === "init") handlers.init(data);
    else if (data.type === "open") handlers.open();
    else if (data.type === "close") handlers.close();
    else if (data.type === "identify") handlers.identify(data.identity);
  });
  tell({ type: "ready" });
  return {
    save: (state) => tell({ type: "save", state }),
    unread: (count) => tell({ type: "unread", count }),
    close: () => tell({ type: "close" }),
  };
}
