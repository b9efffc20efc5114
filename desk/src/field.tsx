// A text of an item: an editor that shows strong runs and findings in place. The text stands in the
// draft as it is here; `**` is hidden while nobody works on it.

import { defaultKeymap, insertNewline } from "@codemirror/commands";
import {
  EditorState,
  type Extension,
  Prec,
  type Range,
  StateEffect,
  StateField,
} from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, placeholder } from "@codemirror/view";
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Finding, Id, Field as Kind } from "./api";
import { fromHtml, fromText, placed } from "./paste";
import { addPictures } from "./pictures";
import { found, itemOf, pending, place, send, step, target, tell, write } from "./state";

const nonce = document.querySelector("meta[name=csp-nonce]")?.getAttribute("content") ?? "";

const setFindings = StateEffect.define<Finding[]>();

const findings = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setFindings)) continue;
      const length = transaction.newDoc.length;
      const ranges: Range<Decoration>[] = [];
      for (const finding of effect.value) {
        const from = Math.min(finding.start, length);
        const to = Math.min(Math.max(finding.end, finding.start + 1), length);
        if (from >= to) continue;
        ranges.push(
          Decoration.mark({
            class: `wrong ${finding.level}`,
            attributes: { title: finding.message, "data-key": finding.key },
          }).range(from, to),
        );
      }
      now = Decoration.set(ranges, true);
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const STRONG = /\*\*([^*\n](?:[^\n]*?[^*\n])?)\*\*/g;

function strongRuns(state: EditorState): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  const text = state.doc.toString();
  for (const match of text.matchAll(STRONG)) {
    const from = match.index;
    const to = from + match[0].length;
    const near = state.selection.ranges.some((range) => range.from <= to && range.to >= from);
    const hidden = near ? Decoration.mark({ class: "stars" }) : Decoration.replace({});
    ranges.push(hidden.range(from, from + 2));
    ranges.push(Decoration.mark({ class: "strong" }).range(from + 2, to - 2));
    ranges.push(hidden.range(to - 2, to));
  }
  for (let line = 1; line <= state.doc.lines; line += 1) {
    const at = state.doc.line(line);
    if (at.length === 0 && state.doc.lines > 1) {
      ranges.push(Decoration.line({ class: "gap" }).range(at.from));
    }
  }
  return Decoration.set(ranges, true);
}

const strong = StateField.define<DecorationSet>({
  create: strongRuns,
  update: (old, transaction) =>
    transaction.docChanged || transaction.selection ? strongRuns(transaction.state) : old,
  provide: (field) => EditorView.decorations.from(field),
});

/** Puts `**` round what is selected, or takes it away. */
function toggleStrong(view: EditorView): boolean {
  const { from, to } = view.state.selection.main;
  if (from === to) return true;
  const text = view.state.sliceDoc(from, to);
  const round =
    view.state.sliceDoc(Math.max(0, from - 2), from) === "**" &&
    view.state.sliceDoc(to, to + 2) === "**";
  if (round) {
    view.dispatch({
      changes: [
        { from: from - 2, to: from },
        { from: to, to: to + 2 },
      ],
    });
  } else if (text.startsWith("**") && text.endsWith("**") && text.length > 4) {
    view.dispatch({ changes: { from, to, insert: text.slice(2, -2) } });
  } else {
    const plain = text.replaceAll("**", "").replaceAll("\n", "");
    view.dispatch({
      changes: { from, to, insert: `**${plain}**` },
      selection: { anchor: from + 2, head: from + 2 + plain.length },
    });
  }
  return true;
}

/** One Enter is a new paragraph: paragraphs are parted by a blank line. */
function newParagraph(view: EditorView): boolean {
  const { from, to } = view.state.selection.main;
  const before = view.state.sliceDoc(Math.max(0, from - 1), from);
  if (before === "\n") return true;
  view.dispatch({
    changes: { from, to, insert: "\n\n" },
    selection: { anchor: from + 2 },
    scrollIntoView: true,
    userEvent: "input",
  });
  return true;
}

function joinParagraphs(view: EditorView): boolean {
  const { from, empty } = view.state.selection.main;
  if (!empty || view.state.sliceDoc(Math.max(0, from - 2), from) !== "\n\n") return false;
  view.dispatch({ changes: { from: from - 2, to: from }, userEvent: "delete" });
  return true;
}

function did(work: () => void): boolean {
  work();
  return true;
}

export type FieldProps = {
  item: Id;
  kind: Kind;
  label: string;
  hint: string;
  /** Enter in a headline. */
  next?: () => void;
};

export function Field({ item, kind, label, hint, next }: FieldProps) {
  const host = useRef<HTMLDivElement>(null);
  const onEnter = useRef(next);
  onEnter.current = next;

  useEffect(() => {
    if (!host.current) return;
    const headline = kind === "headline";
    let outside = false;
    let paste: number | null = null;

    const own: Extension[] = [
      headline
        ? EditorState.transactionFilter.of((transaction) =>
            transaction.docChanged && transaction.newDoc.lines > 1 ? [] : transaction,
          )
        : [],
      Prec.high(
        keymap.of([
          { key: "Mod-b", run: toggleStrong },
          { key: "Mod-z", run: () => did(() => step("undo")) },
          { key: "Mod-y", run: () => did(() => step("redo")) },
          { key: "Mod-Shift-z", run: () => did(() => step("redo")) },
          headline
            ? { key: "Enter", run: () => did(() => onEnter.current?.()) }
            : { key: "Enter", run: newParagraph, shift: insertNewline },
          ...(headline ? [] : [{ key: "Backspace", run: joinParagraphs }]),
        ]),
      ),
      keymap.of(
        defaultKeymap.filter(
          (binding) => binding.key !== "Alt-ArrowUp" && binding.key !== "Alt-ArrowDown",
        ),
      ),
    ];

    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: itemOf(item)?.[kind] ?? "",
        extensions: [
          ...own,
          findings,
          strong,
          EditorView.lineWrapping,
          EditorView.cspNonce.of(nonce),
          EditorView.contentAttributes.of({
            "aria-label": label,
            ...(headline ? {} : { "aria-multiline": "true" }),
            spellcheck: "false",
            autocorrect: "off",
            "data-field": kind,
          }),
          placeholder(hint),
          EditorView.domEventHandlers({
            paste: (event) => {
              paste = Math.floor(Math.random() * 2 ** 32);
              const taken = pasted(event, view, item, headline, paste);
              paste = null;
              return taken;
            },
            // A file is never read into the text: pictures are the card's, others go to “来稿”.
            drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !outside)
              write(item, kind, update.state.doc.toString(), paste);
            if (update.selectionSet || update.focusChanged) {
              if (view.hasFocus)
                place.value = { item, field: kind, at: update.state.selection.main.head };
            }
          }),
        ],
      }),
    });

    const follow = effect(() => {
      const text = itemOf(item)?.[kind];
      if (text === undefined || pending(item, kind)) return;
      const now = view.state.doc.toString();
      if (text === now) return;
      let start = 0;
      while (start < text.length && start < now.length && text[start] === now[start]) start += 1;
      let tail = 0;
      while (
        tail < text.length - start &&
        tail < now.length - start &&
        text[text.length - 1 - tail] === now[now.length - 1 - tail]
      )
        tail += 1;
      outside = true;
      view.dispatch({
        changes: {
          from: start,
          to: now.length - tail,
          insert: text.slice(start, text.length - tail),
        },
      });
      outside = false;
    });

    const mark = effect(() => {
      const all = found.value?.findings ?? [];
      const own = all.filter((finding) => finding.item === item && finding.field === kind);
      view.dispatch({ effects: setFindings.of(own) });
    });

    const go = effect(() => {
      const to = target.value;
      if (!to || to.item !== item || to.field !== kind) return;
      target.value = null;
      const length = view.state.doc.length;
      const anchor = Math.min(to.at, length);
      view.dispatch({ selection: { anchor, head: Math.min(to.select ?? anchor, length) } });
      view.focus();
      // What was found in the card is written out below it now.
      requestAnimationFrame(() => {
        host.current?.closest(".card")?.scrollIntoView({ block: "nearest" });
        view.dispatch({
          effects: EditorView.scrollIntoView(anchor, { y: "nearest", yMargin: 60 }),
        });
      });
    });

    return () => {
      follow();
      mark();
      go();
      view.destroy();
    };
  }, [item, kind]);

  return <div ref={host} class={`field ${kind}`} />;
}

function pasted(
  event: ClipboardEvent,
  view: EditorView,
  item: Id,
  headline: boolean,
  paste: number,
): boolean {
  const data = event.clipboardData;
  if (!data) return false;
  const html = data.getData("text/html");
  const read = html ? fromHtml(html) : fromText(data.getData("text/plain"));
  const { text, tables, missing } = read;
  // Excel gives a picture of its cells beside them: one counts only where nothing else came.
  const files = [...data.files].filter((file) => file.type.startsWith("image/"));
  const alone = text === "" && tables.length === 0 && read.pictures.length === 0;
  const pictures = alone ? files.map((what) => ({ what, behind: 0 })) : read.pictures;
  if (alone && pictures.length === 0 && missing === 0) return false;
  event.preventDefault();
  if (headline) {
    const words = [text.replaceAll("**", "").replace(/\s*\n\s*/g, "")];
    words.push(...tables.map((table) => table.what.flat().join(" ")));
    view.dispatch(view.state.replaceSelection(words.join("")));
    return true;
  }
  const { from, to, head } = view.state.selection.main;
  // What is selected stays where only a table or a picture comes.
  const [start, end] = text === "" ? [head, head] : [from, to];
  const whole = view.state.doc.toString();
  const places = placed(whole.slice(0, start), whole.slice(end), { ...read, pictures });
  if (places.insert !== "") {
    view.dispatch({
      changes: { from: start, to: end, insert: places.insert },
      selection: { anchor: start + places.caret },
      scrollIntoView: true,
      userEvent: "input.paste",
    });
  }
  tables.forEach((table, index) => {
    const at = start + (places.tables[index] ?? 0);
    void send({ do: "add-table", item, rows: table.what, at, paste });
  });
  const lost = alone && pictures.length > 0 ? 0 : missing;
  const own = pictures.map(({ what }, index) => ({
    file: what,
    at: start + (places.pictures[index] ?? 0),
    paste,
  }));
  void addPictures(item, own).then(() => {
    if (lost > 0) tell(`有 ${lost} 张图片粘贴不进来，存成文件以后拖到这一条上`, true);
  });
  return true;
}
