// The week of a newcomer without a mouse: from an empty folder to a released issue and its reissue,
// three submissions on the way.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isFirefox, printable, settled, stage, tabTo, until } from "./help.mjs";
import { CHAT, WEB, WORD } from "./submissions.mjs";

const at = stage({ empty: true, where: null });

test("a week at the office by keyboard alone", async () => {
  const { open, root, shown } = at;
  const keys = shown.keyboard;
  const press = async (wanted, key = "Enter") => {
    await tabTo(shown, wanted);
    await keys.press(key);
  };
  const fill = async (wanted, text) => {
    await tabTo(shown, wanted);
    await keys.press("Control+a");
    await keys.insertText(text);
  };
  const choose = async (wanted, files) => {
    // By BiDi no dialog opens.
    if (isFirefox) return shown.setInputFiles(wanted, files);
    // A browser that is busy may miss the key.
    for (let times = 0; times < 4; times += 1) {
      await tabTo(shown, wanted);
      const asked = shown.waitForEvent("filechooser", { timeout: 8000 }).catch(() => null);
      await keys.press("Space");
      const chooser = await asked;
      if (chooser) return chooser.setFiles(files);
    }
    throw new Error("no files can be chosen by keyboard");
  };
  // From the list of tabs, whose tabs are gone through by arrows.
  const face = async (name) => {
    await tabTo(shown, '[role="tab"]');
    for (let step = 0; step < 8; step += 1) {
      const here = await shown.evaluate(() => document.activeElement?.id);
      if (here === `tab-${name}`) return;
      await keys.press("ArrowRight");
    }
    throw new Error(`no way to ${name}`);
  };

  await shown.goto(open.address);
  await shown.waitForSelector("text=新办一份");
  await fill("#setup-刊名", "封丘政务快报");
  await fill("#setup-编发单位", "封丘县人民政府办公室");
  await fill("#setup-放在哪个文件夹", join(root, "快报"));
  await fill("#setup-审核", "李四");
  await fill("#setup-签发", "王五");
  await fill("#setup-distribution", "县委常委，各乡（镇）政府。");
  await fill(
    "#setup-roster",
    "封丘县水利局\t水利局\n封丘县教育体育局\t教体局\n封丘县城关镇人民政府\t城关镇\n封丘县人力资源和社会保障局\t人社局",
  );
  await shown.waitForSelector("text=认出 4 个");
  await press("建好，打开");
  await shown.waitForSelector(".issue-row");

  await press("起新一期");
  await shown.waitForSelector(".add-column");
  const name = await shown.evaluate(() => decodeURIComponent(location.hash.split("/").at(-1)));
  const draft = () => open.file(`快报/drafts/${name}.toml`);

  // Three submissions.
  await face("intake");
  await fill(".chat textarea", CHAT);
  await press("认一认");
  await shown.waitForSelector(".submission");
  writeFileSync(join(root, "来稿.html"), WEB);
  writeFileSync(join(root, "城关镇.docx"), WORD);
  await choose(".drop input[type=file]", [join(root, "来稿.html"), join(root, "城关镇.docx")]);
  await until("all are read", async () => (await shown.locator(".submission").count()) === 3);
  for (const [index, column] of ["民生保障", "民生保障", "项目建设"].entries()) {
    await fill(".submission:not(.filed) .actions input", column);
    await press("收入这一期");
    await until(
      "filed",
      async () => (await shown.locator(".submission.filed").count()) === index + 1,
    );
  }
  await settled(shown);
  for (const words of ["除险加固", "**460套**", "**整治乱堆乱放90处**"]) {
    assert.ok(draft().includes(words), `${words} in ${draft()}`);
  }

  // One more by hand; moved by Alt+arrows and by cut and paste; its unit by letters.
  await face("cards");
  await press(".add");
  await until("a new card", async () => (await shown.locator(".card").count()) >= 4);
  await until("the caret is in it", () =>
    shown.evaluate(() => document.activeElement?.matches('[data-field="headline"]')),
  );
  await keys.insertText("县人社局多措并举稳就业");
  await keys.press("Enter");
  await keys.insertText("举办招聘会6场，提供岗位3200个，达成意向860人。");
  await tabTo(shown, "[role=combobox]");
  await keys.type("rsj");
  await keys.press("Enter");
  await until("the unit", () => draft().includes('credits = ["人社局"]'));
  await settled(shown);
  const place = (words) => draft().indexOf(words);
  const below = place("稳就业") > place("秋季开学");
  await keys.press(below ? "Alt+ArrowUp" : "Alt+ArrowDown");
  await until("moved", () => place("稳就业") > place("秋季开学") !== below);
  await settled(shown);
  const handles = () => shown.evaluate(() => document.activeElement?.matches(".handle"));
  await tabTo(shown, ".handle");
  const first = await shown.evaluate(
    () =>
      document.activeElement?.closest(".card")?.querySelector('[data-field="headline"]')
        ?.textContent,
  );
  await keys.press("Control+x");
  for (let step = 0; step < 2; step += 1) await tabTo(shown, ".handle");
  assert.ok(await handles());
  const order = draft();
  await keys.press("Control+v");
  await until("put elsewhere", () => draft() !== order);
  await settled(shown);
  await keys.press("Control+z");
  await until("as it was", () => draft() === order);
  assert.ok(order.includes(first));

  // Held back by Delete on its handle, brought back from the list.
  await tabTo(shown, ".handle");
  const words = await shown.evaluate(
    () =>
      document.activeElement?.closest(".card")?.querySelector('[data-field="headline"]')
        ?.textContent,
  );
  await keys.press("Delete");
  await until("held", () => !draft().includes(words));
  await face("held");
  await shown.waitForSelector(".submission");
  await press(".submission .actions button");
  await until("back", () => draft().includes(words));

  // Columns without items are taken out, findings gone through, signed.
  await settled(shown);
  await face("cards");
  const empty = () =>
    shown.evaluate(
      () =>
        [...document.querySelectorAll(".column")]
          .find((column) => !column.querySelector(".card"))
          ?.querySelector('[aria-label^="撤下栏目"]')
          ?.getAttribute("aria-label") ?? null,
    );
  for (let label = await empty(); label !== null; label = await empty()) {
    await press(`[aria-label="${label}"]`);
    await until("taken out", async () => (await empty()) !== label);
  }
  await keys.press("F8");
  await face("about");
  await fill("#about-editor", "张三");
  await fill("#about-reviewer", "李四");
  await fill("#about-approver", "王五");
  await keys.press("Tab");
  await settled(shown);
  await printable(shown);
  await keys.press("Control+p");
  await shown.waitForSelector("dialog.out");
  await press(".forms button");
  await until("the PDF", () => open.has(`快报/out/${name}.pdf`), 30_000);
  await press("发布这一期");
  await until("released", () => open.has("快报/archive/manifest.toml"), 30_000);
  await shown.waitForSelector(".release input");
  await fill(".release input", "更正数字");
  await press("重新发布");
  await until("again", () => open.file("快报/archive/manifest.toml").includes("更正数字"), 30_000);
  await keys.press("Escape");
  await press('[aria-label="回到各期"]');
  await shown.waitForSelector(".stage.released");
  await press("核对已发布的");
  await shown.waitForSelector(".home .done");
  assert.deepEqual(shown.wrong, []);
});
