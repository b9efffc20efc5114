#!/usr/bin/env bash
# dateparser 1.5.0 (PyPI): told that a text is Chinese, it takes 3月5日 for three months and five days ago.
#
# search_dates finds the dates of a text; languages=["zh"] is how its readme says to tell the language. With it a day without
# a year is counted back from today: in a report of 9 January 2024, 3月5日 is 4 October 2023, 12月31日 (by which the
# figures are counted) is 9 December 2022, and 1-11月 (January to November) 9 February 2023. Left to guess the language
# it finds 5 March, as a Japanese date, but 去年12月 (last year's December) is January 2022 either way. With the year in front the day is
# right. parse of the same days gives None, which tells at least. Expected: 5 March, or None. (Its issue 519
# tells of parse, in which 4月10日 lost its day; not of this.)
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0

"$work/venv/bin/python" -W ignore - <<'PY'
from datetime import datetime
from importlib.metadata import version
import dateparser
from dateparser.search import search_dates

print(f"dateparser {version('dateparser')}, on 9 January 2024")
settings = {"RELATIVE_BASE": datetime(2024, 1, 9, 9, 0)}


def found(text, languages=("zh",)):
    hits = search_dates(text, languages=languages and list(languages), settings=settings) or []
    return [f"{part}: {day:%Y-%m-%d}" for part, day in hits]


cases = {
    "2024年3月5日，县委召开会议": ("2024-03-05", ["2024年3月5日: 2024-03-05"]),
    "自3月5日起施行": ("2024-03-05", ["3月5日: 2023-10-04"]),
    "9月9日开工": ("2023-09-09 or 2024-09-09", ["9月9日: 2023-03-31"]),
    "截至12月31日": ("2023-12-31", ["12月31日: 2022-12-09"]),
    "1-11月完成投资": ("January to November 2023", ["1-11月: 2023-02-09"]),
    "去年12月": ("December 2023", ["去年12月: 2022-01-09"]),
}
seen = {text: found(text) for text in cases}
for text, (expected, _) in cases.items():
    print(f"{text}: expected {expected}, seen {'; '.join(seen[text])}")
print("language guessed:", found("3月5日", None), found("去年12月", None))
assert seen == {text: known for text, (_, known) in cases.items()}
assert found("3月5日", None) == ["3月5日: 2024-03-05"] and found("去年12月", None) == ["去年12月: 2022-01-09"]
assert dateparser.parse("3月5日", languages=["zh"], settings=settings) is None
PY
