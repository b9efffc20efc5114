// What an editor sees that is not the plain case: findings let be, texts changed in two places, pages
// that cannot be set, two-up, a proof, the dialog of the printer.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { isFirefox, settled, stage, until } from "./help.mjs";

const FILE = "drafts/2023-43.toml";
const at = stage({ each: true });
afterEach(() => assert.deepEqual(at.shown.wrong, []));

test("a finding that is let be is gone, and written down in the draft", async () => {
  const { open, shown } = at;
  await shown.click("#tab-findings");
  const findings = shown.locator(".finding");
  await findings.first().waitFor();
  const before = await findings.count();
  const message = await findings.first().locator(".message").textContent();
  await shown.locator("text=这里不管").first().click();
  await until("the comment", () => /# kuaibao: allow\([a-z-]+\)/.test(open.file(FILE)));
  await until("one less", async () => (await findings.count()) === before - 1);
  assert.ok(!(await findings.locator(".message").allTextContents()).includes(message));
});

test("each face begins at its top", async () => {
  const { shown } = at;
  await shown.locator(".card").nth(6).scrollIntoViewIfNeeded();
  const top = () => shown.evaluate(() => document.getElementById("pane")?.scrollTop);
  await until("scrolled", async () => (await top()) > 100);
  for (const face of ["about", "findings", "intake"]) {
    await shown.click(`#tab-${face}`);
    assert.equal(await top(), 0, face);
  }
});

test("both versions are shown when one text was changed in two places", async () => {
  const { open, shown } = at;
  const before = open.file(FILE);
  const headline = shown.locator(".card .field.headline .cm-content").nth(1);
  await headline.click();
  await shown.keyboard.press("End");
  await shown.keyboard.type("甲");
  open.write(FILE, before.replace("危房改造惠民生", "危房改造暖人心"));
  await shown.waitForSelector(".clashes");
  const told = await shown.textContent(".clashes");
  assert.ok(/惠民生.*梦甲/.test(told) && told.includes("暖人心"), told);
  await shown.locator(".clashes").getByText("用别处的").click();
  await until("theirs", () => open.file(FILE).includes("暖人心"));
  assert.ok(!open.file(FILE).includes("惠民生"));
  // It is settled, whatever is typed and loaded afterwards.
  await shown.waitForSelector(".clashes", { state: "detached" });
  await until("theirs is shown", async () => (await headline.textContent()).includes("暖人心"));
  await headline.click();
  await shown.keyboard.press("End");
  await shown.keyboard.type("乙");
  await until("typed", () => open.file(FILE).includes("梦乙"));
  await settled(shown);
  await shown.reload();
  await shown.waitForSelector(".sheet canvas");
  await settled(shown);
  assert.equal(await shown.locator(".clashes").count(), 0);
  // Ours, the next time.
  open.write(FILE, open.file(FILE).replace("梦乙", "梦丙"));
  await until("taken over", async () => (await headline.textContent()).includes("梦丙"));
  await headline.click();
  await shown.keyboard.press("End");
  await shown.keyboard.type("丁");
  open.write(FILE, open.file(FILE).replace(/梦丙丁?/, "梦戊"));
  await shown.waitForSelector(".clashes");
  await shown.locator(".clashes").getByText("用这里的").click();
  await shown.waitForSelector(".clashes", { state: "detached" });
  await settled(shown);
  assert.ok(open.file(FILE).includes("梦丙丁"));
});

test("a page loaded anew shows what it showed, and one of no issue says so", async () => {
  const { open, shown } = at;
  await shown.locator(".card .field.body .cm-content").nth(2).click();
  await shown.keyboard.press("End");
  await shown.keyboard.type("甲");
  await settled(shown);
  const caret = () =>
    shown.evaluate(() => document.activeElement?.closest(".card")?.getAttribute("data-item"));
  const item = await caret();
  await shown.reload();
  await shown.waitForSelector(".sheet canvas");
  await until("the caret is where it was", async () => (await caret()) === item);
  await shown.click("#tab-signing");
  await shown.waitForSelector(".signing .signature");
  await shown.reload();
  await shown.waitForSelector(".signing .signature");
  // Faces of other pages stand in the address: back goes from one to the one before.
  await shown.goto(`${open.origin}/#/settings`);
  await shown.click('[id="tab-units.toml"]');
  await shown.waitForSelector("#roster-filter");
  await shown.click('[id="tab-lexicon.tsv"]');
  await shown.waitForSelector("#rows-words");
  await shown.goBack();
  await shown.waitForSelector("#roster-filter");
  await shown.reload();
  await shown.waitForSelector("#roster-filter");
  await shown.goto(`${open.origin}/#/issue/2099-01`);
  await shown.waitForSelector("text=没有“2099-01”这一期");
  await shown.click("text=回到各期");
  await shown.waitForSelector(".issue-row");
  // The browser tells of the answer, too.
  if (!isFirefox) shown.wrong.length = 0;
});

test("pages that cannot be set leave the last ones, and say where", async () => {
  const { shown } = at;
  await shown.click("#tab-raw");
  await until("the text", async () => (await shown.locator(".raw-editor .cm-line").count()) > 5);
  await shown.click(".raw-editor .cm-content");
  await shown.keyboard.press("Control+Home");
  await shown.keyboard.insertText("= 坏\n");
  const failed = shown.locator(".preview .failed");
  await failed.waitFor();
  assert.match(await failed.textContent(), /改动前的版面.*第1行/);
  assert.equal(await shown.locator(".sheet canvas").count(), 4);
  await shown.keyboard.press("Control+z");
  await failed.waitFor({ state: "detached" });
});

test("two pages side by side, and a proof with its marks", async () => {
  const { shown } = at;
  await shown.click("text=双页");
  const [one, two] = [0, 1].map((index) => shown.locator(".sheet").nth(index));
  await until("side by side", async () => {
    const [a, b] = [await one.boundingBox(), await two.boundingBox()];
    return (
      a.y === b.y || Math.abs((await shown.locator(".sheet").nth(2).boundingBox()).y - b.y) < 2
    );
  });
  const count = () => shown.locator("#tab-findings .badge").textContent();
  const found = await count();
  const picture = () => one.locator("canvas").evaluate((canvas) => canvas.toDataURL());
  await settled(shown);
  const before = await picture();
  await shown.click("text=送审稿样");
  await until("other pages", async () => (await picture()) !== before);
  assert.equal(await shown.getAttribute("text=送审稿样", "aria-pressed"), "true");
  // What only a proof has on its pages is no fault of them.
  await until("all is looked at again", async () => (await count()) === found);
  assert.equal(await shown.textContent(".need"), "可以付印");
});

test("printing opens the real PDF, and says why not when there is an error", async () => {
  const { open, shown } = at;
  await settled(shown);
  await shown.click("text=出稿…");
  const link = await shown.locator('.out a[href*="/pdf?"]').getAttribute("href");
  const answer = await shown.request.get(`${open.origin}${link}`);
  assert.equal(answer.headers()["content-type"], "application/pdf");
  assert.equal((await answer.body()).subarray(0, 5).toString(), "%PDF-");
  open.write(FILE, open.file(FILE).replace(/credits = \[".*"\]/, "credits = []"));
  await shown.waitForSelector(".need-line");
  const refused = await shown.request.get(`${open.origin}/api/issue/2023-43/pdf?proof=false`);
  assert.ok(refused.status() >= 400);
  assert.match(await refused.text(), /供稿单位/);
});

test("remarks and guesses are settled without the file, signatures come last", async () => {
  const { open, shown } = at;
  await settled(shown);
  const before = open
    .file(FILE)
    .replace('reviewer = "原超俊"', 'reviewer = ""')
    .replace('credits = ["住建局"]', 'credits = ["住建局X"]');
  const with_ = before
    .replace('headline = "县住建局', "# 批注（麻主任）：请再核实\n$&")
    .replace('headline = "县交通', "# 待核：标题是不是到这里\n$&");
  open.write(FILE, with_.replace("# 批注（麻主任）：", "# 批注："));
  await shown.click("#tab-findings");
  await shown.getByRole("button", { name: "处理好了" }).click();
  await until("the remark is gone", () => !open.file(FILE).includes("# 批注"));
  await shown.getByRole("button", { name: "核对过了" }).click();
  await until("the guess is gone", () => open.file(FILE) === before);
  await until("told by what it is about", async () =>
    (await shown.locator("#pane .group h2").allTextContents()).join().endsWith("签名"),
  );
  assert.doesNotMatch(await shown.textContent("#pane"), /这行注释/);
});

test("in a small window cards and pages stand below each other, neither over the other", async () => {
  const { shown } = at;
  for (const [width, height] of [
    [640, 400],
    [480, 720],
    [800, 600],
    [1024, 640],
  ]) {
    await shown.setViewportSize({ width, height });
    const over = await shown.evaluate(() => {
      const box = (name) => document.querySelector(name).getBoundingClientRect();
      const [pane, pages] = [box("#pane"), box(".preview")];
      return pane.right > pages.left && pane.bottom > pages.top + 0.5;
    });
    assert.equal(over, false, `${width} by ${height}`);
  }
});
