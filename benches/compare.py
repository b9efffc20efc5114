#!/usr/bin/env python3
"""Whole-process time and memory of `kuaibao build` beside `typst compile` of the same pages.

    cargo build --release
    cargo install typst-cli --version 0.15.1 --locked
    python3 benches/compare.py [--runs 15] [--typst typst]

The commands run in turn, A B A B …, and ratios are taken pair by pair, so that a machine whose
speed drifts does not spoil them. Medians are printed as Markdown. typst gets the same template,
data and faces, and no system fonts; both write PDF/A-2a with PDF/UA-1.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KUAIBAO = ROOT / "target" / "release" / "kuaibao"


def run(commands):
    """Runs commands one after another; wall seconds in all, peak MiB of the largest."""
    began = time.perf_counter()
    peak = 0
    for command in commands:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"failed: {' '.join(map(str, command))}")
        peak = max(peak, usage.ru_maxrss / 1024)
    return time.perf_counter() - began, peak


def pair(name, ours, theirs, runs):
    """One row of the table."""
    samples = []
    for index in range(runs + 1):
        sample = (run(ours), run(theirs))
        if index:  # the first warms the caches
            samples.append(sample)
    median = statistics.median
    ours_ms = median(a[0] for a, _ in samples) * 1000
    theirs_ms = median(b[0] for _, b in samples) * 1000
    ratio = median(a[0] / b[0] for a, b in samples)
    ours_mib = median(a[1] for a, _ in samples)
    theirs_mib = median(b[1] for _, b in samples)
    print(
        f"| {name} | {ours_ms:.0f} ms, {ours_mib:.0f} MiB "
        f"| {theirs_ms:.0f} ms, {theirs_mib:.0f} MiB | {ratio:.2f} |",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--typst", default="typst")
    parser.add_argument("--kuaibao", type=Path, default=KUAIBAO)
    arguments = parser.parse_args()
    kuaibao = arguments.kuaibao.resolve()

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for name in ["bulletin.toml", "units.toml"]:
            shutil.copy(ROOT / name, folder)
        shutil.copytree(ROOT / "drafts", folder / "drafts")
        config = (folder / "bulletin.toml").read_text(encoding="utf-8")
        plain = config.replace("pages = 4", 'pages = "auto"')
        assert plain != config

        def ours(*paths, fitted):
            (folder / "bulletin.toml").write_text(config if fitted else plain, encoding="utf-8")
            return [[kuaibao, "-q", "--workspace", folder, "build", *paths]]

        drafts = sorted((folder / "drafts").glob("*.toml"))
        theirs = {}
        for draft in drafts:
            world = folder / "typst" / draft.stem
            world.mkdir(parents=True)
            shutil.copy(ROOT / "templates" / "kuaibao" / "main.typ", world)
            ours(draft, fitted=False)
            subprocess.run(
                [kuaibao, "-q", "--workspace", folder, "build", "--data", "-o", world / "data.json", draft],
                check=True,
            )
            theirs[draft] = [
                arguments.typst, "compile", "--root", world, "--ignore-system-fonts",
                "--font-path", ROOT / "fonts", "--pdf-standard", "a-2a,ua-1",
                world / "main.typ", world / "out.pdf",
            ]
        one = folder / "drafts" / "2023-41.toml"

        print("| work | kuaibao | typst compile | ratio |")
        print("|---|---|---|---|")
        pair("one issue, standard page", ours(one, fitted=False), [theirs[one]], arguments.runs)
        pair("one issue, fitted to 4 pages", ours(one, fitted=True), [theirs[one]], arguments.runs)
        pair("five issues, standard page", ours(fitted=False), list(theirs.values()), arguments.runs)
        pair("five issues, fitted to 4 pages", ours(fitted=True), list(theirs.values()), arguments.runs)
        check = [[kuaibao, "-q", "--workspace", folder, "check", one]]
        pair("check of one issue", check, [theirs[one]], arguments.runs)


if __name__ == "__main__":
    main()
