import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { ApiError } from "./core/api";
import { Root } from "./shell/Root";
import "./style/index.css";

/** A refusal stays a refusal; only what may pass by itself is asked again. */
function mayPass(failures: number, error: Error): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 502) && failures < 2;
}

const client = new QueryClient({
  defaultOptions: { queries: { retry: mayPass, staleTime: 15_000, refetchOnWindowFocus: false } },
});

createRoot(document.getElementById("root")!).render(
  <QueryClientProvider client={client}>
    <Router hook={useHashLocation}>
      <Root />
    </Router>
  </QueryClientProvider>,
);
