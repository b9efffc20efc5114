#!/usr/bin/env bash
# xlsx 0.18.5 (npm, SheetJS): formats of Chinese offices show another figure than the sheet does.
#
# 0\.0,"万" is how an amount in yuan is shown in 万元: the comma after the last digit divides by a thousand, the
# backslash writes the point between the last two digits (ECMA-376 Part 1, 18.8.31), so 123456 is 12.3万. SheetJS
# gives 1.23万, a tenth of it, wherever it gives text as shown (cell.w, sheet_to_csv, sheet_to_json with raw: false);
# each part of the format alone is right. And [DBNum1][$-804]General, the cell type “Chinese lower-case numerals”,
# in which [$-804] only names the language, comes out as an amount of dollars: $10 for 十.
#
# Wants npm, Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" xlsx@0.18.5 >/dev/null 2>&1

python3 - "$work" <<'PY'
import sys, zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

cells = [(r'0\.0,"万"', 123456), (r'0\.0,"万"', 1234567), (r'0\.0', 123), ('0,"千"', 123456), ("[DBNum1][$-804]General", 10)]
head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
opc, office = "http://schemas.openxmlformats.org/package/2006", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
formats = "".join(f"<numFmt numFmtId=\"{200 + i}\" formatCode={quoteattr(code)}/>" for i, (code, _) in enumerate(cells))
styles = "".join(f'<xf numFmtId="{200 + i}" applyNumberFormat="1"/>' for i in range(len(cells)))
rows = "".join(f'<row r="{i + 1}"><c r="A{i + 1}" s="{i + 1}"><v>{value}</v></c></row>' for i, (_, value) in enumerate(cells))
with zipfile.ZipFile(Path(sys.argv[1]) / "a.xlsx", "w") as out:
    out.writestr("[Content_Types].xml", head + f'<Types xmlns="{opc}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>')
    out.writestr("_rels/.rels", head + f'<Relationships xmlns="{opc}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    out.writestr("xl/_rels/workbook.xml.rels", head + f'<Relationships xmlns="{opc}/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/></Relationships>')
    out.writestr("xl/workbook.xml", head + f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>')
    out.writestr("xl/styles.xml", head + f'<styleSheet {main}><numFmts count="{len(cells)}">{formats}</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="{len(cells) + 1}"><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>')
    out.writestr("xl/worksheets/sheet1.xml", head + f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>")
PY

cat >"$work/read.js" <<'JS'
const sheets = require('xlsx');
const book = sheets.readFile(`${__dirname}/a.xlsx`, { cellNF: true });
const sheet = book.Sheets[book.SheetNames[0]];
const csv = sheets.utils.sheet_to_csv(sheet).trim().split('\n');
console.log(`xlsx ${sheets.version}`);
['12.3万', '123.5万', '12.3', '123千', '十'].forEach((shown, i) => {
  const cell = sheet[`A${i + 1}`];
  console.log(`${cell.v} as ${cell.z}: the sheet shows ${shown}, the CSV has ${csv[i]}`);
});
process.exit(csv.join() === '1.23万,12.35万,12.3,123千,$10' ? 0 : 1);
JS
node "$work/read.js"
