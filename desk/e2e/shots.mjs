// Pictures of every state, to look at: node e2e/shots.mjs FOLDER [STATE...]

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { clean, close, desk, page, workspace } from "./help.mjs";
import { firstStart, week } from "./states.mjs";

const [folder = "shots", ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const [way, empty] of [
  [firstStart, true],
  [week, false],
]) {
  const root = workspace({ empty });
  const open = await desk(root);
  const shown = await page();
  const look = async (name) => {
    if (wanted.length > 0 && !wanted.includes(name)) return;
    process.stdout.write(`${name}\n`);
    for (const [width, height, colorScheme] of [
      [1920, 1080, "dark"],
      [1920, 1080, "light"],
      [1280, 800, "dark"],
      [1280, 800, "light"],
    ]) {
      await shown.setViewportSize({ width, height });
      await shown.emulateMedia({ colorScheme });
      await shown.waitForTimeout(250);
      await shown.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
    }
  };
  await way({ open, root, shown }, look).catch(async (error) => {
    await shown.screenshot({ path: join(folder, "stuck.png") });
    throw error;
  });
  if (shown.wrong.length > 0) process.stderr.write(`${[...new Set(shown.wrong)].join("\n")}\n`);
  await shown.context().close();
  await open.stop();
  clean(root);
}
await close();
