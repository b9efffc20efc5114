#!/usr/bin/env bash
# docx2python 3.7.1 (PyPI): a half is read as 12, ten to the fourth as 104, and a telephone number loses its hyphen.
#
# docx2python says that it “extracts math equations”. An equation of Word holds its parts, not its signs: a fraction is
# m:f with m:num and m:den, a power is m:sSup (ECMA-376 Part 1, 22.1.2.36 and 22.1.2.105). docx2python joins the
# letters of all parts: ½ becomes <latex>12</latex>, 10⁴ <latex>104</latex>. A hyphen that must not break, which Word
# keeps as the element w:noBreakHyphen (17.3.3.18), is dropped: 0371-6789 becomes 03716789.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check docx2python==3.7.1

"$work/venv/bin/python" - "$work" <<'PY'
import sys, zipfile
from importlib.metadata import version
from pathlib import Path
from docx2python import docx2python

path = Path(sys.argv[1]) / "a.docx"
head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
opc, office = "http://schemas.openxmlformats.org/package/2006", "http://schemas.openxmlformats.org/officeDocument/2006"
run = lambda text: f"<w:r><w:t>{text}</w:t></w:r>"
part = lambda name, text: f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"
half = f"<m:oMath><m:f>{part('num', 1)}{part('den', 2)}</m:f></m:oMath>"
power = f"<m:oMath><m:sSup>{part('e', 10)}{part('sup', 4)}</m:sSup></m:oMath>"
body = (f"<w:p>{run('约')}{half}{run('的村')}</w:p><w:p>{run('面积')}{power}{run('平方米')}</w:p>"
        f"<w:p>{run('电话0371')}<w:r><w:noBreakHyphen/></w:r>{run('6789')}</w:p><w:sectPr/>")
with zipfile.ZipFile(path, "w") as out:
    out.writestr("[Content_Types].xml", head + f'<Types xmlns="{opc}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    out.writestr("_rels/.rels", head + f'<Relationships xmlns="{opc}/relationships"><Relationship Id="rId1" Type="{office}/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
    out.writestr("word/document.xml", head + f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="{office}/math" xmlns:r="{office}/relationships"><w:body>{body}</w:body></w:document>')

with docx2python(path) as read:
    seen = read.text.split()
print(f"docx2python {version('docx2python')}; on the page: 约½的村 面积10⁴平方米 电话0371-6789")
print("read as", *seen)
assert seen == ["约<latex>12</latex>的村", "面积<latex>104</latex>平方米", "电话03716789"]
PY
