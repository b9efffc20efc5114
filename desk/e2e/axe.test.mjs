// What axe finds: nothing, in no state of the page, light or dark; nothing is cut off at 200 %.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { clean, close, desk, page, workspace } from "./help.mjs";
import { firstStart, week } from "./states.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function faults(shown, where) {
  // Not as a script of the page: its policy does not let any in.
  const found = await shown.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
  return found.violations.flatMap((fault) =>
    fault.nodes.map((node) => `${where}: ${fault.id}: ${node.target} ${node.failureSummary}`),
  );
}

/** What of the page reaches beyond the window of 1280 by 800 at 200 %. */
const tooWide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

for (const [name, way, empty] of [
  ["the first start", firstStart, true],
  ["a week", week, false],
]) {
  test(`axe finds nothing in the states of ${name}, nothing is cut off at 200 %`, async () => {
    const root = workspace({ empty });
    const open = await desk(root);
    const shown = await page({ bypassCSP: true });
    const all = [];
    const look = async (where) => {
      for (const colorScheme of ["dark", "light"]) {
        await shown.emulateMedia({ colorScheme });
        await shown.waitForTimeout(150);
        all.push(...(await faults(shown, `${where}, ${colorScheme}`)));
      }
      await shown.setViewportSize({ width: 640, height: 400 });
      await shown.waitForTimeout(150);
      const wide = await shown.evaluate(tooWide);
      if (wide > 0) all.push(`${where}: ${wide} px too wide at 200 %`);
      await shown.setViewportSize({ width: 1280, height: 800 });
    };
    try {
      await way({ open, root, shown }, look);
    } finally {
      await shown.context().close();
      await close();
      await open.stop();
      clean(root);
    }
    assert.deepEqual(all, []);
  });
}
