#!/usr/bin/env bash
# odfdo 3.27.3 (PyPI): the headline 第1期 2024年1月9日 is 第期, and of 浚县, with its reading above 浚, stays 县.
#
# In ODF a number, a date or a name that is filled in stands, as shown, inside its field: text:sequence, text:date,
# text:database-display, text:user-defined, and a name with a reading above it is text:ruby with text:ruby-base (ODF 1.2
# Part 1, 7 and 6.4). Document.get_formatted_text, which odfdo-show prints, gives a document as text. What stands in any
# of those is left out, number, date, count, unit and county, without a word, while the text of a span is kept; and the
# headline runs into the paragraph. Expected: the text as shown, as to_markdown of the same document has it (with the
# reading after 浚), and odfpy 1.4.1.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check odfdo==3.27.3 odfpy==1.4.1

"$work/venv/bin/python" - "$work" <<'PY'
import subprocess, sys, zipfile
from importlib.metadata import version
from pathlib import Path
import odfdo
from odf import teletype, text
from odf.opendocument import load

path = Path(sys.argv[1]) / "a.odt"
spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
kind = "application/vnd.oasis.opendocument.text"
body = """
<text:sequence-decls><text:sequence-decl text:display-outline-level="0" text:name="期"/></text:sequence-decls>
<text:h text:outline-level="1">第<text:sequence text:name="期" text:formula="ooow:期+1">1</text:sequence>期 <text:date text:fixed="true" text:date-value="2024-01-09">2024年1月9日</text:date></text:h>
<text:p><text:ruby><text:ruby-base>浚</text:ruby-base><text:ruby-text>xùn</text:ruby-text></text:ruby>县新增就业<text:user-defined text:name="n">35</text:user-defined>人，<text:span>其中</text:span><text:database-display text:table-name="t" text:table-type="table" text:column-name="c">城关镇</text:database-display>12人。</text:p>
""".replace("\n", "")
with zipfile.ZipFile(path, "w") as file:
    file.writestr("mimetype", kind)
    file.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    file.writestr("content.xml", f'<office:document-content {spaces} office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>')

seen = odfdo.Document(path).get_formatted_text()
shown = subprocess.run([Path(sys.argv[1]) / "venv/bin/odfdo-show", path], capture_output=True, text=True, check=True).stdout
markdown = odfdo.Document(path).to_markdown()
other = "".join(teletype.extractText(part) for name in (text.H, text.P) for part in load(path).getElementsByType(name))
print(f"odfdo {version('odfdo')}: {seen!r}, by odfdo-show: {shown!r}")
print(f"as Markdown: {markdown.split()}\nodfpy {version('odfpy')}: {other}")
assert seen.strip() == "第期县新增就业人，其中12人。" and "第期县新增就业人，其中12人。" in "".join(shown.split())
assert "".join(markdown.split()) == "#第1期2024年1月9日浚xùn县新增就业35人，其中城关镇12人。"
assert other == "第1期 2024年1月9日浚xùn县新增就业35人，其中城关镇12人。"
PY
