//! Where a headline ends and its text begins.

use super::Reference;
use crate::import::document::{Glyph, plain, trim};
use crate::zh::character::halves;
use crate::zh::number::is_one_to_ten;
use crate::zh::space;

/// A paragraph taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// Characters of the headline, from the start.
    pub(super) headline: usize,
    /// Where the body begins.
    pub(super) body: usize,
    /// Why it may be wrong.
    pub(super) doubt: Option<String>,
}

/// Headlines are this long, in characters without white space.
const LENGTHS: std::ops::RangeInclusive<usize> = 5..=50;
/// A line of the standard page less the indent of its first line (GB/T 9704-2012, 5.2.3): the
/// space behind a headline that fills its line is lost when the text is copied from the page.
const FIRST_LINE: usize = 26;
/// What bodies begin with.
const BEGINNINGS: &[&str] = &[
    "近日",
    "日前",
    "今年以来",
    "近年来",
    "连日来",
    "截至",
    "为",
    "围绕",
    "坚持",
    "通过",
    "聚焦",
    "紧盯",
    "按照",
    "针对",
    "结合",
    "依托",
    "立足",
    "以",
    "开展",
    "组织",
    "成立",
    "建立",
    "制定",
    "利用",
    "充分",
    "积极",
    "严格",
    "牢固",
    "始终",
    "召开",
    "一是",
    "第一",
    "举办",
    "把",
    "在",
    "自",
];

/// The headline that a paragraph begins with, by its bold run.
pub(super) fn strong_lead(text: &[Glyph], reference: Reference<'_>) -> Option<Split> {
    let run = text.iter().position(|glyph| !glyph.strong && !glyph.c.is_whitespace());
    let end = run.unwrap_or(text.len());
    let headline = trim(&text[..end]);
    let words = plain(headline);
    let is_unit = reference.roster.find(words.trim(), reference.date).is_some();
    if !headline.iter().any(|glyph| glyph.strong) || !is_headline(headline) || is_unit {
        return None;
    }
    Some(Split { headline: headline.len(), body: end, doubt: None })
}

/// The headline that a paragraph of running text begins with, by the space behind it.
///
/// Spaces beside digits come from conversion and end no headline, unless there are no others.
pub(super) fn run_in(text: &[Glyph]) -> Option<Split> {
    let stop = text.iter().position(|glyph| "。；！？;".contains(glyph.c)).unwrap_or(text.len());
    let gaps = gaps(&text[..stop.min(text.len())]);
    let fits = |gap: &&Gap| is_headline(&text[..gap.start]) && gap.end < text.len();
    let plain_gaps: Vec<&Gap> = gaps.iter().filter(|gap| !gap.of_conversion).filter(fits).collect();
    // A wide gap was made by hand, whatever stands beside it.
    let wide: Vec<&Gap> = gaps.iter().filter(|gap| gap.wide).filter(fits).collect();
    let chosen = match (wide.as_slice(), plain_gaps.as_slice()) {
        ([.., last], _) => (*last, None),
        (_, [only]) => (*only, None),
        (_, [first, .., last]) => {
            // A headline of two parts has its spaces before the first comma of the body.
            let comma = text.iter().position(|glyph| glyph.c == '，').unwrap_or(text.len());
            let before = plain_gaps.iter().rev().find(|gap| gap.start < comma);
            let gap = before.copied().unwrap_or(if last.start < comma { last } else { first });
            let doubt = "标题里外都有空格，正文可能从别处开始".to_owned();
            let certain = before.is_some_and(|gap| gap.start == first.start);
            (gap, (!certain).then_some(doubt))
        }
        (_, []) => {
            let gap = gaps.iter().filter(fits).rfind(|gap| gap.one_sided)?;
            (gap, Some("标题后面的空格紧挨着数字，正文可能从别处开始".to_owned()))
        }
    };
    let (gap, doubt) = chosen;
    Some(Split { headline: gap.start, body: gap.end, doubt })
}

/// The likeliest place in a paragraph that shows none. `first` is the length of its first line
/// on the page, when that is known.
pub(super) fn guess(text: &[Glyph], first: Option<usize>) -> Option<Split> {
    let comma = text.iter().position(|glyph| "，。；：！？".contains(glyph.c))?;
    let begins = |at: usize| {
        let rest: String = text[at..].iter().take(4).map(|glyph| glyph.c).collect();
        BEGINNINGS.iter().any(|word| rest.starts_with(word))
    };
    let full = first.or_else(|| by_width(text, FIRST_LINE)).filter(|at| *at < comma);
    let at = full.filter(|at| first.is_some() || begins(*at)).or_else(|| {
        let near = full.unwrap_or(FIRST_LINE);
        (8..comma.min(40)).filter(|at| begins(*at)).min_by_key(|at| at.abs_diff(near))
    });
    let at = at.or(full).filter(|at| is_headline(&text[..*at]))?;
    let doubt = "原件标题与正文之间没有空格，这里是估计的，正文可能从别处开始".to_owned();
    Some(Split { headline: at, body: at, doubt: Some(doubt) })
}

/// Whether a text could be a headline: short, and no sentence.
pub(super) fn is_headline(text: &[Glyph]) -> bool {
    let text = trim(text);
    let words: Vec<char> =
        text.iter().map(|glyph| glyph.c).filter(|c| !c.is_whitespace()).collect();
    LENGTHS.contains(&words.len())
        && !words.iter().any(|c| "。；".contains(*c))
        && !words.last().is_some_and(|c| "，、：；,:（《“".contains(*c))
        && !is_numbered(text)
        && balanced(&words)
}

/// 一、 （一） 1. ① 一是: what heads a part of an article.
pub(super) fn is_numbered(text: &[Glyph]) -> bool {
    let words: String = space::squeezed(&plain(&text[..text.len().min(16)]));
    let mut rest = words.as_str();
    let bracket = rest.starts_with(['（', '(']);
    rest = rest.trim_start_matches(['（', '(']);
    let digits = rest.chars().take_while(|c| is_one_to_ten(*c) || c.is_ascii_digit()).count();
    let behind = rest.chars().nth(digits);
    let after = rest.chars().nth(digits + 1);
    let circled = words.chars().next().is_some_and(|c| ('①'..='⑳').contains(&c));
    let ascii = rest.chars().next().is_some_and(|c| c.is_ascii_digit());
    circled
        || (digits > 0
            && match behind {
                Some('）' | ')') => bracket,
                Some('、' | '．') => digits <= 3,
                // 21.4 is a figure, 1.抓宣传 a number.
                Some('.') => ascii && digits <= 2 && !after.is_some_and(|c| c.is_ascii_digit()),
                Some('是') => !ascii && digits == 1,
                _ => false,
            })
        || (words.starts_with('第') && {
            let number = words.chars().skip(1).take_while(|c| is_one_to_ten(*c)).count();
            number > 0 && words.chars().nth(number + 1).is_some_and(|c| "章节条部，".contains(c))
        })
}

/// Whether every bracket and quotation mark is closed: a cut inside one is none.
fn balanced(words: &[char]) -> bool {
    [('“', '”'), ('《', '》'), ('（', '）'), ('【', '】'), ('‘', '’')].iter().all(
        |(open, close)| {
            let count = |mark: char| words.iter().filter(|c| **c == mark).count();
            count(*open) == count(*close)
        },
    )
}

/// White space between two characters.
struct Gap {
    start: usize,
    end: usize,
    /// A digit or Latin letter stands beside it.
    of_conversion: bool,
    /// A digit stands behind it, none before, and the number has no space behind.
    one_sided: bool,
    /// More than one space, a tab, or a full-width one.
    wide: bool,
}

fn gaps(text: &[Glyph]) -> Vec<Gap> {
    let mut gaps = vec![];
    let mut at = 0;
    while at < text.len() {
        if !text[at].c.is_whitespace() {
            at += 1;
            continue;
        }
        let start = at;
        while at < text.len() && text[at].c.is_whitespace() {
            at += 1;
        }
        if start == 0 || at == text.len() {
            continue;
        }
        let (left, right) = (text[start - 1].c, text[at].c);
        let number = text[at..].iter().take_while(|glyph| glyph.c.is_ascii_alphanumeric()).count();
        let behind = text.get(at + number).map(|glyph| glyph.c);
        gaps.push(Gap {
            start,
            end: at,
            of_conversion: space::is_of_conversion(left, right),
            one_sided: !left.is_ascii_alphanumeric()
                && number > 0
                && behind.is_some_and(|c| !c.is_whitespace()),
            wide: at - start > 1 || text[start].c != ' ',
        });
    }
    gaps
}

/// Where a line of so many Han widths ends; two figures or Latin letters take one.
fn by_width(text: &[Glyph], line: usize) -> Option<usize> {
    let mut taken = 0;
    for (at, glyph) in text.iter().enumerate() {
        if taken >= 2 * line {
            return Some(at);
        }
        taken += halves(glyph.c);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::rich;

    fn split(text: &str) -> (String, String, bool) {
        let text = rich(text, false);
        let split = run_in(&text).or_else(|| guess(&text, None)).expect("a headline");
        (plain(&text[..split.headline]), plain(&text[split.body..]), split.doubt.is_some())
    }

    #[test]
    fn the_space_that_ends_a_headline_is_told_from_those_round_digits() {
        let cases = [
            (
                "县公共资源交易中心 4 天交易 21.4 亿元跑出“加速度” 通过评标",
                "县公共资源交易中心 4 天交易 21.4 亿元跑出“加速度”",
                false,
            ),
            (
                "县发改委助推 2024 年首季实现“开门红” 建立重大 3 项",
                "县发改委助推 2024 年首季实现“开门红”",
                false,
            ),
            (
                "我县“金融集市”火热开市助力银企对接 以 6 家金融机构，",
                "我县“金融集市”火热开市助力银企对接",
                false,
            ),
            (
                "县林业局“三个强化” 筑牢春季防火墙 连日来，全县",
                "县林业局“三个强化” 筑牢春季防火墙",
                true,
            ),
            ("县水利局做好防汛工作　2023年 5 月", "县水利局做好防汛工作", false),
            ("县水利局扎实做好防汛工作 2023年以来，", "县水利局扎实做好防汛工作", true),
            (
                "县医疗保障局全面发力确保农村低收入人口基本医疗有保障坚持把农村低收入人口基本医疗有保障、不因病返贫，通过",
                "县医疗保障局全面发力确保农村低收入人口基本医疗有保障",
                true,
            ),
        ];
        for (text, headline, doubtful) in cases {
            let (found, _, doubt) = split(text);
            assert_eq!((found.as_str(), doubt), (headline, doubtful));
        }
    }

    #[test]
    fn subheads_are_no_headlines() {
        for text in [
            "一、加强组织领导",
            "（一）强化责任",
            "1.抓好宣传工作",
            "①抓好宣传",
            "一是抓好宣传",
            "第一，抓好宣传",
            "(2)狠抓落实工作",
        ] {
            assert!(is_numbered(&rich(text, false)), "{text}");
        }
        for text in [
            "21.4亿元项目落地",
            "三个一批项目开工",
            "一季度开门红",
            "第一书记驻村帮扶",
            "2024年首季",
            "（镇、街道）",
        ] {
            assert!(!is_numbered(&rich(text, false)), "{text}");
        }
    }
}
