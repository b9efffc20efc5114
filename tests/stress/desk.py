#!/usr/bin/env python3
"""The editing desk as it is met with: killed while somebody types, beside a command that changes the
same draft, and on a disk that is full for a while. What it has called saved is in the file, the file
is whole, and the next desk opens.

    python3 tests/stress/desk.py                   half a minute, as .ci/run does it
    python3 tests/stress/desk.py --kills 300

A full disk needs the right to mount one; without it that is passed over, and said.
"""

import argparse
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from run import ROOT, Workspace  # noqa: E402

ISSUE = "2024-05"


class Desk:
    def __init__(self, folder, program):
        self.process = subprocess.Popen(
            [program, "desk", "--no-open", "--port", "0"],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "XDG_STATE_HOME": str(folder.parent / "state")},
        )  # fmt: skip
        line = self.process.stderr.readline()
        found = re.search(r"127\.0\.0\.1:(\d+)/\?t=(\w+)", line)
        assert found, line
        self.port, self.token = int(found[1]), found[2]
        threading.Thread(target=self.process.stderr.read, daemon=True).start()
        self.saved, self.failed = 0, None
        threading.Thread(target=self.listen, daemon=True).start()

    def head(self):
        host = f"127.0.0.1:{self.port}"
        return {"Host": host, "Origin": f"http://{host}", "Cookie": f"kuaibao-{self.port}={self.token}",
                "Content-Type": "application/json"}  # fmt: skip

    def ask(self, path, value=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        body = None if value is None else json.dumps(value)
        connection.request("GET" if value is None else "POST", path, body, self.head())
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        assert answer.status == 200, f"{path} {value}: {answer.status} {text}"
        return json.loads(text)

    def listen(self):
        """Takes down what the page is told to be in the file."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            connection.request("GET", f"/api/issue/{ISSUE}/events", headers=self.head())
            for line in connection.getresponse():
                if not line.startswith(b"data: "):
                    continue
                try:
                    data = json.loads(line[6:])
                except ValueError:
                    continue
                if isinstance(data, dict) and "saved" in data and "version" in data:
                    self.failed = data.get("failed")
                    if data["saved"] is True:
                        self.saved = max(self.saved, data["version"])
        except (OSError, http.client.HTTPException):
            pass

    def item(self):
        return self.ask(f"/api/issue/{ISSUE}")["columns"][0]["items"][0]

    def type(self, item, text, was):
        edit = {"do": "write", "item": item["id"], "field": "headline", "text": text, "was": was}
        return self.ask(f"/api/issue/{ISSUE}", edit)["version"]

    def kill(self):
        self.process.kill()
        self.process.wait()


def judged(workspace, typed, told):
    """What is wrong: of what was typed, what was called saved must be there, or what came after."""
    text = workspace.path(5).read_text(encoding="utf-8")
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return f"broken: {error}"
    old = max((at for at, (version, _) in enumerate(typed) if version <= told), default=-1)
    kept = max((at for at, (_, mark) in enumerate(typed) if mark in text), default=-1)
    return f"{kept} of {old} is in the file" if kept < old else None


def kills(program, folder, times, beside):
    """Killed at any moment, `beside` a command that works on the same draft."""
    wrong = []
    workspace = Workspace(folder / ("beside" if beside else "kills"), program)
    for turn in range(times):
        desk = Desk(workspace.folder, program)
        item = desk.item()
        was, typed = item["headline"], []
        end = time.monotonic() + random.random() * 1.2
        other = workspace.start("move", "drafts/2024-05.toml", "2.1", "2.2") if beside else None
        while time.monotonic() < end or not typed:
            text = f"第{turn}回打到第{len(typed)}个字止"
            typed.append((desk.type(item, text, was), text))
            was = text
            time.sleep(random.random() * 0.03)
        if other:
            other.communicate()
        told = desk.saved
        desk.kill()
        fault = judged(workspace, typed, told)
        marks = [mark for mark in workspace.marks() if not mark.startswith("M5C0I0")]
        fault = fault or workspace.wrong(marks)
        # Whatever was cut off, the next command finishes or undoes it, and takes away what was left.
        code, said = workspace.run("move", "drafts/2024-12.toml", "1.1", "1.2")
        fault = fault or (said if code != 0 else None) or workspace.left()
        if fault:
            wrong.append(f"{turn}: {fault}")
    return wrong


def full_disk(program, folder):
    """Typed while the disk is full: it is said, kept, and saved when there is room again."""
    mount = folder / "disk"
    mount.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mount], capture_output=True).returncode:
        print("full disk: passed over, nothing can be mounted here")
        return []
    wrong = []
    try:
        workspace = Workspace(mount / "work", program)
        desk = Desk(workspace.folder, program)
        item = desk.item()
        before = workspace.path(5).read_bytes()
        filler = mount / "filler"
        filling = os.open(filler, os.O_WRONLY | os.O_CREAT)
        try:
            while True:
                os.write(filling, b"x" * 512)
        except OSError:
            os.close(filling)
        version = desk.type(item, "磁盘满了的时候打的字", item["headline"])
        time.sleep(2)
        if desk.saved >= version:
            wrong.append("called saved on a full disk")
        if not desk.failed:
            wrong.append("a full disk is not told")
        if workspace.path(5).read_bytes() != before:
            wrong.append("the file was changed on a full disk")
        filler.unlink()
        desk.type(item, "磁盘又有地方了打的字", "磁盘满了的时候打的字")
        end = time.monotonic() + 10
        while "磁盘又有地方了打的字" not in workspace.path(5).read_text(encoding="utf-8"):
            if time.monotonic() > end:
                wrong.append("not saved when there was room again")
                break
            time.sleep(0.1)
        desk.kill()
        if workspace.left():
            wrong.append(f"left behind: {workspace.left()}")
    finally:
        subprocess.run(["umount", "-l", mount], check=False)
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / "target/release/kuaibao"))
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    program = str(Path(arguments.program).resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        results = {
            f"killed while typing, {arguments.kills} times": kills(program, folder, arguments.kills, False),
            f"the same beside a command, {arguments.kills} times": kills(program, folder, arguments.kills, True),
            "full disk": full_disk(program, folder),
        }
    for what, wrong in results.items():
        print(f"{what}: {len(wrong)} wrong")
        for line in wrong[:3]:
            print(f"    {line}")
    sys.exit(1 if any(results.values()) else 0)


if __name__ == "__main__":
    main()
