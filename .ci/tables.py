#!/usr/bin/env python3
"""Workbooks of ours as LibreOffice reads them: the same cells as the CSV of the same table, one page
wide, and taken over again without a change. Needs soffice.

    .ci/tables.py target/release/kuaibao WORK
"""
import csv
import io
import pathlib
import subprocess
import sys
import zipfile

kuaibao = str(pathlib.Path(sys.argv[1]).resolve())
work = pathlib.Path(sys.argv[2])
work.mkdir(parents=True, exist_ok=True)
root = pathlib.Path(__file__).resolve().parent.parent


def run(*arguments):
    done = subprocess.run([kuaibao, *map(str, arguments)], cwd=root, capture_output=True)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout


def converted(path, form):
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{work.resolve()}/profile",
         "--convert-to", form, "--outdir", work, path],
        check=True, capture_output=True,
    )
    return path.with_suffix("." + form.split(":")[0])


def same(ours, theirs):
    """Whether two cells say the same: a number may be rounded as it is shown."""
    if ours == theirs:
        return True
    try:
        return float(ours.rstrip("%")) == float(theirs.rstrip("%"))
    except ValueError:
        return False


tables = [
    ("units",), ("distribution",), ("rules",), ("list", "drafts/2023-43.toml"),
    ("count", "--year", "2023"), ("count", "--year", "2023", "--joint", "shared"),
    ("count", "--year", "2023", "--by", "month", "--of", "characters"),
]
for number, command in enumerate(tables):
    book = work / f"{number}.xlsx"
    run(*command, "-o", book.resolve())
    first = book.read_bytes()
    run(*command, "-o", book.resolve())
    assert first == book.read_bytes(), f"{command}: other bytes the second time"
    ours = list(csv.reader(io.StringIO(run(*command, "--format", "csv").decode("utf-8-sig"))))
    theirs = converted(book, "csv:Text - txt - csv (StarCalc):44,34,76,1").read_text("utf-8-sig")
    theirs = list(csv.reader(io.StringIO(theirs)))[1:]  # Below the title.
    assert len(theirs) >= len(ours), command
    for line, (row, other) in enumerate(zip(ours, theirs)):
        row += [""] * (len(other) - len(row))
        # In a CSV what could be taken for a formula has a mark before it.
        plain = [cell[1:] if cell[:2] in ("'=", "'+", "'-", "'@") else cell for cell in row]
        assert all(map(same, plain, other)), (command, line, row, other)
    with zipfile.ZipFile(book) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'fitToHeight="0"' in sheet and 'paperSize="9"' in sheet and "<pane" in sheet, command
    pages = subprocess.run(["pdfinfo", converted(book, "pdf")], capture_output=True, text=True).stdout
    assert "(A4)" in pages, (command, pages)
    if command == ("units",):
        again = subprocess.run([kuaibao, "units", "--import", book.resolve()], cwd=root,
                               capture_output=True, text=True)
        assert "改动 0 个" in again.stderr and "新加 0 个" in again.stderr, again.stderr
print(f"{len(tables)} tables")
