/** What keys are called, where the server keeps the names. */

import { useCallback } from "react";
import type { Row } from "../core/desk";
import { words } from "../words";
import { useGroups, useVocabulary } from "./queries";

/** A customer by name, a visitor by the short label. */
export function nameOf({ customer, visitor }: Pick<Row, "customer" | "visitor">): string {
  return customer?.name ?? words.desk.visitor(visitor);
}

export function useGroupName(): (key: string | null) => string {
  const { data } = useGroups();
  return useCallback((key) => data?.find((group) => group.key === key)?.name ?? key ?? "", [data]);
}

export function useIntentName(): (name: string | null) => string {
  const { data } = useVocabulary();
  return useCallback(
    (name) => data?.intents.find((intent) => intent.name === name)?.title ?? name ?? "",
    [data],
  );
}

export function useEntityName(): (name: string) => string {
  const { data } = useVocabulary();
  return useCallback(
    (name) => data?.entities.find((entity) => entity.name === name)?.title ?? name,
    [data],
  );
}
