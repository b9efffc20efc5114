#!/usr/bin/env bash
# turndown 7.2.5 with remark-gfm 4.0.1 or marked 18.2.1 (npm): 每村3~5人，共8~10户 loses its tildes and is partly struck out.
#
# ~ between two figures is a range (its full-width form ～ is safe). turndown puts a backslash before what Markdown would
# take for a mark of its own, but not before ~; the readers for GitHub's Markdown take a pair of single tildes for deleted
# text, as GitHub does. One range in a paragraph is safe, two are not: “5人，共8” is struck out on the page, and what is
# copied from it, or taken for a search, is 每村35人，共810户. Each program does what it says; what is between them is
# lost. (pandoc 3.9 writes bare tildes too, with -t gfm.)
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" \
    turndown@7.2.5 unified@11.0.5 remark-parse@11.0.0 remark-gfm@4.0.1 remark-html@16.0.1 marked@18.2.1 >/dev/null 2>&1

cat >"$work/read.mjs" <<'JS'
import TurndownService from 'turndown';
import { marked } from 'marked';
import { unified } from 'unified';
import parse from 'remark-parse';
import gfm from 'remark-gfm';
import html from 'remark-html';

const cases = [
  ['<p>每村3~5人，共8户</p>', '<p>每村3~5人，共8户</p>'],
  ['<p>每村3~5人，共8~10户</p>', '<p>每村3<del>5人，共8</del>10户</p>'],
  ['<p>投资1*2万元</p>', '<p>投资1*2万元</p>'],
];
let same = true;
for (const [page, known] of cases) {
  const markdown = new TurndownService().turndown(page);
  const remark = String(await unified().use(parse).use(gfm).use(html).process(markdown)).trim();
  const mark = marked.parse(markdown).trim();
  console.log(`${page}\n  as Markdown: ${markdown}\n  remark-gfm: ${remark}\n  marked: ${mark}\n  its text: ${remark.replace(/<[^>]*>/g, '')}`);
  same &&= remark === known && mark === known;
}
process.exit(same ? 0 : 1);
JS
node "$work/read.mjs"
