/** Light, dark, or as the system has it. */

import { useEffect, useState, useSyncExternalStore } from "react";

export type Scheme = "light" | "dark" | "system";

const KEY = "yida.scheme";
const system = matchMedia("(prefers-color-scheme: dark)");

function watchSystem(tell: () => void): () => void {
  system.addEventListener("change", tell);
  return () => system.removeEventListener("change", tell);
}

function saved(): Scheme {
  const value = localStorage.getItem(KEY);
  return value === "light" || value === "dark" ? value : "system";
}

export function useScheme(): { scheme: Scheme; dark: boolean; choose: (scheme: Scheme) => void } {
  const [scheme, setScheme] = useState(saved);
  const systemDark = useSyncExternalStore(watchSystem, () => system.matches);
  const dark = scheme === "system" ? systemDark : scheme === "dark";
  useEffect(() => {
    document.documentElement.dataset["scheme"] = dark ? "dark" : "light";
    localStorage.setItem(KEY, scheme);
  }, [scheme, dark]);
  return { scheme, dark, choose: setScheme };
}
