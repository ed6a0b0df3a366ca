import { Button, Dropdown } from "antd";
import type { ReactNode } from "react";
import type { Presence } from "../core/account";
import { useLive } from "../core/live";
import { words } from "../words";
import { usePresence } from "./presence";

const ALL: Presence[] = ["online", "busy", "offline"];

export function PresenceMenu(): ReactNode {
  const { me } = useLive();
  const change = usePresence();
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
