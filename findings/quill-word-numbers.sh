#!/usr/bin/env bash
# quill 2.0.3 (npm): 一、二、三、 pasted from Word become 1., 1., 1.
#
# In the HTML that Word puts on the clipboard a paragraph with an automatic number is a <p> with mso-list, and its number,
# as printed, stands in a span with mso-list:Ignore, for programs without lists of Word. Quill takes that span away and makes
# each such paragraph an item of a list that knows Arabic numbers alone; a paragraph between two of them ends the list, and
# the next begins at 1. So the second and third point of a report, each followed by its text, are numbered 1 again, and what
# getText gives has no numbers at all. Expected: the number as printed, or at least 2 for the second. getText of a
# list that began in Quill has none either; but here there were some.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" quill@2.0.3 jsdom@26.1.0 >/dev/null 2>&1

cat >"$work/read.mjs" <<'JS'
import { JSDOM } from 'jsdom';
const { window } = new JSDOM('<div></div>', { pretendToBeVisual: true });
for (const name of ['document', 'navigator', 'DOMParser', 'Node', 'Element', 'HTMLElement', 'MutationObserver', 'Text', 'Range', 'getComputedStyle']) {
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
}
globalThis.window = window;
document.getSelection = () => ({ rangeCount: 0, removeAllRanges() {}, addRange() {} });
const { default: Quill } = await import('quill');

const point = (number, text) => `<p class=MsoListParagraph style='text-indent:-36.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>`
  + `<span lang=EN-US><span style='mso-list:Ignore'>${number}<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span></span><![endif]>${text}</p>`;
const style = '<style><!-- @list l0:level1 {mso-level-number-format:chinese-counting; mso-level-text:"%1、"} --></style>';
const html = `<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">${style}</head><body>`
  + `${point('一、', '抓进度')}<p class=MsoNormal>开工12项。</p>${point('二、', '抓质量')}<p class=MsoNormal>验收8项。</p>${point('三、', '抓安全')}</body></html>`;
const quill = new Quill(document.querySelector('div'));
quill.setContents(quill.clipboard.convert({ html, text: '' }));
const seen = [quill.getSemanticHTML(), quill.getText().trim().split('\n').join(' ')];
console.log(`quill ${Quill.version}; pasted: 一、抓进度 / 开工12项。 / 二、抓质量 / 验收8项。 / 三、抓安全`);
console.log(seen.join('\n'));
process.exit(seen[0] === '<ol><li>抓进度</li></ol><p>开工12项。</p><ol><li>抓质量</li></ol><p>验收8项。</p><ol><li>抓安全</li></ol>'
  && seen[1] === '抓进度 开工12项。 抓质量 验收8项。 抓安全' ? 0 : 1);
JS
node "$work/read.mjs"
