// Pictures of the main states, to look at: node e2e/shots.mjs FOLDER

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { clean, close, desk, page, workspace } from "./help.mjs";

const folder = process.argv[2] ?? "shots";
mkdirSync(folder, { recursive: true });
const root = workspace();
const open = await desk(root);
for (const [width, height, scheme] of [
  [1280, 800, "light"],
  [1280, 800, "dark"],
  [1920, 1080, "light"],
  [1920, 1080, "dark"],
]) {
  const shown = await page({ viewport: { width, height }, colorScheme: scheme });
  const shot = (name) => shown.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`) });
  await shown.goto(open.address);
  await shown.waitForSelector(".issue-row");
  await shot("list");
  await shown.goto(`${open.origin}/#/issue/2023-43`);
  await shown.waitForSelector(".sheet canvas");
  await shown.waitForSelector(".need:not(:empty)");
  await shown.waitForTimeout(600);
  await shot("cards");
  await shown.click(".card:nth-of-type(1) .field.body .cm-content");
  await shown.waitForTimeout(300);
  await shot("active");
  for (const tab of ["about", "findings", "intake", "held", "raw"]) {
    await shown.click(`#tab-${tab}`);
    await shown.waitForTimeout(400);
    await shot(tab);
  }
  await shown.click("text=出稿…");
  await shown.waitForTimeout(300);
  await shot("out");
  await shown.goto(`${open.origin}/#/settings`);
  await shown.reload();
  await shown.waitForTimeout(400);
  await shot("settings");
  await shown.goto(`${open.origin}/#/setup`);
  await shown.waitForTimeout(400);
  await shot("setup");
  if (shown.wrong.length > 0) process.stderr.write(`${[...new Set(shown.wrong)].join("\n")}\n`);
  await shown.context().close();
}
await close();
await open.stop();
clean(root);
