#!/usr/bin/env python3
"""The papers of an issue on its way to the leader, looked at by programs that are not ours, and the
questions of `import --back` answered in a real terminal.

    signing.py KUAIBAO FOLDER

FOLDER is made, and holds a workspace afterwards. Proofs, marked pages and sign-off sheets have to be
PDF/A-2a and PDF/UA-1 by page-validation, sound by qpdf, and the list of changes has to stand in the
tags that a screen reader reads. Needs what verify.py needs.
"""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import page
import pikepdf

import verify

DRAFT = "drafts/2026-01.toml"
TABLE = """
[[column.item.table]]
caption = "各乡镇进度"
rows = [["乡镇", "户数", "投资"], ["东屯镇", "23", "312"], ["榆林乡", "8", "40"]]
"""


def run(program, folder, *arguments):
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True)
    said = (done.stdout + done.stderr).decode("utf-8")
    if done.returncode:
        raise SystemExit(f"FAILED  {' '.join(arguments)}: {said}")
    return said


def change(path, *pairs):
    text = path.read_text("utf-8")
    for old, new in pairs:
        if old not in text:
            raise SystemExit(f"FAILED  {path} has no {old}")
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def valid(path, report):
    syntax = subprocess.run(["qpdf", "--check", path], capture_output=True)
    report.check(f"{path.name}: qpdf --check", syntax.returncode == 0, syntax.stdout.decode())
    with pikepdf.open(path) as pdf:
        glyphs, mismatches = verify.widths_compared(pdf)
        report.check(f"{path.name}: language", str(pdf.Root.get("/Lang", "")).lower() == "zh-cn")
    report.check(f"{path.name}: widths of {glyphs} glyphs", not mismatches, mismatches[:3])
    wrong = verify.wrong_lengths(path)
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        failures = page.validate_pdf(path, profile=profile).failures
        real = [f for f in failures if not verify.is_false_alarm(f, mismatches, wrong)]
        told = "; ".join(f"{f.rule_id} {f.message}" for f in real)
        report.check(f"{path.name}: {profile.name}", not real, told)


def answered(program, folder, answers):
    """What is shown in a terminal in which this is typed, and the exit code (minus a signal)."""
    child, terminal = pty.fork()
    if child == 0:
        # Whoever runs this in the background has it ignored.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.chdir(folder)
        os.execv(program, [program, "import", "--back", "改.txt", "--into", DRAFT])
    shown, answers, until = b"", list(answers), time.monotonic() + 60
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.4)[0]:
            try:
                read = os.read(terminal, 4096)
            except OSError:
                break
            if not read:
                break
            shown += read
        elif answers:
            os.write(terminal, answers.pop(0))
    else:
        os.kill(child, signal.SIGKILL)
    return shown.decode("utf-8", "replace"), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def papers(program, folder, report):
    draft = folder / DRAFT
    change(draft, ('credits = ["发改委"]\n', 'credits = ["发改委"]\n' + TABLE))
    run(program, folder, "submit", DRAFT)
    change(
        draft,
        ('"312"', '"321"'),
        ("第二段从这里开始", "**第二段**从这里开始"),
        ("招聘会", "秋季招聘会"),
    )
    was = folder / "was.toml"
    was.write_text(draft.read_text("utf-8").replace('"321"', '"312"'), "utf-8")
    run(program, folder, "submit", DRAFT)
    run(program, folder, "build", "--proof", "--review", "-o", "out/review.proof.pdf", DRAFT)
    config = folder / "bulletin.toml"
    for template in ("kuaibao", "jianbao"):
        text = config.read_text("utf-8").replace('template = "kuaibao"', f'template = "{template}"')
        config.write_text(text, "utf-8")
        run(program, folder, "compare", "2026-01", "was.toml", "-o", f"out/{template}.pdf")
    config.write_text(config.read_text("utf-8").replace('"jianbao"', '"kuaibao"'), "utf-8")
    pdfs = sorted([*folder.glob("rounds/**/*.pdf"), *folder.glob("out/*.pdf")])
    report.check("papers: all there", len(pdfs) == 8, [pdf.name for pdf in pdfs])
    for pdf in pdfs:
        valid(pdf, report)
    marked = folder / "rounds/2026-01/2/与上一轮的不同.pdf"
    read = verify.tag_tree_text(marked)
    for words in ("“东屯镇”的“投资”：“312”改成“321”", "“第二段”加粗", "改动清单"):
        report.check(f"the list of changes can be read: {words}", words in read, read[-300:])
    sheet = verify.tag_tree_text(folder / "rounds/2026-01/2/审签单.pdf")
    for words in ("审签单", "内容指纹", "县发改委", "责任编辑", "签发"):
        report.check(f"the sheet can be read: {words}", words in sheet, sheet)


def questions(program, folder, report):
    draft = folder / DRAFT
    run(program, folder, "build", "--proof", "--format", "text", "-o", "改.txt", DRAFT)
    change(folder / "改.txt", ("早开工", "快开工"), ("依次写出来", "按次序写出来"))
    before = draft.read_bytes()
    for name, answers, said in (
        ("Ctrl-C", [b"y\r", b"\x03"], ""),
        ("end of input", [b"y\r", b"\x04"], "没有改动稿件"),
        ("q", [b"y\r", b"q\r"], "没有改动稿件"),
    ):
        shown, code = answered(program, folder, answers)
        same = draft.read_bytes() == before
        report.check(f"questions: {name} leaves the draft alone", same and said in shown, shown)
        ended = code == -signal.SIGINT if name == "Ctrl-C" else code == 0
        report.check(f"questions: {name} ends it", ended, code)
    odd = ["什么\r".encode(), b"\r", b"\xff\xfe\r", "ｙ\r".encode(), "不接受\r".encode()]
    shown, code = answered(program, folder, odd)
    report.check("questions: what is not understood is asked again", "看不懂“什么”" in shown, shown)
    now = draft.read_text("utf-8")
    took = "快开工" in now and "按次序写出来" not in now
    report.check("questions: one taken, one left", took and code == 0, shown)


def main():
    program, folder = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).absolute()
    run(program, folder.parent, "init", folder.name)
    # The sample is of this week: its name does not matter here.
    (sample,) = (folder / "drafts").glob("*.toml")
    sample.rename(folder / DRAFT)
    report = verify.Report()
    papers(program, folder, report)
    questions(program, folder, report)
    print(f"{report.passed} passed, {report.failed} failed")
    sys.exit(1 if report.failed or not report.passed else 0)


if __name__ == "__main__":
    main()
