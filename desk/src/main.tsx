// The editing desk.

import { effect } from "@preact/signals";
import { render } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { About } from "./about";
import type { Office } from "./api";
import { Cards } from "./cards";
import { FindingList, visitNext } from "./findings";
import { HeldItems } from "./held";
import { Icon } from "./icons";
import { Intake, takeFiles } from "./intake";
import { Issues } from "./list";
import { get } from "./net";
import { Out } from "./out";
import { Preview } from "./pages";
import { Raw } from "./raw";
import { route } from "./route";
import { Settings } from "./settings";
import { Setup } from "./setup";
import { Signing } from "./signing";
import {
  arriveAt,
  found,
  issue,
  leave,
  lostIssue,
  office,
  open,
  stay,
  step,
  type View,
  view,
} from "./state";
import { Clashes, Notices, Status } from "./status";
import { Tally } from "./tally";
import "./style.css";

const VIEWS: [View, string][] = [
  ["cards", "条目"],
  ["about", "本期"],
  ["findings", "问题"],
  ["intake", "来稿"],
  ["held", "留用"],
  ["signing", "送审"],
  ["raw", "原文"],
];

async function loadOffice(): Promise<boolean> {
  try {
    office.value = await get<Office | null>("/api/office");
    return true;
  } catch {
    office.value = null;
    return false;
  }
}

function App() {
  const [ready, setReady] = useState(false);
  const entered = async () => {
    await loadOffice();
  };
  useEffect(() => {
    void loadOffice().then(() => setReady(true));
  }, []);
  if (!ready) return <p class="quiet waiting">正在打开…</p>;
  const where = route.value;
  const [, name, number] = /^\/issue\/([^/]+)(?:\/(\d+\.\d+))?$/.exec(where) ?? [];
  const [, tab, unit] = where.slice(1).split("/").map(decodeURIComponent);
  return (
    <>
      {office.value === null || where === "/setup" ? (
        <Quiet>
          <Setup entered={entered} />
        </Quiet>
      ) : name !== undefined ? (
        <Desk key={name} name={decodeURIComponent(name)} number={number} />
      ) : where.startsWith("/settings") ? (
        <Quiet>
          <Settings changed={entered} first={tab} unit={unit} />
        </Quiet>
      ) : where.startsWith("/tables") ? (
        <Quiet>
          <Tally first={tab} />
        </Quiet>
      ) : (
        <Quiet>
          <Issues />
        </Quiet>
      )}
      <Notices />
    </>
  );
}

/** A page that only stays in touch. */
function Quiet({ children }: { children: preact.ComponentChildren }) {
  useEffect(() => {
    leave();
    stay();
  }, []);
  return <>{children}</>;
}

function Desk({ name, number }: { name: string; number: string | undefined }) {
  const [out, setOut] = useState(false);
  const [over, setOver] = useState(false);
  const [gone, setGone] = useState("");
  const [split, setSplit] = useState(() => Number(localStorage.getItem("split")) || 46);
  const main = useRef<HTMLDivElement>(null);
  useEffect(() => {
    open(name)
      .then(() => {
        if (number !== undefined) arriveAt(number);
      })
      .catch((error: Error) => setGone(error.message));
    return leave;
  }, [name, number]);
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey;
      if (event.key === "F8") {
        visitNext(event.shiftKey ? -1 : 1);
        event.preventDefault();
      } else if (command && event.key === "s") {
        event.preventDefault();
      } else if (command && event.key === "p") {
        setOut(true);
        event.preventDefault();
      } else if (command && !event.defaultPrevented && /^[zy]$/i.test(event.key)) {
        const inRaw =
          event.target instanceof Element && event.target.closest(".raw, input, textarea");
        if (inRaw) return;
        step(event.key.toLowerCase() === "y" || event.shiftKey ? "redo" : "undo");
        event.preventDefault();
      }
    };
    document.addEventListener("keydown", keys);
    return () => document.removeEventListener("keydown", keys);
  }, []);
  useEffect(() => {
    const dropped = () => setOver(false);
    document.addEventListener("dropped", dropped);
    return () => document.removeEventListener("dropped", dropped);
  }, []);
  const lost = gone || lostIssue.value;
  const now = issue.value;
  const count = found.value?.findings.filter((finding) => finding.level !== "hint").length ?? 0;
  const drag = (event: PointerEvent) => {
    const bar = event.currentTarget as HTMLElement;
    const box = main.current?.getBoundingClientRect();
    if (!box) return;
    bar.setPointerCapture(event.pointerId);
    const move = (event: PointerEvent) => resize(((event.clientX - box.left) / box.width) * 100);
    bar.addEventListener("pointermove", move);
    bar.addEventListener("lostpointercapture", () => bar.removeEventListener("pointermove", move), {
      once: true,
    });
  };
  const resize = (wide: number) => {
    const fit = Math.min(75, Math.max(25, wide));
    setSplit(fit);
    localStorage.setItem("split", String(Math.round(fit)));
  };
  if (lost !== "") {
    return (
      <main class="home">
        <h1>{name}</h1>
        <div class="failed" role="alert">
          <p>{lost}</p>
        </div>
        <div class="actions">
          <a class="button" href="#/">
            回到各期
          </a>
        </div>
      </main>
    );
  }
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can be chosen by keyboard in “来稿”
    <div
      class={over ? "desk over" : "desk"}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => event.relatedTarget === null && setOver(false)}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        void takeFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <header class="top">
        <a class="icon-button" href="#/" aria-label="回到各期" title="回到各期">
          <Icon sign="back" />
        </a>
        <h1>
          {office.value?.name} <b>{now?.title ?? name}</b>
          <span class="quiet"> {now?.date ?? ""}</span>
        </h1>
        <span class="spring" />
        <button
          type="button"
          class="icon-button"
          disabled={!now?.undo}
          aria-label="撤销"
          title={now?.undo ? `撤销：${now.undo}（Ctrl+Z）` : "没有可以撤销的"}
          onClick={() => step("undo")}
        >
          <Icon sign="undo" />
        </button>
        <button
          type="button"
          class="icon-button"
          disabled={!now?.redo}
          aria-label="重做"
          title={now?.redo ? `重做：${now.redo}（Ctrl+Y）` : "没有可以重做的"}
          onClick={() => step("redo")}
        >
          <Icon sign="redo" />
        </button>
        <button type="button" class="primary" onClick={() => setOut(true)} disabled={!now}>
          出稿…
        </button>
      </header>
      <main ref={main} class="work" style={{ gridTemplateColumns: `${split}% 9px minmax(0, 1fr)` }}>
        <section class="left-side" aria-label="编辑">
          <Tabs count={count} />
          <Side />
        </section>
        <div
          class="splitter"
          role="separator"
          tabIndex={0}
          aria-label="左右两边的宽度"
          aria-orientation="vertical"
          aria-valuenow={Math.round(split)}
          aria-valuemin={25}
          aria-valuemax={75}
          onPointerDown={drag}
          onKeyDown={(event) => {
            if (event.key === "ArrowLeft") resize(split - 2);
            if (event.key === "ArrowRight") resize(split + 2);
          }}
        />
        <Preview />
      </main>
      <Status />
      {out && <Out close={() => setOut(false)} />}
    </div>
  );
}

function Tabs({ count }: { count: number }) {
  const move = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    const at = VIEWS.findIndex(([key]) => key === view.value);
    const next = VIEWS[(at + by + VIEWS.length) % VIEWS.length];
    if (!next) return;
    view.value = next[0];
    document.getElementById(`tab-${next[0]}`)?.focus();
    event.preventDefault();
  };
  return (
    <div class="tabs" role="tablist" aria-label="编辑的各面" tabIndex={-1} onKeyDown={move}>
      {VIEWS.map(([key, title]) => (
        <button
          key={key}
          type="button"
          role="tab"
          id={`tab-${key}`}
          aria-selected={view.value === key}
          aria-controls="pane"
          tabIndex={view.value === key ? 0 : -1}
          onClick={() => (view.value = key)}
        >
          {title}
          {key === "findings" && count > 0 && <span class="badge">{count}</span>}
        </button>
      ))}
    </div>
  );
}

/** One face at a time; each begins at its top. */
function Side() {
  const pane = useRef<HTMLDivElement>(null);
  const shown = view.value;
  useLayoutEffect(() => {
    pane.current?.scrollTo(0, 0);
  }, [shown]);
  return (
    <>
      <Clashes />
      <div ref={pane} class="pane" id="pane" role="tabpanel" aria-labelledby={`tab-${shown}`}>
        {issue.value && <Pane />}
      </div>
    </>
  );
}

function Pane() {
  switch (view.value) {
    case "cards":
      return <Cards />;
    case "findings":
      return <FindingList />;
    case "intake":
      return <Intake />;
    case "held":
      return <HeldItems />;
    case "signing":
      return <Signing />;
    case "raw":
      return <Raw />;
    case "about":
      return <About />;
  }
}

effect(() => {
  const now = issue.value;
  document.title = now ? `${now.title} — 编辑台` : "编辑台";
});

const app = document.getElementById("app");
if (app) render(<App />, app);
