import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Chat } from "../core/chat";
import { sent } from "../words/sent";
import { Composer } from "./Composer";
import { ChatContext, useChat, useChatState } from "./context";
import { DropZone } from "./DropZone";
import { Header } from "./Header";
import { MessageLog } from "./MessageLog";
import { OrderPicker } from "./OrderPicker";
import { QuickBar } from "./QuickBar";
import { StatusBanner } from "./StatusBanner";

export function App({ chat }: { chat: Chat }): JSX.Element {
  return (
    <ChatContext.Provider value={chat}>
      <Panel />
    </ChatContext.Provider>
  );
}

function Panel(): JSX.Element {
  const chat = useChat();
  const { signedIn, open } = useChatState();
  const [picking, setPicking] = useState(false);
  const track = (): void => (signedIn ? setPicking(true) : chat.send(sent.track));

  useEffect(() => {
    if (!open) setPicking(false);
  }, [open]);

  useEffect(() => {
    const onKey = ({ key, isComposing }: KeyboardEvent): void => {
      // The picker closes itself, and gives the focus back.
      if (key === "Escape" && !isComposing && !picking) chat.host?.close();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [chat, picking]);

  return (
    <DropZone>
      <Header />
      <StatusBanner />
      <MessageLog />
      {picking && <OrderPicker onDone={() => setPicking(false)} />}
      <footer class="foot">
        <QuickBar onTrack={track} />
        <Composer />
      </footer>
    </DropZone>
  );
}
