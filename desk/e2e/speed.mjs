// How long it takes from a key to the changed page on the screen, and from the start of the program to
// the first page. node e2e/speed.mjs [KEYS]

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { clean, close, desk, page, repository, until, workspace } from "./help.mjs";

const keys = Number(process.argv[2] ?? 200);
const issues = Number(process.argv[3] ?? 5);
const root = workspace();
if (issues > 5) {
  const names = readdirSync(join(root, "drafts"));
  const texts = names.map((name) => readFileSync(join(root, "drafts", name), "utf8"));
  for (let index = 0; index < issues - 5; index += 1) {
    const year = 1990 + Math.floor(index / 50);
    const number = (index % 50) + 1;
    const text = texts[index % texts.length]
      .replace(/^number = .*/m, `number = ${number}`)
      .replace(/^date = .*/m, `date = ${year}-01-05`);
    writeFileSync(join(root, "drafts", `${year}-${String(number).padStart(2, "0")}.toml`), text);
  }
}

// Forty items on twelve pages, when that is asked for.
const large = process.argv[4] === "large";
const name = large ? "2023-44" : "2023-43";
if (large) {
  const all = readdirSync(join(repository, "drafts")).map((file) =>
    readFileSync(join(repository, "drafts", file), "utf8"),
  );
  const items = all.flatMap((text) => text.split(/^(?=\[\[column\.item\]\])/m).slice(1));
  const plain = items.map((item) => item.split(/^(?=\[\[column\]\]|\[signoff\]|#)/m)[0]);
  const text = `number = 44\ndate = 2023-09-29\n\n[[column]]\nname = "汇编"\n\n${[...plain, ...plain].slice(0, 40).join("\n")}`;
  writeFileSync(join(root, "drafts/2023-44.toml"), text);
  const settings = readFileSync(join(root, "bulletin.toml"), "utf8");
  writeFileSync(join(root, "bulletin.toml"), settings.replace("pages = 4", 'pages = "auto"'));
}

const shown = await page();
const starts = [];
for (let round = 0; round < 3; round += 1) {
  const began = performance.now();
  const open = await desk(root);
  await shown.goto(open.address);
  await shown.goto(`${open.origin}/#/issue/${name}`);
  await shown.waitForSelector(".sheet canvas");
  starts.push(performance.now() - began);
  await shown.goto("about:blank");
  await open.stop();
}
const open = await desk(root);
let bytes = 0;
await shown.goto(open.address);
await shown.goto(`${open.origin}/#/issue/${name}`);
await shown.waitForSelector(".sheet canvas");
await shown.waitForTimeout(1500);
await shown.evaluate(() => {
  globalThis.times = [];
  globalThis.drawnAt = 0;
  document.addEventListener(
    "keydown",
    () => {
      globalThis.pressed = performance.now();
      globalThis.drawnAt = 0;
    },
    true,
  );
  document.addEventListener("drawn", () => {
    if (globalThis.drawnAt === 0) globalThis.drawnAt = performance.now();
  });
});
await shown.locator(".card .field.body .cm-content").nth(2).click();
await shown.keyboard.press("End");
for (let key = 0; key < keys; key += 1) {
  await shown.keyboard.press("abcdefghij"[key % 10]);
  await until("the page is drawn", () => shown.evaluate(() => globalThis.drawnAt > 0));
  await shown.evaluate(() => globalThis.times.push(globalThis.drawnAt - globalThis.pressed));
  await shown.waitForTimeout(120);
}
const times = (await shown.evaluate(() => globalThis.times)).sort((a, b) => a - b);
const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(1);
const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${open.child.pid}/status`, "utf8"))?.[1];
const cookie = (await shown.context().cookies())
  .map((one) => `${one.name}=${one.value}`)
  .join("; ");
const stream = await fetch(`${open.origin}/api/issue/${name}/events`, { headers: { cookie } });
const reader = stream.body.getReader();
let text = "";
while (!/event: pages\ndata: .*\n\n/.test(text)) {
  text += new TextDecoder().decode((await reader.read()).value);
}
await reader.cancel();
const told = JSON.parse(/event: pages\ndata: (.*)\n\n/.exec(text)[1]);
bytes = Math.max(...told.sheets.map((sheet) => gzipSync(JSON.stringify(sheet)).length));
process.stdout.write(
  `${issues} issues, ${told.count} pages, ${keys} keys: median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(0.999)} ms\n` +
    `start to first page: ${starts.map((time) => time.toFixed(0)).join(", ")} ms\n` +
    `a page: ${(bytes / 1024).toFixed(1)} KB compressed; outlines of all: ${(gzipSync(JSON.stringify(told.glyphs)).length / 1024).toFixed(0)} KB, once\n` +
    `memory: ${(Number(memory) / 1024).toFixed(0)} MB\n`,
);
await close();
await open.stop();
clean(root);
