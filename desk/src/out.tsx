// What is made of an issue: proof, final, other forms; release and what was released.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Done } from "./api";
import { Told } from "./done";
import { part, post } from "./net";
import { printPdf } from "./print";
import { failed, found, issue, office, tell, view } from "./state";

export function Out({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [proof, setProof] = useState(false);
  const [busy, setBusy] = useState("");
  const [done, setDone] = useState<Done | null>(null);
  const [reason, setReason] = useState("");
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (done) told.current?.scrollIntoView({ block: "end" });
  }, [done]);
  const now = issue.value;
  if (!now) return null;
  const path = `/api/issue/${part(now.name)}`;
  const need = proof ? found.value?.before_proof : found.value?.before_printing;

  const work = async (what: string, job: () => Promise<void>) => {
    setBusy(what);
    setDone(null);
    try {
      await job();
    } catch (error) {
      failed(error);
    }
    setBusy("");
  };
  const print = () => work("print", () => printPdf(`${path}/pdf?proof=${proof}`));
  const make = (form: string) =>
    work(form, async () => {
      setDone(await post<Done>(`${path}/make/${form}?proof=${proof}`, null));
    });
  const release = () =>
    work("release", async () => {
      const again = now.released;
      const made = await post<Done>(`${path}/release`, { reason: again ? reason : null });
      setDone(made);
      if (!made.well) return;
      setReason("");
      tell(made.said.join("\n"));
    });

  return (
    <dialog ref={dialog} class="out" aria-labelledby="out-title" onClose={close}>
      <header>
        <h2 id="out-title">{now.title}　出稿</h2>
        <button type="button" class="small" onClick={() => dialog.current?.close()}>
          关闭
        </button>
      </header>
      {need ? <p class="need-line">还不能印：{need}</p> : <p class="quiet">检查通过，可以印</p>}
      <fieldset class="choice">
        <legend>印成</legend>
        <label>
          <input type="radio" name="proof" checked={!proof} onChange={() => setProof(false)} />{" "}
          正式稿
        </label>
        <label>
          <input type="radio" name="proof" checked={proof} onChange={() => setProof(true)} />{" "}
          送审稿（可以还没签）
        </label>
      </fieldset>
      <div class="actions">
        <button type="button" class="primary" disabled={busy !== ""} onClick={() => void print()}>
          {busy === "print" ? "正在排印…" : "打印…"}
        </button>
        <a class="button" href={`${path}/pdf?proof=${proof}`} target="_blank" rel="noreferrer">
          打开 PDF
        </a>
      </div>
      <h3>存成文件（在工作文件夹的 out 里）</h3>
      <ul class="forms">
        {office.value?.forms.map((form) => (
          <li key={form.key}>
            <button type="button" disabled={busy !== ""} onClick={() => void make(form.key)}>
              {busy === form.key ? "正在做…" : form.name}
            </button>
            <span class="quiet">{form.about}</span>
          </li>
        ))}
      </ul>
      <h3>发布</h3>
      {now.released ? (
        <div class="release">
          <p>这一期已经发布过。重新发布要写明原因，原来的文件保留</p>
          <label>
            原因{" "}
            <input
              class="wide"
              placeholder="印在版面最前面，如 更正第2栏第1条的户数"
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </label>
          <button
            type="button"
            disabled={busy !== "" || reason.trim() === ""}
            onClick={() => void release()}
          >
            重新发布
          </button>
        </div>
      ) : (
        <div class="release">
          <p class="quiet">存入 archive，连同当时的稿件和指纹，以后可以核对有没有人动过</p>
          <button type="button" disabled={busy !== ""} onClick={() => void release()}>
            {busy === "release" ? "正在发布…" : "发布这一期"}
          </button>
        </div>
      )}
      <div ref={told}>
        {done && <Told done={done} />}
        {done?.well === false && (
          <div class="actions">
            <button
              type="button"
              onClick={() => {
                view.value = "findings";
                dialog.current?.close();
              }}
            >
              看“问题”
            </button>
          </div>
        )}
      </div>
    </dialog>
  );
}
