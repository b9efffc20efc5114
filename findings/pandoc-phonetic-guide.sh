#!/usr/bin/env bash
# pandoc 3.9 (PyPI pypandoc_binary 1.17), python-docx 1.2.0 (PyPI): of 浚县, with the reading above 浚, stays 县.
#
# A phonetic guide (拼音指南) of Word is the element w:ruby in a run: w:rt holds the reading, w:rubyBase the characters of the
# text themselves (ECMA-376 Part 1, 17.3.3.25 and 17.3.3.27). It is put over rare names, so those. Expected: the reading is
# left out, or put in brackets, the text stays, as LibreOffice has it. Seen: both leave out the whole element, the text
# with the reading; pandoc even with --verbose without a word, and so in every format it writes. (mammoth 1.13.0 leaves it out
# too, but tells in its messages that w:ruby was ignored.)
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17 python-docx==1.2.0 mammoth==1.13.0

"$work/venv/bin/python" - "$work" <<'PY'
import subprocess, sys
from importlib.metadata import version
from pathlib import Path
import docx, mammoth, pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

path = Path(sys.argv[1]) / "a.docx"
guide = ('<w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="16"/><w:hpsRaise w:val="30"/><w:hpsBaseText w:val="32"/>'
         '<w:lid w:val="zh-CN"/></w:rubyPr><w:rt><w:r><w:t>xùn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>浚</w:t></w:r></w:rubyBase></w:ruby>')
document = docx.Document()
paragraph = document.add_paragraph("县农业农村局赴")
paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{guide}</w:r>"))
paragraph.add_run("县考察")
document.save(path)

run = subprocess.run([pypandoc.get_pandoc_path(), "-f", "docx", "-t", "plain", "--verbose", path], capture_output=True, text=True, check=True)
with open(path, "rb") as file:
    read = mammoth.convert_to_html(file)
seen = [run.stdout.strip(), docx.Document(path).paragraphs[-1].text]
print("on the page: 县农业农村局赴浚县考察, with xùn above 浚")
print(f"pandoc {pypandoc.get_pandoc_version()}: {seen[0]} (messages: {run.stderr.count('WARNING')})")
print(f"python-docx {version('python-docx')}: {seen[1]}")
print(f"mammoth {version('mammoth')}: {read.value} (messages: {len(read.messages)})")
assert seen == ["县农业农村局赴县考察"] * 2 and "WARNING" not in run.stderr
assert read.value == "<p>县农业农村局赴县考察</p>" and len(read.messages) == 1
PY
