#!/usr/bin/env bash
# pangu 7.2.1 (npm): 气温降至-5℃ is spaced as 气温降至 - 5℃, so that a line may end after the minus and the next begin with 5℃.
#
# pangu puts a space between Chinese characters and figures or signs. A minus after a Chinese character it takes for a sign
# between two words, and puts a space on both sides: -1.2% is 1.2% after a dash, on the page and for whoever reads the
# figure by program. By the rules of line breaking (UAX #14, LB25) a line does not end between a minus and its figure, but
# may at a space; with that one it does. A fraction fares likewise: 1/3 is 1 / 3. Where a space stands before the
# minus already the text is right, and so is a range. Expected: 降至 -5℃, as autocorrect-node 2.14.0, made for the same, has it.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" pangu@7.2.1 autocorrect-node@2.14.0 linebreak@1.1.0 >/dev/null 2>&1

cat >"$work/space.mjs" <<'JS'
import { readFileSync } from 'node:fs';
import { format } from 'autocorrect-node';
import LineBreaker from 'linebreak';
import pangu from 'pangu';
const { version } = JSON.parse(readFileSync(new URL('./node_modules/pangu/package.json', import.meta.url)));
console.log(`pangu ${version}; | where a line may end`);
// The parts of a text between which UAX #14 lets a line end.
const cut = (text) => {
  const breaks = new LineBreaker(text);
  const parts = [];
  for (let from = 0, next = breaks.nextBreak(); next; from = next.position, next = breaks.nextBreak()) parts.push(text.slice(from, next.position).trim());
  return parts;
};
const cases = [
  ['气温降至-5℃', '至-5℃', '气温降至 - 5℃', '气温降至 -5℃'],
  ['由5.1%降至-1.2%', '至-1.2%', '由 5.1% 降至 - 1.2%', '由 5.1% 降至 -1.2%'],
  ['惠及1/3的村', '1/3', '惠及 1 / 3 的村', '惠及 1/3 的村'],
  ['增速 -3.2%', '-3.2%', '增速 -3.2%', '增速 -3.2%'],
  ['每村5-8人', '5-8', '每村 5-8 人', '每村 5-8 人'],
];
let same = true;
for (const [text, whole, known, other] of cases) {
  const seen = pangu.spacingText(text);
  const parts = cut(seen);
  console.log(`${text}: ${cut(text).join('|')}\n  pangu: ${seen}: ${parts.join('|')}\n  autocorrect-node: ${format(text)}`);
  const alone = parts.some((part) => /^(-|1 ?\/)$/.test(part));
  same &&= seen === known && format(text) === other && cut(text).includes(whole) && alone === (known.includes(' - ') || known.includes(' / '));
}
process.exit(same ? 0 : 1);
JS
node "$work/space.mjs"
