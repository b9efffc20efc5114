#!/usr/bin/env bash
# hyperformula 3.5.0 (npm): TEXT(0.125,"0.0%") is 0.1%, and TEXT(123456.5,"#,##0.00") is 123457,##0.00.
#
# HyperFormula computes the formulas of spreadsheets. TEXT prints a value in a number format (ECMA-376 Part 1, 18.17.7 and
# 18.8.31): % stands for hundredths, a comma between digits separates thousands. Sentences of a report are put together
# like that: "增长"&TEXT(B2,"0.0%"). Seen: % is taken for a mere character, so that 12.5% is printed as 0.1%, a hundredth of
# it; of #,##0.00 the first # is taken for the whole number, and the rest is printed as it is. No error. Dates with 年, 月,
# 日, and 0.00元, are right. Expected: the figure as a spreadsheet shows it, or #VALUE!.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" hyperformula@3.5.0 >/dev/null 2>&1

cat >"$work/read.js" <<'JS'
const { HyperFormula } = require('hyperformula');
const sheet = HyperFormula.buildFromArray([['']], { licenseKey: 'gpl-v3' });
console.log(`hyperformula ${HyperFormula.version}`);
const cases = [
  ['="增长"&TEXT(0.125,"0.0%")', '增长12.5%', '增长0.1%'],
  ['=TEXT(0.125,"0%")', '13%', '0%'],
  ['=TEXT(123456.5,"#,##0.00")', '123,456.50', '123457,##0.00'],
  ['=TEXT(123456.5,"0.00元")', '123456.50元', '123456.50元'],
  ['=TEXT(45300,"yyyy年m月d日")', '2024年1月9日', '2024年1月9日'],
];
let same = true;
for (const [formula, expected, known] of cases) {
  const seen = sheet.calculateFormula(formula, 0);
  console.log(`${formula}: expected ${expected}, seen ${seen}`);
  same &&= seen === known;
}
process.exit(same ? 0 : 1);
JS
node "$work/read.js"
