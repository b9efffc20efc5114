// The week of a newcomer, from an empty folder to a released issue and its reissue, by mouse.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { printable, settled, stage, until } from "./help.mjs";
import { CHAT, WEB, WORD } from "./submissions.mjs";

const at = stage({ empty: true, where: null });

test("a week at the office", async () => {
  const { open, root, shown } = at;
  await shown.goto(open.address);
  await shown.waitForSelector("text=新办一份");
  await shown.fill("#setup-刊名", "封丘政务快报");
  await shown.fill("#setup-编发单位", "封丘县人民政府办公室");
  const folder = join(root, "快报");
  await shown.fill("#setup-放在哪个文件夹", folder);
  await shown.fill("#setup-责任编辑", "张三");
  await shown.fill("#setup-审核", "李四");
  await shown.fill("#setup-签发", "王五");
  await shown.fill("#setup-distribution", "县委常委，各乡（镇）政府。");
  await shown.fill(
    "#setup-roster",
    "封丘县水利局\t水利局\n封丘县教育体育局\t教体局\n封丘县城关镇人民政府\t城关镇\n封丘县人力资源和社会保障局\t人社局",
  );
  await shown.click("text=建好，打开");
  await shown.waitForSelector(".issue-row");
  assert.match(open.file("快报/bulletin.toml"), /name = "封丘政务快报"/);
  assert.match(open.file("快报/units.toml"), /credit = "城关镇"\n(.*\n)?group = "乡镇街道"/);

  // The next issue, with three submissions.
  await shown.click("text=起新一期");
  await shown.waitForSelector(".add-column");
  const name = await shown.evaluate(() => decodeURIComponent(location.hash.split("/").at(-1)));
  const draft = () => open.file(`快报/drafts/${name}.toml`);
  // The sample has given way to it.
  assert.match(draft(), /^number = 1$/m);
  assert.doesNotMatch(draft(), /样稿/);
  await shown.click("#tab-intake");
  await shown.fill(".chat textarea", CHAT);
  await shown.click("text=认一认");
  await shown.waitForSelector(".submission");
  await shown.fill(".submission .actions input", "项目建设");
  await shown.click("text=收入这一期");
  await shown.waitForSelector(".submission.filed");
  writeFileSync(join(root, "来稿.html"), WEB);
  writeFileSync(join(root, "城关镇.docx"), WORD);
  await shown.click("#tab-intake");
  await shown.setInputFiles(".drop input[type=file]", [
    join(root, "来稿.html"),
    join(root, "城关镇.docx"),
  ]);
  await until("both are read", async () => (await shown.locator(".submission").count()) === 3);
  for (let left = 2; left > 0; left -= 1) {
    const one = shown.locator(".submission:not(.filed)").first();
    await one.locator(".actions input").first().fill("民生保障");
    await one.locator("text=收入这一期").click();
    await until(
      "filed",
      async () => (await shown.locator(".submission.filed").count()) === 4 - left,
    );
  }
  // Sent once more: where it is already is said.
  await shown.setInputFiles(".drop input[type=file]", join(root, "城关镇.docx"));
  const again = shown.locator(".submission:not(.filed)");
  await again.locator("text=/这份来稿已收入 .*-01/").waitFor();
  await again.locator("text=/第 2.* 条“城关镇开展人居环境集中整治”文字几乎相同/").waitFor();
  await again.getByRole("button", { name: "收起" }).click();
  await shown.click("#tab-cards");
  await until("three cards", async () => (await shown.locator(".card").count()) >= 3);
  await settled(shown);
  const text = draft();
  for (const words of [
    "除险加固",
    "秋季开学准备",
    "人居环境集中整治",
    "**460套**",
    "**整治乱堆乱放90处**",
  ]) {
    assert.ok(text.includes(words), `${words} in ${text}`);
  }

  // Another is written by hand; its unit by the letters of its name.
  await shown.locator(".add").last().click();
  await until("a new card", async () => (await shown.locator(".card").count()) >= 4);
  const card = shown.locator(".card").last();
  await card.locator(".field.headline .cm-content").click();
  await shown.keyboard.type("县人社局多措并举稳就业");
  await shown.keyboard.press("Enter");
  await shown.keyboard.type("举办招聘会6场，提供岗位3200个，达成意向860人。");
  await card.locator("[role=combobox]").fill("rsj");
  await shown.keyboard.press("Enter");
  await until("the unit", async () => draft().includes('credits = ["人社局"]'));
  await settled(shown);
  assert.ok(draft().includes('headline = "县人社局多措并举稳就业"'));

  // Moved up, held back, brought back, undone.
  await card.locator(".field.headline .cm-content").click();
  await shown.keyboard.press("Alt+ArrowUp");
  await until("moved", async () => {
    const now = draft();
    return now.indexOf("稳就业") < now.indexOf("秋季开学");
  });
  await shown.locator(".card", { hasText: "稳就业" }).locator(".more > button").click();
  await shown.click("text=留用（撤下）");
  await until("held", () => open.has("快报/drafts/held.toml") && !draft().includes("稳就业"));
  await shown.click("#tab-held");
  await shown.locator(".submission .actions button").last().click();
  await until("back", () => draft().includes("稳就业"));

  // Signed, printed, released, and again.
  await shown.click("#tab-about");
  await shown.fill("#about-reviewer", "李四");
  await shown.fill("#about-approver", "王五");
  await shown.click("#about-note");
  await settled(shown);
  await printable(shown);
  await shown.click("text=出稿…");
  await shown.locator(".forms button").first().click();
  await until("the PDF", () => open.has(`快报/out/${name}.pdf`), 30_000);
  await shown.click("text=发布这一期");
  await shown.waitForSelector(".out .done");
  await until("released", () => open.file("快报/archive/manifest.toml").includes(name));
  await shown.fill(".release input", "更正数字");
  await shown.click(".release button");
  await until("again", () => open.file("快报/archive/manifest.toml").includes("更正数字"), 30_000);
  await shown.keyboard.press("Escape");
  await shown.click('[aria-label="回到各期"]');
  await shown.waitForSelector(".stage.released");
  await shown.click("text=核对已发布的");
  await shown.waitForSelector(".home .done");
  assert.deepEqual(shown.wrong, []);
});
