#!/usr/bin/env bash
# csvkit 2.2.0 (PyPI): csvsort puts 0:05:00 for 5m, 12.5 for 12.5%, False for 0, and 0:01:30 for the scale 1:30.
#
# csvsort is for sorting the rows of a table. It first guesses what each column holds, and writes what it guessed: a depth of
# 5m (metres) is five minutes, a scale or a score 1:30 is a time, a column of shares loses its percent signs, a column in
# which no figure is above 1 becomes False and True. So do csvjson and csvlook; csvcut, csvgrep and csvformat do not.
# Nothing tells. Expected of a sort: other rows first, the same cells. The option -I (no guessing) is for those who know.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check csvkit==2.2.0

cat >"$work/a.csv" <<'CSV'
村,水深,比例尺,占比,事故
西屯,12m,2:45,8%,1
东屯,5m,1:30,12.5%,0
CSV
seen=$("$work/venv/bin/csvsort" -c 1 "$work/a.csv")
untouched=$("$work/venv/bin/csvsort" -I -c 1 "$work/a.csv")
"$work/venv/bin/python" -c 'from importlib.metadata import version; print("csvkit", version("csvkit"))'
printf 'the table:\n%s\nsorted:\n%s\nsorted with -I:\n%s\n' "$(cat "$work/a.csv")" "$seen" "$untouched"
test "$seen" = '村,水深,比例尺,占比,事故
东屯,0:05:00,0:01:30,12.5,False
西屯,0:12:00,0:02:45,8,True'
test "$untouched" = '村,水深,比例尺,占比,事故
东屯,5m,1:30,12.5%,0
西屯,12m,2:45,8%,1'
