// Pictures of an item: dropped on its card, pasted into its text, or chosen.

import type { Edited, Id } from "./api";
import { part, upload } from "./net";
import { answered, failed, issue, took } from "./state";

/** One after the other: each is an edit of the draft as it then is. */
let adding: Promise<void> = Promise.resolve();

/** A picture, the character of the body that it comes behind (without one behind all), what it was pasted with. */
export type Placed = { file: File; at?: number; paste?: number };

/** Puts pictures into an item; done when the last is there, or was refused in words. */
export function addPictures(item: Id, pictures: Placed[]): Promise<void> {
  for (const picture of pictures) adding = adding.then(() => add(item, picture));
  return adding;
}

async function add(item: Id, { file, at, paste }: Placed): Promise<void> {
  // The place is one of the text as it has been typed.
  await answered();
  const name = issue.value?.name;
  if (!name) return;
  const place = at === undefined ? "" : `&at=${at}`;
  const with_ = paste === undefined ? "" : `&paste=${paste}`;
  const path = `/api/issue/${part(name)}/figure/${item}?name=${part(file.name)}${place}${with_}`;
  try {
    took(await upload<Edited>(path, file));
  } catch (error) {
    failed(error);
  }
}
