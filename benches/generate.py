#!/usr/bin/env python3
"""A workspace with any number of issues, made from the five real ones.

    python3 benches/generate.py FOLDER 520          # fitted to 4 pages
    python3 benches/generate.py FOLDER 520 auto     # any number of pages

One issue a Friday, 52 a year, the last in 2025, or later where the first would be before 1950. Items are drawn from all five, their
sentences reordered and their numbers changed, so that no two issues are alike and none is found
in a cache. The same number gives the same issues.
"""

import datetime
import random
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def pool():
    """The items of the real issues, and the names of the columns of each."""
    items, shapes = [], []
    for path in sorted((ROOT / "drafts").glob("*.toml")):
        draft = tomllib.loads(path.read_text(encoding="utf-8"))
        shapes.append([(column["name"], len(column["item"])) for column in draft["column"]])
        items += [item for column in draft["column"] for item in column["item"]]
    return items, shapes


def varied(chance, body):
    """The text with other figures, and its sentences but for the first and last in another order."""
    sentences = re.findall(r"[^。]+。", body.strip()) or [body.strip()]
    middle = sentences[1:-1]
    chance.shuffle(middle)
    text = "".join(sentences[:1] + middle + sentences[1:][-1:])
    # Not in dates, which must be in the calendar.
    figure = re.compile(r"(?<![0-9.])[2-8](?=[0-9]+(?![0-9]*[年月日时号]))")
    return figure.sub(lambda _: str(chance.randint(2, 8)), text)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def issue(chance, items, shape, number, date):
    lines = [f"number = {number}", f"date = {date}", ""]
    drawn = chance.sample(items, sum(count for _, count in shape))
    for name, count in shape:
        lines += ["[[column]]", f"name = {quoted(name)}", ""]
        for _ in range(count):
            item = drawn.pop()
            credits = ", ".join(quoted(credit) for credit in item["credits"])
            lines += ["[[column.item]]", f"headline = {quoted(item['headline'])}"]
            lines += ['body = """', varied(chance, item["body"]), '"""', f"credits = [{credits}]", ""]
    lines += ["[signoff]", 'editor = "李勉"', 'reviewer = "原超俊"', 'approver = "麻彦伟"', ""]
    return "\n".join(lines)


def write(folder, count, pages=4):
    """Makes the workspace; `pages` is the page target of its settings."""
    (folder / "drafts").mkdir(parents=True)
    config = (ROOT / "bulletin.toml").read_text(encoding="utf-8")
    target = pages if isinstance(pages, int) else quoted(pages)
    (folder / "bulletin.toml").write_text(
        config.replace("\npages = 4\n", f"\npages = {target}\n"), encoding="utf-8"
    )
    # A unit that did not exist yet would be an error.
    units = (ROOT / "units.toml").read_text(encoding="utf-8")
    units = re.sub(r"(?m)^(from|until) = .*\n", "", units)
    (folder / "units.toml").write_text(units, encoding="utf-8")
    items, shapes = pool()
    chance = random.Random(1)
    last_year = max(2025, 1949 + -(-count // 52))
    for index in range(count):
        year, number = last_year - index // 52, 52 - index % 52
        first = datetime.date(year, 1, 1)
        first += datetime.timedelta(days=(4 - first.weekday()) % 7)
        date = first + datetime.timedelta(weeks=number - 1)
        text = issue(chance, items, chance.choice(shapes), number, date)
        (folder / "drafts" / f"{year}-{number:02}.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    target = sys.argv[3] if len(sys.argv) > 3 else "4"
    write(Path(sys.argv[1]), int(sys.argv[2]), int(target) if target.isdigit() else target)
