import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Chat } from "../core/chat";
import type { ChatState } from "../core/state";

export const ChatContext = createContext<Chat | null>(null);

export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (!chat) throw new Error("useChat outside of ChatContext");
  return chat;
}

/** The chat's state, kept current. */
export function useChatState(): ChatState {
  const { store } = useChat();
  const [state, setState] = useState(store.get);
  useEffect(() => {
    setState(store.get);
    return store.subscribe(() => setState(store.get));
  }, [store]);
  return state;
}
