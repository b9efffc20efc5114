"""Packs a program for others: `pack.py NAME VERSION PROGRAM FOLDER` writes FOLDER/kuaibao-VERSION-NAME.tar.gz
with a .deb beside it, or .zip for Windows, and FOLDER/SHA256SUMS. Equal files give equal bytes: names are
sorted, and times are the commit's."""

import gzip
import hashlib
import io
import os
import struct
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OWN = Path(__file__).resolve().parent
MACHINES = {"linux-x86_64": "amd64", "linux-aarch64": "arm64"}
Files = dict[str, tuple[bytes, int]]


def moment() -> int:
    """When the sources were committed; zip knows nothing before 1980."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True
    )
    return int(asked.stdout) if asked.returncode == 0 and asked.stdout.strip() else 315619200


def png_of_icon() -> bytes:
    """The largest picture in the icon, which is a PNG."""
    data = (OWN / "kuaibao.ico").read_bytes()
    (count,) = struct.unpack_from("<H", data, 4)
    entries = [struct.unpack_from("<BBBBHHII", data, 6 + 16 * i) for i in range(count)]
    *_, size, at = max(entries, key=lambda entry: entry[6])
    assert data[at : at + 4] == b"\x89PNG"
    return data[at : at + size]


def licences() -> Files:
    return {f"licences/{p.name}": (p.read_bytes(), 0o644) for p in (ROOT / "fonts/licences").iterdir()}


def contents(name: str, program: Path) -> Files:
    """What is in an archive: path, bytes, permissions."""
    plain = ["LICENSE", "NOTICE", "README.md", "README.zh-CN.md", "docs/install.md"]
    files: Files = {path: ((ROOT / path).read_bytes(), 0o644) for path in plain}
    files |= licences()
    if name.startswith("windows"):
        # Notepad of older Windows shows files without a mark in the wrong code page, and on one line.
        files = {p: (b"\xef\xbb\xbf" + b.replace(b"\n", b"\r\n"), m) for p, (b, m) in files.items()}
        files["kuaibao.exe"] = (program.read_bytes(), 0o755)
    else:
        files["kuaibao"] = (program.read_bytes(), 0o755)
        files["kuaibao.svg"] = ((OWN / "kuaibao.svg").read_bytes(), 0o644)
        files["kuaibao.png"] = (png_of_icon(), 0o644)
        files["kuaibao.desktop"] = ((OWN / "kuaibao.desktop").read_bytes(), 0o644)
    sums = "".join(f"{hashlib.sha256(b).hexdigest()}  {p}\n" for p, (b, _) in sorted(files.items()))
    files["SHA256SUMS"] = (sums.encode(), 0o644)
    return files


def tar(files: Files, top: str, when: int) -> bytes:
    """All folders and files below `top`, compressed."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.GNU_FORMAT) as archive:
        folders = sorted({str(p) + "/" for path in files for p in Path(path).parents if str(p) != "."})

        def add(path: str, data: bytes | None, mode: int) -> None:
            info = tarfile.TarInfo(top + path)
            info.mtime, info.mode, info.uname, info.gname = when, mode, "root", "root"
            if data is None:
                info.type = tarfile.DIRTYPE
                archive.addfile(info)
            else:
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))

        for path in ["", *folders]:
            add(path, None, 0o755)
        for path, (data, mode) in sorted(files.items()):
            add(path, data, mode)
    return gzip.compress(raw.getvalue(), 9, mtime=0)


def zipped(files: Files, top: str, when: int) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, (data, mode) in sorted(files.items()):
            info = zipfile.ZipInfo(top + path, time.gmtime(when)[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (0o100000 | mode) << 16
            archive.writestr(info, data)
    return raw.getvalue()


def deb(files: Files, version: str, machine: str, when: int) -> bytes:
    """A Debian package, for 麒麟 and 统信: the same files in the places where a desktop looks for them."""
    places = {
        "kuaibao": "usr/bin/kuaibao",
        "kuaibao.svg": "usr/share/icons/hicolor/scalable/apps/kuaibao.svg",
        "kuaibao.png": "usr/share/icons/hicolor/256x256/apps/kuaibao.png",
        "kuaibao.desktop": "usr/share/applications/kuaibao.desktop",
        "LICENSE": "usr/share/doc/kuaibao/copyright",
    }
    inside = {
        places.get(path, f"usr/share/doc/kuaibao/{path}"): file
        for path, file in files.items()
        if path != "SHA256SUMS"
    }
    size = sum(len(data) for data, _ in inside.values()) // 1024
    control = f"""Package: kuaibao
Version: {version}
Architecture: {machine}
Maintainer: kuaibao <kuaibao@localhost>
Installed-Size: {size}
Depends: libc6 (>= 2.17)
Section: editors
Priority: optional
Description: 编、查、印政务快报
 政务快报的编辑台、检查、排版和字体都在这一个程序里，不用联网。
"""
    sums = "".join(f"{hashlib.md5(data).hexdigest()}  {p}\n" for p, (data, _) in sorted(inside.items()))
    told = {"control": (control.encode(), 0o644), "md5sums": (sums.encode(), 0o644)}
    members = [
        ("debian-binary", b"2.0\n"),
        ("control.tar.gz", tar(told, "./", when)),
        ("data.tar.gz", tar(inside, "./", when)),
    ]
    out = b"!<arch>\n"
    for name, data in members:
        out += f"{name:<16}{when:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode()
        out += data + b"\n" * (len(data) % 2)
    return out


def main() -> None:
    name, version, program, folder = sys.argv[1:]
    out, when = Path(folder), moment()
    out.mkdir(exist_ok=True)
    files = contents(name, Path(program))
    top = f"kuaibao-{version}-{name}/"
    made = {}
    if name.startswith("windows"):
        made[f"kuaibao-{version}-{name}.zip"] = zipped(files, top, when)
    else:
        made[f"kuaibao-{version}-{name}.tar.gz"] = tar(files, top, when)
        machine = MACHINES[name]
        made[f"kuaibao_{version}_{machine}.deb"] = deb(files, version, machine, when)
    for path, data in made.items():
        (out / path).write_bytes(data)
        print(f"{out / path}: {len(data) / 1e6:.1f} MB")
    packed = sorted(p for p in out.iterdir() if p.suffix in (".gz", ".zip", ".deb"))
    sums = "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in packed)
    (out / "SHA256SUMS").write_text(sums)


if __name__ == "__main__":
    main()
