#!/usr/bin/env python3
"""Compares what `kuaibao import --into` takes from real files with what two other programs give.

    KB_BIN=target/release/kuaibao python3 tests/corpora/compare.py FOLDER [--jobs 2] [--list] [--most N]

FOLDER holds .docx, .rtf (beside pandoc and LibreOffice), .doc, .wps (beside LibreOffice) or .pdf (beside poppler's pdftotext
and mupdf's mutool). Characters are counted without white space; a character is *missing* when both other
programs have it oftener than the draft, its comments and what the program says it has left out (by
name and size). Nothing may be missing without a word. Files stay where they are.
"""
import collections, concurrent.futures, os, re, shutil, subprocess, sys, tempfile, tomllib, unicodedata

KB = os.path.abspath(os.environ.get('KB_BIN', 'target/release/kuaibao'))
DRAFT = 'number = 3\ndate = 2024-01-19\n\n[[column]]\nname = "来稿"\n\n[signoff]\neditor = ""\nreviewer = ""\napprover = ""\n'


def run(command, **more):
    try:
        return subprocess.run(command, capture_output=True, timeout=120, **more)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 99, b'', b'timeout')


def characters(text):
    """Without white space, marks of lists and what conversion writes in several ways. Letters that are
    shown as capitals (`w:caps`) are written as they are shown here, and as they are kept by others."""
    text = unicodedata.normalize('NFKC', text).casefold()
    return collections.Counter(c for c in text if c.isalnum())


def ours(path, base, folder):
    work = tempfile.mkdtemp(dir=folder)
    shutil.copytree(base, work + '/ws')
    draft = work + '/ws/drafts/2024-03.toml'
    got = run([KB, 'import', '--into', 'drafts/2024-03.toml', '--column', '来稿', path], cwd=work + '/ws',
              env={**os.environ, 'NO_COLOR': '1', 'KUAIBAO_WORKSPACE': work + '/ws'})
    said = (got.stdout + got.stderr).decode('utf-8', 'replace')
    text = open(draft, encoding='utf-8').read() if os.path.exists(draft) else ''
    shutil.rmtree(work)
    if got.returncode not in (0, 1):
        return got.returncode, None, 0, False, said
    data = tomllib.loads(text)
    parts = [line for line in text.split('\n') if line.startswith('#') and '另有' in line]
    for item in (i for c in data.get('column', []) for i in c.get('item', [])):
        parts += [item.get('headline', ''), item.get('body', '').replace('**', '')] + item.get('credits', [])
        for table in item.get('table', []):
            parts += [table.get('caption', '')] + [c for row in table.get('rows', []) for c in row]
        parts += [f.get('caption', '') for f in item.get('figure', [])]
    parts += [u.get('text', '') for u in data.get('unplaced', [])]
    left = sum(int(n) for n in re.findall(r'^注意：.* \d+ 处 (\d+) 字，没有放进稿件', said, re.M))
    # Page numbers, and the same text for other programs, are named with what was tidied up.
    left += sum(int(n) for n in re.findall(r'(?:页码|同一内容|重复的类别|重复叠印的字|里的期号、日期|域代码) \d+ 处 (\d+) 字', said))
    return got.returncode, characters('\n'.join(parts)), left, '一字不差' in said, said


def others(path, folder):
    """Two other programs' text; an empty one where it gives up."""
    if path.lower().endswith('.pdf'):
        poppler = run(['pdftotext', '-enc', 'UTF-8', path, '-']).stdout
        mupdf = run(['mutool', 'draw', '-q', '-F', 'txt', path]).stdout
        return [characters(text.decode('utf-8', 'replace')) for text in (poppler, mupdf)]
    kind = path.rsplit('.', 1)[-1].lower()
    first = run(['pandoc', '-f', 'rtf' if kind == 'rtf' else 'docx', '-t', 'plain', '--wrap=none', path]).stdout
    office = office_text(path, os.path.join(folder, 'office'))
    second = open(office, 'rb').read() if os.path.exists(office) else b''
    if kind in ('doc', 'wps'):
        first = second   # pandoc does not read it
    return [characters(text.decode('utf-8', 'replace')) for text in (first, second)]


def office_text(path, out):
    """Where LibreOffice puts the text of a file: a.doc and a.docx are two."""
    stem, ending = os.path.splitext(os.path.basename(path))
    return os.path.join(out, ending[1:].lower(), stem + '.txt')


def office(paths, folder):
    """LibreOffice converts many files in one start."""
    out = os.path.join(folder, 'office')
    by_folder = collections.defaultdict(list)
    for path in paths:
        by_folder[os.path.dirname(office_text(path, out))].append(path)
    for folder_of, some in by_folder.items():
        for at in range(0, len(some), 40):
            command = ['soffice', '-env:UserInstallation=file://' + folder + '/profile', '--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder_of]
            try:
                subprocess.run(command + some[at:at + 40], capture_output=True, timeout=400)
            except subprocess.TimeoutExpired:
                pass


def main():
    folder = sys.argv[1]
    jobs = int(sys.argv[sys.argv.index('--jobs') + 1]) if '--jobs' in sys.argv else 2
    most = int(sys.argv[sys.argv.index('--most') + 1]) if '--most' in sys.argv else 10**9
    endings = ('.docx', '.docm', '.dotx', '.doc', '.wps', '.rtf', '.pdf')
    paths = [os.path.abspath(os.path.join(folder, f)) for f in sorted(os.listdir(folder)) if f.lower().endswith(endings)][:most]
    work = tempfile.mkdtemp(prefix='kb-corpora-')
    base = work + '/base'
    subprocess.run([KB, 'init', base, '--name', '某县政务快报', '--publisher', '某县人民政府办公室'], check=True, capture_output=True)
    for f in os.listdir(base + '/drafts'):
        os.remove(base + '/drafts/' + f)
    with open(base + '/drafts/2024-03.toml', 'w', encoding='utf-8') as f:
        f.write(DRAFT)
    word = [p for p in paths if not p.lower().endswith('.pdf')]
    cached = os.environ.get('KB_OFFICE')   # a folder of texts that LibreOffice has made before
    if cached:
        os.makedirs(cached, exist_ok=True)
        os.symlink(os.path.abspath(cached), work + '/office')
    if word:
        office([p for p in word if not os.path.exists(office_text(p, work + '/office'))], work)

    def one(path):
        return path, ours(path, base, work), others(path, work)
    total = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for path, (code, mine, left, exact, said), (a, b) in pool.map(one, paths):
            total['files'] += 1
            name = os.path.basename(path)
            both = a & b if a and b else collections.Counter()
            size = sum(both.values())
            if '程序的错误' in said or 'panicked' in said:
                total['faults'] += 1
                print('FAULT', name, said[:200].replace('\n', ' '))
            if mine is None:
                kind = 'refused, others read it' if size > 20 else 'refused'
                total[kind] += 1
                if '--list' in sys.argv and size > 20:
                    print('refused', name, size, said.strip().replace('\n', ' ')[-160:])
                continue
            total['read'] += 1
            total['exact'] += exact
            if not size:
                total['no other text'] += 1
                continue
            gone = both - mine
            missing = max(0, sum(gone.values()) - left)
            total['characters of both'] += size
            total['ours'] += sum(mine.values())
            total['left out by name'] += left
            total['missing without a word'] += missing
            if missing:
                total['files with something missing'] += 1
                if exact: total['exact, yet missing'] += 1
                if '--list' in sys.argv:
                    print('missing', name, missing, 'of', size, 'EXACT' if exact else '', ''.join(c for c, _ in gone.most_common(24)))
            if '没有数清' in said:
                total['not accounted for'] += 1
                if '--list' in sys.argv: print('unaccounted', name, re.search('没有数清去向（(.*?)）', said).group(1)[:80])
            if '数字与原件对不上' in said:
                total['figures differ'] += 1
                if '--list' in sys.argv: print('figures', name, re.search('对不上（(.*?)）', said).group(1)[:80])
    shutil.rmtree(work)
    print()
    for key, value in total.items():
        print('%-32s %d' % (key, value))
    sys.exit(1 if total['faults'] else 0)


main()
