// The pages as they will be printed: the very glyphs, drawn from their outlines.

import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Id, Run, Sheet } from "./api";
import { Icon } from "./icons";
import { part, post } from "./net";
import { goTo, issue, itemOf, laid, outlines, place, sheets } from "./state";

type Zoom = "width" | "two" | number;
const zoom = signal<Zoom>("width");
const proof = signal(false);

/** Pixels of CSS a point, at 100 %. */
const POINT = 96 / 72;

const pictures = new Map<string, HTMLImageElement>();

function picture(key: string, ready: () => void): HTMLImageElement | null {
  const known = pictures.get(key);
  if (known) {
    if (known.complete) return known.naturalWidth > 0 ? known : null;
    known.addEventListener("load", ready, { once: true });
    return null;
  }
  const image = new Image();
  image.src = `/api/picture/${key}`;
  image.addEventListener("load", ready, { once: true });
  pictures.set(key, image);
  return null;
}

function draw(canvas: HTMLCanvasElement, sheet: Sheet, scale: number, again: () => void): void {
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) return;
  // Hundredths of a point → pixels of the screen.
  const unit = scale / 100;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const placed of sheet.pictures) {
    const image = picture(placed.key, again);
    if (!image) continue;
    const [a, b, c, d, x, y] = placed.m;
    context.setTransform(a * unit, b * unit, c * unit, d * unit, x * unit, y * unit);
    context.drawImage(image, 0, 0, 1, 1);
  }
  for (const area of sheet.areas) {
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.fillStyle = area.c;
    context.fill(new Path2D(area.d));
  }
  for (const run of sheet.runs) drawRun(context, run, unit);
}

function drawRun(context: CanvasRenderingContext2D, run: Run, unit: number): void {
  context.fillStyle = run.c ?? "#000";
  const [a, b, c, d] = run.m ? run.m.map((part) => part / 10000) : [1, 0, 0, 1];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return;
  const em = (run.s * unit) / 1000;
  for (let index = 0; index < run.g.length; index += 1) {
    const glyph = outlines.get(run.g[index] ?? -1);
    if (!glyph) continue;
    const along = run.d[index] ?? 0;
    context.setTransform(
      a * em,
      b * em,
      -c * em,
      -d * em,
      (run.x + a * along) * unit,
      (run.y + b * along) * unit,
    );
    context.fill(glyph);
  }
}

export function Preview() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [dense, setDense] = useState(devicePixelRatio);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const media = matchMedia(`(resolution: ${dense}dppx)`);
    const change = () => setDense(devicePixelRatio);
    media.addEventListener("change", change);
    return () => media.removeEventListener("change", change);
  }, [dense]);

  const first = sheets.value.find((sheet) => sheet !== undefined);
  const paper = ((first?.width ?? 59528) / 100) * POINT;
  const room = Math.max(width - 48, 200);
  const ratio =
    zoom.value === "width"
      ? room / paper
      : zoom.value === "two"
        ? (room - 16) / 2 / paper
        : zoom.value;
  const scale = Math.max(ratio, 0.1);
  const toggleProof = () => {
    const name = issue.value?.name;
    if (!name) return;
    proof.value = !proof.value;
    void post(`/api/issue/${part(name)}/proof/${proof.value}`, null);
  };
  const step = (by: number) => {
    zoom.value = Math.min(4, Math.max(0.25, Math.round((scale + by) * 20) / 20));
  };
  const told = laid.value;
  const count = told?.count ?? 0;
  return (
    <section class="preview" aria-label="版面">
      <div class="bar" role="toolbar" aria-label="版面的显示">
        <button
          type="button"
          aria-pressed={zoom.value === "width"}
          onClick={() => (zoom.value = "width")}
        >
          适合宽度
        </button>
        <button
          type="button"
          aria-pressed={zoom.value === "two"}
          onClick={() => (zoom.value = "two")}
        >
          双页
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label="缩小"
          title="缩小"
          onClick={() => step(-0.1)}
        >
          <Icon sign="minus" />
        </button>
        <span class="percent">{Math.round(scale * 100)}%</span>
        <button
          type="button"
          class="icon-button"
          aria-label="放大"
          title="放大"
          onClick={() => step(0.1)}
        >
          <Icon sign="plus" />
        </button>
        <span class="spring" />
        <button type="button" aria-pressed={proof.value} onClick={toggleProof}>
          送审稿样
        </button>
      </div>
      {told?.failed && (
        <p class="failed" role="alert">
          {count > 0 ? "下面是改动前的版面。" : "还没有版面。"}
          {told.failed}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div ref={box} class="papers" tabIndex={0} role="group" aria-label={`${count} 页`}>
        <div class={zoom.value === "two" ? "sheets two" : "sheets"}>
          {sheets.value.map(
            (sheet, index) =>
              sheet && (
                <Page
                  key={index}
                  index={index}
                  count={count}
                  sheet={sheet}
                  scale={scale}
                  dense={dense}
                />
              ),
          )}
        </div>
        {count === 0 && !told?.failed && <p class="quiet waiting">正在排版…</p>}
      </div>
    </section>
  );
}

type PageProps = { index: number; count: number; sheet: Sheet; scale: number; dense: number };

function Page({ index, count, sheet, scale, dense }: PageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [near, setNear] = useState(index < 2);
  const width = (sheet.width / 100) * POINT * scale;
  const height = (sheet.height / 100) * POINT * scale;

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    // What is far away is not drawn: a page of pixels takes megabytes.
    const watch = new IntersectionObserver(
      (entries) => setNear(entries.some((entry) => entry.isIntersecting)),
      { rootMargin: "600px" },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const [w, h] = near ? [Math.round(width * dense), Math.round(height * dense)] : [1, 1];
    if (element.width !== w) element.width = w;
    if (element.height !== h) element.height = h;
    if (!near) return;
    const paint = () => draw(element, sheet, POINT * scale * dense, paint);
    paint();
    document.dispatchEvent(
      new CustomEvent("drawn", { detail: { page: index, version: laid.value?.version } }),
    );
  }, [sheet, width, height, dense, near, scale, index]);

  const onClick = (event: MouseEvent) => {
    const element = canvas.current;
    if (!element) return;
    const box = element.getBoundingClientRect();
    const to = hit(
      sheet,
      ((event.clientX - box.left) / box.width) * sheet.width,
      ((event.clientY - box.top) / box.height) * sheet.height,
    );
    if (to) goTo(to);
  };
  return (
    <div class="sheet" style={{ width: `${width}px`, height: `${height}px` }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`第 ${index + 1} 页，共 ${count} 页`}
        onClick={onClick}
        style={{ width: `${width}px`, height: `${height}px` }}
      />
      <Here sheet={sheet} />
    </div>
  );
}

// ---------------------------------------------------------------- from page to card and back

/** Characters of a text that count on the page: no white space, no marks of strong runs. */
function counted(text: string): number[] {
  const at: number[] = [];
  const bare = text.replace(/\*\*/g, "\u0000\u0000");
  for (let index = 0; index < bare.length; ) {
    const code = bare.codePointAt(index) ?? 0;
    const wide = code > 0xffff ? 2 : 1;
    if (code !== 0 && !/\s/.test(bare.slice(index, index + wide))) at.push(index);
    index += wide;
  }
  return at;
}

function itemAt(column: number, item: number): Id | undefined {
  return issue.value?.columns[column]?.items[item]?.id;
}

/** The place in a card for the n-th character that an item prints. */
function placeOf(id: Id, character: number): { item: Id; field: "headline" | "body"; at: number } {
  const item = itemOf(id);
  const headline = counted(item?.headline ?? "");
  if (character < headline.length) {
    return { item: id, field: "headline", at: headline[character] ?? 0 };
  }
  const body = counted(item?.body ?? "");
  const at = body[character - headline.length];
  return { item: id, field: "body", at: at ?? item?.body.length ?? 0 };
}

function hit(sheet: Sheet, x: number, y: number) {
  let best: { run: Run; distance: number } | null = null;
  for (const run of sheet.runs) {
    if (!run.p) continue;
    const dy = Math.max(0, run.y - run.s - y, y - run.y - run.s * 0.3);
    const dx = Math.max(0, run.x - x, x - run.x - run.w);
    const distance = dy * 4 + dx;
    if (!best || distance < best.distance) best = { run, distance };
  }
  if (!best?.run.p || best.distance > 20000) return null;
  const [column, item, character] = best.run.p;
  const id = itemAt(column, item);
  if (id === undefined) return null;
  let index = best.run.d.findIndex((_, at) => x < best.run.x + (best.run.d[at + 1] ?? best.run.w));
  if (index < 0) index = best.run.d.length;
  const before = counted([...best.run.text].slice(0, index).join("")).length;
  return placeOf(id, character + before);
}

/** The line in which the editor is. */
function Here({ sheet }: { sheet: Sheet }) {
  const mark = useRef<HTMLDivElement>(null);
  const here = place.value;
  const at = here ? line(sheet, here.item, here.field, here.at) : null;
  const key = at ? `${here?.item}-${at.y}` : "";
  useEffect(() => {
    if (key !== "") mark.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [key]);
  if (!at) return null;
  const percent = (part: number, of: number) => `${(part / of) * 100}%`;
  return (
    <div
      ref={mark}
      class="here"
      style={{
        left: percent(at.x, sheet.width),
        top: percent(at.y, sheet.height),
        width: percent(at.w, sheet.width),
        height: percent(at.h, sheet.height),
      }}
    />
  );
}

function line(sheet: Sheet, id: Id, field: "headline" | "body", at: number) {
  const item = itemOf(id);
  if (!item) return null;
  const headline = counted(item.headline);
  const own = field === "headline" ? headline : counted(item.body);
  const before = own.findIndex((index) => index >= at);
  const inField = before < 0 ? own.length : before;
  const wanted = field === "headline" ? inField : headline.length + inField;
  let found: Run | null = null;
  for (const run of sheet.runs) {
    if (!run.p || itemAt(run.p[0], run.p[1]) !== id) continue;
    const length = counted(run.text).length;
    if (run.p[2] <= wanted && wanted <= run.p[2] + length) {
      found = run;
      if (wanted < run.p[2] + length) break;
    }
  }
  if (!found) return null;
  const y = found.y;
  const runs = sheet.runs.filter((run) => run.p && Math.abs(run.y - y) < 100);
  const left = Math.min(...runs.map((run) => run.x));
  const right = Math.max(...runs.map((run) => run.x + run.w));
  return { x: left - 200, y: y - found.s * 1.05, w: right - left + 400, h: found.s * 1.4 };
}
