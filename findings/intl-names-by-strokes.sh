#!/usr/bin/env bash
# Intl.Collator of Node 20.20.2 (ICU 78.2): sorted by strokes, 王 毛 方 孔, as a list of names has them, are 孔 方 毛 王.
#
# Lists of people say 以姓氏笔画为序: fewer strokes first; with as many, by the first stroke, 横, 竖, 撇, 点, 折 in this order, then by
# the second (GF 3003-1999, the order of characters by strokes). The locale zh-u-co-stroke sorts “by strokes”. It counts them
# right, but of characters with as many it goes by the radical of the old dictionaries: four surnames of four strokes come the
# other way round, 冯 stands before 石 and 叶, 张 before 李. A list so sorted looks right, as the counts do, and ranks people wrong. Whoever
# sorts by ICU has that order. Expected: the order that the strokes of cnchar-order 3.2.6 (npm) give.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" cnchar@3.2.6 cnchar-order@3.2.6 >/dev/null 2>&1

cat >"$work/sort.js" <<'JS'
const cnchar = require('cnchar');
cnchar.use(require('cnchar-order'));
console.log(`Node ${process.versions.node}, ICU ${process.versions.icu}, cnchar-order ${require('cnchar-order/package.json').version}`);
// The five classes of strokes, in their order; every other stroke has a bend in it.
const kinds = { 横: 1, 提: 1, 竖: 2, 竖钩: 2, 撇: 3, 点: 4, 捺: 4 };
const strokes = (name) => cnchar.stroke(name, 'order', 'name')[0].map((stroke) => kinds[stroke] ?? 5);
const byRule = (a, b) => {
  const [one, other] = [strokes(a), strokes(b)];
  return one.length - other.length || one.join('').localeCompare(other.join(''));
};
const intl = new Intl.Collator('zh-u-co-stroke');
const cases = [
  ['丁万王石刘李黄', '丁万王石刘李黄', '丁万王石刘李黄'],
  ['孔王方毛', '王毛方孔', '孔方毛王'],
  ['司冯白石叶', '石叶白冯司', '冯叶司白石'],
  ['张李', '李张', '张李'],
];
let same = intl.resolvedOptions().collation === 'stroke';
for (const [names, expected, known] of cases) {
  const rule = [...names].sort(byRule).join('');
  const seen = [...names].sort(intl.compare).join('');
  const counts = [...seen].map((name) => strokes(name).length).join(' ');
  console.log(`by the strokes ${rule}, by Intl ${seen} (strokes: ${counts})`);
  same &&= rule === expected && seen === known;
}
process.exit(same ? 0 : 1);
JS
node "$work/sort.js"
