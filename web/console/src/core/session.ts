/** Who is signed in. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Me } from "./account";
import { ApiError, get, onSignedOut } from "./api";
import { keys } from "./cache";

async function whoAmI(): Promise<Me | null> {
  try {
    return await get<Me>("/me");
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export function useSession() {
  const client = useQueryClient();
  const query = useQuery({ queryKey: keys.me, queryFn: whoAmI, staleTime: Infinity });
  useEffect(
    () =>
      onSignedOut(() => {
        client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
        client.setQueryData(keys.me, null);
      }),
    [client],
  );
  return query;
}

/** Sets who is signed in; what another member has seen is forgotten. */
export function useSetMe(): (me: Me | null) => void {
  const client = useQueryClient();
  return (me) => {
    if (!me) client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
    client.setQueryData(keys.me, me);
  };
}
