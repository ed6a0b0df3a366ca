/** Of codes that the page does not know one by one. */
export type Names = Record<string, string>;
