#!/usr/bin/env bash
# PyMuPDF 2.0 (PyPI): 2024年 printed with Noto Sans CJK TC cannot be found in the PDF: what was written as 年 is there as U+F98E, 行 as U+FA08.
#
# Unicode has some characters twice, the second time as a compatibility ideograph (U+F900 to U+FAFF) that is to look the same, and
# fonts draw both with one glyph. What a glyph stands for is written into the PDF, in a ToUnicode CMap (ISO 32000-2,
# 9.10.3). PyMuPDF asks the font for it, not the text, and of two characters takes the second: the page looks as it
# should, but 年, 行 and 更 are other characters for whoever copies, reads or searches it, in every way of writing
# that PyMuPDF has, with any reader. A character beyond U+FFFF is written with five hexadecimal digits where two UTF-16
# units are due: 王𠮷 is read as 王₻ (its issue 4754, closed as no fault, tells of that alone). Expected: what
# was written, as fpdf2 2.8.9 does with the same font.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check PyMuPDF==2.0 fpdf2==2.8.9 pypdfium2==5.15.2 cvttf-notosanscjk-regular==1.0

"$work/venv/bin/python" - "$work" <<'PY'
import sys
from importlib.metadata import version
from pathlib import Path
import fpdf, pymupdf, pypdfium2

work = Path(sys.argv[1])
[font] = work.glob("venv/lib/*/site-packages/cvttf_*/*.otf")
text = "2024年推行12项，王𠮷任组长"
box = pymupdf.Rect(72, 72, 500, 200)


def as_textbox(page):
    page.insert_textbox(box, text, fontname="F", fontfile=font)


def as_writer(page):
    writer = pymupdf.TextWriter(page.rect)
    writer.append((72, 72), text, font=pymupdf.Font(fontfile=str(font)))
    writer.write_text(page)


def as_html(page):
    css = f"@font-face {{ font-family: F; src: url({font.name}) }} * {{ font-family: F }}"
    page.insert_htmlbox(box, text, css=css, archive=pymupdf.Archive(str(font.parent)))


def found(path):
    """The text of a page as two readers have it, and whether it can be searched."""
    page = pymupdf.open(path)[0]
    other = pypdfium2.PdfDocument(path)[0].get_textpage()
    return page.get_text().strip(), other.get_text_range().strip(), bool(page.search_for("2024年"))


print(f"PyMuPDF {version('PyMuPDF')}, fpdf2 {version('fpdf2')}, pypdfium2 {version('pypdfium2')}; written: {text}")
wrong = text.replace("年", "\uf98e").replace("行", "\ufa08").replace("𠮷", "₻")
same = True
for write in [as_textbox, as_writer, as_html]:
    document = pymupdf.open()
    write(document.new_page())
    document.save(work / "a.pdf")
    seen = found(work / "a.pdf")
    print(f"{write.__name__}: {seen[0]} {ascii(seen[0])}, 2024年 found: {seen[2]}")
    same = same and seen == (wrong, wrong, False)

paper = fpdf.FPDF()
paper.add_page()
paper.add_font("F", fname=font)
paper.set_font("F", size=16)
paper.cell(text=text)
paper.output(work / "b.pdf")
other = found(work / "b.pdf")
print(f"fpdf2: {other[0]}, 2024年 found: {other[2]}")
raise SystemExit(0 if same and other == (text, text, True) else 1)
PY
