#!/usr/bin/env bash
# unpdf 1.7.0, pdf-parse 2.4.5 (npm): of a PDF in the standard Chinese fonts the lines are lost whole, their figures too.
#
# A Chinese font that is not embedded has for its encoding one of the CMaps that every reader has to know by name (ISO 32000-2,
# 9.7.5.2, table 116): GBK-EUC-H, UniGB-UCS2-H and others, as programs of offices and OFD converters write them. Both
# packages give the text of a PDF with pdf.js, which has these CMaps in files of its own. unpdf says in its readme that it takes them from
# pdfjs-dist if that is installed; it gives pdf.js their file: address, which the build that it brings cannot read. What
# comes back is the Latin line alone, no error, a warning of a font in the console. pdf-parse, which brings pdfjs-dist, does not
# name the files, nor its readme the option. Expected: 每村5-8人, as pdf.js has it when told the folder, and pdfminer.six.
#
# Wants npm, Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/other"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" unpdf@1.7.0 pdfjs-dist@5.6.205 >/dev/null 2>&1
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work/other" pdf-parse@2.4.5 >/dev/null 2>&1

python3 - "$work" <<'PY'
import sys
from pathlib import Path

text = lambda words, codec: f"<{words.encode(codec).hex()}> Tj"
for name, codec in {"GBK-EUC-H": "gbk", "UniGB-UCS2-H": "utf-16-be"}.items():
    page = f"""BT /L 16 Tf 72 730 Td {text('No. 2', 'ascii')} /F 16 Tf 0 -30 Td {text('每村5-8人，增长5.2%', codec)} ET""".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 4 0 R /L 8 0 R >> >> /Contents 7 0 R >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /%s /DescendantFonts [5 0 R] >>" % name.encode(),
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> /DW 1000 /W [1 95 500 814 907 500] /FontDescriptor 6 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    pdf, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(pdf)
    pdf += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in places)
    pdf += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    (Path(sys.argv[1]) / f"{name}.pdf").write_bytes(pdf)
PY

cat >"$work/unpdf.mjs" <<'JS'
import { readFileSync } from 'node:fs';
import { extractText, getDocumentProxy } from 'unpdf';
const page = await getDocumentProxy(new Uint8Array(readFileSync(process.argv[2])));
process.stdout.write((await extractText(page, { mergePages: true })).text);
JS
cat >"$work/told.mjs" <<'JS'
import { readFileSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
const cMapUrl = `${import.meta.dirname}/node_modules/pdfjs-dist/cmaps/`;
const pdf = await getDocument({ data: new Uint8Array(readFileSync(process.argv[2])), cMapUrl, cMapPacked: true, verbosity: 0 }).promise;
const { items } = await (await pdf.getPage(1)).getTextContent();
process.stdout.write(items.map((item) => item.str).join(' '));
JS
cat >"$work/other/parse.mjs" <<'JS'
import { readFileSync } from 'node:fs';
import { PDFParse } from 'pdf-parse';
process.stdout.write((await new PDFParse({ data: readFileSync(process.argv[2]) }).getText({ pageJoiner: '' })).text);
JS
same=0
for name in GBK-EUC-H UniGB-UCS2-H; do
    # unpdf writes its warning where it writes text: the last line is what it gives.
    one=$(node "$work/unpdf.mjs" "$work/$name.pdf" 2>/dev/null | grep -v '^Warning' | tr -s ' \n' ' ')
    two=$(node "$work/other/parse.mjs" "$work/$name.pdf" 2>/dev/null | grep -v '^Warning' | tr -s ' \n' ' ')
    told=$(node "$work/told.mjs" "$work/$name.pdf" 2>/dev/null | tr -s ' \n' ' ')
    printf '%s; the page: No. 2 / 每村5-8人，增长5.2%%\n  unpdf: %s\n  pdf-parse: %s\n  pdf.js, told the folder: %s\n' "$name" "$one" "$two" "$told"
    [ "${one% }" = 'No. 2' ] && [ "${two% }" = 'No. 2' ] && [ "${told% }" = 'No. 2 每村5-8人，增长5.2%' ] || same=1
done
exit "$same"
