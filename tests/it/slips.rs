//! Single slips, as editors and typists make them, and edits that do no harm: what the trust in the
//! checker is measured with.

use crate::support::Chance;

/// One item of a real issue, to be checked by itself.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    pub(crate) path: String,
    pub(crate) number: i64,
    pub(crate) date: String,
    pub(crate) column: String,
    pub(crate) headline: String,
    pub(crate) body: String,
    pub(crate) credits: Vec<String>,
    pub(crate) distribution: Option<String>,
}

impl Piece {
    pub(crate) fn draft(&self) -> String {
        let credits: Vec<String> = self.credits.iter().map(|c| format!("\"{c}\"")).collect();
        let distribution = match &self.distribution {
            Some(list) => format!("distribution = \"{list}\"\n"),
            None => String::new(),
        };
        format!(
            "number = {}\ndate = {}\n{distribution}\n[[column]]\nname = \"{}\"\n\n[[column.item]]\n\
             headline = \"{}\"\nbody = \"\"\"\n{}\n\"\"\"\ncredits = [{}]\n\n[signoff]\n\
             editor = \"李勉\"\nreviewer = \"原超俊\"\napprover = \"麻彦伟\"\n",
            self.number,
            self.date,
            self.column,
            self.headline,
            self.body,
            credits.join(", ")
        )
    }

    fn with_body(&self, body: String) -> Self {
        Self { body, ..self.clone() }
    }

    /// The item with a sentence added at its end.
    fn and(&self, sentence: &str) -> Self {
        self.with_body(format!("{}{sentence}", self.body))
    }
}

/// A kind of slip or of harmless edit: its name, and all the ways to do it to an item.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) make: fn(&Piece, &mut Chance) -> Vec<Piece>,
    /// The part that must be found, of 100; none where a program cannot be sure.
    pub(crate) floor: Option<u32>,
}

const fn sure(name: &'static str, make: fn(&Piece, &mut Chance) -> Vec<Piece>) -> Kind {
    Kind { name, make, floor: Some(95) }
}

/// A kind of which some slips cannot be told from what is right: parts need not be all of a whole.
const fn partly(
    name: &'static str,
    floor: u32,
    make: fn(&Piece, &mut Chance) -> Vec<Piece>,
) -> Kind {
    Kind { name, make, floor: Some(floor) }
}

const fn unsure(name: &'static str, make: fn(&Piece, &mut Chance) -> Vec<Piece>) -> Kind {
    Kind { name, make, floor: None }
}

pub(crate) static SLIPS: &[Kind] = &[
    partly("分项之和与总数不符", 60, |piece, chance| digits_of(piece, chance, &SUMS)),
    partly("比率与两数不符", 60, |piece, chance| digits_of(piece, chance, &RATES)),
    partly("天数与起止日期不符", 80, |piece, chance| digits_of(piece, chance, &SPANS)),
    sure("引号、书名号、括号丢一半", |piece, _| {
        each(piece, "“”《》（）", |_, _| String::new())
    }),
    sure("引号方向反了", |piece, _| {
        each(piece, "“”", |c, _| if c == '“' { "”" } else { "“" }.to_owned())
    }),
    sure("标点写成半角", |piece, _| {
        each(piece, "，。；：（）？", |c, _| halved(c).to_owned())
    }),
    sure("标点重复", |piece, _| each(piece, "，。；、", |c, _| format!("{c}{c}"))),
    sure("标点矛盾（，。连用）", |piece, _| each(piece, "。", |_, _| "，。".to_owned())),
    sure("标题末尾加句号", |piece, _| {
        vec![Piece { headline: format!("{}。", piece.headline), ..piece.clone() }]
    }),
    sure("并列的引号之间加顿号", |piece, _| put(piece, "”“", "”、“")),
    sure("范围用英文连字符", |piece, _| {
        numbers(piece, |text, after| {
            (text != "1" && starts_with_measure(after)).then(|| format!("1-{text}"))
        })
    }),
    sure("百分数范围只写一边", |piece, _| {
        let mut all =
            numbers(piece, |text, after| after.starts_with('%').then(|| format!("1～{text}")));
        all.push(piece.and("产量增长15～30%。"));
        all
    }),
    sure("整数以外的数后加“余”", |piece, _| {
        numbers(piece, |text, after| {
            let odd = !text.ends_with('0') && !text.contains('.') && text.len() > 1;
            (odd && starts_with_measure(after)).then(|| format!("{text}余"))
        })
    }),
    sure("“约”和“余”重复", |piece, _| {
        numbers(piece, |text, after| after.starts_with('余').then(|| format!("约{text}")))
    }),
    sure("截至写成截止", |piece, _| put(piece, "截至目前", "截止目前")),
    sure("年份写成两位", |piece, _| {
        let mut all = put(piece, "2023年9月", "23年9月");
        all.push(piece.and("该项目于23年3月开工。"));
        all
    }),
    sure("年份用“零”或“○”", |piece, _| {
        ["二零二三年", "二○二三年", "二〇二三年度至二零二四年度"]
            .map(|year| piece.and(&format!("工程{year}开工。")))
            .into()
    }),
    sure("数字和汉字混写（3亿4千5百万）", |piece, _| {
        ["3亿4千5百万元", "2万3千元", "1亿5百万元"]
            .map(|sum| piece.and(&format!("到位资金{sum}。")))
            .into()
    }),
    sure("平方、立方后漏“米”", |piece, _| {
        let mut all = put(piece, "平方米", "平方");
        all.push(piece.and("铺设道路221970平方。"));
        all
    }),
    partly("亿、万后漏“元”", 55, |piece, _| {
        let mut all = put(piece, "亿元", "亿");
        all.extend(put(piece, "万元", "万"));
        all
    }),
    sure("正文里没有的日子", |piece, _| {
        ["2月30日", "4月31日", "13月5日", "6月32日"]
            .map(|day| piece.and(&format!("该项目于{day}完工。")))
            .into()
    }),
    sure("正文日期晚于出刊日", |piece, chance| {
        let (year, month) = (&piece.date[..4], piece.date[5..7].parse::<usize>().unwrap_or(1));
        let later = month + 1 + chance.below(2);
        let when = match later {
            13.. => format!("{}年{}月5日", year.parse::<usize>().unwrap_or(0) + 1, later - 12),
            _ => format!("{year}年{later}月5日"),
        };
        vec![piece.and(&format!("{when}，该项目建成投产。"))]
    }),
    sure("出刊日期挪动一天", |piece, _| {
        let day: usize = piece.date[8..].parse().unwrap_or(1);
        vec![Piece { date: format!("{}{:02}", &piece.date[..8], day - 1), ..piece.clone() }]
    }),
    sure("署名写错一个字", |piece, chance| {
        credits(piece, chance, |chars, at| chars[at] = '某')
    }),
    sure("署名多一个字", |piece, chance| {
        credits(piece, chance, |chars, at| chars.insert(at, chars[at]))
    }),
    sure("署名少一个字", |piece, chance| {
        let long = |credit: &String| credit.chars().count() > 3;
        match piece.credits.iter().all(long) {
            true => credits(piece, chance, |chars, at| {
                chars.remove(at);
            }),
            false => vec![],
        }
    }),
    sure("署名写了两遍", |piece, _| {
        let mut twice = piece.clone();
        twice.credits.push(piece.credits[0].clone());
        vec![twice]
    }),
    sure("署名与标题的单位不同", |piece, _| {
        let led = piece.credits.len() == 1 && !piece.headline.starts_with("我县");
        let other = if piece.credits[0] == "审计局" { "商务局" } else { "审计局" };
        match led && piece.headline.contains(&*piece.credits[0]) {
            true => vec![Piece { credits: vec![other.to_owned()], ..piece.clone() }],
            false => vec![],
        }
    }),
    sure("正文末尾又写署名", |piece, _| {
        vec![piece.and(&format!("（{}）", piece.credits.join(" ")))]
    }),
    sure("繁体字", |piece, _| {
        let pairs = [('办', '辦'), ('业', '業'), ('务', '務'), ('发', '發'), ('设', '設')];
        each(piece, "办业务发设", |c, _| {
            pairs.iter().find(|(simple, _)| *simple == c).map_or(c, |(_, t)| *t).to_string()
        })
    }),
    unsure("形近的字符（O、〇、l）", |piece, _| {
        numbers(piece, |text, _| {
            let digit = |c: char| c == '0';
            (text.len() > 1 && text.contains(digit)).then(|| text.replacen('0', "O", 1))
        })
    }),
    sure("康熙部首、兼容字形", |piece, _| {
        let pairs = [('方', '⽅'), ('工', '⼯'), ('人', '⼈'), ('生', '⽣'), ('日', '⽇')];
        each(piece, "方工人生日", |c, _| {
            pairs.iter().find(|(plain, _)| *plain == c).map_or(c, |(_, r)| *r).to_string()
        })
    }),
    sure("全角数字", |piece, _| {
        numbers(piece, |text, _| {
            let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c);
            Some(text.chars().map(|c| if c.is_ascii_digit() { wide(c) } else { c }).collect())
        })
    }),
    sure("数字旁边多一个空格", |piece, _| {
        numbers(piece, |text, _| Some(format!("{text} ")))
    }),
    unsure("汉字之间多一个空格", |piece, chance| {
        let chars: Vec<char> = piece.body.chars().collect();
        let han = |at: usize| chars.get(at).is_some_and(|c| ('一'..='鿿').contains(c));
        let sites: Vec<usize> = (1..chars.len()).filter(|at| han(at - 1) && han(*at)).collect();
        let mut changed = chars.clone();
        changed.insert(*chance.pick(&sites), ' ');
        vec![piece.with_body(changed.into_iter().collect())]
    }),
    sure("固定的发送范围改了字", |piece, chance| {
        let list = "县委常委，县人大正副主任，副县长，县政协正副主席，人武部长，法院院长，检察院检察长，县直各单位负责人，各乡（镇）政府、街道办事处主要领导。";
        let mut chars: Vec<char> = list.chars().collect();
        let at = chance.below(chars.len() - 1);
        chars.insert(at, chars[at]);
        let list = chars.into_iter().collect();
        vec![Piece { distribution: Some(list), ..piece.clone() }]
    }),
    unsure("常见的错别词", |piece, _| {
        WORDS.iter().flat_map(|(right, wrong)| put(piece, right, wrong)).collect()
    }),
    unsure("标题的单位写错一个字", |piece, chance| {
        let chars: Vec<char> = piece.headline.chars().collect();
        let name = piece.credits[0].chars().count();
        let mut changed = chars.clone();
        changed[1 + chance.below(name.min(chars.len() - 2))] = '某';
        vec![Piece { headline: changed.into_iter().collect(), ..piece.clone() }]
    }),
    unsure("正文任一个字重复", |piece, chance| {
        let mut chars: Vec<char> = piece.body.chars().collect();
        let at = chance.below(chars.len());
        chars.insert(at, chars[at]);
        vec![piece.with_body(chars.into_iter().collect())]
    }),
    unsure("正文任一个字漏掉", |piece, chance| {
        let mut chars: Vec<char> = piece.body.chars().collect();
        chars.remove(chance.below(chars.len()));
        vec![piece.with_body(chars.into_iter().collect())]
    }),
    unsure("正文任一个数字改了", |piece, chance| {
        let sites: Vec<usize> =
            piece.body.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
        if sites.is_empty() {
            return vec![];
        }
        let at = *chance.pick(&sites);
        vec![piece.with_body(changed_digit(&piece.body, at, chance))]
    }),
];

pub(crate) static HARMLESS: &[Kind] = &[
    unsure("原样", |piece, _| vec![piece.clone()]),
    unsure("加一句没有毛病的话", |piece, _| {
        CLEAN.iter().map(|sentence| piece.and(sentence)).collect()
    }),
    unsure("没有关系的数字换一个", |piece, chance| {
        let related = ["其中", "分别", "占", "%", "共", "天", "剩", "其余", "应", "人次"];
        let sentences: Vec<&str> = piece.body.split_inclusive('。').collect();
        let mut all = vec![];
        for (index, sentence) in sentences.iter().enumerate() {
            if related.iter().any(|word| sentence.contains(word)) {
                continue;
            }
            let sites: Vec<usize> = sentence
                .match_indices(|c: char| ('1'..='9').contains(&c))
                .map(|(at, _)| at)
                .filter(|at| is_plain_count(sentence, *at))
                .collect();
            if !sites.is_empty() {
                let mut parts: Vec<String> = sentences.iter().map(|s| (*s).to_owned()).collect();
                parts[index] = changed_digit(sentence, *chance.pick(&sites), chance);
                all.push(piece.with_body(parts.concat()));
            }
        }
        all
    }),
    unsure("换成意思相同的词", |piece, _| {
        SYNONYMS.iter().flat_map(|(a, b)| put(piece, a, b)).collect()
    }),
    unsure("去掉一个分句", |piece, chance| {
        let clauses: Vec<&str> = piece.body.split_inclusive('，').collect();
        let plain = |text: &str| {
            !text.contains(|c: char| {
                c.is_ascii_digit() || "。；“”《》（）一二三四五六七八九十:：".contains(c)
            })
        };
        let sites: Vec<usize> =
            (1..clauses.len().saturating_sub(1)).filter(|at| plain(clauses[*at])).collect();
        if sites.is_empty() {
            return vec![];
        }
        let drop = *chance.pick(&sites);
        let kept = clauses.iter().enumerate().filter(|(at, _)| *at != drop).map(|(_, c)| *c);
        vec![piece.with_body(kept.collect())]
    }),
    unsure("标题用单位的另一种认可写法", |piece, _| {
        [
            ("县医疗保障局", "县医保局"),
            ("县住建局", "县住房和城乡建设局"),
            ("县交通运输局", "县交通局"),
        ]
        .iter()
        .filter(|(form, _)| piece.headline.starts_with(form))
        .map(|(form, other)| Piece {
            headline: piece.headline.replacen(form, other, 1),
            ..piece.clone()
        })
        .collect()
    }),
    unsure("分成两段", |piece, _| {
        piece
            .body
            .match_indices('。')
            .filter(|(at, _)| at + 3 < piece.body.len())
            .map(|(at, _)| {
                piece.with_body(format!("{}\n\n{}", &piece.body[..at + 3], &piece.body[at + 3..]))
            })
            .collect()
    }),
];

/// Sentences whose figures agree. A digit of any of them changed, they do not.
const SUMS: [&str; 6] = [
    "截至目前，已完成危房改造户32户，其中，低保户23户、农村分散供养特困人员8户、脱贫户1户。",
    "共排查问题隐患146处，其中已整改121处、正在整改25处。",
    "全县共有脱贫户3215户，其中低保户1208户、五保户315户、一般户1692户。",
    "今年以来，共签约项目16个，其中亿元以上项目3个、5000万元至1亿元项目4个、5000万元以下项目9个。",
    "发放宣传册650本，其中城区320本、乡镇330本。",
    "培训农机手115人，其中男86人、女29人。",
];
const RATES: [&str; 4] = [
    "应参保3215人，实际参保3086人，参保率95.99%。",
    "全县小麦种植面积80万亩，其中高标准农田60万亩，占75%。",
    "完成投资从去年的10亿元增加到12亿元，同比增长20%。",
    "排查企业80家，合格72家，合格率90%。",
];
const SPANS: [&str; 2] =
    ["8月28日至8月31日，4天共开展交易12宗。", "3月6日至3月10日，为期5天的培训班举办。"];

/// A right word, and the wrong one that is often written for it.
const WORDS: &[(&str, &str)] = &[
    ("部署", "布署"),
    ("坐落", "座落"),
    ("账户", "帐户"),
    ("宣传", "宜传"),
    ("措施", "措旋"),
    ("积极", "积级"),
    ("贯彻", "贯砌"),
    ("按照", "安照"),
    ("以及", "已及"),
    ("安排", "按排"),
    ("督促", "督促促"),
    ("竣工", "峻工"),
    ("优势", "优式"),
    ("渠道", "渠到"),
    ("辖区", "瞎区"),
];

const SYNONYMS: &[(&str, &str)] = &[
    ("目前", "当前"),
    ("截至目前", "到目前为止"),
    ("有效", "切实"),
    ("进一步", "更好地"),
    ("开展", "组织开展"),
    ("加强", "强化"),
    ("推动", "促进"),
    ("确保", "保证"),
    ("同时", "与此同时"),
    ("，并", "，还"),
    ("通过", "采取"),
    ("全县", "我县"),
    ("群众", "老百姓"),
    ("及时", "第一时间"),
    ("不断", "持续"),
    ("建立", "建起"),
    ("完善", "健全"),
    ("提升", "提高"),
    ("服务", "优质服务"),
    ("积极", "主动"),
];

/// Sentences without a fault, of the sort that checkers complain of.
const CLEAN: &[&str] = &[
    "村村通公路、户户通自来水，家家有人管，件件有回音。",
    "实现天天见面、层层落实、步步到位，人人参与、个个争先。",
    "推出“惠农e贷”等金融产品，建成5G基站120个。",
    "上午8:30集合，比例为1:5，热线电话0373-7691234。",
    "按照《延津县人民政府关于印发〈延津县2023年重点工作〉的通知》（延政〔2023〕5号）要求，抓好落实。",
    "培育“三品一标”“一镇一品”，打造“3·15”消费维权品牌。",
    "种植小麦4万～5万亩，增产15%～20%，每亩增收100～150元。",
    "一是加强领导；二是明确责任；三是严格督查。",
    "（一）抓生产。（二）促销售。",
    "共投入资金5000余万元，惠及群众3万余人，约占全县人口的6%。",
    "三五天内解决七八个问题，十余家企业受益，近百名干部下沉一线。",
    "2023年9月至10月，开展为期两个月的专项整治。",
    "同比增长12.5%，环比提高3个百分点，总产值翻了一番。",
    "第一季度完成投资12.6亿元，第二季度预计完成15亿元。",
    "党的二十大以来，“十四五”规划实施顺利。",
    "网址为https://www.yanjin.gov.cn，邮箱为office@yanjin.gov.cn。",
    "采用GB/T 9704-2012标准，型号为DL-T860。",
    "计划2025年底前全部建成，届时可安置就业800人。",
    "会议强调，“要坚持‘两手抓’，确保‘双丰收’。”",
    "王楼镇、马庄乡、石婆固镇等13个乡镇（街道）参加。",
    "唯一一家通过验收，逐一一对一帮扶，以企带企。",
    "法院院长、检察院检察长列席会议。",
    "安装路灯326盏，铺设管网44.92公里，硬化路面2650平方米。",
    "邀请县乡两级专家，开展“线上+线下”培训12场次。",
    "为群众办实事、解难题，大大提高了满意度。",
    "涉及12个村，其中6个村已完成，其余正在推进。",
    "先后到山东、江苏等地考察，签约项目3个……",
    "出动人员230余人次、车辆50余车次，张贴标语900余张。",
    "每月5日前上报，每年至少两次，24小时值班。",
    "全年粮食总产达到10.5亿斤，较上年增加0.3亿斤。",
];

/// The item with a relation added whose one digit is wrong.
fn digits_of(piece: &Piece, chance: &mut Chance, sentences: &[&str]) -> Vec<Piece> {
    let sentence = *chance.pick(sentences);
    let is_year_or_range = |at: usize| sentence[at..].starts_with("000");
    let sites: Vec<usize> = sentence
        .match_indices(|c: char| c.is_ascii_digit())
        .map(|(at, _)| at)
        .filter(|at| counts(sentence, *at) && !is_year_or_range(*at))
        .collect();
    let at = *chance.pick(&sites);
    vec![piece.and(&changed_digit(sentence, at, chance))]
}

/// Whether a digit belongs to a figure of the relation, not to the name of a class or to a date;
/// not one so far behind the point that it may be rounding.
fn counts(sentence: &str, at: usize) -> bool {
    let number_end = sentence[at..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(0);
    let after = &sentence[at + number_end..];
    let decimals = sentence[..at].rsplit(|c: char| !c.is_ascii_digit() && c != '.').next();
    let behind = decimals.and_then(|text| text.split_once('.')).map_or(0, |(_, d)| d.len() + 1);
    !after.starts_with("万元至")
        && !after.starts_with("亿元项目")
        && !after.starts_with("万元以下")
        && !after.starts_with("宗")
        && !after.starts_with('月')
        && behind < 2
}

fn changed_digit(text: &str, at: usize, chance: &mut Chance) -> String {
    let old = text.as_bytes()[at] - b'0';
    // A number does not begin with 0.
    let new = (old + 1 + chance.below(8) as u8) % 10;
    let first = !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.');
    let new = if new == 0 && first { if old == 5 { 6 } else { 5 } } else { new };
    format!("{}{}{}", &text[..at], char::from(b'0' + new), &text[at + 1..])
}

/// Whether a digit is part of a count that stands alone: no year, no range, no name.
fn is_plain_count(text: &str, at: usize) -> bool {
    let start = text[..at]
        .rfind(|c: char| !c.is_ascii_digit() && c != '.')
        .map_or(0, |i| i + text[i..].chars().next().map_or(0, char::len_utf8));
    let end = at + text[at..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(1);
    let marks =
        ['“', '”', '·', '～', '—', '-', '+', '年', '月', '日', '号', '余', '第', '从', '到'];
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let apart = |c: Option<char>| c.is_some_and(|c| !marks.contains(&c) && !c.is_ascii());
    apart(before) && apart(after)
}

/// The body with each of these characters, one at a time, replaced.
fn each(piece: &Piece, which: &str, new: impl Fn(char, &str) -> String) -> Vec<Piece> {
    piece
        .body
        .match_indices(|c| which.contains(c))
        .map(|(at, old)| {
            let c = old.chars().next().unwrap_or_default();
            let after = &piece.body[at + old.len()..];
            piece.with_body(format!("{}{}{after}", &piece.body[..at], new(c, after)))
        })
        .collect()
}

/// The body with each place of a word, one at a time, replaced.
fn put(piece: &Piece, old: &str, new: &str) -> Vec<Piece> {
    piece
        .body
        .match_indices(old)
        .map(|(at, _)| {
            let after = &piece.body[at + old.len()..];
            piece.with_body(format!("{}{new}{after}", &piece.body[..at]))
        })
        .collect()
}

/// The body with each number, one at a time, replaced by what is made of it and the text after.
fn numbers(piece: &Piece, new: fn(&str, &str) -> Option<String>) -> Vec<Piece> {
    let body = &piece.body;
    let mut all = vec![];
    let mut at = 0;
    while let Some(found) = body[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + found;
        let length = body[start..].find(|c: char| !c.is_ascii_digit() && c != '.');
        let end = start + length.unwrap_or(body.len() - start);
        let plain = !body[..start].ends_with(['“', '·', '～', '—', '-', '+', '第'])
            && !body[end..].starts_with(['·', '～', '—', '-', '+', '年', '月', '日', '号']);
        if let Some(new) = new(&body[start..end], &body[end..]).filter(|_| plain) {
            all.push(piece.with_body(format!("{}{new}{}", &body[..start], &body[end..])));
        }
        at = end;
    }
    all
}

fn starts_with_measure(after: &str) -> bool {
    let measures = ["家", "户", "人", "个", "台", "条", "件", "处", "场", "次", "亩", "名", "项"];
    measures.iter().any(|measure| after.starts_with(measure))
}

fn halved(c: char) -> &'static str {
    match c {
        '，' => ",",
        '。' => ".",
        '；' => ";",
        '：' => ":",
        '（' => "(",
        '）' => ")",
        _ => "?",
    }
}

/// The credits with one changed at a place.
fn credits(piece: &Piece, chance: &mut Chance, change: fn(&mut Vec<char>, usize)) -> Vec<Piece> {
    let mut changed = piece.clone();
    let which = chance.below(changed.credits.len());
    let mut chars: Vec<char> = changed.credits[which].chars().collect();
    let at = chance.below(chars.len());
    change(&mut chars, at);
    changed.credits[which] = chars.into_iter().collect();
    vec![changed]
}
