/** Replies on their way: shown at once, confirmed by the message of the same `client_id`, else tried again. */

import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { clientId } from "../../../widget/src/core/ids";
import { send } from "../core/api";
import type { Outgoing } from "../core/thread";

export interface Outbox {
  waiting: Outgoing[];
  send: (text: string, attachments: string[]) => void;
  resend: (reply: Outgoing) => void;
  discard: (reply: Outgoing) => void;
}

const NONE: Outgoing[] = [];

export function useOutgoing(id: string): Outbox {
  const client = useQueryClient();
  const key = useMemo(() => ["outgoing", id], [id]);
  const { data: waiting = NONE } = useQuery<Outgoing[]>({
    queryKey: key,
    queryFn: skipToken,
    staleTime: Infinity,
    gcTime: Infinity,
  });

  return useMemo(() => {
    const change = (edit: (held: Outgoing[]) => Outgoing[]): void => {
      client.setQueryData<Outgoing[]>(key, (held = NONE) => edit(held));
    };
    const without = (reply: Outgoing) => (held: Outgoing[]) =>
      held.filter(({ client_id }) => client_id !== reply.client_id);
    const deliver = async (reply: Outgoing): Promise<void> => {
      change((held) => [...without(reply)(held), { ...reply, failed: null }]);
      const { client_id, text, attachments } = reply;
      try {
        await send("POST", `/conversations/${id}/messages`, { client_id, text, attachments });
        // The message itself comes by the live line, or is fetched where that is down.
        await client.invalidateQueries({ queryKey: ["thread", id] });
        change(without(reply));
      } catch (error) {
        const failed = error instanceof Error ? error.message : String(error);
        change((held) =>
          held.map((other) => (other.client_id === client_id ? { ...other, failed } : other)),
        );
      }
    };
    return {
      waiting,
      send: (text, attachments) => {
        void deliver({
          client_id: clientId(),
          text,
          attachments,
          failed: null,
          at: new Date().toISOString(),
        });
      },
      resend: (reply) => void deliver(reply),
      discard: (reply) => change(without(reply)),
    };
  }, [client, id, key, waiting]);
}
