#!/usr/bin/env bash
# @mozilla/readability 0.6.0 (npm): an item's headline is taken for the page's title and dropped, because both say 2024.
#
# The reading view of Firefox, also used to save web pages as text, drops the first h1 or h2 that repeats the title. To
# compare them it splits both at /\W+/, and \w knows no Chinese characters: of 政务快报2024年第2期 stay “2024” and “2”, of
# 县医保局2024年服务提质增效 stays “2024”, which is in the title, so the two are taken for the same. The headline is gone, its
# paragraph stands without one. Where there is no figure in the title nothing is compared: then even a true repetition
# stays. Expected: a headline that shares nothing but the year with the title is kept.
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @mozilla/readability@0.6.0 jsdom@26.1.0 >/dev/null 2>&1

cat >"$work/read.js" <<'JS'
const { Readability } = require('@mozilla/readability');
const { JSDOM } = require('jsdom');
console.log(`readability ${require('@mozilla/readability/package.json').version}`);
const words = '各乡镇扎实推进重点工作，压实责任，倒排工期，务求实效。'.repeat(6);
const cases = [
  ['政务快报2024年第2期', ['县医保局2024年服务提质增效', '重点项目开工'], ['重点项目开工']],
  ['政务快报2024年第2期', ['春管全面展开', '县医保局2024年新增3项服务', '重点项目开工'], ['春管全面展开', '重点项目开工']],
  ['政务快报', ['县医保局2024年服务提质增效', '重点项目开工'], ['县医保局2024年服务提质增效', '重点项目开工']],
  ['政务快报', ['政务快报', '重点项目开工'], ['政务快报', '重点项目开工']],
];
let same = true;
for (const [title, headlines, known] of cases) {
  const body = headlines.map(text => `<h2>${text}</h2><p>${words}</p>`).join('');
  const page = new JSDOM(`<html><head><title>${title}</title></head><body><article>${body}</article></body></html>`);
  const { content } = new Readability(page.window.document).parse();
  const seen = [...content.matchAll(/<h2>(.*?)<\/h2>/g)].map(match => match[1]);
  const paragraphs = content.split(words).length - 1;
  console.log(`title ${title}, headlines ${headlines.join(' / ')}: seen ${seen.join(' / ')}, ${paragraphs} paragraphs`);
  same &&= seen.join() === known.join() && paragraphs === headlines.length;
}
process.exit(same ? 0 : 1);
JS
node "$work/read.js"
