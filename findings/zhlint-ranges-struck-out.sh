#!/usr/bin/env bash
# zhlint 0.8.2 with marked 18.2.1 (npm): 每村3～5人，共8～10户, safe in Markdown, is set right to be partly struck out.
#
# zhlint sets Chinese text in Markdown right: quotation marks, spaces, and signs that are to be the same throughout. ～, the
# sign of a range (GB/T 15834-2011, 4.13), it makes ~ by its default rules; a pair of ~ is deleted text for the
# readers of GitHub's Markdown. One range in a paragraph is safe, two are not: “5 人，共 8” is struck out on the page, and
# what is copied from it is 每村 35 人，共 810 户. Its readme lists ～ among the signs that it makes the same, and Markdown
# as what it reads by default; what the one does to the other it does not tell. —, the other sign of a range, stays. Expected: ～ as
# it was, or a backslash before ~.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" zhlint@0.8.2 marked@18.2.1 >/dev/null 2>&1

cat >"$work/set.mjs" <<'JS'
import { marked } from 'marked';
import { run } from 'zhlint';
const cases = [
  ['每村3～5人，共8户。', '每村 3~5 人，共 8 户。', '<p>每村 3~5 人，共 8 户。</p>'],
  ['每村3～5人，共8～10户。', '每村 3~5 人，共 8~10 户。', '<p>每村 3<del>5 人，共 8</del>10 户。</p>'],
  ['增长5～8%，其中工业增长6～9%。', '增长 5~8%，其中工业增长 6~9%。', '<p>增长 5<del>8%，其中工业增长 6</del>9%。</p>'],
  ['每村3—5人，共8—10户。', '每村 3—5 人，共 8—10 户。', '<p>每村 3—5 人，共 8—10 户。</p>'],
];
let same = true;
for (const [text, right, known] of cases) {
  const { result } = run(text, { rules: { preset: 'default' } });
  const pages = [text, result].map((markdown) => marked.parse(markdown).trim());
  console.log(`${text}\n  shown as ${pages[0]}\n  set right: ${result}\n  shown as ${pages[1]}`);
  same &&= !pages[0].includes('<del>') && result === right && pages[1] === known;
}
process.exit(same ? 0 : 1);
JS
node "$work/set.mjs"
