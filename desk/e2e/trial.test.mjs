// Issue 44 of this repository's own workspace as somebody makes it who has read the README alone: three
// submissions, a unit that is misspelt, a sum that does not add up, a unit that the roster lacks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { body, headline, isFirefox, printable, settled, stage, until } from "./help.mjs";

const at = stage({ where: "#/" });
const FILE = "drafts/2023-44.toml";

const WEB = `<!doctype html><html><head><meta charset="utf-8"><title>政务动态</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/zw">政务公开</a></div>
<h1>我县推行“一窗通办”提升政务服务效能</h1>
<div>发布时间：2023-09-26 来源：政务服务和大数据管理局 浏览次数：132</div>
<p>县政务服务和大数据管理局深入推进“一窗通办”改革，设置综合窗口12个，梳理“一件事”主题套餐21项。</p>
<p>今年以来，共受理各类事项8.6万件，按时办结率100%，群众满意度99.8%。</p>
<div>版权所有：延津县人民政府办公室</div></body></html>`;
const CHAT = `王楼镇 李四 9月25日 10:21
王楼镇多措并举做好秋粮收购工作
王楼镇组织种粮大户与3家粮食收储企业签订订单，设立临时收购点5个，出动收割机120台。目前，全镇已收获玉米4.2万亩，收购秋粮1.8万吨。
（王楼镇）

魏邱乡“三项举措”推进人居环境整治
魏邱乡坚持党建引领，组织党员干部、志愿者320人次，清理垃圾堆放点64处，整治坑塘9个，栽植绿化苗木1200株，村容村貌明显改善。
（魏丘乡）
`;
const TEXT = `县水利局扎实推进水毁工程修复保障群众用水安全
今年以来，县水利局紧盯汛后水毁工程修复，成立工作专班，加快推进农村供水保障工程建设。截至目前，全县共排查水毁工程46处，其中河道堤防19处、涵闸15处、机井14处，已全部完成修复。
（水利局）
`;

const go = (words) => at.shown.locator("#pane li", { hasText: words }).locator(".go").click();
const findings = () => at.shown.click("#tab-findings");

test("an issue out of its order gets the name of its file by one click", async () => {
  const { open, shown } = at;
  await shown.getByRole("button", { name: "起新一期" }).click();
  await shown.waitForSelector(".sheet canvas");
  await shown.click("#tab-about");
  await shown.fill("#about-number", "44");
  await shown.fill("#about-date", "2023-09-29");
  await shown.keyboard.press("Tab");
  await until("the title", async () => (await shown.textContent(".top h1")).includes("第44期"));
  await findings();
  await shown.getByRole("button", { name: "改文件名" }).click();
  await until("its own address", () => shown.url().endsWith("#/issue/2023-44"));
  await shown.waitForSelector(".sheet canvas");
  assert.ok(open.has(FILE) && !open.has("drafts/2024-03.toml"));
  assert.match(open.file(FILE), /^number = 44$/m);
});

test("three submissions are filed, and what nobody knows is said", async () => {
  const { open, shown } = at;
  await shown.click("#tab-intake");
  const file = async (column) => {
    await shown.locator(".submission:not(.filed) input[list]").first().fill(column);
    await shown.getByRole("button", { name: "收入这一期" }).first().click();
    await until(
      "filed",
      async () => (await shown.locator(".submission:not(.filed)").count()) === 0,
    );
  };
  await shown.setInputFiles(".intake input[type=file]", {
    name: "水利局.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(TEXT),
  });
  await shown.waitForSelector(".submission .doubt");
  assert.match(await shown.textContent(".submission"), /单位名录里没有“水利局”/);
  await file("民生保障");
  await shown.fill(".chat textarea", CHAT);
  await shown.getByRole("button", { name: "认一认" }).click();
  await until("two", async () =>
    (await shown.textContent(".submission")).includes("认出来的 2 条"),
  );
  await file("“三秋”生产");
  await shown.setInputFiles(".intake input[type=file]", {
    name: "一窗.html",
    mimeType: "text/html",
    buffer: Buffer.from(WEB),
  });
  await until("it", async () => (await shown.textContent(".submission")).includes("一窗通办"));
  await file("优化营商环境");
  await settled(shown);
  const text = open.file(FILE);
  for (const words of ["秋粮收购", "人居环境", "一窗通办", "水毁工程"]) {
    assert.ok(text.includes(words), words);
  }
  assert.match(open.file("inbox.toml"), /filed = "2023-44"/);
});

test("both mistakes are found and mended, the unit gets into the roster", async () => {
  const { open, shown } = at;
  await findings();
  await shown.getByRole("button", { name: "修正：改为“魏邱乡”" }).click();
  await until("the unit", () => open.file(FILE).includes('credits = ["魏邱乡"]'));
  await findings();
  await go("与“46处”不符");
  await until("the figure is chosen", () =>
    shown.evaluate(() => getSelection()?.toString() === "46处"),
  );
  await shown.keyboard.insertText("48处");
  await until("the sum", () => open.file(FILE).includes("水毁工程48处"));
  await findings();
  // To the unit itself, and from there into the roster.
  await go("单位名录里没有“水利局”");
  await until("the unit's field", () =>
    shown.evaluate(() => document.activeElement?.matches(".credits input")),
  );
  await shown.locator(".inline a", { hasText: "加进单位名录" }).click();
  await shown.waitForSelector("#new-unit-credit");
  assert.equal(await shown.inputValue("#new-unit-name"), "延津县水利局");
  assert.equal(await shown.inputValue("#new-unit-headline"), "县水利局");
  await shown.getByRole("button", { name: "加上" }).click();
  await until("in the roster", () => open.file("units.toml").includes('credit = "水利局"'));
  await shown.getByRole("link", { name: "回到第44期" }).click();
  await shown.waitForSelector(".sheet canvas");
});

test("nobody on the desk is told of keys, files or commands", async () => {
  const { shown } = at;
  await findings();
  await until("signatures are left", async () =>
    /^付印前：[^（]*签全（2 处）$/.test(await shown.textContent(".need")),
  );
  const said = await shown.locator("#pane .message, #pane .help").allTextContents();
  for (const words of said) assert.doesNotMatch(words, /kuaibao | = |\[\[|（[a-z]+）/, words);
});

test("signed and released", async () => {
  const { open, shown } = at;
  for (const [role, key, name] of [
    ["审核", "reviewer", "原超俊"],
    ["签发", "approver", "麻彦伟"],
  ]) {
    await findings();
    await go(`${role}还没有签`);
    await until("the field", () =>
      shown.evaluate((id) => document.activeElement?.id === id, `about-${key}`),
    );
    await shown.keyboard.insertText(name);
    await shown.keyboard.press("Tab");
    await until("signed", () => open.file(FILE).includes(`${key} = "${name}"`));
  }
  await printable(shown);
  await shown.getByRole("button", { name: "出稿…" }).click();
  await shown.getByRole("button", { name: "发布这一期" }).click();
  await shown.waitForSelector("dialog .done");
  assert.ok(open.has("archive/2023/2023-44.pdf"));
  await until("what came of it is seen", () =>
    shown.evaluate(() => {
      const told = document.querySelector("dialog .done")?.getBoundingClientRect();
      return told !== undefined && told.bottom <= innerHeight && told.top >= 0;
    }),
  );
  await shown.keyboard.press("Escape");
  assert.deepEqual(shown.wrong, []);
});

test("a table stays between its paragraphs, whatever is written above it", async () => {
  const { open, shown } = at;
  await shown.goto(`${open.origin}/#/issue/2023-43`);
  await shown.waitForSelector(".sheet canvas");
  const text = open.file("drafts/2023-43.toml");
  const table = '\n[[column.item.table]]\nrows = [["甲", "乙"], ["1", "2"]]\nafter = 1\n';
  open.write(
    "drafts/2023-43.toml",
    text.replace('credits = ["开发区"]\n', `credits = ["开发区"]\n${table}`),
  );
  await shown.waitForSelector(".inset table");
  await body(shown, 0).click();
  await shown.keyboard.press("Control+Home");
  await shown.keyboard.type("前面一段。");
  await shown.keyboard.press("Enter");
  await until("behind two", () => /after = 2/.test(open.file("drafts/2023-43.toml")));
  await settled(shown);
  // What the page sends of the table next has its new place.
  await shown.locator(".inset td input").first().fill("丙");
  await shown.keyboard.press("Tab");
  await until("changed", () => open.file("drafts/2023-43.toml").includes('["丙", "乙"]'));
  assert.match(open.file("drafts/2023-43.toml"), /after = 2/);
  await headline(shown, 0).click();
  for (let step = 0; step < 12 && open.file("drafts/2023-43.toml").includes("前面"); step += 1) {
    // One step at a time: the file is written a moment later.
    const before = open.file("drafts/2023-43.toml");
    await shown.keyboard.press("Control+z");
    await until("undone", () => open.file("drafts/2023-43.toml") !== before);
    await settled(shown);
  }
  assert.match(open.file("drafts/2023-43.toml"), /after = 1/);
});

test("files dropped on a card: pictures are its own, others are submissions", {
  skip: isFirefox && "no files of one's own are dropped there",
}, async () => {
  const { open, shown } = at;
  const before = await body(shown, 1).textContent();
  const drop = (name, type, base64) =>
    body(shown, 1).evaluate(
      (element, [name, type, base64]) => {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([bytes], name, { type }));
        for (const kind of ["dragover", "drop"]) {
          element.dispatchEvent(
            new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }),
          );
        }
      },
      [name, type, base64],
    );
  const dot =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await drop("现场.png", "image/png", dot);
  await until("its picture", () => open.file("drafts/2023-43.toml").includes("2023-43-1.png"));
  assert.equal(await body(shown, 1).textContent(), before);
  await drop("来稿.txt", "text/plain", Buffer.from(TEXT).toString("base64"));
  await shown.waitForSelector("#tab-intake[aria-selected=true]");
  await until("recognized", async () => (await shown.locator(".submission").count()) > 0);
  assert.ok(!open.file("drafts/2023-43.toml").includes("水毁工程"));
});
