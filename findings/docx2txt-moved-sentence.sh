#!/usr/bin/env bash
# docx2txt 0.9, python-docx 1.2.0 (PyPI): a sentence that was moved, changes being tracked, stands twice or nowhere.
#
# With tracked changes on, Word keeps a moved sentence in both places, as w:moveFrom where it was and w:moveTo where it is
# (ECMA-376 Part 1, 17.13.5). Both hold plain w:t, not w:delText as deleted text does. docx2txt
# collects every w:t: the sentence, with its figure, comes twice, so that who adds up the text counts 12 people as 24. python-docx
# gives runs that stand in the paragraph itself: the sentence is in neither place. Neither says a word. Expected: once,
# where it is now, as pandoc and mammoth have it.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check docx2txt==0.9 python-docx==1.2.0

"$work/venv/bin/python" - "$work" <<'PY'
import sys
from importlib.metadata import version
from pathlib import Path
import docx, docx2txt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

path = Path(sys.argv[1]) / "a.docx"
who = 'w:author="a" w:date="2024-01-09T00:00:00Z"'


def moved(way, number):
    text = "<w:r><w:t>新增就业12人，</w:t></w:r>"
    for xml in (f'<w:{way}RangeStart {nsdecls("w")} w:id="{number}" w:name="move1" {who}/>',
                f'<w:{way} {nsdecls("w")} w:id="{number + 1}" {who}>{text}</w:{way}>',
                f'<w:{way}RangeEnd {nsdecls("w")} w:id="{number}"/>'):
        paragraph._p.append(parse_xml(xml))


document = docx.Document()
paragraph = document.add_paragraph()
moved("moveFrom", 1)
paragraph.add_run("发放补贴3万元，")
moved("moveTo", 3)
paragraph.add_run("完成计划。")
document.save(path)

seen = [docx2txt.process(str(path)).strip(), docx.Document(path).paragraphs[0].text]
print("on the page, the change accepted: 发放补贴3万元，新增就业12人，完成计划。")
print(f"docx2txt {version('docx2txt')}: {seen[0]}")
print(f"python-docx {version('python-docx')}: {seen[1]}")
assert seen == ["新增就业12人，发放补贴3万元，新增就业12人，完成计划。", "发放补贴3万元，完成计划。"]
PY
