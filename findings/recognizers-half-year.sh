#!/usr/bin/env bash
# @microsoft/recognizers-text-suite 1.3.1 (npm): 2023年上半年 is read as the whole of 2023, 2023年前三季度 as the time before 2023.
#
# Microsoft's Recognizers find dates in a sentence and give what they mean; Chinese is one of their cultures. Seen: 上半年
# and 下半年 are both the whole year, with the half in the text found; of 前三季度 the characters 年前 are taken (“before
# the year”), so that the first three quarters of 2023 end where they should begin; 2023年1-11月 is two things, the year 2023 and the
# November of another year. 2024年第一季度 and 2023年11月 are right, so that the reports of two quarters of the year fare
# well and those of the halves do not. Expected: the months meant, or nothing.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @microsoft/recognizers-text-suite@1.3.1 >/dev/null 2>&1

cat >"$work/read.js" <<'JS'
const { Culture, recognizeDateTime } = require('@microsoft/recognizers-text-suite');
console.log(`recognizers-text-suite ${require('@microsoft/recognizers-text-suite/package.json').version}`);
const today = new Date(2024, 0, 9, 9, 0);
const cases = [
  ['2024年第一季度', '2024-01-01 to 2024-04-01', '2024年第一季度: 2024-01-01 to 2024-04-01'],
  ['2023年上半年', '2023-01-01 to 2023-07-01', '2023年上半年: 2023-01-01 to 2024-01-01'],
  ['2023年下半年', '2023-07-01 to 2024-01-01', '2023年下半年: 2023-01-01 to 2024-01-01'],
  ['2023年前三季度', '2023-01-01 to 2023-10-01', '2023年前: before 2023-01-01'],
  ['2023年1-11月', '2023-01-01 to 2023-12-01', '2023: 2023-01-01 to 2024-01-01; 11月: 2023-11-01 to 2023-12-01, 2024-11-01 to 2024-12-01'],
];
let same = true;
for (const [text, expected, known] of cases) {
  const found = recognizeDateTime(text, Culture.Chinese, undefined, today);
  const shown = value => (value.start ? `${value.start} to ${value.end}` : `before ${value.end}`);
  const seen = found.map(part => `${part.text}: ${part.resolution.values.map(shown).join(', ')}`).join('; ');
  console.log(`${text}: expected ${expected}, seen ${seen}`);
  same &&= seen === known;
}
process.exit(same ? 0 : 1);
JS
node "$work/read.js"
