#!/usr/bin/env bash
# html-diff-ts 1.4.2 (npm): 10⁴ and 104, or 800 after a struck-out 500 and 500800, compare as the same, and the old page is shown.
#
# html-diff-ts compares two versions of a page and gives the new one with <ins> and <del>; its readme says that text with a new style gets
# ins.mod. Chinese text and figures are compared character by character, tags are no difference between two
# equal characters: a power that became an ordinary figure, an amount no longer struck out, two cells that became
# one get no mark at all. What comes back is the old page for 10<sup>4</sup>, where the new one says 104. Expected: a mark, as node-htmldiff
# 0.9.4 and htmldiff-js 1.0.5 put one round each of the three; or the new page.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" \
    html-diff-ts@1.4.2 node-htmldiff@0.9.4 htmldiff-js@1.0.5 >/dev/null 2>&1

cat >"$work/compare.js" <<'JS'
const ts = require('html-diff-ts').default;
const node = require('node-htmldiff');
const js = require('htmldiff-js').default;
const cases = [
  ['<p>面积10<sup>4</sup>平方米</p>', '<p>面积104平方米</p>', '<p>面积10<sup>4</sup>平方米</p>'],
  ['<p>补助<del>500</del>800元</p>', '<p>补助500800元</p>', '<p>补助<del>500</del>800元</p>'],
  ['<tr><td>12</td><td>35</td></tr>', '<tr><td>1235</td></tr>', '<tr><td>12</td><td>35</td></tr>'],
  ['<p>就业12人</p>', '<p>就业120人</p>', '<p>就业12<ins class="diffins">0</ins>人</p>'],
];
let same = true;
for (const [before, after, known] of cases) {
  const seen = ts(before, after);
  const others = [node(before, after), js.execute(before, after)].map((page) => /<(ins|del) (data|class)/.test(page));
  console.log(`old: ${before}\nnew: ${after}\n  html-diff-ts: ${seen}\n  marked by node-htmldiff: ${others[0]}, by htmldiff-js: ${others[1]}`);
  same &&= seen === known && others.every(Boolean);
}
process.exit(same ? 0 : 1);
JS
node "$work/compare.js"
