#!/usr/bin/env bash
# numfmt 4.0.1, xlsx 0.18.5 (npm, SheetJS): 下午2时24分 of a sheet is 上午/下午14时24分 by the one, 星期二 is $aaaa by the other.
#
# In a Chinese Excel the half of the day is asked for with 上午/下午, as AM/PM is elsewhere: 上午/下午h"时"mm"分" is the format of the
# fixed ids 34 and 55 of zh-cn (ECMA-376 Part 1, 18.8.30). numfmt, which knows AM/PM and writes 下午 for it in the
# locale zh-CN, takes the Chinese sign for text: a meeting has both halves of the day before its hour. Weekdays are
# asked for with aaaa, [$-804] before it only names the language. SheetJS, which knows 上午/下午, makes $aaaa of that, and
# gives the weekday of dddd in English. Each is right where the other is wrong; neither tells. Expected: as the sheet shows them.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" numfmt@4.0.1 xlsx@0.18.5 >/dev/null 2>&1

cat >"$work/show.mjs" <<'JS'
import { format } from 'numfmt';
import sheets from 'xlsx';
console.log(`numfmt 4.0.1, xlsx ${sheets.version}; 9 January 2024, 14:24`);
const cases = [
  ['上午/下午h"时"mm"分"', '下午2时24分', '上午/下午14时24分', '下午2时24分'],
  ['[$-804]上午/下午h"时"mm"分";@', '下午2时24分', '上午/下午14时24分', '下午2时24分'],
  ['h:mm AM/PM', '2:24 下午 or 2:24 PM', '2:24 下午', '2:24 PM'],
  ['[$-804]aaaa;@', '星期二', '星期二', '$aaaa'],
  ['[$-804]yyyy"年"m"月"d"日"dddd', '2024年1月9日星期二', '2024年1月9日星期二', '2024年1月9日Tuesday'],
  ['yyyy"年"m"月"d"日"', '2024年1月9日', '2024年1月9日', '2024年1月9日'],
];
let same = true;
for (const [code, shown, known, other] of cases) {
  const seen = [format(code, 45300.6, { locale: 'zh-CN' }), sheets.SSF.format(code, 45300.6)];
  console.log(`${code}: the sheet shows ${shown}, numfmt ${seen[0]}, SheetJS ${seen[1]}`);
  same &&= seen[0] === known && seen[1] === other;
}
process.exit(same ? 0 : 1);
JS
node "$work/show.mjs"
