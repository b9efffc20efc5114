#!/usr/bin/env bash
# pdftotext 22.12.0 (Debian 12), PyMuPDF 2.0 (PyPI): 5-8人, broken after its hyphen, is 58人 in the text and in a search.
#
# In a narrow column a line may end in the hyphen of a range or of a telephone number. To mend words divided at a line end
# pdftotext takes a last hyphen away, and joins the lines, even where figures stand on both sides of it: 每村5-/8人 is
# 每村58人, 0371-/6789 is 03716789. With -layout or -raw the lines stay as they are. PyMuPDF gives the lines as they are too, but its
# search_for finds 58人 in them and does not find 5-8人. Expected: a hyphen between figures is a character of the text
# (PDF has the soft hyphen, U+00AD, for the other kind); nobody divides a number with one.
#
# Wants pdftotext (poppler-utils), Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check PyMuPDF==2.0

"$work/venv/bin/python" - "$work" <<'PY'
import subprocess, sys
from importlib.metadata import version
from pathlib import Path
import pymupdf

text = lambda words: f"<{words.encode('utf-16-be').hex()}> Tj"
page = f"""BT /F 16 Tf 72 700 Td {text('电话0371-')} 0 -24 Td {text('6789，每村5-')} 0 -24 Td {text('8人参加。')} ET""".encode()
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

poppler = lambda *options: subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True).stdout.split()
name = subprocess.run(["pdftotext", "-v"], capture_output=True, text=True).stderr.splitlines()[0]
plain, layout = poppler(), poppler("-layout")
found = {words: len(pymupdf.open(path)[0].search_for(words)) for words in ["58人", "5-8人"]}
print("the page: 电话0371- / 6789，每村5- / 8人参加。")
print(f"{name}: {plain}, with -layout: {layout}")
print(f"PyMuPDF {version('PyMuPDF')} finds: {found}")
assert plain == ["电话03716789，每村58人参加。"] and layout == ["电话0371-", "6789，每村5-", "8人参加。"]
assert found["58人"] > 0 and found["5-8人"] == 0
PY
