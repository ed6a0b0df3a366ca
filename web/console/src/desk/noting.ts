import { useMutation, useQueryClient } from "@tanstack/react-query";
import { send } from "../core/api";
import { putNote } from "../core/cache";
import type { Note } from "../core/desk";

export function useNote(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (note: { text: string; whisper: boolean }) =>
      send<Note>("POST", `/conversations/${id}/notes`, note),
    onSuccess: (note) => putNote(client, id, note),
  });
}
