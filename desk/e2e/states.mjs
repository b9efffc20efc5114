// Every state of the page, one after the other: to be looked at (shots.mjs) and to be tried (axe.test.mjs).
// `look(name)` is called in each; the workspace is changed on the way.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { body, headline, repository, settled, until, visit } from "./help.mjs";
import { CHAT, WEB, WORD } from "./submissions.mjs";

const FILE = "drafts/2023-43.toml";
const DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Where no workspace is open yet. */
export async function firstStart({ open, root, shown }, look) {
  await shown.goto(open.address);
  await shown.waitForSelector("text=新办一份");
  await look("setup");
  await shown.fill("#setup-刊名", "封丘政务快报");
  await shown.fill("#setup-编发单位", "封丘县人民政府办公室");
  await shown.fill("#setup-distribution", "县委办公室\t2\n各乡镇\t15");
  await shown.fill("#setup-roster", "封丘县水利局\t水利局\n封丘县水务中心\t水利局");
  await shown.waitForSelector("text=认出 2 个：县委办公室");
  await shown.waitForTimeout(400);
  await look("setup-wrong");
  await shown.fill("#setup-放在哪个文件夹", join(root, "快报"));
  await shown.fill("#setup-roster", "封丘县水利局\t水利局\n封丘县城关镇人民政府\t城关镇");
  await shown.waitForSelector("text=认出 2 个：水利局");
  await look("setup-filled");
  await shown.click("text=建好，打开");
  await shown.waitForSelector(".issue-row");
  await look("list-sample");
  for (const tab of ["scoring.toml", "adopted.toml", "lexicon.tsv"]) {
    await visit(shown, open, `#/settings/${tab}`);
    await shown.waitForSelector("#face > *");
    await shown.waitForTimeout(300);
    await look(`settings-empty-${tab}`);
  }
  await visit(shown, open, "#/tables");
  for (const tab of ["count", "score", "plan"]) {
    await shown.click(`#tab-${tab}`);
    await shown.waitForSelector(".waiting", { state: "detached" });
    await look(`tables-empty-${tab}`);
  }
}

export async function week({ open, shown }, look) {
  const tab = async (name) => {
    await shown.click(`[id="tab-${name}"]`);
    await shown.waitForTimeout(300);
  };
  await shown.goto(open.address);
  await shown.waitForSelector(".issue-row");
  await until("all are looked at", () =>
    shown.evaluate(
      () => [...document.querySelectorAll(".issue-glance")].filter((one) => one.textContent).length,
    ),
  );
  await look("list");
  await shown.getByRole("button", { name: "指定期号、增刊…" }).click();
  await look("list-own-number");
  await shown.getByRole("button", { name: "不起了" }).click();
  await shown.fill(".home-tools input", "秸秆禁烧");
  await shown.waitForSelector(".found");
  await look("list-found");
  await shown.fill(".home-tools input", "没有登过的话");
  await shown.waitForSelector("text=没有找到");
  await look("list-not-found");
  await shown.fill(".home-tools input", "");

  await visit(shown, open);
  await shown.waitForFunction(() => document.querySelector(".badge"));
  await look("cards");
  await body(shown, 0).click();
  await look("active");
  await shown.locator(".more > button").first().click();
  await look("menu");
  await shown.keyboard.press("Escape");
  await shown.locator(".credits input").first().focus();
  await shown.keyboard.type("j");
  await look("credits-offered");
  await shown.keyboard.press("Escape");
  // A table, a picture, a unit that nobody knows, a text that has no place.
  await shown.locator(".more > button").first().click();
  await shown.click("text=加表格");
  await shown.waitForSelector(".inset table");
  await shown
    .locator(".more input[type=file]")
    .first()
    .setInputFiles({
      name: "现场.png",
      mimeType: "image/png",
      buffer: Buffer.from(DOT, "base64"),
    });
  await until("its picture", () => open.file(FILE).includes("2023-43-1.png"));
  await settled(shown);
  await look("insets");
  for (let step = 0; step < 2; step += 1) {
    await shown.click('[aria-label="撤销"]');
    await settled(shown);
  }
  await shown.locator(".credits input").first().fill("水利局");
  await shown.keyboard.press("Enter");
  await shown.waitForSelector(".chip.unknown");
  await shown.waitForSelector(".inline .finding");
  await look("unknown-unit");

  await shown.locator(".card .handle").first().focus();
  await shown.keyboard.press("Control+x");
  await look("cut");
  await shown.keyboard.press("Escape");

  await tab("about");
  await look("about");
  await shown.click("text=删去这一期…");
  await shown.getByRole("button", { name: "不删" }).scrollIntoViewIfNeeded();
  await look("about-discard");
  await shown.click("text=不删");
  await tab("findings");
  await shown.waitForSelector(".finding");
  await look("findings");
  await shown.locator("text=为什么").first().click();
  await shown.waitForSelector(".docs");
  await look("findings-explained");
  await tab("intake");
  await look("intake-empty");
  await shown.fill(".chat textarea", `${CHAT}\n另一段不知道是谁的话\n`);
  await shown.click("text=认一认");
  await shown.waitForSelector(".submission");
  await shown.setInputFiles(".drop input[type=file]", [
    { name: "来稿.html", mimeType: "text/html", buffer: Buffer.from(WEB) },
    { name: "城关镇.docx", mimeType: "application/octet-stream", buffer: Buffer.from(WORD) },
    { name: "坏.docx", mimeType: "application/octet-stream", buffer: Buffer.from("不是") },
  ]);
  await until("all are read", async () => (await shown.locator(".submission").count()) === 4);
  await look("submissions");
  await shown.locator(".submission .primary").first().click();
  await shown.waitForSelector(".submission.filed");
  await settled(shown);
  await look("submission-filed");
  await tab("held");
  await look("held-empty");
  await tab("cards");
  await shown.locator(".card .handle").nth(2).focus();
  await shown.keyboard.press("Delete");
  await settled(shown);
  await tab("held");
  await shown.waitForSelector(".submission");
  await look("held");

  await tab("signing");
  await shown.waitForSelector(".signature");
  await look("signing-new");
  await shown.click("text=做一套送审材料");
  await shown.waitForSelector(".signing .done, .signing .failed", { timeout: 60_000 });
  await look("signing-refused");
  await tab("raw");
  await until("the text", async () => (await shown.locator(".raw-editor .cm-line").count()) > 5);
  await look("raw");
  await shown.click(".raw-editor .cm-content");
  await shown.keyboard.press("Control+Home");
  await shown.keyboard.insertText("= 坏\n");
  await shown.waitForSelector(".preview .failed");
  await look("raw-broken");
  await tab("cards");
  await look("cards-closed");
  await tab("raw");
  await until("the text", async () => (await shown.locator(".raw-editor .cm-line").count()) > 5);
  await shown.click(".raw-editor .cm-content");
  await shown.keyboard.press("Control+Home");
  await shown.keyboard.press("Shift+ArrowDown");
  await shown.keyboard.press("Delete");
  await shown.locator(".preview .failed").waitFor({ state: "detached" });
  await tab("cards");
  await settled(shown);
  const now = open.file(FILE);
  await headline(shown, 1).click();
  await shown.keyboard.press("End");
  await shown.keyboard.type("甲");
  open.write(FILE, now.replace("危房改造惠民生", "危房改造暖人心"));
  await shown.waitForSelector(".clashes");
  await look("clashes");
  await shown.locator(".clashes").getByText("用别处的").click();
  await shown.waitForSelector(".clashes", { state: "detached" });
  // The same table, changed on both sides.
  const table = '\n[[column.item.table]]\nrows = [["乡镇", "户数"], ["东屯镇", "23"]]\n';
  open.write(FILE, open.file(FILE).replace('\n[[column]]\nname = "民生', `${table}$&`));
  const cell = shown.locator('.inset [aria-label="第2行第2列"]').first();
  await cell.waitFor();
  const with_ = open.file(FILE);
  await cell.fill("24");
  await shown.evaluate(() => document.activeElement.blur());
  open.write(FILE, with_.replace('"23"', '"25"'));
  await shown.waitForSelector(".clashes");
  await look("clashes-table");
  await shown.locator(".clashes").getByText("用这里的").click();
  await shown.waitForSelector(".clashes", { state: "detached" });
  await shown.click("text=双页");
  await look("two-up");
  await shown.click("text=适合宽度");
  await shown.click("text=送审稿样");
  await shown.waitForTimeout(500);
  await look("proof");
  await shown.click("text=送审稿样");
  await shown.click(".top .primary");
  await look("out-refused");
  await shown.keyboard.press("Escape");

  // One that is whole goes its way.
  await visit(shown, open, "#/issue/2023-41");
  await shown.waitForSelector(".badge, .need.fine");
  await tab("findings");
  await look("findings-few");
  await tab("signing");
  await shown.waitForSelector(".signature");
  await shown.click("text=做一套送审材料");
  await shown.waitForSelector(".signing .done", { timeout: 60_000 });
  await look("signing-made");
  await shown.click('[aria-label="以签发签"]');
  await shown.waitForSelector('[aria-label="撤回签发的签名"]');
  await look("signed");
  await tab("cards");
  await headline(shown, 0).click();
  await shown.keyboard.press("End");
  await shown.keyboard.type("改");
  await settled(shown);
  await tab("signing");
  await shown.waitForSelector(".signature");
  await shown.waitForTimeout(500);
  await look("signing-changed");
  const made = await shown.evaluate(async () => {
    const answer = await fetch("/api/issue/2023-41/make/text?proof=true", { method: "POST" });
    return answer.json();
  });
  await tab("cards");
  await shown.click('[aria-label="撤销"]');
  await settled(shown);
  await tab("signing");
  const back = readFileSync(join(open.root, made.files[0]), "utf8");
  await shown.setInputFiles(".signing input[type=file]", {
    name: "领导改过.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(back.replace(/(\d+)(户|个|名|人)/, "9999$2")),
  });
  await shown.waitForSelector(".signing .back table");
  await look("proof-back");
  await shown.click("text=不读回");
  await shown.click(".top .primary");
  await look("out");
  await shown.locator(".forms button").first().click();
  await shown.waitForSelector("dialog .done, dialog .failed", { timeout: 60_000 });
  await look("out-made");
  await shown.click("text=发布这一期");
  await shown.waitForSelector("dialog .release input, dialog .failed", { timeout: 60_000 });
  await look("released");
  await shown.keyboard.press("Escape");
  await visit(shown, open, "#/");
  await shown.waitForSelector(".issue-row");
  await shown.click("text=核对已发布的");
  await shown.waitForSelector(".home .done, .home .failed", { timeout: 60_000 });
  await look("verified");
  await shown.setInputFiles(".drop.back input[type=file]", [
    {
      name: "往期.txt",
      mimeType: "text/plain",
      buffer: readFileSync(join(repository, "tests/raw/2024-02.txt")),
    },
    { name: "坏.docx", mimeType: "application/octet-stream", buffer: Buffer.from("不是") },
  ]);
  await until(
    "both",
    async () => (await shown.locator(".drop.back [role=status] > div").count()) === 2,
  );
  await look("back-issues");

  await visit(shown, open, "#/");
  await shown.click("text=起新一期");
  await shown.waitForSelector(".cards");
  await tab("about");
  await shown.click("text=删去这一期…");
  await shown.getByRole("button", { name: "删去", exact: true }).click();
  await shown.click("text=删去的稿件（1）");
  await look("put-away");

  await visit(shown, open, "#/settings");
  await shown.waitForSelector("#set-name");
  for (const [name, add] of [
    ["bulletin.toml"],
    ["rules"],
    ["units.toml", "加一个单位"],
    ["lexicon.tsv", "加一个词"],
    ["scoring.toml"],
    ["adopted.toml"],
  ]) {
    await tab(name);
    await look(`settings-${name}`);
    if (name === "scoring.toml") {
      await shown.click(".forms button >> nth=0");
      await shown.waitForSelector('[aria-label="改简讯"]');
      await shown.click('[aria-label="改简讯"]');
      await look("settings-scoring-open");
    }
    if (name === "adopted.toml") await shown.locator(".rows > .add").first().click();
    if (add) await shown.click(`text=${add}`);
    if (add || name === "adopted.toml") await look(`settings-${name}-add`);
    if (name === "units.toml") {
      await shown.fill("#list-units", "单位全称\t署名\n延津县数据局\t数据局\n延津县财政局\t财局");
      await shown.click("text=看看会改什么");
      await shown.waitForTimeout(600);
      await look("settings-units-pasted");
    }
  }
  await visit(shown, open, "#/tables");
  for (const name of ["count", "score", "plan"]) {
    await tab(name);
    await shown.waitForSelector(".waiting", { state: "detached" });
    await look(`tables-${name}`);
  }
  await tab("score");
  await shown.fill("#tally-time", "不是时间");
  await shown.waitForSelector(".failed");
  await look("tables-wrong");
  await shown.fill("#tally-time", "2023");
  await shown.waitForSelector("td button, .empty, .failed");
  await shown.waitForTimeout(500);
  await look("tables-score-2023");
  await visit(shown, open, "#/setup");
  await shown.waitForSelector("text=最近用过的");
  await look("setup-recent");
  await shown.goto(`${open.origin}/#/issue/2099-01`);
  await shown.waitForSelector(".home .failed");
  await look("no-such-issue");
  open.write("bulletin.toml", open.file("bulletin.toml").replace("weekday", "weekdays"));
  await visit(shown, open, "#/");
  await shown.reload();
  await shown.waitForSelector(".issue-row, .failed");
  await shown.waitForTimeout(500);
  await look("settings-broken");
}
