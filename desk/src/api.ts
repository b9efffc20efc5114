// Made from src/desk/api/ by a test; see there.

export type Id = number;

export type Office = { 
/**
 * Of the periodical.
 */
name: string, publisher: string, 
/**
 * The folder.
 */
root: string, 
/**
 * Characters that a headline may have.
 */
headline_max: number, units: Array<Unit>, 
/**
 * Names of columns, those used most first.
 */
columns: Array<string>, staff: [Array<string>, Array<string>, Array<string>], 
/**
 * What can be made of an issue.
 */
forms: Array<Form>, 
/**
 * What is wrong with the settings, in words.
 */
faults: Array<string>, };

export type Unit = { credit: string, name: string, forms: Array<string>, 
/**
 * First letters of the pinyin of each of the forms.
 */
initials: Array<string>, };

export type Form = { key: string, name: string, about: string, };

export type Row = { 
/**
 * `2023-43`, by which it is opened.
 */
name: string, 
/**
 * 第43期.
 */
title: string, date: string | null, state: Stage, items: number, characters: number, 
/**
 * First headlines.
 */
about: Array<string>, 
/**
 * Whether it is the sample that a new workspace has.
 */
sample: boolean, 
/**
 * Whether its draft is in `drafts/`.
 */
draft: boolean, 
/**
 * How many times it was released.
 */
releases: number, };

export type Stage = "draft" | "review" | "signed" | "released";

export type Issue = { name: string, title: string, 
/**
 * The draft's file.
 */
path: string, version: number, number: number | null, date: string | null, total: number | null, copies: number | null, note: string, distribution: string, distribution_reason: string, columns: Array<Column>, 
/**
 * Editor, reviewer, approver.
 */
signoff: [string, string, string], 
/**
 * What was found in imported files and has no place yet.
 */
unplaced: Array<string>, 
/**
 * What would be undone and done again.
 */
undo: string | null, redo: string | null, 
/**
 * The submission whose filing would be undone, by its key; and those whose filing was.
 */
filed: string | null, unfiled: Array<string>, 
/**
 * Why there are no cards: the draft cannot be read, or is written otherwise.
 */
closed: string | null, released: boolean, };

export type Column = { id: number, name: string, items: Array<Item>, };

export type Item = { id: number, headline: string, body: string, credits: Array<string>, tables: Array<Table>, figures: Array<Figure>, };

export type Table = { caption: string, rows: Array<Array<string>>, 
/**
 * The CSV file that holds the rows instead.
 */
file: string | null, head: number, after: number | null, };

export type Figure = { file: string, caption: string, alt: string, width: number | null, after: number | null, };

export type Held = { column: number, item: number, name: string, headline: string, body: string, credits: Array<string>, 
/**
 * Where it was taken from.
 */
from: string, };

export type Key = "number" | "date" | "total" | "copies" | "note" | "distribution" | "distribution-reason" | "editor" | "reviewer" | "approver";

export type Field = "headline" | "body";

export type Edit = { "do": "write", item: number, field: Field, text: string, was: string, paste: number | null, } | { "do": "credit", item: number, units: Array<string>, } | { "do": "name-column", column: number, text: string, } | { "do": "set", key: Key, text: string, } | { "do": "add-item", column: number, index: number, headline: string, body: string, credits: Array<string>, } | { "do": "add-column", index: number, name: string, } | { "do": "move-item", item: number, column: number, index: number, } | { "do": "move-column", column: number, index: number, } | { "do": "duplicate", item: number, } | { "do": "split", item: number, at: number, } | { "do": "join", item: number, } | { "do": "hold", item: number, } | { "do": "hold-column", column: number, } | { "do": "bring", held_column: number, held_item: number, column: number, index: number, } | { "do": "drop-unplaced", index: number, } | { "do": "add-table", item: number, rows: Array<Array<string>>, at: number | null, paste: number | null, } | { "do": "set-table", item: number, index: number, caption: string, rows: Array<Array<string>>, after: number | null, } | { "do": "drop-table", item: number, index: number, } | { "do": "set-figure", item: number, index: number, caption: string, alt: string, width: number | null, after: number | null, } | { "do": "drop-figure", item: number, index: number, } | { "do": "undo" } | { "do": "redo" } | { "do": "settle", clash: string, theirs: boolean, } | { "do": "raw", text: string, } | { "do": "fix", finding: string, } | { "do": "allow", finding: string, } | { "do": "answer", finding: string, } | { "do": "fix-all" };

export type Edited = { version: number, 
/**
 * The cards anew, where more has changed than the page has sent.
 */
issue: Issue | null, 
/**
 * What the editor should be told.
 */
said: string | null, 
/**
 * The item to go to.
 */
goto: number | null, };

export type Finding = { 
/**
 * The same as long as the finding is.
 */
key: string, code: string, level: Level, message: string, help: string | null, item: number | null, column: number | null, 
/**
 * 2.5 for people.
 */
number: string | null, field: Field | null, 
/**
 * Of the issue itself: where it is changed.
 */
entry: Key | null, 
/**
 * Whether it is about the item's units,
 */
credits: boolean, 
/**
 * and the one that the roster does not have.
 */
unknown: string | null, 
/**
 * In the field's text, in characters of JavaScript.
 */
start: number, end: number, 
/**
 * In the file, from 1.
 */
line: number, character: number, 
/**
 * In the file, in characters of JavaScript.
 */
file_start: number, file_end: number, fix: string | null, safe: boolean, 
/**
 * Whether a comment can allow it.
 */
allowable: boolean, labels: Array<string>, };

export type Level = "error" | "warning" | "hint";

export type Found = { version: number, findings: Array<Finding>, 
/**
 * What must be done before the issue can be printed, in one line; empty when nothing.
 */
before_printing: string, 
/**
 * And before the proof.
 */
before_proof: string, };

export type Pages = { version: number, count: number, 
/**
 * 4 页，还差 3 行.
 */
status: string, well: boolean, 
/**
 * Why the pages are those of an earlier version.
 */
failed: string | null, 
/**
 * [[column, item, characters to cut]] that would mend it, cheapest first; both from 0.
 */
cuts: Array<[number, number, number]>, 
/**
 * What is new: number of the page from 0, and the page.
 */
sheets: Array<[number, Sheet]>, 
/**
 * Outlines that the page has not had yet: the `d` of an SVG path, in units of a thousandth em, y up.
 */
glyphs: Array<[number, string]>, };

export type Sheet = { width: number, height: number, runs: Array<Run>, areas: Array<Area>, pictures: Array<Placed>, };

export type Run = { 
/**
 * Size.
 */
s: number, 
/**
 * Colour, where it is not black.
 */
c?: string, 
/**
 * Where it begins.
 */
x: number, y: number, 
/**
 * The turn and squeeze of it, in ten-thousandths: a, b, c, d of a matrix; none where plain.
 */
m?: [number, number, number, number], 
/**
 * Glyphs.
 */
g: Array<number>, 
/**
 * Their distances from the beginning.
 */
d: Array<number>, w: number, text: string, 
/**
 * Column and item from 0, and the character there that the run begins with.
 */
p?: [number, number, number], };

export type Area = { 
/**
 * The `d` of an SVG path, in points.
 */
d: string, c: string, };

export type Placed = { 
/**
 * By which the picture is fetched.
 */
key: string, alt: string, 
/**
 * From the unit square to the page, in hundredths of a point.
 */
m: [number, number, number, number, number, number], };

export type Saved = { version: number, saved: boolean, 
/**
 * Why it could not be saved.
 */
failed: string | null, 
/**
 * The cards anew: the draft has been changed elsewhere.
 */
issue: Issue | null, clashes: Array<Clash>, };

export type Clash = { key: string, 
/**
 * 2.1 正文.
 */
title: string, here: Side, there: Side, };

export type Side = { text: string, tables: Array<Table>, figures: Array<Figure>, };

export type Submission = { 
/**
 * By which it is filed.
 */
key: string, file: string, items: Array<Recognized>, 
/**
 * What is left out, with its text.
 */
left_out: Array<string>, 
/**
 * What has no place.
 */
unplaced: Array<string>, 
/**
 * What should be looked at.
 */
doubts: Array<string>, pictures: number, 
/**
 * Why nothing can be filed.
 */
failed: string | null, };

export type Recognized = { headline: string, body: string, credits: Array<string>, tables: number, doubts: Array<string>, };

export type Done = { well: boolean, 
/**
 * In words.
 */
said: Array<string>, 
/**
 * Files that were made, relative to the workspace.
 */
files: Array<string>, };

export type Glance = { 
/**
 * `None` when it cannot be set.
 */
pages: number | null, 
/**
 * What must be mended before it is printed; not signatures, which come last.
 */
errors: number, 
/**
 * What should be looked at.
 */
warnings: number, };

export type Discarded = { 
/**
 * By which it is brought back.
 */
place: number, title: string, date: string | null, items: number, 
/**
 * First headlines.
 */
about: Array<string>, };

export type Hits = { items: number, issues: number, hits: Array<Hit>, 
/**
 * Other forms in which words were looked for.
 */
near: Array<string>, };

export type Hit = { 
/**
 * 2023-09-22 第43期.
 */
place: string, 
/**
 * The issue to be opened, where there is a draft of it.
 */
issue: string | null, 
/**
 * 2.1.
 */
number: string, column: Array<Piece>, headline: Array<Piece>, credits: Array<Array<Piece>>, 
/**
 * The words around.
 */
passages: Array<Array<Piece>>, };

export type Piece = { text: string, hit: boolean, };

export type Stretch = { old: string, new: string, };

export type Proposal = { number: string, what: string, headline: string, 
/**
 * In both where they are the same.
 */
stretches: Array<Stretch>, };

export type Returned = { 
/**
 * Of all this: to be given back with what is accepted.
 */
shown: string, changes: Array<Proposal>, remarks: Array<string>, 
/**
 * What has no place in the draft.
 */
left: Array<Stray>, 
/**
 * What is to be said of signatures, once a change is taken over.
 */
voids: string | null, };

export type Stray = { text: string, 
/**
 * Where it stood, and why it has none.
 */
from: string, };

export type Told = { head: string, lines: Array<string>, };

export type Story = { events: Array<string>, 
/**
 * Of what it now says; nothing without a date.
 */
fingerprint: string | null, 
/**
 * Who has signed as each of the three, bound to what it said.
 */
signed: [string | null, string | null, string | null], 
/**
 * Whose signatures are of something else than what it now says.
 */
void: [boolean, boolean, boolean], 
/**
 * What it is compared with; nothing when there is nothing.
 */
against: string | null, changes: Array<Told>, };

export type Tables = { tables: Array<Board>, 
/**
 * Why a figure may be wrong, in words.
 */
problems: Array<string>, };

export type Board = { title: string, heads: Array<Head>, lines: Array<Line>, 
/**
 * Below it: how it was counted.
 */
notes: Array<string>, };

export type Head = { name: string, 
/**
 * Whether what stands below are numbers.
 */
counts: boolean, };

export type Line = { cells: Array<string>, is_total: boolean, };

export type Letter = { name: string, size: number, 
/**
 * What became of it: 已收入 2024-03.
 */
filed: string | null, };

export type Listed = { 
/**
 * How many, and the copies of all together where it has copies.
 */
count: number, copies: number | null, 
/**
 * The first of them.
 */
first: Array<string>, 
/**
 * Those that it is sent to, as they are printed.
 */
written: string, notes: Array<string>, problems: Array<string>, };

export type Proposed = { 
/**
 * Of whom, what, and where the list has it.
 */
changes: Array<[string, string, string]>, 
/**
 * How many of the list are there already.
 */
same: number, 
/**
 * Who is not in the list, and stays.
 */
absent: Array<string>, notes: Array<string>, 
/**
 * Why it cannot be taken over.
 */
problems: Array<string>, written: boolean, };

export type Offer = { 
/**
 * The workspace that is open.
 */
open: string | null, 
/**
 * Where a new one would be.
 */
folder: string, recent: Array<string>, };

export type Text = { text: string, faults: Array<Fault>, };

export type Fault = { line: number, message: string, help: string | null, };

export type RuleRow = { code: string, summary: string, usual: string, locked: boolean, };

export type FormFile = { 
/**
 * Whether there is such a file.
 */
there: boolean, schema: unknown, values: unknown, faults: Array<Fault>, };
