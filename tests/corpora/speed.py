#!/usr/bin/env python3
"""100 Word files like those that offices send, imported in one call, beside pandoc run on each.

    KB_BIN=target/release/kuaibao python3 tests/corpora/speed.py
"""
import os, subprocess, sys, tempfile, time
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'import', 'cases'))
from lib import *

KB = os.path.abspath(os.environ.get('KB_BIN', 'target/release/kuaibao'))
with tempfile.TemporaryDirectory() as work:
    levels = [lvl(0, '%1、', 'chineseCounting'), lvl(1, '（%2）', 'chineseCounting')]
    names = []
    for n in range(100):
        body = head('北塘乡第%d村推进人居环境整治工作' % n) + ''.join(
            p('第%d项工作' % i, num()) + p('组织村民清理房前屋后杂物%d处，清运垃圾%d车，群众满意度明显提高。' % (n + i, 3 * i + 1)) for i in range(1, 9))
        body += tbl([['村组', '户数', '完成']] + [['%d组' % i, str(30 + i), str(20 + i)] for i in range(1, 7)]) + p('（北塘乡）')
        names.append('%s/%d.docx' % (work, n))
        open(names[-1], 'wb').write(docx(body, {'word/numbering.xml': numbering(levels), 'word/styles.xml': heading_styles()}))
    ws = work + '/ws'
    subprocess.run([KB, 'init', ws, '--name', '某县政务快报', '--publisher', '某县人民政府办公室'], check=True, capture_output=True)
    ours, pandoc = [], []
    for turn in range(3):
        with open(ws + '/drafts/2024-03.toml', 'w') as f:
            f.write('number = 3\ndate = 2024-01-19\n\n[[column]]\nname = "来稿"\n')
        start = time.monotonic()
        got = subprocess.run([KB, 'import', '--into', 'drafts/2024-03.toml', '--column', '来稿', *names], cwd=ws, capture_output=True)
        ours.append(time.monotonic() - start)
        assert got.returncode in (0, 1), got.stderr.decode()
        start = time.monotonic()
        for name in names:
            subprocess.run(['pandoc', '-t', 'plain', name], check=True, capture_output=True)
        pandoc.append(time.monotonic() - start)
    print('kuaibao, one call: %.2f s   pandoc, 100 runs: %.2f s   %.0f times' % (min(ours), min(pandoc), min(pandoc) / min(ours)))
