// Words looked for in all issues, from the list.

import assert from "node:assert/strict";
import { test } from "node:test";
import { stage, until } from "./help.mjs";

const at = stage({ where: "#/" });

test("what is found is shown with its words marked, and leads to its card", async () => {
  const { shown } = at;
  const box = shown.locator('input[type=search][aria-label*="全"], input[type=search]').first();
  await box.fill("危房改造");
  await shown.waitForSelector(".found-row mark");
  assert.match(await shown.textContent(".found [role=status]"), /共 \d+ 期 \d+ 条/);
  const row = shown.locator(".found-row", { hasText: "第43期" }).first();
  await row.click();
  await shown.waitForSelector(".sheet canvas");
  await until("the card", () =>
    shown.evaluate(() =>
      document.activeElement?.closest(".card")?.textContent?.includes("危房改造"),
    ),
  );
});

test("what stands nowhere is said to; an item typed a moment ago is found", async () => {
  const { open, shown } = at;
  await shown.goto(`${open.origin}/#/`);
  await shown.waitForSelector(".issue-row");
  const box = shown.locator("input[type=search]").first();
  await box.fill("没有的词语组合");
  await until("nothing", async () =>
    (await shown.locator(".found [role=status]").allTextContents()).join("").includes("没有找到"),
  );
  open.write(
    "drafts/2024-02.toml",
    open.file("drafts/2024-02.toml").replace('headline = "', 'headline = "没有的词语组合'),
  );
  await box.fill("没有的词语组");
  await shown.waitForSelector(".found-row mark");
  assert.deepEqual(shown.wrong, []);
});
