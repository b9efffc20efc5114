//! Where a headline may break: between words, and so that no scrap is left on its last line.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::paragraph::{CLOSING, OPENING, width};
use crate::zh::character::is_han;
use crate::zh::line::Line;
use crate::zh::{number, quantity, words};

/// Characters that the last line of a headline has at least.
const LAST: usize = 4;

/// A quotation or title of so many characters is not broken.
const QUOTED: usize = 8;

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

/// Pieces that begin a line behind one so short that it would be stretched: it is left short. A
/// headline run in with its text, as above.
pub(super) fn after_short_lines(pieces: &[&str], characters: u32) -> Vec<usize> {
    const SHORT: f64 = 1.0;
    // What is wider than the room by no more may fit after all: the faces were not asked.
    const DOUBT: f64 = 0.3;
    let mut free = f64::from(characters) - 2.0;
    let mut found = vec![];
    for (index, piece) in pieces.iter().enumerate() {
        let wide = width(piece);
        if wide > free {
            if free > SHORT && wide > free + DOUBT && index > 0 {
                found.push(index);
            }
            free = f64::from(characters);
        }
        free -= wide;
    }
    found
}

fn may_break(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    !OPENING.contains(last) && !CLOSING.contains(first)
}

fn is_in_short_quotation(before: &str, after: &str) -> bool {
    let open = before.char_indices().rev().take(QUOTED).find(|(_, c)| "“”《》‘’".contains(*c));
    let close = after.char_indices().take(QUOTED).find(|(_, c)| "“”《》‘’".contains(*c));
    let (Some((start, open)), Some((end, close))) = (open, close) else { return false };
    let inside = before[start..].chars().count() - 1 + after[..end].chars().count();
    "“《‘".contains(open) && "”》’".contains(close) && inside <= QUOTED
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
        assert_eq!(after_short_lines(&pieces, 28), [pieces.len() - 1]);
        let pieces = ["县农业农村局和县自然资源局及县水利局联合开展秋冬", "农田水利"];
        assert_eq!(after_short_lines(&pieces, 28), [1], "two characters");
        let pieces = ["县农业农村局和县自然资源局及县水利局联合开展秋冬春", "农田水利"];
        assert!(after_short_lines(&pieces, 28).is_empty(), "one character");
    }

    #[test]
    fn a_short_quotation_stays_whole() {
        let pieces = phrases("丰庄镇坚持“项目为王”推动经济发展提质提速", 28);
        assert!(pieces.iter().any(|piece| piece.contains("“项目为王”")), "{pieces:?}");
        let pieces = phrases("跑出项目建设“加速度”", 28);
        assert!(pieces.last().is_some_and(|last| last.ends_with("“加速度”")), "{pieces:?}");
    }
}
