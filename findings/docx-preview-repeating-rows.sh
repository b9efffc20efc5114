#!/usr/bin/env bash
# docx-preview 0.4.1 (npm): rows of a table that stand in a content control are not shown.
#
# A form made in Word for submissions can let its table rows be repeated: each row is then inside a content control, w:sdt
# with w:sdtContent around w:tr (ECMA-376 Part 1, 17.5.2; repeating sections since Word 2013). docx-preview shows Word
# files in web pages. It knows content controls round paragraphs and words, whose text it shows, but of a table it shows
# those rows alone that stand in it directly: the head is there, every row filled in is not, and nothing tells. Expected:
# all rows, as mammoth, pandoc and LibreOffice have them.
#
# Wants npm, Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" docx-preview@0.4.1 jsdom@26.1.0 >/dev/null 2>&1

python3 - "$work" <<'PY'
import sys, zipfile
from pathlib import Path

head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
opc, office = "http://schemas.openxmlformats.org/package/2006", "http://schemas.openxmlformats.org/officeDocument/2006"
words = lambda text: f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
row = lambda *cells: "<w:tr>" + "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{words(cell)}</w:tc>' for cell in cells) + "</w:tr>"
control = lambda inside: f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
body = (control(words("采用情况")) + '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
        + row("乡镇", "户数") + control(row("城关镇", "12")) + control(row("东屯镇", "35")) + row("合计", "47") + "</w:tbl>" + words("完") + "<w:sectPr/>")
with zipfile.ZipFile(Path(sys.argv[1]) / "a.docx", "w") as out:
    out.writestr("[Content_Types].xml", head + f'<Types xmlns="{opc}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    out.writestr("_rels/.rels", head + f'<Relationships xmlns="{opc}/relationships"><Relationship Id="rId1" Type="{office}/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
    out.writestr("word/document.xml", head + f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>')
PY

cat >"$work/read.js" <<'JS'
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('');
for (const name of ['window', 'document', 'DOMParser', 'XMLSerializer', 'Node', 'HTMLElement']) global[name] = window[name];
global.window = window;
const { renderAsync } = require('docx-preview');
const { version } = JSON.parse(require('fs').readFileSync(`${__dirname}/node_modules/docx-preview/package.json`));
(async () => {
  const page = document.createElement('div');
  await renderAsync(require('fs').readFileSync(`${__dirname}/a.docx`), page, page);
  const seen = [...page.querySelectorAll('p')].map(p => p.textContent).join(' ');
  console.log(`docx-preview ${version}; in the file: 采用情况, then a table: 乡镇 户数 / 城关镇 12 / 东屯镇 35 / 合计 47, then 完`);
  console.log('shown:', seen);
  process.exit(seen === '采用情况 乡镇 户数 合计 47 完' ? 0 : 1);
})();
JS
node "$work/read.js"
