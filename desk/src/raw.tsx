// The draft as text, for those who want it: with findings, completion, and the way to the cards.

import { autocompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Issue } from "./api";
import { complete, learn } from "./complete";
import { get, part } from "./net";
import { failed, found, goTo, issue, rawTarget, send } from "./state";
import { tags } from "./tags";

const nonce = document.querySelector("meta[name=csp-nonce]")?.getAttribute("content") ?? "";
export function Raw() {
  const host = useRef<HTMLDivElement>(null);
  const name = issue.value?.name ?? "";
  useEffect(() => {
    if (!host.current || name === "") return;
    let outside = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let unsent = false;
    const sendText = () => {
      unsent = false;
      void send({ do: "raw", text: view.state.doc.toString() });
    };
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: "",
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          lintGutter(),
          EditorView.lineWrapping,
          EditorView.cspNonce.of(nonce),
          EditorView.contentAttributes.of({ "aria-label": "稿件原文", spellcheck: "false" }),
          StreamLanguage.define(toml),
          syntaxHighlighting(HighlightStyle.define(tags)),
          autocompletion({ override: [complete] }),
          keymap.of([
            ...searchKeymap,
            ...lintKeymap,
            ...historyKeymap,
            indentWithTab,
            ...defaultKeymap,
          ]),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || outside) return;
            unsent = true;
            clearTimeout(timer);
            timer = setTimeout(sendText, 200);
          }),
        ],
      }),
    });
    void learn();
    const load = async () => {
      try {
        const [, text] = await get<[number, string]>(`/api/issue/${part(name)}/raw`);
        if (unsent || text === view.state.doc.toString()) return;
        outside = true;
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
        outside = false;
        // What was found may have come before the text.
        mark();
        arrive();
      } catch (error) {
        failed(error);
      }
    };
    const follow = effect(() => {
      void issue.value?.version;
      void load();
    });
    const mark = () => {
      const length = view.state.doc.length;
      const all: Diagnostic[] = (found.value?.findings ?? []).map((finding) => ({
        from: Math.min(finding.file_start, length),
        to: Math.min(Math.max(finding.file_end, finding.file_start), length),
        severity: finding.level === "hint" ? "info" : finding.level,
        message: finding.help ? `${finding.message}\n${finding.help}` : finding.message,
      }));
      view.dispatch(setDiagnostics(view.state, all));
    };
    const arrive = () => {
      const wanted = rawTarget.value;
      // The text may still be on its way.
      if (wanted === null || view.state.doc.length === 0) return;
      rawTarget.value = null;
      const anchor = Math.min(wanted, view.state.doc.length);
      view.dispatch({
        selection: { anchor },
        effects: EditorView.scrollIntoView(anchor, { y: "center" }),
      });
      view.focus();
    };
    const go = effect(arrive);
    const marking = effect(mark);
    const jump = () => {
      const before = view.state.sliceDoc(0, view.state.selection.main.head);
      const column = (before.match(/^\[\[column\]\]/gm)?.length ?? 0) - 1;
      const after = before.slice(before.lastIndexOf("\n[[column]]") + 1);
      const item = (after.match(/^\[\[column\.item\]\]/gm)?.length ?? 0) - 1;
      const open: Issue | null = issue.value;
      const id = open?.columns[column]?.items[Math.max(item, 0)]?.id;
      if (id !== undefined) goTo({ item: id, field: "body", at: 0 });
    };
    host.current.addEventListener("jump", jump);
    const element = host.current;
    return () => {
      clearTimeout(timer);
      if (unsent) sendText();
      follow();
      marking();
      go();
      element.removeEventListener("jump", jump);
      view.destroy();
    };
  }, [name]);
  return (
    <div class="raw">
      <div class="bar" role="toolbar" aria-label="原文">
        <button type="button" onClick={() => host.current?.dispatchEvent(new Event("jump"))}>
          到光标处的条目
        </button>
        <span class="quiet">{issue.value?.path}</span>
      </div>
      <div ref={host} class="raw-editor" />
    </div>
  );
}
