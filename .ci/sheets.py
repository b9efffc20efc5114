#!/usr/bin/env python3
"""Looks at pages set on A3 sheets (booklet, two-up): the text of the A4 file, tagged, in the order of
reading, with language and outline; PDF/A and PDF/UA; printed as large as it is.

    sheets.py OUT
"""

import sys
from pathlib import Path

import pikepdf
import page

from verify import (
    Report,
    is_false_alarm,
    outline_of,
    squeezed,
    tag_tree_text,
    widths_compared,
    wrong_lengths,
)


def wishes(pdf):
    wanted = pdf.Root.get("/ViewerPreferences", {})
    return str(wanted.get("/PrintScaling", "")), str(wanted.get("/Duplex", ""))


def look(sheets, a4, duplex, report):
    name = sheets.name
    report.check(f"{name}: outline", outline_of(sheets) == outline_of(a4))
    text, own = tag_tree_text(a4), tag_tree_text(sheets)
    report.check(f"{name}: text of the tags, in order", squeezed(own) == squeezed(text))
    with pikepdf.open(sheets) as pdf:
        report.check(f"{name}: language", str(pdf.Root.get("/Lang", "")).lower() == "zh-cn")
        report.check(f"{name}: print wishes", wishes(pdf) == ("/None", duplex), wishes(pdf))
        _, mismatches = widths_compared(pdf)
    wrong = wrong_lengths(sheets)
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        failures = page.validate_pdf(sheets, profile=profile).failures
        real = [f for f in failures if not is_false_alarm(f, mismatches, wrong)]
        text = "; ".join(f"{f.rule_id} {f.message}" for f in real)
        report.check(f"{name}: {profile.name}", not real, text)


def main():
    folder, report = Path(sys.argv[1]), Report()
    for a4 in sorted(folder.glob("*.pdf")):
        if a4.name.count(".") > 1:
            continue
        with pikepdf.open(a4) as pdf:
            report.check(
                f"{a4.name}: print wishes", wishes(pdf) == ("/None", "/DuplexFlipLongEdge")
            )
        for ending, duplex in ((".booklet.pdf", "Short"), (".two-up.pdf", "Long")):
            sheets = a4.with_suffix(ending)
            if sheets.is_file():
                look(sheets, a4, f"/DuplexFlip{duplex}Edge", report)
    print(f"{report.passed} passed, {report.failed} failed")
    sys.exit(1 if report.failed or not report.passed else 0)


if __name__ == "__main__":
    main()
