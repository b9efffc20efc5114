"""Cases of the sixth round, by somebody who has not seen the program: a whole file of each kind that offices send, with the
habits of WPS, old sites, mail programs and telephones in it; and neighbours of those that failed (n…). python3 make.py FOLDER writes the files and expect.json there.

a22.pdf to a24.pdf were made with reportlab and b21.xlsx with openpyxl; no face is in them."""
import base64, io, os, quopri, re, sys, zipfile
sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__)); sys.path.insert(0, os.path.dirname(HERE))
from lib import *
S = Set(); add = S.add
def kept(name): return open(os.path.join(HERE, name), 'rb').read()

FANG = '<w:rFonts w:hint="eastAsia" w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋" w:cs="仿宋"/>%s<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
def wr(t, extra=''):
    """WPS splits runs at will: Chinese and digits apart."""
    return ''.join(r(x, FANG % extra) for x in re.findall(r'[0-9.%]+|[^0-9.%]+', t))
def wp(t, ppr='<w:ind w:firstLine="640" w:firstLineChars="200"/>', extra=''): return P(wr(t, extra), ppr=ppr)
def wh(t):
    return P(r(t, '<w:rFonts w:hint="eastAsia" w:ascii="方正小标宋简体" w:eastAsia="方正小标宋简体"/><w:b/><w:bCs/><w:sz w:val="44"/>'), ppr='<w:keepNext w:val="0"/><w:spacing w:line="600" w:lineRule="exact"/>' + C)
RIGHT = '<w:jc w:val="right"/>'
PB = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
def box(inner, alt=None):
    """A text box as Word and WPS write it: Choice wps, Fallback VML, the same text twice."""
    choice = drawing('<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx><w:txbxContent>%s</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>' % inner, True)
    strip = lambda x: re.sub(r'^<w:r>|</w:r>$', '', x)
    return '<w:r><mc:AlternateContent><mc:Choice Requires="wps">%s</mc:Choice><mc:Fallback>%s</mc:Fallback></mc:AlternateContent></w:r>' % (strip(choice), strip(vml(alt if alt is not None else inner)))
TC = 'w:id="%d" w:author="县府办" w:date="2024-01-18T09:00:00Z"'
_n = [100]
def tc(): _n[0] += 1; return TC % _n[0]
def dele(t): return '<w:del %s><w:r><w:delText xml:space="preserve">%s</w:delText></w:r></w:del>' % (tc(), t)
def ins(t): return '<w:ins %s>%s</w:ins>' % (tc(), r(t))
def sym(font, ch): return '<w:r><w:sym w:font="%s" w:char="%s"/></w:r>' % (font, ch)
def SUP(t): return r(t, '<w:vertAlign w:val="superscript"/>')
def notes(kind, *texts):
    return part(kind + 's', '<w:%s w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:%s><w:%s w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:%s>' % ((kind,) * 4)
      + ''.join('<w:%s w:id="%d"><w:p><w:r><w:%sRef/></w:r>%s</w:p></w:%s>' % (kind, i, kind, r(' ' + t), kind) for i, t in enumerate(texts, 1)))
def nref(kind, i): return '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:%sReference w:id="%d"/></w:r>' % (kind, i)

def out_or(texts):
    """Left out of what is printed, or marked for the editor."""
    return [{'must_not_print': texts}, {'marked': texts}]
def both(a, b): return [{**x, 'any_of': b} for x in a]
LEFT = ['没有放进', '未放进', '没放进', '略去', '没有收', '不收', '省去', '未收']
def said(text, *words): return {'text': text, 'words': list(words)}

# ---- wrapped lines, PDF
NOSTART = set('，。、；：？！”）》〉】％%')
def wrap(text, ems, indent=2):
    toks = re.findall(r'[0-9A-Za-z.%]+|.', text)
    lines, cur, w = [], '', indent
    for t in toks:
        tw = sum(0.5 if ord(c) < 128 else 1 for c in t)
        if w + tw > ems and t not in NOSTART: lines.append(cur); cur, w = '', 0
        cur += t; w += tw
    return lines + [cur]

class Raw:
    """A PDF by hand: pages of operators; F1 STSong-Light GBK-EUC-H, F2 SimHei GBK-EUC-H, F3 Times-Roman; nothing embedded, no ToUnicode."""
    def __init__(self): self.pages = []
    def page(self): self.ops = []; self.pages.append(self.ops); return self
    def text(self, x, y, t, size=12, font='F1', more=''):
        for part_ in ([t] if font != 'mix' else re.findall(r'[\x21-\x7e]+|[^\x21-\x7e]+', t)):
            f = font if font != 'mix' else ('F3' if ord(part_[0]) < 128 else 'F1')
            b = part_.encode('gbk')
            s = '<%s>' % b.hex().upper() if f != 'F3' else '(%s)' % part_.replace('(', '\\(').replace(')', '\\)')
            self.ops.append('BT /%s %g Tf %s 1 0 0 1 %g %g Tm %s Tj ET' % (f, size, more, x, y, s))
            x += sum(0.5 if ord(c) < 128 else 1 for c in part_) * size
    def line(self, x1, y1, x2, y2): self.ops.append('0.5 w %g %g m %g %g l S' % (x1, y1, x2, y2))
    def raw(self, s): self.ops.append(s)
    def bytes(self):
        objs = []
        def obj(s): objs.append(s if isinstance(s, bytes) else s.encode('latin-1')); return len(objs)
        obj('<< /Type /Catalog /Pages 2 0 R >>'); obj('')
        fonts = []
        for name, flags in (('STSong-Light', 6), ('SimHei', 4)):
            d = obj('<< /Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>' % (name, flags))
            k = obj('<< /Type /Font /Subtype /CIDFontType0 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [814 939 500] /FontDescriptor %d 0 R >>' % (name, d))
            fonts.append(obj('<< /Type /Font /Subtype /Type0 /BaseFont /%s-GBK-EUC-H /Encoding /GBK-EUC-H /DescendantFonts [%d 0 R] >>' % (name, k)))
        fonts.append(obj('<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>'))
        res = '<< /Font << /F1 %d 0 R /F2 %d 0 R /F3 %d 0 R >> >>' % tuple(fonts)
        kids = []
        for ops in self.pages:
            data = '\n'.join(ops).encode('latin-1')
            s = obj(b'<< /Length %d >>\nstream\n' % len(data) + data + b'\nendstream')
            kids.append(obj('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R >>' % (res, s)))
        objs[1] = ('<< /Type /Pages /Kids [%s] /Count %d >>' % (' '.join('%d 0 R' % k for k in kids), len(kids))).encode()
        out = b'%PDF-1.4\n%\xe2\xe3\xcf\xd3\n'; at = []
        for i, o in enumerate(objs, 1): at.append(len(out)); out += b'%d 0 obj\n' % i + o + b'\nendobj\n'
        x = len(out)
        out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objs) + 1) + b''.join(b'%010d 00000 n \n' % a for a in at)
        return out + b'trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(objs) + 1, x)

# ---- xlsx by hand
def xlsx(sheets, shared, styles, names):
    """sheets: XML of <sheetData> and after; shared: <si> inner XML list; styles: list of format codes (0 = General)."""
    m = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    rt = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    pr = 'http://schemas.openxmlformats.org/package/2006/relationships'
    f = io.BytesIO()
    cust = [(164 + i, s) for i, s in enumerate(styles) if isinstance(s, str)]
    ids = [s if isinstance(s, int) else next(a for a, b in cust if b == s) for s in styles]
    with zipfile.ZipFile(f, 'w', zipfile.ZIP_DEFLATED) as z:
        def w(n, x): z.writestr(zipfile.ZipInfo(n, (2024, 1, 15, 9, 0, 0)), DECL + x)
        w('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>%s<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
          % ''.join('<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' % i for i in range(1, len(sheets) + 1)))
        w('_rels/.rels', '<Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % (pr, rt))
        w('xl/workbook.xml', '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (m, rt, ''.join('<sheet name="%s" sheetId="%d" r:id="rId%d"/>' % (n, i, i) for i, n in enumerate(names, 1))))
        k = len(sheets)
        w('xl/_rels/workbook.xml.rels', '<Relationships xmlns="%s">%s<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/><Relationship Id="rId%d" Type="%s/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
          % (pr, ''.join('<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>' % (i, rt, i) for i in range(1, k + 1)), k + 1, rt, k + 2, rt))
        w('xl/styles.xml', '<styleSheet xmlns="%s"><numFmts count="%d">%s</numFmts><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="%d">%s</cellXfs></styleSheet>'
          % (m, len(cust), ''.join('<numFmt numFmtId="%d" formatCode="%s"/>' % (a, b.replace('"', '&quot;')) for a, b in cust), len(ids), ''.join('<xf numFmtId="%d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' % i for i in ids)))
        w('xl/sharedStrings.xml', '<sst xmlns="%s" count="%d" uniqueCount="%d">%s</sst>' % (m, len(shared), len(shared), ''.join('<si>%s</si>' % s for s in shared)))
        for i, s in enumerate(sheets, 1): w('xl/worksheets/sheet%d.xml' % i, '<worksheet xmlns="%s">%s</worksheet>' % (m, s))
    return f.getvalue()

IND = '<w:ind w:firstLine="640" w:firstLineChars="200"/>'

# a01 automatic numbers through styles and numPr, four levels, one heading taken out of the numbering
num_a = numbering([lvl(0, '%1、', 'chineseCountingThousand', extra='<w:pStyle w:val="1"/>'), lvl(1, '（%2）', 'chineseCounting', extra='<w:pStyle w:val="2"/>'),
                   lvl(2, '%3.'), lvl(3, '%4', 'decimalEnclosedCircleChinese')])
st = part('styles', '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>' + ''.join(
    '<w:style w:type="paragraph" w:styleId="%d"><w:name w:val="heading %d"/><w:basedOn w:val="a"/><w:pPr><w:numPr>%s<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="%d"/></w:pPr></w:style>'
    % (i, i, '' if i == 1 else '<w:ilvl w:val="1"/>', i - 1) for i in (1, 2)))
add('a01', 'docx: numbers by style, four levels', 'into', '林长制.docx', docx(
    wh('县林业局推动林长制由“有名”向“有实”转变') + wp('2023年以来，县林业局把林长制作为生态建设的总抓手，压茬推进。')
    + p('摸清资源底数', style(1)) + p('逐块核查', style(2)) + wp('核查图斑1264个，完成外业调查。')
    + p('分类建档', style(2)) + P(wr('建立林长档案186份。'), ppr=num(2)) + P(wr('设立公示牌92块。'), ppr=num(2)) + P(wr('东岗镇42块。'), ppr=num(3)) + P(wr('北塘乡50块。'), ppr=num(3))
    + p('健全巡护机制', style(1)) + p('明确责任', style(2)) + P(wr('护林员每周巡护不少于5次。'), ppr=num(2)) + P(wr('问题限7日内销号。'), ppr=num(2))
    + p('严格考核奖惩', style(1)) + wp('考核结果与护林员报酬挂钩。')
    + p('下一步打算', style(1) + '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>') + wp('3月底前完成林区视频监控点建设。'),
    {'word/numbering.xml': num_a, 'word/styles.xml': st}),
    headlines=['县林业局推动林长制由“有名”向“有实”转变'],
    bodies_paragraphs=[['2023年以来，县林业局把林长制作为生态建设的总抓手，压茬推进。', '一、摸清资源底数', '（一）逐块核查', '核查图斑1264个，完成外业调查。', '（二）分类建档',
        're:1[.．]建立林长档案186份。', 're:2[.．]设立公示牌92块。', '①东岗镇42块。', '②北塘乡50块。', '二、健全巡护机制', '（一）明确责任', 're:1[.．]护林员每周巡护不少于5次。', 're:2[.．]问题限7日内销号。',
        '三、严格考核奖惩', '考核结果与护林员报酬挂钩。', '下一步打算', '3月底前完成林区视频监控点建设。']])

# a02 table with a head of two rows, a unit line above it, a note in a cell
add('a02', 'docx: two-row head, note in a cell', 'into', '造林进度.docx', docx(
    wh('县林业局通报春季造林进度') + wp('截至3月20日，全县春季造林进度见附表。')
    + P(r('附表  各乡镇春季造林进度', B), ppr=C) + p('单位：亩、万株', RIGHT)
    + tbl([[('乡镇', VM), ('春季造林', span(2)), ('四旁植树', VM), ('备注', VM)],
           [('', VC), '计划', '完成', ('', VC), ('', VC)],
           ['东岗镇', '1500', (P(r('1260'), nref('footnote', 1)), ''), '3.6', ''],
           ['北塘乡', '900', '915', '2.15', '超额'],
           ['合计', '2400', '2175', '5.75', '']])
    + wp('未完成的乡镇要在3月底前补齐。') + p('（县林业局）', RIGHT), {'word/footnotes.xml': notes('footnote', '其中240亩待雨后补栽。')}),
    headlines=['县林业局通报春季造林进度'], credits=[['林业局']],
    tables=[[['乡镇', '春季造林', '~', '四旁植树', '备注'], ['~', '计划', '完成', '~', '~'], ['东岗镇', '1500', 're:1260(?!\\d).*', '3.6', ''], ['北塘乡', '900', '915', '2.15', '超额'], ['合计', '2400', '2175', '5.75', '']]],
    must_contain=['其中240亩待雨后补栽', '各乡镇春季造林进度', '单位：亩、万株'], must_not_contain=['12601'], in_order=['截至3月20日，全县春季造林进度见附表。', '春季造林', '2175', '未完成的乡镇要在3月底前补齐。'])

# a03 cover letter, page break, three items, units at the end, contact at the foot
letter = ['关于报送2024年1月上旬政务信息的函', '随函报送']
add('a03', 'docx: cover letter, three items', 'into', '报送函.docx', docx(
    wh('关于报送2024年1月上旬政务信息的函') + p('县政府办公室：') + wp('现将我局1月上旬政务信息3条随函报送，请予审阅。') + p('青河县民政局', RIGHT) + p('2024年1月11日', RIGHT) + PB
    + wh('县民政局发放冬春取暖补贴') + wp('县民政局为分散供养特困人员发放取暖补贴，每户300元，惠及1126户。') + p('（县民政局）', RIGHT)
    + wh('县民政局规范殡葬服务收费') + wp('县民政局对殡仪馆服务项目逐项核价。') + wp('停止收费项目4个，降价项目7个。') + p('（县民政局）', RIGHT)
    + wh('县民政局开通养老服务热线') + wp('热线自1月8日开通，3天接听来电89个。') + p('（县民政局）', RIGHT)
    + p('联系人：周晓峰　　联系电话：0391-6612345')),
    headlines=['县民政局发放冬春取暖补贴', '县民政局规范殡葬服务收费', '县民政局开通养老服务热线'],
    bodies_paragraphs=[['县民政局为分散供养特困人员发放取暖补贴，每户300元，惠及1126户。'], ['县民政局对殡仪馆服务项目逐项核价。', '停止收费项目4个，降价项目7个。'], ['热线自1月8日开通，3天接听来电89个。']] ,
    credits=[['民政局']] * 3, kept=['关于报送2024年1月上旬政务信息的函', '随函报送', '2024年1月11日', '周晓峰', '0391-6612345'], any_of=out_or(letter + ['0391-6612345']))

# a04 two items, bylines with a name below the headline
add('a04', 'docx: bylines below headlines', 'into', '两条信息.docx', docx(
    wh('东岗镇启用村级集中供热站') + P(wr('东岗镇　　孙玉梅'), ppr=C) + wp('东岗镇利用生物质燃料建成集中供热站2座，为3个村1080户供热。') + wp('1月10日测温，入户室温均在18℃以上。')
    + wh('北塘乡建立外出务工人员台账') + P(wr('北塘乡人民政府　　郑海波'), ppr=C) + wp('12月以来，北塘乡登记返乡务工人员2370人，分类建立台账。')),
    headlines=['东岗镇启用村级集中供热站', '北塘乡建立外出务工人员台账'], kept=['孙玉梅', '郑海波'],
    in_order=['东岗镇利用生物质燃料建成集中供热站2座，为3个村1080户供热。', '1月10日测温，入户室温均在18℃以上。', '北塘乡建立外出务工人员台账', '12月以来，北塘乡登记返乡务工人员2370人，分类建立台账。'],
    must_not_match=['孙玉梅东岗镇', '郑海波12月'], any_of=[{'credits': [['东岗镇'], ['北塘乡']]}, {'marked': ['孙玉梅', '郑海波']}])

# a05 tracked changes: figures, a joined paragraph, moved text, rows; a comment
cm = part('comments', '<w:comment w:id="0" w:author="老周" w:date="2024-01-18T09:00:00Z"><w:p>%s</w:p></w:comment>' % r('此数请水利局再核一遍'))
row = lambda cells, mark: '<w:tr><w:trPr><w:%s %s/></w:trPr>%s</w:tr>' % (mark, tc(), ''.join('<w:tc><w:p>%s</w:p></w:tc>' % ((dele if mark == 'del' else ins)(c)) for c in cells))
t5 = tbl([['乡镇', '整修塘坝（座）'], ['东岗镇', '12']])
t5 = t5.replace('</w:tbl>', row(['城关镇', '77'], 'del') + row(['北塘乡', '9'], 'ins') + '</w:tbl>')
add('a05', 'docx: tracked changes', 'into', '塘坝整修.docx', docx(
    wh('县水利局抓好塘坝冬修') + P(r('全县已整修塘坝'), dele('18'), ins('21'), r('座，增加蓄水'), '<w:commentRangeStart w:id="0"/>', dele('30'), ins('34'), '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>', r('万立方米。'))
    + '<w:p><w:pPr><w:rPr><w:del %s/></w:rPr></w:pPr><w:moveFrom %s>%s</w:moveFrom></w:p>' % (tc(), tc(), r('资金缺口由县级统筹解决。'))
    + '<w:p><w:pPr><w:rPr><w:del %s/></w:rPr></w:pPr>%s</w:p>' % (tc(), r('工程由乡镇组织实施，')) + p('县水利局按月通报进度。') + t5
    + '<w:p><w:moveTo %s>%s</w:moveTo></w:p>' % (tc(), r('资金缺口由县级统筹解决。')) + p('（县水利局）', RIGHT), {'word/comments.xml': cm}),
    headlines=['县水利局抓好塘坝冬修'], bodies_paragraphs=[['全县已整修塘坝21座，增加蓄水34万立方米。', '工程由乡镇组织实施，县水利局按月通报进度。', '资金缺口由县级统筹解决。']],
    tables=[[['乡镇', '整修塘坝（座）'], ['东岗镇', '12'], ['北塘乡', '9']]], must_not_contain=['1821', '3034'], must_not_print=['77', '再核一遍'], must_not_match=['县级统筹解决[\\s\\S]*县级统筹解决'],
    output_must_say_any=['修订'], kept_or_said=[said('此数请水利局再核一遍', '批注')], credits=[['水利局']])

# a06 text box (Choice and Fallback), header text
bx = p('工作数据', C, B) + p('开发公益性岗位615个') + p('2023年发放创业贷款8460万元')
add('a06', 'docx: text box, header', 'into', '就业.docx', with_header(
    wh('县人社局多措并举稳就业') + P(box(bx), wr('元旦以来，县人社局举办招聘活动7场，提供岗位4300个，达成意向1280人。'), ppr=IND) + wp('对就业困难人员实行“一对一”帮扶。') + p('（县人社局）', RIGHT),
    p('青河县人社局内部资料　注意保存')),
    headlines=['县人社局多措并举稳就业'], printed=['元旦以来，县人社局举办招聘活动7场，提供岗位4300个，达成意向1280人。', '对就业困难人员实行“一对一”帮扶。'], credits=[['人社局']],
    must_contain=['工作数据', '开发公益性岗位615个', '2023年发放创业贷款8460万元'], must_not_match=['8460[\\s\\S]*8460', '615个2023', '8460万元元旦', '工作数据[\\s\\S]*工作数据'], must_not_print=['注意保存'], kept_or_said=[said('青河县人社局内部资料', '页眉')])

# a07 fields, form fields, EQ, symbols
dd = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="zt"/><w:enabled/><w:calcOnExit w:val="0"/><w:ddList><w:result w:val="1"/><w:listEntry w:val="尚未开工"/><w:listEntry w:val="正在推进"/></w:ddList></w:ffData></w:fldChar></w:r>' + it(' FORMDROPDOWN ') + fc('separate') + fc('end')
nested = fc('begin') + it(' IF ') + field(' MERGEFIELD 完成率 ', '96') + it(' >= 90 "达到序时进度" "落后序时进度" ') + fc('separate') + r('达到序时进度') + fc('end')
add('a07', 'docx: fields and symbols', 'into', '农村公路.docx', docx(
    wh('东岗镇加快农村公路养护') + P(r('项目状态：'), dd, r('。总体上'), nested, r('。'))
    + P(r('路面平整度误差'), sym('Symbol', 'F0B1'), r('2毫米，合格率'), sym('Symbol', 'F0B3'), r('98%。'))
    + P(r('今年养护里程为去年的'), fc('begin') + it(' EQ \\f(3,2) ') + fc('end'), r('，详见'), field(' HYPERLINK "http://www.example.cn/lu?id=20240115" ', '东岗镇政务公开专栏'), r('。'))
    + P(r('表'), field(' SEQ 表 \\* ARABIC ', '1'), r(' 各村养护里程'), ppr=C) + tbl([['村', '里程（公里）'], ['前营村', '6.8'], ['后营村', '5.4'], ['合计', P(field(' =SUM(ABOVE) ', '12.2'))]])
    + '<w:p><w:pPr>%s</w:pPr><w:fldSimple w:instr=" DOCPROPERTY 报送单位 ">%s</w:fldSimple></w:p>' % (RIGHT, r('（东岗镇）'))),
    headlines=['东岗镇加快农村公路养护'], credits=[['东岗镇']], tables=[[['村', '里程（公里）'], ['前营村', '6.8'], ['后营村', '5.4'], ['合计', '12.2']]],
    must_contain=['各村养护里程'], printed=['总体上达到序时进度。', '详见东岗镇政务公开专栏。'], must_match=['误差±2毫米，合格率(≥|⩾)98%', '去年的(3/2|3⁄2|二分之三|[(（]3/2[)）])', '项目状态：正在推进'],
    must_not_contain=['尚未开工', '落后序时进度', '96达到', 'MERGEFIELD', '\\f(', 'SEQ', 'HYPERLINK'], must_not_match=['[\ue000-\uf8ff]', '去年的32'])

# a08 hidden through styles, vanish switched off, placeholders, webHidden
hs = part('styles', '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="character" w:styleId="yc"><w:name w:val="隐藏"/><w:rPr><w:vanish/></w:rPr></w:style>'
  '<w:style w:type="paragraph" w:styleId="bz"><w:name w:val="审稿备注"/><w:basedOn w:val="a"/><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="bz2"><w:name w:val="审稿备注2"/><w:basedOn w:val="bz"/></w:style>')
ph = lambda t: '<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>' % P(r(t, '<w:rStyle w:val="a9"/>'))
add('a08', 'docx: hidden text and placeholders', 'into', '隐患排查.docx', docx(
    ph('[在此键入单位名称]') + wh('县教体局排查校舍安全隐患') + P(r('全县排查校舍'), r('（含民办3所）', '<w:rStyle w:val="yc"/>'), r('412栋，', '<w:rStyle w:val="yc"/><w:vanish w:val="0"/>'), r('发现隐患37处，'), r('均已建账。', '<w:webHidden/>'))
    + p('此段数字局长还没有看', style('bz')) + p('分管副县长不同意上报', style('bz2')) + p('寒假期间全部整改到位。') + p('（县教体局）', RIGHT) + ph('单击此处输入日期。'), {'word/styles.xml': hs}),
    headlines=['县教体局排查校舍安全隐患'], bodies_paragraphs=[['全县排查校舍412栋，发现隐患37处，均已建账。', '寒假期间全部整改到位。']], credits=[['教体局']],
    must_not_print=['含民办3所', '局长还没有看', '不同意上报', '在此键入单位名称', '单击此处输入日期'],
    kept_or_said=[said('局长还没有看', '隐藏', '不打印', '看不见'), said('不同意上报', '隐藏', '不打印', '看不见')])

# a09 two photographs in a table, captions below, photographer beside the unit
two = ({'word/media/image1.png': png(11), 'word/media/image2.png': png(12)}, [('rIdP1', RT + 'image', 'media/image1.png'), ('rIdP2', RT + 'image', 'media/image2.png')])
add('a09', 'docx: photographs in a table', 'into', '义务植树.docx', docx(
    wh('县林业局组织义务植树') + wp('3月12日，县林业局组织干部职工86人到清水河滩义务植树，栽植国槐1500株。')
    + tbl([['<w:p>%s</w:p>' % pic('rIdP1'), '<w:p>%s</w:p>' % pic('rIdP2')], ['图为干部职工挖坑栽树', '图为志愿者浇水培土']]) + wp('栽后3年由县林场负责管护。') + p('供稿：县林业局　　摄影：周晓峰', RIGHT), *two),
    headlines=['县林业局组织义务植树'], pictures=2, credits=[['林业局']], must_contain=['图为干部职工挖坑栽树', '图为志愿者浇水培土'], kept=['周晓峰'],
    printed=['3月12日，县林业局组织干部职工86人到清水河滩义务植树，栽植国槐1500株。', '栽后3年由县林场负责管护。'], must_not_match=['挖坑栽树图为'])

# a10 a whole issue
add('a10', 'docx: whole issue', 'issue', '快报第12期.docx', with_header(
    P(r('青河政务快报', '<w:b/><w:color w:val="FF0000"/><w:sz w:val="90"/>'), ppr=C) + p('第12期（总第318期）', C) + P(r('青河县人民政府办公室'), '<w:r><w:tab/></w:r>', r('2024年4月15日'))
    + p('【项目建设】', C, B) + p('县发改委推行项目代办', '', B) + wp('县发改委抽调业务骨干12名，为重点项目全程代办审批手续。') + wp('截至4月10日，代办事项146件。（发改委）')
    + p('【民生保障】', C, B) + p('县水利局开展饮水安全“回头看”', '', B) + wp('县水利局抽查供水点58处，整改漏损23处。（县水利局）') + p('北塘乡修复便民桥', '', B) + wp('北塘乡投资48万元修复便民桥3座，方便群众出行。（北塘乡）')
    + p('报：市政府办公室。') + p('送：县委常委，县人大、县政协主要负责同志。') + p('编辑：张三　　审核：李四　　签发：王五　　（共印80份）'),
    P(r('— '), field(' PAGE ', '2'), r(' —')), 'footer'),
    columns=['项目建设', '民生保障'], headlines=['县发改委推行项目代办', '县水利局开展饮水安全“回头看”', '北塘乡修复便民桥'], credits=[['发改委'], ['水利局'], ['北塘乡']],
    bodies_paragraphs=[['县发改委抽调业务骨干12名，为重点项目全程代办审批手续。', '截至4月10日，代办事项146件。'], ['县水利局抽查供水点58处，整改漏损23处。'], ['北塘乡投资48万元修复便民桥3座，方便群众出行。']],
    top={'number': 12, 'total': 318, 'date': '2024-04-15'}, signoff={'editor': '张三', 'reviewer': '李四', 'approver': '王五'}, kept_or_said=[said('市政府办公室', '报：', '报送')], any_of=[{'top': {'copies': 80}}, {'unplaced': ['80份']}])

# a11 a page of the county's site
add('a11', 'html: site page with navigation', 'into', '网站来稿.html', page('''<!-- 头部 begin --><div id="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zjqh/">走进青河</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/xz/">乡镇动态</a></div>
<div class="article"><h1>东岗镇三项举措稳住冬季蔬菜供应</h1>
<div class="info">发布时间：2024-01-16 09:20&nbsp;&nbsp;来源：东岗镇人民政府&nbsp;&nbsp;浏览次数：<span id="hits">137</span>次&nbsp;&nbsp;字体：[<a>大</a> <a>中</a> <a>小</a>]</div>
<div class="content"><p>&emsp;&emsp;入冬以来，东岗镇围绕“菜篮子”稳产保供，抓好设施蔬菜生产。</p>
<p>&emsp;&emsp;<strong>抓面积。</strong>全镇在田蔬菜面积稳定在<span>2350</span>亩，
其中大棚<span>680</span>座。</p><p>&emsp;&emsp;<strong>抓技术。</strong>组织技术人员 9 名包棚指导。</p><p><br></p></div></div>
<div class="pn">上一篇：<a>北塘乡举办广场舞比赛</a><br>下一篇：<a>没有了</a></div><div class="share">分享到：<a>微信</a> <a>微博</a></div>
<script>var hits=137;document.write("统计代码");</script><noscript>请开启脚本</noscript>
<div id="footer">主办：青河县人民政府办公室　备案号：豫ICP备00000000号-1</div>''', '<meta charset="utf-8"><title>东岗镇三项举措稳住冬季蔬菜供应-青河县人民政府</title><style>.nav{float:left}</style>'),
    headlines=['东岗镇三项举措稳住冬季蔬菜供应'], in_order=['入冬以来，东岗镇围绕“菜篮子”稳产保供，抓好设施蔬菜生产。', '抓面积。全镇在田蔬菜面积稳定在2350亩，其中大棚680座。', '抓技术。组织技术人员9名包棚指导。'],
    must_not_contain=['var hits', '统计代码', '.nav{'], must_not_match=['包棚指导。\\S*上一篇', '137次\\S*入冬以来'],
    any_of=both([{'credits': [['东岗镇']]}, {'marked': ['来源：东岗镇人民政府']}], out_or(['走进青河', '北塘乡举办广场舞比赛', '备案号'])),
    kept_or_said=[said('走进青河', '导航', '网页', *LEFT), said('北塘乡举办广场舞比赛', '导航', '网页', *LEFT)])

# a12 layout tables with a data table inside
add('a12', 'html: data table in layout tables', 'into', '老网站.htm', page('''<table width="980" border="0" cellspacing="0"><tr><td width="200" valign="top"><table><tr><td><a href=1>机构设置</a></td></tr><tr><td><a href=2>办事指南</a></td></tr></table></td>
<td valign="top"><table width="100%"><tr><td align="center"><b><font size="5">县农业农村局通报小麦春管进度</font></b></td></tr>
<tr><td><p>截至2月20日，各乡镇小麦春管进度如下：</p>
<table border="1"><tr><th rowspan="2">乡镇</th><th colspan="2">追肥</th><th rowspan="2">浇水<br>（万亩）</th></tr><tr><th>计划</th><th>完成</th></tr>
<tr><td>东岗镇</td><td>3.2</td><td>2.9</td><td>1.75</td></tr><tr><td>北塘乡</td><td>2.8</td><td>2.8</td><td>1.4</td></tr></table>
<p>各乡镇要抓住当前有利天气，加快追肥浇水。</p><p align="right">（县农业农村局）</p></td></tr></table></td></tr></table>''', '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>春管</title>', 'gbk'),
    headlines=['县农业农村局通报小麦春管进度'], tables=[[['乡镇', '追肥', '~', '浇水（万亩）'], ['~', '计划', '完成', '~'], ['东岗镇', '3.2', '2.9', '1.75'], ['北塘乡', '2.8', '2.8', '1.4']]],
    in_order=['截至2月20日，各乡镇小麦春管进度如下：', '1.75', '各乡镇要抓住当前有利天气，加快追肥浇水。'], credits=[['农业农村局']], any_of=out_or(['机构设置', '办事指南']), must_not_match=['机构设置办事指南'],
    kept_or_said=[said('办事指南', '导航', '网页', *LEFT)])

# a13 nested lists, sup, sub, del, ins
add('a13', 'html: nested lists, sup, del, ins', 'into', '节水.html', page('''<p style="text-align:center"><strong>县水利局发布冬灌节水三项要求</strong></p><p>各灌区要做到以下几点：</p>
<ol><li>控制用水定额。<ol type="a"><li>每亩不超过60m<sup>3</sup>。</li><li>超出部分加价<del>20</del><ins>30</ins>%。</li></ol></li><li>加强渠道巡查。<ul><li>干渠每天1次；</li><li>支渠每2天1次。</li></ul></li><li>检测水中CO<sub>2</sub>含量，库容达到10<sup>8</sup>立方米的水库每周上报。</li></ol><p>（县水利局）</p>'''),
    headlines=['县水利局发布冬灌节水三项要求'], credits=[['水利局']],
    bodies_paragraphs=[['各灌区要做到以下几点：', 're:1[.．、]控制用水定额。', 're:[(（]?a[.．、)）]每亩不超过60m(³|\\^3)。', 're:[(（]?b[.．、)）]超出部分加价30%。', 're:2[.．、]加强渠道巡查。', 're:[^\\w]?干渠每天1次；', 're:[^\\w]?支渠每2天1次。', 're:3[.．、]检测水中CO(₂|_2|2)含量，库容达到10(⁸|\\^8)立方米的水库每周上报。']],
    must_not_contain=['2030', '60m3', '108立方米'], kept_or_said=[said('20', '删', '修订', '划掉')])

# a14 chat, from the PC client
add('a14', 'chat: two senders', 'add', '聊天记录.txt', '''东岗镇-孙玉梅 2024/1/16 8:41:07
周主任早，报一条信息，辛苦审一下[抱拳]

东岗镇-孙玉梅 2024/1/16 8:42:30
东岗镇开设冬闲技能夜校
东岗镇利用冬闲时间在6个村开设技能夜校，讲授大棚嫁接、电工维修等课程，累计培训农民420人次。
（东岗镇）

北塘乡小郑 2024/1/16 9:05:44
北塘乡清理整治村内坑塘
北塘乡组织党员干部对村内坑塘逐一清理，清淤14处，栽植护坡树木900余株。
（北塘乡）

东岗镇-孙玉梅 2024/1/16 9:06:10
收到请回复，谢谢！

办公室老周 2024/1/16 9:10:25
收到[OK]
''', headlines=['东岗镇开设冬闲技能夜校', '北塘乡清理整治村内坑塘'], credits=[['东岗镇'], ['北塘乡']],
    bodies_paragraphs=[['东岗镇利用冬闲时间在6个村开设技能夜校，讲授大棚嫁接、电工维修等课程，累计培训农民420人次。'], ['北塘乡组织党员干部对村内坑塘逐一清理，清淤14处，栽植护坡树木900余株。']],
    kept=['周主任早，报一条信息', '收到请回复'], any_of=out_or(['周主任早', '收到请回复']), must_not_match=['8:42:30东岗', '谢谢！办公室'])

# a15 plain text with list lines and a labelled foot
add('a15', 'txt: list lines, labelled unit', 'into', '应对雨雪.txt', '''北塘乡“四个到位”应对低温雨雪天气

　　1月中旬以来，北塘乡气温最低降至-9℃，全乡迅速行动，确保群众温暖过冬。
　　一是排查到位。走访独居老人215户，排查危旧房屋17

　　38名网格员全部在岗。
　　二是物资到位。主要有：
　　- 融雪剂12吨
　　- 棉被300床
　　√ 应急车辆6台
　　三是值守到位。值班电话0391-6618800全天畅通。

供稿单位：北塘乡人民政府
报送时间：2024年1月17日
''', headlines=['北塘乡“四个到位”应对低温雨雪天气'], credits=[['北塘乡']],
    in_order=['1月中旬以来，北塘乡气温最低降至-9℃，全乡迅速行动，确保群众温暖过冬。', '排查危旧房屋17', '38名网格员全部在岗。', '二是物资到位。主要有：', '融雪剂12吨', '棉被300床', '应急车辆6台', '三是值守到位。值班电话0391-6618800全天畅通。'],
    must_not_contain=['1738'], must_not_match=['12吨\\S?棉被', '300床\\S?应急', '主要有：\\S?融雪'], kept=['2024年1月17日'])

# a16 markdown with a table
MT = [['乡镇', '林长（名）', '发现问题（处）'], ['东岗镇', '42', '13'], ['北塘乡', '38', '9']]
add('a16', 'md: list, table, bold', 'add', '巡林日志.md', '''# 县林业局推行巡林日志制度

今年1月起，县林业局推行巡林日志，全县**186名**林长全部上线。

## 主要做法

1. 每周巡林一次，问题当日上传。
2. 每月汇总一次，由县林长办交办。

| 乡镇 | 林长（名） | 发现问题（处） |
| --- | ---: | ---: |
| 东岗镇 | 42 | 13 |
| 北塘乡 | 38 | 9 |

## 存在问题

部分偏远林区没有网络信号，日志上传滞后2—3天。

（县林业局）
''', headlines=['县林业局推行巡林日志制度'], credits=[['林业局']],
    in_order=['今年1月起，县林业局推行巡林日志，全县186名林长全部上线。', '主要做法', 're:1[.．、]每周巡林一次，问题当日上传。', 're:2[.．、]每月汇总一次，由县林长办交办。', '42', '38', '存在问题', 're:部分偏远林区没有网络信号，日志上传滞后2[—-]+3天。'],
    any_of=[{'tables': [MT]}, {'marked': ['42']}], must_not_match=['当日上传。2'])

# a17 mail: two alternatives of one text, an attachment
plain = '周主任：\n您好！现报送信息一条，请审阅。\n\n县水利局完成机井普查\n\n县水利局历时2个月完成机井普查，登记机井6172眼，其中可用5948眼。\n\n（县水利局）\n\n县水利局办公室　赵国强　0391-6611234\n'
htm = '<html><body><p>周主任：</p><p>您好！现报送信息一条，请审阅。</p><p><b>县水利局完成机井普查</b></p><p>县水利局历时2个月完成机井普查，登记机井6172眼，其中可用5948眼。</p><p>（县水利局）</p><p>县水利局办公室　赵国强　0391-6611234</p></body></html>'
w64 = lambda t: base64.b64encode(t.encode()).decode()
eml = ('From: =?utf-8?B?%s?= <slj@example.cn>\r\nTo: zfb@example.cn\r\nSubject: =?utf-8?B?%s?=\r\nDate: Tue, 16 Jan 2024 10:02:11 +0800\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="MIX01"\r\n\r\n--MIX01\r\nContent-Type: multipart/alternative; boundary="ALT01"\r\n\r\n'
       '--ALT01\r\nContent-Type: text/plain; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--ALT01\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--ALT01--\r\n'
       '--MIX01\r\nContent-Type: application/vnd.ms-excel; name="=?utf-8?B?%s?="\r\nContent-Disposition: attachment; filename="=?utf-8?B?%s?="\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--MIX01--\r\n') % (
    w64('县水利局'), w64('机井普查信息'), base64.encodebytes(plain.replace('\n', '\r\n').encode('gbk')).decode(), base64.encodebytes(htm.encode('gbk')).decode(), w64('机井明细.xls'), w64('机井明细.xls'), base64.encodebytes(bytes.fromhex('D0CF11E0A1B11AE1') + bytes(504)).decode())
REF = {'refused_without_change': True, 'output_must_say_any': ['另存', '复制', '邮件']}
add('a17', 'eml: alternatives, attachment', 'into', '机井普查.eml', eml, must_not_contain=['Content-', 'ALT01', 'base64', '<p>'], must_not_match=['6172[\\s\\S]*6172'],
    any_of=[{'headlines': ['县水利局完成机井普查'], 'bodies_paragraphs': [['县水利局历时2个月完成机井普查，登记机井6172眼，其中可用5948眼。']], 'credits': [['水利局']], 'kept': ['赵国强', '现报送信息一条'], 'kept_or_said': [said('机井明细.xls', '附件')],
             'any_of': out_or(['现报送信息一条', '0391-6611234'])}, REF])

# a18 web archive: GB2312 quoted-printable, a picture part, a table
h18 = '<html><head><meta http-equiv=3DContent-Type></head><body><p align="center"><b>北塘乡新建卫生室</b></p><p>北塘乡新建标准化村卫生室9所，服务群众2.6万人。</p><table border=1><tr><td>村名</td><td>面积（平方米）</td></tr><tr><td>西河村</td><td>120</td></tr><tr><td>南湾村</td><td>96.5</td></tr></table><p><img src="cid:tu1" width=300></p><p>图为西河村卫生室</p><p>（北塘乡）</p></body></html>'.replace('=3D', '=')
m18 = (b'From: <Saved by WPS>\r\nSubject: =?gb2312?B?' + base64.b64encode('卫生室'.encode('gbk')) + b'?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----=_NextPart_01DA"\r\n\r\nThis is a multi-part message in MIME format.\r\n\r\n------=_NextPart_01DA\r\nContent-Type: text/html;\r\n\tcharset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: file:///C:/x/w.htm\r\n\r\n'
       + quopri.encodestring(h18.encode('gbk')).replace(b'\n', b'\r\n') + b'\r\n------=_NextPart_01DA\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <tu1>\r\n\r\n' + base64.encodebytes(png(18)) + b'------=_NextPart_01DA--\r\n')
add('a18', 'mht: picture and table', 'into', '卫生室.mht', m18, must_not_contain=['NextPart', 'Content-', '=B1', 'Saved by', 'multi-part'],
    any_of=[{'headlines': ['北塘乡新建卫生室'], 'printed': ['北塘乡新建标准化村卫生室9所，服务群众2.6万人。'], 'must_contain': ['图为西河村卫生室'], 'credits': [['北塘乡']], 'tables': [[['村名', '面积（平方米）'], ['西河村', '120'], ['南湾村', '96.5']]],
             'any_of': [{'pictures': 1}, {'output_must_say_any': ['图片', '照片', '插图']}, {'marked': ['2.6万人']}]}, {'refused_without_change': True, 'output_must_say_any': ['另存', '复制', '网页']}])

# a19 RTF, GBK bytes
g = lambda t: ''.join("\\'%02x" % b if b > 127 else chr(b) for b in t.encode('gbk'))
rtf = ('{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 %s;}{\\f1\\froman Times New Roman;}}{\\colortbl;\\red0\\green0\\blue0;}{\\info{\\title %s}{\\author %s}}{\\*\\generator WPS Office;}\r\n'
       '\\pard\\qc\\b\\f0\\fs44 %s\\b0\\par\r\n\\pard\\ql\\fi640\\fs32 %s{\\f1 1340}%s{\\v %s}\\par\r\n%s\\par\r\n\\pard\\qr %s\\par}') % (
    g('仿宋'), g('无标题文档'), g('微软用户'), g('县教体局规范校外培训'), g('县教体局检查校外培训机构'), g('家次，'), g('名单另报'), g('责令停办21家，退费86.4万元。'), g('（县教体局）'))
add('a19', 'rtf: GBK bytes, hidden text', 'into', '校外培训.rtf', rtf, must_not_contain=['rtf', '仿宋', 'WPS', "\\'"],
    any_of=[{'headlines': ['县教体局规范校外培训'], 'bodies_paragraphs': [['县教体局检查校外培训机构1340家次，', '责令停办21家，退费86.4万元。']], 'credits': [['教体局']], 'must_not_print': ['名单另报', '微软用户']}, {'refused_without_change': True, 'output_must_say_any': ['另存', '复制']}])

# a20 csv as Excel writes it, a title row above
T20 = [['乡镇', '计划（亩）', '完成（亩）', '完成率', '填报日期'], ['东岗镇', '5,200', '4,810', '92.5%', '2024/1/15'], ['城关镇', '1,280', '1,280', '100.0%', '2024/1/15'], ['北塘乡', '3,100', '2,945', '95.0%', '2024/1/16']]
def tables_with_title(title, T, w):
    return [{'tables': [T], 'printed': [title]}, {'tables': [[[title] + ['~'] * (w - 1)] + T]}]
add('a20', 'csv: GBK, title row, thousands', 'into', '深耕进度.csv', ('各乡镇秋冬深耕进度表,,,,\r\n' + ''.join(','.join('"%s"' % c if ',' in c else c for c in x) + '\r\n' for x in T20)).encode('gbk'),
    any_of=tables_with_title('各乡镇秋冬深耕进度表', T20, 5))

# a21 xlsx: merged cells, dates, percent formats, binary rounding, pinyin
sh = ['<t>县教体局寒假安全检查汇总表</t>', '<t>乡镇</t>', '<t>检查情况</t>', '<t>学校（所）</t>', '<r><t>整改率</t></r>', '<t>填报日期</t>', '<t>联系电话</t>', '<t>东岗镇</t><rPh sb="0" eb="3"><t>dōnggǎng</t></rPh><phoneticPr fontId="0"/>', '<t>北塘乡</t>', '<r><t>0391</t></r><r><t xml:space="preserve">-6612345</t></r>', '<t>03916618800</t>', '<t>经费（万元）</t>', '<t>合计</t>']
s_ = lambda ref, i: '<c r="%s" t="s"><v>%d</v></c>' % (ref, i)
n_ = lambda ref, v, st=0: '<c r="%s" s="%d"><v>%s</v></c>' % (ref, st, v)
x21 = ('<sheetData><row r="1">' + s_('A1', 0) + '</row><row r="2">' + s_('A2', 1) + s_('B2', 2) + s_('D2', 11) + s_('E2', 5) + s_('F2', 6) + '</row><row r="3">' + s_('B3', 3) + s_('C3', 4) + '</row>'
       '<row r="4">' + s_('A4', 7) + n_('B4', 24) + n_('C4', '0.92500000000000004', 1) + n_('D4', '8.5299999999999994') + n_('E4', 45306, 2) + s_('F4', 9) + '</row>'
       '<row r="5">' + s_('A5', 8) + n_('B5', 17) + n_('C5', '1', 1) + n_('D5', '12.1') + n_('E5', 45307, 2) + s_('F5', 10) + '</row>'
       '<row r="6">' + s_('A6', 12) + '<c r="B6"><f>SUM(B4:B5)</f><v>41</v></c>' + '<c r="D6"><f>SUM(D4:D5)</f><v>20.630000000000003</v></c></row></sheetData>'
       '<mergeCells count="6"><mergeCell ref="A1:F1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/><mergeCell ref="D2:D3"/><mergeCell ref="E2:E3"/><mergeCell ref="F2:F3"/></mergeCells>')
day = lambda d: 're:2024(年0?1月%d日|[-/.]0?1[-/.]%d)' % (d, d)
T21 = [['乡镇', '检查情况', '~', '经费（万元）', '填报日期', '联系电话'], ['~', '学校（所）', '整改率', '~', '~', '~'], ['东岗镇', '24', '92.5%', '8.53', day(15), '0391-6612345'], ['北塘乡', '17', 're:100(\\.0)?%', '12.1', day(16), '03916618800'], ['合计', '41', '', '20.63', '', '']]
add('a21', 'xlsx: merged, dates, percent, rounding', 'into', '寒假检查.xlsx', xlsx([x21, '<sheetData/>'], sh, [0, '0.0%', 'yyyy"年"m"月"d"日"'], ['Sheet1', 'Sheet2']),
    any_of=tables_with_title('县教体局寒假安全检查汇总表', T21, 6), must_not_contain=['dōnggǎng', '45306', '0.925', '8.529', '000000'])

# a22 PDF: two stacked blocks of two columns
A22 = ['1月12日，县民政局在清水河社区启动“暖冬行动”，组织志愿者126名，分成18个小组，逐户走访辖区内高龄、独居、失能老人，重点查看取暖设施和用电用气安全。', '走访中，志愿者为老人更换老化线路43处，发放一氧化碳报警器260个，并把子女电话、社区医生电话贴在醒目位置。', '县民政局要求，各乡镇参照这一做法，在1月底前完成走访，做到不漏一户、不落一人。']
B22 = ['入冬以来，县人社局依托零工市场，为灵活就业人员提供信息发布、技能培训、工伤保险咨询等服务，日均接待340人次。', '市场设置候工区、洽谈区和培训区，免费供应热水和早餐，工人们不再在路口挨冻等活。', '截至1月14日，累计促成用工7860人次，发放工资1130余万元，没有发生一起欠薪投诉。']
add('a22', 'pdf: two stacked two-column blocks', 'into', '两栏.pdf', kept('a22.pdf'), headlines=['县民政局启动“暖冬行动”', '县人社局办好零工市场'], bodies_paragraphs=[A22, B22], credits=[['民政局'], ['人社局']])

# a23 PDF: an issue of two pages, running head and foot inside a sentence
I23 = [('【项目建设】', None), ('县发改委盘活闲置厂房', [ '今年以来，县发改委会同有关部门开展闲置厂房清查，摸排停产半停产企业27家、闲置厂房31.5万平方米，逐户制定盘活方案。', '对手续齐全的，引导企业通过租赁、合作等方式引进新项目；对长期停产的，依法收回土地使用权。']),
       ('【民生保障】', None), ('县水利局改造老旧供水管网', ['县水利局把老旧供水管网改造列为民生实事，优先解决水压不足、水质发黄等突出问题。', '今年计划改造管网128公里，涉及11个乡镇86个村。施工中实行分段停水、夜间作业，每天停水不超过4小时，并安排送水车12辆保障群众用水。目前，已完成改造74公里，受益群众5.8万人，水压合格率由83%提高到97%，群众反映强烈的32个高层小区供水问题得到解决。', '下步，将对剩余54公里管网倒排工期，确保8月底前全部完工。'])]
add('a23', 'pdf: issue, running head in a sentence', 'issue', '第16期.pdf', kept('a23.pdf'), columns=['项目建设', '民生保障'], headlines=[x for x, q in I23 if q], bodies_paragraphs=[q for x, q in I23 if q], credits=[['发改委'], ['水利局']],
    top={'number': 16, 'date': '2024-05-17'}, must_not_print=['2024年第16期', '—1—', '—2—'])

# a24 PDF: a ruled table, a merged head
G = [['学校', '用水（吨）', None, '用电（度）', '备注'], [None, '2022年', '2023年', None, None], ['一中', '18600', '17250', '243100', ''], ['二中', '9400', '9655', '118790', '扩班'], ['三小', '4120', '3980', '60250', ''], ['四小', '2015', '1870', '31400', '']]
add('a24', 'pdf: ruled table', 'into', '水电.pdf', kept('a24.pdf'), headlines=['县教体局通报学校用水用电情况'], credits=[['教体局']],
    in_order=['县教体局对4所学校上年用水用电情况进行统计，结果如下。', '一中', '18600', '17250', '243100', '二中', '9400', '9655', '118790', '扩班', '三小', '4120', '3980', '60250', '四小', '2015', '1870', '31400', '各校要查清跑冒滴漏，把水电费控制在预算以内。'],
    must_not_contain=['1860017250', '94009655', '9655118790', '41203980'],
    any_of=[{'tables': [[['学校', '用水（吨）', '~', '用电（度）', '备注'], ['~', '2022年', '2023年', '~', '~']] + G[2:]]}, {'marked': ['118790'], 'tables': []}])

IND = '<w:ind w:firstLine="640" w:firstLineChars="200"/>'

# b01 numbers by numPr: overrides, start values, a list that goes on after a table, more than ten
absn = lambda i, *l: '<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="multilevel"/>%s</w:abstractNum>' % (i, ''.join(l))
nums = lambda *x: ''.join('<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>' % t for t in x)
ov = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
nb = part('numbering', absn(0, lvl(0, '第%1条　', 'chineseCounting', 9)) + absn(1, lvl(0, '（%1）', 'chineseCounting'), lvl(1, '%2．')) + absn(2, lvl(0, '%1、', 'ideographTraditional')) + absn(3, lvl(0, '%1、', 'chineseLegalSimplified'))
          + nums((1, 0, ''), (2, 1, ''), (3, 1, ov), (4, 2, ''), (5, 3, '')))
add('b01', 'docx: numbers with overrides and starts', 'into', '管护办法.docx', docx(
    wh('城关镇修订老旧小区管护办法') + wp('城关镇对办法第三章作了补充，主要内容：')
    + p('小区大修由业主委员会提出申请。', num(0, 1)) + p('申请应当附以下材料：', num(0, 1)) + p('业主签字表；', num(0, 2)) + p('工程预算书。', num(0, 2)) + p('不少于3家比价；', num(1, 2)) + p('预算超过50万元的须评审。', num(1, 2))
    + p('资金按下列比例分担：', num(0, 1)) + tbl([['出资方', '比例'], ['财政', '60%'], ['业主', '40%']]) + p('社区每季度公示账目，公示内容包括：', num(0, 1)) + p('收入；', num(0, 3)) + p('支出。', num(0, 3)) 
    + p('分工如下：') + p('城建办负责验收。', num(0, 4)) + p('财政所负责拨付。', num(0, 4)) + p('附则', num(0, 5)) + p('（城关镇）', RIGHT), {'word/numbering.xml': nb}),
    headlines=['城关镇修订老旧小区管护办法'], credits=[['城关镇']], tables=[[['出资方', '比例'], ['财政', '60%'], ['业主', '40%']]],
    bodies_paragraphs=[['城关镇对办法第三章作了补充，主要内容：', '第九条小区大修由业主委员会提出申请。', '第十条申请应当附以下材料：', '（一）业主签字表；', '（二）工程预算书。', 're:1[.．]不少于3家比价；', 're:2[.．]预算超过50万元的须评审。',
        '第十一条资金按下列比例分担：', '第十二条社区每季度公示账目，公示内容包括：', '（一）收入；', '（二）支出。', '分工如下：', '甲、城建办负责验收。', '乙、财政所负责拨付。', '壹、附则']])

# b02 two tables with captions: gridBefore, gridAfter, vMerge over two columns, powers in the head
add('b02', 'docx: two captioned tables', 'into', '大棚.docx', docx(
    wh('北塘乡摸清设施农业家底') + wp('北塘乡对全乡设施农业逐棚登记，情况见表1、表2。') + p('表1 各村大棚面积', C)
    + tbl([['片区', '村', P(r('面积（m'), SUP('2'), r('）'))], [('东片', VM), '前赵村', '12600'], [('', VC), '后赵村', '8450'], [('', VC), '小李村', '10000'], [('全乡', span(2)), '31050']])
    + wp('从种植品种看，以番茄、黄瓜为主。') + p('表2 品种结构', C)
    + tbl([['品种', '面积（亩）', '占比'], ['番茄', p('28') , '60.9%'], ['黄瓜', p('18'), '39.1%'], ['育苗', '不单独统计']], {3: '<w:gridAfter w:val="1"/>'}) + p('注：占比按面积计算。') + p('（北塘乡）', RIGHT)),
    headlines=['北塘乡摸清设施农业家底'], credits=[['北塘乡']], must_contain=['各村大棚面积', '品种结构', '注：占比按面积计算。'],
    tables=[[['片区', '村', 're:面积（(m²|m\\^2|㎡)）'], ['东片', '前赵村', '12600'], ['~', '后赵村', '8450'], ['~', '小李村', '10000'], ['全乡', '~', '31050']], [['品种', '面积（亩）', '占比'], ['番茄', '28', '60.9%'], ['黄瓜', '18', '39.1%'], ['育苗', '不单独统计', '']]],
    in_order=['北塘乡对全乡设施农业逐棚登记，情况见表1、表2。', '12600', '31050', '从种植品种看，以番茄、黄瓜为主。', '60.9%', '39.1%'])

# b03 a form of submission (table) before two items
form = tbl([[('政务信息报送单', span(4))], ['报送单位', '县教体局', '报送日期', '2024年1月22日'], ['审签人', '郭振华', '联系电话', '0391-6614407'], ['信息条数', '2', '信息员', '何静'],])
add('b03', 'docx: submission form, two items', 'into', '报送单.docx', docx(
    form + p('') + wh('县教体局开展寒假家访') + wp('县教体局组织教师4120人深入学生家庭家访，走访留守儿童2687名。') + p('（县教体局）', RIGHT)
    + wh('县教体局清理学生欠费借贷平台') + wp('县教体局会同有关部门排查校园周边借贷广告，清除小广告519张。') + wp('开设金融知识课76节。') + p('（县教体局）', RIGHT)),
    headlines=['县教体局开展寒假家访', '县教体局清理学生欠费借贷平台'], bodies_paragraphs=[['县教体局组织教师4120人深入学生家庭家访，走访留守儿童2687名。'], ['县教体局会同有关部门排查校园周边借贷广告，清除小广告519张。', '开设金融知识课76节。']],
    credits=[['教体局'], ['教体局']], kept_or_said=[said('郭振华', '报送单', '表格'), said('0391-6614407', '报送单', '表格')], any_of=out_or(['郭振华', '0391-6614407']))

# b04 three items, the unit alone on a line below the headline
add('b04', 'docx: unit below the headline', 'into', '三条.docx', docx(
    wh('县农业农村局开展农机检修') + p('县农业农村局', C) + wp('县农业农村局检修各类农机3860台（套），培训机手512人。')
    + wh('东岗镇发展林下养鸡') + p('东岗镇', C) + wp('东岗镇利用林地1.2万亩发展林下养鸡，存栏6.5万只。') + wp('户均增收4300元。')
    + wh('县水利局核发取水许可电子证照') + p('县水利局', C) + wp('1月以来，县水利局核发电子证照207本。')),
    headlines=['县农业农村局开展农机检修', '东岗镇发展林下养鸡', '县水利局核发取水许可电子证照'],
    in_order=['县农业农村局检修各类农机3860台（套），培训机手512人。', '东岗镇发展林下养鸡', '东岗镇利用林地1.2万亩发展林下养鸡，存栏6.5万只。', '户均增收4300元。', '1月以来，县水利局核发电子证照207本。'],
    any_of=[{'credits': [['农业农村局'], ['东岗镇'], ['水利局']], 'bodies_paragraphs': [['县农业农村局检修各类农机3860台（套），培训机手512人。'], ['东岗镇利用林地1.2万亩发展林下养鸡，存栏6.5万只。', '户均增收4300元。'], ['1月以来，县水利局核发电子证照207本。']]}, {'marked': ['3860台', '6.5万只', '207本']}], must_not_match=['水利局1月以来'])

# b05 tracked: paragraphs put in and struck out, a unit changed, a formatting change; comments
cm = part('comments', '<w:comment w:id="3" w:author="审稿" w:date="2024-01-18T09:00:00Z"><w:p>%s</w:p></w:comment>' % r('标题再压缩'))
fmt = '<w:r><w:rPr><w:b/><w:rPrChange %s><w:rPr/></w:rPrChange></w:rPr><w:t>四级联动</w:t></w:r>' % tc()
add('b05', 'docx: tracked paragraphs, comment', 'into', '养老.docx', docx(
    P('<w:commentRangeStart w:id="3"/>', r('县民政局建立养老服务', B), '<w:ins %s>%s</w:ins>' % (tc(), r('四级', B)), r('网络', B), '<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>', ppr=C)
    + P(r('县民政局推行县、乡、村、户'), fmt, r('，建成养老服务站'), dele('6'), r('8'), ins('5'), r('个。'))
    + '<w:p><w:pPr><w:rPr><w:ins %s/></w:rPr></w:pPr>%s</w:p>' % (tc(), ins('服务老人1.36万人。'))
    + '<w:p><w:pPr><w:rPr><w:del %s/></w:rPr></w:pPr>%s</w:p>' % (tc(), dele('其中3个站点尚未启用。')) + p('下步将把服务延伸到所有行政村。')
    + P(dele('（东岗镇）'), ins('（县民政局）'), ppr=RIGHT), {'word/comments.xml': cm}),
    headlines=['县民政局建立养老服务四级网络'], bodies_paragraphs=[['县民政局推行县、乡、村、户四级联动，建成养老服务站85个。', '服务老人1.36万人。', '下步将把服务延伸到所有行政村。']], credits=[['民政局']],
    must_not_print=['尚未启用', '标题再压缩'], must_not_contain=['685'], output_must_say_any=['修订'], kept_or_said=[said('标题再压缩', '批注'), said('尚未启用', '修订', '删')])

# b06 VML box with a list, a chart with its cached text
chart = DECL + ('<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>各乡镇用工人数</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:idx val="0"/><c:order val="0"/>'
  '<c:cat><c:strRef><c:f>A</c:f><c:strCache><c:ptCount val="2"/><c:pt idx="0"><c:v>东岗镇</c:v></c:pt><c:pt idx="1"><c:v>北塘乡</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>B</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="2"/><c:pt idx="0"><c:v>1734</c:v></c:pt><c:pt idx="1"><c:v>958</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>')
cr = drawing('<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rIdC"/></a:graphicData>')
add('b06', 'docx: VML box, chart', 'into', '用工.docx', docx(
    wh('县人社局摸清冬季用工需求') + wp('县人社局对辖区企业用工情况开展摸底，涉及企业143家。') + P(vml(p('重点工种') + p('缝纫工630人') + p('12家企业常年招工')))
    + wp('摸底结果同步推送各村就业服务站。') + '<w:p>%s</w:p>' % cr + p('图1 各乡镇用工人数', C) + p('（县人社局）', RIGHT), {'word/charts/chart1.xml': chart}, [('rIdC', RT + 'chart', 'charts/chart1.xml')], {'word/charts/chart1.xml': 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml'}),
    headlines=['县人社局摸清冬季用工需求'], credits=[['人社局']], printed=['县人社局对辖区企业用工情况开展摸底，涉及企业143家。', '摸底结果同步推送各村就业服务站。'], must_contain=['重点工种', '缝纫工630人', '12家企业常年招工', '图1'],
    must_not_contain=['63012', '1734958', '630人12'], must_not_match=['143家。重点'], kept_or_said=[said('1734', '图表')])

# b07 equations, check boxes, ruby, no-break hyphen, quantities with powers
cb = lambda on: '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="c"/><w:enabled/><w:checkBox><w:sizeAuto/><w:default w:val="0"/>%s</w:checkBox></w:ffData></w:fldChar></w:r>' % ('<w:checked/>' if on else '<w:checked w:val="0"/>') + it(' FORMCHECKBOX ') + fc('separate') + fc('end')
ruby = '<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yuān</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>塬</w:t></w:r></w:rubyBase></w:ruby></w:r>'
ssup = '<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>5</m:t></m:r></m:sup></m:sSup></m:oMath>'
add('b07', 'docx: equations, check boxes, ruby', 'into', '水保.docx', docx(
    wh('县水利局完成水土流失监测') + P(r('监测面积占全县的'), frac('2', '5'), r('，布设断面36处，取样'), ssup, r('粒级以上。'))
    + P(r('黄土'), ruby, r('区侵蚀模数为850t/(km'), SUP('2'), r('·a)，含沙量3.2kg/m'), SUP('3'), r('。')) + P(r('热线0391'), '<w:r><w:noBreakHyphen/></w:r>', r('6617788，工作日'), '<w:r><w:softHyphen/></w:r>', r('受理。'))
    + P(r('治理措施：'), cb(True), r('造林　'), cb(False), r('梯田')) + p('（县水利局）', RIGHT)),
    headlines=['县水利局完成水土流失监测'], credits=[['水利局']], must_match=['占全县的(⅖|2/5|2⁄5|五分之二)，布设断面36处，取样10(⁵|\\^5)粒级', '黄土塬([（(]yuān[）)])?区', '850t/\\(km(²|\\^2)·a\\)', '3\\.2kg/m(³|\\^3)。', '热线0391[-‑–—]6617788', '[☑☒✓✔√■]造林[□☐◻▢]梯田', '工作日\u00ad?受理。'],
    must_not_contain=['的25，', '105粒', 'km2', 'm3', '03916617788', 'FORMCHECKBOX'], must_not_match=['yuān塬'])

# b08 first-page and odd headers, endnotes, hidden paragraph in the middle
hdr = lambda x: part('hdr', x)
add('b08', 'docx: headers by page, endnotes', 'into', '粮食.docx', docx(
    wh('县发改委做好冬季粮食收储') + P(r('全县共收购玉米8.6万吨'), nref('endnote', 1), r('，均价每斤1.17元'), nref('endnote', 2), r('。')) + p('仓容缺口先不写', '<w:rPr><w:vanish/></w:rPr>', '<w:vanish/>') + wp('新建烘干塔5座，日烘干能力1500吨。') + p('（县发改委）', RIGHT),
    {'word/endnotes.xml': notes('endnote', '截至1月20日，含市级储备0.9万吨。', '数据来源：县价格监测中心。'), 'word/header1.xml': hdr(p('内部资料　第3稿')), 'word/header2.xml': hdr(p('青河县发展和改革委员会文稿纸')), 'word/footer1.xml': part('ftr', P(field(' FILENAME \\p ', 'D:\\2024信息\\粮食.docx'), r('　打印时间2024/1/21')))},
    [('rIdH1', RT + 'header', 'header1.xml'), ('rIdH2', RT + 'header', 'header2.xml'), ('rIdF1', RT + 'footer', 'footer1.xml')],
    sect='<w:headerReference w:type="first" r:id="rIdH1"/><w:headerReference w:type="default" r:id="rIdH2"/><w:footerReference w:type="default" r:id="rIdF1"/><w:titlePg/>'),
    headlines=['县发改委做好冬季粮食收储'], credits=[['发改委']], must_contain=['截至1月20日，含市级储备0.9万吨', '数据来源：县价格监测中心'], printed=['新建烘干塔5座，日烘干能力1500吨。'], must_match=['8\\.6万吨(?!\\d).*，均价每斤1\\.17元(?!\\d)'],
    must_not_print=['仓容缺口先不写', '文稿纸', '第3稿', '打印时间', 'D:'], kept_or_said=[said('文稿纸', '页眉'), said('打印时间2024/1/21', '页脚'), said('仓容缺口先不写', '隐藏', '不打印', '看不见')])

# b09 pictures anchored in the headline and between paragraphs; a joint report
two = ({'word/media/image1.png': png(21), 'word/media/image2.jpg': png(22)}, [('rIdP1', RT + 'image', 'media/image1.png'), ('rIdP2', RT + 'image', 'media/image2.jpg')])
two[0]['word/media/image2.png'] = two[0].pop('word/media/image2.jpg'); two[1][1] = ('rIdP2', RT + 'image', 'media/image2.png')
add('b09', 'docx: pictures, joint report', 'into', '助学.docx', docx(
    P(pic('rIdP1', anchor=True), r('县民政局县教体局联合为困难学生送温暖', B), ppr=C) + p('图1 学生领取棉衣（何静 摄）', C) + wp('1月18日，县民政局、县教体局到山区3所小学送去棉衣460件、书包460个。') + '<w:p>%s</w:p>' % pic('rIdP2') + p('图2 志愿者与学生交流', C)
    + wp('两部门还为78名事实无人抚养儿童建立“一生一策”档案。') + p('联合报送：县民政局　县教体局', RIGHT), *two),
    headlines=['县民政局县教体局联合为困难学生送温暖'], pictures=2, credits=[['民政局', '教体局']], must_contain=['学生领取棉衣', '志愿者与学生交流'], printed=['1月18日，县民政局、县教体局到山区3所小学送去棉衣460件、书包460个。', '两部门还为78名事实无人抚养儿童建立“一生一策”档案。'], kept=['何静'], must_not_match=['送温暖图1'])

# b10 a whole issue: masthead in a table, columns of style, a note, foot in a table
foot = tbl([[('本期发：县委常委，各乡镇人民政府、街道办事处。', span(2))], ['责任编辑：张三', '审核：李四'], ['签发：王五', '共印120份']])
add('b10', 'docx: whole issue, table masthead and foot', 'issue', '快报第21期.docx', docx(
    p('青河政务快报', C, '<w:b/><w:color w:val="FF0000"/><w:sz w:val="84"/>') + p('第21期', C) + tbl([['青河县人民政府办公室', (p('2024年6月28日', RIGHT), '')]])
    + p('【项目建设】', style(1)) + p('县发改委开展项目“半年评”', style(2)) + P(wr('县发改委对上半年62个重点项目逐一打分'), nref('footnote', 1), wr('，亮红牌4个。'), ppr=IND) + p('（发改委）', RIGHT)
    + p('【民生保障】', style(1)) + p('县农业农村局公布夏粮测产结果', style(2)) + wp('2024年6月10日至15日，县农业农村局对夏粮测产，平均亩产538.6公斤。') + p('（县农业农村局）', RIGHT)
    + p('东岗镇建成村级助浴点', style(2)) + wp('东岗镇建成助浴点4个，累计服务老人960人次。') + p('（东岗镇）', RIGHT) + foot,
    {'word/styles.xml': heading_styles(), 'word/footnotes.xml': notes('footnote', '评分办法见青项办〔2024〕7号。')}),
    columns=['项目建设', '民生保障'], headlines=['县发改委开展项目“半年评”', '县农业农村局公布夏粮测产结果', '东岗镇建成村级助浴点'], credits=[['发改委'], ['农业农村局'], ['东岗镇']], top={'number': 21, 'date': '2024-06-28'},
    signoff={'editor': '张三', 'reviewer': '李四', 'approver': '王五'}, printed=['2024年6月10日至15日，县农业农村局对夏粮测产，平均亩产538.6公斤。', '东岗镇建成助浴点4个，累计服务老人960人次。'], must_contain=['评分办法见青项办〔2024〕7号'], any_of=[{'top': {'copies': 120}}, {'unplaced': ['120份']}], tables=[])

# b11 a page saved from a public account
add('b11', 'html: public account page', 'into', '公众号.html', page('''<div id="js_article"><h1 class="rich_media_title" id="activity-name">
  北塘乡：小菜园里种出大产业
</h1><div id="meta_content"><span class="rich_media_meta">青河发布</span> <em id="publish_time">2024-01-23 18:30</em> <em style="display:none">河南</em></div>
<div id="js_content" style="visibility: visible;"><section><p style="text-align:center">点击上方<strong>蓝字</strong>关注我们</p></section>
<section><p><span>北塘乡引导农户利用房前屋后空地发展&ldquo;小菜园&rdquo;</span><span>1360</span><span>处，</span><span>户均年节支</span><span>800</span><span>元。</span></p><p><br></p>
<p>乡里统一供苗、统一收购，带动订单种植<span style="letter-spacing:1px">2</span><span style="letter-spacing:1px">15</span>亩。</p><p style="display:none">广告位招租</p></section>
<p><img data-src="https://img.example.cn/a.png" alt=""></p><p style="text-align:center;font-size:12px">村民采收青菜</p><p>来源：北塘乡人民政府</p><p>编辑：何静</p></div>
<div id="js_tags">预览时标签不可点</div><div class="tool"><a>阅读原文</a> 阅读 2043 <span>赞</span> <span>在看</span></div></div><script>window.cgi=1</script>'''),
    headlines=['re:北塘乡[：:]小菜园里种出大产业'], in_order=['re:北塘乡引导农户利用房前屋后空地发展.小菜园.1360处，户均年节支800元。', '乡里统一供苗、统一收购，带动订单种植215亩。'], must_not_print=['广告位招租', 'window.cgi'], must_contain=['村民采收青菜'],
    credits_not=['何静', '编辑：何静'], kept=['何静'], any_of=both([{'credits': [['北塘乡']]}, {'marked': ['来源：北塘乡人民政府']}], out_or(['关注我们', '阅读原文', '在看'])), must_not_match=['采收青菜来源', '215亩。村民'],
    kept_or_said=[said('点击上方蓝字关注我们', '网页', *LEFT), said('阅读原文', '网页', *LEFT)])

# b12 a page written by Word, GBK: list numbers as text, a table with spans
add('b12', 'html: Word page, conditional lists', 'into', 'Word网页.htm', page('''<div class=WordSection1 style='layout-grid:15.6pt'><p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt;font-family:方正小标宋简体'>县林业局强化松材线虫病防控<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US><span style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span></span><![endif]>普查全覆盖。设置监测点<span
lang=EN-US>84</span>个，普查松林<span lang=EN-US>5.27</span>万亩。</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US><span style='mso-list:Ignore'>二、<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span></span><![endif]>除治不过夜。清理枯死木<span lang=EN-US>1193</span>株。</p>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<p class=MsoNormal><span style='mso-hide:all;display:none'>疫点具体位置不上报</span>各林场除治情况：</p>
<table class=MsoTableGrid border=1><tr><td rowspan=3><p>国有林场</p></td><td><p>单位</p></td><td><p>株数</p></td></tr><tr><td><p>一林场</p></td><td><p>706</p></td></tr><tr><td><p>二林场</p></td><td><p>487</p></td></tr><tr><td colspan=2><p>合计</p></td><td><p>1193</p></td></tr></table>
<p class=MsoNormal align=right>（县林业局）</p></div>''', '<meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Microsoft Word 15"><title>县林业局</title><style><!-- p.MsoNormal {margin:0cm} --></style>', 'gbk'),
    headlines=['县林业局强化松材线虫病防控'], credits=[['林业局']], bodies_paragraphs=[['一、普查全覆盖。设置监测点84个，普查松林5.27万亩。', '二、除治不过夜。清理枯死木1193株。', '各林场除治情况：']],
    tables=[[['国有林场', '单位', '株数'], ['~', '一林场', '706'], ['~', '二林场', '487'], ['合计', '~', '1193']]], must_not_print=['疫点具体位置', 'MsoNormal', 'Print'])

# b13 lines by <br>, li value, reversed, ruby, hidden attribute, inserted text
add('b13', 'html: br lines, li values, ruby, hidden', 'into', '交通.html', page('''<h2>东岗镇推进“四好农村路”建设</h2><div>2024年1月，东岗镇通村公路全部硬化。<br>全镇现有农村公路<ins>186</ins><del>168</del>公里<br>
32条断头路已经打通。<br></div><p>主要措施：</p><ol start="4"><li>专人养护，每<ruby>旬<rp>(</rp><rt>xún</rt><rp>)</rp></ruby>检查。</li><li value="8">补植行道树 1&frac12; 万株。</li><li>设置减速带<span>64</span> <span>处</span>。</li></ol><p hidden>造价数据不公开</p><p style="visibility:hidden">草稿二</p><p>（东岗镇）</p>'''),
    headlines=['东岗镇推进“四好农村路”建设'], credits=[['东岗镇']], in_order=['2024年1月，东岗镇通村公路全部硬化。', '全镇现有农村公路186公里', '32条断头路已经打通。', '主要措施：', 're:4[.．、]专人养护', 're:8[.．、]补植行道树1(½|又1/2|又½|又二分之一|\\+1/2|-1/2|1/2)万株', 're:9[.．、]设置减速带64处。'],
    must_match=['每旬([（(]xún[）)])?检查。'], must_not_contain=['186168', '11/2万'], must_not_match=['公里32条', '硬化。全镇'], must_not_print=['造价数据', '草稿二', '168'], kept_or_said=[said('造价数据不公开', '隐藏', '不显示', '看不见', *LEFT), said('168', '删', '修订', '划掉')])

# b14 chat history as the phone mails it
add('b14', 'chat: mailed history, two items', 'add', '微信记录.txt', '''—————  2024-01-23  —————


县教体局何静  08:55

各位领导早上好[太阳]


县教体局何静  08:57

县教体局启动校园食堂“明厨亮灶”提升工程
1月20日起，县教体局为97所学校食堂更新监控设备，家长可通过手机查看后厨。
（县教体局）


县教体局何静  08:58

[图片]


—————  2024-01-24  —————


县林业局小宋  16:20

@县府办信息科 今天的信息

县林业局严查野外用火
县林业局在进山路口设卡31处，收缴火种1260件。
（县林业局）


县府办信息科  16:31

好的，收到
''', headlines=['县教体局启动校园食堂“明厨亮灶”提升工程', '县林业局严查野外用火'], credits=[['教体局'], ['林业局']],
    bodies_paragraphs=[['1月20日起，县教体局为97所学校食堂更新监控设备，家长可通过手机查看后厨。'], ['县林业局在进山路口设卡31处，收缴火种1260件。']],
    kept=['各位领导早上好', '今天的信息', '好的，收到'], any_of=out_or(['各位领导早上好', '好的，收到']), must_not_match=['08:57县教体'], kept_or_said=[said('[图片]', '图片')])

# b15 GBK text from an old system: wrapped lines, page numbers, contact line
add('b15', 'txt: GBK, wrapped, page numbers', 'into', '旧系统.txt', ('''            县水利局加强冬季水库安全管理

    入冬以来，县水利局把水库安全作为重中之重，组织技术人员45名，对全
县28座小型水库逐一检查，共排查隐患53处，其中坝体渗漏6处、放水设施损
坏11处、其他36处，均建立台账，明确整改责任人和时限。
    一是严格值守。每座水库落实行政、技术、巡查三个责任人，每天巡查不
                              - 1 -

少于2次，水位超过汛限水位的每2小时观测1次。
    二是加快整改。筹措资金318.5万元，已整改47处，剩余6处2月底前完成。

                                        县水利局
                                    2024年1月19日

（联系人：赵国强，电话：0391-6611234）
''').replace('\n', '\r\n').encode('gbk'), headlines=['县水利局加强冬季水库安全管理'],
    printed=['入冬以来，县水利局把水库安全作为重中之重，组织技术人员45名，对全县28座小型水库逐一检查，共排查隐患53处，其中坝体渗漏6处、放水设施损坏11处、其他36处，均建立台账，明确整改责任人和时限。', '二是加快整改。筹措资金318.5万元，已整改47处，剩余6处2月底前完成。'],
    must_contain=['一是严格值守。'], kept=['赵国强', '0391-6611234', '2024年1月19日'], must_not_match=['不1少于', '不-1-少于', '县水利局2024年', '完成。县水利局'], must_not_contain=['不- 1 -少'],
    any_of=both([{'credits': [['水利局']]}, {'marked': ['县水利局']}], both(out_or(['0391-6611234']), [{'printed': ['每天巡查不少于2次，水位超过汛限水位的每2小时观测1次。']}, {'marked': ['少于2次']}])))

# b16 markdown of a chat assistant: two items, rules between them, star bullets
add('b16', 'md: two items, rules, star bullets', 'add', '两条.md', '''# 县农业农村局推广小麦宽幅精播

县农业农村局示范推广小麦宽幅精播技术，面积达到**12.4万亩**，比上年增加**3.1万亩**。

* 亩均节种 2.5 公斤；
* 亩均增产 35 公斤。

（县农业农村局）

---

# 北塘乡设立“板凳议事点”

北塘乡在 19 个村设立议事点，收集意见 *236* 条，办结 221 条。

> 群众说：“小板凳解决了大问题。”

（北塘乡）
''', headlines=['县农业农村局推广小麦宽幅精播', '北塘乡设立“板凳议事点”'], credits=[['农业农村局'], ['北塘乡']],
    bodies_paragraphs=[['县农业农村局示范推广小麦宽幅精播技术，面积达到12.4万亩，比上年增加3.1万亩。', 're:[^\\w]?亩均节种2.5公斤；', 're:[^\\w]?亩均增产35公斤。'], ['re:北塘乡在19个村设立议事点，收集意见\\*?236\\*?条，办结221条。', 're:>?群众说：“小板凳解决了大问题。”']], must_not_print=['---'])

# b17 mail: plain GBK quoted-printable, quoted answer below, signature
t17 = '''信息科：

报送信息一条。

东岗镇整治占道经营

东岗镇对镇区3条主干道占道经营进行整治，规范摊点162个，新划停车位480个。

（东岗镇）

--
东岗镇党政办　孙玉梅
手机：138****5678

在 2024-01-15 17:20:03，"县府办信息科" <xxk@example.cn> 写道：
> 请各乡镇于16日前报送市容整治信息。
> 联系人：老周
'''
e17 = ('From: =?gb18030?B?%s?= <dgz@example.cn>\r\nTo: xxk@example.cn\r\nSubject: =?gb18030?Q?Re=3A_=CA=D0=C8=DD?=\r\nDate: Tue, 16 Jan 2024 09:12:44 +0800\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset="gb18030"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n' % base64.b64encode('东岗镇'.encode('gbk')).decode()).encode() + quopri.encodestring(t17.encode('gbk')).replace(b'\n', b'\r\n')
add('b17', 'eml: quoted-printable, quoted answer', 'into', '市容.eml', e17, must_not_contain=['Content-', '=B6', 'gb18030'],
    any_of=[{'headlines': ['东岗镇整治占道经营'], 'bodies_paragraphs': [['东岗镇对镇区3条主干道占道经营进行整治，规范摊点162个，新划停车位480个。']], 'credits': [['东岗镇']], 'kept': ['孙玉梅'], 'any_of': out_or(['孙玉梅', '16日前报送市容整治信息']), 'kept_or_said': [said('16日前报送市容整治信息', '引用', '回复', '原邮件', *LEFT)]},
            {'refused_without_change': True, 'output_must_say_any': ['另存', '复制', '邮件']}])

# b18 web archive with an alternative part inside, UTF-8 base64, list and hidden text
h18 = '<html><head><style>p{margin:0}</style></head><body><h1>县人社局打通社保卡服务“最后一公里”</h1><p>县人社局在233个村设立社保卡服务点，可办理8项业务。</p><p style="display:none">试点村名单待定</p><ol><li>村民足不出村可补换卡。</li><li>邮寄送达不超过3天。</li></ol><p>（县人社局）</p></body></html>'
m18 = ('From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.cn/sbk.html\r\nSubject: =?utf-8?Q?=E7=A4=BE=E4=BF=9D=E5=8D=A1?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----MultipartBoundary--x9"\r\n\r\n\r\n------MultipartBoundary--x9\r\nContent-Type: text/html; charset="utf-8"\r\nContent-ID: <frame-1>\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://www.example.cn/sbk.html\r\n\r\n%s\r\n'
       '------MultipartBoundary--x9\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: cid:css-1@x\r\n\r\n@charset "utf-8";\r\np { color: red; }\r\n------MultipartBoundary--x9--\r\n') % base64.encodebytes(h18.encode()).decode().replace('\n', '\r\n')
add('b18', 'mht: browser archive, css part', 'into', '社保卡.mhtml', m18, must_not_contain=['Multipart', 'Content-', 'color', 'Blink', 'charset'],
    any_of=[{'headlines': ['县人社局打通社保卡服务“最后一公里”'], 'bodies_paragraphs': [['县人社局在233个村设立社保卡服务点，可办理8项业务。', 're:1[.．、]村民足不出村可补换卡。', 're:2[.．、]邮寄送达不超过3天。']], 'credits': [['人社局']], 'must_not_print': ['试点村名单待定']}, {'refused_without_change': True, 'output_must_say_any': ['另存', '复制', '网页']}])

# b19 RTF of escapes, a table, a deleted run
u = lambda t: ''.join('\\u%d?' % (ord(c) if ord(c) < 32768 else ord(c) - 65536) if ord(c) > 127 else c for c in t)
cells = lambda *x: '\\trowd\\cellx3000\\cellx6000 ' + ''.join('\\pard\\intbl %s\\cell ' % u(c) for c in x) + '\\row\r\n'
rtf = ('{\\rtf1\\ansi\\ansicpg936\\uc1{\\fonttbl{\\f0\\fnil %s;}}{\\stylesheet{\\s0 %s;}}{\\header\\pard %s\\par}\r\n\\pard\\qc{\\b %s}\\par\r\n\\pard %s\\par\r\n' % (u('黑体'), u('正文'), u('县林业局文稿'), u('县林业局完成古树复查'), u('复查古树名木'))
       ).replace('%s\\par\r\n' % u('复查古树名木'), u('复查古树名木') + '{\\deleted 310}{\\revised 317}' + u('株，复壮12株。') + '\\par\r\n') + cells('乡镇', '株数') + cells('东岗镇', '205') + cells('北塘乡', '112') + '\\pard\\qr %s\\par}' % u('（县林业局）')
add('b19', 'rtf: escapes, table, deleted text', 'into', '古树.rtf', rtf, must_not_contain=['rtf', 'cellx', '黑体', '310317', '\\u'],
    any_of=[{'headlines': ['县林业局完成古树复查'], 'printed': ['复查古树名木317株，复壮12株。'], 'credits': [['林业局']], 'must_not_print': ['县林业局文稿'], 'any_of': [{'tables': [[['乡镇', '株数'], ['东岗镇', '205'], ['北塘乡', '112']]]}, {'marked': ['205'], 'must_not_contain': ['205北塘乡', '112（']}]}, {'refused_without_change': True, 'output_must_say_any': ['另存', '复制']}])

# b20 csv GBK: quotes doubled, a line end in a cell, numbers that begin with nought
add('b20', 'csv: GBK, line end in a cell', 'into', '养老机构名册.csv', ('机构名称,电话,床位（张）,入住率,备注\r\n城关镇敬老院,0391-6612001,120,85.8%,"2023年12月\n完成改造"\r\n"""夕阳红""养老中心",03916612002,86,90.7%,民办\r\n东岗镇敬老院,0391-6612003,60,73.3%,\r\n').encode('gbk'),
    tables=[[['机构名称', '电话', '床位（张）', '入住率', '备注'], ['城关镇敬老院', '0391-6612001', '120', '85.8%', '2023年12月完成改造'], ['re:["“]夕阳红["”]养老中心', '03916612002', '86', '90.7%', '民办'], ['东岗镇敬老院', '0391-6612003', '60', '73.3%', '']]])

# b21 xlsx by openpyxl: two sheets, a hidden row, dates and money
dd = lambda d: 're:2024(-03-|年0?3月|/0?3/|\\.0?3\\.)%02d日?' % d
dd4 = 're:2024(-03-04|年0?3月0?4日|/0?3/0?4)'
T21 = [['灌区', '村', '开闸日期', '水费（元）', '完成率'], ['东灌区', '前营村', dd4, 're:12,?650(\\.00)?', 're:80(\\.0)?%'], ['~', '后营村', dd(11), 're:8,?300\\.50?', '65.5%'], ['西灌区', '柳林村', dd(18), 're:4,?075(\\.00)?', 're:100(\\.0)?%']]
ttl = '东岗镇春灌用水登记表'; alt = []
for extra in (None, '水费按每立方米0.18元收取。'):    # the second sheet as text, or as a table of one cell
    for t in (T21, [[ttl] + ['~'] * 4] + T21): alt.append({'tables': [t] + ([[[extra]]] if extra else []), 'printed': [ttl]})
add('b21', 'xlsx: hidden row, two sheets, money', 'into', '春灌.xlsx', kept('b21.xlsx'), any_of=alt, must_not_print=['作废村'], kept_or_said=[said('作废村', '隐藏'), said('水费按每立方米0.18元收取', '工作表', '说明')], must_not_contain=['45355', '00:00'])

# b22 PDF by hand, GBK-EUC-H: two items side by side, one below in two columns
R = Raw().page()
def column(x, y, title, paras, unit, ems=20, size=11, lead=18):
    R.text(x + (ems * size - len(title) * 14) / 2, y, title, 14, 'F2'); y -= 30
    for t in paras:
        for i, l in enumerate(wrap(t, ems)): R.text(x + (2 * size if i == 0 else 0), y, l, size); y -= lead
    R.text(x + (ems - len(unit)) * size, y, unit, size); return y
P1 = ['东岗镇把闲置校舍改造成村史馆，展出老物件320余件，布展面积460平方米，免费向村民开放。', '开馆一个月，接待参观4700人次。']
P2 = ['北塘乡推行“积分换物”，村民参加环境整治、志愿服务可以积分，到超市兑换生活用品。', '目前，参与农户2980户，兑换物品1.1万件，村容村貌明显改善。']
P3 = ['县林业局开展国有林场防火能力建设，新修防火道路26公里，新建蓄水池14个，购置风力灭火机85台，组建半专业扑火队9支。', '同时，在重点林区安装视频监控探头63个，火情发现时间由过去的半小时缩短到5分钟以内。', '去冬今春，全县没有发生森林火灾。']
y1 = column(55, 790, '东岗镇建成村史馆', P1, '（东岗镇）'); y2 = column(320, 790, '北塘乡推行积分换物', P2, '（北塘乡）')
R.line(297, 800, 297, min(y1, y2)); yb = min(y1, y2) - 20; R.line(55, yb, 540, yb); yb -= 35
R.text(297 - 15 * 16 / 2, yb, '县林业局提升国有林场防火能力', 16, 'F2')
L = []
for t in P3: L += [(22 if i == 0 else 0, l) for i, l in enumerate(wrap(t, 20))]
L.append((20 * 11 - 6 * 11, '（县林业局）')); h = (len(L) + 1) // 2
for i, (dx, l) in enumerate(L): R.text((55 if i < h else 320) + dx, yb - 30 - 18 * (i % h), l, 11)
add('b22', 'pdf: side by side, then two columns', 'into', '四版.pdf', R.bytes(), headlines=['东岗镇建成村史馆', '北塘乡推行积分换物', '县林业局提升国有林场防火能力'], bodies_paragraphs=[P1, P2, P3], credits=[['东岗镇'], ['北塘乡'], ['林业局']])

# b23 PDF by hand: odd and even heads, overprinted headline, a watermark turned, digits in Times
R = Raw().page()
ITEMS = [('县民政局规范农村公益性公墓', ['近年来，县民政局坚持规划先行，编制农村公益性公墓布局规划，建成公墓37处，占地512亩，可提供墓穴4.3万个。', '严格落实惠民政策，对困难群众减免费用216.8万元，惠及家庭1094户。', '建立日常管理制度，每处公墓明确管理人员2名，签订目标责任书，坚决防止乱埋乱葬反弹；同时广泛开展移风易俗宣传，印发倡议书5.6万份，制作宣传栏375个，群众参与率达到91%，绿色殡葬、文明祭扫渐成风尚。'], '（县民政局）'),
         ('县教体局打造课后服务品牌', ['县教体局在全县63所义务教育学校开展课后服务，开设书法、足球、编程等社团1288个，参与学生5.9万人，参与率96.4%。'], '（县教体局）')]
def mark(): R.raw('q 0.85 g BT /F2 60 Tf 0.7071 0.7071 -0.7071 0.7071 170 300 Tm <%s> Tj ET Q' % '征求意见'.encode('gbk').hex())
def page_head(n):
    if n % 2: R.text(420, 810, '青河县政务信息', 9); R.text(530, 30, '%d' % n, 10, 'F3')
    else: R.text(60, 810, '2024年2月 报送稿', 9, 'mix'); R.text(60, 30, '%d' % n, 10, 'F3')
mark(); page_head(1); y, n = 770, 1
for t, paras, un in ITEMS:
    for dx in (0, 0.3): R.text(297 - len(t) * 9 + dx, y, t, 18, 'F2')
    y -= 36
    for q in paras:
        for i, l in enumerate(wrap(q, 29)):
            if n == 1 and '5.6万份' in q and i == 3: R.page(); n = 2; mark(); page_head(2); y = 770
            R.text(60 + (32 if i == 0 else 0), y, l, 16, 'mix'); y -= 28
    R.text(60 + (29 - len(un)) * 16, y, un, 16); y -= 50
add('b23', 'pdf: odd/even heads, overprint, watermark', 'into', '报送稿.pdf', R.bytes(), headlines=[x[0] for x in ITEMS], bodies_paragraphs=[x[1] for x in ITEMS], credits=[['民政局'], ['教体局']], must_not_print=['征求意见', '报送稿', '青河县政务信息'])

# b24 PDF by hand: a ruled table with empty cells and cells of two lines, text before and after
R = Raw().page()
R.text(297 - 14 * 18 / 2, 780, '县农业农村局晾晒农机补贴进度', 18, 'F2')
R.text(92, 745, '截至1月25日，各乡镇农机购置补贴资金兑付情况如下：', 14, 'mix')
X = [60, 150, 240, 350, 440, 535]; Y = [720, 680, 640, 610, 580]
G = [['乡镇', '申请（台）', '补贴资金\n（万元）', '兑付率', '主要问题'], ['城关镇', '214', '356.2', '98.6%', ''], ['东岗镇', '187', '290.75', '61.4%', '机具核验\n不及时'], ['合计', '401', '646.95', '', '']]
Y = [720, 680, 650, 610, 580]
for x in X: R.line(x, Y[0], x, Y[-1])
for yy in Y: R.line(X[0], yy, X[-1], yy)
for i, row_ in enumerate(G):
    for j, t in enumerate(row_):
        ls = t.split('\n'); mid = (Y[i] + Y[i + 1]) / 2 - 4
        for k, l in enumerate(ls):
            if l: R.text((X[j] + X[j + 1]) / 2 - sum(.5 if ord(c) < 128 else 1 for c in l) * 6, mid + (7 - 14 * k if len(ls) > 1 else 0), l, 12, 'mix')
R.text(92, 550, '进度慢的乡镇要在2月10日前完成核验。', 14, 'mix'); R.text(420, 525, '（县农业农村局）', 14)
add('b24', 'pdf: ruled table, cells of two lines', 'into', '补贴.pdf', R.bytes(), headlines=['县农业农村局晾晒农机补贴进度'], credits=[['农业农村局']],
    must_contain=['截至1月25日，各乡镇农机购置补贴资金兑付情况如下：', '214', '356.2', '98.6%', '187', '290.75', '61.4%', '401', '646.95', '进度慢的乡镇要在2月10日前完成核验。'], must_not_contain=['214356', '187290', '290.7561.4', '356.298.6', '401646'],
    any_of=[{'tables': [[[c.replace('\n', '') for c in x] for x in G]]}, {'tables': [], 'marked': ['646.95']}])

# ==== neighbours of these
# --- cover letters
add('n01', 'letter txt', 'into', '信.txt', '''县政府办公室信息科：
    现报送我镇信息1条，请审阅采用。
    特此报送。
                                    东岗镇人民政府
                                  2024年1月12日

东岗镇建成冷链物流园
    东岗镇冷链物流园投用，库容2.4万立方米，带动就业320人。
'''.encode(), headlines=['东岗镇建成冷链物流园'], bodies_paragraphs=[['东岗镇冷链物流园投用，库容2.4万立方米，带动就业320人。']],
 kept=['现报送我镇信息1条', '特此报送', '2024年1月12日'], must_not_print=['请审阅', '特此报送'], credits=[['东岗镇']])
add('n02', 'letter docx with list of enclosures', 'into', '函.docx', docx(
  p('青林函〔2024〕3号', C) + wh('青河县林业局关于报送政务信息的函') + p('县政府办公室：') + wp('根据工作要求，现将2024年1月政务信息2条报上，请予采用。')
  + wp('附件：1.县林业局开展冬季除治') + wp('2.县林业局启用智能卡口') + p('青河县林业局', RIGHT) + p('2024年1月11日', RIGHT) + PB
  + wh('县林业局开展冬季除治') + wp('县林业局清理病死木1193株，涂白树木4.6万株。') + p('（县林业局）', RIGHT)
  + wh('县林业局启用智能卡口') + wp('县林业局在23个进山路口启用智能卡口。') + p('（县林业局）', RIGHT)),
  headlines=['县林业局开展冬季除治', '县林业局启用智能卡口'], credits=[['林业局']] * 2, must_not_print=['请予采用', '青林函〔2024〕3号'], kept=['青林函〔2024〕3号', '请予采用', '2024年1月11日'])
add('n03', 'letter html', 'into', '函.html', page('<p align=center><b>北塘乡关于报送政务信息的报告</b></p><p>县政府办公室：</p><p>　　现将我乡信息一条报送如下：</p><p align=center><b>北塘乡推行“一杯水”议事</b></p><p>　　北塘乡在16个村推行议事制度，办结事项275件。</p><p align=right>（北塘乡）</p>'),
  headlines=['北塘乡推行“一杯水”议事'], credits=[['北塘乡']], bodies_paragraphs=[['北塘乡在16个村推行议事制度，办结事项275件。']], kept=['报送如下'])
add('n04', 'no letter: an item about submissions', 'into', '条.txt', '县民政局规范信息报送\n县民政局报送信息126条，采用31条，居全县前列。\n下步，将继续报送高质量信息。\n（县民政局）\n'.encode(),
  headlines=['县民政局规范信息报送'], bodies_paragraphs=[['县民政局报送信息126条，采用31条，居全县前列。', '下步，将继续报送高质量信息。']])
add('n05', 'notice kept', 'into', '通知.txt', '县水利局印发关于报送防汛值班信息的通知\n各乡镇：\n    现将防汛值班信息报送要求通知如下：每日8时前报送，迟报1次扣2分。\n（县水利局）\n'.encode(), headlines=['县水利局印发关于报送防汛值班信息的通知'], printed=['每日8时前报送，迟报1次扣2分'])
# --- boxes
bx = p('工作数据', C, B) + p('开发公益性岗位615个') + p('2023年发放创业贷款8460万元')
body = wp('元旦以来，县人社局举办招聘活动7场，提供岗位4300个，达成意向1280人。') + p('（县人社局）', RIGHT)
add('n06', 'box in headline paragraph', 'into', '箱1.docx', docx(P(box(bx), wr('县人社局多措并举稳就业'), ppr=C).replace('<w:t xml', '<w:t xml') + body), headlines=['县人社局多措并举稳就业'], credits=[['人社局']],
  must_contain=['工作数据', '开发公益性岗位615个'], must_not_match=['615个2023', '8460[\\s\\S]*8460'], printed=['元旦以来，县人社局举办招聘活动7场，提供岗位4300个，达成意向1280人。'])
add('n07', 'VML box before headline', 'into', '箱2.docx', docx(P(vml(bx)) + wh('县人社局多措并举稳就业') + body), headlines=['县人社局多措并举稳就业'], credits=[['人社局']], must_contain=['工作数据', '615个'])
add('n08', 'headline in a box', 'into', '箱3.docx', docx(P(box(p('县人社局多措并举稳就业', C, B))) + body), headlines=['县人社局多措并举稳就业'], credits=[['人社局']], printed=['元旦以来'])
def gbk(t): return ''.join("\\'%02x" % b for b in t.encode('gbk'))
add('n09', 'rtf box', 'into', '箱.rtf', '{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0\\pard\\qc{\\b %s}\\par\\pard\\fi640{\\shp{\\*\\shpinst{\\shptxt \\pard\\qc{\\b %s}\\par\\pard %s\\par}}}%s\\par\\pard\\qr %s\\par}'
  % tuple(map(gbk, ('县人社局多措并举稳就业', '工作数据', '开发岗位615个', '元旦以来，县人社局举办招聘活动7场，提供岗位4300个。', '（县人社局）'))),
  headlines=['县人社局多措并举稳就业'], must_contain=['工作数据', '开发岗位615个'], credits=[['人社局']])
# --- nested tables
inner = tbl([['乡镇', '追肥', '浇水'], ['东岗镇', '3.2', '1.75'], ['北塘乡', '2.8', '1.4']])
T = [['乡镇', '追肥', '浇水'], ['东岗镇', '3.2', '1.75'], ['北塘乡', '2.8', '1.4']]
add('n10', 'docx nested in frame', 'into', '表框.docx', docx(tbl([[(wh('县农业农村局通报小麦春管进度') + wp('截至2月20日，各乡镇进度如下：') + inner + wp('各乡镇要加快浇水。') + p('（县农业农村局）', RIGHT), '')]])),
  headlines=['县农业农村局通报小麦春管进度'], tables=[T], credits=[['农业农村局']], in_order=['截至2月20日，各乡镇进度如下：', '1.75', '各乡镇要加快浇水。'])
add('n11', 'docx nested in data', 'into', '表中表.docx', docx(wh('县林业局公布巡护安排') + wp('安排如下：') + tbl([['乡镇', '安排'], ['东岗镇', '每周2次'], ['北塘乡', (tbl([['上旬', '3次'], ['下旬', '4次']]) + p(''), '')]]) + p('（县林业局）', RIGHT)),
  headlines=['县林业局公布巡护安排'], must_contain=['3次', '4次'], output_must_not_say=['一字不差'], marked=['北塘乡'])
add('n12', 'html nav table above, footer', 'into', '老站.htm', page('''<table width=980><tr><td><table><tr><td><a href=1>首页</a></td><td><a href=2>政务公开</a></td><td><a href=3>互动</a></td></tr></table></td></tr>
<tr><td><table width=100%><tr><td width=180><a href=4>通知公告</a><br><a href=5>工作动态</a><br><a href=6>政策法规</a></td><td><p align=center><b>东岗镇推进高标准农田建设</b></p><table border=1><tr><td>村</td><td>面积（亩）</td></tr><tr><td>前营村</td><td>1260</td></tr><tr><td>后营村</td><td>980</td></tr></table><p>　　工程6月底前完工。</p><p>（东岗镇）</p></td></tr></table></td></tr></table>'''),
  headlines=['东岗镇推进高标准农田建设'], credits=[['东岗镇']], tables=[[['村', '面积（亩）'], ['前营村', '1260'], ['后营村', '980']]], printed=['工程6月底前完工。'], must_not_print=['通知公告', '政务公开'])
add('n13', 'html layout table without data', 'into', '老站2.htm', page('''<table><tr><td><table><tr><td>单位名称</td><td>通讯录</td></tr></table></td><td><p align=center><b>东岗镇清理河道垃圾</b></p><p>　　东岗镇清理河道12公里，清运垃圾360吨。</p><p>　　设置公示牌26块。</p><p>（东岗镇）</p></td></tr></table>'''),
  must_contain=['东岗镇清理河道垃圾', '清运垃圾360吨'], must_not_match=['通讯录东岗', '360吨。设置', '单位名称通讯录'])
# --- labels
for i, (lab, cr) in enumerate([('联合报送：县民政局 县教体局', [['民政局', '教体局']]), ('（联合供稿：县民政局、县教体局）', [['民政局', '教体局']]), ('县民政局、县教体局联合报送', [['民政局', '教体局']]), ('供稿：县民政局　信息员：张华　13812345678', [['民政局']]), ('（县民政局 信息员：张华）', [['民政局']]), ('（县民政局信息员张华 联系电话：0391-6612345）', [['民政局']]), ('报送单位：县民政局（联系人：张华，电话：0391-6612345）', [['民政局']])]):
    add('n2%d' % i, 'label ' + lab, 'into', '条%d.txt' % i, ('县民政局为困难学生送温暖\n1月18日，县民政局送去棉衣460件、书包460个。\n%s\n' % lab).encode(), headlines=['县民政局为困难学生送温暖'], bodies_paragraphs=[['1月18日，县民政局送去棉衣460件、书包460个。']], credits=cr,
        output_must_not_say=['印时自动加上 5'], must_not_print=['13812345678', '0391-6612345'], **({'kept': ['张华']} if '张华' in lab else {}))
# --- greetings
for i, (g, extra) in enumerate([('各位领导早上好[太阳]', ''), ('王科长早！[抱拳]', ''), ('领导们上午好～', ''), ('大家下午好😊', '')]):
    add('n3%d' % i, 'greeting ' + g, 'add', '聊%d.txt' % i, ('县教体局何静  08:55\n\n%s\n\n\n县教体局何静  08:57\n\n县教体局升级校园食堂\n1月20日起，县教体局为97所学校食堂更新监控设备。\n（县教体局）\n' % g).encode(), headlines=['县教体局升级校园食堂'], bodies_paragraphs=[['1月20日起，县教体局为97所学校食堂更新监控设备。']], credits=[['教体局']], kept=[g[:4]], must_not_print=[g[:4]])
# --- folios
wrapped = '''        县水利局加强水库安全管理

    入冬以来，县水利局组织技术人员45名，对全县28座小型水库逐一检查，
共排查隐患53处，其中坝体渗漏6处、放水设施损坏11处、其他36处，均建立
台账，明确整改责任人和时限，每座水库落实行政、技术、巡查三个责任人，
%s
每天巡查不少于2次，水位超过汛限水位的每2小时观测1次。
    二是加快整改。筹措资金318.5万元，已整改47处，剩余6处2月底前完成。
（县水利局）
'''
for i, f in enumerate(['\n                          — 1 —\n', '            第 1 页 共 2 页', '\f\n                  - 1 -\n\n', '                          －1－']):
    add('n4%d' % i, 'folio %r' % f, 'into', '页%d.txt' % i, (wrapped % f).encode('gbk'), headlines=['县水利局加强水库安全管理'], credits=[['水利局']],
        printed=['三个责任人，每天巡查不少于2次，水位超过汛限水位的每2小时观测1次。'], must_not_print=['第1页', '—1—', '-1-', '－1－'])
add('n44', 'folio docx typed', 'into', '页.docx', docx(wh('县水利局加强水库安全管理') + wp('县水利局落实三个责任人，每天巡查不') + p('- 1 -', C) + p('少于2次，水位超限的每2小时观测1次。') + p('（县水利局）', RIGHT)), headlines=['县水利局加强水库安全管理'], printed=['每天巡查不少于2次，水位超限的每2小时观测1次。'], must_not_print=['-1-'])
add('n45', 'list of dashes is no folio', 'into', '单.txt', '县水利局公布测报次数\n三个水库的测报次数：\n- 3\n- 1\n- 2\n（县水利局）\n'.encode(), in_order=['3', '1', '2'])
# --- pdf
def head_pdf(foot, top, hs, size=16):
    R = Raw().page(); R.text(297 - 12 * 10, 770, '县水利局改造老旧供水管网', 20)
    text = wrap('今年计划改造管网128公里，涉及11个乡镇86个村。施工中实行分段停水、夜间作业，每天停水不超过4小时，并安排送水车12辆保障群众用水。目前，已完成改造74公里，受益群众5.8万人，水压合格率由83%提高到97%。', 29)
    cut = next(i for i, l in enumerate(text) if '12' in l and i > 0) + 1
    y = 730
    def paragraph(lines):
        nonlocal y
        for dx, l in lines: R.text(60 + dx, y, l, size, 'mix'); y -= 26
    indented = lambda t: [(2 * size if k == 0 else 0, l) for k, l in enumerate(wrap(t, 29))]
    paragraph(indented('县水利局把老旧供水管网改造列为民生实事，优先解决水压不足、水质发黄等突出问题，群众拍手称快。'))
    paragraph([(2 * size if k == 0 else 0, l) for k, l in enumerate(text[:cut])])
    if foot: R.text(60, 60, foot, hs, 'mix')
    R.page(); y = 770
    for part_, x in zip(top.split('|'), (60, 430)): part_ and R.text(x, 805, part_, hs, 'mix')
    paragraph([(0, l) for l in text[cut:]])
    paragraph(indented('下步，将对剩余54公里管网倒排工期，确保8月底前全部完工，让群众早日用上放心水、优质水。（县水利局）'))
    return R.bytes()
for i, (h, hs) in enumerate([(('', '县水利局信息|2024年第6期'), 9), (('青河县水利局办公室　2024年5月印', ''), 9), (('', '县水利局信息'), 14), (('', '县水利局信息|第2页'), 16)]):
    add('n5%d' % i, 'pdf head %s %s' % (h, hs), 'into', '头%d.pdf' % i, head_pdf(*h, hs), headlines=['县水利局改造老旧供水管网'], credits=[['水利局']], printed=['并安排送水车12辆保障群众用水。目前，已完成改造74公里，受益群众5.8万人，水压合格率由83%提高到97%。'], must_not_print=['水利局信息', '月印'])
def cols(title, paras, unit, ems, size=11, lead=18, x2=320):
    R = Raw().page(); R.text(297 - len(title) * 8, 780, title, 16, 'F2')
    L = []
    for t in paras: L += [(2 * size if i == 0 else 0, l) for i, l in enumerate(wrap(t, ems))]
    L.append(((ems - len(unit)) * size, unit)); h = (len(L) + 1) // 2
    for i, (dx, l) in enumerate(L): R.text((55 if i < h else x2) + dx, 745 - lead * (i % h), l, size, 'mix')
    return R.bytes()
P3 = ['县林业局开展国有林场防火能力建设，新修防火道路26公里，新建蓄水池14个，购置风力灭火机85台。', '同时，在重点林区安装视频监控探头63个，火情发现时间缩短到5分钟以内。']
add('n60', 'pdf 2 cols short', 'into', '栏0.pdf', cols('县林业局提升防火能力', P3, '（县林业局）', 20), headlines=['县林业局提升防火能力'], bodies_paragraphs=[P3], credits=[['林业局']])
P4 = ['县林业局新修防火道路26公里，新建蓄水池14个，购置风力灭火机85台。', '火情发现时间缩短到5分钟以内。']
add('n61', 'pdf 2 cols of 3', 'into', '栏1.pdf', cols('县林业局提升防火能力', P4, '（县林业局）', 19), any_of=[{'bodies_paragraphs': [P4]}, {'output_must_say_any': ['分两栏', '待核']}])
def two_tab(rows):
    R = Raw().page(); R.text(200, 780, '县民政局公布机构电话', 16, 'F2'); R.text(77, 745, '各机构电话如下，请公众监督。', 11)
    for i, (a, b) in enumerate(rows): R.text(70, 715 - 18 * i, a, 11); R.text(320, 715 - 18 * i, b, 11, 'mix')
    R.text(300, 700 - 18 * len(rows), '（县民政局）', 11); return R.bytes()
rows_ = [('城关镇敬老院办公室', '0391-6612001'), ('东岗镇敬老院办公室', '0391-6612002'), ('北塘乡敬老院办公室', '0391-6612003'), ('夕阳红养老服务中心', '0391-6612004'), ('县社会福利中心前台', '0391-6612005'), ('县殡仪馆服务大厅处', '0391-6612006'), ('县救助管理站值班室', '0391-6612007')]
add('n62', 'pdf names and phones', 'into', '电话.pdf', two_tab(rows_), must_not_match=['敬老院办公室东岗镇'], must_contain=['0391-6612003'], any_of=[{'tables': [[list(r_) for r_ in rows_]]}, {'output_must_say_any': ['待核', '分两栏', '次序']}])
add('n63', 'docx two-row head', 'into', '两行表头.docx', docx(wh('县林业局通报造林进度') + wp('进度如下：') + tbl([[('乡镇', '<w:vMerge w:val="restart"/>'), ('春季造林', span(2)), ('备注', '<w:vMerge w:val="restart"/>')], [('', '<w:vMerge/>'), '计划', '完成', ('', '<w:vMerge/>')], ['东岗镇', '1500', '1260', ''], ['北塘乡', '900', '915', '超额']]) + p('（县林业局）', RIGHT)), headlines=['县林业局通报造林进度'], must_contain=['1260'])

S.main(HERE)
