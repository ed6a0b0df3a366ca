import { page } from "../page";
import { en } from "./en";
import { type Words, zhCN } from "./zh-CN";
import { zhTW } from "./zh-TW";

export type Locale = "zh-CN" | "zh-TW" | "en";

const CATALOGUES: Record<Locale, Words> = { "zh-CN": zhCN, "zh-TW": zhTW, en };

/** The catalogue for a browser's language; simplified Chinese for any that has none of its own. */
export function localeFor(language: string): Locale {
  if (/^zh-(tw|hk|mo|hant)/i.test(language)) return "zh-TW";
  return /^en\b/i.test(language) ? "en" : "zh-CN";
}

export const locale: Locale = localeFor(page.language);

export const words: Words = CATALOGUES[locale];
