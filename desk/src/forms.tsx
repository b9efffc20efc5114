// Files of settings as forms. What can stand in them, and what each key means, is told by their
// schemas; here are only the words for the keys, and their order.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Fault, FormFile } from "./api";
import { Heads } from "./heads";
import { get, part, post } from "./net";
import { failed, tell } from "./state";

export type Path = (string | number)[];
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Table = { [key: string]: Json };

export type Schema = {
  type?: string;
  description?: string;
  format?: string;
  properties?: { [key: string]: Schema };
  items?: Schema;
  enum?: string[];
  oneOf?: { const: string; description?: string }[];
  anyOf?: Schema[];
  required?: string[];
  $ref?: string;
  allOf?: Schema[];
  definitions?: { [key: string]: Schema };
};

export type Form = Omit<FormFile, "schema" | "values"> & { schema: Schema; values: Table };
type Asked =
  | { do: "set"; path: Path; value: Json }
  | { do: "add"; path: Path; values: Table }
  | { do: "drop"; path: Path };

/** A form that is open, and what changes it. */
export type Open = { form: Form; ask: (asked: Asked) => Promise<boolean>; offers: Offers };
/** What is offered for a key, by its name. */
export type Offers = { [key: string]: string[] };

export function useForm(file: string, offers: Offers, changed: () => Promise<void>): Open | null {
  const [form, setForm] = useState<Form | null>(null);
  useEffect(() => {
    setForm(null);
    get<Form>(`/api/forms/${part(file)}`).then(setForm, failed);
  }, [file]);
  if (!form) return null;
  const ask = async (asked: Asked) => {
    try {
      setForm(await post<Form>(`/api/forms/${part(file)}`, asked));
      // Told before what follows from it: that may take longer than the next mistake.
      tell("已存");
      await changed();
      return true;
    } catch (error) {
      failed(error);
      return false;
    }
  };
  return { form, ask, offers };
}

function resolved(root: Schema, schema: Schema | undefined): Schema {
  const name = (schema?.$ref ?? schema?.allOf?.[0]?.$ref)?.split("/").at(-1);
  const found = name === undefined ? undefined : root.definitions?.[name];
  return found
    ? { ...found, description: schema?.description ?? found.description ?? "" }
    : (schema ?? {});
}

/** The schema of a place, without references; indices lead into lists. */
export function at(root: Schema, path: Path): Schema {
  let now = root;
  for (const step of path) {
    now = resolved(root, typeof step === "number" ? now.items : now.properties?.[step]);
  }
  return now;
}

function valueAt(values: Json, path: Path): Json | undefined {
  let now: Json | undefined = values;
  for (const step of path) {
    if (now === null || typeof now !== "object") return undefined;
    now = (now as { [key: string | number]: Json })[step];
  }
  return now;
}

/** What stands in a file, as it is called on the page. */
const NAMES: [string, string][] = [
  [" scoring.toml 里的", "“计分办法”里的"],
  [" scoring.toml 里", "“计分办法”里"],
  ["，见 adopted.toml 里的 submitted", "，写在“采用记录”里"],
  ["写了 item 的", "写了“本刊哪一条”的"],
  ["的 kinds；", "的分类；"],
  ["编号见 kuaibao list", "编号在条目的左边"],
  ["只认 kuaibao sign 签的名", "只认在“送审”里签的名"],
  ["即 templates 里的文件夹名", "kuaibao 或 jianbao，或 templates 里的文件夹名"],
  ["，一条一段", "，一条写一次"],
  ["，一次一段", "，一次写一条"],
  ["，一个单位一个月一段", "，一个单位一个月一条"],
  ["各写一段", "各写一条"],
];

/** What a schema says of a key, as one says it who does not see the file: no quotes, no brackets. */
function plain(words: string, label: string): string {
  const said = NAMES.reduce((text, [file, name]) => text.replaceAll(file, name), words)
    .replace(/\s+/g, " ")
    .replace(/。$/, "")
    .replace(/\["([^\]]*)"\]/g, (_, all: string) => all.split('", "').join("、"))
    .replace(/\{ (.*?) \}/g, (_, all: string) =>
      all.replace(/"(.*?)" = /g, "$1 ").replace(/, /g, "、"),
    )
    .replace(/"([^"]*)"/g, "$1")
    .replace(/不写就是 false/, "不写就是否")
    .replace(/不写就是 true/, "不写就是是");
  return said === label ? "" : said.replace(new RegExp(`^${label}[，：]`), "");
}

/** A value as one types it. */
export function typed(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(typed).join("、");
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([name, number]) => `${name} ${typed(number)}`)
      .join("、");
  }
  return String(value);
}

/** And back, as the program takes it. */
function asked(schema: Schema, text: string): Json {
  const parts = text.split(/[、，,;；]/).map((one) => one.trim());
  if (schema.type === "array") return parts.filter((one) => one !== "");
  if (schema.type === "object") {
    const pairs = parts.map((one) => /^(.*?)\s*[=＝:：\s]\s*([\d.]+)$/.exec(one));
    return Object.fromEntries(
      pairs.flatMap((pair) => (pair ? [[pair[1] ?? "", pair[2] ?? ""]] : [])),
    );
  }
  if (schema.type === "boolean") return text === "" ? null : text === "是";
  return text;
}

type EntryProps = {
  id: string;
  label: string;
  schema: Schema;
  value: Json | undefined;
  needed: boolean;
  long: boolean;
  offers?: string[] | undefined;
  save: (value: Json) => void;
};

const YES_NO: [string, string][] = [
  ["是", "是"],
  ["否", "否"],
];

/** One value: a choice, a day, or a text. */
export function Entry({ id, label, schema, value, needed, long, offers, save }: EntryProps) {
  const choices: [value: string, shown: string][] | undefined =
    schema.enum?.map((one) => [one, one]) ??
    schema.oneOf?.map((one) => [
      one.const,
      /^\w+$/.test(one.const) ? plain(one.description ?? one.const, "") : one.const,
    ]);
  const now =
    schema.type === "boolean" && typeof value === "boolean" ? (value ? "是" : "否") : typed(value);
  const hint = plain(schema.description ?? "", label);
  const name = needed ? `${label}（要写）` : label;
  const common = { id, "aria-describedby": hint === "" ? undefined : `${id}-hint` };
  const written = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  // What was asked for last: asking once is enough, also where it was refused.
  const sent = useRef(now);
  useEffect(() => {
    // What was typed since it was asked for stays.
    const untouched = written.current?.value === sent.current;
    sent.current = now;
    if (written.current && untouched) written.current.value = now;
  }, [now]);
  const set = (event: Event) => {
    const text = (event.currentTarget as HTMLInputElement).value;
    if (text === sent.current) return;
    if (needed && now !== "" && text.trim() === "") {
      if (written.current) written.current.value = now;
      tell(`“${label}”要写，还是原来的`, true);
      return;
    }
    sent.current = text;
    save(asked(schema, text));
  };
  return (
    <div class={long ? "entry long" : "entry"}>
      <label for={id}>{name}</label>
      {choices || schema.type === "boolean" ? (
        <select {...common} value={now} onChange={set}>
          {!(needed && now !== "") && <option value="">不写</option>}
          {(choices ?? YES_NO).map(([value, shown]) => (
            <option key={value} value={value}>
              {shown}
            </option>
          ))}
        </select>
      ) : long ? (
        <textarea ref={written} {...common} rows={3} defaultValue={now} onBlur={set} />
      ) : (
        <input
          ref={written}
          {...common}
          type={schema.format === "date" ? "date" : "text"}
          inputMode={
            schema.type === "integer" ? "numeric" : schema.type === "number" ? "decimal" : undefined
          }
          list={offers && offers.length > 0 ? `${id}-offers` : undefined}
          defaultValue={now}
          onBlur={set}
          onKeyDown={(event) => event.key === "Enter" && !event.isComposing && set(event)}
        />
      )}
      {offers && offers.length > 0 && (
        <datalist id={`${id}-offers`}>
          {offers.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {hint !== "" && (
        <p class="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** What was asked for is gone to. */
function focusFirst(panel: HTMLElement | null): void {
  panel?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  panel?.scrollIntoView({ block: "nearest" });
}

/** Keys with the words for them, in their order. */
export type Words = [key: string, label: string, long?: "long"][];

/** Values of one table of a file. */
export function Entries({ open, path, words }: { open: Open; path: Path; words: Words }) {
  const schema = at(open.form.schema, path);
  return (
    <div class="grid">
      {words.map(([key, label, long]) => {
        const to = [...path, ...key.split(".")];
        return (
          <Entry
            key={key}
            id={`set-${to.join("-")}`}
            label={label}
            schema={at(open.form.schema, to)}
            value={valueAt(open.form.values, to)}
            needed={schema.required?.includes(key) ?? false}
            long={long === "long"}
            offers={open.offers[to.at(-1) ?? ""]}
            save={(value) => void open.ask({ do: "set", path: to, value })}
          />
        );
      })}
    </div>
  );
}

export type ListProps = {
  open: Open;
  path: Path;
  title: string;
  /** What one of it is called. */
  one: string;
  words: Words;
  /** How many of the keys are columns of the table. */
  columns: number;
  /** Lists within one of it. */
  inside?: Omit<ListProps, "open" | "path"> & { key: string };
  filter?: string;
  /** One that is to be added at once. */
  begin?: Table | undefined;
};

/** A list of tables: what is in it as a table, one opened to be changed, a new one added. */
export function List(props: ListProps) {
  const { open, path, title, one, words, columns, inside, filter, begin } = props;
  const [shown, setShown] = useState<number | "new" | null>(begin ? "new" : null);
  const scroll = useRef<HTMLDivElement>(null);
  const rows = (valueAt(open.form.values, path) ?? []) as Table[];
  const heads = words.slice(0, columns);
  const matching = rows
    .map((row, index) => ({ row, index }))
    .filter(
      ({ row }) => !filter || Object.values(row).some((cell) => typed(cell).includes(filter)),
    );
  const id = path.join("-");
  const about = plain(at(open.form.schema, path).description ?? "", title);
  const Head = path.length > 1 ? "h3" : "h2";
  return (
    <section class="rows" aria-labelledby={`rows-${id}`}>
      <Head id={`rows-${id}`}>
        {title}
        {rows.length > 0 && <span class="quiet">　{rows.length}</span>}
      </Head>
      {about !== "" && <p class="quiet">{about}</p>}
      {rows.length > 0 && (
        <div class="scroll" ref={scroll}>
          <table>
            <Heads of={heads.map(([, label]) => label)} changed />
            <tbody>
              {matching.map(({ row, index }) => (
                <tr key={index} class={shown === index ? "open" : ""}>
                  {heads.map(([key]) => (
                    <td key={key} class={typed(row[key]).length < 7 ? "brief" : ""}>
                      {typed(row[key])}
                    </td>
                  ))}
                  <td class="end">
                    <button
                      type="button"
                      class="small"
                      aria-expanded={shown === index}
                      aria-label={`改${typed(row[heads[0]?.[0] ?? ""]) || `第${index + 1}${one}`}`}
                      onClick={() => setShown(shown === index ? null : index)}
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
      {typeof shown === "number" && rows[shown] && (
        <div class="panel" key={shown} ref={focusFirst}>
          <Entries open={open} path={[...path, shown]} words={words} />
          {inside && <List {...inside} open={open} path={[...path, shown, inside.key]} />}
          <div class="actions">
            <button type="button" onClick={() => setShown(null)}>
              改好了
            </button>
            <button
              type="button"
              onClick={() => {
                void open.ask({ do: "drop", path: [...path, shown] });
                setShown(null);
              }}
            >
              去掉这{one}
            </button>
          </div>
        </div>
      )}
      {shown === "new" ? (
        <New
          open={open}
          path={path}
          words={words}
          begin={begin ?? {}}
          done={(added) => {
            setShown(null);
            // The new one is the last.
            if (added) setTimeout(() => scroll.current?.scrollTo(0, scroll.current.scrollHeight));
          }}
        />
      ) : (
        <button type="button" class="add" onClick={() => setShown("new")}>
          加一{one}
        </button>
      )}
    </section>
  );
}

type NewProps = {
  open: Open;
  path: Path;
  words: Words;
  begin: Table;
  done: (added: boolean) => void;
};

function New({ open, path, words, begin, done }: NewProps) {
  const [values, setValues] = useState<Table>(begin);
  const schema = at(open.form.schema, [...path, 0]);
  const missing = (schema.required ?? []).filter((key) => typed(values[key]) === "");
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => focusFirst(panel.current), []);
  return (
    <div class="panel" ref={panel}>
      <div class="grid">
        {words.map(([key, label, long]) => (
          <Entry
            key={key}
            id={`new-${path.join("-")}-${key}`}
            label={label}
            schema={at(open.form.schema, [...path, 0, key])}
            value={values[key]}
            needed={schema.required?.includes(key) ?? false}
            long={long === "long"}
            offers={open.offers[key]}
            save={(value) => setValues((values) => ({ ...values, [key]: value }))}
          />
        ))}
      </div>
      <div class="actions">
        <button
          type="button"
          class="primary"
          disabled={missing.length > 0}
          onClick={() => {
            void open.ask({ do: "add", path, values }).then((well) => well && done(true));
          }}
        >
          加上
        </button>
        <button type="button" onClick={() => done(false)}>
          不加
        </button>
        {missing.length > 0 && (
          <span class="quiet">
            还没有写：
            {missing.map((key) => words.find(([name]) => name === key)?.[1] ?? key).join("、")}
          </span>
        )}
      </div>
    </div>
  );
}

export function Faults({ faults }: { faults: Fault[] }) {
  if (faults.length === 0) return null;
  return (
    <div class="failed" role="alert">
      {faults.map((fault) => (
        <p key={`${fault.line}${fault.message}`}>
          第{fault.line}行：{fault.message}
          {fault.help && `。${fault.help}`}
        </p>
      ))}
    </div>
  );
}
