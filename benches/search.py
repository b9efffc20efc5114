#!/usr/bin/env python3
"""Searching a province's ten years: an index made, asked, kept up to date, beside ripgrep over the same
files and SQLite's FTS5.

    cargo build --release
    python3 benches/generate.py FOLDER 82000 province
    python3 benches/search.py --kuaibao target/release/kuaibao FOLDER

Each query is a process of its own, as an office types it. Every answer of ripgrep and SQLite is counted
beside ours. What an open office takes: `KUAIBAO_PROVINCE=FOLDER cargo bench --bench inside -- find`.
"""

import argparse
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from generate import THINGS  # noqa: E402


class Spent(float):
    """Wall seconds, and those of the processor, which other work on the machine disturbs less."""

    def __new__(cls, wall, processor):
        spent = super().__new__(cls, wall)
        spent.processor = processor
        return spent


def shown(times, part=0.5):
    """Milliseconds on the wall, and of the processor in brackets."""
    processor = [spent.processor for spent in times]
    return f"{quantile(times, part) * 1000:.1f} ms ({quantile(processor, part) * 1000:.1f})"


def run(arguments, cwd):
    """Seconds, peak MiB and what was written."""
    began = time.perf_counter()
    process = subprocess.Popen(arguments, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    written = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    spent = Spent(time.perf_counter() - began, usage.ru_utime + usage.ru_stime)
    return spent, usage.ru_maxrss / 1024, written.decode("utf-8", "replace")


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def drafts(folder):
    return sorted(folder.glob("archive/*/*.toml")) + sorted(folder.glob("drafts/*.toml"))


def queries(files, chance):
    """What is looked for: matters that come up daily and hardly ever, phrases, single words, villages."""
    bodies = []
    for path in chance.sample(files, 40):
        draft = tomllib.loads(path.read_text(encoding="utf-8"))
        bodies += [item["body"] for column in draft["column"] for item in column["item"]]
    villages = [re.match(r"\w{3}村", body.strip()).group() for body in bodies]
    phrases = [re.sub(r"[“”《》*\s]", "", body)[30:42] for body in bodies]
    phrases = [phrase for phrase in phrases if not re.search(r"[0-9，。、（）]", phrase)]
    return {
        "matters": THINGS[:20] + THINGS[-20:],
        "phrases": chance.sample(phrases, min(20, len(phrases))),
        "villages": chance.sample(villages, 20),
        "two words": [f"{one} {two}" for one, two in zip(THINGS[:10], chance.sample(villages, 10))],
        "words of two": ["小麦", "培训", "项目", "群众", "企业", "安全", "县委", "工作", "我县", "村民"],
        "one character": ["麦", "县", "村"],
    }


def quantile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def found(text):
    """Issues and items of an answer."""
    numbers = re.search(r"共 (\d+) 期 (\d+) 条", text)
    return (int(numbers[1]), int(numbers[2])) if numbers else (0, 0)


def sqlite(folder, files):
    """An index of the same items by SQLite: three characters at a time, texts not kept."""
    path = folder / ".kuaibao" / "peer.sqlite"
    path.unlink(missing_ok=True)
    began = time.perf_counter()
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode=OFF")
    base.execute("PRAGMA synchronous=OFF")
    base.execute("CREATE VIRTUAL TABLE items USING fts5(headline, label, body, content='', tokenize='trigram')")
    reading = 0.0
    row = 0
    for file in files:
        start = time.perf_counter()
        draft = tomllib.loads(file.read_text(encoding="utf-8"))
        reading += time.perf_counter() - start
        for column in draft["column"]:
            for item in column["item"]:
                row += 1
                label = "\n".join([column["name"], *item["credits"]])
                values = (row, item["headline"], label, item["body"])
                base.execute("INSERT INTO items(rowid, headline, label, body) VALUES (?, ?, ?, ?)", values)
    base.commit()
    base.close()
    return path, time.perf_counter() - began - reading


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kuaibao", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", action="store_true", help="leave the index as it is")
    parser.add_argument("--no-sqlite", action="store_true")
    arguments = parser.parse_args()
    folder, program = arguments.folder.resolve(), str(arguments.kuaibao.resolve())
    files = drafts(folder)
    text = sum(path.stat().st_size for path in files)
    print(f"{len(files)} issues, {text / 2**20:.0f} MiB of drafts")

    if not arguments.keep:
        shutil.rmtree(folder / ".kuaibao" / "index", ignore_errors=True)
        seconds, memory, _ = run([program, "find", "--quiet", "秸秆禁烧"], folder)
        print(
            f"index made: {seconds:.1f} s ({seconds.processor:.1f}), {len(files) / seconds:.0f} issues/s "
            f"({2 * len(files) / seconds.processor:.0f} on two processors of its own), peak {memory:.0f} MiB"
        )
    index = size(folder / ".kuaibao" / "index")
    print(f"index: {index / 2**20:.0f} MiB, {index / text:.2f} of the drafts")

    asked = queries(files, random.Random(2))
    everything, ratios, work = [], [], []
    for kind, words in asked.items():
        times, peers = [], []
        for word in words:
            own = []
            for _ in range(arguments.rounds):
                seconds, memory, answer = run([program, "find", "--quiet", *word.split()], folder)
                own.append(seconds)
            times += own
            if " " not in word:
                command = ["rg", "--count-matches", "--no-messages", "-g", "*.toml", "-F", "--", word, "archive", "drafts"]
                seconds, _, counted = run(command, folder)
                peers.append(seconds)
                ratios.append(seconds / statistics.median(own))
                work.append(seconds.processor / statistics.median(spent.processor for spent in own))
                issues = found(answer)[0]
                if len(counted.splitlines()) > issues:
                    print(f"  {word}: {issues} issues, ripgrep {len(counted.splitlines())}")
        everything += times
        peer = f", ripgrep {shown(peers)}" if peers else ""
        print(f"{kind}: median {shown(times)}, p95 {shown(times, 0.95)}, peak {memory:.0f} MiB{peer}")
    print(
        f"all: median {shown(everything)}, p95 {shown(everything, 0.95)}; ripgrep takes {statistics.median(ratios):.0f} "
        f"times as long (median), {min(ratios):.0f} at least; processor time {statistics.median(work):.0f}, {min(work):.0f}"
    )

    source = files[len(files) // 2]
    new = folder / "drafts" / "2026-01.toml"
    draft = source.read_text(encoding="utf-8")
    before, after = [], []
    for turn in range(10):
        new.unlink(missing_ok=True)
        before.append(run([program, "find", "--quiet", "新来的这一期"], folder)[0])
        new.write_text(re.sub(r'headline = "', 'headline = "新来的这一期', draft, count=1), encoding="utf-8")
        seconds, _, answer = run([program, "find", "--quiet", "新来的这一期"], folder)
        assert found(answer) == (1, 1), answer
        after.append(seconds)
    new.unlink()
    print(
        f"one new issue: {shown(before)} without, {shown(after)} with it"
    )

    counted = [run([program, "count", "--by", "unit", "--from", "2016-01-01", "--to", "2025-12-31"], folder) for _ in range(3)]
    print(f"count: {shown([seconds for seconds, *_ in counted])}, peak {counted[0][1]:.0f} MiB")

    if not arguments.no_sqlite:
        path, seconds = sqlite(folder, files)
        print(
            f"FTS5 trigram: made in {seconds:.0f} s ({len(files) / seconds:.0f} issues/s, reading not counted), "
            f"{path.stat().st_size / 2**20:.0f} MiB, {path.stat().st_size / text:.2f} of the drafts"
        )
        for kind, words in asked.items():
            if min(len(word) for word in words) < 3 or kind == "two words":
                continue
            times = []
            for word in words:
                code = (
                    "import sqlite3,sys,time;t=time.perf_counter();b=sqlite3.connect(sys.argv[1]);"
                    "r=b.execute(\"SELECT rowid FROM items WHERE items MATCH ? ORDER BY rank LIMIT 20\","
                    "('\"'+sys.argv[2]+'\"',)).fetchall();"
                    "n=b.execute(\"SELECT count(*) FROM items WHERE items MATCH ?\",('\"'+sys.argv[2]+'\"',)).fetchone();"
                    "print(time.perf_counter()-t)"
                )
                answer = subprocess.run([sys.executable, "-c", code, path, word], capture_output=True, text=True)
                times.append(float(answer.stdout))
            print(
                f"FTS5 {kind}: median {statistics.median(times) * 1000:.1f} ms, p95 {quantile(times, 0.95) * 1000:.1f} ms "
                "(without starting a process)"
            )
        path.unlink()


if __name__ == "__main__":
    main()
