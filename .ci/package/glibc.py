"""Reads which version of glibc a program asks for, from its own table of symbol versions, and fails when it
is newer than it should be: `glibc.py 2.17 PROGRAM`."""

import re
import struct
import sys


def needed(data: bytes) -> set[str]:
    """The versions in the section of type SHT_GNU_verneed of a 64-bit ELF file, as `GLIBC_2.17`."""
    assert data[:5] == b"\x7fELF\x02" and data[5] == 1, "not a little-endian 64-bit ELF file"
    (offset,) = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, offset + size * i) for i in range(count)]
    names = set()
    for _, kind, _, _, at, _, link, entries, _, _ in sections:
        if kind != 0x6FFFFFFE:
            continue
        strings = sections[link][4]
        for _ in range(entries):
            _, inner, _, first, following = struct.unpack_from("<HHIII", data, at)
            place = at + first
            for _ in range(inner):
                _, _, _, name, step = struct.unpack_from("<IHHII", data, place)
                end = data.index(b"\0", strings + name)
                names.add(data[strings + name : end].decode())
                place += step
            at += following
    return names


def number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def main() -> None:
    most, program = sys.argv[1:]
    found = needed(open(program, "rb").read())
    versions = [m[1] for name in found if (m := re.fullmatch(r"GLIBC_([\d.]+)", name))]
    assert versions, f"{program} names no version of glibc"
    highest = max(versions, key=number)
    print(f"glibc: {highest} is the newest that {program} asks for")
    if number(highest) > number(most):
        sys.exit(f"{program} asks for GLIBC_{highest}, newer than {most}")


if __name__ == "__main__":
    main()
