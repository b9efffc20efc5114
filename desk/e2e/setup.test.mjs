// The first start: roster and receivers as spreadsheets and pasted, back issues with them, a sample.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { printable, repository, stage, until } from "./help.mjs";

const at = stage({ each: true, empty: true, where: "#/setup" });
const LISTS = join(repository, "tests/cli/lists.in");

const begin = async ({ root, shown }) => {
  await shown.waitForSelector("text=新办一份");
  await shown.fill("#setup-刊名", "延津政务快报");
  await shown.fill("#setup-编发单位", "延津县人民政府办公室");
  await shown.fill("#setup-放在哪个文件夹", join(root, "快报"));
};

test("spreadsheets of units and receivers, back issues dropped, a sample printed", async () => {
  const { open, shown } = at;
  await begin(at);
  await shown.setInputFiles('[aria-label="发送范围的表格文件"]', join(LISTS, "receivers.xlsx"));
  await shown.setInputFiles('[aria-label="单位名录的表格文件"]', join(LISTS, "wps.xlsx"));
  await until(
    "both are told",
    async () => (await shown.locator(".setup [role=status]", { hasText: "认出" }).count()) === 2,
  );
  // Dropped as from a folder.
  const back = readFileSync(join(repository, "tests/raw/2024-02.txt"), "utf8");
  await shown.locator(".setup .drop").evaluate((element, text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "往期.txt", { type: "text/plain" }));
    element.dispatchEvent(
      new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }),
    );
  }, back);
  await shown.waitForSelector("text=收进来 1 期");
  await shown.click("text=建好，打开");
  await until("the back issue is a draft", () => open.has("快报/drafts/2024-02.toml"), 20_000);
  const settings = open.file("快报/bulletin.toml");
  assert.match(settings, /^copies = \d+/m);
  assert.match(open.file("快报/units.toml"), /\[\[unit\]\]/);
  // The sample is still offered beside the issue that was taken in.
  const link = await shown.locator('[aria-label="样稿"] a').getAttribute("href");
  const answer = await shown.request.get(`${open.origin}${link}`);
  assert.equal((await answer.body()).subarray(0, 5).toString(), "%PDF-");
  await shown.click("text=印一张样张");
  await until(
    "it is given to the printer",
    async () => (await shown.locator("iframe.printing").count()) === 1,
  );
  assert.deepEqual(shown.wrong, []);
});

test("cells pasted from Excel, with and without a head, and what cannot be a list", async () => {
  const { open, shown } = at;
  await begin(at);
  await shown.fill("#setup-distribution", "县委办公室\t2\n县人大办公室\t1\n各乡镇\t15");
  await shown.waitForSelector("text=认出 3 个：县委办公室、县人大办公室、各乡镇，共 18 份");
  await shown.fill(
    "#setup-roster",
    "序号\t单位全称\t署名\n1\t延津县水利局\t水利局\n2\t延津县东屯镇人民政府\t东屯镇",
  );
  await shown.waitForSelector("text=认出 2 个：水利局、东屯镇");
  // As offices keep them: under a title, with persons and telephones, without a head.
  for (const cells of [
    "通讯录\t\t\t\t\n序号\t单位全称\t简称\t联系人\t电话\n1\t延津县水利局\t水利局\t李明\t8161234\n2\t延津县东屯镇人民政府\t东屯镇\t周波\t8161235",
    "1\t延津县水利局\t水利局\t李明\t8161234\n2\t延津县东屯镇人民政府\t东屯镇\t周波\t8161235",
  ]) {
    await shown.fill("#setup-roster", "");
    await shown.waitForSelector("text=认出 2 个：水利局、东屯镇", { state: "detached" });
    await shown.fill("#setup-roster", cells);
    await shown.waitForSelector("text=认出 2 个：水利局、东屯镇");
  }
  // One form of two units.
  await shown.fill("#setup-roster", "延津县水利局\t水利局\n延津县水务中心\t水利局");
  await until("it is told or taken", async () =>
    /认出|水利局/.test((await shown.locator(".setup").textContent()) ?? ""),
  );
  await shown.fill("#setup-roster", "延津县水利局\t水利局\n延津县东屯镇人民政府\t东屯镇");
  await shown.waitForSelector("text=认出 2 个：水利局、东屯镇");
  await shown.click("text=建好，打开");
  await shown.waitForSelector(".issue-row");
  const settings = open.file("快报/bulletin.toml");
  assert.match(settings, /distribution = "县委办公室，县人大办公室，各乡镇。"/);
  assert.match(settings, /^copies = 18/m);
  const units = open.file("快报/units.toml");
  assert.match(units, /credit = "东屯镇"\ngroup = "乡镇街道"/);
  assert.match(units, /name = "延津县水利局"/);
  assert.deepEqual(shown.wrong, []);
});

test("the office's own units and names take the place of the example's, in the sample, too", async () => {
  const { open, shown } = at;
  await begin(at);
  await shown.fill("#setup-distribution", "县委办公室\t2");
  await shown.fill(
    "#setup-roster",
    "云雾县发展和改革局\t县发改局\n云雾县林业和草原局\t县林草局\n云雾县文化广电和旅游局\t县文旅局\n云雾县青石镇人民政府\t青石镇",
  );
  await shown.waitForSelector("text=认出 4 个");
  await shown.click("text=建好，打开");
  await shown.waitForSelector(".issue-row");
  const units = open.file("快报/units.toml");
  assert.equal(units.match(/^\[\[unit\]\]$/gm).length, 4);
  assert.doesNotMatch(units, /发改委|人社局|城关镇/);
  // Nobody is responsible who was not named.
  assert.match(open.file("快报/bulletin.toml"), /^editor = \[\]/m);
  const [row] = await shown.locator(".issue-row").all();
  assert.match(await row.textContent(), /样稿/);
  await row.click();
  await shown.waitForSelector(".sheet canvas");
  const text = await shown.textContent(".cards");
  for (const unit of ["县发改局强化", "县林草局青石镇联合"]) assert.ok(text.includes(unit), unit);
  await printable(shown);
  assert.deepEqual(shown.wrong, []);
});
