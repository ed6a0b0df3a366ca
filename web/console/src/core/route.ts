/** Addresses of the pages, after the `#`, so that the server needs one page only. */

export const paths = {
  /** `seq`: of the message to be shown. */
  desk: (id?: string, seq?: number): string =>
    ["/desk", id && encodeURIComponent(id), seq].filter(Boolean).join("/"),
  tickets: (no?: string): string => (no ? `/tickets/${encodeURIComponent(no)}` : "/tickets"),
  search: (q: string): string => `/search/${encodeURIComponent(q)}`,
};
