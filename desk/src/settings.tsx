// Settings, roster and lexicon: the files as they are, with what is wrong in them; units added from
// cells copied out of Excel.

import { useEffect, useState } from "preact/hooks";
import { bytes, get, post, upload } from "./net";
import { failed, office, tell } from "./state";

type Text = { text: string; faults: { line: number; message: string; help: string | null }[] };

const FILES = [
  ["bulletin.toml", "刊物", "刊名、编发单位、发送范围、人员、版面、规则的级别"],
  ["units.toml", "单位名录", "全称、署名、别的写法、从哪天到哪天"],
  ["lexicon.tsv", "词库", "自己的易错词，一行一个"],
] as const;

export function Settings({ changed }: { changed: () => Promise<void> }) {
  const [file, setFile] = useState<string>(FILES[0][0]);
  const [times, setTimes] = useState(0);
  const again = async () => {
    await changed();
    setTimes((times) => times + 1);
  };
  return (
    <main class="home settings">
      <header class="home-head">
        <h1>设置</h1>
        <a class="button" href="#/">
          回到各期
        </a>
      </header>
      <div class="tabs" role="tablist" aria-label="设置">
        {FILES.map(([name, title]) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === file}
            aria-controls="setting"
            onClick={() => setFile(name)}
          >
            {title}
          </button>
        ))}
      </div>
      <section id="setting" role="tabpanel" aria-labelledby={`tab-${file}`}>
        {file === "bulletin.toml" && <Fields changed={again} />}
        {file === "bulletin.toml" && <ListIn which="distribution" changed={again} />}
        {file === "units.toml" && <Roster changed={again} />}
        <FileText key={`${file}${times}`} file={file} changed={changed} />
      </section>
    </main>
  );
}

type Form = {
  fields: [string, string, string][];
  rules: { code: string; summary: string; usual: string; level: string | null; locked: boolean }[];
};

const NAMES: Record<string, [string, string]> = {
  name: ["刊名", "印在报头"],
  publisher: ["编发单位", ""],
  weekday: ["星期几出刊", "如 星期五"],
  distribution: ["发送范围", "不写开头的“本期发：”"],
  "report-to": ["报", "末页“报：”后面的上级单位，不印就不写"],
  "send-to": ["送", "末页“送：”后面的平级单位，不印就不写"],
  copies: ["印多少份", "不印就不写"],
  template: ["版式", "kuaibao 或 jianbao"],
  "headline-max": ["标题最多几个字", "不写就是 30"],
  editor: ["责任编辑", "几个人用顿号分开"],
  reviewer: ["审核", ""],
  approver: ["签发", ""],
  pages: ["印成几页", "页数，或 even（凑双数）、auto（不管）"],
  contents: ["多于几条印目录", "不写就是 15；0 是不印"],
};
const LEVELS = ["错误", "警告", "提示", "关闭"];

function Fields({ changed }: { changed: () => Promise<void> }) {
  const [form, setForm] = useState<Form | null>(null);
  const [filter, setFilter] = useState("");
  useEffect(() => {
    get<Form>("/api/form").then(setForm, failed);
  }, []);
  const set = async (table: string, key: string, text: string) => {
    try {
      setForm(await post<Form>("/api/form", { table, key, text }));
      await changed();
      tell("已存，各期都按新的设置重新排过");
    } catch (error) {
      failed(error);
    }
  };
  if (!form) return null;
  const shown = form.rules.filter(
    (rule) => filter === "" || rule.summary.includes(filter) || rule.code.includes(filter),
  );
  return (
    <>
      <div class="grid">
        {form.fields.map(([table, key, text]) => (
          <div class="entry" key={`${table}.${key}`}>
            <label for={`set-${key}`}>{NAMES[key]?.[0] ?? key}</label>
            <input
              id={`set-${key}`}
              defaultValue={text}
              onChange={(event) => void set(table, key, event.currentTarget.value)}
            />
            <p class="quiet">{NAMES[key]?.[1]}</p>
          </div>
        ))}
      </div>
      <div class="entry">
        <label for="rule-filter">{form.rules.length} 条规则</label>
        <input
          id="rule-filter"
          type="search"
          placeholder="查找规则"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div class="scroll" tabIndex={0} role="group" aria-label="规则的级别">
        <table>
          <tbody>
            {shown.map((rule) => (
              <tr key={rule.code}>
                <td>{rule.summary}</td>
                <td class="quiet">{rule.code}</td>
                <td>
                  <select
                    aria-label={`${rule.summary}的级别`}
                    disabled={rule.locked}
                    value={rule.level ?? ""}
                    onChange={(event) => void set("rules", rule.code, event.currentTarget.value)}
                  >
                    <option value="">{rule.usual}（平时）</option>
                    {LEVELS.map((level) => (
                      <option key={level}>{level}</option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>原文</h2>
    </>
  );
}

function FileText({ file, changed }: { file: string; changed: () => Promise<void> }) {
  const [read, setRead] = useState<Text | null>(null);
  const [text, setText] = useState("");
  useEffect(() => {
    get<Text>(`/api/settings/${file}`).then((read) => {
      setRead(read);
      setText(read.text);
    }, failed);
  }, [file]);
  const save = async () => {
    if (!read) return;
    try {
      const written = await post<Text>(`/api/settings/${file}`, { text, was: read.text }, "PUT");
      setRead(written);
      setText(written.text);
      await changed();
      tell("已存，各期都按新的设置重新排过");
    } catch (error) {
      failed(error);
    }
  };
  const about = FILES.find(([name]) => name === file)?.[2];
  return (
    <>
      <p class="quiet">{about}</p>
      {read && read.faults.length > 0 && (
        <div class="failed" role="alert">
          {read.faults.map((fault) => (
            <p key={`${fault.line}${fault.message}`}>
              第{fault.line}行：{fault.message}
              {fault.help && `。${fault.help}`}
            </p>
          ))}
        </div>
      )}
      <textarea
        class="file"
        aria-label={file}
        spellcheck={false}
        rows={24}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="actions">
        <button
          type="button"
          class="primary"
          disabled={!read || text === read.text}
          onClick={() => void save()}
        >
          存
        </button>
        <button
          type="button"
          disabled={!read || text === read.text}
          onClick={() => setText(read?.text ?? "")}
        >
          不改了
        </button>
      </div>
    </>
  );
}

type Proposed = {
  changes: [string, string, string][];
  same: number;
  absent: string[];
  notes: string[];
  problems: string[];
  written: boolean;
};

/** A list taken over from cells that are pasted or a file, what would change shown first. */
function ListIn({
  which,
  changed,
}: {
  which: "units" | "distribution";
  changed: () => Promise<void>;
}) {
  const [cells, setCells] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [shown, setShown] = useState<Proposed | null>(null);
  const id = `list-${which}`;
  const body = file ?? cells;
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

function Roster({ changed }: { changed: () => Promise<void> }) {
  const [filter, setFilter] = useState("");
  const all = office.value?.units ?? [];
  const shown = all.filter(
    (unit) =>
      filter === "" ||
      unit.forms.some((form) => form.includes(filter)) ||
      unit.initials.some((letters) => letters.startsWith(filter)),
  );
  return (
    <div class="roster">
      <ListIn which="units" changed={changed} />
      <div class="entry">
        <label for="roster-filter">{all.length} 个单位</label>
        <input
          id="roster-filter"
          type="search"
          placeholder="查找：名称或拼音首字母"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div class="scroll" tabIndex={0} role="group" aria-label="单位名录">
        <table>
          <thead>
            <tr>
              <th>署名</th>
              <th>全称</th>
              <th>其他写法</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((unit) => (
              <tr key={unit.credit + unit.name}>
                <td>{unit.credit}</td>
                <td>{unit.name}</td>
                <td class="quiet">
                  {unit.forms
                    .filter((form) => form !== unit.credit && form !== unit.name)
                    .join("、")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
