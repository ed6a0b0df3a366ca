/** The live line for as long as somebody is signed in. */

import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Me } from "./account";
import { address } from "./api";
import { applyFrame, keys } from "./cache";
import { LiveLine, type Watched } from "./socket";

interface Live {
  me: Me;
  online: boolean;
  watch(watched: Watched | null): void;
  typing(conversation: string): void;
}

const Context = createContext<Live | null>(null);

export function useLive(): Live {
  const live = useContext(Context);
  if (!live) throw new Error("useLive outside of LiveProvider");
  return live;
}

/** How often a page asks by itself while the live line is down. */
export const POLL_MS = 5_000;

export function LiveProvider({ me, children }: { me: Me; children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const [online, setOnline] = useState(true);
  const [line, setLine] = useState<LiveLine | null>(null);
  const { id } = me;

  useEffect(() => {
    let wasOnline = true;
    const opened = new LiveLine({
      open: () => new WebSocket(new URL(address("/ws"), location.href.replace(/^http/, "ws"))),
      onFrame: (frame) => {
        if (frame.type === "signed_out") void client.invalidateQueries({ queryKey: keys.me });
        else applyFrame(client, me, frame);
      },
      onStatus: (now) => {
        setOnline(now);
        if (now && !wasOnline) void client.invalidateQueries();
        wasOnline = now;
      },
    });
    opened.start();
    setLine(opened);
    return () => opened.stop();
    // `me` changes with each change of presence; the line belongs to the member.
  }, [client, id]);

  const live = useMemo<Live>(
    () => ({
      me,
      online,
      watch: (watched) => line?.watch(watched),
      typing: (conversation) => line?.typing(conversation),
    }),
    [me, online, line],
  );
  return <Context value={live}>{children}</Context>;
}
