"""Cases of the fourth round: what templates ask for, corrections in a chat, links and menus, letters set large, and
neighbours of each. python3 make.py FOLDER writes the files and expect.json there."""
import base64, os, sys
sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__)); sys.path.insert(0, os.path.dirname(HERE))
from lib import *
S = Set(); add = S.add
RIGHT = '<w:jc w:val="right"/>'
H = '县林业局管护公益林'
T = head(H)
B1 = '管护公益林14.2万亩。'

K = 'placeholders'
add('k01', K, 'into', 'a.docx', docx(p('[单击此处输入标题]', C) + T + p('【请在此处填写导语】') + p(B1) + p('（在此输入正文内容）') + p('<请输入供稿单位>') + p('［此处添加图片说明］')), headlines=[H], bodies_paragraphs=[[B1]], must_not_print=['此处', '请输入'], output_must_not_say=['一字不差'])
add('k02', K, 'into', 'a.txt', f'[在此处键入单位]\n{H}\n{B1}\n［请插入照片］\n（县林业局）\n', headlines=[H], bodies_paragraphs=[[B1]], credits=[['林业局']], output_must_not_say=['一字不差'])
add('k03', K, 'into', 'a.html', page(f'<h1>{H}</h1><p>[请在这里输入导语]</p><p>{B1}</p><p>联系人：（请填写姓名）</p>'), bodies_paragraphs=[[B1]], must_not_print=['请在这里', '请填写'], kept=['联系人：'])
add('k04', K, 'into', 'a.docx', docx(T + tbl([['乡镇', '亩数'], ['东岗镇', '［此处填写数字］'], ['北塘乡', '86']])), tables=[[['乡镇', '亩数'], ['东岗镇', ''], ['北塘乡', '86']]], output_must_not_say=['一字不差'])
add('k05', K, 'into', 'a.txt', f'{H}\n请各乡镇填写台账。\n此处管护员3名。\n【编辑部】推荐。\n', bodies_paragraphs=[['请各乡镇填写台账。', '此处管护员3名。', '【编辑部】推荐。']])

K = 'figures'
SUB, SUP = '<w:vertAlign w:val="subscript"/>', '<w:vertAlign w:val="superscript"/>'
sub = lambda a, b: '<m:oMath><m:sSub><m:e><m:r><m:t>%s</m:t></m:r></m:e><m:sub><m:r><m:t>%s</m:t></m:r></m:sub></m:sSub></m:oMath>' % (a, b)
add('k06', K, 'into', 'a.docx', docx(T + P(r('含氧量（'), sub('O', '2'), r('）7.2，氨氮（'), sub('NH', '3'), r('）0.31，CO'), r('2', SUB), r('略高。'))), bodies_paragraphs=[['含氧量（O₂）7.2，氨氮（NH₃）0.31，CO₂略高。']])
add('k07', K, 'into', 'a.html', page(f'<h1>{H}</h1><p>CO<sub>2</sub>减排12吨，PM<sub>2.5</sub>下降，x<sub>10</sub>。</p>'), bodies_paragraphs=[['CO₂减排12吨，PM2.5下降，x₁₀。']])
add('k08', K, 'into', 'a.html', page(f'<h1>{H}</h1><p>甲<span style="display:block">1260</span><span style="display:block">88</span></p><p>乙<span style="display:inline-block">45</span><span style="float:right">67</span></p><p style="display:flex"><i>12</i><i>34</i></p>'), must_not_contain=['126088', '4567', '1234'], must_contain=['1260', '88', '67'])
add('k09', K, 'into', 'a.html', page(f'<h1>{H}</h1><p>共<span>12</span><span>60</span>亩，<b>3</b>4处。</p>'), bodies_paragraphs=[['共1260亩，34处。']])
add('k10', K, 'into', 'a.docx', docx(P(r('县林业局管护公益林3600', B), '<w:r><w:br/></w:r>', r('2024年任务完成', B), ppr=C) + p(B1)), must_not_contain=['36002024'], headlines=['县林业局管护公益林36002024年任务完成'])
add('k11', K, 'into', 'a.csv', '38018\r\n46664\r\n乡镇,亩\r\n东岗镇,12\r\n', must_not_contain=['3801846664'], tables=[[['乡镇', '亩'], ['东岗镇', '12']]])

K = 'word'
drop = lambda c, how='drop': p(c, '<w:framePr w:dropCap="%s" w:lines="3" w:wrap="around"/>' % how, '<w:sz w:val="90"/>')
add('k12', K, 'into', 'a.docx', docx(T + drop('6') + p('月8日管护14.2万亩。') + drop('全', 'margin') + p('县验收。')), bodies_paragraphs=[['6月8日管护14.2万亩。', '全县验收。']])
add('k13', K, 'into', 'a.rtf', '{\\rtf1\\ansi\\ansicpg936\\pard\\qc\\b ' + ''.join('\\u%d?' % (ord(c) if ord(c) < 32768 else ord(c) - 65536) for c in H) + '\\b0\\par\\pard\\dropcapli3\\dropcapt1 1\\par\\pard 2\\u26376?8\\u26085?\\u31649?\\u25252?\\u12290?\\par}', bodies_paragraphs=[['12月8日管护。']])
add('k14', K, 'into', 'a.docx', docx(T + p('表2　达标情况', C) + tbl([['学段', '男'], ['小学', '81%']])), headlines=[H], tables=[[['学段', '男'], ['小学', '81%']]], kept=['表2　达标情况'], exit=[0])
add('k15', K, 'into', 'a.docx', docx(T + p('附表1 进度', C) + tbl([['乡', '亩'], ['甲', '81']])), headlines=[H], kept=['附表1 进度'])
add('k16', K, 'issue', 'a.docx', docx(p('青河政务快报') + p('第8期') + p('青河县人民政府办公室　2024年3月1日') + p('【要闻】') + p(H, '', B) + p(B1 + '（县林业局）') + p('送：各乡镇') + p('附各乡镇进度：') + tbl([['乡镇', '亩'], ['东岗镇', '1260'], ['北塘乡', '88']])), must_contain=['1260'], output_must_not_say=['对不上', '没有数清'])

K = 'credits and signatures'
add('k17', K, 'into', 'a.docx', docx(T + p(B1 + '〔县林业局〕')), credits=[['林业局']], bodies_paragraphs=[[B1]])
add('k18', K, 'into', 'a.docx', docx(T + p(B1 + '【县林业局】')), credits=[['林业局']], bodies_paragraphs=[[B1]])
add('k19', K, 'into', 'a.docx', docx(T + p(B1 + '参照〔2024〕3号文〔附后〕')), credits=[[]], must_contain=['〔附后〕'])
add('k20', K, 'into', 'a.txt', f'　　　　　{H}\n\n　　{B1}\n\n　　　　　　　　　　　　　　县林业局造林股\n　　　　　　　　　　　　　　2024年3月11日\n', bodies_paragraphs=[[B1]], credits=[['林业局']], kept=['县林业局造林股', '2024年3月11日'], must_not_print=['造林股'])
add('k21', K, 'into', 'a.txt', f'{H}\n{B1}\n（北塘乡党政办）\n', credits=[['北塘乡']], kept=['北塘乡党政办'])
add('k22', K, 'into', 'a.txt', f'{H}\n{B1}\n北塘乡：蘑菇撑起致富伞\n北塘乡建棚460座，户均增收2.6万元。\n（北塘乡）\n', credits_not=['北塘乡：蘑菇撑起致富伞'], printed=['北塘乡：蘑菇撑起致富伞'])
add('k23', K, 'issue', 'a.txt', '青河政务快报\n第31期\n青河县人民政府办公室　2024年8月2日\n\n【要闻】\n城关镇改造小区\n改造小区9个。（城关镇）\n\n编辑：王丽　核稿：赵刚\n', signoff={'editor': '王丽', 'reviewer': '赵刚'})
add('k24', K, 'issue', 'a.txt', '青河政务快报\n第31期\n青河县人民政府办公室　2024年8月2日\n\n【要闻】\n城关镇改造小区\n改造小区9个。（城关镇）\n\n核稿：赵刚　审核：孙强　编辑：王丽\n', signoff={'editor': '王丽', 'reviewer': '孙强'}, kept=['赵刚'])
add('k25', K, 'into', 'a.txt', '青河县农业农村局\n\n“三早”抓实春管\n\n化除面积2.3万亩。\n', headlines=['“三早”抓实春管'], bodies_paragraphs=[['化除面积2.3万亩。']], any_of=[{'credits': [['农业农村局']], 'marked': ['三早']}, {'kept': ['青河县农业农村局']}])
add('k26', K, 'into', 'a.docx', docx(p('县水利局', C) + head('闸门检修提前完成') + p('检修闸门46座。') + p('（县水利局）')), headlines=['闸门检修提前完成'], credits=[['水利局']])

K = 'mail'
QUOTED = '请各乡镇于3月5日前报送春耕信息1条。'
def eml(text, subject='信息', html=None):
    b = lambda t: base64.encodebytes(t.encode('gb18030')).decode()
    head_ = 'From: x@example.cn\r\nSubject: =?gb18030?B?%s?=\r\nMIME-Version: 1.0\r\n' % base64.b64encode(subject.encode('gb18030')).decode()
    if html is None: return head_ + 'Content-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: base64\r\n\r\n' + b(text)
    part = '--B\r\nContent-Type: text/%s; charset=gb18030\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n'
    return head_ + 'Content-Type: multipart/alternative; boundary="B"\r\n\r\n' + part % ('plain', b(text)) + part % ('html', b(html)) + '--B--\r\n'
W = dict(headlines=[H], bodies_paragraphs=[[B1]], credits=[['林业局']], must_not_print=['请各乡镇', '139'], output_must_not_say=['一字不差', '\ufffd'])
add('k27', K, 'into', 'a.eml', eml(f'您好！\n\n{H}\n{B1}\n（县林业局）\n\n------------------\n王丽\n北塘乡党政办\n手机：13900001111\n\n> 在 2024年3月4日，办公室 写道：\n> {QUOTED}\n', '信息报送'), output_must_say_any=['信息报送'], **W)
add('k28', K, 'into', 'a.eml', eml('x', '信息', f'<div>{H}</div><div>{B1}</div><div>（县林业局）</div><div>王丽<br>手机：13900001111</div><blockquote>原邮件：{QUOTED}</blockquote>'), **W)
add('k29', K, 'into', 'a.eml', eml(f'{H}\n{B1}\n（县林业局）\n\n发件人： 办公室 <a@example.cn>\n发送时间： 2024-03-04\n收件人： 各乡镇\n主题： 催报\n\n{QUOTED}\n'), **W)
add('k30', K, 'into', 'a.txt', f'{H}\n老党员在日记中写道：\n{B1}\n', printed=['老党员在日记中写道：', B1])

K = 'web pages'
NAV = '<div class="top"><a href="#">首页</a><a href="#">机构概况</a><a href="#">政务公开</a><a href="#">互动交流</a></div>'
W = dict(headlines=[H], bodies_paragraphs=[[B1]], credits=[['林业局']])
add('k31', K, 'into', 'a.html', page(NAV + f'<div>{H}</div><div><span>【信息来源：县林业局】</span><span>【发布时间：2024-05-06 10:22】</span><span>【字号：<a>大</a> <a>中</a> <a>小</a>】</span><span>【<a>打印</a>】</span></div><p>{B1}</p><div>附件：</div><div>扫一扫在手机打开当前页</div>'), must_not_print=['概况', '打印', '附件', '扫一扫'], kept=['2024-05-06 10:22'], **W)
add('k32', K, 'into', 'a.html', page(f'<nav><p>机构</p><p>动态</p></nav><h2>{H}</h2><div>2024-07-03 08:30信息来源：县林业局　浏览量：|A+ A A-|打印|</div><p>{B1}</p>'), must_not_print=['机构', 'A+', '打印'], kept=['2024-07-03 08:30'], **W)
add('k33', K, 'into', 'a.html', page(f'<p>今天是2024年5月6日 星期一 农历三月廿八</p><p>站内搜索：</p><h3>{H}</h3><p>更新时间：2024/5/6　【收藏此页】</p><p>{B1}</p><p>（县林业局）</p><p>【纠错】 责任编辑：赵云</p><p>友情链接：县政府 县委宣传部</p>'), must_not_print=['农历', '搜索', '收藏', '友情', '纠错'], kept=['赵云'], **W)
add('k34', K, 'into', 'a.html', page(f'<h1>{H}</h1><p>{B1}</p><p>来源 | 县林业局</p><div>喜欢此内容的人还喜欢</div><div><a href="#">北塘乡：蘑菇撑起致富伞</a></div>'), must_not_print=['致富伞'], output_must_say_any=['相关文章'], **W)
add('k35', K, 'into', 'a.html', page(f'<h1>{H}</h1><p>{B1}见<a href="#">县网</a>、<a href="#">省网</a>、<a href="#">市网</a>。</p><p>今天是植树节，欢迎访问林场的群众有260人。</p>'), bodies_paragraphs=[[B1 + '见县网、省网、市网。', '今天是植树节，欢迎访问林场的群众有260人。']])
add('k36', K, 'into', 'a.html', page(f'<h1>{H}</h1><table><thead><tr><th>乡</th><th>亩</th></tr></thead><tfoot><tr><td>合计</td><td>30</td></tr></tfoot><tbody><tr><td>东</td><td>10</td></tr><tr><td>北</td><td>20</td></tr></tbody></table>'), tables=[[['乡', '亩'], ['东', '10'], ['北', '20'], ['合计', '30']]])

K = 'markdown'
add('k37', K, 'into', 'a.md', f'# {H}\n\n补助~~500~~800元，见[县网](http://example.cn/a)。\n\n（县林业局）\n', bodies_paragraphs=[['补助800元，见县网。']], must_not_print=['500', 'http'], output_must_say_any=['划掉'], output_must_not_say=['一字不差'])
add('k38', K, 'into', 'a.md', f'# {H}\n\n好的~~，[附件](另发)，比例3~~5。\n', must_contain=['[附件](另发)'])

K = 'chat'
ITEM = '城关镇李明 09:12\n城关镇办理征兵体检\n城关镇组织体检312人，合格260人。（城关镇）\n\n'
W = dict(headlines=['城关镇办理征兵体检'], bodies_paragraphs=[['城关镇组织体检312人，合格260人。']], credits=[['城关镇']])
add('k39', K, 'add', 'a.txt', ITEM + '办公室 09:20\n收到\n\n城关镇李明 09:41\n更正：上面的312应为321，不好意思\n', marked=['体检312人'], kept=['312应为321'], must_not_print=['应为'], **W)
add('k40', K, 'add', 'a.txt', ITEM + '城关镇李明 09:41\n数字报错了，合格的是262\n', marked=['体检312人'], kept=['合格的是262'], **W)
add('k41', K, 'add', 'a.txt', ITEM + '城关镇李明 09:41\n经费12万元\n', marked=['体检312人'], kept=['经费12万元'], must_not_print=['12万元'], **W)
add('k42', K, 'add', 'a.txt', ITEM + '东岗镇王丽 09:30\n东岗镇建成冷链仓\n建成冷链仓2座。（东岗镇）\n\n城关镇李明 09:41\n上面的260改为262\n', headlines=['城关镇办理征兵体检', '东岗镇建成冷链仓'], marked=['体检312人'], kept=['260改为262'])

K = 'sheets'
import io, zipfile
def xlsx(rows):
    cells = ''.join('<row r="%d">%s</row>' % (y, ''.join(x if isinstance(x, str) and x.startswith('<c') else '<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>' % ('ABC'[i], y, x) for i, x in enumerate(row))) for y, row in enumerate(rows, 1))
    f = io.BytesIO(); z = zipfile.ZipFile(f, 'w')
    pr = 'http://schemas.openxmlformats.org/package/2006/relationships'
    z.writestr('[Content_Types].xml', DECL + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>')
    z.writestr('_rels/.rels', DECL + '<Relationships xmlns="%s"><Relationship Id="r1" Type="%sofficeDocument" Target="xl/workbook.xml"/></Relationships>' % (pr, RT))
    z.writestr('xl/workbook.xml', DECL + '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>')
    z.writestr('xl/_rels/workbook.xml.rels', DECL + '<Relationships xmlns="%s"><Relationship Id="r1" Type="%sworksheet" Target="worksheets/sheet1.xml"/></Relationships>' % (pr, RT))
    z.writestr('xl/worksheets/sheet1.xml', DECL + '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>' % cells)
    z.close(); return f.getvalue()
add('k43', K, 'into', 'a.xlsx', xlsx([['乡镇', '亩'], ['东岗镇', '12'], ['合计', '<c r="B3"><f>B2</f><v></v></c>']]), tables=[[['乡镇', '亩'], ['东岗镇', '12'], ['合计', '']]], output_must_say_any=['公式'], output_must_not_say=['一字不差'])
add('k44', K, 'into', 'a.xlsx', xlsx([['乡镇', '亩'], ['东岗镇', '12'], ['备注', '<c r="B3" t="str"><f>IF(1,"","")</f><v></v></c>']]), output_must_not_say=['公式'])
K = 'as units send it'
W = dict(headlines=['县水利局检修闸门'], bodies_paragraphs=[['检修闸门46座，投入12万元。']], credits=[['水利局']])
E1, E2 = '县水利局检修闸门', '检修闸门46座，投入12万元。'
add('k45', K, 'into', 'a.docx', docx(p('来稿登记表', C, B) + tbl([['单位', '县水利局', '报送人', '张强'], ['标　题', (E1, span(3))], ['内容', (E2, span(3))], ['审核', '王局长', '日期', '2024.3.5']])), kept=['张强', '王局长', '2024.3.5'], must_not_print=['张强', '2024.3.5'], headlines=[E1], bodies_paragraphs=[[E2]])
add('k46', K, 'into', 'a.txt', f'标题：{E1}\n正文：{E2}\n单位：县水利局\n日期：2024-3-5\n', **W)
add('k47', K, 'into', 'a.docx', docx(T + p('项目表见下。') + tbl([['标题', '作者'], ['春灌', '王丽'], ['植树', '李娜']])), headlines=[H], tables=[[['标题', '作者'], ['春灌', '王丽'], ['植树', '李娜']]])
add('k48', K, 'into', 'a.txt', f'报送单位：县水利局                       2024年第15期\n\n{E1}\n\n{E2}\n\n审核：王强                 编辑：李梅\n', kept=['2024年第15期', '王强', '李梅'], must_not_print=['2024年第15期', '李梅'], headlines=[E1], bodies_paragraphs=[[E2]])
add('k49', K, 'into', 'a.txt', f'{E1}\n\n{E2}\n附件：1.统计表\n　　　2.台账\n\n{" " * 34}青河县教育体育局\n{" " * 35}2024年3月4日\n', headlines=[E1], must_not_print=['2024年3月4日'], credits=[['教育体育局']], printed=['2.台账'])
add('k50', K, 'into', 'a.html', page(f'<h1>{E1}</h1><p>{E2}</p><p align=center>图为检修现场</p><p>来源：县水利局</p><p>一审：张三</p>'), headlines=[E1], credits=[['水利局']], printed=['图为检修现场'])
add('k51', K, 'add', 'a.txt', '各位好，今天的信息：\n1、县水利局检修闸门46座。（水利局）\n2、县林业局植树12万株。（林业局）\n3、北塘乡修路8.6公里。（北塘乡）\n以上，谢谢！\n', items=3, credits=[['水利局'], ['林业局'], ['北塘乡']], must_not_print=['各位好', '谢谢'], output_must_not_say=['对不上'])
add('k52', K, 'add', 'a.txt', f'张强 2024/3/5 9:12:30\n{E1}\n张强 2024/3/5 9:12:58\n{E2}\n张强 2024/3/5 9:13:20\n（水利局）\n刘主任 2024/3/5 9:20:00\n12万元还是21万元？\n张强 2024/3/5 9:21:40\n21万元，打错了\n', marked=['投入12万元'], kept=['还是21万元', '打错了'], must_not_print=['打错了'], **W)
add('k53', K, 'issue', 'a.txt', '青河政务快报\n第8期\n青河县人民政府办公室　2024年3月1日\n【要闻】\n县水利局检修闸门\n检修闸门46座。（水利局）\n本期编辑：王丽 本期审核：赵刚\n', signoff={'editor': '王丽', 'reviewer': '赵刚'}, headlines=[E1])
add('k54', K, 'add', 'a.txt', '2024年5月6日 09:12\n东岗镇-王丽\n东岗镇“田间课堂”开讲\n培训农户360人。\n【东岗镇】\n\n2024年5月6日 10:02\n办公室刘洋\n好的\n\n2024年5月6日 10:20\n东岗镇-王丽\n更正：培训1500人\n', headlines=['东岗镇“田间课堂”开讲'], bodies_paragraphs=[['培训农户360人。']], credits=[['东岗镇']], marked=['培训农户360人'], kept=['培训1500人'])
add('k55', K, 'into', 'a.txt', f'———— 转发内容 ————\n发件人：王丽\n{E1}\n{E2}\n（水利局）\n', kept=['转发内容', '发件人：王丽'], **W)
add('k56', K, 'into', 'a.html', page(f'<div>{E1}</div><div>发布者：张强 发布时间：2024-05-20</div><p>{E2}</p><p align=right>（县水利局）</p><div><h3>最新动态</h3><ul><li><a href="1">县林业局植树</a><span>05-18</span></li><li><a href="2">县民政局巡查</a><span>05-16</span></li></ul></div><p>地址：青河县人民路1号　邮编：453200</p>'), must_not_print=['植树', '邮编', '05-18'], **W)
add('k57', K, 'into', 'a.txt', f'报送单位：县水利局\n第15期\n\n{E1}\n\n{E2}\n', kept=['第15期'], **W)
S.main(HERE)
