// The issues of the workspace, and what can be done with all of them.

import { useEffect, useState } from "preact/hooks";
import type { Done, Row, Stage } from "./api";
import { Icon } from "./icons";
import { get, post } from "./net";
import { go } from "./route";
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

export function Issues() {
  const [rows, setRows] = useState<Row[] | null>(null);
  const [shown, setShown] = useState(60);
  const [filter, setFilter] = useState("");
  const [done, setDone] = useState<Done | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    get<Row[]>("/api/issues").then(setRows, failed);
  }, []);
  const create = async (supplement: boolean) => {
    try {
      go(`/issue/${encodeURIComponent(await post<string>("/api/issues", { supplement }))}`);
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
  const matching = (rows ?? []).filter(
    (row) =>
      filter.trim() === "" ||
      [row.title, row.name, day(row.date), ...row.about].some((text) =>
        text.includes(filter.trim()),
      ),
  );
  return (
    <main class="home">
      <header class="home-head">
        <div>
          <h1>{office.value?.name ?? "快报"}</h1>
          <p class="quiet">{office.value?.publisher}</p>
        </div>
        <nav aria-label="工作文件夹">
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
        </div>
      )}
      <div class="home-tools">
        <button type="button" class="primary" onClick={() => void create(false)}>
          <Icon sign="plus" /> 起新一期
        </button>
        <button type="button" onClick={() => void create(true)}>
          起增刊
        </button>
        <span class="spring" />
        <input
          type="search"
          aria-label="查找期号、日期、标题"
          placeholder="查找期号、日期、标题"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
        <button type="button" disabled={busy} onClick={() => void verify()}>
          {busy ? "正在核对…" : "核对已发布的"}
        </button>
      </div>
      {done && (
        <div class={done.well ? "done" : "failed"} role="status">
          {done.said.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
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
    </main>
  );
}

function IssueRow({ row }: { row: Row }) {
  const inside = (
    <>
      <span class="issue-title">{row.title}</span>
      <span class="issue-day">{day(row.date)}</span>
      <span class={`stage ${row.state}`}>
        {STAGES[row.state]}
        {row.releases > 1 && `（${row.releases} 次）`}
      </span>
      <span class="issue-size">
        {row.items} 条 · {row.characters} 字
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
