// Odd orders: a submission taken back after another, a cut item over an empty column, the same table changed
// by two, an issue begun by mistake.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { body, headline, isFirefox, page, settled, stage, until, visit } from "./help.mjs";
import { CHAT } from "./submissions.mjs";

const FILE = "drafts/2023-43.toml";
const TABLE = '\n[[column.item.table]]\nrows = [\n  ["乡镇", "户数"],\n  ["东屯镇", "23"],\n]\n';
const WITH_TABLE = (text) =>
  text.replace('credits = ["开发区"]\n', `credits = ["开发区"]\n${TABLE}`);
const at = stage({
  each: true,
  prepare: (root) => {
    mkdirSync(join(root, "来稿"));
    writeFileSync(
      join(root, "来稿/防汛.txt"),
      "县水利局防汛备汛工作扎实开展\n\n组织排查河道12条，整改隐患5处。\n（水利局）\n",
    );
  },
});
afterEach(() => assert.deepEqual(at.shown.wrong, []));

test("of two submissions the last is taken back first, and the inbox tells what became of them", async () => {
  const { open, shown } = at;
  await shown.click("#tab-intake");
  await shown.locator(".letters button").click();
  await shown.waitForSelector(".submission");
  const file = (index) => shown.locator(".submission").nth(index);
  const put = async (words) => {
    await file(0).locator(".actions input").first().fill("民生保障");
    await file(0).locator(".primary").click();
    await until(words, () => open.file(FILE).includes(words));
  };
  await put("防汛备汛");
  await shown.waitForSelector("text=已收入 2023-43");
  await shown.fill(".chat textarea", CHAT);
  await shown.locator(".drop > button").click();
  await until("both", async () => (await shown.locator(".submission").count()) === 2);
  await put("除险加固");
  const takeBack = shown.getByRole("button", { name: "撤回" });
  await until("one of them", async () => (await takeBack.count()) === 1);
  assert.equal(await file(0).getByRole("button", { name: "撤回" }).count(), 1);
  await takeBack.click();
  await until("taken back", () => !open.file(FILE).includes("除险加固"));
  assert.ok(open.file(FILE).includes("防汛备汛"));
  // The form of this one is there again, and the other one's way back.
  await until("the form", async () => (await file(0).locator(".primary").count()) === 1);
  await until("the other", async () => (await file(1).getByText("撤回").count()) === 1);
  await takeBack.click();
  await until("both back", () => !open.file(FILE).includes("防汛备汛"));
  await shown.waitForSelector("text=收入过 2023-43，现在不在里面");
  await shown.click('[aria-label="重做"]');
  await until("done again", () => open.file(FILE).includes("防汛备汛"));
  await shown.click("#tab-intake");
  await until("filed", async () => (await file(1).getByText("撤回").count()) === 1);
  await visit(shown, open, "#/issue/2023-41");
  await shown.click("#tab-intake");
  await until("only what waits", async () => (await shown.locator(".submission").count()) === 1);
});

test("a cut item goes to an empty column by key and by button; Escape leaves it", async () => {
  const { open, shown } = at;
  await shown.fill('[aria-label="新栏目的名称"]', "新栏");
  await shown.keyboard.press("Enter");
  await until("a column", () => open.file(FILE).includes('name = "新栏"'));
  const columns = shown.locator(".column");
  const last = columns.last();
  const handle = shown.locator(".card .handle").first();
  const cut = async () => {
    await handle.focus();
    await shown.keyboard.press("Control+x");
    await shown.waitForSelector(".card.cut");
  };
  await cut();
  await shown.keyboard.press("Escape");
  await shown.waitForSelector(".card.cut", { state: "detached" });
  await handle.focus();
  await shown.keyboard.press("Control+v");
  await shown.waitForSelector("text=还没有剪下条目");
  await cut();
  await last.locator(".add").first().focus();
  await shown.keyboard.press("Control+v");
  await until("there", async () => (await last.locator(".card").count()) === 1);
  await shown.click('[aria-label="撤销"]');
  await until("back", async () => (await last.locator(".card").count()) === 0);
  await cut();
  await last.getByRole("button", { name: "把 1.1 放在这里" }).click();
  await until("there", async () => (await last.locator(".card").count()) === 1);
  await until("saved", () => {
    const text = open.file(FILE);
    return text.indexOf("60·80”项目建设") > text.indexOf('name = "新栏"');
  });
});

test("an item is dragged into an empty column", async () => {
  const { open, shown } = at;
  await shown.fill('[aria-label="新栏目的名称"]', "新栏");
  await shown.keyboard.press("Enter");
  await until("a column", () => open.file(FILE).includes('name = "新栏"'));
  const last = shown.locator(".column").last();
  // In the middle: at an edge the list scrolls along.
  await shown.setViewportSize({ width: 1280, height: 1400 });
  await last.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const from = await shown.locator(".card .handle").last().boundingBox();
  await shown.mouse.move(from.x + 8, from.y + 8);
  await shown.mouse.down();
  await shown.mouse.move(from.x + 8, from.y + 40, { steps: 5 });
  const to = await last.locator(".column-end").boundingBox();
  await shown.mouse.move(to.x + 60, to.y + to.height / 2, { steps: 20 });
  await shown.waitForTimeout(200);
  await shown.mouse.up();
  await until("moved", () => {
    const text = open.file(FILE);
    return text.indexOf("推进秸秆禁烧") > text.indexOf('name = "新栏"');
  });
  await settled(shown);
  assert.equal(await last.locator(".card").count(), 1);
});

test("what is pasted in the middle of a text stands there", {
  skip: isFirefox && "no clipboard of one's own",
}, async () => {
  const { open, shown } = at;
  const field = body(shown, 0);
  const paste = (html) =>
    field.evaluate((element, html) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      element.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, html);
  await field.click();
  await shown.keyboard.press("Control+Home");
  for (let step = 0; step < 6; step += 1) await shown.keyboard.press("ArrowRight");
  await paste("<table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table>");
  await until("divided", () => open.file(FILE).includes("牢固树立“项\n\n目为王”"));
  await until("the table there", () =>
    /\["甲", "乙"\],[^[]*\["1", "2"\],\n\]\nafter = 1\n/.test(open.file(FILE)),
  );
  await shown.keyboard.type("续");
  await until("typed behind it", () => open.file(FILE).includes("\n\n续目为王”"));
  await paste(
    "<p>前一段</p><table><tr><td>丙</td><td>丁</td></tr><tr><td>3</td><td>4</td></tr></table><p>后一段</p>",
  );
  await until("between its own", () => {
    const text = open.file(FILE);
    return (
      text.includes("续前一段\n\n后一段目为王”") &&
      /\["丙", "丁"\],[^[]*\["3", "4"\],\n\]\nafter = 2\n/.test(text)
    );
  });
  // Somewhere else by choice; the cells stay.
  await shown.locator(".inset select").last().selectOption({ label: "最后" });
  await until("at the end", () => /\["3", "4"\],\n\]\n(?!after)/.test(open.file(FILE)));
  // Divided there, each table goes with its paragraph; put together, all are there.
  const before = open.file(FILE);
  await field.click();
  await shown.keyboard.press("Control+Home");
  for (let step = 0; step < 8; step += 1) await shown.keyboard.press("ArrowRight");
  await shown.locator(".more > button").first().click();
  await shown.click("text=从光标处拆成两条");
  const first = shown.locator(".card").first();
  await until("divided", async () => (await first.locator(".inset").count()) === 1);
  assert.equal(await shown.locator(".card").nth(1).locator(".inset").count(), 1);
  await first.locator(".more > button").click();
  await shown.click("text=与下一条合并");
  await until("together", async () => (await first.locator(".inset").count()) === 2);
  await settled(shown);
  for (let step = 0; step < 2; step += 1) {
    await shown.click('[aria-label="撤销"]');
    await settled(shown);
  }
  await until("as before", () => open.file(FILE) === before);
});

test("cells of a table that were typed are there when one comes back to it", async () => {
  const { open, shown } = at;
  await shown.locator(".more > button").first().click();
  await shown.click("text=加表格");
  const cell = (row, column) => shown.locator(`.inset [aria-label="第${row}行第${column}列"]`);
  await cell(1, 1).fill("乡镇");
  await shown.keyboard.press("Tab");
  await shown.keyboard.type("户数");
  await shown.keyboard.press("Tab");
  await until("written", () => open.file(FILE).includes('["乡镇", "户数"]'));
  await shown.click("#tab-findings");
  await shown.click("#tab-cards");
  await until("there", async () => (await cell(1, 2).inputValue()) === "户数");
  await shown.fill('[aria-label="表题"]', "受灾情况");
  await cell(2, 1).fill("东屯镇");
  await cell(2, 2).focus();
  await until("both", () => {
    const text = open.file(FILE);
    return text.includes('caption = "受灾情况"') && text.includes('["东屯镇", ""]');
  });
});

test("the same table, unit and number changed by two are shown side by side", async () => {
  const { open, shown } = at;
  open.write(FILE, WITH_TABLE(open.file(FILE)));
  const cell = shown.locator('.inset [aria-label="第2行第2列"]');
  await cell.waitFor();
  const before = open.file(FILE);
  // At once, so that both have changed the same.
  await cell.fill("24");
  await shown.evaluate(() => document.activeElement.blur());
  open.write(FILE, before.replace('"23"', '"25"'));
  await shown.waitForSelector(".clashes");
  const clash = shown.locator(".clash", { hasText: "1.1 表格和图片" });
  assert.deepEqual(await clash.locator("td").allTextContents(), [
    ...["乡镇", "户数", "东屯镇", "24"],
    ...["乡镇", "户数", "东屯镇", "25"],
  ]);
  // It is seen wherever one is.
  await shown.locator(".card").last().scrollIntoViewIfNeeded();
  await shown.click("#tab-raw");
  const box = await shown.locator(".clashes").boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= 800, JSON.stringify(box));
  await clash.getByText("用别处的").click();
  await until("theirs", () => open.file(FILE).includes('"25"'));
  await shown.waitForSelector(".clashes", { state: "detached" });
  await until("the same bytes", () => open.file(FILE) === before.replace('"23"', '"25"'));
});

test("an issue begun by mistake is put away, and brought back with all that it had", async () => {
  const { open, shown } = at;
  await visit(shown, open, "#/");
  await shown.click("text=起新一期");
  await shown.waitForSelector(".cards");
  await headline(shown, 0).click();
  await shown.keyboard.type("写了几个字");
  await until(
    "written",
    () => open.has("drafts/2024-03.toml") && open.file("drafts/2024-03.toml").includes("几个字"),
  );
  const other = await page();
  await visit(other, open, "#/issue/2024-03");
  await shown.click("#tab-about");
  await shown.click("text=删去这一期…");
  await shown.click("text=不删");
  await shown.click("text=删去这一期…");
  await shown.getByRole("button", { name: "删去", exact: true }).click();
  await shown.waitForSelector("text=第3期已删去");
  assert.ok(!open.has("drafts/2024-03.toml"));
  // Whoever has it open elsewhere is told.
  await other.waitForSelector("text=没有“2024-03”这一期");
  await other.context().close();
  await shown.click("text=删去的稿件（1）");
  await shown.click('[aria-label="取回第3期"]');
  await shown.waitForSelector(".cards");
  await until("there", async () => (await headline(shown, 0).textContent()) === "写了几个字");
  await shown.click('[aria-label="撤销"]');
  await until("undone", () => !open.file("drafts/2024-03.toml").includes("几个字"));
});
