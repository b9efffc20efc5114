#!/usr/bin/env bash
# zhconv 1.4.3 (PyPI): 公里 is turned into 公裏 (for Taiwan 公裡), so a road of 5公里 is none that a reader there knows.
#
# 里 is one character for two of traditional Chinese: 裏 or 裡 is the inside, 里 the measure, in 公里, 英里 and 里程碑. zhconv
# turns every 里 into the first that no longer word of its table covers, and 公里 is not in it. So with 斗 in 北斗 and 斗门区
# (turned into 鬥, to fight), 咸 in 咸阳 (鹹, salty) and 淀 in 海淀区 (澱, starch), names of places that keep their
# characters. OpenCC has all of them right. Back in simplified characters everything reads as before, so that a check by
# converting there and back finds nothing.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check zhconv==1.4.3 opencc==1.4.2

"$work/venv/bin/python" -W ignore - <<'PY'
from importlib.metadata import version
import opencc
import zhconv

print(f"zhconv {version('zhconv')}, OpenCC {version('opencc')}")
cases = {
    "新修公路5公里": ("新修公路5公里", "新修公路5公裏", "新修公路5公裡"),
    "立起里程碑": ("立起里程碑", "立起裏程碑", "立起裡程碑"),
    "北斗导航": ("北斗導航", "北鬥導航", "北鬥導航"),
    "斗门区": ("斗門區", "鬥門區", "鬥門區"),
    "咸阳市": ("咸陽市", "鹹陽市", "鹹陽市"),
    "海淀区": ("海淀區", "海澱區", "海澱區"),
    "干部12人": ("幹部12人", "幹部12人", "幹部12人"),
}
same = True
for text, (expected, general, taiwan) in cases.items():
    seen = zhconv.convert(text, "zh-hant"), zhconv.convert(text, "zh-tw")
    print(f"{text}: expected {expected}, seen {seen[0]}, for Taiwan {seen[1]}")
    assert opencc.OpenCC("s2t").convert(text) == expected
    assert zhconv.convert(seen[0], "zh-hans") == text
    same = same and seen == (general, taiwan)
raise SystemExit(0 if same else 1)
PY
