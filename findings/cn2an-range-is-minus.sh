#!/usr/bin/env bash
# cn2an 0.5.24 (PyPI): transform(…, "an2cn") reads the hyphen of a range as a minus, and a thousands comma as a full stop.
#
# transform turns the figures of a sentence into Chinese numerals, for reading aloud or for a headline. Expected for
# “5-8人” is 五至八人 (or the hyphen kept, as it keeps it in 3-5月), for “1,234户” 一千二百三十四户. Seen: the second
# figure of a range becomes negative (五负八人; 10-20% is 十百分之负二十), so does the month and the day of 2024-01-15
# and the second half of a telephone number; 1,234户 becomes 一,二百三十四户 and 12,000元 becomes 十二,零元.
# The other way round (概数, “两三个” as 23) is its issue 87; this way is not told there.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check cn2an==0.5.24

"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version
import cn2an

cases = {
    "每村5-8人": ("每村五至八人", "每村五负八人"),
    "增长10-20%": ("增长百分之十至百分之二十", "增长十百分之负二十"),
    "2024-01-15": ("二〇二四年一月十五日", "二千零二十四负一负十五"),
    "惠及1,234户": ("惠及一千二百三十四户", "惠及一,二百三十四户"),
    "补助12,000元": ("补助一万二千元", "补助十二,零元"),
    "3-5月": ("三至五月", "三-五月"),
}
print(f"cn2an {version('cn2an')}")
seen = {text: cn2an.transform(text, "an2cn") for text in cases}
for text, (expected, _) in cases.items():
    print(f"{text}: expected {expected}, seen {seen[text]}")
assert seen == {text: known for text, (_, known) in cases.items()}
PY
