// The office's own words as a table: the file's lines that are no comments. Other lines stay.

import { useEffect, useState } from "preact/hooks";
import type { Text } from "./api";
import { Faults } from "./forms";
import { Heads } from "./heads";
import { get, post } from "./net";
import { failed, tell } from "./state";

const HEADS = ["编号", "错误的写法", "正确的写法", "条件", "把握", "理由", "出处"] as const;
const HINTS = [
  "关闭时用，如 本县-1",
  "空着就是固定提法，差一个字的会提醒",
  "几个用 / 隔开",
  "如 不后接 线，不写就是总是",
  "错误、警告或提示，不写是警告",
  "",
  "",
] as const;
const LEVELS = ["错误", "警告", "提示"];

const isWord = (line: string) => !line.startsWith("#") && line.trim() !== "";

export function Lexicon({ changed }: { changed: () => Promise<void> }) {
  const [read, setRead] = useState<Text | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const [cells, setCells] = useState<string[]>([]);
  useEffect(() => {
    get<Text>("/api/settings/lexicon.tsv").then(setRead, failed);
  }, []);
  if (!read) return null;
  const lines = read.text.split("\n");
  const words = lines.flatMap((line, at) =>
    isWord(line) ? [{ at, cells: line.replace(/\r$/, "").split("\t") }] : [],
  );
  const open = (at: number, cells: string[]) => {
    setShown(at);
    setCells(HEADS.map((_, index) => cells[index]?.trim() ?? ""));
  };
  const write = async (next: string[]) => {
    try {
      const text = next.join("\n");
      setRead(await post<Text>("/api/settings/lexicon.tsv", { text, was: read.text }, "PUT"));
      setShown(null);
      await changed();
      tell("已存，各期都按新的词库查过");
    } catch (error) {
      failed(error);
    }
  };
  const clean = () => {
    const line = cells.map((cell) => cell.replace(/[\t\r\n]+/g, " ").trim()).join("\t");
    return line.replace(/\t+$/, "");
  };
  const save = () => {
    if (shown === null) return;
    const next = [...lines];
    if (shown < lines.length) next[shown] = clean();
    else {
      while (next.at(-1) === "") next.pop();
      next.push(clean(), "");
    }
    void write(next);
  };
  const free = () => {
    const taken = new Set(words.map(({ cells }) => cells[0]?.trim()));
    let number = 1;
    while (taken.has(`本单位-${number}`)) number += 1;
    return `本单位-${number}`;
  };
  const panel = shown !== null && (
    <div class="panel">
      <div class="grid">
        {HEADS.map((head, index) => (
          <div class="entry" key={head}>
            <label for={`word-${index}`}>{head}</label>
            {head === "把握" ? (
              <select
                id={`word-${index}`}
                value={cells[index]}
                onChange={(event) => {
                  const text = event.currentTarget.value;
                  setCells(cells.map((cell, other) => (other === index ? text : cell)));
                }}
              >
                <option value="">不写</option>
                {LEVELS.map((level) => (
                  <option key={level}>{level}</option>
                ))}
              </select>
            ) : (
              <input
                id={`word-${index}`}
                value={cells[index]}
                onInput={(event) => {
                  const text = event.currentTarget.value;
                  setCells(cells.map((cell, other) => (other === index ? text : cell)));
                }}
              />
            )}
            {HINTS[index] !== "" && <p class="quiet">{HINTS[index]}</p>}
          </div>
        ))}
      </div>
      <div class="actions">
        <button
          type="button"
          class="primary"
          disabled={cells[0]?.trim() === "" || cells[2]?.trim() === ""}
          onClick={save}
        >
          {shown < lines.length ? "改好了" : "加上"}
        </button>
        <button type="button" onClick={() => setShown(null)}>
          不改了
        </button>
        {shown < lines.length && (
          <button type="button" onClick={() => void write(lines.filter((_, at) => at !== shown))}>
            去掉这个词
          </button>
        )}
      </div>
    </div>
  );
  return (
    <section class="rows" aria-labelledby="rows-words">
      <Faults faults={read.faults} />
      <h2 id="rows-words">
        本单位的易错词和固定提法
        {words.length > 0 && <span class="quiet">　{words.length}</span>}
      </h2>
      <p class="quiet">自带的词库之外，各期都会照这里查</p>
      {words.length > 0 && (
        <div class="scroll">
          <table>
            <Heads of={HEADS.slice(0, 5)} changed />
            <tbody>
              {words.map(({ at, cells }) => (
                <tr key={at} class={shown === at ? "open" : ""}>
                  {HEADS.slice(0, 5).map((head, index) => (
                    <td key={head}>{cells[index]}</td>
                  ))}
                  <td class="end">
                    <button
                      type="button"
                      class="small"
                      aria-expanded={shown === at}
                      aria-label={`改${cells[2] ?? ""}`}
                      onClick={() => (shown === at ? setShown(null) : open(at, cells))}
                    >
                      改
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {panel}
      {shown === null && (
        <button type="button" class="add" onClick={() => open(lines.length, [free()])}>
          加一个词
        </button>
      )}
    </section>
  );
}
