#!/usr/bin/env python3
# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.68.0", "numpy==2.4.6"]
# ///
"""Makes fonts/prepared/, which the program carries, from the faces as they are published.

    pip install fonttools==4.68.0 numpy==2.4.6
    git archive 0e779ef fonts | tar -x -C FOLDER     # the originals, from this repository's history
    python3 fonts/prepare.py FOLDER/fonts

Run by hand, its output is committed. What it does and why is told in fonts/README.md. It ends with
an error when an original is not the one expected, or when a character is lost.
"""

import datetime
import hashlib
import json
import os
import sys
import zlib
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from fontTools import subset
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.reorderGlyphs import reorderGlyphs

from outlines import simplify

FONTS = Path(__file__).resolve().parent
PREPARED = FONTS / "prepared"
DATE = "2026-11-22"
ARRANGED = "2026-11-28"

# The greatest distance of an outline from the original, in units of 1000 to the em, beside the
# rounding of points to whole units: at 16 pt less than six thousandths of a millimetre. The body's
# face, made to look worn, is never set larger; of what a PDF takes to write, nearly half is it.
MAX_ERROR = 1.0
BODY_ERROR = 2.0
BODY = "ZhuqueFangsong-Regular.ttf"

RARELY = (".rare.ttf", "supplement.ttf")
# Of that, what turning cubic outlines into quadratic ones takes where they are simplified after.
CONVERSION_ERROR = 0.1

# Vertical setting, which typst does not have, is left out.
FEATURES = (
    "aalt c2sc calt case ccmp dlig dnom frac fwid halt hwid kern liga lnum locl mark mkmk numr "
    "onum ordn palt pnum pwid sinf smcp ss05 ss06 subs sups tnum"
).split()

ORIGINALS = {
    "ARPLUKaiCN-supplement.ttf": "6cf1e1f02e93a9688e32241e78ea0356d1c735f02a82abb7eb254b09d6505191",
    "LiberationSerif-Bold.ttf": "443a4dbd694b6e4689925947b456e0532e10b19c90fa32eb39ea6c2cd9db9ebd",
    "LiberationSerif-Regular.ttf": "9caef765d2e891c10dd73658894f01e660fe0c1c83e0bda7d6edf561d8f623d4",
    "NotoSansCJKsc-Bold-subset.otf": "c31b370be7817fce4014382f18b05fc420b1c23082cf20323e3afeec06c1bc13",
    "NotoSansCJKsc-Medium-subset.otf": "26c6c69bab947f8b56757bd0b4366b21aaf8b424479698943088a9fd0c1b39be",
    "NotoSerifCJKsc-Bold-subset.otf": "e68ed5e2881d8af62a61831119b4ca1259edf83ae7dd8a369f1624ee7a9320ff",
    "NotoSerifCJKsc-Regular-subset.otf": "4048e55dbffe9dad819196ba402a1e3fb29ef2240690c8e00d0e414433d932b6",
    "ZhuqueFangsong-Regular.ttf": "558c62730844fe54ba220146ed62f859d4e2880188d92d985f8921c6e3743bc4",
    "gkai00mp.ttf": "61519fb9bdda4a1a3aa02a12cbb76c2ef897ce879775d7ea2265d0a65fe54d16",
}

# Carried as they are: a changed Liberation must not be called so (its licence reserves the name).
UNCHANGED = ["LiberationSerif-Bold.ttf", "LiberationSerif-Regular.ttf"]
# Nothing but rare characters, whose outlines are left as they are.
SUPPLEMENT = "ARPLUKaiCN-supplement.ttf"

# In every chain other faces come first and have the common Han characters, so all of them are rare
# here; what is left gives quotes and page numbers.
FALLBACK = "NotoSerifCJKsc-Regular-subset.otf"

HAN = [
    (0x2E80, 0x2FDF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
]  # fmt: skip
# Kana, bopomofo and Hangul.
FOREIGN = [(0x3040, 0x318F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x1100, 0x11FF), (0xA960, 0xA97F),
           (0xAC00, 0xD7FF), (0x1AFF0, 0x1B16F), (0xFF61, 0xFFDC)]  # fmt: skip


def within(code, ranges):
    return any(low <= code <= high for low, high in ranges)


def common_han():
    """GB 2312 level 1, and the Han characters of the five bulletins and of usual names."""
    found = set()
    for row in range(16, 56):
        for cell in range(1, 95):
            try:
                found.add(ord(bytes([row + 0xA0, cell + 0xA0]).decode("gb2312")))
            except UnicodeDecodeError:
                pass  # the last five places of row 55 are empty
    assert len(found) == 3755
    return found | set(used())


def used():
    """How often the five bulletins and the lists of usual names have each Han character."""
    texts = [FONTS / "names.txt", *sorted((FONTS.parent / "drafts").glob("*.toml"))]
    texts += [FONTS.parent / name for name in ("bulletin.toml", "units.toml")]
    counts = Counter()
    for path in texts:
        text = path.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        counts.update(ord(c) for c in "".join(lines) if within(ord(c), HAN))
    return counts


def coverage(font):
    """The characters of all Unicode tables of a font, as typst counts them."""
    tables = [t for t in font["cmap"].tables if t.isUnicode() and t.format != 14]
    return set().union(*(t.cmap.keys() for t in tables)) if tables else set(font.getBestCmap())


def blank(font):
    """Han characters that a face claims to have, with outlines in which there is nothing."""
    glyphs, cmap = font.getGlyphSet(), font.getBestCmap()

    def is_blank(name):
        pen = RecordingPen()
        glyphs[name].draw(pen)
        return not pen.value

    return {code for code, name in cmap.items() if within(code, HAN) and is_blank(name)}


def without_blanks(path):
    """The supplement without the characters that it would print as nothing: another face has them."""
    font = TTFont(path, lazy=False, recalcTimestamp=False)
    lost = blank(font)
    for table in font["cmap"].tables:
        if table.format != 14:
            table.cmap = {code: name for code, name in table.cmap.items() if code not in lost}
    say_what_was_changed(font, f"{len(lost)} characters without outlines taken out of its tables", ARRANGED)
    font.save(PREPARED / path.name)


def cut(path, codes):
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = ["*"]
    options.name_legacy = True
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "DSIG", "BASE", "hdmx", "VDMX", "LTSH", "gasp"]
    font = TTFont(path)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def to_truetype(font, max_error):
    """Turns the cubic outlines of a CFF font into the quadratic ones of TrueType."""
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, max_error, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf
    del font["CFF "]
    glyf.compile(font)
    for name in order:
        # Side bearings are those of the new outlines.
        advance, _ = font["hmtx"].metrics[name]
        font["hmtx"].metrics[name] = (advance, getattr(glyf[name], "xMin", 0))
    maxp = font["maxp"] = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.numGlyphs = len(order)
    maxp.maxZones = 1
    maxp.maxTwilightPoints = maxp.maxStorage = maxp.maxFunctionDefs = 0
    maxp.maxInstructionDefs = maxp.maxStackElements = maxp.maxSizeOfInstructions = 0
    maxp.maxComponentElements = 0
    font["post"].formatType = 3.0
    font["post"].extraNames, font["post"].mapping = [], {}
    font.sfntVersion = "\0\1\0\0"


def rename(font, family):
    """Gives a rare file a family of its own: typst takes one file for each family and weight."""
    for record in font["name"].names:
        text = str(record)
        if record.nameID in (1, 16):
            record.string = family
        elif record.nameID == 4:
            record.string = f"{family} {font['name'].getDebugName(2)}"
        elif record.nameID == 6:
            record.string = f"{text}-Rare"


def say_what_was_changed(font, what, date=DATE):
    """The notice that the Arphic licence wants in the file, and that is good to have in all."""
    names = font["name"]
    before = names.getDebugName(10)
    notice = f"MODIFIED {date} for kuaibao: {what}."
    if before and before.startswith("MODIFIED"):
        notice = f"{before} {notice}"
    names.removeNames(nameID=10)
    names.setName(notice, 10, 3, 1, 0x409)
    names.setName(notice, 10, 1, 0, 0)


def typst_family(font):
    """The family name that typst reads: the first record with id 1, common suffixes cut off."""
    records = [r for r in font["name"].names if r.nameID == 1]
    family = next(str(r) for r in records if r.platformID in (0, 1, 3))
    for suffix in (" Medium", " CN", "CN"):
        family = family.removesuffix(suffix)
    return family


def prepare(job):
    source, codes, rare, name = job
    font = cut(source, codes)
    # Rare characters are seldom set, and there are many of them.
    most = BODY_ERROR if name == BODY else MAX_ERROR
    error = most * font["head"].unitsPerEm / 1000
    changes = []
    if "CFF " in font:
        to_truetype(font, error if rare else CONVERSION_ERROR)
        changes.append("turned from CFF to TrueType")
    if not rare:
        simplify(font, error - CONVERSION_ERROR)
        changes.append("simplified")
    outlines = " and ".join(changes)
    if outlines:
        units = "unit" if most == 1 else "units"
        outlines = f"outlines {outlines}, at most {most:g} {units} of 1000 off; "
    which = "rare characters only" if rare else "common characters only"
    say_what_was_changed(font, f"{outlines}{which}; without hints and vertical metrics")
    if rare:
        rename(font, f"{typst_family(font)} Rare")
    font["head"].modified = int(
        datetime.datetime.fromisoformat(f"{DATE}T00:00:00+00:00").timestamp()
    ) + 2082844800
    font.recalcTimestamp = False
    path = PREPARED / name
    font.save(path)
    return name


def arrange(path):
    """Puts what is used most to the front of a common file: of a file mapped into memory are read only
    the places that a page needs, and those round them."""
    font = TTFont(path, lazy=False, recalcTimestamp=False)
    counts, codes = used(), {}
    for code, name in font.getBestCmap().items():
        if within(code, HAN):
            codes.setdefault(name, code)
    order = font.getGlyphOrder()
    # What is not Han is few, and used on every page.
    others = [name for name in order if name not in codes]
    han = sorted(codes, key=lambda name: (-counts[codes[name]], codes[name]))
    reorderGlyphs(font, others + han)
    say_what_was_changed(font, "glyphs in the order of their use", ARRANGED)
    font.save(path)


def info(path):
    """What typst makes of a face, which the program so need not read from the file."""
    data = path.read_bytes()
    font = TTFont(path, lazy=True)
    panose = font["OS/2"].panose
    flags = ["MONOSPACE"] if font["post"].isFixedPitch else []
    if panose.bFamilyType == 2 and 2 <= panose.bSerifStyle <= 10:
        flags.append("SERIF")
    runs, following = [], 0
    for code in sorted(coverage(font)):
        if runs and code == following:
            runs[-1] += 1
        else:
            runs += [code - following, 1]
        following = code + 1
    face = {
        "file": path.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "family": typst_family(font),
        "weight": font["OS/2"].usWeightClass,
        "flags": " | ".join(flags),
        "runs": len(runs),
    }
    return face, runs


def packed(numbers):
    """Numbers in groups of seven bits, the lowest first; the top bit says that more follow."""
    out = bytearray()
    for number in numbers:
        while number > 0x7F:
            out.append(number & 0x7F | 0x80)
            number >>= 7
        out.append(number)
    return bytes(out)


def main():
    originals = Path(sys.argv[1])
    for name, wanted in ORIGINALS.items():
        if hashlib.sha256((originals / name).read_bytes()).hexdigest() != wanted:
            sys.exit(f"{originals / name} is not the original expected")
    PREPARED.mkdir(exist_ok=True)
    for old in PREPARED.iterdir():
        old.unlink()
    common = common_han()
    jobs = []
    for name in ORIGINALS:
        source = originals / name
        if name in UNCHANGED:
            (PREPARED / name).write_bytes(source.read_bytes())
            continue
        if name == SUPPLEMENT:
            without_blanks(source)
            continue
        original = TTFont(source, lazy=True)
        all_codes = coverage(original) - blank(original)
        first = {c for c in all_codes if not within(c, HAN) and not within(c, FOREIGN)}
        if name != FALLBACK:
            first |= all_codes & common
        stem = Path(name).stem.removesuffix("-subset")
        jobs.append((source, first, False, f"{stem}.ttf"))
        jobs.append((source, all_codes - first, True, f"{stem}.rare.ttf"))
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for done in pool.map(prepare, jobs):
            print(done, (PREPARED / done).stat().st_size)
    for name in ORIGINALS:
        stem = Path(name).stem.removesuffix("-subset")
        parts = [p for p in (PREPARED / f"{stem}.ttf", PREPARED / f"{stem}.rare.ttf") if p.exists()]
        if name not in UNCHANGED and name != SUPPLEMENT:
            found = set().union(*(coverage(TTFont(part, lazy=True)) for part in parts))
            original = TTFont(originals / name, lazy=True)
            lost = coverage(original) - blank(original) - found
            if lost:
                sys.exit(f"{name}: lost {sorted(map(hex, lost))}")
    for path in sorted(PREPARED.glob("*.ttf")):
        if path.name not in UNCHANGED and not path.name.endswith(RARELY):
            arrange(path)
    write_index()
    pack_rare()


def write_index():
    """`index.json`, and `coverage.bin` with the runs of all faces: so many characters not in the
    face, so many in it, by turns."""
    faces = [info(path) for path in sorted(PREPARED.glob("*.ttf"))]
    lines = ",\n".join(json.dumps(face, ensure_ascii=False) for face, _ in faces)
    (PREPARED / "index.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    (PREPARED / "coverage.bin").write_bytes(b"".join(packed(runs) for _, runs in faces))


def pack_rare():
    """Of two files one is rare characters only, which hardly any page has: they lie in the program
    packed, and are unpacked when a text needs them."""
    for path in sorted(PREPARED.glob("*.ttf")):
        if path.name.endswith(RARELY):
            path.with_name(path.name + ".z").write_bytes(zlib.compress(path.read_bytes(), 9))
            path.unlink()


if __name__ == "__main__":
    main()
