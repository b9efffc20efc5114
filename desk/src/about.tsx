// The issue itself: number, day, note, who gets it, who signs.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Key } from "./api";
import { part, post } from "./net";
import { go } from "./route";
import {
  answered,
  entryTarget,
  failed,
  issue,
  lastIssue,
  leave,
  office,
  send,
  tell,
} from "./state";

type Props = {
  name: Key;
  label: string;
  value: string;
  hint?: string;
  long?: boolean;
  list?: string[];
};

function Entry({ name, label, value, hint, long, list }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const save = () => {
    if (text === value) return;
    void send({ do: "set", key: name, text }).then((edited) => {
      if (!edited) setText(value);
      else if (issue.value) issue.value = { ...issue.value, ...changed(name, text) };
    });
  };
  const id = `about-${name}`;
  const box = useRef<HTMLDivElement>(null);
  const wanted = entryTarget.value === name;
  useEffect(() => {
    if (!wanted) return;
    entryTarget.value = null;
    box.current?.querySelector<HTMLElement>("input, textarea")?.focus();
    box.current?.scrollIntoView({ block: "center" });
  }, [wanted]);
  return (
    <div class="entry" ref={box}>
      <label for={id}>{label}</label>
      {long ? (
        <textarea
          id={id}
          rows={3}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onBlur={save}
        />
      ) : (
        <input
          id={id}
          type={name === "date" ? "date" : "text"}
          value={text}
          list={list ? `${id}-list` : undefined}
          onInput={(event) => setText(event.currentTarget.value)}
          onBlur={save}
          onKeyDown={(event) => event.key === "Enter" && !event.isComposing && save()}
        />
      )}
      {list && (
        <datalist id={`${id}-list`}>
          {list.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {hint && <p class="quiet">{hint}</p>}
    </div>
  );
}

function changed(name: Key, text: string): object {
  const now = issue.value;
  const clean = text.trimEnd();
  if (name === "editor" || name === "reviewer" || name === "approver") {
    const index = ["editor", "reviewer", "approver"].indexOf(name);
    const signoff = (now?.signoff ?? ["", "", ""]).map((old, at) =>
      at === index ? clean.trim() : old,
    );
    return { signoff };
  }
  if (name === "number" || name === "total" || name === "copies") {
    return { [name]: clean === "" ? null : Number(clean) };
  }
  if (name === "date") return { date: clean === "" ? null : clean };
  return { [name.replace("-", "_")]: clean };
}

export function About() {
  const now = issue.value;
  if (!now) return null;
  const staff = office.value?.staff ?? [[], [], []];
  const text = (value: number | null) => (value === null ? "" : String(value));
  return (
    <div class="about">
      <h2>这一期</h2>
      <div class="grid">
        <Entry name="number" label="期号" value={text(now.number)} />
        <Entry name="date" label="出刊日期" value={now.date ?? ""} />
        <Entry name="total" label="总期号" value={text(now.total)} hint="不印就不写" />
        <Entry name="copies" label="印多少份" value={text(now.copies)} hint="与平时不同才写" />
      </div>
      <Entry name="note" label="编者按" value={now.note} long hint="印在红线之下；没有就不写" />
      <Entry
        name="distribution"
        label="本期发"
        value={now.distribution}
        long
        hint="与固定名单不同时才写，不写开头的“本期发：”"
      />
      <Entry
        name="distribution-reason"
        label="为什么不同"
        value={now.distribution_reason}
        hint="不印出来"
      />
      <h2>签名</h2>
      <p class="quiet">审核、签发之后再填，不要预先填好</p>
      <div class="grid">
        <Entry name="editor" label="责任编辑" value={now.signoff[0]} list={staff[0]} />
        <Entry name="reviewer" label="审核" value={now.signoff[1]} list={staff[1]} />
        <Entry name="approver" label="签发" value={now.signoff[2]} list={staff[2]} />
      </div>
      <Discard key={now.name} name={now.name} title={now.title} released={now.released} />
    </div>
  );
}

/** An issue that was begun by mistake is put away. */
function Discard(props: { name: string; title: string; released: boolean }) {
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asked) yes.current?.focus();
  }, [asked]);
  const discard = async () => {
    setBusy(true);
    try {
      await answered();
      await post(`/api/issue/${part(props.name)}/discard`, null);
      leave();
      lastIssue.value = null;
      go("/");
      tell(`${props.title}已删去，在最下面“删去的稿件”里可以取回`);
    } catch (error) {
      failed(error);
      setBusy(false);
    }
  };
  if (props.released) return null;
  return (
    <section class="discard" aria-label="删去这一期">
      <h2>起错了</h2>
      {asked ? (
        <>
          <p>删去{props.title}？里面写的都收着，在各期最下面“删去的稿件”里可以取回</p>
          <div class="actions">
            <button type="button" ref={yes} disabled={busy} onClick={() => void discard()}>
              删去
            </button>
            <button type="button" disabled={busy} onClick={() => setAsked(false)}>
              不删
            </button>
          </div>
        </>
      ) : (
        <div class="actions">
          <button type="button" onClick={() => setAsked(true)}>
            删去这一期…
          </button>
        </div>
      )}
    </section>
  );
}
