// Drawn here: a handful of signs, each with the meaning that its button has in words.

const PATHS = {
  undo: "M7 7H4V4M4.6 7A7 7 0 1 1 4 13",
  redo: "M13 7h3V4M15.4 7A7 7 0 1 0 16 13",
  up: "M10 16V4M5 9l5-5 5 5",
  down: "M10 4v12M5 11l5 5 5-5",
  more: "M4 10h.01M10 10h.01M16 10h.01",
  grip: "M7 5h.01M13 5h.01M7 10h.01M13 10h.01M7 15h.01M13 15h.01",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  close: "M5 5l10 10M15 5L5 15",
  back: "M12 4l-6 6 6 6",
  check: "M4 11l4 4 8-10",
} as const;

export type Sign = keyof typeof PATHS;

export function Icon({ sign }: { sign: Sign }) {
  const wide = sign === "more" || sign === "grip";
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" stroke-width={wide ? 2.6 : 1.6}>
      <path d={PATHS[sign]} />
    </svg>
  );
}
