#!/usr/bin/env bash
# AR PL UKai (Debian fonts-arphic-ukai 0.2.20080216.2-5): 43 Han characters are in its tables, and nothing is drawn for them.
#
# A program that looks in a face's table of characters finds 䶮, which stands in people's names, and 㧐, 䴘 and others of
# 通用规范汉字表; it takes no other face then. Their outlines are empty: the page has a gap where the name should be, and the text
# beside the page, by which PDFs are searched and compared, has the character. Expected: an outline, or no entry, as of 䶫, so that
# the next face is asked. Seen in all faces of the collection, through fontTools 4.68.0 and drawn by Pillow 12.2.0.
#
# Wants Python 3, and apt-get and dpkg-deb of Debian. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq -o APT::Sandbox::User=root fonts-arphic-ukai=0.2.20080216.2-5
dpkg-deb -x fonts-arphic-ukai_*.deb .
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check fonttools==4.68.0 pillow==12.2.0

venv/bin/python - <<'PY'
from pathlib import Path
from fontTools.ttLib import TTCollection
from PIL import Image, ImageDraw, ImageFont

path = next(Path(".").rglob("ukai.ttc"))
for number, face in enumerate(TTCollection(path).fonts):
    cmap, outlines = face.getBestCmap(), face["glyf"]
    han = [code for code in cmap if 0x3400 <= code <= 0x9FFF]
    empty = "".join(chr(code) for code in han if outlines[cmap[code]].numberOfContours == 0)
    print(f"{face['name'].getDebugName(4)}: {len(han)} Han characters, drawn as nothing: {empty}")
    assert empty == "㖞㘎㤘㧏㧐㧟㩳㭎㱮㳠䁖䅟䌷䎬䏝䓖䙌䙡䜣䜩䞍䥺䥽䦂䦃䦅䦆䦛䦶䦷䲟䲠䲡䲢䲣䴓䴔䴕䴖䴗䴘䴙䶮", empty
    assert ord("䶫") not in cmap

    def ink(c):
        page = Image.new("L", (64, 64))
        ImageDraw.Draw(page).text((8, 8), c, 255, ImageFont.truetype(str(path), 40, index=number))
        return page.getbbox() is not None

    assert ink("龚") and not ink("䶮")
PY
