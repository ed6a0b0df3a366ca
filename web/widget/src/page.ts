const address = new URLSearchParams(location.hash.slice(1));

/** What the loader wrote into this frame's address. */
export const page = {
  hostOrigin: address.get("origin") ?? location.origin,
  language: address.get("lang") || navigator.language,
};
