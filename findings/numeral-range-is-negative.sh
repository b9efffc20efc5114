#!/usr/bin/env bash
# numeral 2.0.6 (npm): the value of 5-8 is -58, that of 0371-6789 is -3716789, and 1.2万 is 1.2 in its own Chinese locale.
#
# numeral(…).value() reads a figure from a text. It takes out whatever is no digit, point or minus, wherever that stands, and counts the
# minus signs: a range joined by a hyphen becomes one negative figure of both its ends, one joined by ~ a positive one
# (10~20 is 1020). Its locale chs knows 千, 百万, 十亿 (thousands, as in English) but neither 万 nor 亿, which are dropped:
# 1.2亿 is 1.2, while 3百万 is right, and 12345 is shown as 12.3千. Expected: null, which it gives for a text without
# digits, or the figure meant.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" numeral@2.0.6 >/dev/null 2>&1

cat >"$work/read.js" <<'JS'
const numeral = require('numeral');
require('numeral/locales/chs');
numeral.locale('chs');
console.log(`numeral ${numeral.version}`);
const cases = [['1,234', 1234], ['12.5%', 0.125], ['3百万', 3000000], ['无', null], ['5-8', -58], ['10~20', 1020],
  ['0371-6789', -3716789], ['2024-1', -20241], ['1.2万', 1.2], ['1.2亿', 1.2]];
let same = true;
for (const [text, known] of cases) {
  const seen = numeral(text).value();
  console.log(`${text}: ${seen}`);
  same &&= seen === known;
}
const shown = numeral(12345).format('0.0a');
console.log(`12345 is shown as ${shown}`);
process.exit(same && shown === '12.3千' ? 0 : 1);
JS
node "$work/read.js"
