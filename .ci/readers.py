#!/usr/bin/env python3
"""Whether people find in the PDFs what is printed in them: name and signers, letter-spaced on the
page, as one word in every reader.

    readers.py OUT DRAFT.toml…

Readers: poppler, pdfium, MuPDF, pypdf, pdfminer, and pdf.js (the reader of Firefox) where there is
node and `PDFJS` names the folder of pdfjs-dist.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pdfminer.high_level
import pymupdf
import pypdf
import pypdfium2

SCRIPT = """
import { getDocument } from "DIST/legacy/build/pdf.mjs";
import { readFileSync } from "fs";
const data = new Uint8Array(readFileSync(process.argv[2]));
const pdf = await getDocument({ data, verbosity: 0 }).promise;
for (let page = 1; page <= pdf.numPages; page++) {
  const content = await (await pdf.getPage(page)).getTextContent();
  console.log(content.items.map((item) => item.str + (item.hasEOL ? "\\n" : "")).join(""));
}
"""


def poppler(path):
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def pdfium(path):
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def mupdf(path):
    with pymupdf.open(path) as document:
        return "\n".join(page.get_text() for page in document)


def by_pypdf(path):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def by_pdfminer(path):
    return pdfminer.high_level.extract_text(path)


def pdfjs(path):
    dist = Path(os.environ["PDFJS"])
    script = dist / "kuaibao-readers.mjs"
    script.write_text(SCRIPT.replace("DIST", str(dist)))
    done = subprocess.run(["node", script, path], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


READERS = {
    "poppler": poppler,
    "pdfium": pdfium,
    "MuPDF": mupdf,
    "pypdf": by_pypdf,
    "pdfminer": by_pdfminer,
}


def main():
    folder, drafts = Path(sys.argv[1]), [Path(draft) for draft in sys.argv[2:]]
    readers = dict(READERS)
    if shutil.which("node") and os.environ.get("PDFJS"):
        readers["pdf.js"] = pdfjs
    passed = failed = 0
    for draft in drafts:
        config = tomllib.loads((draft.parent.parent / "bulletin.toml").read_text("utf-8"))
        signoff = tomllib.loads(draft.read_text("utf-8"))["signoff"]
        words = [config["name"], config["publisher"], *signoff.values()]
        pdf = folder / f"{draft.stem}.pdf"
        for reader, read in readers.items():
            text = read(pdf)
            for word in words:
                if word in text:
                    passed += 1
                else:
                    failed += 1
                    print(f"FAILED  {pdf.name}: {reader} does not find {word}")
    print(f"{passed} passed, {failed} failed ({', '.join(readers)})")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
