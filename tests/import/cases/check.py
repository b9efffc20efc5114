#!/usr/bin/env python3
"""Runs one set of import cases. KB_BIN=/path/kuaibao python3 check.py given|more|later|… [ID…] [-v] [--kinds] [--keep DIR]
Every case: a fresh copy of a workspace made by `kuaibao init`, seven more units in the roster, one draft 2024-03 with
two columns (项目建设, 民生保障), one item each. See README.txt for the expectation keys."""
import collections, difflib, json, os, re, shutil, subprocess, sys, tempfile, time, tomllib
HERE = os.path.dirname(os.path.abspath(__file__))
KB = os.environ.get('KB_BIN', 'kuaibao')
if os.sep in KB: KB = os.path.abspath(KB)
UNITS = [('农业农村局', '县农业农村局'), ('水利局', '县水利局'), ('林业局', '县林业局'), ('民政局', '县民政局'), ('教体局', '县教体局'),
         ('东岗镇', ''), ('北塘乡', '')]
DRAFT = '''#:schema ../schema/draft.json
number = 3
date = 2024-01-19

[[column]]
name = "项目建设"

[[column.item]]
headline = "县发改委建立项目例会制度"
body = """
每周一上午集中会商，逐个项目过堂。
"""
credits = ["发改委"]

[[column]]
name = "民生保障"

[[column.item]]
headline = "城关镇开通助餐配送车"
body = """
每天中午为独居老人送餐上门。
"""
credits = ["城关镇"]

[signoff]
editor = "张三"
reviewer = ""
approver = ""
'''
PICTURES = ('.png', '.jpg', '.jpeg', '.gif', '.emf', '.wmf', '.bmp', '.svg', '.tif', '.tiff', '.webp')

def squeeze(t): return re.sub(r'\s+', '', t.replace('**', '').replace('\ufeff', ''))
def unit(t): return re.sub('^(青河)?县', '', squeeze(t))

def workspace(path):
    q = subprocess.run([KB, 'init', path, '--name', '青河政务快报', '--publisher', '青河县人民政府办公室'], capture_output=True, text=True)
    if q.returncode: sys.exit('init failed: ' + q.stderr)
    for f in os.listdir(path + '/drafts'): os.remove(path + '/drafts/' + f)
    with open(path + '/drafts/2024-03.toml', 'w', encoding='utf-8') as f: f.write(DRAFT)
    with open(path + '/units.toml', 'a', encoding='utf-8') as f:
        for credit, headline in UNITS:
            f.write('\n[[unit]]\nname = "%s"\ncredit = "%s"\n%sgroup = "%s"\n' % (credit if headline else credit + '人民政府', credit,
                    'headline = "%s"\n' % headline if headline else '', '县直部门' if headline else '乡镇街道'))

def listing(folder):
    return {f: open(os.path.join(folder, f), 'rb').read() for f in sorted(os.listdir(folder))} if os.path.isdir(folder) else {}

def blocks(text):
    """The pieces of a draft: (kind, all its lines with the comments above it)."""
    out, pending, kind, lines, quote = [], [], 'top', [], None
    for line in text.split('\n'):
        if quote:
            lines.append(line)
            if quote in line: quote = None
            continue
        s = line.strip()
        if s.startswith('#'): pending.append(line); continue
        m = re.match(r'\[\[?([a-z.]+)\]?\]$', s)
        if m and not m.group(1).startswith('column.item.'):
            out.append((kind, lines)); kind, lines = m.group(1), []
        lines += pending + [line]; pending = []
        for q in ('"""', "'''"):
            if s.count(q) % 2: quote = q
    out.append((kind, lines + pending))
    return out

class Got: pass

def run(case, files, base, work):
    g = Got(); ws = work + '/ws'
    shutil.copytree(base, ws)
    path = os.path.join(files, case['file'])
    drafts, out = ws + '/drafts', work + '/out'
    os.mkdir(out)
    src = os.path.join(work, os.path.basename(path)); shutil.copy(path, src)
    extra = [a for c in case.get('credit', []) for a in ('--credit', c)]
    mode = case['mode']
    if mode == 'issue': cmd = [KB, 'import', '-o', out + '/issue.toml', src]
    elif mode == 'into': cmd = [KB, 'import', '--into', 'drafts/2024-03.toml', '--column', case['column'], *extra, src]
    else: cmd = [KB, 'add', 'drafts/2024-03.toml', '--column', case['column'], *extra]
    before = listing(drafts)
    limit = max(60, 2 * case['expect'].get('time_max', 30))
    t = time.monotonic()
    with open(src if mode == 'add' else os.devnull, 'rb') as stdin:
        try:
            q = subprocess.run(cmd, cwd=ws, stdin=stdin, capture_output=True, timeout=limit, env={**os.environ, 'NO_COLOR': '1', 'KUAIBAO_WORKSPACE': ws})
            g.exit, g.said = q.returncode, (q.stdout + q.stderr).decode('utf-8', 'replace')
        except subprocess.TimeoutExpired:
            g.exit, g.said = None, ''
    g.seconds = time.monotonic() - t
    g.said = g.said.replace(src, 'FILE').replace(os.path.basename(src), 'FILE')
    after = listing(drafts)
    g.same = before == after and not os.listdir(out)
    folder = out if mode == 'issue' else drafts
    name = 'issue.toml' if mode == 'issue' else '2024-03.toml'
    now = listing(folder)
    old = '' if mode == 'issue' else before[name].decode()
    g.raw = now.get(name, b'').decode('utf-8', 'replace')
    g.broken = None
    g.items, g.columns, g.unplaced, g.top, g.sign = [], [], [], {}, {}
    try: new = tomllib.loads(g.raw)
    except Exception as e: g.broken, new = 'draft is no TOML: %s' % e, {}
    was = tomllib.loads(old) if old else {}
    counts = {c.get('name'): len(c.get('item', [])) for c in was.get('column', [])}
    for c in new.get('column', []):
        g.columns.append(c.get('name', ''))
        g.items += c.get('item', [])[counts.get(c.get('name'), 0):]
    g.unplaced = [u.get('text', '') for u in new.get('unplaced', [])]
    g.top = {k: (str(v) if k == 'date' else v) for k, v in new.items() if k not in ('column', 'signoff', 'unplaced')}
    g.sign = new.get('signoff', {})
    added = [l[2:] for l in difflib.ndiff(old.split('\n'), g.raw.split('\n')) if l.startswith('+ ')] if old and len(g.raw) < 60000 else (
        g.raw.split('\n') if not old else [l for l in g.raw.split('\n') if l not in set(old.split('\n'))])
    if old:
        rest = iter(g.raw.split('\n'))
        if not all(any(l == x for x in rest) for l in old.split('\n')): g.broken = g.broken or 'a line of the draft that was there has changed'
    g.new = squeeze('\n'.join(added).replace('\\\\', '\\').replace('\\"', '"'))
    known = {squeeze('\n'.join(l)) for _, l in blocks(old)} if old else set()
    g.blocks = [(k, l) for k, l in blocks(g.raw) if squeeze('\n'.join(l)) not in known]
    # What is printed, in order.
    texts = [g.top.get('note', '')] + ([c for c in g.columns] if mode == 'issue' else [])
    for i in g.items:
        texts.append(i.get('headline', ''))
        paras = paragraphs(i)
        for n, x in enumerate([''] + paras):
            texts.append(x)
            for tb in i.get('table', []):
                if min(tb.get('after', len(paras)), len(paras)) == n: texts += [tb.get('caption', '')] + [' | '.join(row) for row in tb.get('rows', [])]
            for f in i.get('figure', []):
                if min(f.get('after', len(paras)), len(paras)) == n: texts += [f.get('caption', '')]
        texts.append('（%s）' % ' '.join(i.get('credits', [])))
    g.printed = '\n'.join(x for x in texts if x).replace('**', '')
    g.placed = g.printed + '\n' + '\n'.join(g.unplaced)
    g.pictures, g.lost_pictures = 0, []
    for i in g.items:
        for f in i.get('figure', []):
            if os.path.isfile(os.path.join(folder, f.get('file', '?'))): g.pictures += 1
            else: g.lost_pictures.append(f.get('file'))
    g.orphans = [f for f in now if f.lower().endswith(PICTURES) and (mode == 'issue' or f not in before) and f not in g.raw and f not in g.said]
    return g

def paragraphs(item): return [x for x in re.split(r'\n\s*\n', item.get('body', '').strip('\n')) if x.strip()]
def like(want, have):
    if want is None: return True
    if want.startswith('re:'): return re.fullmatch(want[3:], squeeze(have)) is not None
    return squeeze(want) == squeeze(have)
def short(x):
    s = json.dumps(x, ensure_ascii=False) if not isinstance(x, str) else '“%s”' % x
    s = s.replace('\n', '⏎')
    return s if len(s) <= 90 else s[:60] + '…' + s[-25:]
def marked(g, text):
    want = squeeze(text)
    for kind, lines in g.blocks:
        body = squeeze('\n'.join(lines).replace('\\\\', '\\').replace('\\"', '"'))
        if want not in body: continue
        if kind == 'unplaced': return True
        if not want and kind == 'top': continue
        if any(l.strip().startswith('#') and '待核' in l for l in lines): return True
    return False

def fails(e, g):
    """Reasons why the expectation does not hold."""
    out = []
    def no(cond, why):
        if not cond: out.append(why)
    placed, printed = squeeze(g.placed), squeeze(g.printed)
    for k, v in e.items():
        if k == 'any_of':
            tries = [fails(x, g) for x in v]
            no(any(not t for t in tries), 'none of %d ways: %s' % (len(v), ' / '.join(t[0] for t in tries if t)))
        elif k == 'refused_without_change':
            no(g.exit == 2, 'not refused, exit %s' % g.exit); no(g.same, 'something was written')
        elif k == 'not_refused': no(g.exit in (0, 1), 'exit %s: %s' % (g.exit, short(g.said.strip())))
        elif k == 'exit': no(g.exit in v, 'exit %s, not %s: %s' % (g.exit, v, short(g.said.strip())))
        elif k == 'headlines':
            have = [i.get('headline', '') for i in g.items]
            no(len(have) == len(v) and all(like(a, b) for a, b in zip(v, have)), 'headlines %s' % short(have))
        elif k == 'headlines_not':
            have = [squeeze(i.get('headline', '')) for i in g.items]
            for x in v: no(squeeze(x) not in have, 'headline is %s' % short(x))
        elif k == 'items':
            no(len(g.items) == v, '%d items, not %d' % (len(g.items), v))
        elif k == 'bodies_paragraphs':
            have = [paragraphs(i) for i in g.items]
            no(len(have) == len(v), '%d items, not %d' % (len(have), len(v)))
            for a, b in zip(v, have):
                if a is not None and not (len(a) == len(b) and all(like(x, y) for x, y in zip(a, b))):
                    bad = next((y for x, y in zip(a, b) if not like(x, y)), '%d paragraphs, not %d' % (len(b), len(a)))
                    no(False, 'paragraphs: %s' % short(bad)); break
        elif k == 'credits':
            have = [[unit(c) for c in i.get('credits', [])] for i in g.items]
            no(have == [[unit(c) for c in x] for x in v], 'credits %s' % short([i.get('credits', []) for i in g.items]))
        elif k == 'credits_not':
            have = [squeeze(c) for i in g.items for c in i.get('credits', [])]
            for x in v: no(squeeze(x) not in have, 'credit is %s' % short(x))
        elif k == 'columns': no([squeeze(x) for x in g.columns] == v, 'columns %s' % short(g.columns))
        elif k == 'top':
            for a, b in v.items(): no(like(b, str(g.top.get(a))) if isinstance(b, str) else g.top.get(a) == b, '%s = %s' % (a, short(g.top.get(a))))
        elif k == 'signoff':
            for a, b in v.items(): no(squeeze(g.sign.get(a, '')) == b, '%s = %s' % (a, short(g.sign.get(a))))
        elif k == 'tables':
            have = [t.get('rows') or [] for i in g.items for t in i.get('table', [])]
            no(len(have) == len(v), '%d tables, not %d' % (len(have), len(v)))
            for a, b in zip(v, have):
                why = rows(a, b)
                if why: no(False, why); break
        elif k == 'pictures':
            no(g.pictures == v, '%d pictures named, not %d' % (g.pictures, v)); no(not g.lost_pictures, 'no such file: %s' % g.lost_pictures)
        elif k == 'must_contain':
            for x in v: no(squeeze(x) in placed, 'not in headline, body, table, unplaced: %s' % short(x))
        elif k == 'printed':
            for x in v: no(squeeze(x) in printed, 'not printed: %s' % short(x))
        elif k == 'unplaced':
            for x in v: no(any(squeeze(x) in squeeze(u) for u in g.unplaced), 'not in unplaced: %s' % short(x))
        elif k == 'in_order':
            at = 0
            for x in v:
                m = re.compile(x[3:] if x.startswith('re:') else re.escape(squeeze(x))).search(printed, at)
                if not m: no(False, 'not printed, or not in its order: %s' % short(x)); break
                at = m.end()
        elif k == 'must_match':
            for x in v: no(re.search(x, placed), 'nothing like /%s/' % x)
        elif k == 'must_not_match':
            lines = re.sub(r'[^\S\n]+', '', g.placed)
            for x in v: no(not re.search(x, lines), 'there is /%s/' % x)
        elif k == 'kept':
            for x in v: no(squeeze(x) in g.new, 'nowhere in the draft: %s' % short(x))
        elif k == 'kept_or_said':
            for x in v:
                if squeeze(x['text']) in g.new or squeeze(x['text']) in squeeze(g.said): continue
                no(any(w in g.said for w in x['words']), 'lost without a word: %s' % short(x['text']))
                no('一字不差' not in g.said, 'left out, yet 一字不差: %s' % short(x['text']))
        elif k == 'must_not_contain':
            for x in v: no(x not in g.placed.replace('**', ''), 'there is %s' % short(x))
        elif k == 'must_not_print':
            for x in v: no(squeeze(x) not in printed, 'printed: %s' % short(x))
        elif k == 'marked':
            for x in v: no(marked(g, x), 'no 待核 at %s' % short(x))
        elif k == 'marks_none':
            c = [l.strip() for kind, ls in g.blocks if kind != 'top' for l in ls if l.strip().startswith('#') and '待核' in l]
            no(not c and not g.unplaced, 'needless mark: %s' % short((c + g.unplaced)[0] if c or g.unplaced else ''))
        elif k == 'output_must_not_say':
            for x in v: no(x not in g.said, 'output says %s' % x)
        elif k == 'output_must_say_any': no(any(x in g.said for x in v), 'output has none of %s' % '/'.join(v))
        elif k == 'time_max': no(g.exit is not None and g.seconds <= v, '%.1f s, not %s' % (g.seconds, v))
        else: raise SystemExit('unknown key ' + k)
    return out

def rows(want, have):
    if len({len(r) for r in have}) > 1: return 'uneven rows %s' % short([len(r) for r in have])
    if len(want) != len(have): return '%d rows, not %d' % (len(have), len(want))
    for y, (a, b) in enumerate(zip(want, have)):
        if len(a) != len(b): return 'row %d has %d cells, not %d' % (y + 1, len(b), len(a))
        for x, (c, d) in enumerate(zip(a, b)):
            if c == '~':    # part of a merged cell: empty, or its text again
                near = ['', b[x - 1] if x else '', have[y - 1][x] if y else '']
                if d not in near and squeeze(d) not in ('〃',): return 'merged cell says %s' % short(d)
            elif not like(c, d): return 'cell %s, not %s' % (short(d), short(c))

def always(e, g):
    out = []
    if g.exit is None: out.append('still running after %.0f s' % g.seconds)
    if 'panicked' in g.said or '程序的错误' in g.said: out.append('says that it is itself at fault')
    if g.exit not in (0, 1, 2, None): out.append('exit %s' % g.exit)
    if g.exit == 2 and not g.same: out.append('refused, yet something was written')
    if g.exit in (0, 1):
        if g.broken: out.append(g.broken)
        if g.orphans: out.append('picture written, named nowhere: %s' % g.orphans[0])
    return out

def main():
    args = [a for a in sys.argv[1:] if not a.startswith('-')]
    verbose, kinds = '-v' in sys.argv, '--kinds' in sys.argv
    folder = os.path.join(HERE, args[0]) if not os.path.isdir(args[0]) else args[0]
    cases = json.load(open(folder + '/expect.json', encoding='utf-8'))
    tmp = tempfile.mkdtemp(prefix='kbcases-')
    subprocess.run([sys.executable, folder + '/make.py', tmp + '/files'], check=True)
    workspace(tmp + '/base')
    passed, per = 0, collections.defaultdict(lambda: [0, 0])
    total = 0
    for case in cases:
        if args[1:] and case['id'] not in args[1:]: continue
        total += 1
        work = '%s/%s' % (tmp, case['id']); os.mkdir(work)
        g = run(case, tmp + '/files', tmp + '/base', work)
        e = case['expect']
        # A refusal fails whatever does not allow it.
        allowed = 'refused_without_change' in e or any('refused_without_change' in x for x in e.get('any_of', [])) or 2 in e.get('exit', [])
        why = always(e, g)
        if g.exit == 2 and not allowed: why.append('refused: ' + short(g.said.strip()))
        why += fails(e, g)
        per[case['kind']][1] += 1
        if not why: passed += 1; per[case['kind']][0] += 1
        print('%s %s [%s] %s' % ('pass' if not why else 'FAIL', case['id'], case['kind'], why[0] if why else ''), flush=True)
        if verbose:
            for w in why[1:]: print('       also: ' + w)
            print('       exit %s, %.2f s' % (g.exit, g.seconds))
            print('       | ' + (g.raw if case['mode'] == 'issue' else '\n'.join(l for _, ls in g.blocks for l in ls))[-1800:].replace('\n', '\n       | ')); print('       > ' + g.said.strip().replace('\n', '\n       > '))
        shutil.rmtree(work)
    shutil.rmtree(tmp)
    if kinds:
        for k, (a, b) in sorted(per.items()): print('  %-28s %d of %d' % (k, a, b))
    print('%d of %d' % (passed, total))
    sys.exit(0 if passed == total else 1)
if __name__ == '__main__': main()
