#!/usr/bin/env bash
# flexsearch 0.8.212 (npm): a search for 第11期 finds 第1期, one for 1000元 finds 10元, one for 王莉莉 finds 王莉.
#
# The standard encoder drops a letter that repeats the one before (dedupe, meant for spellings as in “litter”), and takes
# digits and Chinese characters for letters: 第11期 goes into the index, and into the query, as 第1期. Its encoder for
# Chinese (Charset.CJK) keeps of each word every character once: 1000元 is 1, 0, 元, in the query too. Expected: issues
# 1 and 11, ten and a thousand yuan, and two people can be told apart, or the readme says that they cannot. Encoder with
# dedupe: false mends the first, not the second. (That long numbers are cut in threes is its issue 517.)
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" flexsearch@0.8.212 >/dev/null 2>&1

cat >"$work/read.js" <<'JS'
const { Charset, Encoder, Index } = require('flexsearch');
const { version } = JSON.parse(require('fs').readFileSync(`${__dirname}/node_modules/flexsearch/package.json`));
const texts = ['第1期', '第11期', '补助10元', '补助100元', '补助1000元', '王莉同志', '王莉莉同志'];
console.log(`flexsearch ${version}; texts: ${texts.join(' ')}`);
const cases = [
  ['standard', { tokenize: 'full' }, '第11期', '第1期 第11期'],
  ['standard', { tokenize: 'full' }, '王莉莉', '王莉同志 王莉莉同志'],
  ['no dedupe', { tokenize: 'full', encoder: new Encoder(Charset.Default, { dedupe: false }) }, '第11期', '第11期'],
  ['for Chinese', { encoder: Charset.CJK }, '第11期', '第1期 第11期'],
  ['for Chinese', { encoder: Charset.CJK }, '1000元', '补助10元 补助100元 补助1000元'],
  ['for Chinese', { encoder: Charset.CJK }, '王莉莉', '王莉同志 王莉莉同志'],
];
let same = true;
for (const [name, options, query, known] of cases) {
  const index = new Index(options);
  texts.forEach((text, id) => index.add(id, text));
  const seen = index.search(query).sort((a, b) => a - b).map(id => texts[id]).join(' ');
  console.log(`${name} encoder: ${query} finds ${seen}`);
  same &&= seen === known;
}
process.exit(same ? 0 : 1);
JS
node "$work/read.js"
