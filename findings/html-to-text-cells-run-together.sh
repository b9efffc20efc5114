#!/usr/bin/env bash
# html-to-text 10.0.1 (npm): the cells 12 and 35 of a table row are 1235, and 10⁴ is 104.
#
# html-to-text makes the text part of a mail, or the text for a search, out of a page. By default a table is a block, and what
# stands in it is joined without a space or a line end, row after row: 城关镇, 12, 35 and 东屯镇, 7, 8 are
# 城关镇1235东屯镇78. Figures that only their mark keeps apart run together too: a power (sup) and an amount struck
# out (del, s). And a zero-width space, put where a long word may be broken, becomes a space: 12 34. With the formatter
# dataTable, which one has to ask for, the cells are apart; the others stay.
# Expected: something between two cells, as innerText of a browser has a tab.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" html-to-text@10.0.1 >/dev/null 2>&1

cat >"$work/read.mjs" <<'JS'
import { readFileSync } from 'node:fs';
import { convert } from 'html-to-text';
const { version } = JSON.parse(readFileSync(new URL('./node_modules/html-to-text/package.json', import.meta.url)));
console.log(`html-to-text ${version}`);
const rows = '<table><tr><td>城关镇</td><td>12</td><td>35</td></tr><tr><td>东屯镇</td><td>7</td><td>8</td></tr></table>';
const cases = [
  [rows, '城关镇1235东屯镇78'],
  ['<p>面积10<sup>4</sup>平方米</p>', '面积104平方米'],
  ['<p>每人<del>500</del>800元</p>', '每人500800元'],
  ['<p>共12&#8203;34人</p>', '共12 34人'],
  ['<p>每村3~5人，共8户</p>', '每村3~5人，共8户'],
];
let same = true;
for (const [html, known] of cases) {
  const seen = convert(html);
  console.log(`${html}\n  becomes ${seen}`);
  same &&= seen === known;
}
const asked = convert(rows, { selectors: [{ selector: 'table', format: 'dataTable' }] });
console.log(`the table with dataTable:\n${asked}`);
same &&= asked === '城关镇   12   35\n东屯镇   7    8';
process.exit(same ? 0 : 1);
JS
node "$work/read.mjs"
