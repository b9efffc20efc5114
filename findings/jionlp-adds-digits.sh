#!/usr/bin/env bash
# jionlp 1.5.31 (PyPI): 1万5千元 is read as 25000, 3亿5000万元 as 650050000.
#
# parse_money turns an amount in a text into a figure. Where figures stand before more than one of 万, 亿, 千 (as dictated
# amounts are written), the figures before 万 are counted once as they should be, and once more with what follows. An
# amount all in characters, or with one unit only, is right, so that a check of a few amounts finds nothing; the result
# is called “accurate”. extract_money finds the amounts in a sentence and gives the same sums. The months of a report fare
# likewise in parse_time: 2023年1-11月 is the whole year 2023, and 3-5月 is the fifth of March. (Its issue 257 told of 123元1角1分
# and is closed; these are not told.)
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check jionlp==1.5.31

"$work/venv/bin/python" -W ignore - <<'PY'
import time
from importlib.metadata import version
import jionlp

money = {
    "一万五千元": ("15000.00", "15000.00"),
    "1.5万元": ("15000.00", "15000.00"),
    "1万5千元": ("15000.00", "25000.00"),
    "12万5千元": ("125000.00", "155000.00"),
    "2万5000元": ("25000.00", "45005.00"),
    "1亿2千万元": ("120000000.00", "220000000.00"),
    "3亿5000万元": ("350000000.00", "650050000.00"),
}
months = {
    "2023年1-11月": ("2023-01-01 to 2023-11-30", "2023-01-01 to 2023-12-31"),
    "3-5月": ("2024-03-01 to 2024-05-31", "2024-03-05 to 2024-03-05"),
}
print(f"jionlp {version('jionlp')}")
seen = {text: jionlp.parse_money(text)["num"] for text in money}
today = time.mktime((2024, 1, 9, 9, 0, 0, 0, 0, 0))
for text in months:
    seen[text] = " to ".join(moment[:10] for moment in jionlp.parse_time(text, time_base=today)["time"])
for text, (expected, _) in (money | months).items():
    print(f"{text}: expected {expected}, seen {seen[text]}")
assert seen == {text: known for text, (_, known) in (money | months).items()}
PY
