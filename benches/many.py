#!/usr/bin/env python3
"""Time of `kuaibao check` on workspaces of 10, 100 and 1,000 drafts.

    cargo build --release
    python3 benches/many.py [--runs 5] [--kuaibao target/release/kuaibao]

The drafts are made from the five real ones: bodies are put together from clauses of all items,
by chance but the same in every run, so that no two are copies. Medians are printed as Markdown.
"""

import argparse
import datetime
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def make(folder, count):
    """Writes a workspace with so many drafts, one a week."""
    folder.mkdir()
    for name in ["bulletin.toml", "units.toml"]:
        shutil.copy(ROOT / name, folder)
    (folder / "drafts").mkdir()
    issues = [tomllib.loads(p.read_text("utf-8")) for p in sorted((ROOT / "drafts").glob("*.toml"))]
    items = [item for issue in issues for column in issue["column"] for item in column["item"]]
    clauses = [c for item in items for c in re.findall("[^，。；\n]+[，。；]", item["body"])]
    clauses = [c for c in clauses if not re.search("[“”《》（）*]", c)]
    chance = random.Random(43)
    day, number = datetime.date(2005, 1, 7), 0
    for _ in range(count):
        number = number + 1
        text = [f"number = {number}", f"date = {day}", ""]
        issue = chance.choice(issues)
        for column in issue["column"]:
            text += ["[[column]]", f'name = "{column["name"]}"', ""]
            for item in column["item"]:
                body = "".join(chance.sample(clauses, 12)).rstrip("，；。") + "。"
                body = re.sub(r"\d", lambda _: chance.choice("123456789"), body)
                credits = ", ".join(f'"{credit}"' for credit in item["credits"])
                text += ["[[column.item]]", f'headline = "{item["headline"]}"']
                text += [f'body = """\n{body}\n"""', f"credits = [{credits}]", ""]
        text += ["[signoff]"] + [f'{key} = "{value}"' for key, value in issue["signoff"].items()]
        path = folder / "drafts" / f"{day.year}-{number:02}.toml"
        path.write_text("\n".join(text) + "\n", "utf-8")
        following = day + datetime.timedelta(days=7)
        number = number if following.year == day.year else 0
        day = following


def seconds(command, runs):
    taken = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if done.returncode > 1:
            raise SystemExit(f"failed: {' '.join(map(str, command))}")
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])  # the first warms the caches


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--kuaibao", type=Path, default=ROOT / "target" / "release" / "kuaibao")
    parser.add_argument("--counts", type=int, nargs="+", default=[10, 100, 1000])
    arguments = parser.parse_args()
    kuaibao = arguments.kuaibao.resolve()
    print("| drafts | check of all | per draft | check of one among them |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for count in arguments.counts:
            workspace = Path(folder) / str(count)
            make(workspace, count)
            check = [kuaibao, "--workspace", workspace, "check", "--quiet", "--format", "json"]
            every = seconds(check, arguments.runs)
            one = seconds(check + [max((workspace / "drafts").iterdir())], arguments.runs)
            print(f"| {count:,} | {every * 1000:,.0f} ms | {every / count * 1000:.2f} ms | {one * 1000:,.0f} ms |")


if __name__ == "__main__":
    main()
