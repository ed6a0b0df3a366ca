/** Addresses of the pages, after the `#`, so that the server needs one page only. */

export const paths = {
  desk: (id?: string): string => (id ? `/desk/${encodeURIComponent(id)}` : "/desk"),
  tickets: (no?: string): string => (no ? `/tickets/${encodeURIComponent(no)}` : "/tickets"),
  search: (q: string): string => `/search/${encodeURIComponent(q)}`,
};
