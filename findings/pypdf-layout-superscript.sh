#!/usr/bin/env bash
# pypdf 7.1.1 (PyPI): in layout mode a superscript throws the rest of its sentence onto the line above.
#
# extract_text(extraction_mode="layout"), called experimental, is said to keep closely to the rendered layout. A
# superscript is set with the operator Ts (text rise), which raises what is shown until the next Ts and leaves the line
# where it is (ISO 32000-2, 9.3.7): 面积10, 6 Ts, 4, 0 Ts, 平方米 is one line. Seen: the 4 and what
# follows it come first, as a line of their own, and what stood before them second: “4平方米…” above “面积10”, in the
# place of 面积10⁴平方米. The plain mode gives one line (with 104, as every reader that knows no superscripts).
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pypdf==7.1.1

"$work/venv/bin/python" - "$work" <<'PY'
import sys
from importlib.metadata import version
from pathlib import Path
from pypdf import PdfReader

text = lambda words: f"<{words.encode('utf-16-be').hex()}> Tj"
page = f"""BT 72 700 Td /F 16 Tf {text('面积10')} 6 Ts /F 9 Tf {text('4')} 0 Ts /F 16 Tf {text('平方米，增长5.2%。')} ET
BT 72 670 Td /F 16 Tf {text('投资3亿元。')} ET""".encode()
objects = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 4 0 R >> >> /Contents 7 0 R >>",
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [5 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> /DW 1000 /W [1 95 500 814 907 500] /FontDescriptor 6 0 R >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
]
pdf, places = b"%PDF-1.5\n", []
for number, body in enumerate(objects, 1):
    places.append(len(pdf))
    pdf += b"%d 0 obj\n%s\nendobj\n" % (number, body)
start = len(pdf)
pdf += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in places)
pdf += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
path = Path(sys.argv[1]) / "a.pdf"
path.write_bytes(pdf)

page = PdfReader(path).pages[0]
plain, layout = page.extract_text().split(), page.extract_text(extraction_mode="layout").split()
print(f"pypdf {version('pypdf')}; the page: 面积10⁴平方米，增长5.2%。 / 投资3亿元。")
print("plain mode: ", plain)
print("layout mode:", layout)
assert plain == ["面积104平方米，增长5.2%。", "投资3亿元。"]
assert layout == ["4平方米，增长5.2%。", "面积10", "投资3亿元。"]
PY
