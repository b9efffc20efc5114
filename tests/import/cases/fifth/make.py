"""Cases of the fifth round: who signs and who writes, names of columns between rules, several items in one message, mail
that was sent on, what accounts and pages add, headers that say more, and neighbours of each. python3 make.py FOLDER writes
the files and expect.json there."""
import base64, os, sys
sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__)); sys.path.insert(0, os.path.dirname(HERE))
from lib import *
S = Set(); add = S.add
RIGHT = '<w:jc w:val="right"/>'
H, B1 = '县水利局清理水葫芦', '清理水面3.4万平方米。'
TXT = f'{H}\n{B1}\n'

K = 'who writes'
for i, (line, units, kept) in enumerate([
        ('（图文：县水利局　周航）', ['水利局'], '周航'), ('（文/图：县水利局 周航）', ['水利局'], '周航'), ('撰稿：周航（县水利局）', ['水利局'], '周航'),
        ('供稿：县水利局（周航）', ['水利局'], '周航'), ('通讯员：周航　县水利局', ['水利局'], '周航'), ('摄影报道：周航', None, '周航'),
        ('执笔：周航', None, '周航'), ('（信息员：周航）', None, '周航'), ('采写：县水利局、东岗镇', ['水利局', '东岗镇'], '采写')]):
    more = {'credits': [units]} if units else {'credits_not': ['周航'], 'must_not_print': ['周航']}
    add('n%02d' % (i + 1), K, 'into', 'a.txt', TXT + line + '\n', headlines=[H], bodies_paragraphs=[[B1]], **({'kept': [kept]} if kept == '周航' else {}), **more)
add('n10', K, 'into', 'a.txt', f'{H}\n《河长制手册》作者：周航，由县水利局印发。\n{B1}\n', bodies_paragraphs=[['《河长制手册》作者：周航，由县水利局印发。', B1]])

MAST = '青河政务快报\n第26期\n青河县人民政府办公室　2024年7月5日\n'
TWO = ('东岗镇开展河道清障\n清障12处。（东岗镇）\n', '北塘乡夜查秸秆禁烧\n夜查18次。（北塘乡）\n')
K = 'columns between rules'
for i, (a, b) in enumerate([('=== %s ===', '=== %s ==='), ('——%s——', '——%s——'), ('---- %s ----', '----%s----'), ('～～%s～～', '～～ %s ～～'), ('· · · %s · · ·', '···%s···')]):
    add('n%d' % (11 + i), K, 'issue', 'a.txt', MAST + a % '要闻速递' + '\n' + TWO[0] + b % '乡镇之窗' + '\n' + TWO[1], columns=['要闻速递', '乡镇之窗'],
        headlines=['东岗镇开展河道清障', '北塘乡夜查秸秆禁烧'], credits=[['东岗镇'], ['北塘乡']])
add('n16', K, 'into', 'a.txt', f'{H}\n——县长到会讲话——\n{B1}\n', kept=['县长到会讲话', B1], items=1)
add('n17', K, 'into', 'a.txt', f'{H}\n{B1}\n——————\n（县水利局）\n', credits=[['水利局']], items=1)

K = 'foot'
for i, (line, sign, copies, kept) in enumerate([
        ('编辑：王丽　印60份', {'editor': '王丽'}, 60, []), ('签发：孙强　核稿：赵刚　编辑：王 丽 共印60份', {'editor': '王丽', 'reviewer': '赵刚', 'approver': '孙强'}, 60, []),
        ('签发：孙强\n发：各乡镇　共印120份', {'approver': '孙强'}, 120, ['各乡镇']), ('编辑：王丽 李静', {'editor': '王丽李静'}, None, [])]):
    add('n%d' % (20 + i), K, 'issue', 'a.txt', MAST + '【要闻】\n' + TWO[0] + '\n' + line + '\n', signoff=sign, kept=kept, headlines=['东岗镇开展河道清障'], **({'top': {'copies': copies}} if copies else {}))

K = 'several items'
add('n30', K, 'add', 'a.txt', '刘主任，您好！以下是我局上周信息，请审核：\n1、县民政局清明祭扫有序\n接待群众1.8万人次。\n2、县民政局核查临时救助\n核查412户。\n联系人：陈晨 7618812\n', headlines=['县民政局清明祭扫有序', '县民政局核查临时救助'], bodies_paragraphs=[['接待群众1.8万人次。'], ['核查412户。']], kept=['陈晨'])
add('n31', K, 'into', 'a.txt', '信息四则\n1.县水利局疏浚排洪沟\n疏浚17.5公里。（县水利局）\n2.县林业局查处滥伐案\n查处3起。（县林业局）\n', headlines=['县水利局疏浚排洪沟', '县林业局查处滥伐案'], credits=[['水利局'], ['林业局']], kept=['信息四则'])
add('n32', K, 'into', 'a.docx', docx(head('近期工作动态（2条）') + p('一、县水利局疏浚排洪沟', '', B) + p('疏浚17.5公里。') + p('二、县水利局检修泵站') + p('检修泵站14座。')), headlines=['县水利局疏浚排洪沟', '县水利局检修泵站'], kept=['近期工作动态（2条）'])
add('n33', K, 'into', 'a.txt', '县水利局汛前准备情况\n1、县水利局负责水库\n检查水库12座。\n2、县林业局负责林区\n检查林区8处。\n', headlines=['县水利局汛前准备情况'], items=1, in_order=['1、县水利局负责水库', '2、县林业局负责林区'])
add('n34', K, 'into', 'a.txt', '县水利局发放补贴2条\n1.东岗镇\n发放36户。\n2.北塘乡\n发放42户。\n', headlines=['县水利局发放补贴2条'], items=1)

def eml(body, subject='转发：4月份信息'):
    e = lambda t: '=?utf-8?B?%s?=' % base64.b64encode(t.encode()).decode()
    return 'From: a@example.cn\r\nSubject: %s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n%s' % (e(subject), base64.encodebytes(body.encode()).decode())
K = 'mail sent on'
for i, fields in enumerate(['发件人：城关镇党政办\n日期：2024年5月2日\n主题：4月份信息\n收件人：王丽\n', '发件人: "党政办" <a@example.cn>\n发送时间: 2024年5月2日 9:10\n收件人: b@example.cn\n主题: 信息\n', 'From: a@example.cn\nTo: b@example.cn\nSubject: news\n']):
    add('n%d' % (40 + i), K, 'into', 'a.eml', eml(f'王主任：\n您好！请审阅。\n---------- 转发的邮件 ----------\n{fields}\n{TXT}（县水利局）\n'), headlines=[H], bodies_paragraphs=[[B1]], credits=[['水利局']], items=1)
add('n43', K, 'into', 'a.txt', f'{H}\n主题：守护一河清水\n{B1}\n', printed=[B1], kept=['守护一河清水'], headlines=[H])

K = 'accounts and pages'
for i, line in enumerate(['预览时标签不可点', '继续滑动看下一个', '轻触阅读原文', '写留言', '大字', '跳到正文', '微信扫一扫关注该公众号']):
    add('n%d' % (50 + i), K, 'into', 'a.html', page(f'<h1>{H}</h1><p>{B1}</p><p>（县水利局）</p><p>{line}</p>'), headlines=[H], bodies_paragraphs=[[B1]], credits=[['水利局']], items=1, output_must_not_say=['一字不差'])
add('n57', K, 'into', 'a.html', page(f'<h1>{H}</h1><p>{B1}</p><p>附件：<a href="a.doc">1.清理台账.doc</a></p><p><a href="b.xls">2.船只.xlsx</a></p>'), printed=['1.清理台账.doc'], must_not_print=['2.船只.xlsx'], kept=['2.船只.xlsx'])
add('n58', K, 'into', 'a.html', page(f'<h1>{H}</h1><p>{B1}</p><figure><img src="data:image/png;base64,{base64.b64encode(png(2)).decode()}"><figcaption>清理现场</figcaption></figure><p>出动船只9艘。</p>'), pictures=1, bodies_paragraphs=[[B1, '出动船只9艘。']], printed=['清理现场'])
add('n59', K, 'into', 'a.docx', docx(head(H) + p(B1) + P(pic('rIdP'), ppr=C) + p('图为清理现场（周航 摄）', C) + p('图为媒的老话，讲的是水。'), *ONE_PIC), pictures=1, bodies_paragraphs=[[B1, '图为媒的老话，讲的是水。']], printed=['图为清理现场（周航摄）'])

K = 'header that says more'
for i, (text, said) in enumerate([('2024年第33期　2024年8月16日　机密级', '机密级'), ('青河政务快报　第33期　2024年8月16日　内部资料 注意保存', '内部资料'), ('第33期　2024年8月16日　印数90', '印数90'), ('青河政务快报　2024年第33期　2024年8月16日', None)]):
    d = with_header(p('【要闻】') + p('东岗镇排查房屋', '', B) + p('排查房屋860栋。（东岗镇）'), p(text))
    more = {'kept_or_said': [{'text': said, 'words': ['页眉']}]} if said else {}
    add('n%d' % (60 + i), K, 'issue', 'a.docx', d, headlines=['东岗镇排查房屋'], top={'number': 33, 'date': '2024-08-16'}, **more)

K = 'headline of two lines'
add('n70', K, 'into', 'a.docx', docx(p('坚持问题导向　狠抓工作落实', C, '<w:sz w:val="44"/>') + p(H, C, '<w:sz w:val="44"/>') + p(B1)), headlines=['坚持问题导向狠抓工作落实' + H], must_contain=[B1], must_not_contain=['落实县水利局'])
add('n71', K, 'into', 'a.docx', docx(p('县水利局“三个到位”抓好', C, '<w:sz w:val="44"/>') + p('水葫芦清理工作', C, '<w:sz w:val="44"/>') + p(B1)), headlines=['县水利局“三个到位”抓好水葫芦清理工作'])

K = 'encodings'
BIG = '東崗鎮舉辦龍舟賽\n參賽隊伍18支，觀眾2.6萬人。\n'
add('n80', K, 'into', 'a.txt', BIG.encode('big5'), headlines=['東崗鎮舉辦龍舟賽'], printed=['參賽隊伍18支，觀眾2.6萬人。'])
add('n81', K, 'into', 'a.txt', BIG.encode('gb18030'), headlines=['東崗鎮舉辦龍舟賽'], printed=['參賽隊伍18支，觀眾2.6萬人。'])
add('n82', K, 'into', 'a.txt', '北塘乡表彰先进\n王喆、李翀、刘玥、孙堃、赵昇、朱镕基金会等获奖。\n'.encode('gb18030'), printed=['王喆、李翀、刘玥、孙堃、赵昇、朱镕基金会等获奖。'])

K = 'forms line by line'
add('n90', K, 'into', 'a.txt', '【标题】县水利局清理水葫芦\n【正文】清理水面3.4万平方米。\n【单位】县水利局\n【作者】周航\n', headlines=[H], bodies_paragraphs=[[B1]], credits=[['水利局']], kept=['周航'], items=1)
add('n91', K, 'into', 'a.txt', '信息标题：县水利局清理水葫芦\n报送单位：县水利局\n签发人：陈明\n　　清理水面3.4万平方米。\n', headlines=[H], bodies_paragraphs=[[B1]], credits=[['水利局']], kept=['陈明'])
add('n92', K, 'into', 'a.txt', '标题：县水利局清理水葫芦\n正文：清理水面3.4万平方米。\n标题：县林业局查处滥伐案\n正文：查处案件3起。\n', headlines=[H, '县林业局查处滥伐案'], bodies_paragraphs=[[B1], ['查处案件3起。']])
add('n93', K, 'into', 'a.docx', docx(p('题目：县水利局清理水葫芦') + p('内容：') + p(B1) + p('出动船只9艘。') + p('单位：县水利局')), headlines=[H], bodies_paragraphs=[[B1, '出动船只9艘。']], credits=[['水利局']])
add('n94', K, 'into', 'a.txt', f'{H}\n{B1}\n【单位】参加的有水利、林业。\n标题：字号要大。\n', in_order=[B1, '参加的有水利、林业。', '标题：字号要大。'], items=1)
add('n95', K, 'into', 'a.txt', f'县水利局召开防汛会商会\n时间：6月12日\n地点：县防指\n参会单位：县水利局、县应急局\n会议决定：提前转移42户。\n（县水利局）\n', printed=['时间：6月12日', '地点：县防指', '参会单位：县水利局、县应急局', '会议决定：提前转移42户。'], credits=[['水利局']])
add('n96', K, 'into', 'a.txt', f'{H}\n时间：2024-06-12\n{B1}\n（县水利局）\n', bodies_paragraphs=[[B1]], kept=['2024-06-12'])

K = 'units with more behind them'
for i, (line, unit, kept) in enumerate([('（东岗镇政府 王芳 138****5678）', '东岗镇', '王芳'), ('（县水利局 周航 0373-7612345）', '水利局', '7612345'), ('供稿：东岗镇党委政府', '东岗镇', '东岗镇党委政府'), ('（县水利局 联系电话7612345）', '水利局', '7612345')]):
    add('n%d' % (100 + i), K, 'into', 'a.txt', TXT + line + '\n', headlines=[H], bodies_paragraphs=[[B1]], kept=[kept], must_not_print=['7612345', '5678'], any_of=[{'credits': [[unit]]}, {'credits': [[]]}])
add('n104', K, 'into', 'a.txt', '东岗镇：\n“板凳会”开出好民风\n今年以来，东岗镇召开“板凳会”126场，解决问题88个。\n', headlines=['东岗镇：“板凳会”开出好民风'], items=1)
add('n105', K, 'into', 'a.txt', '县水利局：\n现将清理情况报告如下。\n清理水面3.4万平方米。\n', must_not_match=['县水利局：现将'], kept=['县水利局：'])

K = 'what Word and a browser show'
add('n110', K, 'into', 'a.docx', docx(head(H) + P(r('清理水面3.4万平方米，见第'), field(' PAGEREF _Toc1 \\h ', '3'), r('页。'))), bodies_paragraphs=[['清理水面3.4万平方米，见第3页。']])
add('n111', K, 'into', 'a.docx', with_header(head(H) + p(B1), P(r('第'), field(' PAGE ', '1'), r('页')), 'footer'), bodies_paragraphs=[[B1]])
add('n112', K, 'into', 'a.html', page(f'<marquee>滚动通知：今日停水</marquee><h1>{H}</h1><p>{B1}</p>'), headlines=[H], bodies_paragraphs=[[B1]], output_must_not_say=['一字不差'])
add('n113', K, 'into', 'a.docx', docx(head(H) + p(B1) + tbl([['河段', '面积'], ['上段', ('1006', '<w:cellDel w:id="3" w:author="a" w:date="2024-01-01T00:00:00Z"/>')]])), tables=[[['河段', '面积'], ['上段', '']]], output_must_not_say=['一字不差'])

K = 'unit before the headline'
add('n120', K, 'into', 'a.txt', '【东岗镇】“三项机制”助增收\n    结对126对，户均增收3400元。\n【北塘乡】北塘乡办起豆腐坊\n    日产豆腐800斤。\n', headlines=['“三项机制”助增收', '北塘乡办起豆腐坊'], credits=[['东岗镇'], ['北塘乡']])
add('n121', K, 'into', 'a.txt', '东岗镇做实调解\n受理纠纷57起。\n【经验做法】\n当天受理。\n', items=1, in_order=['经验做法'])
add('n122', K, 'into', 'a.txt', '【县水利局】近日，县水利局清理水面3.4万平方米，出动船只9艘，投工860个，水面景观明显改善，沿岸群众拍手称快。\n', kept=['县水利局清理水面3.4万平方米'], items=1)

K = 'what is sent in a chat'
add('n125', K, 'add', 'a.txt', '青河信息报送群\n—————  2024-05-20  —————\n\n北塘乡刘洋  9:05\n北塘乡建成冷库\n建成冷库2座，库容1600吨。\n\n县林业局小赵  9:30\n【县林业局】县林业局抢种补植：补植侧柏1.2万株，成活率93%。请收！\n', must_contain=['建成冷库2座，库容1600吨。', '补植侧柏1.2万株'], must_not_print=['9:05', '信息报送群'])

K = 'marks of Markdown'
add('n130', K, 'into', 'a.md', '---\ntitle: 内部标题\ndate: 2024-05-06\n---\n\n# 县水利局清理水葫芦\n\n> 编者按：做法可学。\n\n清理水面3.4万平方米。\n\n![现场](a.jpg)\n\n```\n出动船只9艘。\n```\n<!-- 待核 -->\n*（县水利局）*\n', headlines=[H], bodies_paragraphs=[[B1, '出动船只9艘。']], credits=[['水利局']], kept=['编者按：做法可学。'], output_must_not_say=['一字不差'])
add('n131', K, 'into', 'a.md', '---\ntitle: 县水利局清理水葫芦\nauthor: 周航\n---\n\n清理水面3.4万平方米。<br>出动船只9艘。\n', headlines=[H], must_match=['平方米。 ?出动船只9艘。'])
add('n132', K, 'into', 'a.txt', '县水利局清理水葫芦\n> 100万元的项目3个。\n水深<2米，面积>3亩。\n', printed=['100万元的项目3个。', '水深<2米，面积>3亩。'])
add('n133', K, 'into', 'a.xlsx.txt'.replace('.xlsx', ''), '2024年5月6日　星期一　晴\n县水利局清理水葫芦\n清理水面3.4万平方米。\n责编/王丽　来源/县水利局\n', headlines=[H], bodies_paragraphs=[[B1]], credits=[['水利局']], kept=['王丽', '星期一'])

S.main(HERE)
