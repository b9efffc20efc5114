//! How this file writes things: which lines name columns, how headlines stand.

use super::Reference;
use super::aside;
use super::credit;
use super::headline::{is_headline, is_numbered, run_in, strong_lead};
use super::lines::Line;
use super::sentence::{ends_sentence, is_long};
use crate::import::document::{Glyph, plain, trim};
use crate::zh::character::is_han;
use crate::zh::number::is_one_to_ten;
use crate::zh::numeral::number;
use crate::zh::space::squeezed;

/// Marks that stand before items of a list, or round the name of a column.
pub(super) const BULLETS: &str = "◆●■★▲◇○□▪•※▶►➢✦☆◎△▼";

/// Habits of a file, by which a doubtful line is judged.
#[derive(Debug, Default)]
pub(super) struct Style {
    /// Columns stand in 【】.
    pub(super) bracketed: bool,
    /// Columns are 一、二、三、, with credits under them.
    pub(super) numbered_columns: bool,
    /// Columns are ◆民生保障, with credits under them.
    pub(super) bulleted_columns: bool,
    /// The heading level of columns; items' headlines are deeper.
    pub(super) column_level: Option<u8>,
    /// More headlines run into their text than stand alone.
    pub(super) runs_in: bool,
    /// Items end with a credit.
    pub(super) credited: bool,
    /// Lines with a bullet are items, not parts of a list.
    pub(super) bulleted_items: bool,
    /// Lines with a number are items: a credit ends what is under each.
    pub(super) numbered_items: bool,
    /// A line like a headline begins an item: there are columns, or nothing that looks like the
    /// parts of one long article.
    pub(super) separates_items: bool,
    /// Lines may end where a page does.
    pub(super) may_be_cut: bool,
}

impl Style {
    pub(super) fn of(lines: &[Line], may_be_cut: bool, reference: Reference<'_>) -> Self {
        let ends: Vec<bool> = lines
            .iter()
            .map(|line| {
                credit::trailing(&line.text, reference).is_some()
                    || credit::alone(&line.text, reference).is_some()
            })
            .collect();
        let credited = ends.contains(&true);
        let bracketed = lines.iter().any(is_column);
        let levels: std::collections::BTreeSet<u8> = lines
            .iter()
            .filter(|line| line.heading > 0 && !is_column(line) && !line.text.is_empty())
            .map(|line| line.heading)
            .collect();
        let running = lines.iter().filter(|line| {
            is_long(&line.text)
                && (strong_lead(&line.text, reference).is_some()
                    || run_in(&line.text).is_some_and(|split| split.doubt.is_none()))
        });
        let running = running.count();
        let alone = lines.windows(2).filter(|pair| {
            is_headline(&pair[0].text)
                && !ends_sentence(&pair[0].text)
                && !has_gap(&pair[0].text)
                && is_long(&pair[1].text)
        });
        let alone = alone.count();
        let bullets: Vec<usize> =
            (0..lines.len()).filter(|at| bullet(&lines[*at].text).is_some()).collect();
        let like_items = bullets.iter().filter(|at| {
            let text = &lines[**at].text;
            let text = trim(&text[bullet(text).unwrap_or_default()..]);
            ends[**at] || strong_lead(text, reference).is_some() || run_in(text).is_some()
        });
        // ●县民政局发放补贴 on a line of its own, with a credit under its text.
        let headed = bullets.iter().enumerate().filter(|(index, at)| {
            let end = bullets.get(index + 1).copied().unwrap_or(lines.len());
            !is_long(&lines[**at].text) && ends[**at + 1..end].contains(&true)
        });
        let headed = Some(headed.count()).filter(|count| *count >= 2).unwrap_or_default();
        Self {
            bracketed,
            numbered_items: credited && numbered_items(lines, &ends)
                || numbered_headlines(lines, reference),
            numbered_columns: !bracketed && marked_columns(lines, &ends, column_number),
            bulleted_columns: !bracketed && marked_columns(lines, &ends, column_bullet),
            column_level: levels.first().copied().filter(|_| {
                !bracketed && (levels.len() > 1 || heads_items(lines, &levels, reference))
            }),
            runs_in: running >= alone && running > 0,
            credited,
            separates_items: bracketed || !lines.iter().any(|line| is_numbered(&line.text)),
            may_be_cut,
            bulleted_items: like_items.count().max(headed) * 2 >= bullets.len(),
        }
    }
}

/// Whether the only heading level heads items rather than texts: what follows has a headline of
/// its own.
fn heads_items(
    lines: &[Line],
    levels: &std::collections::BTreeSet<u8>,
    reference: Reference<'_>,
) -> bool {
    let heads = |pair: &[Line]| {
        pair[0].heading > 0
            && (strong_lead(&pair[1].text, reference).is_some()
                || (is_long(&pair[1].text)
                    && run_in(&pair[1].text).is_some_and(|s| s.doubt.is_none())))
    };
    levels.len() == 1 && lines.windows(2).any(heads)
}

/// What a line names, taken apart: marks, name.
type Named = fn(&Line) -> Option<(String, String)>;

/// Whether lines such as 一、项目建设 or ◆项目建设 name columns: they are short, and credits end what is
/// under more than one of them.
fn marked_columns(lines: &[Line], ends: &[bool], named: Named) -> bool {
    let heads: Vec<usize> = (0..lines.len()).filter(|at| named(&lines[*at]).is_some()).collect();
    let with_credit = heads.iter().enumerate().filter(|(index, at)| {
        let end = heads.get(index + 1).copied().unwrap_or(lines.len());
        ends[**at..end].contains(&true)
    });
    heads.len() >= 2 && with_credit.count() >= 2
}

/// Whether lines such as 1.县水利局检修泵站 are items: one number follows another from the first on, and
/// a credit ends what is under each of them.
fn numbered_items(lines: &[Line], ends: &[bool]) -> bool {
    let numbers: Vec<(usize, i64)> = (0..lines.len())
        .filter_map(|at| {
            Some((at, item_number(&lines[at].text).filter(|_| lines[at].other.is_none())?.1))
        })
        .collect();
    let in_order = numbers.iter().enumerate().all(|(at, (_, number))| *number == at as i64 + 1);
    let closed = numbers.iter().enumerate().all(|(index, (at, _))| {
        let end = numbers.get(index + 1).map_or(lines.len(), |(next, _)| *next);
        ends[*at..end].contains(&true)
    });
    numbers.len() >= 2 && in_order && closed
}

/// Whether lines such as 1、县民政局清明祭扫有序 are items though no credit ends them: nothing but talk
/// and the name of the whole stands above the first, a unit that is known begins each, and text stands under it.
fn numbered_headlines(lines: &[Line], reference: Reference<'_>) -> bool {
    let number = |line: &Line| item_number(&line.text).filter(|_| line.other.is_none());
    let heads: Vec<usize> = (0..lines.len()).filter(|at| number(&lines[*at]).is_some()).collect();
    let Some(first) = heads.first().filter(|_| heads.len() >= 2) else { return false };
    let before = lines[..*first].iter().all(|line| {
        let text = line.plain();
        line.other.is_none() && (aside::of(&text, true).is_some() || is_collection(&text))
    });
    let headed = heads.iter().enumerate().all(|(index, at)| {
        let Some((skip, value)) = number(&lines[*at]) else { return false };
        let text = &lines[*at].text[skip..];
        let end = heads.get(index + 1).copied().unwrap_or(lines.len());
        value == index as i64 + 1
            && is_headline(text)
            && reference.roster.leading(plain(text).trim(), reference.date).is_some()
            && lines[*at + 1..end].iter().any(|line| ends_sentence(&line.text))
    });
    before && headed
}

/// 信息四则, 近期工作简讯（3条）: the name of several items, and no headline of one.
pub(super) fn is_collection(text: &str) -> bool {
    let text = squeezed(text);
    let name = text.trim_end_matches(['）', ')']);
    let Some(rest) = ["则", "条", "篇"].iter().find_map(|word| name.strip_suffix(word)) else {
        return false;
    };
    let head = rest.trim_end_matches(|c: char| c.is_ascii_digit() || is_one_to_ten(c) || c == '两');
    head.len() < rest.len()
        && text.chars().count() <= 20
        && ["信息", "简讯", "动态", "要闻", "快讯", "短讯", "简报", "消息", "短波"]
            .iter()
            .any(|word| head.trim_end_matches(['（', '(', '：']).ends_with(word))
}

/// The number that an item begins with, 1. or 一、: its characters, with white space, and its value.
pub(super) fn item_number(text: &[Glyph]) -> Option<(usize, i64)> {
    let figures =
        text.iter().take_while(|glyph| glyph.c.is_ascii_digit() || is_one_to_ten(glyph.c));
    let count = figures.count();
    let mark = text.get(count)?.c;
    let next = text.get(count + 1)?.c;
    if !(1..=3).contains(&count) || !"、.．".contains(mark) || next.is_ascii_digit() {
        return None;
    }
    let value = number(&text[..count].iter().map(|glyph| glyph.c).collect::<String>())?;
    let gap = text[count + 1..].iter().take_while(|glyph| glyph.c.is_whitespace()).count();
    Some((count + 1 + gap, value))
}

/// The name behind 一、, when a line is short enough to name a column.
pub(super) fn column_number(line: &Line) -> Option<(String, String)> {
    let text = line.squeezed();
    let (number, name) = text.split_once('、')?;
    let han = !number.is_empty() && number.chars().all(is_one_to_ten);
    let short = (2..=12).contains(&name.chars().count());
    (han && short && !name.contains(['，', '。', '；', '：']))
        .then(|| (format!("{number}、"), name.to_owned()))
}

/// The name behind ◆, when a line is nothing else.
pub(super) fn column_bullet(line: &Line) -> Option<(String, String)> {
    let text = line.squeezed();
    let name = text.trim_start_matches(|c| BULLETS.contains(c));
    let short = name.len() < text.len() && (2..=8).contains(&name.chars().count());
    (short && name.chars().all(is_han))
        .then(|| (text[..text.len() - name.len()].to_owned(), name.to_owned()))
}

/// 【民生保障】, with its marks and name.
pub(super) fn is_column(line: &Line) -> bool {
    column_name(line).is_some()
}

/// The name of a column that stands in brackets or between ornaments: marks, name.
pub(super) fn column_name(line: &Line) -> Option<(String, String)> {
    let text = line.squeezed();
    let pairs = [('【', '】'), ('〖', '〗'), ('［', '］'), ('[', ']'), ('〔', '〕')];
    let inner = text.trim_matches(|c| BULLETS.contains(c));
    let ornament =
        text.starts_with(|c| BULLETS.contains(c)) && text.ends_with(|c| BULLETS.contains(c));
    if let Some(found) = ruled(&text) {
        return Some(found);
    }
    let bracket = pairs.iter().find(|(open, close)| {
        inner.starts_with(*open) && inner.ends_with(*close) && inner.matches(*close).count() == 1
    });
    let name = match bracket {
        Some((open, close)) => inner.trim_start_matches(*open).trim_end_matches(*close),
        None if ornament && (2..=12).contains(&inner.chars().count()) => inner,
        None => return None,
    };
    let plausible = !name.is_empty()
        && name.chars().count() <= 24
        && !name.contains(['。', '；'])
        && !name.contains(['：', ':'])
        && !name.starts_with("编者按")
        && name.chars().any(|c| !c.is_ascii_digit());
    plausible.then(|| {
        let marks = text.replacen(name, "", 1);
        (marks, squeezed(name))
    })
}

/// === 重点工作 ===, ——乡镇动态——: marks, name.
fn ruled(text: &str) -> Option<(String, String)> {
    const RULES: &str = "=＝-－–—─━~～*＊#＃·…";
    let name = text.trim_matches(|c| RULES.contains(c));
    let (before, behind) = text.split_once(name).filter(|_| !name.is_empty())?;
    let long = |marks: &str| marks.chars().count() >= 2;
    (long(before) && long(behind) && (2..=12).contains(&name.chars().count()))
        .then(|| (format!("{before}{behind}"), name.to_owned()))
        .filter(|(_, name)| name.chars().all(is_han))
}

/// Characters of the bullet that a text begins with, with white space.
pub(super) fn bullet(text: &[Glyph]) -> Option<usize> {
    let first = text.first()?.c;
    if !BULLETS.contains(first) {
        return None;
    }
    let gap = text[1..].iter().take_while(|glyph| glyph.c.is_whitespace()).count();
    Some(1 + gap)
}

/// Whether white space that conversion does not account for stands inside.
pub(super) fn has_gap(text: &[Glyph]) -> bool {
    run_in(text).is_some() && !is_numbered(text)
}
