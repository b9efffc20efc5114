#!/usr/bin/env bash
# lunardate 0.3.0 (PyPI): the eleventh month of 1954 begins a day late, and Mid-Autumn of 1978 is a day early.
#
# A month of the Chinese calendar begins on the day of the new moon in Beijing time (GB/T 33661-2017). That of November 1954
# was on the 25th at half past eight in the evening, that of September 1978 on the 3rd, eight minutes after midnight. lunardate, which
# looks months up in a table, has them begin on 26 November and on 2 September: whoever was born in those months keeps the
# birthday on a wrong day, and the fifteenth of the eighth month of 1978, a feast, is 16 September, though it was the 17th.
# lunar_python, which computes the months, has both right.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check lunardate==0.3.0 lunar_python==1.4.8 ephem==4.2.1

"$work/venv/bin/python" -W ignore - <<'PY'
from datetime import date, timedelta
from importlib.metadata import version
import ephem
from lunar_python import Solar
from lunardate import LunarDate

print(", ".join(f"{name} {version(name)}" for name in ["lunardate", "lunar_python", "ephem"]))


def table(day):
    got = LunarDate.from_solar_date(day.year, day.month, day.day)
    return got.year, got.month, got.day


def computed(day):
    got = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return got.getYear(), abs(got.getMonth()), got.getDay()


def new_moon(day):
    return ephem.previous_new_moon(ephem.Date(day + timedelta(days=3))).datetime() + timedelta(hours=8)


firsts = {date(1954, 11, 25): (1954, 10, 30), date(1978, 9, 3): (1978, 8, 2)}
same = True
for day, known in firsts.items():
    print(f"{day}: new moon at {new_moon(day):%Y-%m-%d %H:%M} in Beijing; computed {computed(day)}, seen {table(day)}")
    same = same and new_moon(day).date() == day and computed(day)[2] == 1 and table(day) == known
feast = date(1978, 9, 16)
print(f"{feast}: computed {computed(feast)}, seen {table(feast)}")
same = same and computed(feast) == (1978, 8, 14) and table(feast) == (1978, 8, 15)
raise SystemExit(0 if same else 1)
PY
