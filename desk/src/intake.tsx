// What units send in: dropped, pasted, or lying in the inbox; shown as it was recognized, filed by one
// click.

import { effect, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Edited, Recognized as Item, Letter, Submission } from "./api";
import { bytes, get, part, post, upload } from "./net";
import { failed, issue, office, send, took, view } from "./state";

/** `filed` names the issue that it was filed into. */
type Read = Submission & { column: string; credits: string; filed: string | null };

const submissions = signal<Read[]>([]);

export async function take(file: Blob | string, name: string): Promise<void> {
  const open = issue.value?.name;
  if (!open) return;
  view.value = "intake";
  try {
    const read = await upload<Submission>(
      `/api/issue/${part(open)}/submission?name=${part(name)}`,
      file,
    );
    const column = issue.value?.columns.at(-1)?.name ?? "";
    submissions.value = [
      { ...read, column, credits: "", filed: null },
      ...submissions.value.filter((other) => other.key !== read.key),
    ];
  } catch (error) {
    failed(error);
  }
}

export async function takeFiles(files: Iterable<File>): Promise<void> {
  for (const file of files) await take(file, file.name);
}

// One that is taken back waits again, for this issue or another; one whose filing is done again does not.
effect(() => {
  const now = issue.value;
  if (!now) return;
  for (const { key, filed } of submissions.peek()) {
    if (filed === now.name && now.unfiled.includes(key)) patch(key, { filed: null });
    if (filed === null && now.filed === key) patch(key, { filed: now.name });
  }
});

function patch(key: string, change: Partial<Read>): void {
  submissions.value = submissions.value.map((one) =>
    one.key === key ? { ...one, ...change } : one,
  );
}

/** What was filed into another issue is not shown with this one. */
const isHere = ({ filed }: Read) => filed === null || filed === issue.value?.name;

export function Intake() {
  const [chat, setChat] = useState("");
  const [letters, setLetters] = useState<Letter[]>([]);
  useEffect(() => {
    get<Letter[]>("/api/inbox").then(setLetters, failed);
  }, [submissions.value, issue.value?.filed]);
  const shown = submissions.value.filter(isHere);
  const paste = () => {
    void take(chat, "粘贴的来稿.txt");
    setChat("");
  };
  return (
    <div class="list intake">
      <div class="drop">
        <div class="actions">
          <p>把来稿拖到这里：Word、PDF、网页、文本，可以几份一起；或者</p>
          <label class="button">
            选文件…
            <input
              type="file"
              multiple
              class="seen"
              onChange={(event) => {
                void takeFiles([...(event.currentTarget.files ?? [])]);
                event.currentTarget.value = "";
              }}
            />
          </label>
        </div>
        <label class="chat">
          <span>或者粘贴微信、邮件里的文字</span>
          <textarea
            rows={shown.length > 0 ? 2 : 4}
            value={chat}
            placeholder="粘贴在这里"
            onInput={(event) => setChat(event.currentTarget.value)}
          />
        </label>
        <button type="button" disabled={chat.trim() === ""} onClick={paste}>
          认一认
        </button>
      </div>
      {shown.map((one) => (
        <Recognized key={one.key} one={one} />
      ))}
      {letters.length > 0 && (
        <section class="group">
          <h2>收件夹</h2>
          <ul class="letters">
            {letters.map((letter) => (
              <li key={letter.name}>
                <span>{letter.name}</span>
                <span class="quiet">{letter.filed ?? ""}</span>
                <button
                  type="button"
                  class="small"
                  onClick={() => {
                    bytes(`/api/inbox?name=${part(letter.name)}`).then(
                      (file) => take(file, letter.name),
                      failed,
                    );
                  }}
                >
                  认一认
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Units that the roster does not have. */
function strangers(item: Item): string[] {
  const units = office.value?.units ?? [];
  if (units.length === 0) return [];
  return item.credits.filter(
    (credit) => !/[：:]/.test(credit) && !units.some((unit) => unit.forms.includes(credit)),
  );
}

/** A text whose strong runs are shown as such. */
function Strong({ text }: { text: string }) {
  return (
    <>
      {text.split("**").map((run, at) => (at % 2 === 1 ? <b key={`${at}${run}`}>{run}</b> : run))}
    </>
  );
}

function Recognized({ one }: { one: Read }) {
  const names = [
    ...new Set([
      ...(issue.value?.columns.map((column) => column.name) ?? []),
      ...(office.value?.columns ?? []),
    ]),
  ].filter((name) => name !== "");
  const [units, setUnits] = useState(one.credits);
  const list = `columns-${one.key.slice(0, 8)}`;
  const missing = one.items.some((item) => item.credits.length === 0);
  const put = async () => {
    const open = issue.value?.name;
    if (!open) return;
    const credits = units.split(/[、，,;；\s]+/).filter((unit) => unit !== "");
    try {
      const edited = await post<Edited>(`/api/issue/${part(open)}/file`, {
        key: one.key,
        column: one.column,
        credits,
      });
      patch(one.key, { filed: open, credits: units });
      // More may be waiting here: the editor stays.
      took({ ...edited, goto: null });
    } catch (error) {
      failed(error);
    }
  };
  const drop = () => {
    submissions.value = submissions.value.filter((other) => other.key !== one.key);
  };
  const filed = one.filed !== null;
  return (
    <section class={filed ? "submission filed" : "submission"} aria-label={one.file}>
      <header>
        <h2>{one.file}</h2>
        <button type="button" class="small" onClick={drop}>
          收起
        </button>
      </header>
      {one.failed ? (
        <p class="failed">{one.failed}</p>
      ) : (
        <div class="sides">
          <div>
            <h3>认出来的 {one.items.length} 条</h3>
            {one.items.map((item) => (
              <div class="recognized" key={item.headline + item.body.slice(0, 20)}>
                <p class="title">{item.headline || "（没有标题）"}</p>
                <p class="body">
                  <Strong text={item.body} />
                </p>
                <p class="quiet">
                  {item.credits.length > 0 ? `供稿：${item.credits.join("、")}` : "没有供稿单位"}
                  {item.tables > 0 && `　表格 ${item.tables} 张`}
                </p>
                {strangers(item).map((credit) => (
                  <p class="doubt" key={credit}>
                    单位名录里没有“{credit}”
                  </p>
                ))}
                {item.doubts.map((doubt) => (
                  <p class="doubt" key={doubt}>
                    {doubt}
                  </p>
                ))}
              </div>
            ))}
          </div>
          <div>
            <h3>没有收进条目的</h3>
            {one.left_out.length + one.unplaced.length === 0 && <p class="quiet">没有</p>}
            {one.left_out.map((text) => (
              <p key={text} class="quiet">
                {text}
              </p>
            ))}
            {one.unplaced.map((text) => (
              <p key={text} class="doubt">
                没有归好：{text}
              </p>
            ))}
            {one.doubts.length > 0 && <h3>要看一看的</h3>}
            {one.doubts.map((text) => (
              <p key={text} class="doubt">
                {text}
              </p>
            ))}
            {one.pictures > 0 && <p class="quiet">图片 {one.pictures} 张，一起收入</p>}
          </div>
        </div>
      )}
      {!one.failed &&
        (filed ? (
          <p class="done">
            已收入“{one.column}”
            {issue.value?.filed === one.key && (
              <button type="button" class="small" onClick={() => void send({ do: "undo" })}>
                撤回
              </button>
            )}
          </p>
        ) : (
          <div class="actions">
            <label>
              收入栏目
              <input
                list={list}
                placeholder="栏目名，如 民生保障"
                value={one.column}
                onInput={(event) => patch(one.key, { column: event.currentTarget.value })}
              />
              <datalist id={list}>
                {names.map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            </label>
            {missing && (
              <label>
                没写单位的，供稿单位是
                <input value={units} onInput={(event) => setUnits(event.currentTarget.value)} />
              </label>
            )}
            <button
              type="button"
              class="primary"
              disabled={one.column.trim() === ""}
              title={one.column.trim() === "" ? "先写收入哪个栏目" : ""}
              onClick={() => void put()}
            >
              收入这一期
            </button>
          </div>
        ))}
    </section>
  );
}
