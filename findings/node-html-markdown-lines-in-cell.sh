#!/usr/bin/env bash
# node-html-markdown 2.0.0 (npm): 12 above 35 in one table cell is 1235.
#
# A table cell of Markdown has one line, so that a line end in it must become something else; markdownify 1.2.3 (PyPI) makes a
# space of it. node-html-markdown takes it away: two units above each other in one cell are 城关镇东屯镇, their figures beside
# them 1235, whether the lines are parted by <br>, by paragraphs or as items of a list. In a paragraph of text <br> is
# kept, as its readme says; of cells it says nothing. And a list that goes on at 5 after a table (start="5") begins at 1 again,
# though Markdown can say 5, as markdownify does.
#
# Wants npm, Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" node-html-markdown@2.0.0 >/dev/null 2>&1
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check markdownify==1.2.3

row() { echo "<table><tr><th>乡镇</th><th>人数</th></tr><tr><td>$1</td><td>$2</td></tr></table>"; }
cat >"$work/node.js" <<'JS'
const { NodeHtmlMarkdown } = require('node-html-markdown');
process.stdout.write(NodeHtmlMarkdown.translate(process.argv[2]));
JS
cat >"$work/python.py" <<'PY'
import sys
from markdownify import markdownify

print(markdownify(sys.argv[1]).strip(), end="")
PY
check() {
    local page=$1 seen other
    seen=$(node "$work/node.js" "$page")
    other=$("$work/venv/bin/python" "$work/python.py" "$page")
    printf '%s\n  node-html-markdown: %s\n  markdownify: %s\n' "$page" "${seen//$'\n'/ / }" "${other//$'\n'/ / }"
    [ "$(tail -n 1 <<<"$seen" | tr -s ' ')" = "$2" ] && [ "$(tail -n 1 <<<"$other" | tr -s ' ')" = "$3" ]
}
check "$(row '城关镇<br>东屯镇' '12<br>35')" '| 城关镇东屯镇 | 1235 |' '| 城关镇 东屯镇 | 12 35 |'
check "$(row '<p>城关镇</p><p>东屯镇</p>' '<p>12</p><p>35</p>')" '| 城关镇东屯镇 | 1235 |' '| 城关镇 东屯镇 | 12 35 |'
check "$(row '城关镇' '<ul><li>12</li><li>35</li></ul>')" '| 城关镇 | 1235 |' '| 城关镇 | * 12 * 35 |'
check '<p>就业12<br>培训35</p>' '培训35' '培训35'
check '<ol start="5"><li>就业</li></ol>' '1. 就业' '5. 就业'
