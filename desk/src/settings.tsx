// Settings, rules, roster, lexicon, points: each as a form, and its file as it is below.

import { useEffect, useState } from "preact/hooks";
import type { RuleRow, Text } from "./api";
import { Entries, Faults, List, type Offers, useForm, type Words } from "./forms";
import { Heads } from "./heads";
import { Lexicon } from "./lexicon";
import { ListIn } from "./lists";
import { get, post } from "./net";
import { go } from "./route";
import { failed, office, tell } from "./state";
import { Tabbed } from "./tabs";

const TABS = [
  ["bulletin.toml", "刊物"],
  ["rules", "规则"],
  ["units.toml", "单位名录"],
  ["lexicon.tsv", "词库"],
  ["scoring.toml", "计分办法"],
  ["adopted.toml", "采用记录"],
] as const;
type Tab = (typeof TABS)[number][0];

type SettingsProps = {
  changed: () => Promise<void>;
  /** What is shown first, and a unit that is to be added there. */
  first: string | undefined;
  unit: string | undefined;
};

export function Settings({ changed, first, unit }: SettingsProps) {
  const tab: Tab = TABS.find(([key]) => key === first)?.[0] ?? TABS[0][0];
  const [times, setTimes] = useState(0);
  const again = async () => {
    await changed();
    setTimes((times) => times + 1);
  };
  const show = (next: Tab) => go(`/settings/${next}`);
  const file = tab === "rules" ? "bulletin.toml" : tab;
  return (
    <Tabbed title="设置" kind="settings" all={TABS} chosen={tab} choose={show}>
      {tab === "bulletin.toml" && <Bulletin key={times} changed={changed} again={again} />}
      {tab === "rules" && <Rules changed={changed} />}
      {tab === "units.toml" && (
        <Roster key={`${times}${unit}`} changed={changed} again={again} unit={unit} />
      )}
      {tab === "lexicon.tsv" && <Lexicon key={times} changed={changed} />}
      {tab === "scoring.toml" && <Scheme key={times} again={again} />}
      {tab === "adopted.toml" && <Records key={times} />}
      {tab !== "rules" && <FileText key={`${file}${times}`} file={file} changed={again} />}
    </Tabbed>
  );
}

const HEAD: Words = [
  ["name", "刊名"],
  ["publisher", "编发单位"],
  ["weekday", "星期几出刊"],
  ["template", "版式"],
  ["headline-max", "标题最多几个字"],
  ["copies", "印多少份"],
];
const FOOT: Words = [
  ["distribution", "发送范围", "long"],
  ["report-to", "报", "long"],
  ["send-to", "送", "long"],
];
const STAFF: Words = [
  ["staff.editor", "责任编辑"],
  ["staff.reviewer", "审核"],
  ["staff.approver", "签发"],
  ["staff.bound", "只认在这里签的名"],
];
const LAYOUT: Words = [
  ["layout.pages", "印成几页"],
  ["layout.contents", "多于几条印目录"],
  ["layout.punctuation", "标点"],
  ["layout.preprinted", "套红纸"],
  ["layout.masthead", "报头占几行"],
  ["layout.masthead-min", "报头最少几行"],
  ["layout.pitch-max", "行距最大"],
  ["layout.pitch-min", "行距最小"],
  ["layout.size-min", "字号最小"],
  ["layout.win-lines", "挤标点省行"],
  ["layout.latin-spacing", "汉字与数字之间空开"],
  ["layout.creep", "小册子外伸几毫米"],
];
const MORE: Words = [
  ["forms", "发布时另存的格式"],
  ["lexicon.off", "词库里不用的词"],
  ["fonts.title", "刊名的字体"],
  ["fonts.heading", "栏目、标题的字体"],
  ["fonts.body", "正文的字体"],
  ["fonts.kai", "编者按的字体"],
  ["fonts.folio", "页码的字体"],
];

type Changing = { changed: () => Promise<void>; again: () => Promise<void> };

function Bulletin({ changed, again }: Changing) {
  const open = useForm(
    "bulletin.toml",
    { template: ["kuaibao", "jianbao"], pages: ["even", "auto", "4"] },
    changed,
  );
  if (!open) return null;
  const group = (title: string, words: Words) => (
    <section class="rows">
      <h2>{title}</h2>
      <Entries open={open} path={[]} words={words} />
    </section>
  );
  return (
    <>
      <Faults faults={open.form.faults} />
      {group("报头", HEAD)}
      {group("末页", FOOT)}
      <ListIn which="distribution" changed={again} />
      {group("人员", STAFF)}
      {group("版面", LAYOUT)}
      {group("其他", MORE)}
    </>
  );
}

const LEVELS = ["错误", "警告", "提示", "关闭"];

function Rules({ changed }: { changed: () => Promise<void> }) {
  const open = useForm("bulletin.toml", {}, changed);
  const [rules, setRules] = useState<RuleRow[]>([]);
  const [filter, setFilter] = useState("");
  const [own, setOwn] = useState(false);
  useEffect(() => {
    get<RuleRow[]>("/api/rules").then(setRules, failed);
  }, []);
  if (!open) return null;
  const levels = (open.form.values.rules ?? {}) as Record<string, string>;
  const shown = rules.filter(
    (rule) =>
      (!own || levels[rule.code] !== undefined) &&
      (filter === "" || rule.summary.includes(filter) || rule.code.includes(filter)),
  );
  return (
    <>
      <div class="actions">
        <div class="entry wide">
          <label for="rule-filter">{rules.length} 条规则</label>
          <input
            id="rule-filter"
            type="search"
            placeholder="查找规则"
            value={filter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
        </div>
        <button type="button" aria-pressed={own} onClick={() => setOwn(!own)}>
          只看改过级别的（{Object.keys(levels).length}）
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div class="scroll tall" tabIndex={0} role="group" aria-label="规则的级别">
        <table>
          <Heads of={["查什么", "代码", "级别"]} />
          <tbody>
            {shown.map((rule) => (
              <tr key={rule.code}>
                <td>{rule.summary}</td>
                <td class="quiet">{rule.code}</td>
                <td>
                  <select
                    aria-label={`${rule.summary}的级别`}
                    disabled={rule.locked}
                    title={rule.locked ? "这一条不能改级别" : ""}
                    value={levels[rule.code] ?? ""}
                    onChange={(event) =>
                      void open.ask({
                        do: "set",
                        path: ["rules", rule.code],
                        value: event.currentTarget.value,
                      })
                    }
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
    </>
  );
}

const UNIT: Words = [
  ["credit", "署名"],
  ["name", "全称"],
  ["headline", "标题和正文里的写法"],
  ["aliases", "其他写法"],
  ["group", "类别"],
  ["from", "从哪天起"],
  ["until", "到哪天止"],
  ["note", "备注"],
];

/** A unit as somebody has written it, for the roster. */
function begun(unit: string): Record<string, string> {
  const place = /^.{1,8}?县/.exec(office.value?.publisher ?? "")?.[0] ?? "";
  const credit = unit.replace(place, "").replace(/^县/, "");
  const kind = /[乡镇]$|街道$/.test(credit) ? "乡镇街道" : "县直部门";
  const full = kind === "县直部门" ? { headline: `县${credit}` } : {};
  return { credit, name: `${place}${credit}`, group: kind, ...full };
}

function Roster({ changed, again, unit }: Changing & { unit: string | undefined }) {
  const open = useForm("units.toml", {}, changed);
  const [filter, setFilter] = useState("");
  if (!open) return null;
  // What is typed may be the first letters of the pinyin, which the roster in use knows.
  const letters = /^[a-z]+$/i.test(filter.trim());
  const known = office.value?.units.find((unit) =>
    unit.initials.some((initials) => initials.startsWith(filter.trim().toLowerCase())),
  );
  const wanted = letters ? (known?.credit ?? filter.trim()) : filter.trim();
  return (
    <>
      <Faults faults={open.form.faults} />
      <ListIn which="units" changed={again} />
      <div class="entry">
        <label for="roster-filter">查找单位</label>
        <input
          id="roster-filter"
          type="search"
          placeholder="名称或拼音首字母"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      <List
        open={open}
        path={["unit"]}
        title="单位"
        one="个单位"
        words={UNIT}
        columns={5}
        filter={wanted}
        begin={unit === undefined ? undefined : begun(unit)}
      />
    </>
  );
}

const OWN: Words = [
  ["name", "类名"],
  ["points", "每条几分"],
  ["kind", "正刊或增刊"],
  ["columns", "登在哪些栏目"],
  ["characters-at-most", "最多几个字"],
  ["characters-at-least", "最少几个字"],
  ["alone", "整期只有一条"],
  ["joint-points", "合写时每个单位几分"],
];
const LEVEL: Words = [
  ["name", "级"],
  ["instruction", "批示一次加几分"],
  ["forwarded", "转报的乘以几"],
  ["compiled", "合编的乘以几"],
];
const JOURNAL: Words = [
  ["name", "刊名"],
  ["level", "哪一级"],
  ["points", "采用一条几分"],
  ["kinds", "分类计分"],
  ["instruction", "批示一次加几分"],
];
const CLASS: Words = [
  ["name", "叫什么"],
  ["groups", "名录里的哪些类别"],
  ["units", "或者哪些单位"],
];
const QUOTA: Words = [
  ["name", "叫什么"],
  ["of", "数什么"],
  ["per", "每"],
  ["at-least", "至少几条"],
  ["base", "完成得几分"],
  ["short", "少一条扣几分"],
  ["extra", "超过的每条几分"],
  ["most", "每期最多几分"],
  ["most-in-year", "全年最多几分"],
  ["short-most", "每期最多扣几分"],
  ["kinds", "只数哪几类"],
];
const WHOLE: Words = [
  ["places", "几位小数"],
  ["issues", "算哪些期"],
  ["joint", "合写的"],
  ["same-item", "同一条几处采用"],
  ["same-item-instructions", "同一条几位批示"],
];
const DUTY: Words = [
  ["commission.points", "约稿按时交得几分"],
  ["commission.late", "约稿迟了扣几分"],
  ["commission.missing", "约稿没交扣几分"],
  ["reply.points", "反馈按时得几分"],
  ["reply.late", "反馈迟了扣几分"],
  ["reply.missing", "没反馈扣几分"],
];
const NOTICE: Words = [
  ["notice.title", "标题"],
  ["notice.heading", "期号处印什么"],
  ["notice.opening", "表格前面的话", "long"],
  ["notice.closing", "表格后面的话", "long"],
  ["notice.editor", "责任编辑"],
  ["notice.reviewer", "审核"],
  ["notice.approver", "签发"],
];

const nothing = async () => {};
const credits = () => office.value?.units.map((unit) => unit.credit) ?? [];
const names = (of: unknown): string[] =>
  Array.isArray(of) ? of.flatMap((one) => (typeof one?.name === "string" ? [one.name] : [])) : [];

function Scheme({ again }: { again: () => Promise<void> }) {
  const open = useForm("scoring.toml", {}, nothing);
  const [schemes, setSchemes] = useState<[string, string][]>([]);
  useEffect(() => {
    get<[string, string][]>("/api/schemes").then(setSchemes, failed);
  }, []);
  if (!open) return null;
  if (!open.form.there) {
    const begin = async (name: string) => {
      try {
        await post("/api/schemes", name);
        await again();
      } catch (error) {
        failed(error);
      }
    };
    return (
      <section class="rows">
        <h2>还没有计分办法，从哪一套改起</h2>
        <p class="quiet">各地的办法年年在改，选一套相近的，再逐项换成本地文件里的分值</p>
        <ul class="forms">
          {schemes.map(([name, about]) => (
            <li key={name}>
              <button type="button" onClick={() => void begin(name)}>
                {name}
              </button>
              <span class="quiet">{about}</span>
            </li>
          ))}
        </ul>
      </section>
    );
  }
  const offers: Offers = {
    level: names(open.form.values.level),
    units: credits(),
    columns: office.value?.columns ?? [],
    groups: ["县直部门", "乡镇街道", "其他"],
  };
  const with_ = { ...open, offers };
  const group = (title: string, words: Words) => (
    <section class="rows">
      <h2>{title}</h2>
      <Entries open={with_} path={[]} words={words} />
    </section>
  );
  return (
    <>
      <Faults faults={open.form.faults} />
      <List open={with_} path={["own"]} title="本刊的条目" one="类" words={OWN} columns={4} />
      <List open={with_} path={["level"]} title="各级" one="级" words={LEVEL} columns={4} />
      <List
        open={with_}
        path={["journal"]}
        title="上级的刊物"
        one="种"
        words={JOURNAL}
        columns={5}
      />
      <List
        open={with_}
        path={["class"]}
        title="单位分类"
        one="类单位"
        words={CLASS}
        columns={3}
        inside={{ key: "quota", title: "任务", one: "项任务", words: QUOTA, columns: 6 }}
      />
      {group("怎样算", WHOLE)}
      {group("约稿和反馈", DUTY)}
      {group("通报", NOTICE)}
    </>
  );
}

const ADOPTED: Words = [
  ["journal", "刊物"],
  ["date", "刊出日期"],
  ["number", "期号"],
  ["item", "本刊哪一条"],
  ["headline", "标题"],
  ["units", "供稿单位"],
  ["kind", "哪一类"],
  ["forwarded", "转报的"],
  ["compiled", "合编的"],
  ["note", "备注"],
];
const INSTRUCTION: Words = [
  ["level", "哪一级"],
  ["by", "哪位领导"],
  ["date", "哪天批的"],
  ["item", "本刊哪一条"],
  ["headline", "标题"],
  ["units", "供稿单位"],
  ["journal", "批在哪种刊物上"],
  ["reply-due", "反馈期限"],
  ["replied", "哪天反馈的"],
  ["note", "备注"],
];
const COMMISSION: Words = [
  ["topic", "约的什么"],
  ["units", "哪些单位"],
  ["due", "期限"],
  ["done", "哪天交的"],
  ["note", "备注"],
];
const SUBMITTED: Words = [
  ["month", "哪个月"],
  ["unit", "单位"],
  ["count", "多少条"],
  ["kind", "哪一类"],
  ["note", "备注"],
];

const OTHER: Words = [
  ["date", "记在哪一天"],
  ["units", "哪些单位"],
  ["points", "加几分（扣分写负数）"],
  ["reason", "为什么"],
  ["note", "备注"],
];

function Records() {
  const scheme = useForm("scoring.toml", {}, nothing);
  const open = useForm("adopted.toml", {}, nothing);
  if (!open || !scheme) return null;
  if (!scheme.form.there) {
    return <p class="quiet">采用记录按计分办法算分，先在“计分办法”里选一套</p>;
  }
  const offers: Offers = {
    journal: names(scheme.form.values.journal),
    level: names(scheme.form.values.level),
    units: credits(),
    unit: credits(),
  };
  const with_ = { ...open, offers };
  return (
    <>
      <Faults faults={open.form.faults} />
      <List open={with_} path={["adopted"]} title="上级采用" one="条" words={ADOPTED} columns={6} />
      <List
        open={with_}
        path={["instruction"]}
        title="领导批示"
        one="次"
        words={INSTRUCTION}
        columns={6}
      />
      <List
        open={with_}
        path={["commission"]}
        title="约稿"
        one="次"
        words={COMMISSION}
        columns={4}
      />
      <List
        open={with_}
        path={["submitted"]}
        title="报送条数"
        one="条"
        words={SUBMITTED}
        columns={4}
      />
      <List
        open={with_}
        path={["other"]}
        title="别的加分、扣分"
        one="次"
        words={OTHER}
        columns={4}
      />
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
  return (
    <details class="raw-file">
      <summary>原文（{file}）</summary>
      {read && <Faults faults={read.faults} />}
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
    </details>
  );
}
