#!/usr/bin/env bash
# pinyin-pro 3.29.4 (npm): 局长 (chief of a bureau) is read jú cháng, “long bureau”, while 镇长 and 县长 are right; 率先 is lǜ xiān.
#
# 长 is zhǎng in every title of a chief. pinyin-pro has words of more than one reading in its dictionary, and for a word
# that is missing takes each character's own reading: of the titles 局长, 处长, 所长 and 秘书长 are missing. 率 is lǜ, a rate, in 增长率,
# and shuài, to lead, in 率先 and 率队. Readings over a text, and the initials by which lists are sorted and searched (jc for jz), are wrong
# without a sign. Expected: what pypinyin 0.55.0 (PyPI) gives. (Its issue 277 tells of 为人, 297 of 种下; a fuller
# dictionary can be added. The titles are not told; 行长 was set right in its pull request 320.)
#
# Wants npm, Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" pinyin-pro@3.29.4 >/dev/null 2>&1
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pypinyin==0.55.0

cat >"$work/words.json" <<'JSON'
{"局长": ["jú zhǎng", "jú cháng", "jc"], "处长": ["chù zhǎng", "chù cháng", "cc"], "所长": ["suǒ zhǎng", "suǒ cháng", "sc"],
 "秘书长": ["mì shū zhǎng", "mì shū cháng", "msc"], "率先": ["shuài xiān", "lǜ xiān", "lx"], "率队": ["shuài duì", "lǜ duì", "ld"],
 "镇长": ["zhèn zhǎng", "zhèn zhǎng", "zz"], "县长": ["xiàn zhǎng", "xiàn zhǎng", "xz"], "增长率": ["zēng zhǎng lǜ", "zēng zhǎng lǜ", "zzl"]}
JSON
cat >"$work/read.js" <<'JS'
const words = require('./words.json');
const { pinyin } = require('pinyin-pro');
let same = true;
for (const [word, [right, known, letters]] of Object.entries(words)) {
  const seen = pinyin(word);
  const first = pinyin(word, { pattern: 'first', toneType: 'none', separator: '' });
  console.log(`${word}: expected ${right}, seen ${seen}, initials ${first}`);
  same &&= seen === known && first === letters;
}
process.exit(same ? 0 : 1);
JS
node "$work/read.js"
"$work/venv/bin/python" - "$work/words.json" <<'PY'
import json, sys
from pypinyin import pinyin

for word, (right, *_) in json.load(open(sys.argv[1], encoding="utf-8")).items():
    assert " ".join(reading[0] for reading in pinyin(word)) == right, word
print("pypinyin: as expected")
PY
