// What is counted over all issues: how much each unit had, its points and why, what to think of next.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Board, Done, Tables } from "./api";
import { Told } from "./done";
import { bytes, get, part, post } from "./net";
import { go } from "./route";
import { failed } from "./state";
import { Tabbed } from "./tabs";

const TABS = [
  ["count", "采用统计"],
  ["score", "计分通报"],
  ["plan", "选题"],
] as const;
type Tab = (typeof TABS)[number][0];

const BY = [
  ["unit", "各单位"],
  ["group", "各类单位"],
  ["column", "各栏目"],
  ["month", "各月"],
  ["editor", "各责任编辑"],
] as const;
const OF = [
  ["items", "条数"],
  ["characters", "字数"],
  ["credits", "署名次数"],
] as const;
const NOTICES = [
  ["pdf", "PDF"],
  ["docx", "Word"],
  ["html", "网页"],
] as const;

/** Typing that goes on is waited for. */
const PAUSE = 300;

export function Tally({ first }: { first: string | undefined }) {
  const tab: Tab = TABS.find(([key]) => key === first)?.[0] ?? TABS[0][0];
  const [time, setTime] = useState("");
  const [by, setBy] = useState("unit");
  const [of, setOf] = useState("items");
  const [released, setReleased] = useState(false);
  const [why, setWhy] = useState("");
  const [told, setTold] = useState<Tables | null>(null);
  const [wrong, setWrong] = useState("");
  const [done, setDone] = useState<Done | null>(null);
  const [busy, setBusy] = useState("");
  const newest = useRef(0);
  const asked = `what=${tab}&time=${part(time.trim())}&by=${by}&of=${of}&released=${released}&why=${part(why)}`;
  useEffect(() => {
    newest.current += 1;
    const own = newest.current;
    const timer = setTimeout(() => {
      get<Tables>(`/api/tables?${asked}`).then(
        (tables) => {
          if (own !== newest.current) return;
          setTold(tables);
          setWrong("");
        },
        (error: Error) => {
          if (own !== newest.current) return;
          setTold(null);
          setWrong(error.message);
        },
      );
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [asked]);
  useLayoutEffect(() => {
    setTold(null);
    setWrong("");
    setWhy("");
    setDone(null);
  }, [tab]);
  const save = async () => {
    try {
      const url = URL.createObjectURL(await bytes(`/api/tables/xlsx?${asked}`));
      const link = document.createElement("a");
      link.href = url;
      link.download = `${TABS.find(([key]) => key === tab)?.[1] ?? ""}.xlsx`;
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      failed(error);
    }
  };
  const notice = async (form: string) => {
    setBusy(form);
    setDone(null);
    try {
      setDone(await post<Done>(`/api/notice/${form}?${asked}`, null));
    } catch (error) {
      failed(error);
    }
    setBusy("");
  };
  return (
    <Tabbed
      title="统计"
      kind="tally"
      all={TABS}
      chosen={tab}
      choose={(next) => go(`/tables/${next}`)}
    >
      {tab !== "plan" && (
        <div class="grid">
          <div class="entry">
            <label for="tally-time">时间</label>
            <input
              id="tally-time"
              value={time}
              placeholder={tab === "count" ? "最近一期那年" : "上个月"}
              onInput={(event) => setTime(event.currentTarget.value)}
            />
            <p class="quiet">2024、2024Q1 或 2024-03</p>
          </div>
          {tab === "count" && (
            <>
              <Choice id="tally-by" label="看什么" value={by} set={setBy} all={BY} />
              <Choice id="tally-of" label="数什么" value={of} set={setOf} all={OF} />
            </>
          )}
          <label class="check">
            <input
              type="checkbox"
              checked={released}
              onChange={(event) => setReleased(event.currentTarget.checked)}
            />
            只算发布了的
          </label>
        </div>
      )}
      {why !== "" && (
        <div class="actions">
          <button type="button" onClick={() => setWhy("")}>
            回到全部单位
          </button>
        </div>
      )}
      {wrong !== "" && tab === "score" && wrong.startsWith("还没有") ? (
        <section class="panel" role="status">
          <p>还没有计分办法，没有可算的</p>
          <div class="actions">
            <a class="button" href="#/settings/scoring.toml">
              去选一套计分办法
            </a>
          </div>
        </section>
      ) : (
        wrong !== "" && (
          <div class="failed" role="alert">
            <p>{wrong}</p>
            {tab === "score" && (
              <p>
                计分办法、采用记录在<a href="#/settings/scoring.toml">设置</a>里
              </p>
            )}
          </div>
        )
      )}
      {(told?.problems.length ?? 0) > 0 && (
        <div class="failed" role="alert">
          {told?.problems.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
      {told === null && wrong === "" && <p class="quiet waiting">正在数…</p>}
      {told?.tables.length === 0 && <p class="quiet empty">没有可列的</p>}
      {told?.tables.map((board) => (
        <Shown
          key={board.title}
          board={board}
          ask={tab === "score" && why === "" ? setWhy : undefined}
        />
      ))}
      {told !== null && told.tables.length > 0 && (
        <div class="actions">
          <button type="button" onClick={() => void save()}>
            存成 Excel
          </button>
          {tab === "score" &&
            why === "" &&
            NOTICES.map(([form, name]) => (
              <button
                key={form}
                type="button"
                disabled={busy !== ""}
                onClick={() => void notice(form)}
              >
                {busy === form ? "正在做…" : `做通报（${name}）`}
              </button>
            ))}
        </div>
      )}
      {done && <Told done={done} />}
    </Tabbed>
  );
}

type ChoiceProps = {
  id: string;
  label: string;
  value: string;
  set: (value: string) => void;
  all: readonly (readonly [string, string])[];
};

function Choice({ id, label, value, set, all }: ChoiceProps) {
  return (
    <div class="entry">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => set(event.currentTarget.value)}>
        {all.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A table; `ask` is told the unit of a line whose points are asked for. */
function Shown({ board, ask }: { board: Board; ask: ((unit: string) => void) | undefined }) {
  const unit = board.heads.findIndex((head) => head.name === "单位");
  return (
    <section class="rows">
      <h2>{board.title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div class="scroll tall" tabIndex={0} role="group" aria-label={board.title}>
        <table class="board">
          <thead>
            <tr>
              {board.heads.map((head) => (
                <th key={head.name} scope="col" class={head.counts ? "counted" : ""}>
                  {head.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.lines.map((line, at) => (
              <tr key={`${at}${line.cells[0] ?? ""}`} class={line.is_total ? "total" : ""}>
                {line.cells.map((cell, c) => (
                  <td
                    key={board.heads[c]?.name ?? c}
                    class={board.heads[c]?.counts ? "counted" : ""}
                  >
                    {ask && c === unit && !line.is_total ? (
                      <button type="button" class="small plain" onClick={() => ask(cell)}>
                        {cell}
                      </button>
                    ) : (
                      cell
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {board.notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
    </section>
  );
}
