#!/usr/bin/env bash
# ofd.js 0.2.6 (npm): a picture of an OFD page does not grow with the page.
#
# An ImageObject with a CTM is drawn for 1 mm = 1 / 0.2642 px (96 dots an inch), whatever the width that
# renderOfd was asked for; text and paths are drawn for that width. A picture 100 mm wide on a page 200 mm
# wide should always take half of the page. Seen: at 5 px a millimetre it takes 379 of 1000 px (38 %),
# at 2 px a millimetre 379 of 400 px (95 %), so that it covers what stands beside it.
#
# Wants npm, Python 3, Chromium. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" ofd.js@0.2.6 >/dev/null
version=$(node -p "require('$work/node_modules/ofd.js/package.json').version")

python3 - "$work" <<'PY'
import base64, struct, sys, zipfile, zlib
from pathlib import Path

work = Path(sys.argv[1])
chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
png = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
       + chunk(b"IDAT", zlib.compress((b"\0" + b"\xff\0\0" * 8) * 8)) + chunk(b"IEND", b""))
head = '<?xml version="1.0" encoding="UTF-8"?>\n'
ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
files = {
    "OFD.xml": f'<ofd:OFD {ns} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
    "Doc_0/Document.xml": f'<ofd:Document {ns}><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 200 200</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
    "Doc_0/PublicRes.xml": f'<ofd:Res {ns} BaseLoc="Res"></ofd:Res>',
    "Doc_0/DocumentRes.xml": f'<ofd:Res {ns} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="2" Type="Image" Format="PNG"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>',
    "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {ns}><ofd:Area><ofd:PhysicalBox>0 0 200 200</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer Type="Body" ID="3"><ofd:ImageObject ID="4" Boundary="0 0 100 100" ResourceID="2" CTM="100 0 0 100 0 0"/></ofd:Layer></ofd:Content></ofd:Page>',
}
with zipfile.ZipFile(work / "a.ofd", "w") as out:
    for name, text in files.items():
        out.writestr(name, head + text)
    out.writestr("Doc_0/Res/a.png", png)
data = base64.b64encode((work / "a.ofd").read_bytes()).decode()
(work / "a.html").write_text(f"""<!doctype html><meta charset=utf-8><div id=out></div>
<script src="node_modules/ofd.js/lib/ofd.umd.min.js"></script><script>
const bytes = () => Uint8Array.from(atob("{data}"), c => c.charCodeAt(0)).buffer;
const seen = [];
// renderOfd takes off 10 px, and rounds to a tenth of a pixel a millimetre.
const next = scales => {{
  if (!scales.length) {{ document.title = "SEEN " + seen.join(" "); return; }}
  ofd.parseOfdDocument({{ofd: bytes(), success(res) {{
    const out = document.getElementById("out");
    out.replaceChildren(...ofd.renderOfd(200 * scales[0] + 10, res[0]));
    seen.push(scales[0] + ":" + Math.round(out.querySelector("image").getBoundingClientRect().width));
    next(scales.slice(1));
  }}, fail(e) {{ document.title = "FAIL " + JSON.stringify(e); }}}});
}};
next([2, 5]);
</script>""")
PY
seen=$("$browser" --headless --no-sandbox --disable-gpu --allow-file-access-from-files --virtual-time-budget=10000 \
    --dump-dom "file://$work/a.html" 2>/dev/null | grep -o '<title>[^<]*')
echo "ofd.js $version, px a millimetre and width of a picture of 100 mm: ${seen#<title>}"
test "${seen#<title>}" = "SEEN 2:379 5:379"
