// No workspace yet: a new one, or one that was open lately.

import { useEffect, useState } from "preact/hooks";
import { get, post } from "./net";
import { fromText } from "./paste";
import { go } from "./route";
import { failed } from "./state";

type Offer = { open: string | null; folder: string; recent: string[] };
const DAYS = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"];

export function Setup({ entered }: { entered: () => Promise<void> }) {
  const [offer, setOffer] = useState<Offer | null>(null);
  const [form, setForm] = useState({
    folder: "",
    name: "",
    publisher: "",
    weekday: "星期五",
    distribution: "",
    editor: "",
    reviewer: "",
    approver: "",
    roster: "",
  });
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
  const create = () =>
    attempt(async () => {
      const { folder, name, publisher, weekday, distribution, editor, reviewer, approver } = form;
      await post("/api/setup", {
        folder,
        name,
        publisher,
        weekday,
        distribution,
        staff: [editor, reviewer, approver],
      });
      const units = unitsOf(form.roster);
      if (units.length > 0) await post("/api/roster", units);
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
          <Line label="刊名" value={form.name} set={set("name")} hint="如 延津政务快报" />
          <Line
            label="编发单位"
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
          <Line label="放在哪个文件夹" value={form.folder} set={set("folder")} hint="没有会新建" />
          <Line label="责任编辑" value={form.editor} set={set("editor")} hint="几个人用顿号分开" />
          <Line label="审核" value={form.reviewer} set={set("reviewer")} hint="" />
          <Line label="签发" value={form.approver} set={set("approver")} hint="" />
        </div>
        <div class="entry">
          <label for="setup-distribution">发送范围</label>
          <textarea
            id="setup-distribution"
            rows={2}
            value={form.distribution}
            onInput={set("distribution")}
            placeholder="县委常委，县人大正副主任，副县长，……各乡（镇）政府、街道办事处主要领导。"
          />
          <p class="quiet">印在末页“本期发：”之后，不写这三个字</p>
        </div>
        <div class="entry">
          <label for="setup-roster">单位名录</label>
          <textarea
            id="setup-roster"
            rows={4}
            value={form.roster}
            onInput={set("roster")}
            placeholder={"从 Excel 里复制两栏粘贴：全称、署名\n延津县发展和改革委员会\t发改委"}
          />
          <p class="quiet">
            {form.roster.trim() === ""
              ? "现在没有也行，以后在“设置”里加"
              : `认出 ${unitsOf(form.roster).length} 个单位`}
          </p>
        </div>
        <div class="actions">
          <button type="button" class="primary" disabled={busy} onClick={() => void create()}>
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

type LineProps = { label: string; value: string; hint: string; set: (event: Event) => void };

function Line({ label, value, hint, set }: LineProps) {
  const id = `setup-${label}`;
  return (
    <div class="entry">
      <label for={id}>{label}</label>
      <input id={id} value={value} onInput={set} placeholder={hint} />
    </div>
  );
}

export type UnitRow = {
  name: string;
  credit: string;
  headline: string;
  aliases: string[];
  group: string;
};

/** Units from cells that were copied: a full name and a credit, or one of them. */
export function unitsOf(text: string): UnitRow[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const table = fromText(text).table ?? lines.map((line) => line.split(/\t|[,，]|\s{2,}/));
  const rows = table.map((cells) => cells.map((cell) => cell.trim()).filter((cell) => cell !== ""));
  return rows
    .filter((cells) => cells.length > 0 && !/^(全称|单位|名称|序号)/.test(cells[0] ?? ""))
    .map((cells) => {
      const plain = cells.filter((cell) => !/^\d+$/.test(cell));
      const name = plain[0] ?? "";
      const credit = plain[1] ?? name;
      const town = /(乡|镇|街道|办事处)$/.test(credit) || /(乡|镇)人民政府|街道办事处/.test(name);
      return { name, credit, headline: "", aliases: [], group: town ? "乡镇街道" : "县直部门" };
    })
    .filter((unit) => unit.credit !== "");
}
