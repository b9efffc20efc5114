// Colours of the raw text, by variables of the style sheet.

import type { TagStyle } from "@codemirror/language";
import { tags as tag } from "@lezer/highlight";

export const tags: TagStyle[] = [
  { tag: tag.comment, class: "tok-comment" },
  { tag: tag.string, class: "tok-string" },
  { tag: [tag.propertyName, tag.atom], class: "tok-key" },
  { tag: [tag.number, tag.bool], class: "tok-number" },
];
