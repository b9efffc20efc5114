// Settings as forms: every change compared with the bytes of its file.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { isFirefox, stage, until } from "./help.mjs";

const at = stage({ each: true, where: "#/settings" });
afterEach(() => assert.deepEqual(at.shown.wrong, []));

const tab = (name) => at.shown.click(`[id="tab-${name}"]`);
/** Waits until a file is what it was, but for one change. */
const becomes = (file, before, was, now) =>
  until(`${now} in ${file}`, () => at.open.file(file) === before.replace(was, now));

test("a value, a choice and a rule's level change their line alone", async () => {
  const { open, shown } = at;
  const file = "bulletin.toml";
  await shown.waitForSelector("#set-copies");
  let before = open.file(file);
  await shown.fill("#set-name", "延津工作快报");
  await shown.keyboard.press("Enter");
  await becomes(file, before, 'name = "延津政务快报"', 'name = "延津工作快报"');
  before = open.file(file);
  await shown.selectOption("#set-weekday", "星期四");
  await until("the day", () => open.file(file) !== before);
  const changed = open
    .file(file)
    .split("\n")
    .filter((line) => !before.includes(line));
  assert.deepEqual(
    changed.map((line) => line.slice(0, 16)),
    ['weekday = "星期四"'.slice(0, 16)],
  );
  await tab("rules");
  await shown.fill("#rule-filter", "number-gap");
  before = open.file(file);
  await shown.locator("select").selectOption("关闭");
  await until("the level", () => open.file(file).includes('number-gap = "关闭"'));
  await shown.locator("select").selectOption("");
  await until("as it was", () => open.file(file) === before);
});

test("a unit is changed, added and taken out in the roster's table", async () => {
  const { open, shown } = at;
  const file = "units.toml";
  await tab("units.toml");
  await shown.waitForSelector(".rows table");
  const first = open.file(file);
  await shown.click('[aria-label="改财政局"]');
  await shown.fill(".panel [id$=-note]", "一楼");
  await shown.keyboard.press("Tab");
  await until("the note", () => open.file(file).includes('note = "一楼"\n'));
  await shown.click("text=改好了");
  await shown.click("text=加一个单位");
  assert.ok(await shown.locator("text=加上").isDisabled());
  await shown.fill("#new-unit-credit", "数据局");
  await shown.fill("#new-unit-name", "延津县数据局");
  await shown.selectOption("#new-unit-group", "县直部门");
  await shown.fill("#new-unit-from", "2024-01-01");
  await shown.keyboard.press("Tab");
  await shown.click("text=加上");
  const added =
    '\n[[unit]]\nname = "延津县数据局"\ncredit = "数据局"\ngroup = "县直部门"\nfrom = 2024-01-01\n';
  await until("the unit", () => open.file(file).endsWith(added));
  await shown.fill("#roster-filter", "数据局");
  await shown.click('[aria-label="改数据局"]');
  await shown.click("text=去掉这个单位");
  await until("it is gone", () => !open.file(file).includes("数据局"));
  assert.equal(open.file(file).replace('note = "一楼"\n', ""), first);
});

test("a word of the office's own is added and found in the text at once", async () => {
  const { open, shown } = at;
  open.write("lexicon.tsv", "# 本办的词\n\nyj1\t最后一米\t最后一公里\t不后接 线\t错误\n");
  await tab("units.toml");
  await tab("lexicon.tsv");
  await shown.waitForSelector("text=最后一公里");
  await shown.click("text=加一个词");
  await shown.fill("#word-1", "危房改造");
  await shown.fill("#word-2", "危旧房改造");
  await shown.click(".panel .primary");
  await until("the line", () =>
    open.file("lexicon.tsv").endsWith("错误\n本单位-1\t危房改造\t危旧房改造\n"),
  );
  assert.ok(open.file("lexicon.tsv").startsWith("# 本办的词\n\nyj1\t最后一米"));
  await shown.goto(`${open.origin}/#/issue/2023-43`);
  await shown.click("#tab-findings");
  await until("it is told", async () =>
    (await shown.locator(".finding .message").allTextContents()).some((text) =>
      text.includes("危旧房改造"),
    ),
  );
});

test("what is typed while the last answer is on its way stays", async () => {
  const { open, shown } = at;
  await shown.waitForSelector("#set-name");
  let answer;
  const held = new Promise((done) => {
    answer = done;
  });
  await shown.route("**/api/forms/**", async (route) => {
    const response = await route.fetch();
    if (route.request().method() === "POST") await held;
    await route.fulfill({ response });
  });
  await shown.fill("#set-name", "甲快报");
  await shown.keyboard.press("Enter");
  await until("saved", () => open.file("bulletin.toml").includes('name = "甲快报"'));
  await shown.fill("#set-name", "甲乙快报");
  answer();
  await shown.waitForSelector("text=已存");
  await shown.waitForTimeout(300);
  assert.equal(await shown.inputValue("#set-name"), "甲乙快报");
  await shown.unrouteAll({ behavior: "wait" });
  await shown.keyboard.press("Enter");
  await until("saved, too", () => open.file("bulletin.toml").includes('name = "甲乙快报"'));
});

test("points are set, a task and a record added; what is wrong in them is told", async () => {
  const { open, shown } = at;
  await tab("scoring.toml");
  await shown.click(".forms button >> nth=0");
  await shown.waitForSelector('[aria-label="改简讯"]');
  let before = open.file("scoring.toml");
  await shown.click('[aria-label="改简讯"]');
  await shown.fill("[id^=set-own][id$=-points]", "1.5");
  await shown.keyboard.press("Enter");
  await becomes(
    "scoring.toml",
    before,
    'name = "简讯"\ncharacters-at-most = 100\npoints = 1\n',
    'name = "简讯"\ncharacters-at-most = 100\npoints = 1.5\n',
  );
  before = open.file("scoring.toml");
  await shown.fill("[id^=set-own][id$=-points]", "一分半");
  await shown.keyboard.press("Enter");
  await shown.waitForSelector(".notice.bad");
  assert.match(await shown.textContent(".notice.bad"), /“一分半”不是数/);
  assert.equal(open.file("scoring.toml"), before);
  await shown.click(".notice.bad button");
  if (!isFirefox) assert.equal(shown.wrong.length, 1);
  shown.wrong.length = 0;

  await tab("adopted.toml");
  const adopted = shown.locator('[aria-labelledby="rows-adopted"]');
  await adopted.locator("text=加一条").click();
  await shown.fill("#new-adopted-journal", "市政府信息");
  await shown.fill("#new-adopted-date", "2023-09-25");
  await shown.fill("#new-adopted-item", "2023-43 2.1");
  await shown.selectOption("#new-adopted-forwarded", "是");
  await shown.click(".panel .primary");
  await until("the record", () =>
    /\[\[adopted\]\]\n(date|journal|item|forwarded)/.test(open.file("adopted.toml")),
  );
  const record = open.file("adopted.toml");
  for (const line of [
    'journal = "市政府信息"',
    "date = 2023-09-25",
    'item = "2023-43 2.1"',
    "forwarded = true",
  ]) {
    assert.ok(record.includes(`${line}\n`), record);
  }
  await adopted.locator(".small").first().click();
  await adopted.locator("[id$=-item]").fill("2023-43 9.9");
  await shown.keyboard.press("Tab");
  // Told of beside what was told before.
  await shown.waitForSelector('.settings .failed:has-text("9.9")');
});
