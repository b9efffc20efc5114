#!/usr/bin/env bash
# weasyprint 70.0 (PyPI): 浚县 with its reading is printed 浚xùn县, without the brackets meant for such programs; <ol start="5"> begins at 1.
#
# HTML puts a reading into <rt>, and brackets into <rp>, for programs that do not set readings above the line (HTML standard,
# 4.5.12). WeasyPrint does not set them above the line, so that the reading runs into the name, yet hides <rp>, as only
# those should that do. And numbers of list items that do not count from 1 (start, value), which are part of what the page
# says (4.4.5), are dropped unless “presentational hints” are asked for: the articles 5 and 6 are printed as 1 and 2,
# without a warning. Expected: 浚（xùn）县, and 5 and 6.
#
# Wants Python 3, pdftotext (poppler-utils), the libraries that WeasyPrint wants (Debian: libpango-1.0-0 libpangoft2-1.0-0),
# a Chinese font. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0

"$work/venv/bin/python" - "$work" <<'PY'
import subprocess, sys
from pathlib import Path
import weasyprint

path = Path(sys.argv[1]) / "a.pdf"


def printed(html, **options):
    weasyprint.HTML(string=html).write_pdf(path, **options)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout.split()


name = printed("<p>赴<ruby>浚<rp>（</rp><rt>xùn</rt><rp>）</rp></ruby>县考察</p>")
articles = '<ol start="5"><li>经费</li><li>人员</li></ol><ol><li value="9">附则</li></ol>'
numbers, hinted = printed(articles), printed(articles, presentational_hints=True)
print(f"weasyprint {weasyprint.__version__}")
print("expected 赴浚（xùn）县考察, printed", *name)
print("expected 5. 经费 6. 人员 9. 附则, printed", *numbers, "- with presentational hints:", *hinted)
assert name == ["赴浚xùn县考察"]
assert numbers == ["1.", "经费", "2.", "人员", "1.", "附则"]
assert hinted == ["5.", "经费", "6.", "人员", "9.", "附则"]
PY
