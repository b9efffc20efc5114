#!/usr/bin/env bash
# tomlkit 0.15.2 (PyPI): two units change places in a list, their comments do not: # 牵头 (leads) stands by the other unit.
#
# tomlkit edits TOML and keeps comments and layout. In a list with an item a line, each with its comment, reverse() and
# an exchange (a[0], a[1] = a[1], a[0]) move the values alone: the file then says that the other unit leads. pop() takes the comment
# along with its item, and insert() leaves it there, so that a list changed step by step is right. A comment over [[item]] counts as the end
# of the table before: when that is taken out the comment goes with it, and 待核 (to be checked) is no longer over
# the item that it was about. Expected: comments stay by what they tell of, as @decimalturn/toml-patch 3.3.0 (npm) does for lists.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check tomlkit==0.15.2

"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version
import tomlkit

text = """units = [
  "人社局", # 牵头
  "医保局", # 配合
]

[[item]]
title = "春管"

# 待核
[[item]]
title = "医保"
"""
print(f"tomlkit {version('tomlkit')}; before:\n{text}")


def edited(change):
    document = tomlkit.parse(text)
    change(document)
    return tomlkit.dumps(document)


def exchange(document):
    units = document["units"]
    units[0], units[1] = units[1], units[0]


def by_steps(document):
    units = document["units"]
    units.insert(1, units.pop(0))


exchanged = '  "医保局", # 牵头\n  "人社局", # 配合\n'
seen = edited(lambda document: document["units"].reverse())
print(f"after reverse():\n{seen}")
assert exchanged in seen and exchanged in edited(exchange)
assert '"医保局", # 配合' in edited(by_steps)
without = edited(lambda document: document["item"].pop(0))
print(f"after taking out the first item:\n{without}")
assert 'title = "医保"' in without and "待核" not in without
PY
