#!/usr/bin/env python3
"""Two programs at once, programs killed at any moment, a text editor that saves meanwhile: nothing
is lost, nothing is there twice, nothing is left behind, and the next command works.

    python3 tests/stress/run.py                    a minute, as .ci/run does it
    python3 tests/stress/run.py --pairs 1000 --kills 1000 --table docs/stress.md
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def draft(number, items=4):
    """A draft of two columns whose items carry marks that are found nowhere else."""
    columns = []
    for column, name in enumerate(["项目建设", "民生保障"]):
        parts = [f'[[column]]\nname = "{name}"\n']
        for item in range(items):
            mark = f"M{number}C{column}I{item}E"
            parts.append(
                f'[[column.item]]\nheadline = "标题{mark}"\nbody = "正文一段，说明情况。"\n'
                'credits = ["人社局"]\n'
            )
        columns.append("\n".join(parts))
    return (
        f"number = {number}\ndate = 2024-01-{number:02}\n\n" + "\n".join(columns)
        + '\n[signoff]\neditor = "李勉"\nreviewer = "原超俊"\napprover = "麻彦伟"\n'
    )


class Workspace:
    def __init__(self, folder, program):
        self.folder, self.program = folder, program
        (folder / "drafts").mkdir(parents=True)
        settings = (ROOT / "bulletin.toml").read_text(encoding="utf-8")
        settings = re.sub(r"(?m)^pages = .*", 'pages = "auto"', settings)
        (folder / "bulletin.toml").write_text(settings, encoding="utf-8")
        shutil.copy(ROOT / "units.toml", folder)
        for number in (5, 12):
            self.path(number).write_text(draft(number), encoding="utf-8")
        for name in ("甲", "乙"):
            text = f"来稿{name}的标题X{name}X\n来稿{name}的正文，写了一些情况，供有关单位参考。\n（人社局）\n"
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")

    def path(self, number):
        return self.folder / "drafts" / f"2024-{number:02}.toml"

    def start(self, *arguments):
        return subprocess.Popen(
            [self.program, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={key: value for key, value in os.environ.items() if key != "KUAIBAO_WORKSPACE"},
        )

    def run(self, *arguments):
        process = self.start(*arguments)
        said = process.communicate()[1]
        return process.returncode, said

    def text(self):
        drafts = sorted((self.folder / "drafts").glob("*.toml"))
        return "\n".join(path.read_text(encoding="utf-8") for path in drafts)

    def marks(self):
        return [f"M{n}C{c}I{i}E" for n in (5, 12) for c in (0, 1) for i in range(4)]

    def wrong(self, marks):
        """Marks that are not there exactly once."""
        text = self.text()
        return {mark: text.count(mark) for mark in marks if text.count(mark) != 1}

    def left(self):
        return [p for p in self.folder.rglob(".kuaibao-*")]

    def broken(self):
        """Files that are not whole."""
        broken = []
        for path in self.folder.rglob("*.toml"):
            try:
                tomllib.loads(path.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                broken.append(f"{path.name}: {error}")
        for path in self.folder.rglob("*.pdf"):
            data = path.read_bytes()
            if not (data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")):
                broken.append(path.name)
        return broken

    def releases(self):
        try:
            manifest = (self.folder / "archive/manifest.toml").read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        return [release["name"] for release in tomllib.loads(manifest)["release"]]


A, B = "drafts/2024-05.toml", "drafts/2024-12.toml"
IMPORT = [("import", "--into", A, "--column", "民生保障", f"{name}.txt") for name in ("甲", "乙")]
REMOVE = [("remove", A, "1.1"), ("remove", B, "2.2")]
MOVE = [("move", A, "1.2", "--to", B), ("move", B, "2.1", "--to", A)]
WITHIN = ("move", A, "1.1", "2.1")
FIX = ("check", "--fix")
RELEASE = [("release", A), ("release", B)]

# What is done at once, and what must be there once afterwards besides all items.
PAIRS = {
    "import --into × 2": (IMPORT, ["X甲X", "X乙X"]),
    "remove × 2": (REMOVE, []),
    "move --to × 2": (MOVE, []),
    "move 与 check --fix": ((WITHIN, FIX), []),
    "import 与 remove": ((IMPORT[0], REMOVE[0]), ["X甲X"]),
    "import 与 move --to": ((IMPORT[0], MOVE[0]), ["X甲X"]),
    "remove 与 move --to": ((REMOVE[0], MOVE[1]), []),
    "new × 2": ((("new",), ("new",)), []),
    "release × 2": (RELEASE, []),
    "release 与 import": ((RELEASE[0], IMPORT[0]), ["X甲X"]),
}
KILLS = {
    "import --into": IMPORT[0],
    "remove": REMOVE[0],
    "move --to": MOVE[0],
    "check --fix": FIX,
    "new": ("new",),
    "build": ("build", A),
    "release": RELEASE[0],
}


class Table:
    def __init__(self):
        self.rows, self.failed = [], False

    def add(self, kind, name, times, faults):
        row = [kind, name, str(times)] + [str(len(faults.get(key, []))) for key in FAULTS]
        self.rows.append(row)
        print("  ".join(row), flush=True)
        for key, cases in faults.items():
            for case in cases[:3]:
                self.failed = True
                print(f"    {key}: {case}", flush=True)

    def text(self):
        head = ["试什么", "命令", "次数"] + list(FAULTS.values())
        lines = ["| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *self.rows]]
        return "\n".join(lines) + "\n"


FAULTS = {"lost": "丢失或重复", "broken": "文件残缺", "left": "留下临时文件", "stuck": "下一个命令不成"}


def judge(workspace, marks, faults, case):
    wrong = workspace.wrong(marks)
    if wrong:
        faults.setdefault("lost", []).append(f"{case}: {wrong}")
    broken = workspace.broken()
    if broken:
        faults.setdefault("broken", []).append(f"{case}: {broken}")
    if workspace.left():
        faults.setdefault("left", []).append(f"{case}: {workspace.left()}")


def pairs(program, folder, times, table):
    for name, (commands, more) in PAIRS.items():
        faults = {}
        count = max(3, times // 20) if "release" in name else times
        for number in range(count):
            workspace = Workspace(folder / "pair", program)
            if FIX in commands:
                text = workspace.path(12).read_text(encoding="utf-8")
                workspace.path(12).write_text(text.replace("情况。", "情况."), encoding="utf-8")
            running = [workspace.start(*command) for command in commands]
            said = [process.communicate()[1] for process in running]
            codes = [process.returncode for process in running]
            if any(code not in (0, 1) for code in codes):
                faults.setdefault("stuck", []).append(f"{codes} {said}")
            judge(workspace, workspace.marks() + more, faults, number)
            if name == "release × 2" and sorted(workspace.releases()) != ["2024-05", "2024-12"]:
                faults.setdefault("lost", []).append(f"{workspace.releases()} {said}")
            if name == "new × 2" and len(list(workspace.folder.glob("drafts/*.toml"))) != 4:
                faults.setdefault("lost", []).append(f"{codes} {said}")
            shutil.rmtree(workspace.folder)
        table.add("两个同时", name, count, faults)


def kills(program, folder, times, table):
    for name, command in KILLS.items():
        faults, cut = {}, 0
        workspace = Workspace(folder / "kill", program)
        began = time.perf_counter()
        workspace.run(*command)
        took = time.perf_counter() - began
        shutil.rmtree(workspace.folder)
        count = max(5, times // 10) if name in ("build", "release") else times
        for number in range(count):
            workspace = Workspace(folder / "kill", program)
            if command == FIX:
                text = workspace.path(12).read_text(encoding="utf-8")
                workspace.path(12).write_text(text.replace("情况。", "情况."), encoding="utf-8")
            process = workspace.start(*command)
            # Most of what is written is written near the end.
            time.sleep(took * random.choice([random.random(), 0.6 + 0.6 * random.random()]))
            process.kill()
            process.communicate()
            cut += process.returncode != 0
            broken = workspace.broken()
            if broken:
                faults.setdefault("broken", []).append(f"{number}: {broken}")
            # Whatever was cut off, the next commands finish it or undo it, and work.
            code, said = workspace.run("remove", B, "1.4")
            if code != 0:
                faults.setdefault("stuck", []).append(f"{number}: remove {code} {said}")
            if name == "release":
                code, said = workspace.run("verify")
                released = workspace.releases() == ["2024-05"]
                if code != 0:
                    faults.setdefault("stuck", []).append(f"{number}: verify {code} {said}")
                again = ("--reissue", "更正") if released else ()
                code, said = workspace.run("release", A, *again)
                if code != 0:
                    faults.setdefault("stuck", []).append(f"{number}: release {code} {said}")
            judge(workspace, workspace.marks(), faults, number)
            shutil.rmtree(workspace.folder)
        table.add(f"随时结束（{cut} 次断在中途）", name, count, faults)


def editor(program, folder, times, table):
    """A text editor that saves while the program works: its newest save must stand."""
    for how in ("写临时文件再改名", "清空再写"):
        faults = {}
        for number in range(times):
            workspace = Workspace(folder / "editor", program)
            path = workspace.path(5)
            last, stop = [None], threading.Event()

            def save():
                count = 0
                while not stop.is_set():
                    count += 1
                    text = path.read_text(encoding="utf-8")
                    mark = f"# 编辑器第{count}次"
                    text = mark + "\n" + "\n".join(
                        line for line in text.splitlines() if not line.startswith("# 编辑器")
                    ) + "\n"
                    if how == "清空再写":
                        path.write_text(text, encoding="utf-8")
                    else:
                        scratch = path.with_suffix(".tmp")
                        scratch.write_text(text, encoding="utf-8")
                        os.replace(scratch, path)
                    last[0] = mark
                    time.sleep(random.random() * 0.004)

            thread = threading.Thread(target=save)
            thread.start()
            workspace.run(*random.choice([IMPORT[0], WITHIN, REMOVE[0], MOVE[0]]))
            stop.set()
            thread.join()
            if last[0] not in path.read_text(encoding="utf-8"):
                faults.setdefault("lost", []).append(f"{number}: {last[0]}")
            shutil.rmtree(workspace.folder)
        table.add("编辑器同时存盘", how, times, faults)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / "target/release/kuaibao"))
    parser.add_argument("--pairs", type=int, default=6)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--saves", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--table", type=Path)
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        pairs(arguments.program, folder, arguments.pairs, table)
        kills(arguments.program, folder, arguments.kills, table)
        editor(arguments.program, folder, arguments.saves, table)
    if arguments.table:
        arguments.table.write_text(table.text(), encoding="utf-8")
    sys.exit(1 if table.failed else 0)


if __name__ == "__main__":
    main()
