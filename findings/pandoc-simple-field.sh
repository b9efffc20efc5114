#!/usr/bin/env bash
# pandoc 3.9 (PyPI pypandoc_binary 1.17): a figure that Word keeps as a simple field is not there, and 12 above 35 is 1235.
#
# Word has two forms for what it fills in (a merged letter, the number of a table, a property of the document): w:fldChar with
# its parts in runs, and w:fldSimple around the text shown (ECMA-376 Part 1, 17.16.18 and 17.16.19). Of the first pandoc takes
# the text, of the second nothing: 新增就业35人 is 新增就业人, 表5 is 表, 快政办〔2024〕5号 is 快政办号. Two characters of a run go missing as
# well: w:cr, a line end (17.3.3.4), and w:ptab, a tab to a place on the page (17.3.3.23), so that the figures on both sides
# are one; w:tab is kept. No warning, even with --verbose. (mammoth 1.13.0 leaves out the same three, but names them
# in its messages; of w:fldSimple its issue 69 tells.)
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17 python-docx==1.2.0 mammoth==1.13.0

"$work/venv/bin/python" - "$work" <<'PY'
import subprocess, sys
from pathlib import Path
import docx, mammoth, pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

space = nsdecls("w")
run = lambda words: f"<w:r {space}>{words}</w:r>"
simple = lambda code, shown: f'<w:fldSimple {space} w:instr="{code}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'
mark = lambda kind: run(f'<w:fldChar w:fldCharType="{kind}"/>')
parts = lambda code, shown: [mark("begin"), run(f"<w:instrText>{code}</w:instrText>"), mark("separate"), run(f"<w:t>{shown}</w:t>"), mark("end")]
cases = [
    ("新增就业", [simple("MERGEFIELD 人数", "35")], "人", "新增就业人"),
    ("新增就业", parts("MERGEFIELD 人数", "35"), "人", "新增就业35人"),
    ("表", [simple("SEQ 表", "5")], "", "表"),
    ("快政办", [simple("DOCPROPERTY 文号", "〔2024〕5")], "号", "快政办号"),
    ("", [run("<w:t>12</w:t><w:cr/><w:t>35</w:t>")], "", "1235"),
    ("", [run('<w:t>12</w:t><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="dot"/><w:t>35</w:t>')], "", "1235"),
    ("", [run("<w:t>12</w:t><w:tab/><w:t>35</w:t>")], "", "12 35"),
]
document = docx.Document()
for before, xml, after, _ in cases:
    paragraph = document.add_paragraph(before)
    for element in xml:
        paragraph._p.append(parse_xml(element))
    paragraph.add_run(after)
path = Path(sys.argv[1]) / "a.docx"
document.save(path)

seen = subprocess.run([pypandoc.get_pandoc_path(), "--verbose", "-t", "plain", path], capture_output=True, text=True, check=True)
with path.open("rb") as file:
    told = sorted({message.message.split(": ")[1] for message in mammoth.convert_to_html(file).messages})
print(f"pandoc {pypandoc.get_pandoc_version()}: {seen.stdout.split(chr(10) * 2)}")
print(f"it says: {seen.stderr!r}; mammoth says that it leaves out {told}")
assert [words.strip() for words in seen.stdout.strip().split("\n\n")] == [known for *_, known in cases]
assert seen.stderr == "" and told == ["w:cr", "w:fldSimple", "w:ptab"]
PY
