/** Calls of the staff API. */

import { words } from "../words";

const BASE = "/api/v1/staff";

/** A refusal by the service; `message` is fit to be shown. Status 0: no answer at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** What else the error says: who was faster, what the ticket is now. */
    readonly more: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

interface Failure {
  error?: { code?: string; message?: string } & Record<string, unknown>;
}

type Query = Record<string, string | number | boolean | null | undefined>;

const signedOut = new Set<() => void>();

/** Calls `listener` when an answer says that the session is over. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

/** The address of a call, without the parameters that are empty. */
export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value || value === 0);
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)]));
  return `${BASE}${path}${given.length ? `?${search}` : ""}`;
}

export function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return call<T>(address(path, query), signal ? { signal } : {});
}

export function send<T>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: object,
): Promise<T> {
  const headers = { "content-type": "application/json" };
  return call<T>(address(path), { method, headers, body: JSON.stringify(body ?? {}) });
}

export function upload<T>(path: string, file: File): Promise<T> {
  const form = new FormData();
  form.append("file", file, file.name);
  return call<T>(address(path), { method: "POST", body: form });
}

async function call<T>(url: string, init: RequestInit): Promise<T> {
  const headers = new Headers(init.headers);
  headers.set("x-yida-console", "1");
  const response = await fetch(url, { ...init, headers, credentials: "same-origin" }).catch(
    (cause: unknown) => {
      if (init.signal?.aborted) throw cause;
      throw new ApiError(0, "network", words.errors.network);
    },
  );
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const { error }: Failure = await response.json().catch(() => ({}));
  if (response.status === 401 && !url.endsWith("/login")) for (const tell of signedOut) tell();
  const { code = "http", message = words.errors.unavailable, ...more } = error ?? {};
  throw new ApiError(response.status, code, message, more);
}
