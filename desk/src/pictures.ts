// Pictures of an item: dropped on its card, pasted into its text, or chosen.

import type { Edited, Id } from "./api";
import { part, upload } from "./net";
import { failed, issue, took } from "./state";

/** One after the other: each is an edit of the draft as it then is. */
let adding: Promise<void> = Promise.resolve();

/** Puts pictures into an item; done when the last is there, or was refused in words. */
export function addPictures(item: Id, files: File[]): Promise<void> {
  for (const file of files) adding = adding.then(() => add(item, file));
  return adding;
}

async function add(item: Id, file: File): Promise<void> {
  const name = issue.value?.name;
  if (!name) return;
  const path = `/api/issue/${part(name)}/figure/${item}?name=${part(file.name)}`;
  try {
    took(await upload<Edited>(path, file));
  } catch (error) {
    failed(error);
  }
}
