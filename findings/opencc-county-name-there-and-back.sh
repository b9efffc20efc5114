#!/usr/bin/env bash
# OpenCC 1.4.2 (PyPI opencc): 浚县, made traditional and simplified again, is 濬县.
#
# Simplified text of the mainland is turned into traditional (s2t) and back (t2s), as for a reader or a colleague abroad. The
# county's name becomes 濬縣, as it was written before the mainland gave up 濬 for 浚; but t2s does not turn 濬 into
# 浚: what comes back is a name that no county has, with a character that many fonts of an office lack. 疏浚 (to dredge)
# stays as it is both ways, and other counties come back as they went. Nothing tells. Expected: what went in.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check opencc==1.4.2

"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version
import opencc

print(f"OpenCC {version('opencc')}")
there, back = opencc.OpenCC("s2t").convert, opencc.OpenCC("t2s").convert
cases = {
    "浚县人社局": ("濬縣人社局", "濬县人社局"),
    "疏浚河道5公里": ("疏浚河道5公里", "疏浚河道5公里"),
    "范县人社局": ("范縣人社局", "范县人社局"),
}
seen = {text: (there(text), back(there(text))) for text in cases}
for text, (traditional, simplified) in seen.items():
    print(f"{text}: traditional {traditional}, simplified again {simplified}")
assert seen == cases
PY
