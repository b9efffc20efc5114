// What was found: in the cards where it stands, and as a list.

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Finding, Level } from "./api";
import { get, part, post } from "./net";
import { go } from "./route";
import { entryTarget, failed, found, goTo, issue, numbers, rawTarget, send, view } from "./state";

const NAMES: Record<Level, string> = { error: "错误", warning: "警告", hint: "提示" };
const ORDER: Record<Level, number> = { error: 0, warning: 1, hint: 2 };

/** The finding that was gone to last. */
const current = signal<string | null>(null);

export function Explained({ finding }: { finding: Finding }) {
  const [docs, setDocs] = useState<string | null>(null);
  const explain = async () => {
    if (docs !== null) {
      setDocs(null);
      return;
    }
    try {
      const [, text] = await get<[string, string]>(`/api/explain/${finding.code}`);
      setDocs(text);
    } catch (error) {
      failed(error);
    }
  };
  return (
    <div class={`finding ${finding.level}`} data-key={finding.key}>
      <p class="message">
        <span class={`level ${finding.level}`}>{NAMES[finding.level]}</span>
        {finding.message}
      </p>
      {finding.labels.map((label) => (
        <p key={label} class="quiet">
          {label}
        </p>
      ))}
      {finding.help && <p class="help">{finding.help}</p>}
      <div class="actions">
        {finding.fix !== null && (
          <button
            type="button"
            class="small primary"
            onClick={() => void send({ do: "fix", finding: finding.key })}
          >
            修正：{finding.fix}
          </button>
        )}
        {finding.code === "file-name-mismatch" && (
          <button type="button" class="small primary" onClick={() => void rename()}>
            改文件名
          </button>
        )}
        {finding.unknown !== null && (
          <a class="button small" href={`#/settings/units.toml/${part(finding.unknown)}`}>
            加进单位名录…
          </a>
        )}
        {ANSWERS[finding.code] && (
          <button
            type="button"
            class="small primary"
            onClick={() => void send({ do: "answer", finding: finding.key })}
          >
            {ANSWERS[finding.code]}
          </button>
        )}
        {finding.allowable && (
          <button
            type="button"
            class="small"
            onClick={() => void send({ do: "allow", finding: finding.key })}
          >
            这里不管
          </button>
        )}
        <button
          type="button"
          class="small"
          aria-expanded={docs !== null}
          onClick={() => void explain()}
        >
          为什么
        </button>
        <button type="button" class="small" onClick={() => showRaw(finding)}>
          看原文第{finding.line}行
        </button>
      </div>
      {docs !== null && <div class="docs">{docs}</div>}
    </div>
  );
}

/** The file's name after the issue's number and day. */
async function rename(): Promise<void> {
  const name = issue.value?.name;
  if (!name) return;
  try {
    go(`/issue/${part(await post<string>(`/api/issue/${part(name)}/rename`, null))}`);
  } catch (error) {
    failed(error);
  }
}

function showRaw(finding: Finding): void {
  rawTarget.value = finding.file_start;
  view.value = "raw";
}

/** What has been looked at goes from the draft: what was remarked, what an import was not sure of. */
const ANSWERS: Record<string, string | undefined> = {
  "unchecked-guess": "核对过了",
  "unanswered-remark": "处理好了",
};

/** Nobody signs before all else is done. */
const isLast = (finding: Finding) => finding.code === "missing-signature";

/** All findings: those about the issue first, then by item, the gravest first; signatures last. */
export function sorted(): Finding[] {
  const order = [...numbers.value.keys()];
  const rank = (finding: Finding) =>
    isLast(finding) ? order.length : finding.item === null ? -1 : order.indexOf(finding.item);
  return [...(found.value?.findings ?? [])].sort((a, b) => rank(a) - rank(b) || byGravity(a, b));
}

/** The gravest first, then as they stand in the text. */
export function byGravity(a: Finding, b: Finding): number {
  return ORDER[a.level] - ORDER[b.level] || a.start - b.start;
}

export function visit(finding: Finding): void {
  current.value = finding.key;
  if (finding.item !== null && finding.credits) {
    goTo({ item: finding.item, field: "credits", at: 0 });
  } else if (finding.item !== null) {
    goTo({
      item: finding.item,
      field: finding.field ?? "headline",
      at: finding.field ? finding.start : 0,
      ...(finding.field ? { select: finding.end } : {}),
    });
  } else if (finding.entry !== null || finding.column === null) {
    view.value = "about";
    entryTarget.value = finding.entry;
  } else {
    view.value = "cards";
  }
}

export function visitNext(by: 1 | -1): void {
  const all = sorted();
  if (all.length === 0) return;
  const now = all.findIndex((finding) => finding.key === current.value);
  const next = all[(now + by + all.length) % all.length] ?? all[0];
  if (next) visit(next);
}

export function FindingList() {
  const all = sorted();
  const checked = found.value !== null;
  const safe = all.filter((finding) => finding.safe && finding.fix !== null).length;
  const groups = new Map<string, Finding[]>();
  for (const finding of all) {
    const name = isLast(finding)
      ? "签名"
      : finding.item === null
        ? "整期"
        : `${numbers.value.get(finding.item) ?? ""} ${headline(finding.item)}`;
    groups.set(name, [...(groups.get(name) ?? []), finding]);
  }
  return (
    <div class="list">
      <div class="list-head">
        <p>
          {checked
            ? all.length === 0
              ? "没有问题"
              : `${all.length} 处：${count(all, "error")} 处错误，${count(all, "warning")} 处警告，${count(all, "hint")} 处提示`
            : "正在检查…"}
        </p>
        {safe > 0 && (
          <button type="button" onClick={() => void send({ do: "fix-all" })}>
            修正可以放心代改的 {safe} 处
          </button>
        )}
      </div>
      {[...groups].map(([name, findings]) => (
        <section key={name} class="group" aria-label={name}>
          <h2>{name}</h2>
          <ul>
            {findings.map((finding) => (
              <li key={finding.key} class={finding.key === current.value ? "current" : ""}>
                <button type="button" class="go" onClick={() => visit(finding)}>
                  去这里
                </button>
                <Explained finding={finding} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function headline(id: number): string {
  for (const column of issue.value?.columns ?? []) {
    for (const item of column.items) if (item.id === id) return item.headline;
  }
  return "";
}

function count(all: Finding[], level: Level): number {
  return all.filter((finding) => finding.level === level).length;
}
