// What is open, and what the desk has told of it. One issue at a time.

import { batch, computed, effect, signal } from "@preact/signals";
import type {
  Clash,
  Edit,
  Edited,
  Field,
  Found,
  Id,
  Issue,
  Item,
  Key,
  Office,
  Pages,
  Saved,
  Sheet,
} from "./api";
import { get, part, post, Refused } from "./net";

export type View = "cards" | "findings" | "intake" | "held" | "signing" | "raw" | "about";

export const office = signal<Office | null>(null);
export const issue = signal<Issue | null>(null);
export const found = signal<Found | null>(null);
export const sheets = signal<(Sheet | undefined)[]>([]);
export const laid = signal<Omit<Pages, "sheets" | "glyphs"> | null>(null);
export const saved = signal<Saved | null>(null);
export const clashes = signal<Clash[]>([]);
export const view = signal<View>("cards");
export const connected = signal(true);

/** Where the editor is: an item, a text of it, and the character there. */
export type Place = { item: Id; field: Field; at: number };
export const place = signal<Place | null>(null);
/** A place to go to, taken by the field that it names. */
export type Target = { item: Id; field: Field | "credits"; at: number; select?: number };
export const target = signal<Target | null>(null);
/** A key of the issue itself to go to. */
export const entryTarget = signal<Key | null>(null);
/** The issue that was open last, to go back to from other pages. */
export const lastIssue = signal<{ name: string; title: string } | null>(null);

/** Why the issue that is open can no longer be worked on: it was put away, or has another name. */
export const lostIssue = signal("");

/** A place in the raw text to go to. */
export const rawTarget = signal<number | null>(null);

export const outlines = new Map<number, Path2D>();

export type Notice = { text: string; bad: boolean; key: number };
export const notice = signal<Notice | null>(null);
let notices = 0;

export function tell(text: string, bad = false): void {
  notices += 1;
  notice.value = { text, bad, key: notices };
}

export function failed(error: unknown): void {
  if (error instanceof Refused) tell(error.message, true);
  else tell(`页面出错了：${String(error)}`, true);
}

export const numbers = computed(() => {
  const all = new Map<Id, string>();
  issue.value?.columns.forEach((column, c) => {
    column.items.forEach((item, i) => {
      all.set(item.id, `${c + 1}.${i + 1}`);
    });
  });
  return all;
});

/** How many lines of the pages each item takes, as they are printed. */
let lastLines = new Map<Id, number>();
export const linesOf = computed(() => {
  const all = new Map<Id, number>();
  for (const sheet of sheets.value) {
    const lines = new Map<string, number[]>();
    for (const run of sheet?.runs ?? []) {
      if (!run.p) continue;
      const item = `${run.p[0]}.${run.p[1]}`;
      const seen = lines.get(item) ?? [];
      // Faces of different sizes do not stand on quite the same base line.
      if (!seen.some((y) => Math.abs(y - run.y) < 400)) lines.set(item, [...seen, run.y]);
    }
    for (const [at, seen] of lines) {
      const [column, item] = at.split(".").map(Number);
      const id = issue.value?.columns[column ?? 0]?.items[item ?? 0]?.id;
      if (id !== undefined) all.set(id, (all.get(id) ?? 0) + seen.length);
    }
  }
  // The same where nothing has changed, so that cards are not drawn anew for each key.
  const same =
    all.size === lastLines.size && [...all].every(([id, lines]) => lastLines.get(id) === lines);
  if (!same) lastLines = all;
  return lastLines;
});

export function itemOf(id: Id): Item | undefined {
  for (const column of issue.value?.columns ?? []) {
    const item = column.items.find((other) => other.id === id);
    if (item) return item;
  }
  return undefined;
}

/** Column and index of an item, both from 0. */
export function whereIs(id: Id): [number, number] | null {
  const columns = issue.value?.columns ?? [];
  for (let c = 0; c < columns.length; c += 1) {
    const i = columns[c]?.items.findIndex((item) => item.id === id) ?? -1;
    if (i >= 0) return [c, i];
  }
  return null;
}

// ---------------------------------------------------------------- edits

type Waiting = { edit: Edit; done: (edited: Edited | null) => void };
const queue: Waiting[] = [];
/** What has been sent and not been answered yet. */
let sent: Edit | null = null;
let busy = false;

/** Sends an edit after those before it. Typing that has not been sent yet goes as one. */
export function send(edit: Edit): Promise<Edited | null> {
  const last = queue.at(-1);
  if (
    edit.do === "write" &&
    last?.edit.do === "write" &&
    last.edit.item === edit.item &&
    last.edit.field === edit.field &&
    last.edit.paste === edit.paste
  ) {
    last.edit = { ...last.edit, text: edit.text };
    return Promise.resolve(null);
  }
  return new Promise((done) => {
    queue.push({ edit, done });
    void work();
  });
}

async function work(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let next = queue.shift(); next; next = queue.shift()) {
    const name = issue.value?.name;
    if (!name) {
      next.done(null);
      continue;
    }
    sent = next.edit;
    try {
      const edited = await post<Edited>(`/api/issue/${part(name)}`, next.edit);
      sent = null;
      took(edited);
      next.done(edited);
    } catch (error) {
      sent = null;
      failed(error);
      next.done(null);
      // What is on the page may be what was refused.
      if (next.edit.do !== "undo" && next.edit.do !== "redo") await reload();
    }
  }
  busy = false;
  for (const done of waiting.splice(0)) done();
}

const waiting: (() => void)[] = [];

/** When all edits that were made up to now have been answered. */
export function answered(): Promise<void> {
  if (!busy && queue.length === 0) return Promise.resolve();
  return new Promise((done) => waiting.push(done));
}

/** Whether there is typing that the desk does not have yet. */
export function pending(item: Id, field: Field): boolean {
  const is = (edit: Edit) => edit.do === "write" && edit.item === item && edit.field === field;
  return (sent !== null && is(sent)) || queue.some((waiting) => is(waiting.edit));
}

export function took(edited: Edited): void {
  batch(() => {
    if (edited.issue) show(edited.issue);
    else if (issue.value) issue.value = { ...issue.value, version: edited.version };
    if (edited.said) tell(edited.said);
    if (edited.goto !== null) arrive(edited.goto);
  });
}

/** An item to go to as soon as its card is where it belongs. */
export const arriving = signal<Id | null>(null);

/** Goes to an item; who is there already stays where the caret is. */
export function arrived(item: Id): void {
  if (document.activeElement?.closest(`[data-item="${item}"]`)) return;
  const last = place.value;
  goTo(last?.item === item ? last : { item, field: "headline", at: 0 });
}

function arrive(item: Id): void {
  if (view.value === "cards") arriving.value = item;
  else arrived(item);
}

/** Goes to the item with a number, such as 2.1. */
export function arriveAt(number: string): void {
  const [column, item] = number.split(".").map(Number);
  const found = issue.value?.columns[(column ?? 0) - 1]?.items[(item ?? 0) - 1];
  if (found) arrive(found.id);
}

/** Shows cards anew, but for what is being typed. */
function show(fresh: Issue): void {
  const keep = (item: Item): Item => {
    const old = itemOf(item.id);
    if (!old) return item;
    return {
      ...item,
      headline: pending(item.id, "headline") ? old.headline : item.headline,
      body: pending(item.id, "body") ? old.body : item.body,
    };
  };
  issue.value = {
    ...fresh,
    columns: fresh.columns.map((column) => ({ ...column, items: column.items.map(keep) })),
  };
}

async function reload(): Promise<void> {
  const name = issue.value?.name;
  if (!name) return;
  try {
    show(await get<Issue>(`/api/issue/${part(name)}`));
  } catch {
    // Said already.
  }
}

function change(id: Id, with_: (item: Item) => Item): void {
  const now = issue.value;
  if (!now) return;
  issue.value = {
    ...now,
    undo: now.undo ?? "改动",
    redo: null,
    filed: null,
    unfiled: [],
    columns: now.columns.map((column) =>
      column.items.some((item) => item.id === id)
        ? { ...column, items: column.items.map((item) => (item.id === id ? with_(item) : item)) }
        : column,
    ),
  };
}

/** `paste` is the number of what is pasted at once, and is undone at once. */
export function write(item: Id, field: Field, text: string, paste: number | null): void {
  const was = itemOf(item)?.[field] ?? "";
  if (was === text) return;
  change(item, (old) => ({ ...old, [field]: text }));
  if (saved.value) saved.value = { ...saved.value, saved: false };
  void send({ do: "write", item, field, text, was, paste });
}

export function credit(item: Id, units: string[]): void {
  change(item, (old) => ({ ...old, credits: units }));
  void send({ do: "credit", item, units });
}

export function step(kind: "undo" | "redo"): void {
  void send({ do: kind });
}

// ---------------------------------------------------------------- listening

let events: EventSource | null = null;

export function leave(): void {
  events?.close();
  events = null;
  batch(() => {
    issue.value = null;
    found.value = null;
    sheets.value = [];
    laid.value = null;
    saved.value = null;
    clashes.value = [];
    place.value = null;
    view.value = "cards";
    lostIssue.value = "";
  });
}

/** Only tells the desk that somebody is there. */
export function stay(): void {
  events?.close();
  events = new EventSource("/api/events");
  watchConnection(events);
}

function watchConnection(source: EventSource): void {
  source.onopen = () => {
    connected.value = true;
  };
  source.onerror = () => {
    connected.value = false;
  };
}

const navigation = performance.getEntriesByType("navigation")[0];
/** Whether the page was loaded anew in the middle of something. */
let reloaded = navigation instanceof PerformanceNavigationTiming && navigation.type === "reload";
const key = (name: string) => `where ${name}`;

/** Where the editor was before the page was loaded anew. */
function remembered(name: string): { view: View; place: Place | null } | null {
  const text = reloaded ? sessionStorage.getItem(key(name)) : null;
  reloaded = false;
  return text === null ? null : JSON.parse(text);
}

effect(() => {
  const name = issue.value?.name;
  if (name === undefined) return;
  sessionStorage.setItem(key(name), JSON.stringify({ view: view.value, place: place.value }));
});

export async function open(name: string): Promise<void> {
  leave();
  const was = remembered(name);
  const opened = await get<Issue>(`/api/issue/${part(name)}`);
  batch(() => {
    issue.value = opened;
    if (!was) return;
    view.value = was.view;
    if (was.place && was.view === "cards" && itemOf(was.place.item)) target.value = was.place;
  });
  lastIssue.value = { name, title: opened.title };
  const source = new EventSource(`/api/issue/${part(name)}/events`);
  events = source;
  watchConnection(source);
  source.addEventListener("error", () => {
    // Refused: the desk is there, and the issue is not.
    if (source.readyState !== EventSource.CLOSED || events !== source) return;
    get<Issue>(`/api/issue/${part(name)}`).catch((error) => {
      if (events === source && error instanceof Refused) lostIssue.value = error.message;
    });
  });
  const on = (event: string, take: (data: unknown) => void) => {
    source.addEventListener(event, (message) => {
      take(JSON.parse((message as MessageEvent<string>).data));
    });
  };
  on("pages", (data) => {
    const { sheets: fresh, glyphs, ...told } = data as Pages;
    for (const [number, d] of glyphs) outlines.set(number, new Path2D(d));
    const all = sheets.value.slice(0, told.count);
    for (const [index, sheet] of fresh) all[index] = sheet;
    batch(() => {
      sheets.value = all;
      laid.value = told;
    });
  });
  on("found", (data) => {
    found.value = data as Found;
  });
  on("saved", (data) => {
    const told = data as Saved;
    batch(() => {
      saved.value = told;
      clashes.value = told.clashes;
      // What is older than what is shown was told on the way.
      if (told.issue && told.issue.version >= (issue.value?.version ?? 0)) show(told.issue);
    });
  });
}

/** Goes to a text of an item. */
export function goTo(to: Target): void {
  batch(() => {
    view.value = "cards";
    target.value = to;
  });
}
