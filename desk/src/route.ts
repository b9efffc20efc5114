// Which page is shown, by the address.

import { signal } from "@preact/signals";

export const route = signal(location.hash.slice(1) || "/");

addEventListener("hashchange", () => {
  route.value = location.hash.slice(1) || "/";
});

export function go(to: string): void {
  location.hash = to;
}
