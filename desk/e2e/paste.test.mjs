// What is pasted from Word, WPS, Excel and web pages: every figure, no remark, each cell for itself.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { body, headline, isFirefox, settled, stage, until } from "./help.mjs";

const FILE = "drafts/2023-43.toml";
const DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const at = stage({ each: true });
afterEach(() => assert.deepEqual(at.shown.wrong, []));
// Firefox gives a page nothing of a clipboard that the page has made itself.
const skip = isFirefox && "no clipboard of one's own";

/** Pastes at the end of a text: HTML, and files beside it. */
async function paste(editor, html, files = []) {
  await editor.click();
  await at.shown.keyboard.press("Control+End");
  await editor.evaluate(
    (element, [html, files]) => {
      const data = new DataTransfer();
      if (html !== "") data.setData("text/html", html);
      for (const [name, type, base64] of files) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      element.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    },
    [html, files],
  );
}
const has = (words) =>
  until(words, () => at.open.file(FILE).includes(words)).catch((error) => {
    throw new Error(`${error.message}\n${at.open.file(FILE)}`);
  });

test("cells copied in Excel are a table, though a picture of them comes along", {
  skip,
}, async () => {
  const { open, shown } = at;
  await paste(
    body(shown, 0),
    "<html><body><!--StartFragment--><table><col width=80><tr height=18><td>乡镇</td><td>受灾面积<br>（亩）</td></tr><tr><td>东屯镇</td><td x:num>1200<br>300</td></tr></table><!--EndFragment--></body></html>",
    [["image.png", "image/png", DOT]],
  );
  await has('["乡镇", "受灾面积（亩）"]');
  await has('["东屯镇", "1200 300"]');
  await settled(shown);
  assert.ok(!open.file(FILE).includes(".png"), "no picture of the cells");
});

test("a text with tables in it keeps its words, and each table its cells", { skip }, async () => {
  const { open, shown } = at;
  await paste(
    body(shown, 1),
    "<p>情况如下：</p><table><tr><th>乡镇<th>户数<tr><td>东屯镇<td><p>23</p><p>45</p></table><p>特此报告。</p><table><tr><td>只是一个框，里面一句话。</td></tr></table>",
  );
  await has("情况如下：\n\n特此报告。\n\n只是一个框，里面一句话。");
  await has('["东屯镇", "23 45"]');
  assert.equal(open.file(FILE).match(/\[\[column\.item\.table\]\]/g)?.length, 1);
});

test("numbers of lists and raised figures are pasted, remarks and what was deleted are not", {
  skip,
}, async () => {
  const { open, shown } = at;
  await paste(
    body(shown, 2),
    `<ol start=3><li>压实责任</li><li>强化督导</li></ol><ul><li>面积20m<sup>2</sup></li></ul>
<p class=MsoListParagraph><span style='mso-list:Ignore'>5.<span>&nbsp;&nbsp;</span></span>抓好落实<span class=MsoCommentReference><a href="#c1">[张1]</a></span><del>删去的话</del></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p>这个数不对，别印</p></div></div>`,
  );
  await has("3.压实责任\n\n4.强化督导\n\n面积20m²\n\n5.抓好落实");
  await settled(shown);
  // The page's policy lets no style of it in, and says so.
  at.shown.wrong.length = 0;
  for (const words of ["别印", "张1", "删去的话"])
    assert.ok(!open.file(FILE).includes(words), words);
});

test("pictures in a pasted text are put beside it; those that did not come are told of", {
  skip,
}, async () => {
  const { open, shown } = at;
  await paste(
    body(shown, 3),
    `<p>现场如图。</p><img src="data:image/png;base64,${DOT}"><img src="file:///C:/msohtmlclip1/01/clip_image001.png">`,
  );
  await has("现场如图。");
  await has('file = "2023-43-1.png"');
  await shown.waitForSelector("text=有 1 张图片粘贴不进来");
  await shown.click(".notice button");
  // A picture alone, as from a screenshot.
  await paste(body(shown, 3), "", [["image.png", "image/png", DOT]]);
  await has('file = "2023-43-2.png"');
  assert.ok(open.has("drafts/2023-43-2.png"));
});

test("a headline takes one line of it", { skip }, async () => {
  const { open, shown } = at;
  await paste(headline(shown, 0), "<p><b>再加</b></p><p>两行</p>");
  await has("提质增效再加两行");
  assert.ok(!/headline = ".*\*\*/.test(open.file(FILE)));
});

test("what is pasted at once is undone and done again at once, and what was typed before stays", {
  skip,
}, async () => {
  const { open, shown } = at;
  await body(shown, 0).click();
  await shown.keyboard.press("Control+End");
  await shown.keyboard.type("先打");
  await has("先打");
  await paste(
    body(shown, 0),
    `<p>粘来的话。</p><table><tr><td>乡镇<td>户数<tr><td>东屯镇<td>23</table><p>又一段。<img src="data:image/png;base64,${DOT}"></p>`,
  );
  await has("又一段。");
  await has("column.item.table");
  await has("column.item.figure");
  await settled(shown);
  const pasted = open.file(FILE);
  await shown.click('[aria-label="撤销"]');
  await until(
    "all of it is gone",
    () => !/粘来|又一段|item\.table|item\.figure/.test(open.file(FILE)),
  );
  assert.match(open.file(FILE), /先打\n"""/);
  await shown.click('[aria-label="重做"]');
  await until("all of it is there", () => open.file(FILE) === pasted);
});
