// What axe finds: nothing, in no view, light or dark, at 200 %.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { page, stage } from "./help.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const at = stage({ where: null });

async function faults(shown, where) {
  // Not as a script of the page: its policy does not let any in.
  const found = await shown.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
  return found.violations.flatMap((fault) =>
    fault.nodes.map((node) => `${where}: ${fault.id}: ${node.target} ${node.failureSummary}`),
  );
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const shown = await page({ colorScheme, bypassCSP: true });
    const all = [];
    const look = async (where) => {
      await shown.waitForTimeout(250);
      all.push(...(await faults(shown, where)));
    };
    await shown.goto(at.open.address);
    await shown.waitForSelector(".issue-row");
    await look("issues");
    await shown.goto(`${at.open.origin}/#/issue/2023-43`);
    await shown.waitForSelector(".sheet canvas");
    await shown.waitForFunction(() => document.querySelector(".badge"));
    await look("cards");
    await shown.locator(".card .field.body .cm-content").nth(6).click();
    await look("active card");
    await shown.locator(".more > button").first().click();
    await look("menu");
    await shown.keyboard.press("Escape");
    for (const tab of ["about", "findings", "intake", "held", "signing", "raw"]) {
      await shown.click(`#tab-${tab}`);
      await look(tab);
    }
    await shown.click(".top .primary");
    await look("out");
    await shown.keyboard.press("Escape");
    await shown.goto(`${at.open.origin}/#/`);
    await shown.getByRole("button", { name: "指定期号、增刊…" }).click();
    await look("an issue of its own number");
    for (const where of ["settings", "tables", "setup"]) {
      await shown.goto(`${at.open.origin}/#/${where}`);
      await look(where);
      const tabs = shown.locator(".home [role=tab]");
      for (let tab = 1; tab < (await tabs.count()); tab += 1) {
        await tabs.nth(tab).click();
        const add = shown.locator(".rows > .add").first();
        if ((await add.count()) > 0) await add.click();
        await look(`${where}, ${await tabs.nth(tab).textContent()}`);
      }
    }
    assert.deepEqual(all, []);
    await shown.context().close();
  });
}

test("nothing is cut off at 200 %", async () => {
  const shown = await page({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  await shown.goto(at.open.address);
  await shown.goto(`${at.open.origin}/#/issue/2023-43`);
  await shown.waitForSelector(".card");
  const wide = await shown.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wide <= 0, `${wide} px too wide`);
  await shown.context().close();
});
