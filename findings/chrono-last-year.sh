#!/usr/bin/env bash
# chrono-node 2.10.3 (npm): 去年12月 is read as December of this year.
#
# Its readers for Chinese (chrono.zh.hans) find dates in a sentence. The year may be left out before a month, and so may
# its figures: of 去年12月 (last year's December) the part 年12月 is taken, and what it belongs to, 去, is not. In a report of January
# what was done last month lies eleven months ahead. A range keeps its first day only: 3月5日至8日 is 5 March, without an
# end, though in English it has one. Midnight, 晚上12点, is noon of the same day. 2023年12月 and 12月31日下午2:30 are right.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" chrono-node@2.10.3 >/dev/null 2>&1

cat >"$work/read.js" <<'JS'
const chrono = require('chrono-node');
const { version } = JSON.parse(require('fs').readFileSync(`${__dirname}/node_modules/chrono-node/package.json`));
console.log(`chrono-node ${version}, on 9 January 2024`);
const shown = at => `${at.get('year')}-${at.get('month')}-${at.get('day')} ${at.get('hour')}:${String(at.get('minute')).padStart(2, '0')}`;
const cases = [
  ['2023年12月31日', '2023-12-31', '2023年12月31日: 2023-12-31 12:00'],
  ['12月31日下午2:30', '2024-12-31 14:30', '12月31日下午2:30: 2024-12-31 14:30'],
  ['去年12月', '2023-12', '年12月: 2024-12-9 12:00'],
  ['3月5日至8日', '2024-3-5 to 2024-3-8', '3月5日: 2024-3-5 12:00'],
  ['晚上12点', '2024-1-10 0:00', '晚上12点: 2024-1-9 12:00'],
];
let same = true;
for (const [text, expected, known] of cases) {
  const seen = chrono.zh.hans.parse(text, new Date(2024, 0, 9, 9, 0))
    .map(part => `${part.text}: ${shown(part.start)}${part.end ? ` to ${shown(part.end)}` : ''}`).join('; ');
  console.log(`${text}: expected ${expected}, seen ${seen}`);
  same &&= seen === known;
}
process.exit(same ? 0 : 1);
JS
node "$work/read.js"
