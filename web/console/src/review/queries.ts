import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { type ApiError, get, send } from "../core/api";
import type { Label, ReviewListing, ReviewRow } from "../core/casework";
import { words } from "../words";

export function useReviews(reason: string, state: string) {
  return useQuery({
    queryKey: ["reviews", reason, state],
    queryFn: () => get<ReviewListing>("/reviews", { reason, state, limit: 50 }),
  });
}

export function useLabelling(onSaved: (row: ReviewRow) => void) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation<ReviewRow, ApiError, { id: string; label: Label }>({
    mutationFn: ({ id, label }) => send<ReviewRow>("POST", `/reviews/${id}`, label),
    onSuccess: (row) => {
      void message.success(words.review.saved);
      void client.invalidateQueries({ queryKey: ["reviews"] });
      onSaved(row);
    },
  });
}
