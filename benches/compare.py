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
    """Prints one row of the table."""
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


class Workspace:
    """A copy of the repository's workspace, with and without a page target."""

    def __init__(self, folder, kuaibao, fitted):
        self.folder = folder
        self.kuaibao = kuaibao
        folder.mkdir()
        shutil.copy(ROOT / "units.toml", folder)
        shutil.copytree(ROOT / "drafts", folder / "drafts")
        config = (ROOT / "bulletin.toml").read_text(encoding="utf-8")
        plain = config.replace("\npages = 4\n", '\npages = "auto"\n')
        assert plain != config
        (folder / "bulletin.toml").write_text(config if fitted else plain, encoding="utf-8")

    def command(self, command, *arguments):
        return [[self.kuaibao, "-q", "--workspace", self.folder, command, *arguments]]

    def draft(self, name):
        return self.folder / "drafts" / f"{name}.toml"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--typst", default="typst")
    parser.add_argument("--kuaibao", type=Path, default=KUAIBAO)
    arguments = parser.parse_args()
    kuaibao = arguments.kuaibao.resolve()

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        plain = Workspace(folder / "plain", kuaibao, fitted=False)
        fitted = Workspace(folder / "fitted", kuaibao, fitted=True)
        theirs = {}
        for draft in sorted((ROOT / "drafts").glob("*.toml")):
            world = folder / "typst" / draft.stem
            world.mkdir(parents=True)
            shutil.copy(ROOT / "templates" / "kuaibao" / "main.typ", world)
            data = plain.command("build", "--data", "-o", world / "data.json", plain.draft(draft.stem))
            subprocess.run(data[0], check=True)
            theirs[draft.stem] = [
                arguments.typst, "compile", "--root", world, "--ignore-system-fonts",
                "--font-path", ROOT / "fonts", "--pdf-standard", "a-2a,ua-1",
                world / "main.typ", world / "out.pdf",
            ]
        one, runs = "2023-41", arguments.runs
        single, all_five = [theirs[one]], list(theirs.values())
        print("| work | kuaibao | typst compile | ratio |")
        print("|---|---|---|---|")
        pair("one issue, standard page", plain.command("build", plain.draft(one)), single, runs)
        pair("one issue, fitted to 4 pages", fitted.command("build", fitted.draft(one)), single, runs)
        pair("five issues, standard page", plain.command("build"), all_five, runs)
        pair("five issues, fitted to 4 pages", fitted.command("build"), all_five, runs)
        pair("check of one issue", plain.command("check", plain.draft(one)), single, runs)


if __name__ == "__main__":
    main()
