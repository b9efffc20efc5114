//! Lines that stand on every page: running heads and feet, page numbers, a browser's own line.

use std::collections::BTreeMap;

use super::rows::Row;
use crate::import::document::{Document, Edge, Paragraph};
use crate::zh::space::squeezed;

/// Takes such lines out of the pages.
pub(super) fn take(pages: &mut [Vec<Row>], document: &mut Document) {
    let number = pages.len();
    let mut sizes: Vec<f64> = pages.iter().flatten().map(Row::size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let first = pages.first().filter(|rows| is_small_head(rows, usual)).map(|rows| rows[0].y);
    for (index, rows) in pages.iter_mut().enumerate() {
        // On other pages it stands as high, whatever it says there.
        let level = first.is_some_and(|y| rows.first().is_some_and(|row| (row.y - y).abs() < 3.0));
        if level && is_small_head(rows, usual) {
            let plain = rows.remove(0).plain();
            let place = format!("第{}页的页眉", index + 1);
            let paragraph = Paragraph::plain(plain.trim(), place);
            document.edges.push(Edge { what: "页眉", paragraph });
        }
    }
    // At the top and at the foot, by what is left without figures and about where it stands.
    for (what, at_top) in [("页眉", true), ("页脚", false)] {
        for _ in 0..3 {
            let mut seen: BTreeMap<(String, i64), Vec<usize>> = BTreeMap::new();
            for (index, rows) in pages.iter().enumerate() {
                let Some(row) = outermost(rows, at_top) else { continue };
                let place = (row.y / 12.0).round() as i64;
                seen.entry((unnumbered(&row.plain()), place)).or_default().push(index);
            }
            // One that changes from left to right pages stands on half of them.
            let least = (number / 3).max(2);
            let mut taken = vec![false; number];
            for ((text, _), indexes) in seen {
                let plain = |index: &usize| {
                    outermost(&pages[*index], at_top).map(Row::plain).unwrap_or_default()
                };
                let alike = indexes.first().map(|first| {
                    let one = (*first, plain(first));
                    let same = |other: &&usize| counts_pages(&one, &(**other, plain(other)));
                    indexes.iter().filter(same).count()
                });
                let repeated = alike.is_some_and(|alike| alike >= least && alike == indexes.len())
                    && number > 1
                    && text.chars().count() >= 2;
                for index in indexes {
                    let Some(row) = outermost(&pages[index], at_top) else { continue };
                    let plain = row.plain();
                    let folio = is_folio(&plain);
                    let printed = is_printed_by_browser(&plain);
                    if folio {
                        document.ledger.add("页码", plain.chars());
                    } else if printed {
                        document.ledger.left("打印网页时加的网址、时间", &plain);
                    } else if repeated || names_page(&plain) && is_apart(&pages[index], at_top) {
                        let place = format!("第{}页的{what}", index + 1);
                        document
                            .edges
                            .push(Edge { what, paragraph: Paragraph::plain(plain.trim(), place) });
                    } else {
                        continue;
                    }
                    taken[index] = true;
                }
            }
            // Where heads stand on other pages, what stands there on this one, set off from the text,
            // is one as well: of the other side, or of a chapter.
            let heights: Vec<f64> = (0..number)
                .filter(|index| taken[*index])
                .filter_map(|index| outermost(&pages[index], at_top).map(|row| row.y))
                .collect();
            for index in 0..number {
                let Some(row) = outermost(&pages[index], at_top).filter(|_| !taken[index]) else {
                    continue;
                };
                let level = heights.iter().any(|y| (row.y - y).abs() < 0.25 * row.size());
                let plain = row.plain();
                if level && is_set_off(&pages[index], at_top) && plain.chars().count() <= 40 {
                    let place = format!("第{}页的{what}", index + 1);
                    document
                        .edges
                        .push(Edge { what, paragraph: Paragraph::plain(plain.trim(), place) });
                    taken[index] = true;
                }
            }
            let mut any = false;
            for (rows, taken) in pages.iter_mut().zip(taken) {
                if taken {
                    any = true;
                    if at_top {
                        rows.remove(0);
                    } else {
                        rows.pop();
                    }
                }
            }
            if !any {
                break;
            }
        }
    }
    take_single(pages, usual, document);
}

/// Takes a head or foot that stands on one page only, as the second of two has one. It is told by where it stands
/// and by what it says, and by the sentence that goes over the page on both sides of it.
fn take_single(pages: &mut [Vec<Row>], usual: f64, document: &mut Document) {
    let large =
        pages.first().and_then(|rows| rows.iter().max_by(|a, b| a.size().total_cmp(&b.size())));
    let name = large.filter(|row| row.size() > 1.3 * usual).map(|row| squeezed(&row.plain()));
    let name = name.filter(|name| (3..=20).contains(&name.chars().count()));
    for at in 1..pages.len() {
        let (before, behind) = pages.split_at_mut(at);
        let (Some(upper), Some(lower)) = (before.last_mut(), behind.first_mut()) else { continue };
        let goes_over = |last: Option<&Row>, next: Option<&Row>, upper: &[Row], lower: &[Row]| {
            last.zip(next).is_some_and(|(last, next)| is_open(last, upper) && is_flush(next, lower))
        };
        for (what, at_top) in [("页眉", true), ("页脚", false)] {
            let rows: &[Row] = if at_top { lower } else { upper };
            let Some(row) = outermost(rows, at_top).filter(|_| rows.len() >= 3) else { continue };
            let cut = match at_top {
                true => goes_over(upper.last(), lower.get(1), upper, &lower[1..]),
                false => {
                    let last = upper.len() - 1;
                    goes_over(upper.get(last - 1), lower.first(), &upper[..last], lower)
                }
            };
            if !is_single(row, rows, at_top, cut, usual, name.as_deref()) {
                continue;
            }
            let page = if at_top { at + 1 } else { at };
            let paragraph = Paragraph::plain(row.plain().trim(), format!("第{page}页的{what}"));
            document.edges.push(Edge { what, paragraph });
            match at_top {
                true => drop(lower.remove(0)),
                false => drop(upper.pop()),
            }
        }
    }
}

/// Whether the outermost line of a page is a head or foot of its own. `cut` says that a sentence goes over the page
/// beside it.
fn is_single(
    row: &Row,
    rows: &[Row],
    at_top: bool,
    cut: bool,
    usual: f64,
    name: Option<&str>,
) -> bool {
    let text = squeezed(&row.plain());
    let beside = if at_top { &rows[1] } else { &rows[rows.len() - 2] };
    let pitch = {
        let mut all: Vec<f64> = rows.windows(2).map(|two| two[0].y - two[1].y).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    let distance = (row.y - beside.y).abs();
    let set_off = distance > 1.25 * pitch && distance > 1.8 * row.size();
    let issue = text.find('第').is_some_and(|at| text[at..].chars().take(8).any(|c| c == '期'));
    let named = issue || name.is_some_and(|name| text.contains(name));
    let apart = row.pieces(5.0).len() > 1;
    let small = |share: f64| row.size() <= share * usual;
    let plain = (2..=40).contains(&text.chars().count())
        && !text.contains(['。', '；', '，', '：', '！', '？'])
        && !text.starts_with(['（', '【', '表', '图', '附', '注'])
        && !text.ends_with(['）', '】', '〕']);
    plain
        && set_off
        && (cut && (small(0.9) || named || apart)
            || small(0.82) && (named || apart)
            || named && apart)
}

/// Whether the last line of a page goes to its right edge and ends no sentence.
fn is_open(row: &Row, rows: &[Row]) -> bool {
    let right = rows.iter().map(Row::right).fold(f64::NEG_INFINITY, f64::max);
    let text = row.plain();
    right - row.right() < 2.5 * row.size()
        && !text.trim_end().ends_with(['。', '；', '！', '？', '：', '）', '”', '…'])
}

/// Whether the first line of a page begins at its left edge, as no paragraph does.
fn is_flush(row: &Row, rows: &[Row]) -> bool {
    let left = rows.iter().map(Row::left).fold(f64::INFINITY, f64::min);
    row.left() - left < 1.2 * row.size()
}

/// Whether two lines that are alike but for their figures differ as the heads of these pages do: by nothing,
/// or by how many pages are between. 第20处疏浚119米 and 第40处疏浚139米 are lines of a text.
fn counts_pages((page, line): &(usize, String), (other, text): &(usize, String)) -> bool {
    let figures = |text: &str| -> Vec<i64> {
        let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        runs.map(|run| run.parse().unwrap_or(i64::MAX)).collect()
    };
    let between = *other as i64 - *page as i64;
    let (line, text) = (figures(line), figures(text));
    line.len() == text.len()
        && line.iter().zip(&text).all(|(a, b)| a == b || b.checked_sub(*a) == Some(between))
}

/// The head of a page that has no other: small beside the text, and set off from what stands under it.
fn is_small_head(rows: &[Row], usual: f64) -> bool {
    let [head, next, ..] = rows else { return false };
    let text = squeezed(&head.plain());
    let count = text.chars().count();
    let set_off = head.y - next.y > 1.8 * head.size().max(0.8 * next.size());
    (2..=40).contains(&count)
        && head.size() <= 0.8 * usual
        && next.size() >= 0.98 * head.size()
        && set_off
        && !text.contains(['。', '；', '，', '：'])
        && !text.ends_with(['）', '】', '〕'])
}

fn outermost(rows: &[Row], at_top: bool) -> Option<&Row> {
    if at_top { rows.first() } else { rows.last() }
}

/// Whether the outermost line is further from the next than lines of the text are from each other.
fn is_set_off(rows: &[Row], at_top: bool) -> bool {
    let mut distances: Vec<f64> = rows.windows(2).map(|two| two[0].y - two[1].y).collect();
    let own = if at_top { distances.first() } else { distances.last() }.copied();
    distances.sort_by(f64::total_cmp);
    let usual = distances.get(distances.len() / 2).copied().unwrap_or_default();
    distances.len() >= 3 && own.is_some_and(|own| own > 1.15 * usual)
}

/// Whether the outermost line stands so far from the next as only what belongs to the page does.
fn is_apart(rows: &[Row], at_top: bool) -> bool {
    let two = if at_top { rows.get(..2) } else { rows.len().checked_sub(2).map(|at| &rows[at..]) };
    two.is_some_and(|two| two[0].y - two[1].y > 3.0 * two[0].size().max(two[1].size()))
}

/// 青河简讯　第 1 页: it says which page it is on, among other things.
fn names_page(text: &str) -> bool {
    let text = squeezed(text);
    let numbered = text.match_indices('页').any(|(at, _)| {
        let before = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        before.len() < at && before.ends_with(['第', '共'])
    });
    numbered && text.chars().count() <= 40 && !text.contains('。')
}

fn unnumbered(text: &str) -> String {
    squeezed(text).chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// — 1 —, - 2 -, 第3页, 第 1 页 共 3 页, Page 1 of 2, 1/3.
fn is_folio(text: &str) -> bool {
    let text = squeezed(text).to_ascii_lowercase().replace("page", "").replace("of", "/");
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (1..=6).contains(&digits)
        && text.chars().all(|c| c.is_ascii_digit() || "—–-－·第页共/，,|".contains(c))
        && text.split(|c: char| !c.is_ascii_digit()).all(|run| run.len() <= 3)
}

/// What a browser adds: the address, or the moment and the page's title, or n/m.
fn is_printed_by_browser(text: &str) -> bool {
    let text = text.trim().replace('ﬁ', "fi");
    let text = text.as_str();
    let address =
        ["http://", "https://", "file://", "about:blank"].iter().any(|start| text.contains(start));
    let start: String = squeezed(text).chars().take(14).collect();
    let parts: Vec<&str> = start.split(['/', '-', '年', '月']).collect();
    let dated = parts.len() >= 3
        && (parts[0].len() == 4 || parts[0].len() <= 2)
        && parts[..2]
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    address || dated && start.contains([':', '：'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_running_heads_count_pages() {
        let line = |page: usize, text: &str| (page, text.to_owned());
        for (one, other, wanted) in [
            (line(0, "青河信息 第1页"), line(2, "青河信息 第3页"), true),
            (line(0, "2024年第3期"), line(1, "2024年第3期"), true),
            (line(0, "1/3"), line(1, "2/3"), true),
            (line(0, "第20处疏浚119米。"), line(1, "第40处疏浚139米。"), false),
            (line(0, "第1条"), line(1, "第1条2"), false),
        ] {
            assert_eq!(counts_pages(&one, &other), wanted, "{one:?} {other:?}");
        }
    }

    #[test]
    fn page_numbers_are_told_from_figures() {
        for text in ["— 1 —", "-2-", "第 3 页 共 12 页", "Page 1 of 2", "1/3", "12"] {
            assert!(is_folio(text), "{text}");
        }
        for text in ["2024", "第3期", "1.5", "合计", "12户"] {
            assert!(!is_folio(text), "{text}");
        }
        assert!(is_printed_by_browser("2024/3/8 10:12　　青河县人民政府"));
        assert!(is_printed_by_browser("https://x.cn/a.html　1/2"));
        assert!(is_printed_by_browser("ﬁle:///C:/a.html 1/1"));
        assert!(!is_printed_by_browser("2024年3月8日，青河县召开会议"));
    }
}
