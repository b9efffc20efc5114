//! Lists of names right beside the number of them.

use std::ops::Range;

use crate::zh::character::is_han;
use crate::zh::line::Line;
use crate::zh::number;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

/// An announced number and the list that has another.
pub(super) struct Slip {
    pub announced: Range<usize>,
    pub list: Range<usize>,
    pub count: u32,
    /// The 四是 that ends a numbered list.
    pub last: Option<Range<usize>>,
}

/// What is counted, and the characters in which the names of it end.
static KINDS: &[(&[&str], &str)] = &[
    (&["部门", "单位", "局", "委办局"], "局委办院会中心队部联室行社司馆所署厅站校"),
    (&["乡镇", "镇", "乡", "镇街", "乡（镇）", "乡镇（街道）"], "镇乡道办处"),
    (&["村", "行政村", "自然村", "村庄"], "村庄屯"),
    (&["社区"], "区"),
    (&["街道"], "道处"),
    (&["县", "县区", "县（市、区）", "区县"], "县区市"),
    (&["工作组", "专项组", "小组", "专班", "工作专班"], "组班"),
    (&["园区"], "园区"),
    (&["河流", "河道"], "河江溪渠沟水"),
    (&["水库"], "库"),
    (&["景区", "景点"], "山寺湖园区谷馆寨"),
    (&["企业", "公司"], "司厂业团"),
    (&["学校"], "学校园院"),
    (&["医院", "卫生院"], "院心"),
];

/// What is listed of any name right before: 人、地、钱三个要素, 清河、清渠、清塘三大行动.
static ANY: &[&str] = &[
    "要素",
    "方面",
    "环节",
    "领域",
    "维度",
    "层面",
    "板块",
    "关键",
    "目标",
    "步骤",
    "阶段",
    "工程",
    "行动",
    "战役",
    "攻坚战",
    "产业",
    "体系",
    "机制",
    "平台",
    "关口",
    "专项",
    "课题",
    "主题",
    "系列",
    "品牌",
    "片区",
    "组团",
    "主线",
    "抓手",
    "支撑",
    "优势",
    "短板",
    "革命",
    "保卫战",
    "任务",
    "重点",
    "一",
];

/// What may be announced before a colon.
static ANNOUNCED: &[&str] = &[
    "项目", "文件", "乡镇", "部门", "单位", "村", "方面", "品牌", "模式", "领域", "环节", "产业",
    "平台", "企业", "任务", "类别", "课题", "措施", "重点",
];

/// 县水利局、县应急管理局、县气象局4个部门.
pub(super) fn names(reading: &Reading) -> Vec<Slip> {
    let mut found = vec![];
    for quantity in &reading.quantities {
        found.extend(names_before(reading, quantity));
        found.extend(titles_before(&reading.line, quantity));
        found.extend(announced(reading, quantity));
        found.extend(alike_before(reading, quantity));
    }
    found.extend(any_before(reading));
    found
}

/// 清河、清渠、清塘三大行动, “人、地、钱”三个要素: as many names as are announced behind them.
fn any_before(reading: &Reading) -> Vec<Slip> {
    let line = &reading.line;
    let mut found = vec![];
    for at in 2..line.chars().len() {
        let measure = line.chars()[at];
        if measure != '大' && measure != '个' && measure != '项' {
            continue;
        }
        // “红色游、生态游、乡村游”四大旅游品牌: in quotation marks the list has plain ends.
        let quoted = line.before(at - 1) == Some('”');
        let most = if quoted { 4 } else { 0 };
        let Some((more, noun)) = (0..=most).find_map(|more| {
            let noun = ANY.iter().find(|noun| line.starts_with(at + 1 + more, noun))?;
            line.chars()[at + 1..at + 1 + more].iter().all(|c| is_han(*c)).then_some((more, noun))
        }) else {
            continue;
        };
        let digit = line.chars()[at - 1];
        let Some(stated) =
            number::small(digit).or(digit.to_digit(10)).filter(|n| (2..=10).contains(n))
        else {
            continue;
        };
        let longer = line.before(at - 1).is_some_and(|c| {
            number::is_han_figure(c) || c.is_ascii_digit() || "第.几、，。；：".contains(c)
        });
        let end = at - 1 - usize::from(line.before(at - 1) == Some('”'));
        let quoted = end < at - 1;
        if longer {
            continue;
        }
        let (mut start, mut commas, mut joined) = (end, 0u32, 0u32);
        let mut open = false;
        while start > 0 {
            match line.chars()[start - 1] {
                '、' => commas += 1,
                '和' | '与' | '及' => joined += 1,
                '“' if quoted => {
                    open = true;
                    break;
                }
                '等' => {
                    commas = 0;
                    break;
                }
                c if c.is_alphabetic() && !c.is_ascii_digit() => {}
                _ => break,
            }
            start -= 1;
        }
        let words = line.text(start..end);
        // 、 between all, and each name short: what leads to the first may belong to it.
        let names: Vec<&str> = words.split('、').collect();
        let short = names[1..].iter().all(|name| (1..=8).contains(&name.chars().count()));
        let alike = quoted && open
            || names[1..]
                .windows(2)
                .all(|two| two[0].chars().count().abs_diff(two[1].chars().count()) <= 3);
        let fits = (commas + 1..=commas + 1 + joined).contains(&stated);
        if commas >= 2 && short && alike && !fits && quoted == open {
            let announced = at - 1..at + 1 + more + noun.chars().count();
            found.push(Slip { announced, list: start..end, count: commas + 1, last: None });
        }
    }
    found
}

/// The number that a quantity counts, when it counts one by one.
fn count(quantity: &Quantity) -> Option<u32> {
    let one = ["个", "家", "项", "类", "大", "条", "座", "所", "处"].contains(&quantity.unit.name)
        && quantity.is_exact();
    let value = u32::try_from(quantity.value().whole()?).ok()?;
    (one && (2..=20).contains(&value)).then_some(value)
}

/// 鑫源纺织、绿野食品、宏达建材3家企业: names that end in nothing of their own but are as long as
/// each other.
fn alike_before(reading: &Reading, quantity: &Quantity) -> Option<Slip> {
    let line = &reading.line;
    let stated = count(quantity).filter(|_| quantity.unit.name == "家")?;
    let (end, behind) = (quantity.range.start, quantity.range.end);
    let noun = ["企业", "公司", "合作社"].iter().find(|noun| line.starts_with(behind, noun))?;
    let part = |at: &usize| line.get(*at).is_some_and(|c| is_han(c) && c != '等' || c == '、');
    let start = (0..end).rev().take_while(part).last()?;
    let words = line.text(start..end);
    let names: Vec<&str> = words.split('、').collect();
    let length = names.last()?.chars().count();
    let row = (3..=6).contains(&length)
        && names.len() > 2
        && names[1..].iter().all(|name| name.chars().count() == length)
        && names[0].chars().count() >= length
        && !words.contains(['和', '与', '及']);
    let known = KINDS.iter().any(|(nouns, endings)| {
        nouns.contains(noun) && line.before(end).is_some_and(|c| endings.contains(c))
    });
    let count = u32::try_from(names.len()).ok()?;
    let announced = quantity.range.start..behind + noun.chars().count();
    (row && !known && count != stated).then_some(Slip {
        announced,
        list: start..end,
        count,
        last: None,
    })
}

/// A list of names that ends at a place.
pub(super) struct Names {
    pub(super) range: Range<usize>,
    commas: u32,
    joined: u32,
    /// Whether 等 ends it.
    pub(super) open: bool,
}

impl Names {
    /// Whether it may have so many; 和 may join two or be in a name.
    pub(super) fn fits(&self, stated: u32) -> bool {
        let least = self.commas + 1;
        stated >= least && (self.open || stated <= least + self.joined)
    }

    pub(super) fn slip(self, announced: Range<usize>) -> Slip {
        Slip { announced, list: self.range, count: self.commas + 1, last: None }
    }
}

/// The kind that some words name, and in what its names end.
pub(super) fn kind_of(words: &str) -> Option<(&'static str, &'static str)> {
    KINDS.iter().find_map(|(nouns, endings)| {
        let noun =
            nouns.iter().filter(|noun| words.starts_with(**noun)).max_by_key(|noun| noun.len())?;
        Some((*noun, *endings))
    })
}

/// Back over names with 、 between, all of which end in one of some characters.
pub(super) fn back_over(reading: &Reading, end: usize, endings: &str) -> Option<Names> {
    let line = &reading.line;
    let named = |end: usize| line.before(end).is_some_and(|c| endings.contains(c));
    let open = line.before(end) == Some('等');
    let end = end - usize::from(open);
    if !named(end) {
        return None;
    }
    let sentence = reading.sentence_at(end.checked_sub(1)?);
    let (mut at, mut start, mut commas, mut joined) = (end, end, 0u32, 0u32);
    while at > sentence.start {
        at -= 1;
        match line.get(at)? {
            '、' if named(at) => commas += 1,
            '和' | '与' | '及' | '暨' if named(at) => joined += 1,
            // A name that ends otherwise may be of the list as well.
            '、' => return None,
            '，' | '。' | '；' | '：' | '（' | '）' | '”' | '“' => break,
            '等' => return None,
            c if c.is_ascii_digit() => return None,
            c if c.is_alphabetic() => {}
            _ => break,
        }
        start = at;
    }
    (commas > 0).then_some(Names { range: start..end, commas, joined, open })
}

fn names_before(reading: &Reading, quantity: &Quantity) -> Option<Slip> {
    let stated = count(quantity)?;
    let end = quantity.range.end;
    let words = reading.line.text(end..(end + 8).min(reading.line.chars().len()));
    let (noun, endings) = kind_of(&words)?;
    let names = back_over(reading, quantity.range.start, endings)?;
    let announced = quantity.range.start..end + noun.chars().count();
    (!names.fits(stated)).then(|| names.slip(announced))
}

/// 《甲》《乙》3个文件.
fn titles_before(line: &Line, quantity: &Quantity) -> Option<Slip> {
    let stated = count(quantity)?;
    let end = quantity.range.start;
    let noun = ["文件", "方案", "办法", "制度", "规划", "议案", "议题", "标准", "规定", "意见"]
        .iter()
        .find(|noun| line.starts_with(quantity.range.end, noun))?;
    if line.before(end) != Some('》') {
        return None;
    }
    let (mut at, mut count, mut depth) = (end, 0, 0i32);
    while let Some(c) = line.before(at) {
        match c {
            '》' => depth += 1,
            '《' => {
                depth -= 1;
                count += u32::from(depth == 0);
            }
            '、' | '和' if depth == 0 => {}
            _ if depth > 0 => {}
            _ => break,
        }
        at -= 1;
    }
    let announced = quantity.range.start..quantity.range.end + noun.chars().count();
    (count > 1 && count != stated).then_some(Slip { announced, list: at..end, count, last: None })
}

/// 4个项目：智能粮仓、冷链物流园、乡村振兴产业园; 4家企业入选省级名单：甲、乙、丙、丁.
fn announced(reading: &Reading, quantity: &Quantity) -> Option<Slip> {
    let line = &reading.line;
    let stated = count(quantity)?;
    let behind = quantity.range.end;
    let sentence = reading.sentence_at(behind);
    let colon = (behind..sentence.end.min(behind + 40))
        .find(|at| line.get(*at).is_some_and(|c| c == '：'))?;
    let words = line.text(behind..colon);
    let right = ANNOUNCED.contains(&&*words);
    let only = reading
        .quantities
        .iter()
        .filter(|other| (sentence.start..colon).contains(&other.range.start))
        .count()
        == 1;
    let leads = ["名单", "分别是", "分别为", "具体是", "具体为", "依次为", "，即"]
        .iter()
        .any(|word| words.ends_with(word));
    let told = only
        && leads
        && ["企业", "个", "村", "家", "单位", "集体", "项目"]
            .iter()
            .any(|noun| words.contains(noun));
    if !right && !told {
        return None;
    }
    let start = colon + 1;
    let words = line.text(start..sentence.end);
    let words = words.trim_end_matches(['。', '\n']);
    let plain = !words.contains(['，', '；', '：', '（', '“', '《', '等', '…', '及'])
        && !words.chars().any(|c| c.is_ascii_digit() && words.contains("一是"));
    let count = u32::try_from(words.matches('、').count()).ok()? + 1;
    let joined = u32::try_from(words.matches(['和', '与']).count()).ok()?;
    let items = || words.split('、');
    let alike = items().all(|item| (2..=14).contains(&item.chars().count()));
    // More than announced may be two in one: 面粉、挂面加工.
    let wrong = stated > count + joined
        || stated < count && joined == 0 && items().all(|i| i.chars().count() >= 4);
    let announced = quantity.range.start..start - 1;
    let list: Range<usize> = start..start + words.chars().count();
    (plain && alike && count > 1 && wrong).then_some(Slip { announced, list, count, last: None })
}
