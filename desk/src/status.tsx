// One line at the foot: what must be done, how the pages are, what is saved.

import { useEffect } from "preact/hooks";
import type { Clash, Side } from "./api";
import { clashes, connected, found, goTo, issue, laid, notice, saved, send, view } from "./state";

export function Status() {
  const told = laid.value;
  const now = saved.value;
  const need = found.value?.before_printing ?? "";
  const cut = told?.cuts[0];
  const mend = () => {
    if (!cut) return;
    const item = issue.value?.columns[cut[0]]?.items[cut[1]];
    if (item) goTo({ item: item.id, field: "body", at: item.body.length });
  };
  return (
    <footer class="status">
      <button
        type="button"
        class={need === "" ? "need fine" : "need"}
        title={need === "" ? "没有必须改的" : `付印前：${need}`}
        onClick={() => (view.value = "findings")}
      >
        {found.value === null ? "正在检查…" : need === "" ? "可以付印" : `付印前：${need}`}
      </button>
      <span class="spring" />
      {cut ? (
        <button type="button" class="pages-told over" onClick={mend} title="去这一条">
          {told?.status}
        </button>
      ) : (
        <span class={told?.well === false ? "pages-told over" : "pages-told"}>
          {told?.status ?? ""}
        </span>
      )}
      <span class={connected.value && !now?.failed ? "saved" : "saved bad"} aria-live="polite">
        {!connected.value
          ? "编辑台断开了，正在重新连接"
          : now?.failed
            ? `没有存上：${now.failed}`
            : now && !now.saved
              ? "正在存…"
              : "已存"}
      </span>
    </footer>
  );
}

/** What the editor is told, for a while. */
export function Notices() {
  const now = notice.value;
  useEffect(() => {
    if (!now || now.bad) return;
    const timer = setTimeout(() => {
      if (notice.value?.key === now.key) notice.value = null;
    }, 6000);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <div class="notices" role="status" aria-live={now?.bad ? "assertive" : "polite"}>
      {now && (
        <div class={now.bad ? "notice bad" : "notice"}>
          <p>{now.text}</p>
          <button type="button" class="small" onClick={() => (notice.value = null)}>
            知道了
          </button>
        </div>
      )}
    </div>
  );
}

/** What was changed here and elsewhere: above whatever is shown, until somebody has chosen. */
export function Clashes() {
  if (clashes.value.length === 0) return null;
  const settle = ({ key }: Clash, theirs: boolean) =>
    void send({ do: "settle", clash: key, theirs });
  return (
    <section class="clashes" aria-label="两处都改过的" role="alert">
      <h2>这里和别处都改过，现在用的是这里的</h2>
      {clashes.value.map((clash) => (
        <div class="clash" key={clash.key}>
          <h3>{clash.title}</h3>
          <div class="sides">
            <div>
              <h4>这里的</h4>
              <Version side={clash.here} />
              <button type="button" onClick={() => settle(clash, false)}>
                用这里的
              </button>
            </div>
            <div>
              <h4>别处的</h4>
              <Version side={clash.there} />
              <button type="button" onClick={() => settle(clash, true)}>
                用别处的
              </button>
            </div>
          </div>
        </div>
      ))}
    </section>
  );
}

function Version({ side }: { side: Side }) {
  const { text, tables, figures } = side;
  if (text === "" && tables.length + figures.length === 0) return <p class="quiet">（没有）</p>;
  return (
    <>
      {text !== "" && <p>{text}</p>}
      {tables.map((table, index) => (
        <figure class="inset" key={index}>
          {table.caption !== "" && <figcaption>{table.caption}</figcaption>}
          {table.file !== null && <p class="quiet">内容在文件 {table.file} 里</p>}
          <table>
            <tbody>
              {table.rows.map((row, r) => (
                <tr key={r} class={r < table.head ? "head" : ""}>
                  {row.map((cell, c) => (
                    <td key={c}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </figure>
      ))}
      {figures.map((figure, index) => (
        <p key={index}>
          图片 {figure.file}
          {figure.caption !== "" && `，图题“${figure.caption}”`}
        </p>
      ))}
    </>
  );
}
