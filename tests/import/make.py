"""Writes python-docx.docx and libreoffice.docx from tests/raw/2023-43.txt: see README.md."""

import html
import pathlib
import re
import subprocess
import sys

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

here = pathlib.Path(__file__).parent
lines = [l for l in (here / "../raw/2023-43.txt").read_text("utf-8").splitlines() if l.strip()]
# Sentences that the ends of pages have cut are joined, as in the office's own file.
text = "\n".join(lines)
text = re.sub(r"(?<=[^。）】人室日期报伟])\n", "", text)
lines = text.split("\n")
foot = next(i for i, l in enumerate(lines) if l.startswith("本期发"))

document = Document()
normal = document.styles["Normal"]
normal.font.name = "仿宋_GB2312"
normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
normal.font.size = Pt(16)
title = document.add_paragraph(lines[0])
title.alignment = WD_ALIGN_PARAGRAPH.CENTER
document.add_paragraph(lines[1]).alignment = WD_ALIGN_PARAGRAPH.CENTER
masthead = document.add_table(rows=1, cols=2)
masthead.cell(0, 0).text, masthead.cell(0, 1).text = lines[2], lines[3]
for line in lines[4:foot]:
    if line.startswith("【"):
        document.add_heading(line, level=2)
        continue
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(32)
    headline, body = re.match(r"(\S*?[\u4e00-\u9fff”]) (?=[\u4e00-\u9fff])(.*)", line).groups()
    paragraph.add_run(headline).bold = True
    for index, part in enumerate((" " + body).split("**")):
        paragraph.add_run(part).bold = index % 2 == 1 or None
document.add_paragraph(lines[foot])
signed = document.add_table(rows=1, cols=3)
for cell, line in zip(signed.rows[0].cells, lines[foot + 1 :]):
    cell.text = line
document.core_properties.author = ""
document.save(here / "python-docx.docx")

page = ["<html><head><meta charset='utf-8'></head><body>"]
for line in lines[:4]:
    page.append(f"<p align='center'>{html.escape(line)}</p>")
for line in lines[4:]:
    text = re.sub(r"\*\*(.*?)\*\*", r"<b>\1</b>", html.escape(line, quote=False))
    page.append(f"<p style='text-indent: 2em'>{text}</p>")
source = here / "libreoffice.html"
source.write_text("\n".join(page), "utf-8")
subprocess.run(
    ["soffice", "--headless", "--infilter=HTML (StarWriter)", "--convert-to",
     "docx:MS Word 2007 XML", "--outdir", here, source], check=True)
source.unlink()

# Lists of three levels, one of them started anew at five.
sys.dont_write_bytecode = True
sys.path.insert(0, str(here / "cases"))
from lib import docx, lvl, num, numbering, p  # noqa: E402

levels = [lvl(0, "%1、", "chineseCountingThousand"), lvl(1, "（%2）", "chineseCounting"), lvl(2, "%3.", "decimal")]
nums = "".join(
    f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{more}</w:num>'
    for n, more in [(1, ""), (2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')]
)
paragraphs = [
    p("县农业农村局推进农机具集中检修", '<w:jc w:val="center"/>', "<w:b/>"),
    p("摸清底数", num()), p("登记农机2300台。", num(1)), p("登记农具460件。", num(1)),
    p("集中检修", num()), p("查油路。", num(1)), p("更换滤芯。", num(2)), p("更换机油。", num(2)),
    p("查电路。", num(1)), p("按时交付", num(0, 2)), p("月底交付1800台。"),
]
source = here / "numbers.docx"
source.write_bytes(docx("".join(paragraphs), {"word/numbering.xml": numbering(levels, nums)}))
subprocess.run(
    ["soffice", "--headless", "--convert-to", "doc:MS Word 97", "--outdir", here, source], check=True)
source.unlink()
