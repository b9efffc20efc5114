#!/usr/bin/env bash
# mammoth 1.13.0 (PyPI): figures of a row that begins late stand under the wrong headings.
#
# A Word table row need not begin at the first column: w:gridBefore says how many grid columns it leaves empty before
# its first cell (ECMA-376 Part 1, 17.4.15), as a row of totals does under a table whose first columns have no totals.
# mammoth writes the cells that there are and nothing for the columns left empty, so every figure of the row moves to
# the left: 7 of 二月 stands under 乡镇. No message. (python-docx tells the gap: grid_cols_before. pandoc 3.9 moves
# them as mammoth does.)
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0

"$work/venv/bin/python" - "$work" <<'PY'
import re, sys
from importlib.metadata import version
from pathlib import Path
import docx, mammoth
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

path = Path(sys.argv[1]) / "a.docx"
document = docx.Document()
table = document.add_table(rows=2, cols=4)
for cell, text in zip(table.rows[0].cells, ["乡镇", "一月", "二月", "三月"]):
    cell.text = text
late = table.rows[1]
for cell in list(late.cells)[:2]:
    late._tr.remove(cell._tc)
before = OxmlElement("w:gridBefore")
before.set(qn("w:val"), "2")
late._tr.get_or_add_trPr().append(before)
for cell, text in zip(late.cells, ["7", "8"]):
    cell.text = text
document.save(path)

row = docx.Document(path).tables[0].rows[1]
with open(path, "rb") as file:
    read = mammoth.convert_to_html(file)
seen = [re.findall(r"<td[^>]*>(?:<p>)?([^<]*)", line) for line in re.findall(r"<tr>.*?</tr>", read.value)]
print(f"mammoth {version('mammoth')}; row 2 of the table: {row.grid_cols_before} columns left empty, then 7 under 二月, 8 under 三月")
print("read as", seen, "messages:", read.messages)
assert row.grid_cols_before == 2
assert seen == [["乡镇", "一月", "二月", "三月"], ["7", "8"]] and not read.messages
PY
