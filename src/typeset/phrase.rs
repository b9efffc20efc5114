//! Where a headline may break: between words, and so that no scrap is left on its last line.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::latin::{self, Face};
use super::paragraph::{CLOSING, OPENING, is_mark, may_part, width};
use crate::zh::character::is_han;
use crate::zh::line::Line;
use crate::zh::{number, quantity, words};

/// Characters that the last line of a headline has at least.
const LAST: usize = 4;

/// A quotation or title as wide as so many characters is not broken.
const QUOTED: f64 = 8.0;

/// Characters that a line of a headline may be short of, before it is better to part a quotation.
const LOOSE: f64 = 6.0;

/// A headline in pieces between which it may break; together they are the headline. It is run in
/// with its text: two characters in, in lines of so many.
pub(super) fn phrases(headline: &str, characters: u32) -> Vec<&str> {
    let mut words = words::segment(headline);
    let counted = counted(headline, &words);
    words.retain(|end| !is_inside(&counted, *end));
    let words = without_scraps(headline, words);
    let whole = broken(headline, &words, is_in_short_quotation);
    if is_loose(&whole, characters) { broken(headline, &words, |_, _| false) } else { whole }
}

/// Whether a place is within one of these, and not at its edge.
fn is_inside(ranges: &[Range<usize>], place: usize) -> bool {
    ranges.iter().any(|range| range.start < place && place < range.end)
}

/// The pieces between some ends, but for those inside what is kept together. The last pieces become
/// one until they are long enough to stand alone.
fn broken<'a>(
    headline: &'a str,
    ends: &[usize],
    is_kept: impl Fn(&str, &str) -> bool,
) -> Vec<&'a str> {
    let count = |from: usize| headline[from..].chars().filter(|c| !c.is_whitespace()).count();
    let stays = |end: &usize| {
        let (before, after) = headline.split_at(*end);
        may_break(before, after) && !is_kept(before, after) && count(*end) >= LAST
    };
    let ends: Vec<usize> = ends.iter().copied().filter(stays).collect();
    pieces(headline, &ends)
}

/// The bytes of what stands together for the sake of a number: 第1项, 第三季度, 2024年, 30个百分点,
/// 21.4亿元, 百分之三十; each as far as the grammar of figures knows it, and one character behind any
/// other number.
fn counted(headline: &str, ends: &[usize]) -> Vec<Range<usize>> {
    let line = Line::new(headline);
    let is_word = |range: &Range<usize>| {
        let bytes = line.bytes(range.clone());
        let parted = |at: &usize| *at == 0 || *at == headline.len() || ends.contains(at);
        parted(&bytes.start) && parted(&bytes.end)
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let is_figure = |c: char| is_digit(c) || number::is_han_figure(c) || "万亿".contains(c);
    let is_number = |c: char| is_figure(c) || "第几数多余来".contains(c);
    let mut found = vec![];
    let mut at = 0;
    while let Some(c) = line.get(at) {
        // 数十家, but 人数30万; 未来 and 多部门 begin no number.
        let some = || c == '数' && line.get(at + 1).is_some_and(|c| !is_digit(c) && is_figure(c));
        if !(is_figure(c) || "第几".contains(c) || some()) {
            at += 1;
            continue;
        }
        let length = line.chars()[at..].iter().take_while(|c| is_number(**c)).count();
        let number = at..at + length;
        let opens = c == '第' || line.before(at) == Some('之');
        let has = |is: &dyn Fn(char) -> bool| line.chars()[number.clone()].iter().any(|c| is(*c));
        let quantity = quantity::read(&line, at).map(|quantity| quantity.range.end);
        // 三农, 一体化, 多部门 are words as they are.
        let is_counted = has(&is_digit) || opens || is_word(&number) || quantity.is_some();
        if has(&is_figure) && is_counted {
            let start = if opens && c != '第' { at - 1 } else { at };
            let end = quantity.unwrap_or_default().max(number.end + 1);
            found.push(line.bytes(start..end.min(line.chars().len())));
        }
        at += length;
    }
    found
}

/// Without the ends between single characters: where the dictionary has no word they are part of one
/// that it does not know, a name or a 降费. Those that join words are none of these.
fn without_scraps(headline: &str, ends: Vec<usize>) -> Vec<usize> {
    const JOINING: &str = "的和与及在为等对把将从向让以并到至是不再各全县市乡镇";
    let single = |from: usize, to: usize| {
        let mut word = headline[from..to].chars();
        matches!((word.next(), word.next()), (Some(c), None) if is_han(c) && !JOINING.contains(c))
    };
    let start = |index: usize| index.checked_sub(1).map_or(0, |before| ends[before]);
    let next = |index: usize| ends.get(index + 1).copied().unwrap_or(headline.len());
    let kept = |index: &usize| {
        let end = ends[*index];
        !(single(start(*index), end) && single(end, next(*index)))
    };
    (0..ends.len()).filter(kept).map(|index| ends[index]).collect()
}

fn pieces<'a>(text: &'a str, ends: &[usize]) -> Vec<&'a str> {
    let mut start = 0;
    let ends = ends.iter().copied().chain([text.len()]).filter(|end| *end > 0);
    ends.map(|end| &text[std::mem::replace(&mut start, end)..end]).collect()
}

/// Whether a line but the last would have to be stretched by more than some characters.
fn is_loose(pieces: &[&str], characters: u32) -> bool {
    let mut free = f64::from(characters) - 2.0;
    for piece in pieces {
        let wide = width(piece);
        if wide > free {
            if free > LOOSE {
                return true;
            }
            free = f64::from(characters);
        }
        free -= wide;
    }
    false
}

/// The lines that a headline is run in with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) characters: u32,
    /// Whether Han and Latin are set apart.
    pub(super) spaced: bool,
}

/// Pieces that begin a line behind one so short that it would be stretched: it is left short. A
/// headline run in with its text, as above; the number of pieces where it is the text that begins so.
pub(super) fn after_short_lines(pieces: &[&str], text: &str, room: Room) -> Vec<usize> {
    const SHORT: f64 = 1.0;
    const INDENT: f64 = 2.0;
    // What is reckoned to fill a line does.
    const DOUBT: f64 = 0.02;
    let half = |marks: &str, c: Option<char>| match c.is_some_and(|c| marks.contains(c)) {
        true => 0.5,
        false => 0.0,
    };
    let all = f64::from(room.characters);
    let (mut free, mut before) = (all - INDENT, None);
    let mut found = vec![];
    let gapped = format!("\u{3000}{}", unbroken(text));
    let headline = pieces.iter().map(|piece| (*piece, Face::Heading));
    let behind = (!text.is_empty()).then_some((gapped.as_str(), Face::Text));
    for (index, (piece, face)) in headline.chain(behind).enumerate() {
        let mut own = set(before, piece, face, room.spaced);
        // Marks are half as wide at the ends of a line.
        if own - half(CLOSING_MARKS, piece.chars().next_back()) > free + DOUBT {
            if free + half(CLOSING_MARKS, before) > SHORT && index > 0 {
                found.push(index);
            }
            free = all;
            own = set(None, piece, face, room.spaced) - half(OPENING, piece.chars().next());
        }
        free -= own;
        before = piece.chars().next_back();
    }
    found
}

/// Full-width marks whose right half is empty.
const CLOSING_MARKS: &str = "，。、；：？！）》”’】〉」』〕";

/// The beginning of a text up to the first place where a line may end.
fn unbroken(text: &str) -> &str {
    let two = text.chars().zip(text.char_indices().skip(1));
    let end = two.into_iter().find(|(before, (_, c))| may_part(*before, *c));
    end.map_or(text, |(_, (at, _))| &text[..at])
}

/// How wide a text is set behind a character of its line.
fn set(mut before: Option<char>, text: &str, face: Face, spaced: bool) -> f64 {
    const APART: f64 = 0.25;
    let is_latin = |c: char| c.is_ascii_alphanumeric();
    let mut total = 0.0;
    for c in text.chars() {
        total += latin::width(c, face).unwrap_or_else(|| cells(c.encode_utf8(&mut [0; 4])));
        if let Some(before) = before {
            let apart = is_han(before) && is_latin(c) || is_latin(before) && is_han(c);
            total += if spaced && apart { APART } else { 0.0 };
            total -= if is_mark(before) && is_mark(c) { 0.5 } else { 0.0 };
        }
        before = Some(c);
    }
    total
}

fn may_break(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    // One character alone between a line's end and a mark looks lost.
    let is_lone = |second: Option<char>, marks: &str| second.is_some_and(|c| marks.contains(c));
    !OPENING.contains(last)
        && !CLOSING.contains(first)
        && !is_lone(before.chars().nth_back(1), QUOTES.0)
        && !is_lone(after.chars().nth(1), QUOTES.1)
}

/// What opens a quotation or title, and what closes it.
const QUOTES: (&str, &str) = ("“《‘", "”》’");

fn is_in_short_quotation(before: &str, after: &str) -> bool {
    let is_quote = |c: char| QUOTES.0.contains(c) || QUOTES.1.contains(c);
    let (Some(start), Some(end)) = (before.rfind(is_quote), after.find(is_quote)) else {
        return false;
    };
    let opens = before[start..].chars().next().is_some_and(|c| QUOTES.0.contains(c));
    let closes = after[end..].chars().next().is_some_and(|c| QUOTES.1.contains(c));
    let inside = before[start..].chars().skip(1).chain(after[..end].chars());
    opens && closes && width(&inside.collect::<String>()) <= QUOTED
}

/// Width of a headline as `cells` of `lib.typ` has it; characters put on others have none.
pub(super) fn cells(headline: &str) -> f64 {
    let width = |c: char| match c {
        c if c.is_ascii() => 0.55,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => 0.0,
        c if is_combining_mark(c) => 0.0,
        _ => 1.0,
    };
    headline.chars().map(width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_headline_and_end_with_words() {
        for headline in [
            "县开发区全力推进“60·80”项目建设助力化工产业提质增效",
            "丰庄镇坚持“项目为王”推动经济发展提质提速",
            "县公共资源交易中心4天交易21.4亿元跑出项目建设“加速度”",
            "简短",
            "",
        ] {
            let pieces = phrases(headline, 28);
            assert_eq!(pieces.concat(), headline);
            for piece in pieces.iter().skip(1) {
                assert!(!piece.starts_with(|c| CLOSING.contains(c)), "{pieces:?}");
            }
            if let Some(last) = pieces.last().filter(|_| pieces.len() > 1) {
                assert!(last.chars().count() >= LAST, "{pieces:?}");
            }
        }
    }

    #[test]
    fn a_number_stays_with_what_it_counts() {
        for (headline, whole) in [
            ("县发改委扎实推进重点项目建设第1项任务全面完成并通过验收", "第1项"),
            ("县委县政府组织召开全县乡村振兴工作第三次推进会议", "第三次"),
            ("延津县2024年全县经济社会发展工作会议胜利召开", "2024年"),
            ("全县规模以上工业增加值较去年同期提高30％再创新高", "30％"),
            ("全县规模以上工业增加值较去年同期提高3.5‰再创新高", "3.5‰"),
            ("县公共资源交易中心4天交易21.4亿元跑出加速度", "21.4亿元"),
            ("全县城镇登记失业率较去年同期下降1.2个百分点", "1.2个百分点"),
            ("全县第二季度重点项目集中开工仪式在产业集聚区举行", "第二季度"),
            ("县人社局帮助脱贫劳动力就业三千余人次实现稳定增收", "三千余人"),
            ("全县高标准农田建成面积占耕地总面积的百分之七十", "百分之七十"),
            ("县交通运输局新改建农村公路１２条方便群众出行", "１２条"),
            ("县教体局在全市中小学生运动会上夺得第12名好成绩", "第12名"),
            ("县残联为残疾人免费发放辅助器具两百余件", "两百余件"),
        ] {
            let pieces = phrases(headline, 28);
            assert!(pieces.iter().any(|piece| piece.contains(whole)), "{pieces:?}");
            assert!(pieces.len() > 2, "{pieces:?}");
        }
    }

    #[test]
    fn what_stands_before_a_number_is_no_part_of_it() {
        for (headline, number) in [
            ("县发改委谋划未来五年发展规划推动经济社会高质量发展", "五年"),
            ("全县未来5个工作日全面完成冬季清洁取暖改造任务", "5个工作日"),
            ("全县城乡居民养老保险参保人数30万人次再创历史新高", "30万人次"),
        ] {
            let counted = counted(headline, &words::segment(headline));
            let at = headline.find(number).expect("there");
            assert!(!is_inside(&counted, at), "{headline}: {counted:?}");
            let pieces = phrases(headline, 28);
            assert!(pieces.iter().any(|piece| piece.contains(number)), "{pieces:?}");
        }
    }

    #[test]
    fn what_is_no_word_is_not_parted() {
        for (headline, whole) in [
            ("县税务局落实减税降费政策为企业减负1.2亿元", "降费"),
            ("驻村干部赵㸌带领群众发展特色产业促进增收", "赵㸌"),
            ("𠮷祥社区干部李䶮䶮带头开展矛盾纠纷排查化解工作", "李䶮䶮"),
        ] {
            let pieces = phrases(headline, 28);
            assert!(pieces.iter().any(|piece| piece.contains(whole)), "{pieces:?}");
        }
    }

    #[test]
    fn words_that_begin_with_a_number_are_as_they_were() {
        for headline in ["县委农办扎实推进三农工作", "县直多部门联合执法", "统一部署十分重视"]
        {
            let words = words::segment(headline);
            let counted = counted(headline, &words);
            assert!(!words.iter().any(|end| is_inside(&counted, *end)), "{headline}: {counted:?}");
        }
    }

    #[test]
    fn a_gap_is_left_rather_than_a_scrap() {
        let pieces = phrases("县政务服务和大数据管理局持续推进政务服务“好差评”工作", 28);
        assert_eq!(pieces.last(), Some(&"“好差评”工作"), "{pieces:?}");
    }

    #[test]
    fn a_line_far_too_short_is_not_stretched() {
        let pieces = phrases("县政务服务和大数据管理局持续推进政务服务“好差评”工作", 28);
        assert_eq!(after_short_lines(&pieces, "", ROOM), [pieces.len() - 1]);
        let pieces = ["县农业农村局和县自然资源局及县水利局联合开展秋冬", "农田水利"];
        assert_eq!(after_short_lines(&pieces, "", ROOM), [1], "two characters");
        let pieces = ["县农业农村局和县自然资源局及县水利局联合开展秋冬春", "农田水利"];
        assert!(after_short_lines(&pieces, "", ROOM).is_empty(), "one character");
    }

    const ROOM: Room = Room { characters: 28, spaced: false };

    #[test]
    fn figures_and_marks_are_as_wide_as_they_are_printed() {
        let cases = [
            // Figures of headlines are wider than half a character: 22.28 and 4 do not go into 26.
            ("县住房和城乡建设局全面启动2024年度高标准农田", "建设项目", true),
            ("县住房和城乡建设局全面启动二零二四年度农田和", "建设项目", false),
            ("县住房和城乡建设局全面启动2024年度高标准田", "建设项目", false),
            // A mark at the end of a line takes half a character.
            ("县住房和城乡建设局全面启动2024年度高标准农田", "“两改”", false),
        ];
        for (first, second, breaks) in cases {
            let found = after_short_lines(&[first, second], "", ROOM);
            assert_eq!(found == [1], breaks, "{first}|{second}: {found:?}");
        }
        let apart = ["县住房和城乡建设局全面启动ABC年度标准农田水", "建设项目"];
        assert!(after_short_lines(&apart, "", ROOM).is_empty());
        assert_eq!(after_short_lines(&apart, "", Room { spaced: true, ..ROOM }), [1]);
    }

    #[test]
    fn a_headline_before_a_text_that_does_not_fit_is_not_stretched() {
        let pieces = ["县农业农村局全面启动2024年度高标准农田建设项目"];
        for (text, breaks) in [
            ("《关于进一步优化营商环境的若干措施》出台", true),
            ("12345.67亩农田", true),
            ("关于农田", false),
            ("", false),
        ] {
            let found = after_short_lines(&pieces, text, ROOM);
            assert_eq!(found == [1], breaks, "{text}: {found:?}");
        }
        // Room of one character is filled.
        let pieces = ["县农业农村局全面启动二零二四年度高标准农田建设项目"];
        assert!(after_short_lines(&pieces, "《关于》", ROOM).is_empty());
    }

    #[test]
    fn a_quotation_is_as_long_as_it_is_wide_and_leaves_no_character_alone() {
        for (headline, whole) in [
            ("县教体局聚力打造“15分钟医保服务圈”促进乡村全面振兴", "“15分钟医保服务圈”"),
            ("县发改委全力推进“60·80”项目建设助力化工产业提质增效", "“60·80”"),
            ("县人社局精心组织“2024年春风行动”促进群众就业", "“2024年春风行动”"),
            ("全县开展“我为群众办实事解难题促发展服务圈”活动取得实效", "服务圈”"),
            ("全县深入学习《关于进一步加强基层治理体系建设的意见书》精神", "意见书》"),
            ("全县学习“新时代党的建设总要求和新时代党的组织路线”", "“新时代"),
        ] {
            let pieces = phrases(headline, 28);
            assert!(pieces.iter().any(|piece| piece.contains(whole)), "{pieces:?}");
        }
    }

    #[test]
    fn a_short_quotation_stays_whole() {
        let pieces = phrases("丰庄镇坚持“项目为王”推动经济发展提质提速", 28);
        assert!(pieces.iter().any(|piece| piece.contains("“项目为王”")), "{pieces:?}");
        let pieces = phrases("跑出项目建设“加速度”", 28);
        assert!(pieces.last().is_some_and(|last| last.ends_with("“加速度”")), "{pieces:?}");
    }
}
