#!/usr/bin/env bash
# xlsx2csv 0.8.6 (PyPI): a figure whose format names its unit (hm², kWh) is lost; a made-up day stands in its place.
#
# What stands in quotation marks in a number format is printed as it is and says nothing of the kind of value (ECMA-376
# Part 1, 18.8.31): 35.5 in the format 0.0"hm²" (hectares) is 35.5hm². xlsx2csv takes the h and m for an hour and a
# month, reads 35.5 as noon of a day in February 1900, and writes the format's own text into the cell with those letters
# replaced: 0.0"1202²". The figure itself is nowhere in the CSV. A unit in Chinese goes missing and leaves a
# decimal more for each of its characters, quotation marks counted: 35.5000 for 35.5亩. A date in the usual yyyy"年"m"月"d"日" keeps
# the format's quotation marks (its pull request 186).
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check xlsx2csv==0.8.6 openpyxl==3.1.5

"$work/venv/bin/python" - "$work" <<'PY'
import csv, io, sys
from importlib.metadata import version
from pathlib import Path
import openpyxl, xlsx2csv

path = str(Path(sys.argv[1]) / "a.xlsx")
cells = [("0.0", 35.5, "35.5"), ('0.0"亩"', 35.5, "35.5亩"), ('0.0"hm²"', 35.5, "35.5hm²"), ('0.0"kWh"', 35.5, "35.5kWh"),
         ('yyyy"年"m"月"d"日"', 45300, "2024年1月9日")]
book = openpyxl.Workbook()
for row, (code, value, _) in enumerate(cells, 1):
    book.active.cell(row, 1, value).number_format = code
book.save(path)

out = io.StringIO()
xlsx2csv.Xlsx2csv(path).convert(out)
seen = [row[0] for row in csv.reader(io.StringIO(out.getvalue()))]
print(f"xlsx2csv {version('xlsx2csv')}")
for (code, value, shown), is_ in zip(cells, seen):
    print(f"{value} as {code}: the sheet shows {shown}, the CSV has {is_}")
assert seen == ['35.5', '35.5000', '0.0"1202²"', '0.0"kw12"', '2024"年"01"月"09"日"']
PY
