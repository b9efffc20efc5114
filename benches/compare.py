#!/usr/bin/env python3
"""Whole-process time and memory of `kuaibao` beside `typst compile` of the same pages, and beside
what offices use.

    .ci/dist                                          # or cargo build --release
    cargo install typst-cli --version 0.15.1 --locked
    git archive 0e779ef fonts | tar -x -C FOLDER      # the faces as published
    python3 benches/compare.py --kuaibao target/HOST/dist/kuaibao --fonts FOLDER/fonts

The commands run in turn, A B A B …, and ratios are taken pair by pair, so that a machine whose
speed drifts does not spoil them; a batch has ten of its peer around it. Medians are printed as
Markdown: wall time, and processor time in brackets, which other work on the machine disturbs less.
typst gets the same templates, data and faces, no system fonts, and writes a plain PDF; `kuaibao`
checks, audits and writes PDF/A-2a with PDF/UA-1. `--smoke` runs everything once in its smallest
form, without peers.
"""

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate

ROOT = Path(__file__).resolve().parent.parent
QUIET = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
median = statistics.median


class Sample:
    """Wall and processor seconds of commands run one after another, peak MiB of the largest."""

    def __init__(self, commands):
        self.wall = self.cpu = self.peak = 0
        self.add(commands)

    def add(self, commands):
        for command in commands:
            began = time.perf_counter()
            process = subprocess.Popen(command, **QUIET)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall += time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                sys.exit(f"failed: {' '.join(map(str, command))}")
            self.cpu += usage.ru_utime + usage.ru_stime
            self.peak = max(self.peak, usage.ru_maxrss / 1024)


def shown(samples):
    def milliseconds(of):
        value = median(of(sample) for sample in samples) * 1000
        return f"{value:.1f}" if value < 20 else f"{value:.0f}"

    peak = median(sample.peak for sample in samples)
    wall, cpu = milliseconds(lambda s: s.wall), milliseconds(lambda s: s.cpu)
    return f"{wall} ms ({cpu}), {peak:.0f} MiB"


def row(*cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def pair(name, ours, theirs, runs, times=1, goal=""):
    """A row: ours, theirs of which it is worth so many, the ratio."""
    samples = []
    # Beside much of ours a single one of theirs would catch a moment of the machine.
    some = min(times, 10)
    for index in range(runs + (runs > 1)):
        other = Sample(theirs * (some // 2))
        own = Sample(ours)
        other.add(theirs * (some - some // 2))
        other.wall, other.cpu = other.wall / some, other.cpu / some
        if index or runs == 1:  # the first warms the caches
            samples.append((own, other))
    wall = median(a.wall / (b.wall * times) for a, b in samples)
    cpu = median(a.cpu / (b.cpu * times) for a, b in samples)
    other = shown([b for _, b in samples]) + (f", × {times}" if times > 1 else "")
    row(name, shown([a for a, _ in samples]), other, f"{wall:.2f} ({cpu:.2f})", goal)
    return median(a.wall for a, _ in samples), max(a.peak for a, _ in samples)


class Workspace:
    """A workspace with some issues, and commands on it."""

    def __init__(self, folder, kuaibao, pages, count=0):
        self.folder, self.kuaibao = folder, kuaibao
        generate.write(folder, count, pages)
        if not count:
            shutil.copytree(ROOT / "drafts", folder / "drafts", dirs_exist_ok=True)

    def command(self, command, *arguments):
        return [[self.kuaibao, "-q", "--workspace", self.folder, command, *arguments]]

    def draft(self, name="2023-41"):
        return self.folder / "drafts" / f"{name}.toml"


def typst_commands(folder, plain, typst, fonts):
    """A `typst compile` for each of the five issues."""
    commands = {}
    template = "kuaibao"
    for draft in sorted((ROOT / "drafts").glob("*.toml")):
        world = folder / "typst" / draft.stem
        world.mkdir(parents=True)
        shutil.copy(ROOT / "templates" / template / "main.typ", world)
        for shared in (ROOT / "templates").glob("*.typ"):
            shutil.copy(shared, world)
        write = plain.command("build", "--data", "-o", world / "data.json", plain.draft(draft.stem))
        subprocess.run(write[0], check=True)
        data = json.loads((world / "data.json").read_text(encoding="utf-8"))
        page = {key: data[key] for key in ("proof", "marked", "latin-spacing", "fonts", "setting")}
        (world / "page.json").write_text(json.dumps(page), encoding="utf-8")
        commands[draft.stem] = [
            typst, "compile", "--root", world, "--ignore-system-fonts", "--font-path", fonts,
            world / "main.typ", world / "out.pdf",
        ]  # fmt: skip
    return commands


def watching(workspace, beside, runs, name="2023-41"):
    """Seconds from saving a draft to the written PDF, `kuaibao build --watch` running, and to a cold
    build of the same draft in a workspace of its own. The machine rests before each, as it does
    while an editor types."""
    draft, pdf = workspace.draft(name), workspace.folder / "out" / f"{name}.pdf"
    text = draft.read_text(encoding="utf-8")
    process = subprocess.Popen(workspace.command("build", "--watch", draft)[0], **QUIET)
    samples = []
    try:
        for _ in range(60):
            time.sleep(1.5)
            if pdf.exists():
                break
        for index in range(runs + 1):
            cold = Sample(beside.command("build", "--force", beside.draft()))
            time.sleep(0.6)
            before = pdf.stat().st_mtime_ns
            changed = text.replace("截至目前", f"截至{index % 10}目前", 1)
            if changed == text:
                changed = text.replace("，", "，" + "又再仍还也"[index % 5], 1)
            temporary = draft.with_suffix(".tmp")
            temporary.write_text(changed, encoding="utf-8")
            began = time.perf_counter()
            temporary.rename(draft)
            while pdf.stat().st_mtime_ns == before:
                time.sleep(0.0003)
                if time.perf_counter() - began > 20:
                    sys.exit("the watched draft was not printed again")
            samples.append((time.perf_counter() - began, cold.wall))
            time.sleep(0.6)
    finally:
        process.terminate()
        process.wait()
        draft.write_text(text, encoding="utf-8")
    return samples[1:] or samples


def crowd(folder, kuaibao, size, runs):
    """The same among many drafts, beside five."""
    small = Workspace(folder / "few", kuaibao, 4)
    large = Workspace(folder / "crowd", kuaibao, 4, size)
    # The same draft in both.
    for draft in small.folder.glob("drafts/*.toml"):
        draft.unlink()
    for draft in sorted(large.folder.glob("drafts/*.toml"))[-5:]:
        shutil.copy(draft, small.folder / "drafts")
    newest = sorted(large.folder.glob("drafts/*.toml"))[-1].stem
    beside = Workspace(folder / "beside-crowd", kuaibao, 4)
    ratios, seconds = [], []
    # In turn, as the machine may be slower now than then.
    for _ in range(1 if runs == 1 else 3):
        few, many = (
            median(warm for warm, _ in watching(workspace, beside, max(1, runs // 3), newest))
            for workspace in (small, large)
        )
        ratios.append(many / few)
        seconds.append((many, few))
    many, few = (f"{median(all) * 1000:.0f} ms" for all in zip(*seconds))
    row(f"--watch among {size} drafts", many, f"among 5, {few}", f"{median(ratios):.2f}", "1.30")


def alternatives(folder, ours, runs):
    """The text of one issue by what offices use; each so far as it is installed."""
    import tomllib

    draft = tomllib.loads((ROOT / "drafts" / "2023-41.toml").read_text(encoding="utf-8"))
    html = ['<meta charset="utf-8"><style>@page{size:A4;margin:37mm 26mm 35mm 28mm}',
            "body{font:15.8pt/29pt serif;text-align:justify}p{margin:0;text-indent:2em}</style>",
            "<h1>延津政务快报</h1>"]  # fmt: skip
    latex = [r"\documentclass[zihao=3,fontset=none]{ctexart}\usepackage[a4paper,top=37mm,bottom=35mm,"
             r"left=28mm,right=26mm]{geometry}\setCJKmainfont{Noto Serif CJK SC}\begin{document}"]  # fmt: skip
    for column in draft["column"]:
        html.append(f"<h2>【{column['name']}】</h2>")
        latex.append(rf"\section*{{【{column['name']}】}}")
        for item in column["item"]:
            credit = "（" + " ".join(item["credits"]) + "）"
            html.append(f"<p><b>{item['headline']}</b>　{item['body'].strip()}{credit}</p>")
            body = item["body"].strip().replace("%", r"\%").replace("&", r"\&")
            latex.append(rf"\textbf{{{item['headline']}}}\quad {body}{credit}" + "\n")
    latex.append(r"\end{document}")
    page, source = folder / "issue.html", folder / "issue.tex"
    page.write_text("\n".join(html), encoding="utf-8")
    source.write_text("\n".join(latex), encoding="utf-8")
    office, chromium = shutil.which("soffice"), shutil.which("chromium")
    found = {}
    if office:
        convert = [office, "--headless", "--convert-to"]
        subprocess.run([*convert, "docx:Office Open XML Text", "--outdir", folder, page], **QUIET)
        if (folder / "issue.docx").exists():
            found["LibreOffice, from DOCX"] = [*convert, "pdf", "--outdir", folder, folder / "issue.docx"]
    if chromium:
        found["Chromium, from HTML"] = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu",
            f"--print-to-pdf={folder / 'chromium.pdf'}", page,
        ]  # fmt: skip
    if shutil.which("weasyprint"):
        found["WeasyPrint, from HTML"] = ["weasyprint", page, folder / "weasy.pdf"]
    if shutil.which("xelatex"):
        found["XeLaTeX with ctex"] = [
            "xelatex", "-interaction=batchmode", f"-output-directory={folder}", source,
        ]  # fmt: skip
    for name, command in found.items():
        pair(f"one issue, beside {name}", ours, [command], runs)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kuaibao", type=Path, default=ROOT / "target/release/kuaibao")
    parser.add_argument("--typst", default="typst")
    parser.add_argument("--fonts", type=Path, help="folder of the faces as published, for typst")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--large", action="store_true", help="also 520 and 5,200 issues")
    parser.add_argument("--smoke", action="store_true", help="that it works; measures nothing")
    arguments = parser.parse_args()
    kuaibao, runs = arguments.kuaibao.resolve(), 1 if arguments.smoke else arguments.runs
    if not arguments.smoke and not arguments.fonts:
        parser.error("--fonts is needed: see the top of this file")

    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        folder = Path(folder)
        plain = Workspace(folder / "plain", kuaibao, "auto")
        fitted = Workspace(folder / "fitted", kuaibao, 4)
        if arguments.smoke:
            one = five = [["true"]]
        else:
            peers = typst_commands(folder, plain, arguments.typst, arguments.fonts.resolve())
            one, five = [peers["2023-41"]], list(peers.values())
        row("work", "kuaibao", "typst compile", "ratio", "goal")
        row("---", "---", "---", "---", "---")

        def build(workspace, *more):
            return workspace.command("build", "--force", *more)

        pair("one issue, page target off", build(plain, plain.draft()), one, runs, goal="0.45")
        pair("one issue, fitted to 4 pages", build(fitted, fitted.draft()), one, runs, goal="0.70")
        pair("five issues, fitted", build(fitted), five, runs, goal="0.30")
        pair("nothing changed, five issues", fitted.command("build"), five, runs)
        pair("check of one issue", plain.command("check", plain.draft()), one, runs, goal="0.15")
        pair("--version", [[kuaibao, "--version"]], one, runs)
        pair("explain", [[kuaibao, "explain", "missing-credit"]], one, runs)
        pair("completions bash", [[kuaibao, "completions", "bash"]], one, runs)

        sizes = [6] if arguments.smoke else [52, 520, 5200] if arguments.large else [52]
        for size in sizes:
            for pages, goal in ("auto", "0.12"), (4, "0.25"):
                many = Workspace(folder / f"{size}-{pages}", kuaibao, pages, size)
                name = f"{size} issues, " + ("page target off" if pages == "auto" else "fitted")
                few = min(runs, 5 if size < 100 else 1)
                wall, peak = pair(name, build(many), one, few, size, goal)
                print(f"<!-- {name}: {wall / size * 1000:.1f} ms an issue, {peak:.0f} MiB -->")
                shutil.rmtree(many.folder)
        times = []
        for size in [4] if arguments.smoke else [100, 1000]:
            many = Workspace(folder / f"check-{size}", kuaibao, 4, size)
            wall, _ = pair(f"check of {size} drafts", many.command("check"), one, min(runs, 5), size)
            times.append(wall / size * 1000)
        print("<!-- a draft: " + ", ".join(f"{time:.2f} ms" for time in times) + " -->")

        samples = watching(plain, Workspace(folder / "beside", kuaibao, "auto"), min(runs, 15))
        ratio = median(warm / cold for warm, cold in samples)
        warm, cold = (f"{median(seconds) * 1000:.0f} ms" for seconds in zip(*samples))
        row("--watch, one character changed", warm, f"cold build, {cold}", f"{ratio:.2f}", "0.40")
        crowd(folder, kuaibao, 6 if arguments.smoke else 1000, min(runs, 15))
        if not arguments.smoke:
            alternatives(folder, build(plain, plain.draft()), min(runs, 5))


if __name__ == "__main__":
    main()
