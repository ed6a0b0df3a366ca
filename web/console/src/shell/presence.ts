import { useMutation } from "@tanstack/react-query";
import { App } from "antd";
import type { Me, Presence } from "../core/account";
import { send } from "../core/api";
import { useSetMe } from "../core/session";

export function usePresence() {
  const setMe = useSetMe();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (presence: Presence) => send<Me>("PUT", "/me/presence", { presence }),
    onSuccess: setMe,
    onError: (error) => message.error(error.message),
  });
}
