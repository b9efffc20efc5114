// An issue on its way to the leader and back: what changed since the last proof, rounds, signatures,
// and a proof that came back.

import { useEffect, useState } from "preact/hooks";
import type { Done, Story } from "./api";
import { Back } from "./back";
import { Told } from "./done";
import { get, part, post } from "./net";
import { failed, issue, office } from "./state";

const ROLES = ["责任编辑", "审核", "签发"];

export function Signing() {
  const [story, setStory] = useState<Story | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<[where: "round" | "sign", done: Done] | null>(null);
  const name = issue.value?.name ?? "";
  const path = `/api/issue/${part(name)}`;
  const look = () => get<Story>(`${path}/story`).then(setStory, failed);
  useEffect(() => {
    void look();
  }, [name]);
  const work = async (where: "round" | "sign", job: () => Promise<Done>) => {
    setBusy(true);
    setDone(null);
    try {
      setDone([where, await job()]);
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
            onClick={() => void work("round", () => post<Done>(`${path}/submit`, null))}
          >
            {busy ? "正在做…" : "做一套送审材料"}
          </button>
        </div>
        {done?.[0] === "round" && <Told done={done[1]} />}
      </section>
      <Changes story={story} path={path} />
      <Back
        path={path}
        changed={() => {
          // What was said of a signature may not hold any more.
          setDone(null);
          return look();
        }}
      />
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
            void={story.void[index] ?? false}
            usual={office.value?.staff[index] ?? []}
            busy={busy}
            sign={(by) => void work("sign", () => post<Done>(`${path}/sign`, { role, name: by }))}
          />
        ))}
        {done?.[0] === "sign" && <Told done={done[1]} />}
      </section>
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
      {count > 0 && (
        <a class="button" href={`${path}/changes.pdf`} target="_blank" rel="noreferrer">
          打开花脸稿
        </a>
      )}
    </section>
  );
}

function Signature(props: {
  role: string;
  signed: string | null;
  void: boolean;
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
        <span class={props.void ? "void" : ""}>
          <b>{props.signed}</b> {props.void ? "签过，之后改动了，不算数" : "已签"}
        </span>
        <button
          type="button"
          class="small"
          disabled={props.busy}
          onClick={() => props.sign(null)}
          aria-label={`${props.void ? "撤回，重新签：" : "撤回"}${props.role}的签名`}
        >
          {props.void ? "撤回，重新签" : "撤回"}
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
