#!/usr/bin/env bash
# openpyxl 3.1.5 (PyPI), and pandas 3.1.1 with it: 2024年1月9日 in a sheet of a Chinese Excel is read as 45300.
#
# A cell's number format may be one of the fixed ids, which stand for formats without being written out. Besides those that
# are the same everywhere the standard lists, for zh-cn, 27 to 36 and 50 to 58: 31 is yyyy"年"m"月"d"日", 57 is yyyy"年"m"月",
# 58 is m"月"d"日" (ECMA-376 Part 1, 18.8.30). openpyxl knows none of them: number_format is General, the value the
# bare number of days, and so for read_excel of pandas; next to a date with another id nothing tells that it was one.
# Expected: a datetime, as python-calamine gives for the same file. (In a program for another language the ids mean
# other formats, but dates or times for the languages listed.)
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 pandas==3.1.1 python-calamine==0.9.1

"$work/venv/bin/python" - "$work" <<'PY'
import sys, zipfile
from importlib.metadata import version
from pathlib import Path
import openpyxl, pandas

path = Path(sys.argv[1]) / "a.xlsx"
ids = {14: "2024/1/9", 31: "2024年1月9日", 57: "2024年1月", 58: "1月9日"}
head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
opc, office = "http://schemas.openxmlformats.org/package/2006", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
styles = "".join(f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for number in ids)
rows = "".join(f'<row r="{i}"><c r="A{i}" s="{i}"><v>45300</v></c></row>' for i in range(1, len(ids) + 1))
with zipfile.ZipFile(path, "w") as out:
    out.writestr("[Content_Types].xml", head + f'<Types xmlns="{opc}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>')
    out.writestr("_rels/.rels", head + f'<Relationships xmlns="{opc}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    out.writestr("xl/_rels/workbook.xml.rels", head + f'<Relationships xmlns="{opc}/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/></Relationships>')
    out.writestr("xl/workbook.xml", head + f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>')
    out.writestr("xl/styles.xml", head + f'<styleSheet {main}><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="{len(ids) + 1}"><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>')
    out.writestr("xl/worksheets/sheet1.xml", head + f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>")

cells = [cell for cell, in openpyxl.load_workbook(path).active.rows]
read = {engine: list(pandas.read_excel(path, header=None, engine=engine)[0]) for engine in ["openpyxl", "calamine"]}
for number, cell, one, other in zip(ids, cells, read["openpyxl"], read["calamine"]):
    print(f"id {number}, the sheet shows {ids[number]}: openpyxl {version('openpyxl')} {cell.value} ({cell.number_format}), pandas {one}, with calamine {other}")
assert str(cells[0].value) == "2024-01-09 00:00:00" and [cell.value for cell in cells[1:]] == [45300] * 3
assert read["openpyxl"][1:] == [45300] * 3 and all(str(day).startswith("2024-01-09") for day in read["calamine"])
PY
