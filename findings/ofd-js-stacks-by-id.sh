#!/usr/bin/env bash
# ofd.js 0.2.6 (npm): what lies on top of what is decided by the IDs of the objects, not by their order on the page.
#
# In OFD (GB/T 33190-2016) the objects of a layer are drawn one after the other, the later over the earlier; an ID only
# names an object and need be no more than unique in the document. ofd.js uses the ID as the z-index of the
# object. A page whose pale ground is its first object and whose text is the second shows the text if the text
# has the higher ID, and an empty ground if it has the lower one, as after a ground was added to a finished page.
#
# Wants npm, Python 3, Chromium. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" ofd.js@0.2.6 >/dev/null
version=$(node -p "require('$work/node_modules/ofd.js/package.json').version")

python3 - "$work" <<'PY'
import base64, io, sys, zipfile
from pathlib import Path

work = Path(sys.argv[1])
head = '<?xml version="1.0" encoding="UTF-8"?>\n'
ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def page(ground, text):
    files = {
        "OFD.xml": f'<ofd:OFD {ns} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f'<ofd:Document {ns}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 200 200</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/PublicRes.xml": f'<ofd:Res {ns} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="2" FontName="宋体"/></ofd:Fonts></ofd:Res>',
        "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {ns}><ofd:Area><ofd:PhysicalBox>0 0 200 200</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer Type="Body" ID="3">'
        f'<ofd:PathObject ID="{ground}" Boundary="0 0 200 200" Fill="true" Stroke="false"><ofd:FillColor Value="230 240 250"/><ofd:AbbreviatedData>M 0 0 L 200 0 L 200 200 L 0 200 C</ofd:AbbreviatedData></ofd:PathObject>'
        f'<ofd:TextObject ID="{text}" Boundary="20 20 160 30" Font="2" Size="20"><ofd:TextCode X="0" Y="22" DeltaX="20 20 20">政务快报</ofd:TextCode></ofd:TextObject>'
        '</ofd:Layer></ofd:Content></ofd:Page>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for name, content in files.items():
            out.writestr(name, head + content)
    return base64.b64encode(packed.getvalue()).decode()


(work / "a.html").write_text(f"""<!doctype html><meta charset=utf-8><div id=out></div>
<script src="node_modules/ofd.js/lib/ofd.umd.min.js"></script><script>
const pages = [["ID of the text higher", "{page(10, 11)}"], ["ID of the text lower", "{page(11, 10)}"]];
const seen = [];
const next = pages => {{
  if (!pages.length) {{ document.title = "SEEN " + seen.join("; "); return; }}
  const [name, data] = pages[0];
  ofd.parseOfdDocument({{ofd: Uint8Array.from(atob(data), c => c.charCodeAt(0)).buffer, success(res) {{
    const out = document.getElementById("out");
    out.replaceChildren(...ofd.renderOfd(410, res[0]));
    const place = out.querySelector("text").getBoundingClientRect();
    const top = document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2);
    seen.push(name + ": " + (top.closest("svg").querySelector("text") ? "text" : "ground") + " on top");
    next(pages.slice(1));
  }}, fail(e) {{ document.title = "FAIL " + JSON.stringify(e); }}}});
}};
next(pages);
</script>""")
PY
seen=$("$browser" --headless --no-sandbox --disable-gpu --allow-file-access-from-files --virtual-time-budget=10000 \
    --dump-dom "file://$work/a.html" 2>/dev/null | grep -o '<title>[^<]*')
echo "ofd.js $version, a page with a pale ground first and its text after it: ${seen#<title>}"
test "${seen#<title>}" = "SEEN ID of the text higher: text on top; ID of the text lower: ground on top"
