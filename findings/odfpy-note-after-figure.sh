#!/usr/bin/env bash
# odfpy 1.4.1 (PyPI): 12 with a footnote is 121, and a paragraph that was deleted, changes being tracked, is there like any other.
#
# In ODF the mark of a footnote and the note itself stand in the paragraph, text:note with text:note-citation, and what was
# deleted with changes tracked is kept before the text, in text:tracked-changes (ODF 1.2 Part 1, 6.3 and 5.5).
# teletype.extractText, which gives the text of a paragraph, joins mark and note to the figure before them: 新增就业12人 with
# note 1, 含返岗5人, after 12 is 新增就业121含返岗5人人. getElementsByType(P), which finds the paragraphs, gives the note once
# more, and, first of all, the deleted 新增就业35人. Expected: a mark that cannot be taken for a digit, or none, and the text as
# it stands, as pandoc 3.9 has it. (That comments run into the text is its issue 146.)
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check odfpy==1.4.1 pypandoc_binary==1.17

"$work/venv/bin/python" - "$work" <<'PY'
import sys, zipfile
from importlib.metadata import version
from pathlib import Path
import pypandoc
from odf import teletype
from odf.opendocument import load
from odf.text import P

path = Path(sys.argv[1]) / "a.odt"
spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
kind = "application/vnd.oasis.opendocument.text"
body = """
<text:tracked-changes><text:changed-region xml:id="c" text:id="c"><text:deletion>
<office:change-info><dc:creator>a</dc:creator><dc:date>2024-01-09T00:00:00</dc:date></office:change-info>
<text:p>新增就业35人。</text:p><text:p/></text:deletion></text:changed-region></text:tracked-changes>
<text:p><text:change text:change-id="c"/>新增就业12<text:note text:id="n" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>含返岗5人</text:p></text:note-body></text:note>人。</text:p>
""".replace("\n", "")
with zipfile.ZipFile(path, "w") as file:
    file.writestr("mimetype", kind)
    file.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    file.writestr("styles.xml", f'<office:document-styles {spaces} office:version="1.2"><office:styles/></office:document-styles>')
    file.writestr("content.xml", f'<office:document-content {spaces} office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>')

seen = [teletype.extractText(paragraph) for paragraph in load(path).getElementsByType(P)]
other = pypandoc.convert_file(path, "plain").split()
print(f"odfpy {version('odfpy')}: {seen}")
print(f"pandoc {pypandoc.get_pandoc_version()}: {other}")
assert seen == ["新增就业35人。", "", "新增就业121含返岗5人人。", "含返岗5人"]
assert other == ["新增就业12[1]人。", "[1]", "含返岗5人"]
PY
