"""Tries an archive as those will who get it: `try.py FOLDER NAME VERSION NATIVE [RUNNER ...]`.

It is unpacked into a path with Chinese characters and a space; a workspace is made there, an issue begun, a
Word file taken in, checked, printed, released, verified; the desk is asked for its page. What it prints has to
be, byte for byte, what the program of this machine (NATIVE) prints, and each has to verify what the other
released."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORMS = "pdf,booklet,two-up,docx,html,wechat,text,chat,ofd,svg,png,data"

DOCUMENT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>县人社局推动社保业务下沉乡镇</w:t></w:r></w:p>
<w:p><w:r><w:t>县人社局把23项社保业务下放到12个乡镇，群众少跑路3000人次。</w:t></w:r></w:p>
<w:p><w:r><w:t>（人社局）</w:t></w:r></w:p>
</w:body></w:document>"""
TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""

done = 0


def ok(what: str) -> None:
    global done
    done += 1
    print(f"ok: {what}")


def fail(what: str) -> None:
    sys.exit(f"FAILED: {what}")


def environment() -> dict[str, str]:
    """Without what a developer has set, and without a way out."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KUAIBAO", "CARGO", "RUST"))}
    return kept | {"NO_COLOR": "1"}


class Program:
    def __init__(self, command: list[str]) -> None:
        self.command = command

    def run(self, folder: Path, *arguments: str, code: int = 0) -> str:
        """What it says, on both of its ways out."""
        done = subprocess.run(
            [*self.command, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment(),
            timeout=600,
        )
        said = (done.stdout + done.stderr).decode().replace("\r\n", "\n")
        if done.returncode != code:
            fail(f"{' '.join(arguments)}: exit code {done.returncode}, not {code}\n{said}")
        return said


def unpacked(archive: Path, into: Path) -> Path:
    into.mkdir(parents=True)
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(into)
    else:
        with tarfile.open(archive) as opened:
            opened.extractall(into, filter="data")
    (top,) = into.iterdir()
    for line in (top / "SHA256SUMS").read_text().splitlines():
        digest, path = line.split("  ")
        if hashlib.sha256((top / path).read_bytes()).hexdigest() != digest:
            fail(f"{path} is not what SHA256SUMS says")
    return top


def word_file(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", DOCUMENT)


def fingerprint(said: str) -> str:
    found = re.search(r"样页指纹\s*([0-9a-f ]+)", said)
    return found[1].strip() if found else fail(f"no fingerprint in\n{said}") or ""


def desk(program: Program, folder: Path) -> None:
    """The page is there for whoever has the address, and for nobody else."""
    begun = subprocess.Popen(
        [*program.command, "desk", "--no-open", "--port", "0"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    try:
        assert begun.stderr
        address = None
        for line in begun.stderr:
            if found := re.search(rb"http://\S+", line):
                address = found[0].decode()
                break
        if address is None:
            fail("the desk says no address")
        ask = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor()
        ).open
        with ask(address, timeout=60) as answer:
            page = answer.read().decode()
        if "<html" not in page.lower():
            fail(f"the desk answers with\n{page[:500]}")
        origin = re.match(r"http://[^/]+", address)
        assert origin
        with ask(f"{origin[0]}/api/office", timeout=60) as answer:
            if "封丘政务快报" not in answer.read().decode():
                fail("the desk does not know whose it is")
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                f"{origin[0]}/api/office", timeout=60
            ) as answer:
                fail(f"the desk answers without a token: {answer.status}")
        except urllib.error.HTTPError as refused:
            if refused.code not in (401, 403, 404):
                fail(f"the desk answers {refused.code} without a token")
    finally:
        begun.kill()
        begun.wait()
    ok("the desk answers")


def week(program: Program, native: Program, folder: Path) -> None:
    """From nothing to an issue in the archive."""
    program.run(folder, "init", "试用 快报", "--name", "封丘政务快报", "--publisher", "封丘县人民政府办公室")
    here = folder / "试用 快报"
    program.run(here, "check", "--deny-warnings")
    program.run(here, "build")
    first = next((here / "drafts").glob("*-01.toml"))
    begun = program.run(here, "new", "--column", "民生保障")
    second = next((here / "drafts").glob("*-02.toml"), None) or fail(begun)
    word_file(here / "县人社局 来稿.docx")
    program.run(here, "import", "--into", f"drafts/{second.name}", "--column", "民生保障", "县人社局 来稿.docx")
    if "社保业务下放" not in second.read_text(encoding="utf-8"):
        fail("the submission is not in the draft")
    if "民生保障" not in program.run(here, "list", f"drafts/{second.name}"):
        fail("the column is not listed")
    program.run(here, "build", "--proof", f"drafts/{second.name}")
    ok("init, check, build, new, import, list, a proof")
    program.run(here, "release", f"drafts/{first.name}")
    for who in (program, native):
        if "相符" not in who.run(here, "verify"):
            fail("what was released does not verify")
    ok("release, verify, verified by the program of this machine, too")
    copy = folder / "另一台 机器"
    copy.mkdir()
    for path in ("bulletin.toml", "units.toml", "drafts"):
        (shutil.copytree if (ROOT / path).is_dir() else shutil.copy)(ROOT / path, copy / path)
    native.run(copy, "release", "drafts/2023-43.toml")
    if "相符" not in program.run(copy, "verify"):
        fail("what the program of this machine has released does not verify")
    ok("what the program of this machine released verifies")
    desk(program, here)


def the_same(program: Program, native: Program, folder: Path) -> None:
    """The five issues in all forms."""
    made = []
    for who, name in ((program, "这边"), (native, "那边")):
        here = folder / name
        here.mkdir()
        for path in ("bulletin.toml", "units.toml", "drafts"):
            (shutil.copytree if (ROOT / path).is_dir() else shutil.copy)(ROOT / path, here / path)
        who.run(here, "build", "--format", FORMS)
        files = sorted(p for p in (here / "out").rglob("*") if p.is_file() and not p.name.startswith("."))
        made.append({str(p.relative_to(here)): p.read_bytes() for p in files})
    ours, theirs = made
    if ours.keys() != theirs.keys():
        fail(f"other files: {sorted(ours.keys() ^ theirs.keys())}")
    unlike = [path for path, data in ours.items() if data != theirs[path]]
    if unlike:
        fail(f"other bytes in {', '.join(unlike)}")
    pdf = sum(path.endswith(".pdf") for path in ours)
    ok(f"{len(ours)} files, {pdf} of them PDF, byte for byte as on this machine")


def main() -> None:
    dist, name, version, native_path, *runner = sys.argv[1:]
    native = Program([str(Path(native_path).resolve())])
    ending = ".zip" if name.startswith("windows") else ".tar.gz"
    archive = Path(dist) / f"kuaibao-{version}-{name}{ending}"
    sums = dict(reversed(l.split("  ")) for l in (Path(dist) / "SHA256SUMS").read_text().splitlines())
    if sums[archive.name] != hashlib.sha256(archive.read_bytes()).hexdigest():
        fail("the archive is not what SHA256SUMS says")
    with tempfile.TemporaryDirectory(prefix="kuaibao-try-") as work:
        folder = Path(work) / "张三的 文件夹"
        top = unpacked(archive, folder)
        binary = top / ("kuaibao.exe" if ending == ".zip" else "kuaibao")
        program = Program([*runner, str(binary)])
        ok(f"unpacked: {binary.stat().st_size / 1e6:.1f} MB")
        if version not in program.run(folder, "--version"):
            fail("another version")
        said = program.run(folder, "info")
        if version not in said:
            fail(f"info says\n{said}")
        said = program.run(folder, "selftest")
        if "全部通过" not in said:
            fail(f"selftest says\n{said}")
        print(said, end="")
        if fingerprint(said) != fingerprint(native.run(folder, "selftest")):
            fail("the sample page is another one than on this machine")
        ok("version, info, selftest with the fingerprint of this machine")
        week(program, native, folder)
        the_same(program, native, folder)
    print(f"{done} passed, 0 failed")


if __name__ == "__main__":
    main()
