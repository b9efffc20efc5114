#!/usr/bin/env bash
# officeparser 7.8.0 (npm): 12 and 35 with a tab between them are 1235, 5-8人 is 58人, and 5 with a comment 待核35 is 待核355.
#
# A run of Word holds more than text: w:tab and w:noBreakHyphen stand between its w:t (ECMA-376 Part 1, 17.3.3). In what
# officeparser gives as the text of a document (toText) there is nothing in their place: the figures of a list set with tabs
# are one figure, and so are both ends of a range. In an OpenDocument sheet a comment stands in the cell, before its
# text (ODF 1.2 Part 1, 14.1), and is joined to it. Expected: something between them, as word-extractor 1.0.4 has for the
# tab (not for the hyphen), and the cell's 5. (Line ends in a paragraph are its pull request 87, an option.)
#
# Wants npm, Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" officeparser@7.8.0 word-extractor@1.0.4 >/dev/null 2>&1
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0

"$work/venv/bin/python" - "$work" <<'PY'
import sys, zipfile
from pathlib import Path
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

work = Path(sys.argv[1])
document = docx.Document()
for first, between, second in [("城关镇12", "<w:tab/>", "35"), ("每村5", "<w:noBreakHyphen/>", "8人")]:
    run = f"<w:r {nsdecls('w')}><w:t>{first}</w:t>{between}<w:t>{second}</w:t></w:r>"
    document.add_paragraph()._p.append(parse_xml(run))
document.save(work / "a.docx")

names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table"))
kind = "application/vnd.oasis.opendocument.spreadsheet"
cell = '<table:table-cell office:value-type="float" office:value="5"><office:annotation><text:p>待核35</text:p></office:annotation><text:p>5</text:p></table:table-cell>'
with zipfile.ZipFile(work / "a.ods", "w") as file:
    file.writestr("mimetype", kind)
    file.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    file.writestr("content.xml", f'<office:document-content {names} office:version="1.2"><office:body><office:spreadsheet><table:table table:name="a"><table:table-row>{cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>')
PY
cat >"$work/read.js" <<'JS'
const { OfficeParser } = require('officeparser');
const WordExtractor = require('word-extractor');
const known = { docx: '城关镇1235\n每村58人', ods: '待核355' };
(async () => {
  let same = true;
  for (const [kind, text] of Object.entries(known)) {
    const seen = (await OfficeParser.parseOffice(`${__dirname}/a.${kind}`)).toText().trim();
    console.log(`officeparser, ${kind}: ${JSON.stringify(seen)}`);
    same &&= seen === text;
  }
  const other = (await new WordExtractor().extract(`${__dirname}/a.docx`)).getBody().trim();
  console.log(`word-extractor, docx: ${JSON.stringify(other)}`);
  process.exit(same && other === '城关镇12\t35\n每村58人' ? 0 : 1);
})();
JS
node "$work/read.js"
