import { useMutation } from "@tanstack/react-query";
import { App, Button, Dropdown } from "antd";
import type { ReactNode } from "react";
import type { Me, Presence } from "../core/account";
import { send } from "../core/api";
import { useLive } from "../core/live";
import { useSetMe } from "../core/session";
import { words } from "../words";

const ALL: Presence[] = ["online", "busy", "offline"];

export function PresenceMenu(): ReactNode {
  const { me } = useLive();
  const setMe = useSetMe();
  const { message } = App.useApp();
  const change = useMutation({
    mutationFn: (presence: Presence) => send<Me>("PUT", "/me/presence", { presence }),
    onSuccess: setMe,
    onError: (error) => message.error(error.message),
  });
  const items = ALL.map((key) => ({ key, label: <PresenceLabel presence={key} /> }));
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items,
        selectedKeys: [me.presence],
        onClick: ({ key }) => change.mutate(key as Presence),
      }}
    >
      <Button
        type="text"
        aria-label={`${words.header.presence}：${words.presence[me.presence]}`}
        loading={change.isPending}
      >
        <PresenceLabel presence={me.presence} />
      </Button>
    </Dropdown>
  );
}

export function PresenceLabel({ presence }: { presence: Presence }): ReactNode {
  return (
    <span className="presence">
      <i className={`dot dot--${presence}`} aria-hidden="true" />
      {words.presence[presence]}
    </span>
  );
}
