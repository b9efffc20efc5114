// A proof that came back, side by side with the draft, taken over change by change.

import { useState } from "preact/hooks";
import type { Done, Proposal, Returned } from "./api";
import { Heads } from "./heads";
import { part, upload } from "./net";
import { failed } from "./state";

export function Back({ path, changed }: { path: string; changed: () => Promise<unknown> }) {
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<Returned | null>(null);
  const [taken, setTaken] = useState<Set<string>>(new Set());
  const [done, setDone] = useState<Done | null>(null);
  const [busy, setBusy] = useState(false);
  const open = async (chosen: File) => {
    setDone(null);
    setFile(chosen);
    setBusy(true);
    try {
      const read = await upload<Returned>(`${path}/back?file=${part(chosen.name)}`, chosen);
      setRead(read);
      setTaken(new Set(read.changes.map((change) => change.number)));
    } catch (error) {
      setRead(null);
      failed(error);
    }
    setBusy(false);
  };
  const take = async () => {
    if (!file || !read) return;
    const accept = part([...taken].join(","));
    const wanted = `file=${part(file.name)}&accept=${accept}&shown=${read.shown}`;
    setBusy(true);
    try {
      setDone(await upload<Done>(`${path}/back/take?${wanted}`, file));
      setRead(null);
      await changed();
    } catch (error) {
      failed(error);
    }
    setBusy(false);
  };
  const toggle = (number: string) => {
    const next = new Set(taken);
    if (!next.delete(number)) next.add(number);
    setTaken(next);
  };
  const empty = read && read.changes.length + read.remarks.length + read.left.length === 0;
  return (
    <section aria-labelledby="back-title">
      <h2 id="back-title">读回送审稿</h2>
      <p class="quiet">领导在 Word 里改过的送审稿（修订、批注都认），或改过的文字稿</p>
      <label class="button">
        {busy && !read ? "正在读…" : "选文件…"}
        <input
          type="file"
          class="seen"
          accept=".docx,.doc,.wps,.rtf,.txt,.md,.html"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            if (chosen) void open(chosen);
            event.currentTarget.value = "";
          }}
        />
      </label>
      {empty && <p role="status">与送去时的一样，没有要改的</p>}
      {read && !empty && (
        <div class="back">
          <p role="status">
            <b>{file?.name}</b>：{counted(read)}
          </p>
          {read.changes.length > 0 && (
            <table>
              <Heads of={["接受", "稿件里", "改成"]} />
              {groups(read.changes).map((group) => (
                <tbody key={group.title}>
                  <tr>
                    <th scope="rowgroup" colSpan={3}>
                      {group.title}
                    </th>
                  </tr>
                  {group.changes.map((change) => (
                    <Row
                      key={change.number}
                      change={change}
                      checked={taken.has(change.number)}
                      toggle={() => toggle(change.number)}
                    />
                  ))}
                </tbody>
              ))}
            </table>
          )}
          {read.remarks.length > 0 && (
            <>
              <h3>批注</h3>
              <p class="quiet">记在稿件里所批的地方，列在“问题”里，不印出来</p>
              <ul>
                {read.remarks.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </>
          )}
          {read.left.length > 0 && (
            <>
              <h3>放不到稿件里的</h3>
              <p class="quiet">留在“条目”的最下面，由您处理，去掉以后才能印</p>
              <ul>
                {read.left.map(({ text, from }) => (
                  <li key={from + text}>
                    <p class="words">{text}</p>
                    <p class="quiet">{from}</p>
                  </li>
                ))}
              </ul>
            </>
          )}
          {read.voids !== null && taken.size > 0 && <p>接受改动以后，{read.voids}</p>}
          <div class="actions">
            <button
              type="button"
              class="primary"
              disabled={busy || taken.size + read.remarks.length + read.left.length === 0}
              onClick={() => void take()}
            >
              {button(read, taken.size)}
            </button>
            {read.changes.length > 1 && (
              <button
                type="button"
                onClick={() =>
                  setTaken(new Set(taken.size > 0 ? [] : read.changes.map((one) => one.number)))
                }
              >
                {taken.size > 0 ? "都不选" : "都选上"}
              </button>
            )}
            <button type="button" onClick={() => setRead(null)}>
              不读回
            </button>
          </div>
        </div>
      )}
      {done && (
        <div class="done" role="status">
          {done.said.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
    </section>
  );
}

function counted({ changes, remarks, left }: Returned): string {
  const all: [number, string][] = [
    [changes.length, "处改动"],
    [remarks.length, "条批注"],
    [left.length, "处放不到稿件里的"],
  ];
  const said = all.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return said.join("，");
}

/** What the button does: what is not a change is written down whatever is chosen. */
function button(read: Returned, taken: number): string {
  if (taken > 0) return `接受选中的 ${taken} 处`;
  const rest = [read.remarks.length > 0 && "批注", read.left.length > 0 && "放不到稿件里的"];
  const named = rest.filter((one) => one !== false).join("和");
  if (named === "") return "接受选中的 0 处";
  return read.changes.length > 0 ? `都不接受，只记下${named}` : `记下${named}`;
}

type Group = { title: string; changes: Proposal[] };

/** The changes of an item stand together, below its headline. */
function groups(changes: Proposal[]): Group[] {
  const all: Group[] = [];
  for (const change of changes) {
    const title = titled(change);
    const last = all.at(-1);
    if (last?.title === title) last.changes.push(change);
    else all.push({ title, changes: [change] });
  }
  return all;
}

function titled({ number, headline }: Proposal): string {
  const at = number.split(".").slice(0, -1);
  if (at[0] === "0") return "报头、编者按、版记";
  if (at[0] === "新") return "新加的条目";
  if (at[1] === "0") return `第 ${at[0]} 栏`;
  return `${at.join(".")} ${headline}`;
}

/** Rows stand below each other, cells apart. */
const words = (text: string) => text.replaceAll("\t", " ｜ ");

function Row(props: { change: Proposal; checked: boolean; toggle: () => void }) {
  const { number, what, stretches } = props.change;
  const same = (at: number) => stretches[at]?.old === stretches[at]?.new;
  const is = (side: "old" | "new") => stretches.some((stretch) => stretch[side] !== "");
  const id = `take-${number}`;
  return (
    <>
      <tr class="asked">
        <td>
          <input type="checkbox" id={id} checked={props.checked} onChange={props.toggle} />
        </td>
        <th scope="rowgroup" colSpan={2}>
          <label for={id}>
            <span class="seen">接受</span> {number} {what}
          </label>
        </th>
      </tr>
      <tr class={props.checked ? "" : "refused"}>
        <td />
        <td class="words">
          {stretches.map(({ old }, at) =>
            same(at) ? <span key={at}>{words(old)}</span> : <del key={at}>{words(old)}</del>,
          )}
          {!is("old") && <span class="quiet">（原来没有）</span>}
        </td>
        <td class="words">
          {stretches.map((stretch, at) =>
            same(at) ? (
              <span key={at}>{words(stretch.new)}</span>
            ) : (
              <ins key={at}>{words(stretch.new)}</ins>
            ),
          )}
          {!is("new") && <span class="quiet">（{is("old") ? "删去" : "不变"}）</span>}
        </td>
      </tr>
    </>
  );
}
