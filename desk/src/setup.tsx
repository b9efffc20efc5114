// No workspace yet: a new one, or one that was open lately.

import { useEffect, useState } from "preact/hooks";
import type { Offer } from "./api";
import { backIssues } from "./list";
import { cellsOf, type Given, useLook } from "./lists";
import { get, post, upload } from "./net";
import { go } from "./route";
import { failed, tell } from "./state";

const DAYS = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"];

export function Setup({ entered }: { entered: () => Promise<void> }) {
  const [offer, setOffer] = useState<Offer | null>(null);
  const [form, setForm] = useState({
    folder: "",
    name: "",
    publisher: "",
    weekday: "星期五",
    editor: "",
    reviewer: "",
    approver: "",
  });
  const [roster, setRoster] = useState<Given>("");
  const [receivers, setReceivers] = useState<Given>("");
  const units = useLook("units", cellsOf("units", roster));
  const listed = useLook("distribution", cellsOf("distribution", receivers));
  const [back, setBack] = useState<File[]>([]);
  const [other, setOther] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    get<Offer>("/api/setup").then((offer) => {
      setOffer(offer);
      setForm((form) => ({ ...form, folder: offer.folder }));
    }, failed);
  }, []);
  const set = (key: keyof typeof form) => (event: Event) => {
    const text = (event.currentTarget as HTMLInputElement).value;
    setForm((form) => ({ ...form, [key]: text }));
  };
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
      await entered();
      go("/");
    } catch (error) {
      failed(error);
    }
    setBusy(false);
  };
  const enter = (folder: string) => attempt(() => post("/api/enter", { folder }));
  const wrong = [...(units?.problems ?? []), ...(listed?.problems ?? [])].length > 0;
  const create = () =>
    attempt(async () => {
      const { folder, name, publisher, weekday, editor, reviewer, approver } = form;
      const cells = cellsOf("distribution", receivers);
      await post("/api/setup", {
        folder,
        name,
        publisher,
        weekday,
        distribution: listed?.written || (typeof receivers === "string" ? receivers : ""),
        staff: [editor, reviewer, approver],
      });
      // The folder is there: what follows must not keep one from entering it.
      for (const [which, list] of [
        ["units", cellsOf("units", roster)],
        ["distribution", cells],
      ] as const) {
        if (list === null) continue;
        await upload(`/api/lists/${which}?write=true&first=true`, list).catch((error: Error) =>
          tell(`${error.message}。其他的建好了，名单到“设置”里再导`, true),
        );
      }
      backIssues.value = back;
    });
  return (
    <main class="home setup">
      <h1>编辑台</h1>
      {(offer?.recent.length ?? 0) > 0 && (
        <section class="panel">
          <h2>最近用过的</h2>
          <ul class="recent">
            {offer?.recent.map((folder) => (
              <li key={folder}>
                <button type="button" disabled={busy} onClick={() => void enter(folder)}>
                  {folder}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="panel">
        <h2>新办一份</h2>
        <div class="grid">
          <Line label="刊名" needed value={form.name} set={set("name")} hint="如 延津政务快报" />
          <Line
            label="编发单位"
            needed
            value={form.publisher}
            set={set("publisher")}
            hint="如 延津县人民政府办公室"
          />
          <div class="entry">
            <label for="setup-weekday">星期几出刊</label>
            <select id="setup-weekday" value={form.weekday} onChange={set("weekday")}>
              {DAYS.map((day) => (
                <option key={day}>{day}</option>
              ))}
            </select>
          </div>
          <Line label="责任编辑" value={form.editor} set={set("editor")} hint="几个人用顿号分开" />
          <Line label="审核" value={form.reviewer} set={set("reviewer")} hint="" />
          <Line label="签发" value={form.approver} set={set("approver")} hint="" />
          <Line
            label="放在哪个文件夹"
            long
            value={form.folder}
            set={set("folder")}
            hint="没有会新建"
          />
        </div>
        <ListEntry
          id="setup-distribution"
          label="发送范围（要写）"
          hint="印在末页“本期发：”之后，不写这三个字。有 Excel 名单的，把单位（和份数）几栏粘贴进来，或者选文件"
          placeholder="县委常委，县人大正副主任，副县长，……各乡（镇）政府、街道办事处主要领导。"
          given={receivers}
          set={setReceivers}
          look={listed}
        />
        <ListEntry
          id="setup-roster"
          label="单位名录"
          hint="现在没有也行，以后在“设置”里加"
          placeholder={"从 Excel 里复制粘贴：全称、署名\n延津县发展和改革委员会\t发改委"}
          given={roster}
          set={setRoster}
          look={units}
        />
        <section
          class="drop"
          aria-label="往期"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            setBack([...back, ...(event.dataTransfer?.files ?? [])]);
          }}
        >
          <p>
            {back.length === 0
              ? "已经出过的各期（Word、PDF、网页）可以一起收进来：拖到这里，一个文件是一期；现在没有，以后再收也行"
              : `收进来 ${back.length} 期：${back.map((file) => file.name).join("、")}`}
          </p>
          <label class="button">
            选往期文件…
            <input
              type="file"
              multiple
              class="seen"
              onChange={(event) => {
                setBack([...back, ...(event.currentTarget.files ?? [])]);
                event.currentTarget.value = "";
              }}
            />
          </label>
        </section>
        <div class="actions">
          <button
            type="button"
            class="primary"
            disabled={busy || wrong}
            onClick={() => void create()}
          >
            {busy ? "正在建…" : "建好，打开"}
          </button>
        </div>
      </section>
      <section class="panel">
        <h2>打开已有的</h2>
        <div class="actions">
          <input
            class="wide"
            aria-label="工作文件夹"
            placeholder="有 bulletin.toml 的文件夹，写全"
            value={other}
            onInput={(event) => setOther(event.currentTarget.value)}
          />
          <button
            type="button"
            disabled={busy || other.trim() === ""}
            onClick={() => void enter(other)}
          >
            打开
          </button>
        </div>
      </section>
    </main>
  );
}

type LineProps = {
  label: string;
  needed?: boolean;
  long?: boolean;
  value: string;
  hint: string;
  set: (event: Event) => void;
};

function Line({ label, needed, long, value, hint, set }: LineProps) {
  const id = `setup-${label}`;
  return (
    <div class={long ? "entry long" : "entry"}>
      <label for={id}>
        {label}
        {needed && "（要写）"}
      </label>
      <input id={id} value={value} onInput={set} placeholder={hint} />
    </div>
  );
}

type ListEntryProps = {
  id: string;
  label: string;
  hint: string;
  placeholder: string;
  given: Given;
  set: (given: Given) => void;
  look: ReturnType<typeof useLook>;
};

/** A list that is typed, pasted from a spreadsheet, or chosen as a file. */
function ListEntry({ id, label, hint, placeholder, given, set, look }: ListEntryProps) {
  const text = typeof given === "string" ? given : "";
  return (
    <div class="entry">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={3}
        value={text}
        placeholder={placeholder}
        onInput={(event) => set(event.currentTarget.value)}
      />
      <div class="actions">
        <label class="button">
          选表格文件…
          <input
            type="file"
            class="seen"
            aria-label={`${label.replace("（要写）", "")}的表格文件`}
            accept=".xlsx,.xls,.csv"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) set(file);
              event.currentTarget.value = "";
            }}
          />
        </label>
        {typeof given !== "string" && (
          <>
            <span>{given.name}</span>
            <button type="button" class="small" onClick={() => set("")}>
              不用这个文件
            </button>
          </>
        )}
        <p class="quiet" role="status">
          {look === null
            ? hint
            : look.problems.length > 0
              ? ""
              : `认出 ${look.count} 个：${look.first.join("、")}${look.count > look.first.length ? "等" : ""}${look.copies === null ? "" : `，共 ${look.copies} 份`}`}
        </p>
      </div>
      {look !== null && look.problems.length > 0 && (
        <div class="failed" role="alert">
          {look.problems.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
    </div>
  );
}
