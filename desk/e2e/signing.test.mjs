// An issue on its way to the leader and back: the papers of a round, signatures that hold, a proof that
// came back with changes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { settled, stage, until } from "./help.mjs";

const FILE = "drafts/2023-43.toml";
const at = stage({
  begin: async (shown) => {
    await shown.click("#tab-signing");
    await shown.waitForSelector(".signing .signature");
  },
});

const files = () => at.shown.locator(".signing .done a").allTextContents();

test("the papers of a round are made, and told", async () => {
  const { open, shown } = at;
  await shown.click("text=做一套送审材料");
  await until("made", async () => (await files()).length >= 3, 40_000);
  for (const file of await files()) assert.ok(open.has(file), file);
  await until("told", async () => (await shown.textContent(".signing ol")).includes("送审"));
});

test("a signature is withdrawn and given; what changes afterwards voids it", async () => {
  const { open, shown } = at;
  // The names that stand there were typed, which binds nobody.
  for (const role of ["责任编辑", "审核", "签发"]) {
    await shown.click(`[aria-label="以${role}签"]`);
    await shown.waitForSelector(`[aria-label="撤回${role}的签名"]`);
  }
  await shown.click('[aria-label="撤回签发的签名"]');
  await shown.click('[aria-label="以签发签"]');
  await shown.waitForSelector('[aria-label="撤回签发的签名"]');
  assert.equal(open.file(FILE).match(/content = |fingerprint|sha/g)?.length > 0, true);
  await shown.click("#tab-cards");
  await shown.locator(".card .field.headline .cm-content").first().click();
  await shown.keyboard.press("End");
  await shown.keyboard.type("甲");
  await settled(shown);
  await until("told", async () => (await shown.textContent(".need")).includes("签"), 20_000);
  await shown.keyboard.press("Control+z");
  await until("it holds again", () => !open.file(FILE).includes("增效甲"));
});

test("a proof that came back is taken over change by change", async () => {
  const { open, shown } = at;
  const made = await shown.evaluate(async () => {
    const answer = await fetch("/api/issue/2023-43/make/text?proof=true", { method: "POST" });
    return answer.json();
  });
  const text = readFileSync(join(at.root, made.files[0]), "utf8");
  const figure = /(\d+)(户)/.exec(text);
  assert.ok(figure, text);
  const back = text.replace(figure[0], `${Number(figure[1]) + 1}户`);
  await shown.click("#tab-signing");
  await shown.setInputFiles(".signing input[type=file]", {
    name: "领导改过.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(back),
  });
  await shown.waitForSelector(".signing .back table");
  assert.equal(await shown.locator(".signing .back tbody input").count(), 1);
  await shown.click("text=接受选中的 1 处");
  await until("taken", () => open.file(FILE).includes(`${Number(figure[1]) + 1}户`));
  assert.deepEqual(shown.wrong, []);
});
