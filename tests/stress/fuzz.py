#!/usr/bin/env python3
"""Changed copies of real files into everything that reads (tests/it/hostile.rs), for as long as one
likes: no panic, nothing over 10 s, no more than 500 MB.

    python3 tests/stress/fuzz.py              a minute, as .ci/run does it
    python3 tests/stress/fuzz.py --seconds 3600

What goes wrong is written to tests/hostile/, from where the plain tests try it first from then on.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST = 500 << 10  # KiB


def binary():
    built = subprocess.run(
        ["cargo", "test", "--release", "--no-run", "--test", "it"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    return ROOT / re.search(r"\((target/\S+/it-[0-9a-f]+)\)", built)[1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--cases", type=int, default=400, help="tried by each test in one turn")
    parser.add_argument("--binary", type=Path)
    arguments = parser.parse_args()
    program = arguments.binary or binary()
    environment = {**os.environ, "KUAIBAO_HOSTILE_CASES": str(arguments.cases)}
    began, turns, most = time.monotonic(), 0, 0
    while turns == 0 or time.monotonic() - began < arguments.seconds:
        command = [program, "hostile", "--test-threads", "1", "--quiet"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        said = process.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        most = max(most, usage.ru_maxrss)
        if status != 0:
            sys.exit(said)
        turns += 1
    print(f"{turns} turns of {arguments.cases} cases each, at most {most >> 10} MiB")
    if most > MOST:
        sys.exit("more than 500 MB")


if __name__ == "__main__":
    main()
