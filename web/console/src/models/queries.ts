import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { get, send } from "../core/api";
import type { Candidate, Models } from "../core/casework";

const WORKING: Candidate["state"][] = ["queued", "training", "measuring"];
const WATCH_MS = 2_000;

export function isWorking({ state }: Candidate): boolean {
  return WORKING.includes(state);
}

/** Asked for again while one is being made. */
export function useModels() {
  return useQuery({
    queryKey: ["models"],
    queryFn: () => get<Models>("/models"),
    refetchInterval: ({ state }) => (state.data?.candidates.some(isWorking) ? WATCH_MS : false),
  });
}

export function useModelStep(path: string, done: string) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: () => send("POST", path),
    onSuccess: () => {
      void message.success(done);
      return client.invalidateQueries({ queryKey: ["models"] });
    },
    onError: (error) => message.error(error.message),
  });
}
