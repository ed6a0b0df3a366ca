import { useQueryClient } from "@tanstack/react-query";
import { Button, Tooltip } from "antd";
import type { ReactNode } from "react";
import { keys } from "../core/cache";
import type { Row } from "../core/desk";
import type { Thread } from "../core/thread";
import { words } from "../words";
import { useSuggestions } from "./queries";

export function Suggestions({
  row,
  onUse,
}: {
  row: Row;
  onUse: (text: string) => void;
}): ReactNode {
  const thread = useQueryClient().getQueryData<Thread>(keys.thread(row.id));
  const asked = thread?.messages.findLast(({ author }) => author === "customer")?.seq ?? 0;
  const { data = [] } = useSuggestions(row.id, asked, asked > 0);
  if (!data.length) return null;
  return (
    <div className="suggestions" role="group" aria-label={words.composer.suggestions}>
      <span className="quiet">{words.composer.suggestions}</span>
      {data.slice(0, 3).map(({ key, title, text }) => (
        <Tooltip key={key} title={text}>
          <Button
            size="small"
            aria-label={words.composer.useSuggestion(title)}
            onClick={() => onUse(text)}
          >
            {title}
          </Button>
        </Tooltip>
      ))}
    </div>
  );
}
