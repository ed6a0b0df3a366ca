import { Button } from "antd";
import type { ReactNode } from "react";
import { useLive } from "../core/live";
import { words } from "../words";
import { usePresence } from "./presence";

/** Why nothing is offered: after signing in a member is offline until they say otherwise. */
export function AwayNotice(): ReactNode {
  const { me } = useLive();
  const change = usePresence();
  if (me.presence === "online") return null;
  return (
    <p className="away" role="status">
      {words.away[me.presence]}
      <Button
        type="primary"
        size="small"
        loading={change.isPending}
        onClick={() => change.mutate("online")}
      >
        {words.away.back}
      </Button>
    </p>
  );
}
