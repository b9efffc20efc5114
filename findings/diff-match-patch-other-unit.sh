#!/usr/bin/env bash
# diff-match-patch 20241021 (PyPI): the correction of one unit's figure, 12 to 15, makes 5 of another unit's 35, and is reported as done.
#
# patch_make keeps a correction with a few characters around it, patch_apply puts it into a text that may have changed
# meanwhile, as well as it can, and says of each patch whether it was applied. What it looks for need be there only
# roughly. If the sentence to be corrected was taken out, the next one that looks like it is corrected instead: 35 becomes 5. If
# two sentences changed places, the figure of the unit that now stands there changes. If somebody else had made 13 of 12, that is 15
# too. All three are True. Expected: False, as it gives where no sentence is near to it, since a figure
# to be replaced that is not there cannot be replaced.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check diff-match-patch==20241021

"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version
from diff_match_patch import diff_match_patch

tool = diff_match_patch()
before = "城关镇新增就业12人。东屯镇新增就业35人。"
patches = tool.patch_make(before, before.replace("12", "15"))
cases = {
    "东屯镇新增就业35人。": ("东屯镇新增就业5人。", True),
    "东屯镇新增就业12人。城关镇新增就业12人。": ("东屯镇新增就业15人。城关镇新增就业12人。", True),
    "城关镇新增就业13人。东屯镇新增就业35人。": ("城关镇新增就业15人。东屯镇新增就业35人。", True),
    "东屯镇发放补贴35元。": ("东屯镇发放补贴35元。", False),
}
print(f"diff-match-patch {version('diff-match-patch')}: {before} with 15 for 12, the correction put into")
for text, known in cases.items():
    after, [done] = tool.patch_apply(patches, text)
    print(f"{text} gives {after} {done}")
    assert (after, done) == known
PY
