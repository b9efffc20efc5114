#!/usr/bin/env bash
# @iarna/rtf-to-html 1.1.0 with rtf-parser 1.3.3 (npm): 每村5–8人 is 每村58人, and “三秋” loses its quotation marks.
#
# RTF has control words for some signs: \endash and \emdash, \ldblquote and \rdblquote, \bullet (RTF specification
# 1.9.1, special characters). Word and WordPad write them. rtf-parser knows none of them and leaves them out without an error: both
# ends of the range are one figure. A character written \u26449? has after it a sign for programs that know no
# Unicode, one byte long unless \uc says otherwise, to be skipped; it is kept: 村?. And an amount deleted with changes
# tracked (\deleted) stands before the new one: 500800元. GBK bytes, tabs and line ends are right. Expected:
# 每村5–8人, as LibreOffice and striprtf have it.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @iarna/rtf-to-html@1.1.0 rtf-parser@1.3.3 >/dev/null 2>&1

cat >"$work/read.js" <<'JS'
const { promisify } = require('util');
const convert = require('@iarna/rtf-to-html');
const { version } = JSON.parse(require('fs').readFileSync(`${__dirname}/node_modules/rtf-parser/package.json`));
console.log(`rtf-parser ${version}`);
const head = String.raw`{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}`;
const cases = [
  [String.raw`\'c3\'bf\'b4\'e55\endash 8\'c8\'cb`, '每村58人'],
  [String.raw`\'c3\'bf\'b4\'e55-8\'c8\'cb`, '每村5-8人'],
  [String.raw`\ldblquote\'c8\'fd\'c7\'ef\rdblquote`, '三秋'],
  [String.raw`\u27599?\u26449?12\u20154?`, '每?村?12人?'],
  [String.raw`{\deleted 500}{\revised 800}\'d4\'aa`, '500800元'],
];
(async () => {
  let same = true;
  for (const [rtf, known] of cases) {
    const html = await promisify(convert.fromString)(`${head}${rtf}\\par}`);
    const seen = html.replace(/^[^]*<body>/, '').replace(/<[^>]*>/g, '').trim();
    console.log(`${rtf}: ${seen}`);
    same &&= seen === known;
  }
  process.exit(same ? 0 : 1);
})();
JS
node "$work/read.js"
