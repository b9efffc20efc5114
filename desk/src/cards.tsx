// Columns and items as cards.

import {
  DragDropManager,
  Droppable,
  KeyboardSensor,
  PointerSensor,
  StyleInjector,
} from "@dnd-kit/dom";
import { isSortable, Sortable } from "@dnd-kit/dom/sortable";
import { computed, signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Column, Finding, Id, Item } from "./api";
import { Credits } from "./credits";
import { Field } from "./field";
import { byGravity, Explained } from "./findings";
import { Icon } from "./icons";
import { Figures, Tables } from "./insets";
import { addPictures } from "./pictures";
import {
  arrived,
  arriving,
  found,
  issue,
  linesOf,
  numbers,
  office,
  place,
  rawTarget,
  send,
  target,
  tell,
  view,
  whereIs,
} from "./state";

/** An item that was cut and waits for its new place. */
const cut = signal<Id | null>(null);
/** Makes the lists anew after something was dragged: the library has moved their nodes. */
const dragged = signal(0);

export const nonce = document.querySelector("meta[name=csp-nonce]")?.getAttribute("content") ?? "";

/** The item that is cut, as long as there is one. */
const cutNumber = computed(() => (cut.value === null ? undefined : numbers.value.get(cut.value)));

/** Puts the item that was cut at a place, which counts with it where it is. */
function putCut(column: Id, index: number): void {
  const item = cut.value;
  const from = item === null ? null : whereIs(item);
  cut.value = null;
  if (item === null || !from) return;
  const same = issue.value?.columns[from[0]]?.id === column;
  const before = same && from[1] < index;
  void send({ do: "move-item", item, column, index: before ? index - 1 : index });
}

function shift(id: Id, by: -1 | 1): void {
  const at = whereIs(id);
  const columns = issue.value?.columns;
  if (!at || !columns) return;
  const [c, i] = at;
  const column = columns[c];
  if (!column) return;
  const to = i + by;
  if (to >= 0 && to < column.items.length) {
    void send({ do: "move-item", item: id, column: column.id, index: to });
    return;
  }
  const other = columns[c + by];
  if (other) {
    const index = by < 0 ? other.items.length : 0;
    void send({ do: "move-item", item: id, column: other.id, index });
  }
}

export function Cards() {
  const manager = useRef<DragDropManager | null>(null);
  manager.current ??= new DragDropManager({
    sensors: [PointerSensor, KeyboardSensor],
    plugins: (defaults) => [...defaults, StyleInjector.configure({ nonce })],
  });

  useEffect(() => {
    const dnd = manager.current;
    if (!dnd) return;
    const stop = dnd.monitor.addEventListener("dragend", (event) => {
      const { source, target } = event.operation;
      if (event.canceled || !isSortable(source)) return;
      const item = Number(String(source.id).slice(1));
      if (target?.type === "column") {
        dragged.value += 1;
        void send({ do: "move-item", item, column: Number(String(target.id).slice(1)), index: 0 });
        return;
      }
      const column = Number(source.group);
      const was = whereIs(item);
      const columns = issue.value?.columns;
      if (!was || !columns) return;
      const same = columns[was[0]]?.id === column && was[1] === source.index;
      // The nodes go back to where Preact has them; the answer puts them where they were dropped.
      dragged.value += 1;
      if (!same) void send({ do: "move-item", item, column, index: source.index });
    });
    const leaveCut = (event: KeyboardEvent) => {
      if (event.key === "Escape") cut.value = null;
    };
    document.addEventListener("keydown", leaveCut);
    return () => {
      document.removeEventListener("keydown", leaveCut);
      stop();
      dnd.destroy();
      manager.current = null;
    };
  }, []);

  // The cards have been drawn: one that went to another column is another node now.
  const wanted = arriving.value;
  useEffect(() => {
    if (wanted === null) return;
    arriving.value = null;
    arrived(wanted);
  }, [wanted]);

  const now = issue.value;
  if (!now) return null;
  if (now.closed !== null) {
    return (
      <div class="closed" role="alert">
        <h2>这期要在原文里改</h2>
        <p>{now.closed}</p>
        <div class="actions">
          <button type="button" class="primary" onClick={toFault}>
            去原文里改
          </button>
        </div>
      </div>
    );
  }
  return (
    <div class="cards" key={dragged.value}>
      {now.unplaced.length > 0 && <Unplaced texts={now.unplaced} />}
      {now.columns.map((column, index) => (
        <ColumnCards key={column.id} column={column} index={index} manager={manager.current} />
      ))}
      <AddColumn index={now.columns.length} />
    </div>
  );
}

/** To the raw text, where it cannot be read. */
function toFault(): void {
  const first = found.value?.findings.find((finding) => finding.level === "error");
  rawTarget.value = first?.file_start ?? null;
  view.value = "raw";
}

function Unplaced({ texts }: { texts: string[] }) {
  return (
    <section class="unplaced" aria-label="没有归好的文字">
      <h2>没有归好的文字（{texts.length} 段）</h2>
      <p class="quiet">
        来稿里有、但不知道放在哪里的。要用的复制到条目里，然后去掉；不去掉不能付印
      </p>
      {texts.map((text, index) => (
        <div class="left" key={`${index}-${text.slice(0, 12)}`}>
          <p>{text}</p>
          <button
            type="button"
            class="small"
            onClick={() => void send({ do: "drop-unplaced", index })}
          >
            去掉
          </button>
        </div>
      ))}
    </section>
  );
}

type ColumnProps = { column: Column; index: number; manager: DragDropManager | null };

function ColumnCards({ column, index, manager }: ColumnProps) {
  const last = (issue.value?.columns.length ?? 0) - 1;
  const id = `names-${column.id}`;
  const end = useRef<HTMLDivElement>(null);
  const isEmpty = column.items.length === 0;
  // A column without items is a place to drop one, too.
  useEffect(() => {
    if (!end.current || !manager || !isEmpty) return;
    const place = new Droppable(
      { id: `c${column.id}`, type: "column", accept: "item", element: end.current },
      manager,
    );
    return () => place.destroy();
  }, [column.id, isEmpty, manager]);
  const onPaste = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "v") return;
    putCut(column.id, column.items.length);
    event.preventDefault();
  };
  const addItem = () =>
    void send({
      do: "add-item",
      column: column.id,
      index: column.items.length,
      headline: "",
      body: "",
      credits: [],
    });
  return (
    <section class="column" aria-label={`栏目 ${index + 1} ${column.name}`}>
      <header class="column-head">
        <span class="number">{index + 1}</span>
        <ColumnName column={column} list={id} />
        <div class="tools">
          <button
            type="button"
            class="icon-button"
            disabled={index === 0}
            aria-label={`栏目 ${column.name} 上移`}
            title="栏目上移"
            onClick={() => void send({ do: "move-column", column: column.id, index: index - 1 })}
          >
            <Icon sign="up" />
          </button>
          <button
            type="button"
            class="icon-button"
            disabled={index === last}
            aria-label={`栏目 ${column.name} 下移`}
            title="栏目下移"
            onClick={() => void send({ do: "move-column", column: column.id, index: index + 1 })}
          >
            <Icon sign="down" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={`撤下栏目 ${column.name}`}
            title="撤下整个栏目，条目留用"
            onClick={() => void send({ do: "hold-column", column: column.id })}
          >
            <Icon sign="close" />
          </button>
        </div>
      </header>
      {column.items.map((item, at) => (
        <Card key={item.id} item={item} column={column} index={at} manager={manager} />
      ))}
      <div class="column-end" ref={end}>
        <button type="button" class="add" onClick={addItem} onKeyDown={onPaste}>
          <Icon sign="plus" /> 加一条
        </button>
        {cutNumber.value !== undefined && (
          <button
            type="button"
            class="add"
            onClick={() => putCut(column.id, column.items.length)}
            onKeyDown={onPaste}
          >
            把 {cutNumber.value} 放在这里
          </button>
        )}
      </div>
    </section>
  );
}

function ColumnName({ column, list }: { column: Column; list: string }) {
  const [text, setText] = useState(column.name);
  useEffect(() => setText(column.name), [column.name]);
  const save = () => {
    if (text !== column.name)
      void send({ do: "name-column", column: column.id, text }).then(refreshed);
  };
  return (
    <>
      <input
        class="plain column-name"
        aria-label="栏目名"
        list={list}
        placeholder="栏目名，如 民生保障"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === "Enter" && !event.isComposing && save()}
      />
      <datalist id={list}>
        {office.value?.columns.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );

  function refreshed(): void {
    const now = issue.value;
    if (!now) return;
    issue.value = {
      ...now,
      columns: now.columns.map((other) =>
        other.id === column.id ? { ...other, name: text } : other,
      ),
    };
  }
}

function AddColumn({ index }: { index: number }) {
  const [name, setName] = useState("");
  const add = () => {
    if (name.trim() === "") return;
    void send({ do: "add-column", index, name: name.trim() });
    setName("");
  };
  return (
    <div class="add-column">
      <input
        aria-label="新栏目的名称"
        placeholder="新栏目的名称"
        list="all-columns"
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && !event.isComposing && add()}
      />
      <datalist id="all-columns">
        {office.value?.columns.map((other) => (
          <option key={other} value={other} />
        ))}
      </datalist>
      <button type="button" onClick={add} disabled={name.trim() === ""}>
        加栏目
      </button>
    </div>
  );
}

type CardProps = { item: Item; column: Column; index: number; manager: DragDropManager | null };

const length = (text: string) => [...text.replace(/\*\*|\s/g, "")].length;

function Card({ item, column, index, manager }: CardProps) {
  const card = useRef<HTMLElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const number = numbers.value.get(item.id) ?? "";
  const active = place.value?.item === item.id;
  const own = (found.value?.findings.filter((finding) => finding.item === item.id) ?? []).sort(
    byGravity,
  );
  const most = office.value?.headline_max ?? 30;
  const headline = length(item.headline);
  const all = headline + length(item.body);
  const lines = linesOf.value.get(item.id) ?? 0;
  const worst = own.some((finding) => finding.level === "error")
    ? "error"
    : own.some((finding) => finding.level === "warning")
      ? "warning"
      : "";

  useEffect(() => {
    if (!card.current || !handle.current || !manager) return;
    const sortable = new Sortable(
      {
        id: `i${item.id}`,
        index,
        group: column.id,
        type: "item",
        accept: "item",
        element: card.current,
        handle: handle.current,
        transition: matchMedia("(prefers-reduced-motion: reduce)").matches
          ? null
          : { duration: 150 },
      },
      manager,
    );
    return () => sortable.destroy();
  }, [item.id, column.id, index, manager]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      shift(item.id, event.key === "ArrowUp" ? -1 : 1);
      event.preventDefault();
      return;
    }
    if (event.target !== handle.current) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === "x") {
      cut.value = item.id;
      tell(`已剪下 ${number}，到要放的条目的把手上按 Ctrl+V；不移了按 Esc`);
      event.preventDefault();
    } else if (command && event.key === "v") {
      if (cutNumber.value === undefined) tell("还没有剪下条目：先在要移的条目的把手上按 Ctrl+X");
      else if (cut.value !== item.id) putCut(column.id, index + 1);
      else cut.value = null;
      event.preventDefault();
    } else if (command && event.key === "d") {
      void send({ do: "duplicate", item: item.id });
      event.preventDefault();
    } else if (event.key === "Delete") {
      void send({ do: "hold", item: item.id });
      event.preventDefault();
    }
  };

  return (
    <article
      ref={card}
      class={`card ${active ? "active" : ""} ${worst} ${cut.value === item.id ? "cut" : ""}`}
      aria-label={`${number} ${item.headline}`}
      data-item={item.id}
      onKeyDown={onKeyDown}
      onDrop={(event) => {
        const files = [...(event.dataTransfer?.files ?? [])];
        const pictures = files.filter((file) => file.type.startsWith("image/"));
        if (pictures.length === 0 || pictures.length < files.length) return;
        event.preventDefault();
        event.stopPropagation();
        document.dispatchEvent(new CustomEvent("dropped"));
        void addPictures(
          item.id,
          pictures.map((file) => ({ file })),
        );
      }}
    >
      <div class="card-side">
        <button
          type="button"
          ref={handle}
          class="handle"
          aria-label={`${number} 的把手：拖动，或 Alt+上下键移动，Ctrl+X 剪下`}
          title="拖动；Alt+↑↓ 移动；Ctrl+X、Ctrl+V 换位置"
        >
          <Icon sign="grip" />
        </button>
        <span class="number">{number}</span>
      </div>
      <div class="card-main">
        <div class="card-head">
          <Field
            item={item.id}
            kind="headline"
            label="标题"
            hint="标题"
            next={() => {
              target.value = { item: item.id, field: "body", at: 0 };
            }}
          />
          <span
            class={headline > most ? "count over" : "count"}
            title={`标题 ${headline} 字，最多 ${most} 字`}
          >
            {headline}/{most}
          </span>
        </div>
        <Field item={item.id} kind="body" label="正文" hint="正文。回车另起一段，Ctrl+B 加黑" />
        <Tables item={item} />
        <Figures item={item} />
        <div class="card-foot">
          <Credits item={item.id} units={item.credits} number={number} />
          <span class="count" title="标题和正文的字数（标点也算），印出来占几行">
            {all} 字{lines > 0 && ` · ${lines} 行`}
          </span>
          <More item={item} number={number} />
        </div>
        {active && <Inline findings={own} />}
        {!active && own.length > 0 && <p class={`summary ${worst}`}>{summary(own)}</p>}
      </div>
    </article>
  );
}

function summary(findings: Finding[]): string {
  const first = findings[0]?.message ?? "";
  return findings.length > 1 ? `${first}（另有 ${findings.length - 1} 处）` : first;
}

function Inline({ findings }: { findings: Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul class="inline">
      {findings.map((finding) => (
        <li key={finding.key}>
          <Explained finding={finding} />
        </li>
      ))}
    </ul>
  );
}

function More({ item, number }: { item: Item; number: string }) {
  const [shown, setShown] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const file = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (!shown) return;
    menu.current?.querySelector("button")?.focus();
    const close = (event: Event) => {
      const inside =
        event.target instanceof Node && menu.current?.parentElement?.contains(event.target);
      if (!inside) setShown(false);
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, [shown]);

  const act = (work: () => void) => () => {
    setShown(false);
    work();
  };
  const at = place.value?.item === item.id && place.value.field === "body" ? place.value.at : null;
  const entries: [string, string, () => void, boolean][] = [
    ["上移", "Alt+↑", () => shift(item.id, -1), true],
    ["下移", "Alt+↓", () => shift(item.id, 1), true],
    ["复制一条", "", () => void send({ do: "duplicate", item: item.id }), true],
    [
      "从光标处拆成两条",
      "",
      () => void send({ do: "split", item: item.id, at: at ?? 0 }),
      at !== null,
    ],
    ["与下一条合并", "", () => void send({ do: "join", item: item.id }), true],
    ["加图片…", "", () => file.current?.click(), true],
    [
      "加表格",
      "",
      () =>
        void send({
          do: "add-table",
          item: item.id,
          at,
          rows: [
            ["", ""],
            ["", ""],
          ],
          paste: null,
        }),
      true,
    ],
    ["留用（撤下）", "", () => void send({ do: "hold", item: item.id }), true],
  ];
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [
      ...(menu.current?.querySelectorAll("button:not(:disabled)") ?? []),
    ] as HTMLButtonElement[];
    const now = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === "ArrowDown" && !event.altKey) buttons[(now + 1) % buttons.length]?.focus();
    else if (event.key === "ArrowUp" && !event.altKey)
      buttons[(now + buttons.length - 1) % buttons.length]?.focus();
    else if (event.key === "Escape") {
      setShown(false);
      button.current?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="more">
      <button
        type="button"
        ref={button}
        class="icon-button"
        aria-haspopup="menu"
        aria-expanded={shown}
        aria-label={`${number} 的其他操作`}
        title="其他操作"
        onClick={() => setShown(!shown)}
      >
        <Icon sign="more" />
      </button>
      {shown && (
        <div
          ref={menu}
          class="menu"
          role="menu"
          tabIndex={-1}
          aria-label={`${number} 的操作`}
          onKeyDown={onKeyDown}
        >
          {entries.map(([name, keys, work, enabled]) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              disabled={!enabled}
              onClick={act(work)}
            >
              <span>{name}</span>
              <kbd>{keys}</kbd>
            </button>
          ))}
        </div>
      )}
      <input
        ref={file}
        type="file"
        accept="image/png,image/jpeg"
        class="none"
        aria-label="选图片"
        tabIndex={-1}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen)
            void addPictures(item.id, [at === null ? { file: chosen } : { file: chosen, at }]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
