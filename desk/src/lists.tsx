// Lists taken over from cells that are pasted or a spreadsheet, and given out as one.

import { useEffect, useState } from "preact/hooks";
import type { Listed, Proposed } from "./api";
import { bytes, upload } from "./net";
import { failed, tell } from "./state";

/** A list as text that is typed or pasted, or a spreadsheet. */
export type Given = string | File;
type Which = "units" | "distribution";

/** The cells of a list that is typed or pasted; nothing where there is no list: an empty text, or
 * receivers written as they are printed. */
export function cellsOf(which: Which, given: Given): Given | null {
  if (typeof given !== "string") return given;
  const lines = given.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length === 0) return null;
  if (lines.some((line) => line.includes("\t"))) return lines.join("\n");
  if (which === "units") {
    return lines.map((line) => line.split(/[,，]|\s{2,}/).join("\t")).join("\n");
  }
  return lines.length === 1 ? null : lines.join("\n");
}

/** What is recognized in a list, soon after it is given. */
export function useLook(which: Which, given: Given | null): Listed | null {
  const [read, setRead] = useState<Listed | null>(null);
  useEffect(() => {
    if (given === null) {
      setRead(null);
      return;
    }
    let late = false;
    const timer = setTimeout(() => {
      upload<Listed>(`/api/setup/${which}`, given).then(
        (read) => !late && setRead(read),
        (error: Error) =>
          !late &&
          setRead({
            count: 0,
            copies: null,
            first: [],
            written: "",
            notes: [],
            problems: [error.message],
          }),
      );
    }, 200);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [which, given]);
  return read;
}

/** A list taken over from cells that are pasted or a file, what would change shown first. */
export function ListIn({ which, changed }: { which: Which; changed: () => Promise<void> }) {
  const [cells, setCells] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [shown, setShown] = useState<Proposed | null>(null);
  const id = `list-${which}`;
  const body = cellsOf(which, file ?? cells) ?? "";
  const ask = async (write: boolean) => {
    try {
      const proposed = await upload<Proposed>(`/api/lists/${which}?write=${write}`, body);
      setShown(proposed);
      if (!write) return;
      if (proposed.written) {
        tell("已经写入");
        setCells("");
        setFile(null);
        setShown(null);
        await changed();
      }
    } catch (error) {
      setShown(null);
      failed(error);
    }
  };
  const save = async () => {
    try {
      const url = URL.createObjectURL(await bytes(`/api/lists/${which}`));
      const link = document.createElement("a");
      link.href = url;
      link.download = which === "units" ? "单位名录.xlsx" : "发送名单.xlsx";
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      failed(error);
    }
  };
  return (
    <div class="entry">
      <label for={id}>{which === "units" ? "从 Excel 粘贴单位" : "从 Excel 粘贴发送名单"}</label>
      <textarea
        id={id}
        rows={3}
        value={cells}
        placeholder={
          which === "units"
            ? "连同表头：单位全称、署名、别名、类别……"
            : "连同表头，一行一个：发送单位、份数"
        }
        onInput={(event) => {
          setCells(event.currentTarget.value);
          setFile(null);
          setShown(null);
        }}
      />
      <div class="actions">
        <button
          type="button"
          disabled={cells.trim() === "" && file === null}
          onClick={() => void ask(false)}
        >
          看看会改什么
        </button>
        <label class="button">
          选表格文件
          <input
            type="file"
            class="seen"
            accept=".xlsx,.xls,.csv"
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0] ?? null);
              event.currentTarget.value = "";
              setCells("");
              setShown(null);
            }}
          />
        </label>
        {file !== null && <span class="quiet">{file.name}</span>}
        <button type="button" onClick={() => void save()}>
          存成 Excel
        </button>
      </div>
      {shown !== null && (
        <div role="status">
          {shown.problems.length > 0 && (
            <div class="failed">
              {shown.problems.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </div>
          )}
          {shown.problems.length === 0 && (
            <>
              {shown.changes.map(([who, what]) => (
                <p key={who + what}>
                  <b>{who}</b>　{what}
                </p>
              ))}
              {shown.changes.length === 0 && <p>都一样，没有要改的</p>}
              {shown.absent.length > 0 && (
                <p class="quiet">表里没有、名录里有的 {shown.absent.length} 个，不动</p>
              )}
              {shown.notes.map((line) => (
                <p key={line} class="quiet">
                  {line}
                </p>
              ))}
              {shown.changes.length > 0 && (
                <button type="button" class="primary" onClick={() => void ask(true)}>
                  写入这 {shown.changes.length} 处
                </button>
              )}
            </>
          )}
        </div>
      )}
    </div>
  );
}
