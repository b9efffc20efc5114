"""More cases of the same kinds and their neighbours. python3 make.py FOLDER writes the files and expect.json there.
Cases with an odd number were looked at while the importers were written, those with an even number only at the end."""
import base64, os, struct, sys, zlib
sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__)); sys.path.insert(0, os.path.dirname(HERE))
from lib import *
S = Set(); add = S.add
HS = {'word/styles.xml': heading_styles()}
MAST = '青河政务快报\n第8期\n青河县人民政府办公室\n2024年3月1日\n'
HEAD = ''.join(p(x) for x in MAST.strip().split('\n'))
T = head('县农业农村局推进农机具集中检修'); ND = '县农业农村局推进农机具集中检修'
def N(n): return {'word/numbering.xml': n}

K = '1 subheads'
add('m01', K, 'into', '通道.docx', docx(p('县交通运输局打通断头路', style(1)) + p('基本情况', style(2)) + p('全县断头路17条。') + p('下一步打算', style(2)) + p('年内打通9条。') + p('（县民政局）'), HS),
    headlines=['县交通运输局打通断头路'], bodies_paragraphs=[['基本情况', '全县断头路17条。', '下一步打算', '年内打通9条。']], credits=[['民政局']])
add('m02', K, 'add', '粘贴.md', '# 北塘乡盘活闲置校舍\n\n## 摸清底数\n\n- 闲置校舍6处\n- 面积2100平方米\n\n## 分类利用\n\n改建幼儿园2处。\n', headlines=['北塘乡盘活闲置校舍'], in_order=['摸清底数', '闲置校舍6处', '面积2100平方米', '分类利用', '改建幼儿园2处。'], must_not_contain=['6处面积', '6处-'])
add('m03', K, 'into', '一二.txt', '东岗镇推行积分超市\n一、做法\n（一）定标准\n积分细则共28条。\n（二）兑物品\n每月兑换一次。\n二、成效\n参与农户1600户。\n（东岗镇）\n',
    headlines=['东岗镇推行积分超市'], bodies_paragraphs=[['一、做法', '（一）定标准', '积分细则共28条。', '（二）兑物品', '每月兑换一次。', '二、成效', '参与农户1600户。']], credits=[['东岗镇']])
add('m04', K, 'into', '粗体小题.docx', docx(T + p('摸排在前', '', B) + p('登记农机2300台。') + p('检修在后', '', B) + p('检修完成1800台。')), headlines=[ND], bodies_paragraphs=[['摸排在前', '登记农机2300台。', '检修在后', '检修完成1800台。']])
add('m05', K, 'into', '网页多级.html', page('<h2>县民政局建成助餐点</h2><h3>选址</h3><p>建在8个社区。</p><h3>运营</h3><p>日供餐420份。</p>'), headlines=['县民政局建成助餐点'], bodies_paragraphs=[['选址', '建在8个社区。', '运营', '日供餐420份。']])
add('m06', K, 'into', '按语后.txt', '【编者按】北塘乡的做法值得学习。\n北塘乡实行夜间问诊\n乡卫生院每周三晚上坐诊，接诊310人次。\n', headlines=['北塘乡实行夜间问诊'], kept=['北塘乡的做法值得学习'], must_not_match=['学习。北塘乡实行'])

K = '2 lines and headlines'
add('m07', K, 'into', '断数.txt', '县水利局检修泵站\n\n检修泵站共计120\n\n35人参加抢修，三天完工。\n', headlines=['县水利局检修泵站'], must_not_contain=['12035'])
add('m08', K, 'into', '数接数.txt', '县水利局检修泵站\n今年以来，县水利局组织技术人员对全县各个乡镇的灌溉泵站进行检修，合计更换水泵12\n34台，保养电机五十二台，灌溉面积恢复到一万二千亩，群众十分满意，反映较好。\n', headlines=['县水利局检修泵站'], must_not_contain=['1234台'])
add('m09', K, 'into', '短行.txt', '县民政局做好救助\n\n走访困难家庭\n发放物资\n送上慰问金\n\n共慰问困难家庭52户。\n', headlines=['县民政局做好救助'], must_not_match=['家庭发放', '物资送上'], printed=['走访困难家庭', '送上慰问金', '共慰问困难家庭52户。'])
add('m10', K, 'into', '破题.txt', '青河县举办农民丰收节\n——展销特产46种\n9月23日，青河县举办农民丰收节，现场签约3200万元。\n', any_of=[{'headlines': ['re:青河县举办农民丰收节—{1,2}展销特产46种']}, {'headlines': ['青河县举办农民丰收节']}], must_not_match=['46种9月'], printed=['展销特产46种'])
add('m11', K, 'into', '信息来源.txt', '青河县推进清洁取暖\n信息来源：县民政局　　发布时间：2024-11-02\n全县完成清洁取暖改造5600户。\n', headlines=['青河县推进清洁取暖'], printed=['全县完成清洁取暖改造5600户。'], must_not_match=['11-02全县'], must_not_print=['发布时间'])
add('m12', K, 'into', '电头二.txt', '本报讯 11月2日，县教体局举行校园足球联赛，26支球队参赛。\n（县教体局）\n', headlines_not=['本报讯'], printed=['26支球队参赛'], credits=[['教体局']], items=1)
add('m13', K, 'issue', '无括号栏目.txt', MAST + '项目建设\n县水利局加固堤坝 投入资金320万元，加固堤坝4公里。（县水利局）\n民生保障\n县民政局探访老人 探访独居老人210人。（县民政局）\n', headlines=['县水利局加固堤坝', '县民政局探访老人'], columns=['项目建设', '民生保障'], credits=[['水利局'], ['民政局']])
add('m14', K, 'into', '落款.txt', '关于开展冬季安全检查的通知\n\n各乡镇：\n\n现将冬季安全检查安排如下，请认真落实。\n\n联系人：王大力　电话：0371-6600123\n\n县教体局\n2024年11月5日\n', headlines=['关于开展冬季安全检查的通知'], kept=['2024年11月5日', '王大力', '0371-6600123'], must_not_print=['0371-6600123'], must_not_match=['教体局2024'])

K = '3 dates, signatures, credits'
add('m15', K, 'issue', '句中日期.txt', '青河县开展义务植树\n2024年3月12日上午，青河县组织干部义务植树，栽植苗木2600株。\n', headlines=['青河县开展义务植树'], bodies_paragraphs=[['2024年3月12日上午，青河县组织干部义务植树，栽植苗木2600株。']])
add('m16', K, 'issue', '尾三.txt', MAST + '【要闻】\n县水利局巡查水库\n巡查水库12座。（县水利局）\n签发：赵立民（共印45份）\n', signoff={'approver': '赵立民'}, any_of=[{'top': {'copies': 45}}, {'unplaced': ['45份']}])
add('m17', K, 'into', '记者二.txt', '北塘乡建成文化广场\n广场占地3200平方米。（通讯员：李小明 王大力）\n', credits_not=['通讯员：李小明 王大力', '李小明 王大力', '通讯员'], kept=['李小明', '王大力'], any_of=[{'must_not_print': ['李小明']}, {'marked': ['李小明']}])
add('m18', K, 'into', '局加人.txt', '北塘乡建成文化广场\n广场占地3200平方米。（县民政局 李小明）\n', credits=[['民政局']], kept=['李小明'], bodies_paragraphs=[['广场占地3200平方米。']])
add('m19', K, 'into', '括号局.txt', '县民政局建成文化驿站\n驿站面积260平方米。\n【县民政局】\n', headlines=['县民政局建成文化驿站'], credits=[['民政局']], bodies_paragraphs=[['驿站面积260平方米。']])
add('m20', K, 'into', '破折.txt', '北塘乡建成文化广场\n广场占地3200平方米。\n——县教体局供稿\n', credits=[['教体局']], bodies_paragraphs=[['广场占地3200平方米。']])
add('m21', K, 'into', '旁注.txt', '县水利局公布水价\n居民用水每吨1.8元（含污水处理费）。\n本月起执行（以通知为准）\n', headlines=['县水利局公布水价'], credits=[[]], printed=['含污水处理费', '以通知为准'])

K = '4 figures'
add('m22', K, 'into', '带分数.docx', docx(T + P(r('检修用时缩短3'), frac('1', '2'), r('小时。'))), must_not_contain=['312小时', '31/2小时'], must_match=['3(又| |＋)?(½|1/2)小时|3½'])
add('m23', K, 'into', '下标.docx', docx(T + P(r('降低CO'), r('2', '<w:vertAlign w:val="subscript"/>'), r('排放，长度5'), r('2', '<w:vertAlign w:val="subscript"/>'), r('。'))), must_not_contain=['长度52'], must_match=['CO(2|₂)排放'])
add('m24', K, 'into', '负指数.docx', docx(T + P(r('浓度3.5×10'), r('-6', '<w:vertAlign w:val="superscript"/>'), r('。'))), must_match=['10(⁻⁶|\\^-6|\\^\\(-6\\))'], must_not_contain=['10-6'])
add('m25', K, 'into', '掩码.txt', '县民政局核对低保证号\n户主证号4107**12**3，电话138****5678，已核对。\n', any_of=[{'marked': ['户主证号']}, {'must_match': ['4107(\\*\\*|＊＊|××)12(\\*\\*|＊＊|××)3']}], printed=['已核对。'])
add('m26', K, 'into', '数学.html', page('<p><b>县水利局公布灌溉效率</b></p><p>效率提高<math><mfrac><mn>3</mn><mn>4</mn></mfrac></math>，面积12<sup>2</sup>公里。</p>'), must_match=['3/4|¾'], must_not_contain=['提高34', '面积122'])
add('m27', K, 'into', '行内块.html', page('<p><b>县水利局公布雨量</b></p><table><tr><td>12</td><td>34</td></tr><tr><td>56</td><td>78</td></tr></table><p>合计\n180\n毫米。</p>'), must_not_contain=['1234', '5678'], must_match=['合计180毫米'])

K = '5 numbers'
CN = [lvl(0, '%1、', 'chineseCountingThousand'), lvl(1, '（%2）', 'chineseCounting'), lvl(2, '%3.')]
add('m28', K, 'into', '天干.docx', docx(T + p('分组检修。', num()) + p('分批交付。', num()), N(numbering([lvl(0, '%1、', 'ideographTraditional')]))), in_order=['甲、分组检修', '乙、分批交付'])
add('m29', K, 'into', '圈号.docx', docx(T + p('查油路。', num()) + p('查电路。', num()), N(numbering([lvl(0, '%1', 'decimalEnclosedCircleChinese')]))), in_order=['①查油路', '②查电路'])
add('m30', K, 'into', '起始.docx', docx(T + p('第五项。', num()) + p('第六项。', num()), N(numbering([lvl(0, '%1.', 'decimal', 5)]))), in_order=['re:5[.．]第五项', 're:6[.．]第六项'])
add('m31', K, 'into', '合成号.docx', docx(T + p('检修', num()) + p('查油', num(1)) + p('查电', num(1)) + p('交付', num()) + p('验收', num(1)), N(numbering([lvl(0, '%1'), lvl(1, '%1.%2')]))), in_order=['1检修', '1.1查油', '1.2查电', '2交付', '2.1验收'])
add('m32', K, 'into', '字母.html', page('<p><b>县教体局公布三条要求</b></p><ol type="A"><li>按时到校。</li><li>不带手机。</li></ol><ol><li value="7">按时离校。</li></ol>'), in_order=['re:A[.．、]按时到校', 're:B[.．、]不带手机', 're:7[.．、]按时离校'])
add('m33', K, 'into', '数字起.docx', docx(T + p('5亿元已经到位。', num()) + p('30台农机完成检修。', num()), N(numbering([lvl(0, '%1.')]))), must_not_contain=['1.5亿', '2.30台'], in_order=['5亿元已经到位', '30台农机'])
add('m34', K, 'into', '大写.docx', docx(T + p('定责任。', num()) + p('定时限。', num()), N(numbering([lvl(0, '%1、', 'chineseLegalSimplified')]))), in_order=['壹、定责任', '贰、定时限'])

K = '6 notes, headers, boxes, fields'
add('m35', K, 'into', '两注.docx', docx(T + P(r('检修率达到98%'), '<w:r><w:endnoteReference w:id="1"/></w:r>', r('，好于上年。')), {'word/endnotes.xml': note_part('endnote', '数据来自农机监理站。')}), must_contain=['数据来自农机监理站'], printed=['好于上年。'])
add('m36', K, 'into', '路径页脚.docx', with_header(p('县水利局开展水质抽检', '', B) + p('抽检水厂7座。'), p('D:\\稿件\\水质.docx'), 'footer'), headlines=['县水利局开展水质抽检'], must_not_print=['D:'], kept_or_said=[{'text': 'D:\\稿件\\水质.docx', 'words': ['页脚']}])
add('m37', K, 'issue', '页眉期号.docx', with_header(p('青河政务快报') + p('【要闻】') + p('县水利局开展水质抽检', '', B) + p('抽检水厂7座。（县水利局）'), p('第12期　2024年4月5日')), top={'number': 12, 'date': '2024-04-05'}, headlines=['县水利局开展水质抽检'])
add('m38', K, 'into', '复选.docx', docx(T + P(r('检修完成'), '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>', it(' FORMCHECKBOX '), fc('separate'), fc('end'), r('，等级'), '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="一般"/><w:listEntry w:val="良好"/></w:ddList></w:ffData></w:fldChar></w:r>', it(' FORMDROPDOWN '), fc('end'), r('。'))), must_match=['检修完成[☑✓✔√☒]，等级良好。'])
add('m39', K, 'into', '公式域.docx', docx(T + P(r('比例为'), fc('begin'), it(' EQ \\f(2,3) '), fc('separate'), fc('end'), r('。'))), must_match=['2/3|⅔'])
add('m40', K, 'into', '未知选择.docx', docx(T + P('<w:r><mc:AlternateContent><mc:Choice Requires="zz9"><w:t>新程序文字</w:t></mc:Choice><mc:Fallback><w:t>完成检修1800台</w:t></mc:Fallback></mc:AlternateContent></w:r>', r('。'))), printed=['完成检修1800台'], must_not_print=['新程序文字'])
CH = '<?xml version="1.0"?><c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:f>A1</c:f><c:strCache><c:pt idx="0"><c:v>台数</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>东岗镇</c:v></c:pt><c:pt idx="1"><c:v>北塘乡</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:formatCode>General</c:formatCode><c:pt idx="0"><c:v>431</c:v></c:pt><c:pt idx="1"><c:v>287</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>'
add('m41', K, 'into', '图表.docx', docx(T + p('检修情况见图。') + P(drawing('<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rIdC"/></a:graphicData>')), {'word/charts/chart1.xml': CH}, [('rIdC', RT + 'chart', 'charts/chart1.xml')], {'word/charts/chart1.xml': 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml'}), headlines=[ND], any_of=[{'printed': ['431', '287', '东岗镇']}, {'output_must_say_any': ['图表']}], output_must_not_say=['一字不差，'])
add('m42', K, 'into', '插入网页.docx', docx(T + '<w:altChunk r:id="rIdH"/>', {'word/part.html': '<html><meta charset="utf-8"><body><p>检修完成1800台。</p></body></html>'}, [('rIdH', RT + 'aFChunk', 'part.html')]), printed=['检修完成1800台。'], headlines=[ND])

K = '7 not printed'
add('m43', K, 'into', '样式隐藏.docx', docx(T + P(r('检修完成'), r('（内部数）', '<w:rStyle w:val="hid"/>'), r('1800台。')), {'word/styles.xml': heading_styles('<w:style w:type="character" w:styleId="hid"><w:name w:val="hid"/><w:rPr><w:vanish/></w:rPr></w:style>')}), printed=['检修完成1800台。'], must_not_print=['内部数'])
add('m44', K, 'into', '类隐藏.html', page('<p><b>县教体局检查校车</b></p><p>检查校车<span class="x">（未公开）</span>61辆。</p>', '<meta charset="utf-8"><style>.x{display:none}</style>'), printed=['检查校车61辆。'], must_not_print=['未公开'])
add('m45', K, 'into', '判断域.docx', docx(T + P(r('检修'), fc('begin'), it(' IF '), fc('begin'), it(' PAGE '), fc('separate'), r('7'), fc('end'), it(' = 1 "完成" "未完成" '), fc('separate'), r('完成'), fc('end'), r('1800台。'))), printed=['检修完成1800台。'], must_not_print=['检修7'])
add('m46', K, 'into', '键入.docx', docx(T + p('检修完成1800台。') + p('[在此处键入文字]')), headlines=[ND], bodies_paragraphs=[['检修完成1800台。']], must_not_print=['键入文字'])
add('m47', K, 'into', '移动.docx', docx(T + P(r('检修'), '<w:moveFrom w:id="1" w:author="x"><w:r><w:t>旧位置</w:t></w:r></w:moveFrom>', '<w:moveTo w:id="2" w:author="x"><w:r><w:t>完成</w:t></w:r></w:moveTo>', r('1800台。'))), printed=['检修完成1800台。'], must_not_print=['旧位置'], output_must_say_any=['修订'])

K = '8 pictures and tables'
add('m48', K, 'into', '两图表格.docx', docx(T + p('检修现场如下。') + tbl([['<w:p>%s</w:p>' % pic('rIdP'), '<w:p>%s</w:p>' % pic('rIdQ')], ['图1 油路', '图2 电路']]) + p('月底前完成。'), {'word/media/a.png': png(1), 'word/media/b.png': png(2)}, [('rIdP', RT + 'image', 'media/a.png'), ('rIdQ', RT + 'image', 'media/b.png')]), pictures=2, must_contain=['图1 油路', '图2 电路', '月底前完成。'])
add('m49', K, 'into', '跨格.html', page('<p><b>县教体局公布招生数</b></p><p>各校如下。</p><table><tr><th rowspan="2">学校</th><th colspan="2">人数</th></tr><tr><td>男</td><td>女</td></tr><tr><td>一小</td><td>31</td><td>29</td></tr></table>'), tables=[[['学校', '人数', '~'], ['~', '男', '女'], ['一小', '31', '29']]])
add('m50', K, 'into', '后缺.docx', docx(T + p('进度如下。') + tbl([['乡镇', '台数', '完成'], ['东岗镇', '431'], ['北塘乡', '287', '280']], {1: '<w:gridAfter w:val="1"/>'})), tables=[[['乡镇', '台数', '完成'], ['东岗镇', '431', ''], ['北塘乡', '287', '280']]])
add('m51', K, 'into', '各校进度.csv', '学校,册数,备注\n一小,2300,"含旧书,已点清"\n二小,1800,\n'.encode('gbk'), tables=[[['学校', '册数', '备注'], ['一小', '2300', '含旧书,已点清'], ['二小', '1800', '']]], marked=['2300'])
def xlsx(rows):
    def cell(c, n, v): 
        ref = 'ABCDEFG'[c] + str(n)
        return '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (ref, v) if not v.replace('.', '').isdigit() else '<c r="%s"><v>%s</v></c>' % (ref, v)
    sheet = DECL + '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + ''.join('<row r="%d">%s</row>' % (n, ''.join(cell(c, n, v) for c, v in enumerate(row) if v)) for n, row in enumerate(rows, 1)) + '</sheetData></worksheet>'
    pr = 'http://schemas.openxmlformats.org/package/2006/relationships'
    parts = {'[Content_Types].xml': DECL + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
      '_rels/.rels': DECL + '<Relationships xmlns="%s"><Relationship Id="rId1" Type="%sofficeDocument" Target="xl/workbook.xml"/></Relationships>' % (pr, RT),
      'xl/workbook.xml': DECL + '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="进度" sheetId="1" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': DECL + '<Relationships xmlns="%s"><Relationship Id="rId1" Type="%sworksheet" Target="worksheets/sheet1.xml"/></Relationships>' % (pr, RT),
      'xl/worksheets/sheet1.xml': sheet}
    f = io.BytesIO()
    with zipfile.ZipFile(f, 'w', zipfile.ZIP_DEFLATED) as z:
        for n, x in parts.items(): z.writestr(zipfile.ZipInfo(n, (2024, 1, 15, 9, 0, 0)), x)
    return f.getvalue()
add('m52', K, 'into', '进度.xlsx', xlsx([['各乡镇检修进度表'], ['乡镇', '台数', '比例'], ['东岗镇', '431', '0.35'], ['北塘乡', '287', '12.5']]), any_of=[{'headlines': ['各乡镇检修进度表']}, {'kept': ['各乡镇检修进度表']}], tables=[[['乡镇', '台数', '比例'], ['东岗镇', '431', '0.35'], ['北塘乡', '287', '12.5']]])
add('m53', K, 'into', '图在表前.docx', docx('<w:p>%s</w:p>' % pic('rIdP') + p('图1 检修现场', C) + p('县民政局检修设施', '', B) + p('检修设施12处。'), *ONE_PIC), pictures=1, kept=['检修现场'], printed=['检修设施12处。'])
add('m54', K, 'into', '格中列表.docx', docx(T + p('安排如下。') + tbl([['阶段', '任务'], ['一', p('查油路') + p('查电路')], ['二', '交付']])), tables=[[['阶段', '任务'], ['一', 're:查油路查电路'], ['二', '交付']]])

K = '9 pdf'
ART = ['县水利局启用智慧闸门', '　　县水利局在清水河安装智慧闸门五座，可以远程启闭，', '日常巡查由人工改为自动，每年节省经费十二万元。', '（县水利局）']
def article(how=u, mode=''): return ''.join(line(t, 90, 760 - 30 * i, how=how, mode=mode) for i, t in enumerate(ART))
WANT = dict(headlines=['县水利局启用智慧闸门'], printed=['县水利局在清水河安装智慧闸门五座，可以远程启闭，日常巡查由人工改为自动，每年节省经费十二万元。'], credits=[['水利局']])
add('m55', K, 'into', '宋体.pdf', pdf([(article(), '')], SONG), **WANT)
add('m56', K, 'into', '国标码.pdf', pdf([(article(g), '')], GBK), **WANT)
add('m57', K, 'into', '描粗.pdf', pdf([(article(mode='2 Tr 0.3 w'), '')], SONG), must_not_match=['县县', '水水'], **WANT)
add('m58', K, 'into', '叠印.pdf', pdf([(article() + ''.join(line(t, 90.4, 760.2 - 30 * i) for i, t in enumerate(ART)), '')], SONG), must_not_match=['县县', '水水'], **WANT)
add('m59', K, 'into', '时报字.pdf', pdf([(line('县水利局公布雨量', 90, 760) + line('本月降雨', 90, 730) + 'BT /F2 16 Tf 1 0 0 1 154 730 Tm (126.5) Tj ET\n' + line('毫米。', 196, 730), '')], SONG), printed=['126.5毫米'], headlines=['县水利局公布雨量'])
add('m60', K, 'into', '水印.pdf', pdf([('BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 500 Tm %s Tj ET\n' % u('送审稿') + article(), '')], SONG), must_not_print=['送审稿'], output_must_say_any=['水印', '斜'], **WANT)
add('m61', K, 'into', '横放.pdf', pdf([(article().replace('1 0 0 1 90', '0 1 -1 0 90'), '/Rotate 90')], SONG), items=1)
add('m62', K, 'into', '前有字节.pdf', pdf([(article(), '')], SONG, lead=b'\r\nHTTP-gateway\r\n'), **WANT)
TWO = ''.join(line('左栏第%s行记录河道清淤情况' % n, 60, 700 - 24 * i, 14) + line('右栏第%s行记录堤防加固情况' % n, 320, 700 - 24 * i, 14) for i, n in enumerate('一二三四五六七八'))
add('m63', K, 'into', '两栏.pdf', pdf([(line('县水利局通报两项工程', 200, 760) + TWO, '')], SONG), in_order=['左栏第一行', '左栏第八行', '右栏第一行', '右栏第八行'])
add('m64', K, 'into', '页眉跨页.pdf', pdf([(line('青河水利简讯', 230, 810, 10) + line('县水利局疏浚河道', 90, 760) + ''.join(line('今年以来县水利局组织力量对境内河道分段疏浚施工清运土方加', 74, 730 - 26 * i) for i in range(4)) + line('1', 290, 30, 10), ''), (line('青河水利简讯', 230, 810, 10) + line('固堤防修整岸坡。', 74, 760) + line('2', 290, 30, 10), '')], SONG), must_not_match=['简讯固', '土方加1'], headlines=['县水利局疏浚河道'], printed=['清运土方加固堤防修整岸坡。'], must_not_print=['青河水利简讯'])
add('m65', K, 'into', '识别层.pdf', pdf([(article() + article(mode='3 Tr'), '')], SONG), must_not_match=['县县', '闸门县水利局启用'], **WANT)
add('m66', K, 'into', '表.pdf', pdf([(line('县水利局公布各站雨量', 90, 760) + line('各站雨量如下。', 90, 730) + ''.join(line(c, x, 700 - 26 * i) for i, row in enumerate([('测站', '雨量', '水位'), ('东岗', '86', '31'), ('北塘', '92', '33')]) for c, x in zip(row, (100, 250, 400))), '')], SONG), must_not_contain=['8631', '9233', '雨量水位'], in_order=['东岗', '86', '31', '北塘', '92', '33'])

K = '10 other formats'
HTML = '<html><head><meta http-equiv=Content-Type content="text/html; charset=%s"></head><body><p><b>北塘乡改造农村电网</b></p><p>改造台区12个，惠及农户1900户。</p></body></html>'
RIGHT = dict(headlines=['北塘乡改造农村电网'], bodies_paragraphs=[['改造台区12个，惠及农户1900户。']], exit=[0])
add('m67', K, 'into', '归档.mhtml', mht(HTML % 'gb2312', 'qp', 'gb2312'), **RIGHT)
add('m68', K, 'into', '来稿.html', mht(HTML % 'utf-8', 'b64', 'utf-8'), **RIGHT)
add('m69', K, 'into', '网页.doc', (HTML % 'gb2312').encode('gb2312'), **RIGHT)
RTFG = b'{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0{\\b ' + ''.join("\\'%02x" % b for b in '北塘乡改造农村电网'.encode('gbk')).encode() + b'}\\par ' + ''.join("\\'%02x" % b for b in '改造台区12个，惠及农户1900户。'.encode('gbk')).encode() + b'\\par}'
add('m70', K, 'into', '来稿.rtf', RTFG, **RIGHT)
add('m71', K, 'into', '断.html', (HTML % 'utf-8').encode()[:-70], any_of=[{'refused_without_change': True}, {'output_must_say_any': ['断', '不完整'], 'output_must_not_say': ['一字不差']}, {'headlines': ['北塘乡改造农村电网']}])
add('m72', K, 'into', '图片.docx', png(3), refused_without_change=True, output_must_say_any=['图片'])
def doc(text):
    """A binary Word document with nothing but its text: OLE with WordDocument and 1Table."""
    body = text.replace('\n', '\r').encode('utf-16-le')
    fib = bytearray(1024)
    struct.pack_into('<HH', fib, 0, 0xA5EC, 0xC1); struct.pack_into('<H', fib, 0x0A, 0x0200)
    struct.pack_into('<H', fib, 0x20, 14); struct.pack_into('<H', fib, 0x3E, 22); struct.pack_into('<H', fib, 0x98, 93)
    struct.pack_into('<I', fib, 0x4C, len(text))
    plc = struct.pack('<II', 0, len(text)) + struct.pack('<HIH', 0, 1024, 0)
    clx = b'\x02' + struct.pack('<I', len(plc)) + plc
    struct.pack_into('<II', fib, 0x1A2, 0, len(clx))
    streams = [('WordDocument', bytes(fib) + body), ('1Table', clx)]
    streams = [(n, d.ljust(4096, b'\0') if len(d) < 4096 else d) for n, d in streams]
    sect, data, starts = 2, b'', []
    for _, d in streams:
        d = d.ljust(-(-len(d) // 512) * 512, b'\0'); starts.append((sect, len(d) // 512)); data += d; sect += len(d) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE]
    for s, c in starts: fat += list(range(s + 1, s + c)) + [0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    def entry(n, t, child, start, size, left=0xFFFFFFFF, right=0xFFFFFFFF):
        b = n.encode('utf-16-le') + b'\0\0'
        return b.ljust(64, b'\0') + struct.pack('<HBBIII', len(b), t, 1, left, right, child) + b'\0' * 36 + struct.pack('<IQ', start, size)
    directory = entry('Root Entry', 5, 1, 0xFFFFFFFE, 0) + entry('1Table', 2, 0xFFFFFFFF, starts[1][0], len(streams[1][1]), right=2) + entry('WordDocument', 2, 0xFFFFFFFF, starts[0][0], len(streams[0][1])) + entry('', 0, 0xFFFFFFFF, 0, 0)
    header = bytes.fromhex('D0CF11E0A1B11AE1') + b'\0' * 16 + struct.pack('<HHHHH', 0x3E, 3, 0xFFFE, 9, 6) + b'\0' * 6 + struct.pack('<IIIIIIIII', 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack('<I', 0) + b'\xff' * (4 * 108)
    return header + struct.pack('<128I', *fat) + directory + data
add('m73', K, 'into', '旧稿.doc', doc('北塘乡改造农村电网\n改造台区12个，惠及农户1900户。\n'), any_of=[RIGHT, {'refused_without_change': True, 'output_must_say_any': ['另存']}])
add('m74', K, 'into', '旧稿.wps', doc('北塘乡改造农村电网\n改造台区12个，惠及农户1900户。\n（县民政局）\n'), any_of=[dict(headlines=['北塘乡改造农村电网'], credits=[['民政局']]), {'refused_without_change': True, 'output_must_say_any': ['另存']}])

K = '11 line ends and lists'
add('m75', K, 'into', '英文.txt', '县教体局引进Smart,\nCity课程\n\n课程由Qinghe,\nHenan合作方提供，教材共12册。\n', must_not_contain=['Qinghe,Henan'], printed=['教材共12册。'])
add('m76', K, 'into', '列表.txt', '县教体局明确要求\n要做到：\n1) 按时到校\n2) 不带手机\nA. 早读\nB. 晚读\n√ 已落实\n', must_not_match=['到校2', '手机A', '早读B', '晚读√'], in_order=['按时到校', '不带手机', '早读', '晚读', '已落实'])
add('m77', K, 'into', '拼音.txt', '县教体局规范地名拼写\n\n路牌统一写作Qīnghé\nXiàn，共更换46块，群众反映良好，外来车辆识别更加方便。\n', must_not_contain=['QīnghéXiàn'], printed=['共更换46块'])

K = '12 chat'
add('m78', K, 'add', '群聊.txt', '办公室小王 2024-03-05 08:30:11\n县水利局启用智慧闸门\n\n县水利局在清水河安装智慧闸门5座。（县水利局）\n\n教体局老李 2024-03-05 08:41:02\n县教体局检修校车\n\n县教体局检修校车61辆，更换轮胎40条。（县教体局）\n收到，辛苦了\n', headlines=['县水利局启用智慧闸门', '县教体局检修校车'], credits=[['水利局'], ['教体局']], must_not_print=['08:30', '08:41', '辛苦'], kept=['办公室小王', '辛苦'])
add('m79', K, 'add', '微信.txt', '李科您好，这是我局本周信息，请审阅，谢谢！\n县民政局探访独居老人\n本周探访独居老人87人，送去棉被60床。\n县民政局办公室 小张\n13900001111\n', headlines=['县民政局探访独居老人'], must_not_print=['13900001111', '您好'], kept=['13900001111', '李科您好'], printed=['送去棉被60床。'])

K = '13 size and time'
add('m80', K, 'into', '两千条.txt', '东岗镇公布两千条意见\n' + ''.join('（%d）第%d条意见已经答复，办理结果公示。\n' % (i, i) for i in range(1, 2001)), headlines=['东岗镇公布两千条意见'], must_contain=['第1条意见', '第2000条意见'], time_max=3)
add('m81', K, 'into', '很多条.txt', ''.join('东岗镇第%d村完成改厕\n完成改厕%d户，全部验收合格。（东岗镇）\n' % (i, 10 + i % 90) for i in range(1, 901)), items=900, time_max=5)
def bomb():
    f = io.BytesIO()
    with zipfile.ZipFile(f, 'w', zipfile.ZIP_DEFLATED) as z: z.writestr('word/document.xml', '<w:p/>' * 12_000_000)
    return f.getvalue()
add('m82', K, 'into', '炸弹.docx', bomb(), refused_without_change=True, time_max=10)
add('m83', K, 'into', '超大.txt', ('县水利局公布数据\n' + '全县共有机井。' * 700_000), refused_without_change=True, time_max=5)
add('m84', K, 'into', '嵌套.docx', docx('<w:sdt><w:sdtContent>' * 2000 + p('甲') + '</w:sdtContent></w:sdt>' * 2000), refused_without_change=True, time_max=5)

K = '14 diagrams, counted fields, forms, heads, vertical text'
DGM = 'http://schemas.openxmlformats.org/drawingml/2006/diagram'
def smart(points, extra=''):
    """A SmartArt: its points, (id, type, text)."""
    body = ''.join('<dgm:pt modelId="%s" type="%s"><dgm:prSet/><dgm:spPr/><dgm:t><a:bodyPr/><a:p>%s</a:p></dgm:t></dgm:pt>' % (i, t, ''.join('<a:r><a:t>%s</a:t></a:r>' % x for x in text)) for i, t, text in points)
    data = DECL + '<dgm:dataModel xmlns:dgm="%s" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>%s</dgm:ptLst><dgm:cxnLst/>%s</dgm:dataModel>' % (DGM, body, extra)
    shown = drawing('<a:graphicData uri="%s"><dgm:relIds xmlns:dgm="%s" r:dm="rIdD" r:lo="rIdL" r:qs="rIdS" r:cs="rIdC"/></a:graphicData>' % (DGM, DGM))
    return shown, {'word/diagrams/data1.xml': data}, [('rIdD', RT + 'diagramData', 'diagrams/data1.xml')], {'word/diagrams/data1.xml': 'application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml'}
def smart_docx(points):
    shown, parts, rels, types = smart(points)
    return docx(T + p('检修流程见图。') + P(shown) + p('月底完成。'), parts, rels, types)
add('m85', K, 'into', '流程图.docx', smart_docx([('0', 'doc', []), ('1', 'node', ['登记', '农机']), ('2', 'node', ['检修']), ('3', 'node', ['交付120台'])]), in_order=['检修流程见图', '登记农机', '检修', '交付120台'], printed=['月底完成。'], must_not_contain=['登记农机检修'])
add('m86', K, 'into', '组织图.docx', smart_docx([('0', 'doc', []), ('1', 'node', ['组长：赵立民']), ('p', 'pres', []), ('t', 'parTrans', []), ('2', 'asst', ['副组长：李小明']), ('s', 'sibTrans', [])]), in_order=['组长：赵立民', '副组长：李小明'], printed=['月底完成。'])
def counted(code, t): return P(fc('begin'), it(' %s ' % code), fc('end'), r(t))
add('m87', K, 'into', '自动号.docx', docx(T + counted('AUTONUM', '登记农机。') + counted('AUTONUM', '检修农机。') + counted('AUTONUM \\* CHINESENUM3 \\s 、', '交付农机。')), in_order=['re:1[.．]登记农机', 're:2[.．]检修农机', '三、交付农机'])
add('m88', K, 'into', '法律号.docx', docx(T + P(fc('begin'), it(' AUTONUMLGL '), fc('end'), r('检修'), ppr=style(2)) + P(fc('begin'), it(' LISTNUM  \\l 1 '), fc('end'), r('查油路。')) + P(fc('begin'), it(' LISTNUM  \\l 1 '), fc('end'), r('查电路。')), HS), in_order=['re:[.．]检修', '1)查油路', '2)查电路'])
def form(fields, text=''):
    """A form: a headline, two lines of labels, a sentence."""
    return pdf([(line('县水利局启用智慧闸门', 90, 760) + line('闸门负责人：', 90, 730) + text + line('今年以来县水利局共启用闸门五座。', 90, 660), '/Annots [%s]' % ' '.join(fields))], SONG)
def hexed(t): return '<feff%s>' % t.encode('utf-16-be').hex()
add('m89', K, 'into', '填表.pdf', form(['<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V %s /Rect [190 725 400 745] >>' % hexed('王大力'), '<< /Type /Annot /Subtype /Widget /FT /Tx /T (b) /F 2 /V %s /Rect [90 560 300 580] >>' % hexed('不给看')]), must_match=['闸门负责人： ?王大力'], must_not_contain=['不给看'], headlines=['县水利局启用智慧闸门'])
add('m90', K, 'into', '勾选.pdf', form(['<< /Type /Annot /Subtype /Widget /FT /Btn /T (a) /AS /Yes /V /Yes /Rect [90 696 106 712] >>', '<< /Type /Annot /Subtype /Widget /FT /Btn /T (c) /AS /Off /Rect [190 696 206 712] >>', '<< /Type /Annot /Subtype /Widget /FT /Ch /T (b) /V %s /Rect [190 725 400 745] >>' % hexed('东岗镇')], line('已验收', 110, 698) + line('未验收', 210, 698)), must_match=['☑ ?已验收', '□ ?未验收'], kept=['东岗镇'])
BODY = ['今年以来县水利局组织力量对境内河道分段疏浚施工清运土方加', '固堤防修整岸坡并且安排专人每天巡查河道保持水流畅通不堵塞']
def leaf(first, n, top): return line(top, 230, 810, 10) + first + ''.join(line(BODY[i % 2], 74, 730 - 26 * i) for i in range(6)) + line(str(n), 290, 30, 10)
add('m91', K, 'into', '单双页眉.pdf', pdf([(leaf(line('县水利局疏浚河道', 90, 760), 1, '青河县水利局'), ''), (leaf('', 2, '水利工作信息'), ''), (leaf('', 3, '青河县水利局'), '')], SONG), headlines=['县水利局疏浚河道'], must_not_print=['水利工作信息', '青河县水利局'], must_not_match=['堵塞水利', '堵塞青河'], kept_or_said=[{'text': '水利工作信息', 'words': ['页眉']}])
add('m92', K, 'into', '章节页眉.pdf', pdf([(leaf(line('县水利局疏浚河道', 90, 760), 1, '青河县水利局'), '')] + [(leaf('', n, t), '') for n, t in enumerate(['上篇　堤防', '青河县水利局', '下篇　河道', '青河县水利局'], 2)], SONG), must_not_print=['上篇', '下篇', '青河县水利局'], must_not_match=['堵塞上篇', '堵塞下篇'])
SHU = {'F1': SONG['F1'].replace('UniGB-UCS2-H', 'UniGB-UCS2-V'), 'F2': SONG['F2']}
def down(t, x, y=780, size=16): return 'BT /F1 %g Tf 1 0 0 1 %g %g Tm %s Tj ET\n' % (size, x, y, u(t))
VERT = ['县水利局启用智慧闸门', '县水利局在清水河安装智慧闸门五座，可以远程启闭，日常巡查由人工改为自动，', '每年节省经费十二万元。', '（县水利局）']
add('m93', K, 'into', '竖排.pdf', pdf([(''.join(down(t, 500 - 30 * i) for i, t in enumerate(VERT)), '')], SHU), headlines=['县水利局启用智慧闸门'], in_order=['县水利局在清水河安装智慧闸门五座', '每年节省经费十二万元'], must_not_match=['县县', '（每'])
add('m94', K, 'into', '竖排两页.pdf', pdf([(''.join(down(t, 500 - 30 * i) for i, t in enumerate(VERT[:2])), ''), (''.join(down(t, 500 - 30 * i) for i, t in enumerate(VERT[2:])), '')], SHU), headlines=['县水利局启用智慧闸门'], in_order=['县水利局启用智慧闸门', '远程启闭', '每年节省经费十二万元'])
add('m95', K, 'into', '竖排框.docx', docx(T + P('<w:r><w:pict><v:shape style="layout-flow:vertical-ideographic"><v:textbox style="layout-flow:vertical-ideographic"><w:txbxContent>%s</w:txbxContent></v:textbox></v:shape></w:pict></w:r>' % p('检修完成1800台。')) + p('好于上年。'), sect='<w:textDirection w:val="tbRl"/>'), printed=['检修完成1800台。', '好于上年。'])
add('m96', K, 'into', '批注.pdf', form(['<< /Type /Annot /Subtype /Text /Contents %s /Rect [400 700 420 720] >>' % hexed('口径再核'), '<< /Type /Annot /Subtype /FreeText /DA (/F1 12 Tf) /Contents %s /Rect [190 725 400 745] >>' % hexed('补充：已通电')]), must_not_print=['口径再核'], kept_or_said=[{'text': '口径再核', 'words': ['批注']}], kept=['已通电'])

K = '15 never exact when it is not'
def dull(**more): return dict(output_must_not_say=['一字不差，', '字，一字不差'], **more)
add('m97', K, 'into', '乱码.pdf', pdf([('BT /F2 16 Tf 1 0 0 1 90 760 Tm (\\317\\330\\313\\256\\300\\373\\276\\326\\306\\364\\323\\303\\326\\307\\273\\333\\325\\242\\303\\305) Tj ET\n', '')], SONG), **dull(exit=[0, 1, 2]))
ARAB = {**SONG, 'F3': '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [65 /zz9 /zz8] >> >>'}
add('m98', K, 'into', '无名字.pdf', pdf([(article() + 'BT /F3 16 Tf 1 0 0 1 90 600 Tm (AB) Tj ET\n', '')], ARAB), **dull(headlines_not=['县县'], printed=['可以远程启闭']))
def twice():
    import warnings
    f = io.BytesIO()
    with zipfile.ZipFile(f, 'w', zipfile.ZIP_DEFLATED) as z, warnings.catch_warnings():
        warnings.simplefilter('ignore')
        for text in ('检修完成1700台。', '检修完成1800台。'):
            z.writestr('word/document.xml', part('document', '<w:body>' + T + p(text) + '</w:body>'))
    return f.getvalue()
add('m99', K, 'into', '两份.docx', twice(), **dull(headlines=[ND], output_must_say_any=['同一名称']))
add('m100', K, 'into', '项目符号.rtf', b'{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\pard\\f0\\b ' + b''.join(b"\\'%02x" % b for b in '县水利局检修泵站'.encode('gbk')) + b'\\b0\\par{\\pntext\\u8226 \\tab}Pump 12 done, {\\u9679 }Gate 3 done.\\par}', printed=['Pump12done,', 'Gate3done.'])
S.main(HERE)
