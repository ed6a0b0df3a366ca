/** What an agent has begun to write, by conversation; it outlives a reload, not the browser. */

import { useState } from "react";

const KEY = "yida.drafts";

function read(): Record<string, string> {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Record<string, string>;
  } catch {
    return {}; // storage is blocked, or holds what an older version wrote
  }
}

let drafts = read();

export function draftOf(key: string): string {
  return drafts[key] ?? "";
}

export function keepDraft(key: string, text: string): void {
  const { [key]: _old, ...others } = drafts;
  drafts = text ? { ...others, [key]: text } : others;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(drafts));
  } catch {
    // Blocked or full: the draft still lives as long as the page.
  }
}

export function useDraft(key: string): [string, (text: string) => void] {
  const [shown, setShown] = useState({ key, text: draftOf(key) });
  const write = (text: string): void => {
    setShown({ key, text });
    keepDraft(key, text);
  };
  return [shown.key === key ? shown.text : draftOf(key), write];
}
