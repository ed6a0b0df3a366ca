import type { JSX } from "preact";

const PATHS = {
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  attach:
    "M20 11.5l-8.2 8.2a5 5 0 0 1-7.1-7.1l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.8-7.8",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0",
  parcel: "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4.3 7.6L12 12l7.7-4.4M12 12v9M8 5.3l8 4.5",
  arrow: "M9 6l6 6-6 6",
  retry: "M4.5 12a7.5 7.5 0 1 1 2.2 5.3M4.5 18v-5h5",
  thumb: "M7 11l4-8a2.4 2.4 0 0 1 2.4 2.4V9h5.4a1.8 1.8 0 0 1 1.8 2.1l-1.2 7.2a1.8 1.8 0 0 1-1.8 1.7H3.5v-9zM7 11v9",
  file: "M14 3H6v18h12V7zM14 3v4h4",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
