"""Makes words.tsv, the list from which `zh/words.rs` packs words.fst:

    pip download --no-deps --no-binary :all: jieba==0.42.1 && tar xzf jieba-0.42.1.tar.gz
    python3 src/zh/tables/words.py jieba-0.42.1/jieba/dict.txt > words.tsv
    WORDS=words.tsv cargo test --release --lib zh::words -- --ignored
"""

import re
import sys

HAN = re.compile("[\u4e00-\u9fff\u3007]{1,8}")
NAMES = ("nr", "ns", "nz")
LEAST = 3

rows = []
for line in open(sys.argv[1], encoding="utf8"):
    word, often, tag = line.split()
    if HAN.fullmatch(word) and (len(word) == 1 or int(often) >= LEAST):
        rows.append((word, often, int(tag[:2] in NAMES)))
for row in sorted(rows, key=lambda row: row[0].encode()):
    print(*row, sep="\t")
