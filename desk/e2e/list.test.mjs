// The list of issues: how each stands, and back issues dropped on it.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repository, stage, until } from "./help.mjs";

const at = stage({
  where: "#/",
  prepare: (root) => {
    const path = join(root, "drafts/2023-43.toml");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace('credits = ["', 'credits = ["没有的局", "'));
  },
});

test("pages and findings stand beside each issue", async () => {
  const { shown } = at;
  const row = (title) => shown.locator(".issue-row", { hasText: title });
  await until("all are known", async () => {
    const rows = await shown.locator(".issue-glance").allTextContents();
    return rows.length > 0 && rows.every((words) => /^\d+ 页/.test(words));
  });
  const told = await row("第43期").locator(".issue-glance").textContent();
  assert.match(told, /^4 页.*(要改|留意) \d+ 处/);
  assert.match(
    await row("第13期").locator(".issue-glance").textContent(),
    /^4 页( · 留意 \d+ 处)?$/,
  );
});

test("back issues become drafts, what is none says so, and nothing is written over", async () => {
  const { open, shown } = at;
  const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  const before = open.file("drafts/2024-02.toml");
  const back = readFileSync(join(repository, "tests/raw/2024-02.txt"), "utf8");
  const another = back.replace(/第 2 期/, "第 9 期").replace(/（总第\d+期）/, "");
  await shown.setInputFiles(".back input[type=file]", [
    file("再来一次.txt", back),
    file("往期.txt", another),
    file("空的.txt", ""),
  ]);
  await until(
    "all are told",
    async () => (await shown.locator(".back [role=status] > div").count()) === 3,
  );
  assert.equal(open.file("drafts/2024-02.toml"), before);
  assert.match(await shown.locator(".back [role=status]").textContent(), /已经有.*2024-02\.toml/);
  assert.ok(open.has("drafts/2024-09.toml"));
  await until("it is in the list", async () =>
    (await shown.locator(".issue-row").allTextContents()).some((text) => text.includes("第9期")),
  );
});

test("the raw text is completed from the schema and the roster", async () => {
  const { open, shown } = at;
  await shown.goto(`${open.origin}/#/issue/2023-43`);
  await shown.waitForSelector(".sheet canvas");
  await shown.click("#tab-raw");
  await until("the text", async () => (await shown.locator(".raw-editor .cm-line").count()) > 5);
  const offered = async (text) => {
    await shown.click(".raw-editor .cm-content");
    await shown.keyboard.press("Control+End");
    await shown.keyboard.type(text);
    await shown.waitForSelector(".cm-tooltip-autocomplete li");
    const all = await shown.locator(".cm-tooltip-autocomplete li").allTextContents();
    await shown.keyboard.press("Escape");
    return all.join(" ");
  };
  assert.match(await offered("\n[[column.item.fi"), /\[\[column\.item\.figure\]\]/);
  await shown.keyboard.press("Control+Shift+k");
  assert.match(await offered("\n[[column.item.figure]]\nal"), /alt/);
  await shown.keyboard.type("t = 1\nca");
  await shown.waitForSelector(".cm-tooltip-autocomplete li");
  const left = (await shown.locator(".cm-tooltip-autocomplete li").allTextContents()).join(" ");
  assert.match(left, /caption/);
  assert.doesNotMatch(left, /\balt\b/);
});
