// What can come next in a draft's text, from its schema and the roster.

import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { get } from "./net";
import { office } from "./state";

type Schema = {
  description?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  $ref?: string;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  definitions?: Record<string, Schema>;
};

let schema: Schema | null = null;

/** Asks for the schema, once. Without it nothing but the roster is offered. */
export async function learn(): Promise<void> {
  schema ??= await get<Schema>("/api/schema/draft").catch(() => null);
}

/** What a reference leads to, with the words at the place where it stands. */
function meant(at: Schema | undefined): Schema {
  if (!at) return {};
  const other = at.$ref
    ? schema?.definitions?.[at.$ref.replace("#/definitions/", "")]
    : at.allOf?.length === 1
      ? at.allOf[0]
      : at.anyOf?.find((one) => one.type !== "null");
  if (!other) return at;
  const found = meant(other);
  return at.description === undefined ? found : { ...found, description: at.description };
}

const isTable = (at: Schema) => at.properties !== undefined;
const tableOf = (at: Schema) => (isTable(at) ? at : meant(at.items));

/** The table that the lines behind a header belong to. */
function table(header: string): Schema {
  const path = header.replace(/[[\]\s]/g, "");
  let at = meant(schema ?? {});
  for (const name of path === "" ? [] : path.split(".")) {
    at = tableOf(meant(at.properties?.[name]));
  }
  return at;
}

function headers(at: Schema, path: string): Completion[] {
  return Object.entries(at.properties ?? {}).flatMap(([name, property]) => {
    const found = meant(property);
    const below = tableOf(found);
    if (!isTable(below)) return [];
    const own = path === "" ? name : `${path}.${name}`;
    const label = isTable(found) ? `[${own}]` : `[[${own}]]`;
    return [{ label, info: found.description ?? "", type: "class" }, ...headers(below, own)];
  });
}

/** Behind `key = `: the few values that there are. */
function values(at: Schema): Completion[] {
  const found = meant(at);
  if (found.type === "boolean") return ["true", "false"].map((label) => ({ label }));
  const all = [
    ...(found.enum ?? []),
    ...(found.oneOf ?? []).flatMap((one) => one.enum ?? one.const),
  ];
  return all
    .filter((value) => value !== undefined && value !== null)
    .map((value) => ({ label: JSON.stringify(value) }));
}

function assignment(at: Schema): string {
  const found = meant(at);
  if (found.type === "array") return " = [";
  return found.type === "string" && found.format !== "date" && values(at).length === 0
    ? ' = "'
    : " = ";
}

export function complete(context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (/^\s*credits\s*=/.test(before)) {
    const word = context.matchBefore(/[^"'[,\s]*/);
    const units = office.value?.units ?? [];
    return {
      from: word?.from ?? context.pos,
      options: units.map((unit) => ({
        label: unit.credit,
        detail: [unit.name, ...unit.initials].join(" "),
      })),
    };
  }
  const above = context.state.sliceDoc(0, line.from).split("\n");
  const head = above.reduce((last, text, index) => (/^\s*\[/.test(text) ? index : last), -1);
  const here = table(above[head] ?? "");
  const value = /^\s*([\w-]+)\s*=\s*(\S*)$/.exec(before);
  if (value) {
    const options = values(here.properties?.[value[1] ?? ""] ?? {});
    return options.length > 0 ? { from: context.pos - (value[2]?.length ?? 0), options } : null;
  }
  const start = /^\s*([\w[-][\w[.-]*|)$/.exec(before);
  if (!start || (start[1] === "" && !context.explicit)) return null;
  const written = new Set(
    above.slice(head + 1).flatMap((text) => /^\s*([\w-]+)\s*=/.exec(text)?.[1] ?? []),
  );
  const keys = Object.entries(here.properties ?? {}).flatMap(([label, property]) => {
    const found = meant(property);
    if (written.has(label) || isTable(tableOf(found))) return [];
    return [{ label, apply: label + assignment(property), info: found.description ?? "" }];
  });
  return {
    from: context.pos - (start[1]?.length ?? 0),
    options: [...keys, ...headers(meant(schema ?? {}), "")],
  };
}
