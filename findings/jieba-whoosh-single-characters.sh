#!/usr/bin/env bash
# jieba 0.42.1 with Whoosh 2.7.4 (PyPI): a search for 第5期 finds 第6期, and a rare character of a name finds nothing.
#
# jieba.analyse.ChineseAnalyzer is what jieba's readme gives for searching with Whoosh. It drops every word of one
# character that does not lie between U+4E00 and U+9FD5: single digits and letters, 〇, and the characters of
# names outside that block (䶮, 𠮷), all of which jieba itself cuts off as words of their own. They reach neither the
# index nor the query; the rest of the query decides, so that 第5期 asks for 第 and 期 only. Expected: what is in the
# text can be found, and what is asked for is asked for.
#
# Wants Python 3. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check jieba==0.42.1 Whoosh==2.7.4

"$work/venv/bin/python" -W ignore - "$work" <<'PY'
import sys, tempfile
from importlib.metadata import version

tempfile.tempdir = sys.argv[1]  # jieba keeps its dictionary there
import jieba, logging
from jieba.analyse import ChineseAnalyzer
from whoosh.fields import STORED, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser

jieba.setLogLevel(logging.ERROR)
texts = ["第5期通报", "第6期通报", "第12期通报", "王䶮同志任副县长", "李𠮷强同志任副县长"]
index = RamStorage().create_index(Schema(text=TEXT(analyzer=ChineseAnalyzer()), shown=STORED))
writer = index.writer()
for text in texts:
    writer.add_document(text=text, shown=text)
writer.commit()


def find(words):
    with index.searcher() as searcher:
        return sorted(hit["shown"] for hit in searcher.search(QueryParser("text", index.schema).parse(words)))


print(f"jieba {version('jieba')}, Whoosh {version('Whoosh')}; texts: {' '.join(texts)}")
seen = {words: find(words) for words in ["第5期", "第12期", "王䶮", "䶮", "𠮷"]}
for words, hits in seen.items():
    print(f"{words} finds", hits)
assert jieba.lcut("第5期") == ["第", "5", "期"] and jieba.lcut("王䶮同志")[:2] == ["王", "䶮"]
assert seen == {
    "第5期": ["第12期通报", "第5期通报", "第6期通报"],
    "第12期": ["第12期通报"],
    "王䶮": ["王䶮同志任副县长"],
    "䶮": [],
    "𠮷": [],
}
PY
