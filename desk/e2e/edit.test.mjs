// Edits, compared with the bytes on the disk; keyboard alone; hostile texts; others at the same draft.

import assert from "node:assert/strict";
import { test } from "node:test";
import { body, desk, headline, isFirefox, settled, stage, tabTo, until, visit } from "./help.mjs";

const FILE = "drafts/2023-43.toml";
const at = stage({ each: true });

test("by keyboard alone: from the list to a moved, mended, undone item", async () => {
  const { open, shown } = at;
  const before = open.file(FILE);
  await shown.goto(`${open.origin}/#/`);
  await shown.waitForSelector(".issue-row");
  await tabTo(shown, () => document.activeElement?.textContent?.includes("第43期"));
  await shown.keyboard.press("Enter");
  await shown.waitForSelector(".sheet canvas");
  await tabTo(shown, () => document.activeElement?.getAttribute("data-field") === "headline");
  await shown.keyboard.press("End");
  await shown.keyboard.type("实");
  await until("typed", () => open.file(FILE).includes('提质增效实"'));
  await shown.keyboard.press("Alt+ArrowDown");
  await until("moved", () => {
    const text = open.file(FILE);
    return text.indexOf("60·80”项目建设") > text.indexOf("民生保障");
  });
  await until("the focus", () =>
    shown.evaluate(() => document.activeElement?.getAttribute("data-field") !== null),
  );
  await shown.keyboard.press("Control+z");
  await shown.keyboard.press("Control+z");
  await until("undone", () => open.file(FILE) === before);
  // The next finding, and its fix.
  await shown.waitForFunction(() => document.querySelector(".badge"));
  for (let step = 0; step < 6; step += 1) {
    await shown.keyboard.press("F8");
    if (await shown.evaluate(() => document.querySelector(".inline .primary") !== null)) break;
    await shown.waitForTimeout(100);
  }
  await tabTo(shown, () => document.activeElement?.matches(".inline .primary"));
  await shown.keyboard.press("Enter");
  await until("mended", () => !open.file(FILE).includes("乡镇（镇"));
  await shown.keyboard.press("Control+z");
  await until("as it was", () => open.file(FILE) === before);
  assert.deepEqual(shown.wrong, []);
});

test("hostile texts are texts, on the page and in the file", async () => {
  const { open, shown } = at;
  const hostile = `<img src=x onerror="window.hit=1"> \${1} "]] [[column]] \\u0041 '''`;
  await headline(shown, 1).click();
  await shown.keyboard.press("Control+a");
  await shown.keyboard.insertText(hostile);
  await settled(shown);
  await until("in the file", () => open.file(FILE).includes("onerror"));
  assert.equal(await headline(shown, 1).textContent(), hostile);
  await shown.click("#tab-findings");
  await shown.waitForTimeout(500);
  await shown.reload();
  await shown.click("#tab-cards");
  await shown.waitForSelector(".card");
  assert.equal(await headline(shown, 1).textContent(), hostile);
  assert.equal(await shown.evaluate(() => window.hit), undefined);
  assert.equal(await shown.locator("#app img[onerror]").count(), 0);
});

test("a second program changes another item, and the same", async () => {
  const { open, shown } = at;
  await headline(shown, 0).click();
  await shown.keyboard.press("End");
  await shown.keyboard.type("甲");
  open.write(FILE, open.file(FILE).replace("县住建局危房改造惠民生", "县住建局危房改造真惠民生"));
  await until("both", () => {
    const text = open.file(FILE);
    return text.includes("提质增效甲") && text.includes("真惠民生");
  });
  await until("shown", async () => (await headline(shown, 1).textContent()).includes("真惠民生"));
});

test("a draft with line ends of Windows keeps them, wherever one types", async () => {
  const { open, shown } = at;
  const dos = (text) => text.replaceAll("\n", "\r\n");
  const three = open.file(FILE).replace("牢固树立", "第一段。\n\n第二段。\n\n牢固树立");
  open.write(FILE, dos(three));
  await until("shown", async () => (await body(shown, 0).textContent()).includes("第二段。"));
  await body(shown, 0).click();
  await shown.keyboard.press("Control+End");
  await shown.keyboard.type("末");
  const last = three.replace("3.6亿元。", "3.6亿元。末");
  await until("the last one", () => open.file(FILE) === dos(last));
  await shown.keyboard.press("Control+Home");
  for (let step = 0; step < 6; step += 1) await shown.keyboard.press("ArrowRight");
  await shown.keyboard.type("中");
  const both = last.replace("第二段", "中第二段");
  await until("the middle", () => open.file(FILE) === dos(both));
  // Divided there and put together again.
  await shown.locator(".more > button").first().click();
  await shown.click("text=从光标处拆成两条");
  await until("divided", () => open.file(FILE).includes('中\r\n"""\r\n'));
  await shown.locator(".more > button").first().click();
  await shown.click("text=与下一条合并");
  const joined = both.replace("中第二段", "中\n\n第二段");
  await until("together", () => open.file(FILE) === dos(joined));
});

test("strong runs, paragraphs and what is pasted from Word and Excel", async () => {
  const { open, shown } = at;
  await body(shown, 0).click();
  await shown.keyboard.press("Control+Home");
  await shown.keyboard.down("Shift");
  for (let step = 0; step < 4; step += 1) await shown.keyboard.press("ArrowRight");
  await shown.keyboard.up("Shift");
  await shown.keyboard.press("Control+b");
  await until("strong", () => open.file(FILE).includes("**牢固树立**"));
  await shown.keyboard.press("Control+End");
  await shown.keyboard.press("Enter");
  await shown.keyboard.type("另一段。");
  await until("a paragraph", () => open.file(FILE).includes('\n\n另一段。\n"""'));
  const paste = (html) =>
    body(shown, 0).evaluate((element, html) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      data.setData("text/plain", "x");
      element.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, html);
  // Firefox gives a page nothing of a clipboard that the page has made itself.
  if (isFirefox) return;
  await paste(
    "<html><body><style>p{color:red}</style><p class=MsoNormal>　　词一<b>黑体</b></p><p>词二<span style='display:none'>隐</span></p></body></html>",
  );
  await until("from Word", () => open.file(FILE).includes("另一段。词一**黑体**\n\n词二"));
  await paste(
    "<table><tr><td>乡镇</td><td>户数</td></tr><tr><td>东屯镇</td><td>23</td></tr></table>",
  );
  await until("from Excel", () => open.file(FILE).includes('["东屯镇", "23"]'));
  await shown.waitForSelector(".inset table");
  // Lines broken in the middle of a sentence; cells that cover several.
  await body(shown, 1).click();
  const second = (html) =>
    body(shown, 1).evaluate((element, html) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      element.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, html);
  await shown.keyboard.press("Control+End");
  await second("<p>完成危房\r\n改造32户，use\nRust 的</p>");
  await until("one sentence", () => open.file(FILE).includes("完成危房改造32户，use Rust 的"));
  await second(
    "<table><tr><td rowspan=2>乡镇</td><td colspan=2>户数</td></tr><tr><td>低保</td><td>脱贫</td></tr><tr><td>东屯镇</td><td>2</td><td>1</td></tr></table>",
  );
  const rows = '  ["乡镇", "户数", ""],\n  ["", "低保", "脱贫"],\n  ["东屯镇", "2", "1"],\n';
  await until("each cell in its column", () => open.file(FILE).includes(rows));
});

test("what is copied on another page is pasted with its strong runs", async () => {
  const { open, shown } = at;
  const other = await shown.context().newPage();
  await other.setContent("<div contenteditable><p>词一<b>黑体</b></p><p>词二</p></div>");
  await other.click("div");
  await other.keyboard.press("Control+a");
  await other.keyboard.press("Control+c");
  await other.close();
  await body(shown, 0).click();
  await shown.keyboard.press("Control+End");
  await shown.keyboard.press("Control+v");
  await until("in the draft", () => open.file(FILE).includes("3.6亿元。词一**黑体**\n\n词二"));
});

test("dragging an item puts it where it was dropped", async () => {
  const { open, shown } = at;
  const from = await shown.locator(".card .handle").nth(1).boundingBox();
  const to = await shown.locator(".card").nth(3).boundingBox();
  await shown.mouse.move(from.x + 8, from.y + 8);
  await shown.mouse.down();
  await shown.mouse.move(from.x + 8, from.y + 40, { steps: 5 });
  await shown.mouse.move(from.x + 8, Math.min(to.y + to.height / 2, 780), { steps: 20 });
  await shown.waitForTimeout(200);
  await shown.mouse.up();
  await until("moved", () => {
    const text = open.file(FILE);
    return text.indexOf("危房改造惠民生") > text.indexOf("多管齐下做好民生服务");
  });
  await settled(shown);
  const numbers = await shown.locator(".card-side .number").allTextContents();
  assert.deepEqual([...numbers].sort(), numbers, "cards stand in the order of the draft");
});

test("a click on a line of the page leads to the card", async () => {
  const { shown } = at;
  const canvas = await shown.locator(".sheet canvas").first().boundingBox();
  await shown.mouse.click(canvas.x + canvas.width / 2, canvas.y + canvas.height * 0.62);
  await until("the caret", () =>
    shown.evaluate(() => document.activeElement?.closest(".card") !== null),
  );
});

test("killed in mid-typing, what is older than a second is there", async () => {
  const { shown } = at;
  const rounds = Number(process.env.KILLS ?? 3);
  for (let round = 0; round < rounds; round += 1) {
    await headline(shown, 0).click();
    await shown.keyboard.press("Control+a");
    const typed = `第${round}次打的标题这里还有字`;
    const start = performance.now();
    const moments = [];
    for (const key of typed) {
      await shown.keyboard.insertText(key);
      moments.push(performance.now() - start);
      await shown.waitForTimeout(60);
    }
    await at.open.stop("SIGKILL");
    const end = performance.now() - start;
    const old = moments.filter((time) => end - time > 1000).length;
    const kept = /headline = "(.*)"/.exec(at.open.file(FILE))?.[1] ?? "";
    assert.ok(typed.startsWith(kept) || kept.length >= old, `${kept} of ${typed}`);
    assert.ok(kept.length >= old, `${kept.length} of ${old} characters are there`);
    at.open = await desk(at.root);
    await shown.goto(at.open.address);
    await visit(shown, at.open);
  }
  shown.wrong.length = 0;
});

test("pictures are put beside the draft; what is none, or broken, is refused", async () => {
  const { open, shown } = at;
  const before = open.file(FILE);
  const choose = async (name, bytes) => {
    await shown
      .locator(".more input[type=file]")
      .first()
      .setInputFiles({
        name,
        mimeType: "image/png",
        buffer: Buffer.from(bytes),
      });
  };
  const dot =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="window.hit=1"/>';
  for (const [name, bytes] of [
    ["坏.png", svg],
    ["断.png", Buffer.from(dot, "base64").subarray(0, 12)],
  ]) {
    await choose(name, bytes);
    await shown.waitForSelector(".notice.bad");
    await shown.click(".notice.bad button");
    assert.equal(open.file(FILE), before);
  }
  await choose("..\\..\\现场.png", Buffer.from(dot, "base64"));
  await until("in the draft", () => open.file(FILE).includes('file = "2023-43-1.png"'));
  assert.ok(open.has("drafts/2023-43-1.png"));
  assert.equal(await shown.evaluate(() => window.hit), undefined);
});
