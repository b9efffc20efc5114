#!/usr/bin/env bash
# nzh 1.0.14 (npm): a numeral that it does not know is left out, and the rest is returned as the number.
#
# decodeS turns Chinese numerals into a figure. It knows neither 两, the everyday form before 百, 千, 万, 亿, nor 廿, nor
# the digits of a year side by side, as GB/T 15835-2011 has them (二〇二四年). Expected: the right figure, or an error.
# Seen: a wrong figure without any sign: 两百 is 0, 两万五千 is 5000, 二〇二四 is 224; a word that is no numeral is 0.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" nzh@1.0.14 >/dev/null 2>&1

cat >"$work/read.js" <<'JS'
const { cn } = require('nzh');
const { version } = JSON.parse(require('fs').readFileSync(`${__dirname}/node_modules/nzh/package.json`));
console.log(`nzh ${version}`);
const cases = [['二百', 200, 200], ['两百', 200, 0], ['二万五千', 25000, 25000], ['两万五千', 25000, 5000],
  ['二零二四', 2024, 224], ['二〇二四', 2024, 224], ['一百〇五', 105, 105], ['廿五', 25, 5], ['若干', 'an error', 0]];
let same = true;
for (const [text, expected, known] of cases) {
  const seen = cn.decodeS(text);
  console.log(`${text}: expected ${expected}, seen ${seen}`);
  same &&= seen === known;
}
process.exit(same ? 0 : 1);
JS
node "$work/read.js"
