#!/usr/bin/env bash
# exceljs 4.4.0 (npm): a phonetic guide in an inline string ends the reading of the sheet.
#
# A cell may hold its text itself (t="inlineStr", <is>), with the same contents as a shared string: text and the
# phonetic guide (pinyin) of each part, rPh (ECMA-376 Part 1, 18.3.1.53 and 18.4.6). Expected: the guide is no part of
# the cell's value, the other cells are read. Seen: the cell has no value, and everything after it, in its row and in
# all rows that follow, is not there: no error, no warning. The very same guide in a shared string harms nothing.
#
# Wants npm, Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" exceljs@4.4.0 >/dev/null 2>&1

python3 - "$work" <<'PY'
import sys, zipfile
from pathlib import Path

work = Path(sys.argv[1])
head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
opc, office = "http://schemas.openxmlformats.org/package/2006", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
name = '<t>浚县</t><rPh sb="0" eb="1"><t>xùn</t></rPh><rPh sb="1" eb="2"><t>xiàn</t></rPh>'


def book(path, first, shared):
    rows = (f'<row r="1">{first}<c r="B1"><v>12</v></c></row>'
            '<row r="2"><c r="A2" t="inlineStr"><is><t>滑县</t></is></c><c r="B2"><v>35</v></c></row>')
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("[Content_Types].xml", head + f'<Types xmlns="{opc}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>')
        out.writestr("_rels/.rels", head + f'<Relationships xmlns="{opc}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        out.writestr("xl/_rels/workbook.xml.rels", head + f'<Relationships xmlns="{opc}/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
        out.writestr("xl/workbook.xml", head + f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>')
        out.writestr("xl/sharedStrings.xml", head + f'<sst {main}>{shared}</sst>')
        out.writestr("xl/worksheets/sheet1.xml", head + f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>")


book(work / "inline.xlsx", f'<c r="A1" t="inlineStr"><is>{name}</is></c>', "")
book(work / "shared.xlsx", '<c r="A1" t="s"><v>0</v></c>', f"<si>{name}</si>")
PY

cat >"$work/read.js" <<'JS'
const Excel = require('exceljs');
(async () => {
  const seen = {};
  for (const kind of ['shared', 'inline']) {
    const book = new Excel.Workbook();
    await book.xlsx.readFile(`${__dirname}/${kind}.xlsx`);
    const sheet = book.worksheets[0];
    seen[kind] = ['A1', 'B1', 'A2', 'B2'].map(at => sheet.getCell(at).value ?? null);
  }
  console.log(`exceljs ${require('exceljs/package.json').version}; the sheet: 浚县 12 / 滑县 35`);
  for (const kind in seen) console.log(`name as ${kind} string, read as:`, JSON.stringify(seen[kind]));
  const same = (is, expected) => JSON.stringify(is) === JSON.stringify(expected);
  process.exit(same(seen.shared, ['浚县', 12, '滑县', 35]) && same(seen.inline, [null, null, null, null]) ? 0 : 1);
})();
JS
node "$work/read.js"
