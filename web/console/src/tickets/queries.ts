import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { type ApiError, get, send } from "../core/api";
import type { Ticket, TicketListing } from "../core/casework";
import { setClock } from "../core/clock";

export interface Filter {
  state: "open" | "closed" | "all";
  kind: string;
  mine: boolean;
  overdue: boolean;
  q: string;
}

export function useTickets(filter: Filter) {
  return useInfiniteQuery({
    queryKey: ["tickets", filter],
    queryFn: async ({ pageParam, signal }) => {
      const listing = await get<TicketListing>(
        "/tickets",
        { ...filter, before: pageParam, limit: 50 },
        signal,
      );
      setClock(listing.now);
      return listing;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

export function useTicket(no: string) {
  return useQuery({ queryKey: ["ticket", no], queryFn: () => get<Ticket>(`/tickets/${no}`) });
}

export type TicketAction = { action: string; version: number } & Record<string, unknown>;

/** Somebody was faster: the ticket as it is now is shown, and nothing of theirs is overwritten. */
export function useTicketAction(no: string, onDone: () => void) {
  const client = useQueryClient();
  const show = (ticket: Ticket): void => {
    client.setQueryData(["ticket", no], ticket);
    void client.invalidateQueries({ queryKey: ["tickets"] });
  };
  return useMutation<Ticket, ApiError, TicketAction>({
    mutationFn: (action) => send<Ticket>("POST", `/tickets/${no}/actions`, action),
    onSuccess: (ticket) => {
      show(ticket);
      onDone();
    },
    onError: ({ more }) => {
      if (more["current"]) show(more["current"] as Ticket);
    },
  });
}
