// The issues of the workspace, and what can be done with all of them.

import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Discarded, Done, Glance, Row, Stage } from "./api";
import { Icon } from "./icons";
import { get, part, post, upload } from "./net";
import { printPdf } from "./print";
import { go } from "./route";
import { Search } from "./search";
import { failed, office } from "./state";

const STAGES: Record<Stage, string> = {
  draft: "起草",
  review: "送审",
  signed: "已签",
  released: "已发布",
};

const day = (date: string | null) => {
  const parts = /^(\d+)-(\d+)-(\d+)$/.exec(date ?? "");
  return parts ? `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日` : "没有日期";
};

/** The back issues that were given with a workspace that was just made. */
export const backIssues = signal<File[]>([]);

export function Issues() {
  const [rows, setRows] = useState<Row[] | null>(null);
  const [shown, setShown] = useState(60);
  const [words, setWords] = useState("");
  const [own, setOwn] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const [busy, setBusy] = useState(false);
  const read = () => get<Row[]>("/api/issues").then(setRows, failed);
  useEffect(() => {
    void read();
  }, []);
  const create = async (wanted: Wanted) => {
    try {
      go(`/issue/${encodeURIComponent(await post<string>("/api/issues", wanted))}`);
    } catch (error) {
      failed(error);
    }
  };
  const verify = async () => {
    setBusy(true);
    try {
      setDone(await get<Done>("/api/verify"));
    } catch (error) {
      failed(error);
    }
    setBusy(false);
  };
  const named = (rows ?? []).filter((row) =>
    [row.title, row.name, day(row.date)].some((text) => text.includes(words.trim())),
  );
  // Words that name no issue are looked for in what the issues say.
  const matching = words.trim() === "" || named.length === 0 ? (rows ?? []) : named;
  const trial = rows?.find((row) => row.draft && row.sample);
  const paper = `/api/issue/${part(trial?.name ?? "")}/pdf?proof=true`;
  return (
    <main class="home">
      <header class="home-head">
        <div>
          <h1>{office.value?.name ?? "快报"}</h1>
          <p class="quiet">{office.value?.publisher}</p>
        </div>
        <nav aria-label="工作文件夹">
          <a class="button" href="#/tables">
            统计
          </a>
          <a class="button" href="#/settings">
            设置
          </a>
          <a class="button" href="#/setup">
            换文件夹
          </a>
        </nav>
      </header>
      {(office.value?.faults.length ?? 0) > 0 && (
        <div class="failed" role="alert">
          <p>设置里有问题，先改好：</p>
          {office.value?.faults.map((fault) => (
            <p key={fault}>{fault}</p>
          ))}
          <p>
            <a href="#/settings">去“设置”里改</a>
          </p>
        </div>
      )}
      <div class="home-tools">
        <button
          type="button"
          class="primary"
          onClick={() => void create({ supplement: false, number: null, date: null })}
        >
          <Icon sign="plus" /> 起新一期
        </button>
        <button type="button" aria-expanded={own} onClick={() => setOwn(!own)}>
          指定期号、增刊…
        </button>
        <span class="spring" />
        <input
          type="search"
          aria-label="查找：期号、日期，或登过的话"
          placeholder="查找：43、9月22日、秸秆禁烧"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <button type="button" disabled={busy} onClick={() => void verify()}>
          {busy ? "正在核对…" : "核对已发布的"}
        </button>
      </div>
      {own && <Begin create={create} close={() => setOwn(false)} />}
      {done && (
        <div class={done.well ? "done" : "failed"} role="status">
          {done.said.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
      {trial && words.trim() === "" && (
        <section class="panel" aria-label="样稿">
          <h2>先印一张看看</h2>
          <p>
            {trial.title}
            是一期样稿，打开就是印出来的样子，可以随便改；起了新一期，它自己收起来
          </p>
          <div class="actions">
            <button
              type="button"
              class="primary"
              onClick={() => void printPdf(paper).catch(failed)}
            >
              印一张样张
            </button>
            <a class="button" href={paper} target="_blank" rel="noopener">
              打开样张的 PDF
            </a>
          </div>
        </section>
      )}
      {words.trim() !== "" && <Search words={words.trim()} />}
      {rows === null && <p class="quiet waiting">正在读各期…</p>}
      {rows?.length === 0 && <p class="quiet empty">还没有一期。按“起新一期”开始</p>}
      <ul class="issues" aria-label="各期">
        {matching.slice(0, shown).map((row) => (
          <li key={`${row.name}-${row.draft}`}>
            <IssueRow row={row} />
          </li>
        ))}
      </ul>
      {matching.length > shown && (
        <button type="button" onClick={() => setShown(shown + 200)}>
          还有 {matching.length - shown} 期
        </button>
      )}
      <PutAway />
      <Back taken={read} />
    </main>
  );
}

/** Issues that were begun by mistake, to be brought back. */
function PutAway() {
  const [all, setAll] = useState<Discarded[]>([]);
  useEffect(() => {
    get<Discarded[]>("/api/discarded").then(setAll, failed);
  }, []);
  if (all.length === 0) return null;
  const back = async ({ place }: Discarded) => {
    try {
      go(`/issue/${part(await post<string>(`/api/discarded/${place}/back`, null))}`);
    } catch (error) {
      failed(error);
    }
  };
  return (
    <details class="put-away">
      <summary>删去的稿件（{all.length}）</summary>
      <ul>
        {all.map((one) => (
          <li key={one.place}>
            <span class="issue-title">{one.title}</span>
            <span class="quiet">
              {day(one.date)} · {one.items} 条
            </span>
            <span class="quiet">{one.about.join("　")}</span>
            <button
              type="button"
              class="small"
              aria-label={`取回${one.title}`}
              onClick={() => void back(one)}
            >
              取回
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

type Wanted = { supplement: boolean; number: number | null; date: string | null };

/** An issue with a number and a day of its own. */
function Begin(props: { create: (wanted: Wanted) => Promise<void>; close: () => void }) {
  const [number, setNumber] = useState("");
  const [date, setDate] = useState("");
  const [supplement, setSupplement] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const good = number.trim() === "" || /^[1-9]\d{0,3}$/.test(number.trim());
  const begin = () =>
    void props.create({
      supplement,
      number: number.trim() === "" ? null : Number(number),
      date: date === "" ? null : date,
    });
  return (
    <section class="panel begin" aria-label="指定期号">
      <div class="grid">
        <div class="entry">
          <label for="begin-number">期号</label>
          <input
            id="begin-number"
            ref={first}
            inputMode="numeric"
            value={number}
            onInput={(event) => setNumber(event.currentTarget.value)}
          />
          <p class="quiet">{good ? "不写就接着上一期" : "期号是 1 到 9999 的整数"}</p>
        </div>
        <div class="entry">
          <label for="begin-date">出刊日期</label>
          <input
            id="begin-date"
            type="date"
            value={date}
            onInput={(event) => setDate(event.currentTarget.value)}
          />
          <p class="quiet">不写就是上一期之后的出刊日</p>
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={supplement}
            onChange={(event) => setSupplement(event.currentTarget.checked)}
          />
          是增刊（期号另编）
        </label>
      </div>
      <div class="actions">
        <button type="button" class="primary" disabled={!good} onClick={begin}>
          起这一期
        </button>
        <button type="button" onClick={props.close}>
          不起了
        </button>
      </div>
    </section>
  );
}

/** Back issues, dropped here or chosen: each becomes a draft. */
function Back({ taken }: { taken: () => Promise<void> }) {
  const [said, setSaid] = useState<Done[]>([]);
  const [busy, setBusy] = useState(false);
  const take = async (files: Iterable<File>) => {
    setBusy(true);
    for (const file of files) {
      const done = await upload<Done>(`/api/back?name=${part(file.name)}`, file).catch(
        (error: Error): Done => ({
          well: false,
          said: [`${file.name}：${error.message}`],
          files: [],
        }),
      );
      setSaid((said) => [...said, done]);
    }
    setBusy(false);
    await taken();
  };
  useEffect(() => {
    const given = backIssues.value;
    backIssues.value = [];
    if (given.length > 0) void take(given);
  }, []);
  return (
    <section
      class="drop back"
      aria-label="往期"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <p>已经出过的各期也可以收进来：把 Word、PDF、网页拖到这里，一个文件是一期；或者</p>
      <label class="button">
        {busy ? "正在收…" : "选往期文件…"}
        <input
          type="file"
          multiple
          class="seen"
          disabled={busy}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = "";
            void take(files);
          }}
        />
      </label>
      {said.length > 0 && (
        <div role="status">
          {said.map((done) => (
            <div key={done.said[0]} class={done.well ? "done" : "failed"}>
              {done.said.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </div>
          ))}
        </div>
      )}
    </section>
  );
}

// One is looked at after the other: each sets a whole issue.
let looking: Promise<unknown> = Promise.resolve();

function useGlance(row: Row): Glance | null {
  const [glance, setGlance] = useState<Glance | null>(null);
  useEffect(() => {
    let gone = false;
    if (row.draft && row.state !== "released") {
      looking = looking.then(async () => {
        if (gone) return;
        // A draft that cannot be read says so when it is opened.
        setGlance(await get<Glance>(`/api/issue/${part(row.name)}/glance`).catch(() => null));
      });
    }
    return () => {
      gone = true;
    };
  }, [row.name]);
  return glance;
}

function IssueRow({ row }: { row: Row }) {
  const glance = useGlance(row);
  const state = glance && [
    glance.pages === null ? "排不成" : `${glance.pages} 页`,
    glance.errors > 0 ? `要改 ${glance.errors} 处` : "",
    glance.warnings > 0 ? `留意 ${glance.warnings} 处` : "",
  ];
  const inside = (
    <>
      <span class="issue-title">{row.title}</span>
      <span class="issue-day">{day(row.date)}</span>
      <span class={`stage ${row.sample ? "draft" : row.state}`}>
        {row.sample ? "样稿" : STAGES[row.state]}
        {row.releases > 1 && `（${row.releases} 次）`}
      </span>
      <span class="issue-size">
        {row.items} 条 · {row.characters} 字
      </span>
      <span class={`issue-glance${(glance?.errors ?? 0) > 0 ? " bad" : ""}`}>
        {state?.filter((words) => words !== "").join(" · ")}
      </span>
      <span class="issue-about quiet">{row.about.join("　")}</span>
    </>
  );
  if (!row.draft) return <div class="issue-row gone">{inside}</div>;
  return (
    <a class="issue-row" href={`#/issue/${encodeURIComponent(row.name)}`}>
      {inside}
    </a>
  );
}
