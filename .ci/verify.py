#!/usr/bin/env python3
"""Checks the printed bulletins with programs that are not ours.

    .ci/verify.py FOLDER [DRAFT…]

For each draft (by default all of drafts/) FOLDER must hold its PDF. What is to be on the pages is
read from the TOML here, independently of the program. Needs poppler-utils and qpdf, and from
PyPI page-validation, fonttools, pikepdf and pypdfium2.

Prints a line a check; exits 1 at the end when any failed.
"""

import re
import subprocess
import sys
import tomllib
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pypdfium2
from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2WidthExtractor
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SUPPLEMENT = "增刊"
LISTS = (("报", "report-to"), ("送", "send-to"))


class Report:
    """Counts what passed and names what did not."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, what, ok, detail=""):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED  {what}" + (f": {detail}" if detail else ""), flush=True)


def squeezed(text):
    """The text without any white space."""
    return re.sub(r"\s+", "", text)


def output_of(*command):
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def expected(draft, config):
    """What the pages must say, in order, without white space."""
    texts = [config["name"], f"第{draft['number']}期"]
    texts.append(config["publisher"])
    day = draft["date"]
    texts.append(f"{day.year}年{day.month}月{day.day}日")
    texts += paragraphs(draft.get("note", ""))
    for column in draft["column"]:
        texts.append(f"【{column['name']}】")
        for item in column["item"]:
            texts.append(item["headline"])
            # A table may stand between two paragraphs.
            texts += paragraphs(item["body"])
            texts.append(f"（{' '.join(item['credits'])}）")
    texts += [f"{label}：{config[key]}" for label, key in LISTS if key in config]
    label = "发" if config.get("template") == "jianbao" else "本期发"
    texts.append(f"{label}：" + draft.get("distribution", config["distribution"]))
    for role, key in (("责任编辑", "editor"), ("审核", "reviewer"), ("签发", "approver")):
        texts.append(f"{role}：{draft['signoff'][key]}")
    return [text for text in map(squeezed, texts) if text]


def paragraphs(text):
    """The paragraphs of a body or note, as printed."""
    return text.replace("**", "").split("\n\n")


def insets(draft):
    """The texts of tables and figures, which stand between those of `expected`."""
    for column in draft["column"]:
        for item in column["item"]:
            for table in item.get("table", []):
                cells = [cell for row in table.get("rows", []) for cell in row]
                yield squeezed(table.get("caption", "") + "".join(cells))
            for figure in item.get("figure", []):
                yield squeezed(figure.get("caption", ""))


def first_absent(texts, whole):
    """The first text that does not come after the ones before it; None when all do."""
    at = 0
    for text in texts:
        found = whole.find(text, at)
        if found < 0:
            return text
        at = found + len(text)
    return None


def without_folios(pages):
    """All pages as one text, the page number at the end of each taken away."""
    return "".join(
        re.sub(rf"—{number}—$", "", squeezed(text)) for number, text in enumerate(pages, 1)
    )


def tag_tree_text(path):
    """The text in the order of the tags, as a screen reader has it."""
    done = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True)
    lines = (line.strip() for line in done.stdout.decode("utf-8", "replace").splitlines())
    return squeezed("".join(line[1:-1] for line in lines if re.fullmatch('".*"', line)))


def shown_glyphs(pdf):
    """Each font that text is shown in, with the CIDs shown. Codes are two bytes (Identity-H)."""
    shown = {}
    for sheet in pdf.pages:
        fonts, cids = sheet.Resources.get("/Font", {}), None
        for operands, operator in pikepdf.parse_content_stream(sheet):
            if str(operator) == "Tf":
                font = fonts[str(operands[0])]
                cids = shown.setdefault(font.objgen, (font, set()))[1]
            elif str(operator) in ("Tj", "TJ"):
                parts = operands[0] if str(operator) == "TJ" else [operands[0]]
                for part in parts:
                    if isinstance(part, pikepdf.String):
                        codes = bytes(part)
                        pairs = zip(codes[::2], codes[1::2], strict=True)
                        cids.update(high << 8 | low for high, low in pairs)
    return list(shown.values())


def widths_compared(pdf):
    """How many glyphs are shown, and those whose width in the font is not the declared one."""
    glyphs, mismatches = 0, []
    for font, cids in shown_glyphs(pdf):
        descendant = font.DescendantFonts[0]
        declared = declared_widths(descendant)
        default = float(descendant.get("/DW", 1000))
        own = own_widths(descendant.FontDescriptor)
        for cid in cids:
            glyphs += 1
            wanted = declared.get(cid, default)
            if cid not in own or abs(own[cid] - wanted) > 1:
                mismatches.append((str(font.BaseFont), cid, own.get(cid), wanted))
    return glyphs, mismatches


def own_widths(descriptor):
    """CID → width in thousandths of an em, from the embedded font program."""
    if "/FontFile2" in descriptor:
        font = TTFont(BytesIO(descriptor.FontFile2.read_bytes()))
        scale = 1000 / font["head"].unitsPerEm
        names, metrics = font.getGlyphOrder(), font["hmtx"].metrics
        return {gid: metrics[name][0] * scale for gid, name in enumerate(names)}
    cff = CFFFontSet()
    cff.decompile(BytesIO(descriptor.FontFile3.read_bytes()), None)
    top, widths = cff[0], {}
    scale = 1000 * getattr(top, "FontMatrix", [0.001])[0]
    for gid, name in enumerate(top.getGlyphOrder()):
        private = top.FDArray[top.FDSelect[gid]].Private if hasattr(top, "FDSelect") else top.Private
        extractor = T2WidthExtractor(
            getattr(private, "Subrs", None) or [],
            cff.GlobalSubrs,
            private.nominalWidthX,
            private.defaultWidthX,
        )
        extractor.execute(top.CharStrings[name])
        cid = int(name[3:]) if name.startswith("cid") else gid
        widths[cid] = extractor.width * scale
    return widths


def declared_widths(descendant):
    """The /W array as a table from CID to width."""
    widths, array, at = {}, list(descendant.get("/W", [])), 0
    while at < len(array):
        first, second = int(array[at]), array[at + 1]
        if isinstance(second, pikepdf.Array):
            for offset, width in enumerate(second):
                widths[first + offset] = float(width)
            at += 2
        else:
            for cid in range(first, int(second) + 1):
                widths[cid] = float(array[at + 2])
            at += 3
    return widths


def outline_of(path):
    """The bookmarks as (level, title), levels from 0."""
    document = pypdfium2.PdfDocument(path)
    return [(entry.level, squeezed(entry.get_title())) for entry in document.get_toc()]


def wrong_lengths(path):
    """Streams that do not end where their /Length says."""
    data, wrong = path.read_bytes(), []
    for match in re.finditer(rb"/Length (\d+)", data):
        begin = data.index(b"stream\n", match.end()) + len(b"stream\n")
        end = begin + int(match[1])
        if not re.match(rb"(\r\n|\n|\r)?endstream", data[end : end + 11]):
            wrong.append(match.start())
    return wrong


def is_false_alarm(failure, mismatches, wrong):
    """Two rules of the validator err. Each is done again above; nothing else is let through.

    It takes the default width of a CFF font for 0, and the last byte of a stream for a part of
    the line end after it when that byte is a carriage return.
    """
    if "GLYPH-WIDTH" in failure.rule_id:
        return "CIDFontType0C" in failure.message and not mismatches
    return failure.rule_id.endswith("STREAM-LENGTH-001") and not wrong


def pdf_draft(path, attached):
    """The draft of a PDF in the out/ of a workspace."""
    return path.parent.parent / "drafts" / attached


def verify(path, draft, config, report):
    name = path.name
    failed_before = report.failed
    pages = output_of("pdftotext", "-raw", path, "-").split("\f")[:-1]
    texts = expected(draft, config)
    absent = first_absent(texts, without_folios(pages))
    report.check(f"{name}: text by poppler", absent is None, absent)
    document = pypdfium2.PdfDocument(path)
    others = [sheet.get_textpage().get_text_bounded() for sheet in document]
    absent = first_absent(texts, without_folios(others))
    report.check(f"{name}: text by pdfium", absent is None, absent)
    absent = first_absent(texts, tag_tree_text(path))
    report.check(f"{name}: text in the tag tree", absent is None, absent)
    for text in insets(draft):
        report.check(f"{name}: {text[:8]}…", text in without_folios(pages))

    info = dict(
        line.split(":", 1) for line in output_of("pdfinfo", path).splitlines() if ":" in line
    )
    info = {key: value.strip() for key, value in info.items()}
    day = draft["date"]
    kind = SUPPLEMENT if draft.get("kind") == SUPPLEMENT else ""
    title = f"{config['name']}{day.year}年{kind}第{draft['number']}期"
    subject = f"{config['publisher']} {day.year}年{day.month}月{day.day}日"
    report.check(f"{name}: A4", "(A4)" in info["Page size"], info["Page size"])
    report.check(f"{name}: tagged", info["Tagged"] == "yes", info["Tagged"])
    report.check(f"{name}: title", info["Title"] == title, info["Title"])
    report.check(f"{name}: author", info["Author"] == config["publisher"], info["Author"])
    report.check(f"{name}: subject", info["Subject"] == subject, info["Subject"])
    count = int(info["Pages"])
    if count % 2:
        print(f"note    {name}: {count} pages, an odd number")

    fonts = output_of("pdffonts", path).splitlines()[2:]
    report.check(f"{name}: has fonts", bool(fonts))
    for font in fonts:
        embedded, subset, unicode = font.split()[-5:-2]
        ok = (embedded, subset, unicode) == ("yes", "yes", "yes")
        report.check(f"{name}: font embedded, subset, mapped to Unicode", ok, font)

    wanted = []
    for column in draft["column"]:
        wanted.append((0, squeezed(column["name"])))
        wanted += [(1, squeezed(item["headline"])) for item in column["item"]]
    outline = outline_of(path)
    report.check(f"{name}: outline", outline == wanted, f"{outline} is not {wanted}")

    syntax = subprocess.run(["qpdf", "--check", path], capture_output=True)
    report.check(f"{name}: qpdf --check", syntax.returncode == 0, syntax.stdout.decode())

    profiles = [page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1]
    with pikepdf.open(path) as pdf:
        for attached, file in pdf.attachments.items():
            source = (pdf_draft(path, attached)).read_bytes()
            report.check(f"{name}: the draft inside", file.get_file().read_bytes() == source)
            profiles[0] = page.ValidationProfile.PDF_A_3A
        report.check(f"{name}: language", str(pdf.Root.get("/Lang", "")).lower() == "zh-cn")
        glyphs, mismatches = widths_compared(pdf)
    report.check(f"{name}: widths of {glyphs} glyphs", not mismatches, mismatches[:3])
    wrong = wrong_lengths(path)
    report.check(f"{name}: lengths of streams", not wrong, wrong)
    for profile in profiles:
        failures = page.validate_pdf(path, profile=profile).failures
        real = [f for f in failures if not is_false_alarm(f, mismatches, wrong)]
        report.check(
            f"{name}: {profile.name}", not real, "; ".join(f"{f.rule_id} {f.message}" for f in real)
        )
    if report.failed == failed_before:
        print(f"ok      {name}: {count} pages, {len(fonts)} fonts, {glyphs} glyphs", flush=True)


def main():
    folder = Path(sys.argv[1])
    drafts = [Path(draft) for draft in sys.argv[2:]] or sorted((ROOT / "drafts").glob("*.toml"))
    report = Report()
    for path in drafts:
        config = tomllib.loads((path.parent.parent / "bulletin.toml").read_text("utf-8"))
        draft = tomllib.loads(path.read_text("utf-8"))
        pdf = folder / f"{path.stem}.pdf"
        report.check(f"{pdf.name} exists", pdf.is_file())
        if pdf.is_file():
            verify(pdf, draft, config, report)
    print(f"{report.passed} passed, {report.failed} failed")
    sys.exit(1 if report.failed or not report.passed else 0)


if __name__ == "__main__":
    main()
