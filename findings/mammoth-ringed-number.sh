#!/usr/bin/env bash
# mammoth 1.13.0, docx2txt 0.9, python-docx 1.2.0 (PyPI): of 见附件㉑ stays 见附件, of 完成1/3 完成, and of 浚县 县.
#
# What Word puts in a ring (带圈字符), a fraction in the line, and, in the form of older versions, a character under its reading
# (拼音指南) are fields EQ. They are drawn from their code, \o\ac(○,21), \f(1,3) or \o\ad(\s\up 9(xùn),浚), and have no result in
# the file. All three programs give results of fields and nothing where there is none: the number, the fraction and the county's own
# character are gone. mammoth tells in its messages what it leaves out, of these nothing. Expected: the words of
# the code, or a message. (LibreOffice 7.4.7 has 浚县, and neither of the others; for pandoc there is the pull request 11103.)
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mammoth==1.13.0 docx2txt==0.9 python-docx==1.2.0

"$work/venv/bin/python" - "$work" <<'PY'
import sys
from importlib.metadata import version
from pathlib import Path
import docx, docx2txt, mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

run = lambda words: parse_xml(f"<w:r {nsdecls('w')}>{words}</w:r>")
mark = lambda kind: run(f'<w:fldChar w:fldCharType="{kind}"/>')


def field(code, shown=None):
    yield mark("begin")
    yield run(f'<w:instrText xml:space="preserve"> {code} </w:instrText>')
    if shown:
        yield mark("separate")
        yield run(f"<w:t>{shown}</w:t>")
    yield mark("end")


cases = [
    ("见附件", field(r"eq \o\ac(○,21)"), "。", "见附件。"),
    ("完成", field(r"EQ \f(1,3)"), "。", "完成。"),
    ("", field(r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(xùn),浚)'), "县。", "县。"),
    ("合计", field("=12+35", "47"), "人。", "合计47人。"),
]
document = docx.Document()
for before, parts, after, _ in cases:
    paragraph = document.add_paragraph(before)
    for part in parts:
        paragraph._p.append(part)
    paragraph.add_run(after)
path = Path(sys.argv[1]) / "a.docx"
document.save(path)

with path.open("rb") as file:
    page = mammoth.extract_raw_text(file)
with path.open("rb") as file:
    html = mammoth.convert_to_html(file)
seen = {
    "mammoth": page.value.split(),
    "docx2txt": docx2txt.process(str(path)).split(),
    "python-docx": [paragraph.text for paragraph in docx.Document(path).paragraphs],
}
for name, words in seen.items():
    print(f"{name} {version(name)}: {words}")
print(f"messages of mammoth: {html.messages}; its page: {html.value}")
assert all(words == [known for *_, known in cases] for words in seen.values())
assert page.messages == html.messages == [] and "21" not in html.value and "浚" not in html.value
PY
