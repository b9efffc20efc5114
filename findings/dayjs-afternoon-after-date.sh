#!/usr/bin/env bash
# dayjs 1.11.23 (npm): 2024年1月9日 下午2:30 is read as half past two in the night.
#
# The plugin customParseFormat reads a text by a format; with the locale zh-cn it knows 上午, 下午 and 晚上. In a format
# it takes only letters, spaces and punctuation for parts: 年, 月 and 日 stay behind in the text, and the first word
# found for A is “年月日”, which says nothing of the half of the day. The text is what dayjs itself writes with that format.
# Expected: 14:30, as moment reads it, or Invalid Date. Seen: 02:30, and 07:30 for 晚上7:30; strict mode refuses the
# text. The same with hyphens in the date, or without the space before 下午, is right. (Its issues 1373 and 2031 tell of
# the hours round noon; that the characters run into A is said in its pull request 3129.)
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" dayjs@1.11.23 moment@2.31.0 >/dev/null 2>&1

cat >"$work/read.js" <<'JS'
const dayjs = require('dayjs');
dayjs.extend(require('dayjs/plugin/customParseFormat'));
require('dayjs/locale/zh-cn');
dayjs.locale('zh-cn');
const moment = require('moment');
moment.locale('zh-cn');
console.log(`dayjs ${require('dayjs/package.json').version}, moment ${moment.version}`);
const cases = [
  ['YYYY年M月D日 Ah:mm', '2024年1月9日 下午2:30', '14:30', '02:30'],
  ['YYYY年M月D日 Ah:mm', '2024年1月9日 晚上7:30', '19:30', '07:30'],
  ['YYYY年M月D日 Ah:mm', '2024年1月9日 上午9:30', '09:30', '09:30'],
  ['YYYY年M月D日Ah:mm', '2024年1月9日下午2:30', '14:30', '14:30'],
  ['YYYY-MM-DD Ah:mm', '2024-01-09 下午2:30', '14:30', '14:30'],
];
let same = true;
for (const [format, text, expected, known] of cases) {
  const written = dayjs(`2024-01-09T${expected}`).format(format);
  const seen = dayjs(text, format).format('HH:mm');
  console.log(`${text}: expected ${expected}, seen ${seen}, moment ${moment(text, format).format('HH:mm')}`);
  same &&= written === text && seen === known && moment(text, format).format('HH:mm') === expected;
}
process.exit(same ? 0 : 1);
JS
node "$work/read.js"
