#!/usr/bin/env bash
# pycnnum 2.1.1 (PyPI): 三百五十万 is read as 30500000, 三千五百万 as 3005000000; its own numerals come back as other figures.
#
# cn2num turns Chinese numerals into a figure, num2cn a figure into numerals. What stands before 万 is one number, 350 in
# 三百五十万, counted in ten thousands. pycnnum multiplies its parts one by one: the 百 takes all that the last part is
# worth, 300 times 100000. Wherever two units stand before 万 or 亿 the figure is wrong, mostly about ten or a hundred
# times too high (10205000 for 1205000), without an error; with one unit (五十万, 三千万) it is right. The digits of a year side by side, 二〇二四, are the
# last of them, 4. And num2cn(350) is 三百五, which is said but not written in a report.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pycnnum==2.1.1

"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version
from pycnnum import cn2num, num2cn

print(f"pycnnum {version('pycnnum')}")
cases = {
    "五十万": (500000, 500000),
    "三千万": (30000000, 30000000),
    "三百五十万": (3500000, 30500000),
    "三千五百万": (35000000, 3005000000),
    "一千零五十万": (10500000, 100500000),
    "一百二十万五千": (1205000, 10205000),
    "九千五百亿": (950000000000, 90050000000000),
    "二〇二四": (2024, 4),
}
seen = {text: cn2num(text) for text in cases}
for text, (expected, _) in cases.items():
    print(f"{text}: expected {expected}, seen {seen[text]}")
there = num2cn(3500000), num2cn(350)
print(f"num2cn of 3500000 is {there[0]}, of 350 is {there[1]}; back again: {cn2num(there[0])}")
assert seen == {text: known for text, (_, known) in cases.items()}
assert there == ("三百五十万", "三百五") and cn2num(there[0]) == 30500000
PY
