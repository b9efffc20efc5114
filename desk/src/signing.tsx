// An issue on its way to the leader and back: what changed since the last proof, rounds, signatures,
// and a proof that came back, taken over change by change.

import { useEffect, useState } from "preact/hooks";
import type { Done, Proposal, Returned, Story } from "./api";
import { Told } from "./done";
import { Heads } from "./heads";
import { get, part, post, upload } from "./net";
import { failed, issue, office } from "./state";

const ROLES = ["责任编辑", "审核", "签发"];

export function Signing() {
  const [story, setStory] = useState<Story | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const name = issue.value?.name ?? "";
  const path = `/api/issue/${part(name)}`;
  const look = () => get<Story>(`${path}/story`).then(setStory, failed);
  useEffect(() => {
    void look();
  }, [name]);
  const work = async (job: () => Promise<Done>) => {
    setBusy(true);
    setDone(null);
    try {
      setDone(await job());
      await look();
    } catch (error) {
      failed(error);
    }
    setBusy(false);
  };
  if (!story) return <p class="quiet">正在看…</p>;
  return (
    <div class="list signing">
      <section aria-labelledby="round-title">
        <h2 id="round-title">送审</h2>
        <p class="quiet">送审稿、Word 稿、未改的问题、审签单、与上一轮的不同，装成一个文件夹</p>
        <div class="actions">
          <button
            type="button"
            class="primary"
            disabled={busy}
            onClick={() => void work(() => post<Done>(`${path}/submit`, null))}
          >
            做一套送审材料
          </button>
        </div>
      </section>
      <Changes story={story} path={path} />
      <section aria-labelledby="sign-title">
        <h2 id="sign-title">签名</h2>
        {story.fingerprint && (
          <p>
            内容指纹 <b class="fingerprint">{story.fingerprint}</b>
          </p>
        )}
        {ROLES.map((role, index) => (
          <Signature
            key={role}
            role={role}
            signed={story.signed[index] ?? null}
            usual={office.value?.staff[index] ?? []}
            busy={busy}
            sign={(by) => void work(() => post<Done>(`${path}/sign`, { role, name: by }))}
          />
        ))}
      </section>
      {done && <Told done={done} />}
      <Back path={path} changed={look} />
      <section aria-labelledby="log-title">
        <h2 id="log-title">经过</h2>
        {story.events.length === 0 && <p class="quiet">还没有送审、签过或发布过</p>}
        <ol>
          {story.events.map((event) => (
            <li key={event}>{event}</li>
          ))}
        </ol>
      </section>
    </div>
  );
}

function Changes({ story, path }: { story: Story; path: string }) {
  if (story.against === null) return null;
  const count = story.changes.length;
  return (
    <section aria-labelledby="changes-title">
      <h2 id="changes-title">改了什么</h2>
      <p>{count === 0 ? `与${story.against}相同` : `与${story.against}比，改动了 ${count} 处`}</p>
      <dl>
        {story.changes.map((change) => (
          <div key={change.head}>
            <dt>{change.head}</dt>
            {change.lines.map((line) => (
              <dd key={line}>{line}</dd>
            ))}
          </div>
        ))}
      </dl>
      <a class="button" href={`${path}/changes.pdf`} target="_blank" rel="noreferrer">
        打开花脸稿
      </a>
    </section>
  );
}

function Signature(props: {
  role: string;
  signed: string | null;
  usual: string[];
  busy: boolean;
  sign: (by: string | null) => void;
}) {
  const [by, setBy] = useState(props.usual[0] ?? "");
  const id = `by-${props.role}`;
  if (props.signed !== null) {
    return (
      <p class="signature">
        <span>{props.role}</span>
        <span>
          <b>{props.signed}</b> 已签
        </span>
        <button
          type="button"
          class="small"
          disabled={props.busy}
          onClick={() => props.sign(null)}
          aria-label={`撤回${props.role}的签名`}
        >
          撤回
        </button>
      </p>
    );
  }
  return (
    <p class="signature">
      <label for={id}>{props.role}</label>{" "}
      <input
        id={id}
        value={by}
        list={`${id}-usual`}
        onInput={(event) => setBy(event.currentTarget.value)}
      />
      <datalist id={`${id}-usual`}>
        {props.usual.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>{" "}
      <button
        type="button"
        class="small"
        disabled={props.busy || by.trim() === ""}
        onClick={() => props.sign(by)}
        aria-label={`以${props.role}签`}
      >
        签
      </button>
    </p>
  );
}

/** A proof that came back, side by side with the draft. */
function Back({ path, changed }: { path: string; changed: () => Promise<unknown> }) {
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<Returned | null>(null);
  const [taken, setTaken] = useState<Set<string>>(new Set());
  const [done, setDone] = useState<Done | null>(null);
  const open = async (chosen: File) => {
    setDone(null);
    setFile(chosen);
    try {
      const read = await upload<Returned>(`${path}/back?file=${part(chosen.name)}`, chosen);
      setRead(read);
      setTaken(new Set(read.changes.map((change) => change.number)));
    } catch (error) {
      setRead(null);
      failed(error);
    }
  };
  const take = async () => {
    if (!file || !read) return;
    const accept = part([...taken].join(","));
    const wanted = `file=${part(file.name)}&accept=${accept}&shown=${read.shown}`;
    try {
      setDone(await upload<Done>(`${path}/back/take?${wanted}`, file));
      setRead(null);
      await changed();
    } catch (error) {
      failed(error);
    }
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
        选文件…
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
          {read.changes.length > 0 && (
            <table>
              <Heads of={["接受", "稿件里", "改成"]} />
              <tbody>
                {read.changes.map((change) => (
                  <Row
                    key={change.number}
                    change={change}
                    checked={taken.has(change.number)}
                    toggle={() => toggle(change.number)}
                  />
                ))}
              </tbody>
            </table>
          )}
          {[...read.remarks, ...read.left].map((line) => (
            <p key={line}>{line}</p>
          ))}
          <div class="actions">
            <button type="button" class="primary" onClick={() => void take()}>
              接受选中的 {taken.size} 处
            </button>
            <button type="button" onClick={() => setRead(null)}>
              不改
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

function Row(props: { change: Proposal; checked: boolean; toggle: () => void }) {
  const { number, what, headline, stretches } = props.change;
  const same = (at: number) => stretches[at]?.old === stretches[at]?.new;
  const label = `接受 ${number} ${what}`;
  return (
    <>
      <tr>
        <th scope="rowgroup" colSpan={3}>
          {number} {what}
          {headline && `：${headline}`}
        </th>
      </tr>
      <tr>
        <td>
          <input
            type="checkbox"
            checked={props.checked}
            onChange={props.toggle}
            aria-label={label}
          />
        </td>
        <td>
          {stretches.map(({ old }, at) =>
            same(at) ? <span key={at}>{old}</span> : <del key={at}>{old}</del>,
          )}
        </td>
        <td>
          {stretches.map((stretch, at) =>
            same(at) ? <span key={at}>{stretch.new}</span> : <ins key={at}>{stretch.new}</ins>,
          )}
        </td>
      </tr>
    </>
  );
}
