// What the program holds while one types for long: its memory, told every so often, at its end beside
// that after the first tenth. Keys come faster than people's: an hour of typing is some 6000 of them.
// node e2e/soak.mjs [KEYS] [MILLISECONDS BETWEEN KEYS]

import { readFileSync } from "node:fs";
import { clean, close, desk, page, workspace } from "./help.mjs";

const keys = Number(process.argv[2] ?? 6000);
const pause = Number(process.argv[3] ?? 150);
const root = workspace();
const open = await desk(root);
const shown = await page();
const names = ["2023-43", "2023-13"];
const show = async (name) => {
  await shown.goto(`${open.origin}/#/issue/${name}`);
  await shown.waitForSelector(".sheet canvas");
};
const status = (what) =>
  Number(
    new RegExp(`${what}:\\s+(\\d+)`).exec(
      readFileSync(`/proc/${open.child.pid}/status`, "utf8"),
    )?.[1],
  ) / 1024;

await shown.goto(open.address);
await show(names[0]);
const TEXT =
  "今年以来，县人社局坚持就业优先，举办招聘会6场，提供岗位3200个，达成就业意向860人，发放补贴45.6万元。";
const seen = [];
const began = performance.now();
const bodies = () => shown.locator(".card .field.body .cm-content");
for (let key = 0; key < keys; key += 1) {
  // Now and then another card, another issue, a move, steps back, a PDF, as in an hour's work.
  if (key % 120 === 0) {
    const count = await bodies().count();
    await bodies()
      .nth((key / 120) % count)
      .click();
    await shown.keyboard.press("Control+End");
  }
  if (key % 240 === 200) {
    await shown.keyboard.press("Alt+ArrowDown");
    await shown.waitForTimeout(300);
    for (let step = 0; step < 12; step += 1) await shown.keyboard.press("Control+z");
    await shown.waitForTimeout(300);
  }
  if (key % 1500 === 1400) {
    await shown.request.get(`${open.origin}/api/issue/${names[0]}/pdf?proof=true`);
    await shown.goto(`${open.origin}/#/`);
    await shown.waitForTimeout(2000);
    await show(names[1]);
    await shown.waitForTimeout(1500);
    await show(names[0]);
    await bodies().first().click();
  }
  if (key % 3 === 2) await shown.keyboard.press("Backspace");
  else await shown.keyboard.insertText(TEXT[key % TEXT.length]);
  await shown.waitForTimeout(pause);
  if (key % 100 === 99) {
    seen.push(status("VmRSS"));
    process.stdout.write(
      `${key + 1} keys, ${((performance.now() - began) / 60_000).toFixed(1)} min: ${seen.at(-1).toFixed(0)} MB\n`,
    );
  }
}
const early = Math.max(...seen.slice(0, Math.ceil(seen.length / 10)));
const late = Math.max(...seen.slice(-Math.ceil(seen.length / 10)));
process.stdout.write(
  `${keys} keys: most ${status("VmHWM").toFixed(0)} MB; ${early.toFixed(0)} MB in the first tenth, ${late.toFixed(0)} MB in the last\n`,
);
await close();
await open.stop();
clean(root);
