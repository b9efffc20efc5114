// docs/page.png: first and last page of an issue. docs/forms.png: an issue as a Word document, a web page and an article for WeChat on a telephone, and
// the site of the issues. node e2e/pictures.mjs; needs soffice and pdftoppm, too. A palette
// of 48 colours makes them small.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { clean, close, page, repository, workspace } from "./help.mjs";

const program = process.env.KUAIBAO ?? join(repository, "target/release/kuaibao");
const root = workspace();
const run = (command, ...rest) => execFileSync(command, rest, { cwd: root, stdio: "ignore" });
run(program, "build", "--force", "-q", "--format", "docx,html,wechat,png", "drafts/2023-43.toml");
for (const draft of readdirSync(join(root, "drafts"))) {
  if (/^\d+-\d+\.toml$/.test(draft)) run(program, "release", "-q", `drafts/${draft}`);
}
run(program, "build", "-q", "--site");
const home = `-env:UserInstallation=file://${join(root, "office")}`;
run(
  "soffice",
  home,
  "--headless",
  "--convert-to",
  "pdf",
  "--outdir",
  "out/word",
  "out/2023-43.docx",
);
run("pdftoppm", "-png", "-r", "100", "-f", "1", "-l", "1", "out/word/2023-43.pdf", "out/word/page");

const uri = (bytes) => `data:image/png;base64,${bytes.toString("base64")}`;
const pictures = [readFileSync(join(root, "out/word/page-1.png"))];
for (const [file, width] of [
  ["2023-43.html", 380],
  ["2023-43.wechat.html", 380],
  ["site/index.html", 840],
]) {
  const shown = await page({ viewport: { width, height: 840 } });
  await shown.goto(pathToFileURL(join(root, "out", file)).href);
  await shown.waitForTimeout(500);
  pictures.push(await shown.screenshot());
  await shown.context().close();
}

/** Pictures side by side. */
async function side(name, [width, height], body, boxes) {
  const shown = await page({ viewport: { width, height } });
  const box = ([picture, width]) =>
    `<div style="width:${width}px"><img src="${uri(picture)}"></div>`;
  await shown.setContent(
    `<style>div { overflow: hidden; box-sizing: border-box; } img { width: 100%; display: block; }
      body { display: flex; ${body} }</style>${boxes.map(box).join("")}`,
  );
  await shown.screenshot({ path: join(repository, "docs", name) });
}
const paper = (number) => readFileSync(join(root, `out/2023-43.${number}.png`));
await side("page.png", [1034, 722], "margin: 10px; gap: 20px; background: #d9d9d9;", [
  [paper(1), 497],
  [paper(4), 497],
]);
await side(
  "forms.png",
  [1412, 534],
  "margin: 6px; height: 522px; gap: 12px; background: #fff; } div { border: 1px solid #bbb;",
  [370, 236, 236, 522].map((width, at) => [pictures[at], width]),
);
await close();
clean(root);
