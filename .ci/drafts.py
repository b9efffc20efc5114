#!/usr/bin/env python3
"""Makes random drafts with everything in them, every form of each, and reads all of it with programs
that are not ours: the same text in every form, as many pages in LibreOffice as in the PDF, but for one, and the same
draft when the Word document is imported. A draft that cannot be printed has to be told in Chinese, with
its place, and nothing is left behind.

    python3 .ci/drafts.py PROGRAM FOLDER FIRST LAST [--keep] [--slow]

Seeds FIRST to LAST; the same seed is the same draft for ever. `--slow` puts each file through the two
validators of OOXML too. Wants LibreOffice, poppler, and python-docx, html5lib, ofdkit and pypdfium2 for
this Python; NODE is the folder with the validators, OFD_CLI the reader of OFDs, where they are to be
used. FOLDER is made anew.
"""

import argparse
import base64
import json
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tomllib
import unicodedata
import zlib
from pathlib import Path

import html5lib
import ofdkit
import pypdfium2

import word

ROOT = Path(__file__).resolve().parent.parent
PAGE = "\0"  # stands for the number of a page


def squeezed(text):
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


# ---------------------------------------------------------------- drafts

UNITS = [u["credit"] for u in tomllib.loads((ROOT / "units.toml").read_text())["unit"] if "until" not in u and "from" not in u]
COLUMNS = ["民生保障", "项目建设", "“三通一入地”", "乡村振兴", "经济运行", "基层治理", "优化营商环境", "人居环境整治",
           "安全生产", "科技创新", "文旅融合", "党的建设"]
WHO = ["县发改委", "县人社局", "县教体局", "东屯镇", "潭龙街道", "各乡镇", "县工作专班", "相关部门", "园区企业", "帮扶干部"]
DOES = ["组织召开推进会", "开展专项整治行动", "建立工作台账", "落实包联责任", "完善长效机制", "走访慰问困难群众",
        "加快手续办理", "举办专场招聘会", "推动项目落地", "排查整改隐患", "开展“回头看”", "印发《实施方案》",
        "推行“一件事一次办”", "对接京津冀、长三角等地客商", "召开调度会（视频）", "签订合作协议"]
FIGURES = ["共完成投资{a}.{b}亿元", "新增岗位{a}个", "同比增长{a}.{b}%", "惠及群众{a}万余人", "发放补贴{a}.{b}万元",
           "涉及{a}个行政村{b}户", "较去年提高{b}个百分点", "占年度计划的{b}.{a}%", "累计处理线索{a}条", "改造道路{a}.{b}公里",
           "气温降至−{b}℃", "培训{a}人次", "上线“豫事办”APP{b}版", "引进5G基站{a}座", "CO2排放下降{b}%"]
RARE = ["𠮷", "䶮", "㙍", "堃", "喆", "犇", "䥽", "𬬭", "𬭊", "𫖯", "㑇", "燊"]
ODD = ["#", "$x$", "@y", "_z_", "\\", "<b>", "//", "`c`", "[1]", "*", "~", "&amp", "→", "①", "Ⅱ", "㎡", "½", "‰", "±5"]
# These are errors in a draft.
WRONG = ["&amp;", "\"", "\u0001", "\ufffd", "𪚥𪚥龘\ue000"]


class Draft:
    """A draft, as values; and what stands on its pages."""

    def __init__(self, seed, folder):
        self.seed, self.folder = seed, folder
        self.r = random.Random(seed)
        r = self.r
        self.template = "jianbao" if seed % 2 else "kuaibao"
        self.pictures = 0
        self.tables = 0
        self.settings()
        self.number = r.randint(1, 60)
        self.month, self.day = r.randint(1, 12), r.randint(1, 28)
        self.special = r.random() < 0.2
        self.total = r.choice([None, None, r.randint(1, 99999)])
        self.note = self.paragraphs(r.randint(1, 3), heads=False) if r.random() < 0.4 else []
        self.own_list = r.random() < 0.15
        self.copies = r.choice([None, None, r.randint(1, 999)])
        self.stem = f"2024-{'z' if self.special else ''}{self.number:02}"
        names = r.sample(COLUMNS, r.randint(1, min(6, len(COLUMNS))))
        most = r.choice([2, 4, 4, 7])
        self.columns = [(name, [self.item() for _ in range(r.randint(1, most))]) for name in names]
        self.reissued = "第2条数字有误，“12个”应为“21个”。" if r.random() < 0.12 else None

    def settings(self):
        r = self.r
        text = (ROOT / "bulletin.toml").read_text()
        text = text.replace('template = "kuaibao"', f'template = "{self.template}"')
        pages = r.choice(['"auto"', '"auto"', '"even"'])
        more = ["headline-max = 100"]
        self.report = self.send = ""
        self.all_copies = None
        if r.random() < 0.4:
            self.report = "市委办公室，市政府办公室。"
            more.append(f'report-to = "{self.report}"')
        if r.random() < 0.3:
            self.send = "县委各部委，各人民团体。"
            more.append(f'send-to = "{self.send}"')
        if r.random() < 0.3:
            self.all_copies = 60
            more.append("copies = 60")
        layout = [f"pages = {pages}"]
        self.contents_over = 15
        if r.random() < 0.4:
            self.contents_over = r.choice([0, 1, 2, 5])
            layout.append(f"contents = {self.contents_over}")
        if r.random() < 0.15:
            layout.append("latin-spacing = true")
        if r.random() < 0.15:
            layout.append('punctuation = "squeezed"')
        if r.random() < 0.2:
            layout.append(f"masthead = {r.choice([5, 6, 8])}")
        text = text.replace("pages = 4", "\n".join(layout))
        self.config = "\n".join(more) + "\n" + text
        self.list = tomllib.loads(text)["distribution"]

    def sentence(self):
        r = self.r
        parts = []
        for _ in range(r.randint(1, 4)):
            part = r.choice(WHO) + r.choice(DOES) if r.random() < 0.6 else r.choice(FIGURES).format(
                a=r.randint(1, 9999), b=r.randint(1, 99))
            if r.random() < 0.04:
                part += r.choice(RARE)
            if r.random() < 0.03:
                part += r.choice(ODD if self.seed % 12 else WRONG)
            parts.append(part)
        if r.random() < 0.12:
            at = r.randrange(len(parts))
            parts[at] = f"**{parts[at]}**" if "*" not in parts[at] else parts[at]
        return "，".join(parts) + "。"

    def paragraph(self):
        return "".join(self.sentence() for _ in range(self.r.choice([1, 1, 2, 3, 5])))

    def paragraphs(self, count, heads=True):
        """Rows of (kind, text)."""
        out, first, second = [], 0, 0
        heads = heads and count > 2 and self.r.random() < 0.5
        numbers = "一二三四五六七八九十"
        for index in range(count):
            if heads and index and first < 9 and self.r.random() < 0.35:
                out.append(("head", f"{numbers[first]}、{self.r.choice(DOES)}"))
                first, second = first + 1, 0
            if heads and index and second < 9 and self.r.random() < 0.25:
                alone = self.r.random() < 0.5
                text = f"（{numbers[second]}）{self.r.choice(DOES)}"
                second += 1
                if alone:
                    out.append(("head", text))
                else:
                    out.append(("text", text + "。" + self.paragraph()))
                    continue
            out.append(("text", self.paragraph()))
        return out

    def item(self):
        r = self.r
        headline = "".join(r.choice(WHO) + r.choice(DOES) for _ in range(r.choice([1, 1, 1, 2, 2, 3, 4])))[: r.choice([12, 20, 40, 60, 90])]
        headline = re.sub(r"[（“《][^）”》]*$", "", headline)
        if r.random() < 0.03:
            headline += r.choice(RARE)
        body = self.paragraphs(r.choice([1, 1, 1, 2, 3, 4, 6]))
        units = r.sample(UNITS, r.choice([1, 1, 1, 2, 2, 3, 5, 9]))
        insets = []
        for _ in range(r.choice([0, 0, 0, 0, 1, 1, 2])):
            # At the end, or after a paragraph that is not the last.
            after = r.randint(1, len(body)) if r.random() < 0.6 else None
            insets.append((after, self.table() if r.random() < 0.6 else self.figure()))
        return {"headline": headline, "body": body, "credits": units, "insets": insets}

    def table(self):
        r = self.r
        self.tables += 1
        columns, rows = r.choice([2, 3, 3, 4, 5, 6, 7]), r.choice([2, 3, 4, 8, 14, 30])
        heads = ["乡镇", "户数", "投资（亿元）", "占年度计划的比重", "备注", "责任单位及联系人", "完成时限"]
        out = [heads[:columns]]
        for at in range(rows):
            row = [r.choice(UNITS)]
            for column in range(1, columns):
                kind = r.random()
                if kind < 0.6:
                    row.append(f"{r.randint(0, 9999) / 10 ** r.choice([0, 0, 1, 2]):g}")
                elif kind < 0.7:
                    row.append("")
                elif kind < 0.8:
                    row.append(f"{r.randint(1, 99)}%")
                elif kind < 0.97:
                    row.append(r.choice(DOES))
                else:
                    row.append(r.choice(RARE) + r.choice(["|", "a b", "1|2", "a\\\\b", ""]))
            out.append(row)
        return {"kind": "table", "caption": r.choice(["", f"进展情况表{self.tables}"]), "rows": out,
                "head": r.choice([None, None, 0, 1]), "file": r.random() < 0.3}

    def figure(self):
        r = self.r
        self.pictures += 1
        name = f"图{self.pictures}.png"
        (self.folder / "drafts").mkdir(parents=True, exist_ok=True)
        if r.random() < 0.3:
            name = f"图{self.pictures}.jpg"
            shutil.copy(ROOT / "tests/files/合影.jpg", self.folder / "drafts" / name)
        else:
            png(self.folder / "drafts" / name, r.choice([40, 400, 900, 1600]), r.choice([30, 300, 700, 1500]), r)
        caption = r.choice(["", f"项目建设现场{self.pictures}"])
        alt = f"图中是第{self.pictures}个项目的工地" if not caption or r.random() < 0.5 else ""
        return {"kind": "figure", "file": name, "caption": caption, "alt": alt, "width": r.choice([None, None, 10, 33, 50, 80, 100])}

    # ---- as TOML

    def toml(self):
        quote = lambda text: json.dumps(text, ensure_ascii=False)
        body = lambda rows: quote("\n\n".join(text for _, text in rows))
        out = [f"number = {self.number}", f"date = 2024-{self.month:02}-{self.day:02}"]
        if self.special:
            out.append('kind = "增刊"')
        if self.total:
            out.append(f"total = {self.total}")
        if self.note:
            out.append(f"note = {body(self.note)}")
        if self.own_list:
            self.list = "各乡（镇）政府、街道办事处主要领导，县教育系统各单位。"
            out += [f"distribution = {quote(self.list)}", 'distribution-reason = "只发教育系统"']
        if self.copies:
            out.append(f"copies = {self.copies}")
        for name, items in self.columns:
            out += ["", "[[column]]", f"name = {quote(name)}"]
            for item in items:
                out += ["", "[[column.item]]", f"headline = {quote(item['headline'])}", f"body = {body(item['body'])}",
                        f"credits = {json.dumps(item['credits'], ensure_ascii=False)}"]
                for after, inset in item["insets"]:
                    out += ["", f"[[column.item.{inset['kind']}]]"]
                    out += [f"{key} = {quote(inset[key])}" for key in ("caption", "alt") if inset.get(key)]
                    out += [f"{key} = {inset[key]}" for key in ("head", "width") if inset.get(key) is not None]
                    if after:
                        out.append(f"after = {after}")
                    if inset["kind"] == "figure":
                        out.append(f'file = "{inset["file"]}"')
                    elif inset["file"]:
                        name_ = f"表{self.place(inset)}.csv"
                        cell = lambda text: '"' + text.replace('"', '""') + '"'
                        (self.folder / "drafts" / name_).write_text("\n".join(",".join(map(cell, row)) for row in inset["rows"]) + "\n")
                        out.append(f'file = "{name_}"')
                    else:
                        out.append(f"rows = {json.dumps(inset['rows'], ensure_ascii=False)}")
        out += ["", "[signoff]", 'editor = "李勉"', 'reviewer = "原超俊"', 'approver = "麻彦伟"', ""]
        return "\n".join(out)

    def place(self, inset):
        all_ = [one for _, items in self.columns for item in items for _, one in item["insets"]]
        return next(at for at, one in enumerate(all_) if one is inset) + 1

    def write(self):
        (self.folder / "drafts").mkdir(parents=True, exist_ok=True)
        (self.folder / "bulletin.toml").write_text(self.config)
        shutil.copy(ROOT / "units.toml", self.folder)
        self.path = self.folder / "drafts" / f"{self.stem}.toml"
        self.path.write_text(self.toml())

    # ---- what stands on its pages

    def issue(self):
        number = f"{'增刊' if self.special else ''}第{self.number}期"
        total = f"总第{self.total}期" if self.total else ""
        if self.template == "jianbao" and not total:
            return f"（{number}）"
        return number + (f"（{total}）" if total else "")

    def count(self):
        return sum(len(items) for _, items in self.columns)

    def has_contents(self):
        return self.contents_over > 0 and self.count() > self.contents_over

    def head(self):
        parts = ["延津政务快报", self.issue(), "延津县人民政府办公室", f"2024年{self.month}月{self.day}日"]
        if self.reissued:
            parts += ["更正：", self.reissued.rstrip("。"), "（第1次更正）"]
        if self.note:
            parts += ["编者按：", *(plain(text) for _, text in self.note)]
        return parts

    def contents(self, pages):
        if not self.has_contents():
            return []
        parts = ["目录"]
        for name, items in self.columns:
            parts += [f"【{name}】", pages]
            for item in items:
                parts += [item["headline"], pages]
        return parts

    def items(self, figures=lambda figure: figure["caption"]):
        parts = []
        for name, items in self.columns:
            parts.append(f"【{name}】")
            for item in items:
                parts.append(item["headline"])
                blocks = [(at, 0, plain(text)) for at, (_, text) in enumerate(item["body"], 1)]
                for order, (after, inset) in enumerate(item["insets"]):
                    # Tables before figures, where both stand at the same place: as the draft has them.
                    key = 1 if inset["kind"] == "table" else 2
                    if inset["kind"] == "table":
                        text = inset["caption"] + "".join("".join(row) for row in inset["rows"])
                    else:
                        text = figures(inset)
                    blocks.append((after or len(item["body"]), key * 100 + order, text))
                parts += [text for _, _, text in sorted(blocks, key=lambda block: block[:2])]
                parts.append("（" + "".join(item["credits"]) + "）")
        return parts

    def foot(self):
        label = "发" if self.template == "jianbao" else "本期发"  # as each template words it
        lists = [("报", self.report), ("送", self.send), (label, self.list)]
        parts = [f"{label}：{names}" for label, names in lists if names]
        parts += ["责任编辑：李勉", "审核：原超俊", "签发：麻彦伟"]
        copies = self.copies or self.all_copies
        return parts + ([f"共印{copies}份"] if copies else [])

    def wanted(self, contents=True, pages=PAGE, **figures):
        body = self.head() + (self.contents(pages) if contents else []) + self.items(**figures) + self.foot()
        return squeezed("".join(body))


    def text(self):
        """What the plain text says: in the words of a 快报, whatever the template."""
        template, self.template = self.template, "kuaibao"
        text = self.wanted(contents=False)
        self.template = template
        return text.replace(PAGE, "")


def plain(text):
    return text.replace("**", "")


def png(path, width, height, r):
    """A picture of bars."""
    colours = [bytes(r.randint(40, 230) for _ in range(3)) for _ in range(8)]
    row = b"\0" + b"".join(colours[x * 8 // width] for x in range(width))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b""))


# ---------------------------------------------------------------- readers

def of_page(path):
    """The text of a web page's body, without what only helps to use it."""
    tree = html5lib.parse(path.read_text(), namespaceHTMLElements=False)

    def walk(node):
        if node.tag in ("script", "style", "nav", "button", "input", "label") or not isinstance(node.tag, str):
            yield node.tail or ""
            return
        if node.get("aria-hidden") == "true" or node.get("class") in ("skip", "tools"):
            yield node.tail or ""
            return
        yield node.text or ""
        for child in node:
            yield from walk(child)
        yield node.tail or ""

    return "".join(walk(tree.find("body")))


def of_ofd(path):
    with ofdkit.open(str(path)) as document:
        return ["".join(run.text for run in page.runs) for page in document.pages]


def of_pdf(path):
    pdf = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_range() for page in pdf]


# ---------------------------------------------------------------- the check

class Check:
    def __init__(self, options):
        self.options = options
        self.passed, self.faults = 0, []
        self.printed = self.refused = self.equal = 0
        self.words = []

    def check(self, seed, name, ok, told=""):
        if ok:
            self.passed += 1
        else:
            self.faults.append((seed, name))
            print(f"WRONG  {seed} {name}: {told}", flush=True)

    def same(self, seed, name, text, wanted):
        text = squeezed(text)
        pattern = re.escape(wanted).replace(re.escape(PAGE), PAGE)
        found = re.fullmatch(pattern.replace(PAGE, r"(?:\d+|[^【]*?)"), text)
        told = ""
        if not found:
            at = next((i for i, (a, b) in enumerate(zip(text, wanted)) if a != b and b != PAGE), min(len(text), len(wanted)))
            told = f"“…{text[max(0, at - 6):at + 24]}” for “…{wanted[max(0, at - 6):at + 24]}”"
        self.check(seed, name, bool(found), told)

    def run(self, folder, *arguments):
        return subprocess.run([self.options.program, *map(str, arguments)], cwd=folder, capture_output=True, text=True)

    def draft(self, seed):
        folder = self.options.folder / str(seed)
        folder.mkdir(parents=True)
        draft = Draft(seed, folder)
        draft.write()
        if draft.reissued:
            made = self.run(folder, "release", draft.path)
            if made.returncode == 0:
                made = self.run(folder, "release", "--reissue", draft.reissued, draft.path)
        out = folder / "out"
        made = self.run(folder, "build", "--all-forms", "--copy", draft.path)
        if made.returncode:
            self.refused += 1
            told = made.stderr
            errors = [line for line in told.splitlines() if line.startswith("错误")]
            placed = len(re.findall(r"--> \S+:\d+:\d+", told)) >= len(errors) > 0
            self.check(seed, "refused with places", made.returncode == 1 and placed and "panicked" not in told, told[-900:])
            left = [p.name for p in out.iterdir() if not p.name.startswith(".")] if out.exists() else []
            self.check(seed, "nothing left of a refused draft", not left, left)
            if self.options.verbose:
                print(seed, "refused:", "; ".join(errors)[:300])
            return
        self.printed += 1
        file = lambda ending: out / f"{draft.stem}{ending}"
        if not draft.reissued:
            self.check(seed, "no word of correction", "更正" not in file(".txt").read_text()[:200])
        self.same(seed, "docx by python-docx", word.text(file(".docx")), draft.wanted())
        self.same(seed, "html by html5lib", of_page(file(".html")), draft.wanted(contents=False))
        # In the article a picture is what it shows, until it is put in.
        article = of_page(file(".wechat.html"))
        self.same(seed, "wechat by html5lib", article, draft.wanted(contents=False))
        chat = file(".chat.txt").read_text()
        headlines = squeezed("".join(f"【{n}】" + "".join("·" + i["headline"] for i in items) for n, items in draft.columns))
        self.check(seed, "chat", squeezed(chat.split("\n", 1)[1]).replace("－－－－－－－－", "").endswith(headlines), chat)
        plain_text = file(".txt").read_text()
        letters = lambda text: sorted(c for c in squeezed(text) if c not in "*|-:![]\\")
        # The text marks tables, pictures and headlines; its letters are those of the draft.
        self.check(seed, "text", letters(plain_text) == letters(draft.text()) or draft.reissued, "letters differ")
        pages = of_pdf(file(".pdf"))
        ofd = of_ofd(file(".ofd"))
        basic = lambda text: sorted(c for c in squeezed(text) if ord(c) < 0x10000)
        self.check(seed, "ofd: pages", len(pages) == len(ofd), f"{len(ofd)} for {len(pages)}")
        self.check(seed, "ofd by ofdkit: text of the PDF", all(basic(a) == basic(b) for a, b in zip(pages, ofd)))
        if not draft.has_contents() and not draft.reissued:
            printed = squeezed(" ".join(pages))
            missing = [c for c in set(draft.wanted()) if draft.wanted().count(c) > printed.count(c)]
            self.check(seed, "pdf by pdfium: letters", not missing, missing)
        count = len(pages)
        for form in ("png", "svg"):
            made_pages = len(list(out.glob(f"{draft.stem}.*.{form}"))) - (len(list(out.glob(f"{draft.stem}.wechat.*.{form}"))))
            self.check(seed, f"{form}: pages", made_pages == count, f"{made_pages} for {count}")
        sheets = len(pypdfium2.PdfDocument(file(".two-up.pdf")))
        self.check(seed, "two-up: sheets", sheets == -(-count // 2) or sheets == (count + 2) // 2, f"{sheets} for {count}")
        if cli := os.environ.get("OFD_CLI"):
            told = subprocess.run([cli, "check", file(".ofd")], capture_output=True, text=True)
            self.check(seed, "ofd-cli check", told.returncode == 0, told.stdout[-300:] + told.stderr[-300:])
        if self.options.slow and (node := os.environ.get("NODE")):
            for tool in ["ooxml-validate", "ooxml-validator"]:
                told = subprocess.run([f"{node}/node_modules/.bin/{tool}", file(".docx")], capture_output=True, text=True).stdout
                self.check(seed, tool, "Found 0 errors" in told or '"ok": true' in told, told[:600])
        self.returned(seed, draft, file)
        self.words.append((seed, file(".docx"), count))

    def returned(self, seed, draft, file):
        """The Word document, imported into an empty folder, is the same draft."""
        again = draft.folder / "again"
        (again / "drafts").mkdir(parents=True)
        shutil.copy(draft.folder / "bulletin.toml", again)
        shutil.copy(draft.folder / "units.toml", again)
        told = self.run(again, "import", file(".docx"))
        back = list((again / "drafts").glob("*.toml"))
        # What is not printed is not in the document: why this issue goes to others than usual.
        for path in back if draft.own_list else []:
            path.write_text(path.read_text().replace('\ndistribution = ', '\ndistribution-reason = "只发教育系统"\ndistribution = ', 1))
        if not back:
            self.check(seed, "docx → import", False, told.stderr[-500:])
            return
        made = self.run(again, "build", "--format", "data", *back)
        data = list((again / "out").glob("*.data.json"))
        if not data:
            self.check(seed, "docx → import → build", False, made.stderr[-600:])
            return
        first, second = (json.loads(p.read_text()) for p in (file(".data.json"), data[0]))
        for one in (first, second):
            clean(one)
        differing = [key for key in first if first[key] != second.get(key)]
        if draft.reissued:
            differing = [key for key in differing if key not in ("correction", "subject", "setting")]
        told = ""
        if differing:
            a, b = (json.dumps(one[differing[0]], ensure_ascii=False) for one in (first, second))
            at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), 0)
            told = f"{differing} …{a[max(0, at - 80):at + 60]}… became …{b[max(0, at - 80):at + 60]}…"
        self.check(seed, "docx → import → the same draft", not differing, told)

    def office(self):
        """Pages in LibreOffice, many files in one call."""
        made = self.options.folder / "office"
        for start in range(0, len(self.words), 40):
            part = self.words[start:start + 40]
            links = made / f"in{start}"
            links.mkdir(parents=True)
            for seed, path, _ in part:
                (links / f"{seed}.docx").symlink_to(path)
            subprocess.run(["soffice", f"-env:UserInstallation=file://{made}/profile", "--headless", "--convert-to", "pdf",
                            "--outdir", made, *sorted(links.iterdir())], capture_output=True)
            for seed, _, count in part:
                pdf = made / f"{seed}.pdf"
                pages = len(pypdfium2.PdfDocument(pdf)) if pdf.exists() else 0
                self.equal += pages == count
                # Contents and long tables may cost a line more there or less.
                self.check(seed, "pages in LibreOffice", abs(pages - count) <= 1, f"{pages}, not {count}")
                if pages != count:
                    print(f"{seed}: {pages} pages in LibreOffice, {count} in the PDF")


def clean(data):
    """What depends on the file it came from, or on nothing that is printed."""
    for key in ("fingerprint",):
        data.pop(key, None)
    for column in data["columns"]:
        for item in column["items"]:
            for block in item["body"]:
                for key in list(block):
                    if key in ("squeezed", "may-win", "path", "file", "picture"):
                        block.pop(key)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    for flag in ("--keep", "--slow", "--verbose", "--no-office"):
        parser.add_argument(flag, action="store_true")
    options = parser.parse_args()
    options.program = Path(options.program).resolve()
    options.folder = options.folder.resolve()
    shutil.rmtree(options.folder, ignore_errors=True)
    check = Check(options)
    for seed in range(options.first, options.last + 1):
        try:
            check.draft(seed)
        except Exception as error:  # a reader that stumbles is a fault of that file
            check.check(seed, "read", False, repr(error))
    if not options.no_office:
        check.office()
    kinds = {}
    for seed, name in check.faults:
        kinds.setdefault(name, []).append(seed)
    for name, seeds in sorted(kinds.items()):
        print(f"{len(seeds):4} {name}: {seeds[:20]}")
    print(f"{check.printed} printed, {check.refused} refused, {check.equal} with as many pages in LibreOffice")
    print(f"{check.passed} passed, {len(check.faults)} failed")
    sys.exit(bool(check.faults))


main()
