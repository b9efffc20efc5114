#!/usr/bin/env python3
"""Checks OFDs, each beside the PDF of the same name, with programs that are not ours; see .ci/ofd.

Prints what is measured; the last line is "N passed, M failed".
"""

import argparse
import base64
import re
import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import numpy
import ofdkit
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image, ImageFilter

OFD = "{http://www.ofdspec.org/2016}"
DPI = 96
# Of the dark points of one picture, how many may have no dark point of the other within REACH points
# (half a millimetre): edges are smoothed by each program in its own way.
REACH = 2
STRAY = 0.003
# Two programs blacken the edges of small characters differently.
INK = 0.1

COMMANDS = re.compile(r"[MLQBC]|-?\d+(?:\.\d+)?")
passed = failed = 0


def check(what, ok, detail=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what} {detail}")


class Ofd:
    def __init__(self, path):
        self.path = path
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()
        self.xml = {n: etree.fromstring(self.zip.read(n)) for n in self.names if n.endswith(".xml")}
        self.pages = [self.xml[n] for n in self.names if n.endswith("/Content.xml")]

    def all(self, tag):
        return [e for root in self.xml.values() for e in root.iter(OFD + tag)]


SCHEMA_OF = {"OFD": "OFD", "Document": "Document", "Res": "Res", "Page": "Page"}


def facts(ofd, name, schemas):
    """The ten facts that readers agree in."""
    # 1 names, order, boxes
    for n, root in ofd.xml.items():
        check(f"{name}: {n}: prefix", all(e.prefix == "ofd" for e in root.iter(etree.Element)))
        if schemas:
            kind = etree.QName(root).localname
            schema = etree.XMLSchema(etree.parse(str(schemas / f"{SCHEMA_OF[kind]}.xsd")))
            archive = root.get("DocType") == "OFD-A"
            if archive:
                root.set("DocType", "OFD")
            check(f"{name}: {n}: schema", schema.validate(root), schema.error_log)
            if archive:
                root.set("DocType", "OFD-A")
    body = ofd.xml["OFD.xml"][0]
    check(f"{name}: DocID", re.fullmatch("[0-9a-f]{32}", body[0][0].text or ""))
    check(f"{name}: a box a page", all(p.find(f"{OFD}Area/{OFD}PhysicalBox") is not None for p in ofd.pages))
    # 2, 3 faces
    fonts = {}
    for font in ofd.all("Font"):
        data = ofd.zip.read("Doc_0/Res/" + font[0].text)
        face = TTFont(BytesIO(data), lazy=False)
        tables = {"cmap", "OS/2", "post", "name", "hmtx", "head", "hhea", "maxp", "loca", "glyf"}
        check(f"{name}: {font[0].text}: tables", tables <= set(face.keys()))
        cmap = [t for t in face["cmap"].tables if (t.platformID, t.platEncID) == (3, 1)]
        check(f"{name}: {font[0].text}: cmap", cmap and cmap[0].format == 4)
        for glyph in face["glyf"].keys():
            face["glyf"][glyph].expand(face["glyf"])
        fonts[font.get("ID")] = cmap[0].cmap
        check(f"{name}: a name for offices", not re.search("Zhuque|Noto|AR PL|Liberation", font.get("FontName")))
    # 4, 5, 7 texts
    for text in ofd.all("TextObject"):
        codes = text.findall(OFD + "TextCode")
        check(f"{name}: one TextCode", len(codes) == 1)
        code = codes[0]
        value = code.text
        check(f"{name}: “{value}”: no white space at an end or twice", value == value.strip() and not re.search(r"\s\s", value))
        check(f"{name}: “{value}”: in the basic plane", all(ord(c) < 0x10000 for c in value))
        check(f"{name}: “{value}”: has glyphs", all(ord(c) in fonts[text.get("Font")] for c in value))
        count, parts = 0, (code.get("DeltaX") or "").split()
        while parts:
            if parts[0] == "g":
                count += int(parts[1])
                parts = parts[3:]
            else:
                float(parts[0])
                count += 1
                parts = parts[1:]
        check(f"{name}: “{value}”: as many steps as characters less one", count == len(value) - 1, count)
        check(f"{name}: no CGTransform", text.find(OFD + "CGTransform") is None)
    # 6, 8 areas and colours
    for path in ofd.all("PathObject"):
        check(f"{name}: filled", (path.get("Fill"), path.get("Stroke")) == ("true", "false"))
        tokens = path.find(OFD + "AbbreviatedData").text.split()
        check(f"{name}: plain commands", all(COMMANDS.fullmatch(t) for t in tokens))
        numbers = {"M": 2, "L": 2, "Q": 4, "B": 6, "C": 0}
        at = 0
        while at < len(tokens) and tokens[at] in numbers:
            at += 1 + numbers[tokens[at]]
        check(f"{name}: a letter before each point", at == len(tokens))
    for item in ofd.all("PathObject") + ofd.all("TextObject"):
        check(f"{name}: a colour of its own", item.find(OFD + "FillColor") is not None and item.get("DrawParam") is None)
    for item in ofd.all("PathObject") + ofd.all("TextObject") + ofd.all("ImageObject"):
        _, _, w, h = map(float, item.get("Boundary").split())
        check(f"{name}: boundary of some size", w > 0 and h > 0)
        check(f"{name}: opaque", item.get("Alpha") is None)
    # 9 outline, and nothing that an archive refuses
    check(f"{name}: outline", ofd.all("OutlineElem"))
    for tag in ("VPreferences", "Keywords", "Attachments", "Permissions", "Extensions"):
        check(f"{name}: no {tag}", not ofd.all(tag))
    # 10 package and numbers
    check(f"{name}: OFD.xml first", ofd.names[0] == "OFD.xml")
    check(f"{name}: no times", all(i.date_time == (1980, 1, 1, 0, 0, 0) for i in ofd.zip.infolist()))
    ids = [int(e.get("ID")) for root in ofd.xml.values() for e in root.iter(etree.Element)
           if e.get("ID")]
    check(f"{name}: each number once", len(ids) == len(set(ids)), len(ids) - len(set(ids)))
    check(f"{name}: MaxUnitID", int(ofd.all("MaxUnitID")[0].text) == max(ids))
    fonts_, media = {f.get("ID") for f in ofd.all("Font")}, {m.get("ID") for m in ofd.all("MultiMedia")}
    pages = {p.get("ID") for p in ofd.xml["Doc_0/Document.xml"].iter(OFD + "Page")}
    check(f"{name}: faces", all(t.get("Font") in fonts_ for t in ofd.all("TextObject")))
    check(f"{name}: pictures", all(i.get("ResourceID") in media for i in ofd.all("ImageObject")))
    check(f"{name}: places", all(d.get("PageID") in pages for d in ofd.all("Dest")))
    wanted = ["Doc_0/" + p.get("BaseLoc") for p in ofd.xml["Doc_0/Document.xml"].iter(OFD + "Page")]
    check(f"{name}: pages in their order", wanted == [n for n in ofd.names if n.endswith("Content.xml")])


def squeezed(text):
    return re.sub(r"\s", "", text)


def texts(ofd, name, pdf):
    """Text by ofdkit against that by pdftotext, both without white space, as sets of characters a
    page in order of the file."""
    own = ["".join(c.text for c in p.iter(OFD + "TextCode")) for p in ofd.pages]
    with ofdkit.open(str(ofd.path)) as document:
        read = ["".join(run.text for run in page.runs) for page in document.pages]
    check(f"{name}: ofdkit", [squeezed(t) for t in read] == [squeezed(t) for t in own])
    run = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True)
    printed = run.stdout.split("\f")[: len(own)]
    basic = lambda t: sorted(c for c in squeezed(t) if ord(c) < 0x10000)
    check(f"{name}: pages as the PDF has them", len(printed) == len(own) and run.stdout.count("\f") == len(own))
    for index, (a, b) in enumerate(zip(own, printed)):
        differing = set(basic(a)) ^ set(basic(b))
        check(f"{name}: page {index + 1}: text of the PDF", basic(a) == basic(b), f"{differing} {len(basic(a))} {len(basic(b))}")


def grey(image):
    return numpy.asarray(image.convert("L"), dtype=numpy.int16)


def compare(name, pdf, other):
    """Prints how far two pictures of a page are apart."""
    a, b = pdf.convert("L"), other.convert("L")
    if abs(a.width - b.width) > 3 or abs(a.height - b.height) > 3:
        check(f"{name}: size", False, f"{a.size} {b.size}")
        return
    size = (min(a.width, b.width), min(a.height, b.height))
    a, b = a.crop((0, 0, *size)), b.crop((0, 0, *size))
    spread = lambda i: grey(i.filter(ImageFilter.MinFilter(2 * REACH + 1)))
    dark_a, dark_b = grey(a) < 128, grey(b) < 128
    stray = (dark_a & (spread(b) >= 160)).sum() + (dark_b & (spread(a) >= 160)).sum()
    total = max(1, dark_a.sum() + dark_b.sum())
    ink_a, ink_b = (255 - grey(a)).sum(), (255 - grey(b)).sum()
    ink = abs(int(ink_a) - int(ink_b)) / max(1, int(ink_a))
    print(f"{name}: stray {stray / total:.5f}, ink {ink:.3f}")
    check(f"{name}: same picture", stray / total <= STRAY and ink <= INK)


def pdf_pages(pdf, folder, dpi):
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", pdf, folder / f"pdf{dpi}"], check=True)
    return [Image.open(p).convert("RGB") for p in sorted(folder.glob(f"pdf{dpi}-*.png"))]


def by_cli(cli, ofd, folder):
    run = subprocess.run([cli, "check", ofd.path], capture_output=True, text=True)
    check(f"{ofd.path.name}: ofd-cli check", run.returncode == 0, run.stdout + run.stderr)
    subprocess.run([cli, "render", "--dpi", str(DPI), "--prefix", "x", ofd.path, folder / "cli"], check=True, capture_output=True)
    number = lambda p: int(re.search(r"page(\d+)", p.name)[1])
    return [Image.open(p).convert("RGB") for p in sorted((folder / "cli").iterdir(), key=number)]


# ofd.js rounds points a millimetre to a tenth, and draws pictures as if there were 3.785.
JS_SCALE = 3.8
JS_DPI = JS_SCALE * 25.4

# ofd.js draws with the machine's faces: it is given those in the file, under the names it asks for, the
# first of each name. Ligatures, which are in others, come out as single letters.
NAMES = {"仿宋_GB2312": "FangSong", "楷体_GB2312": "楷体", "黑体": "SimHei", "宋体": "SimSun"}


def by_js(browser, script, ofd, folder):
    faces = {}
    for font in ofd.all("Font"):
        family = NAMES.get(font.get("FontName"), font.get("FontName"))
        faces.setdefault(family, base64.b64encode(ofd.zip.read("Doc_0/Res/" + font[0].text)).decode())
    rules = "".join(
        f"@font-face{{font-family:'{family}';src:url(data:font/ttf;base64,{file})}}" for family, file in faces.items()
    )
    data = base64.b64encode(ofd.path.read_bytes()).decode()
    width, height = round(210 * JS_SCALE), round(297 * JS_SCALE)
    html = f"""<!doctype html><meta charset=utf-8><style>{rules}body{{margin:0}}
    #out>div{{margin:0!important;position:relative;overflow:hidden;display:block}}</style>
    <div id=out></div><script src="file://{script}"></script><script>
    const bytes = Uint8Array.from(atob("{data}"), c => c.charCodeAt(0));
    document.fonts.ready.then(() => Promise.all([...document.fonts].map(f => f.load())))
    .then(() => ofd.parseOfdDocument({{ofd: bytes.buffer, success(res) {{
        for (const div of ofd.renderOfd({width + 10}, res[0])) document.getElementById("out").append(div);
        document.title = "done";
    }}, fail(error) {{ document.body.textContent = "failed " + JSON.stringify(error); }} }}));
    </script>"""
    (folder / "page.html").write_text(html)
    shot = folder / "js.png"
    subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files",
         f"--window-size={width},{height * len(ofd.pages)}", "--virtual-time-budget=20000", f"--screenshot={shot}",
         f"file://{folder / 'page.html'}"], check=True, capture_output=True, timeout=180)
    image = Image.open(shot).convert("RGB")
    # Its pages are no whole number of points high.
    tops = [round(i * 297 * JS_SCALE) for i in range(len(ofd.pages))]
    return [image.crop((0, top, width, top + height)) for top in tops]


def main():
    parser = argparse.ArgumentParser()
    for option in ("--cli", "--schemas", "--browser", "--script", "--keep"):
        parser.add_argument(option, default="")
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    schemas = Path(options.schemas) if options.schemas else None
    for path in options.files:
        ofd, pdf = Ofd(path), path.with_suffix(".pdf")
        facts(ofd, path.name, schemas)
        texts(ofd, path.name, pdf)
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            readers = [("ofd-cli", by_cli(options.cli, ofd, folder), DPI)]
            if options.script:
                readers.append(("ofd.js", by_js(options.browser, options.script, ofd, folder), JS_DPI))
            for reader, pages, dpi in readers:
                wanted = pdf_pages(pdf, folder, dpi)
                check(f"{path.name}: {reader}: pages", len(pages) == len(wanted))
                for index, (a, b) in enumerate(zip(wanted, pages)):
                    if options.keep:
                        a.save(f"{options.keep}/{path.stem}-{index + 1}-pdf.png")
                        b.save(f"{options.keep}/{path.stem}-{index + 1}-{reader}.png")
                    compare(f"{path.name}: {reader}: page {index + 1}", a, b)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
