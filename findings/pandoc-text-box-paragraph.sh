#!/usr/bin/env bash
# pandoc 3.9 (PyPI pypandoc_binary 1.17): a text box in a Word paragraph takes the place of the paragraph's own words.
#
# Word writes a text box as mc:AlternateContent (ECMA-376 Part 3) inside a run: a wps shape, and a VML shape for older
# programs. The paragraph in which it is anchored may have words of its own, and both are printed. pandoc reads the
# words in the box and drops every other word of that paragraph, before and after the box, without a warning. If the
# same box is written as VML alone (Word 2007) it is the other way round: the paragraph stays, the box is lost.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17

"$work/venv/bin/python" - "$work" <<'PY'
import sys, zipfile
from pathlib import Path
import pypandoc

work = Path(sys.argv[1])
head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
opc = "http://schemas.openxmlformats.org/package/2006"
office = "http://schemas.openxmlformats.org/officeDocument/2006"
spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}.items())
run = lambda text: f"<w:r><w:t>{text}</w:t></w:r>"
inside = f"<w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent>"
vml = f'<w:pict><v:shape style="width:90pt;height:30pt"><v:textbox>{inside}</v:textbox></v:shape></w:pict>'
shape = ('<w:drawing><wp:inline><wp:extent cx="1143000" cy="381000"/><wp:docPr id="1" name="box"/><a:graphic>'
         '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
         f'<wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>'
         '</a:graphic></wp:inline></w:drawing>')
both = f'<mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent>'


def read(box):
    body = (f"<w:p>{run('前一段。')}</w:p><w:p>{run('新增就业12人，')}<w:r>{box}</w:r>{run('其中脱贫户3人。')}</w:p>"
            f"<w:p>{run('后一段。')}</w:p><w:sectPr/>")
    path = work / "a.docx"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("[Content_Types].xml", head + f'<Types xmlns="{opc}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        out.writestr("_rels/.rels", head + f'<Relationships xmlns="{opc}/relationships"><Relationship Id="rId1" Type="{office}/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        out.writestr("word/document.xml", head + f"<w:document {spaces}><w:body>{body}</w:body></w:document>")
    return pypandoc.convert_file(str(path), "plain", extra_args=["--wrap=none"]).split()


as_word, as_2007 = read(both), read(vml)
print(f"pandoc {pypandoc.get_pandoc_version()}; on the page: 前一段。 新增就业12人，〔框内〕其中脱贫户3人。 后一段。")
print("box as Word writes it, read as:", as_word)
print("box as VML alone, read as:     ", as_2007)
assert as_word == ["前一段。", "框内", "后一段。"]
assert as_2007 == ["前一段。", "新增就业12人，其中脱贫户3人。", "后一段。"]
PY
