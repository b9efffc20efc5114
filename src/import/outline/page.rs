//! Without what stands round a text: a page's menus and buttons, the texts it names beside this one, the
//! mail that this one answers.

use super::line::Line;
use super::sentence::ends_sentence;
use super::{Outline, furniture};
use crate::import::document::plain;
use crate::zh::character::is_han;

/// Without what stands round a text on the web, which is told by name.
pub(super) fn without_furniture(lines: Vec<Line>, outline: &mut Outline) -> Vec<Line> {
    let mut kept: Vec<Line> = vec![];
    let mut named: Option<&'static str> = None;
    let menu = menu(&lines);
    let (more, name) = more(&lines);
    let nothing: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].other.is_none() && names_nothing(&lines[*at..]))
        .collect();
    for (at, mut line) in lines.into_iter().enumerate() {
        let text = line.plain();
        if menu.contains(&at) {
            outline.ledger.left(furniture::MENU, &text);
            continue;
        }
        if more.contains(&at) && line.other.is_none() {
            outline.ledger.left(name, &text);
            continue;
        }
        if nothing.contains(&at) {
            outline.ledger.left(furniture::HINTS, &text);
            continue;
        }
        // The name of the next text stands on the line below.
        let below = named.take().filter(|_| {
            line.other.is_none() && text.chars().count() <= 40 && !ends_sentence(&line.text)
        });
        let what = if line.other.is_none() { furniture::of(&text).or(below) } else { None };
        if let Some(what) = what {
            named = furniture::is_open(&text).then_some(what);
            outline.ledger.left(what, &text);
            continue;
        }
        if line.other.is_none()
            && let Some(start) = furniture::leading(&text)
        {
            outline.ledger.left("网页的按钮", &plain(&line.text[..start]));
            line.text.drain(..start);
        }
        let text = line.plain();
        if line.other.is_none()
            && let Some(end) = furniture::trailing(&text)
        {
            outline.ledger.left("网页的按钮", &plain(&line.text[end..]));
            line.text.truncate(end);
        }
        kept.push(line);
    }
    kept
}

/// Without the numbers of pages, typed or left by whoever made a text of pages: - 1 -, — 2 —, 第3页. A sentence that
/// has no end before one goes on behind it.
pub(super) fn without_folios(lines: Vec<Line>, outline: &mut Outline) -> Vec<Line> {
    let numbers: Vec<Option<u32>> = lines.iter().map(folio).collect();
    let in_order: Vec<u32> = numbers.iter().flatten().copied().collect();
    if !in_order.windows(2).all(|two| two[1] == two[0] + 1) {
        return lines;
    }
    let mut kept: Vec<Line> = vec![];
    let mut over = false;
    for (mut line, number) in lines.into_iter().zip(numbers) {
        if number.is_some() {
            outline.ledger.add("页码", line.squeezed().chars());
            over = true;
            continue;
        }
        let open = |last: &Line| last.other.is_none() && !ends_sentence(&last.text);
        if std::mem::take(&mut over) && kept.last().is_some_and(open) && line.other.is_none() {
            line.over_page = true;
            line.gap = false;
        }
        kept.push(line);
    }
    kept
}

/// The number of a page that is all a line says.
fn folio(line: &Line) -> Option<u32> {
    let text = line.squeezed();
    if line.other.is_some() || line.heading > 0 || text.chars().count() > 16 {
        return None;
    }
    let inner = text.trim_matches(['-', '—', '–', '－', '―', '·', '─']);
    let dashed = text.len() > inner.len()
        && text.starts_with(|c| !inner.starts_with(c))
        && text.ends_with(|c| !inner.ends_with(c));
    let paged = inner.strip_prefix('第').and_then(|rest| {
        let (number, rest) = rest.split_once('页')?;
        let rest = rest.trim_matches(['，', ',', '/', '（', '）', '(', ')', '共', '页']);
        rest.chars().all(|c| c.is_ascii_digit()).then_some(number)
    });
    let number = paged.or_else(|| dashed.then_some(inner))?;
    let figures = (1..=3).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit());
    figures.then(|| number.parse().ok()).flatten()
}

/// The lines of menus: a word on each, 首页, 政务公开, 互动交流, or nothing but short links.
fn menu(lines: &[Line]) -> Vec<usize> {
    let mut all = vec![];
    let home = lines.iter().take(6).position(|line| furniture::is_home(&line.squeezed()));
    if let Some(start) = home {
        let short = |line: &&Line| {
            let text = line.squeezed();
            line.other.is_none()
                && line.heading == 0
                && text.chars().count() <= 6
                && text.chars().all(is_han)
        };
        let count = lines[start..].iter().take_while(short).count();
        if count > 1 {
            all.extend(start..start + count);
        }
    }
    let mut at = 0;
    while at < lines.len() {
        let link = |line: &&Line| line.link && line.heading == 0 && line.text.len() <= 12;
        let count = lines[at..].iter().take_while(link).count();
        if count >= 3 {
            all.extend(at..at + count);
        }
        at += count.max(1);
    }
    all
}

/// The lines behind the text that are of other texts: the names under 相关链接, links to them, the mail
/// that this one answers.
fn more(lines: &[Line]) -> (std::ops::Range<usize>, &'static str) {
    let short = |line: &Line| line.text.len() <= 40 && !line.plain().contains('。');
    let mut said = 0;
    let mut name = "网页的相关文章";
    let start = lines.iter().enumerate().position(|(at, line)| {
        let before = said;
        said += line.text.len();
        if line.other.is_some() || before < 10 || line.text.len() > 90 {
            return false;
        }
        // The names stand at the end, and there are not many.
        let few = lines.len() - at <= 60;
        let named = line.text.len() <= 60 && furniture::is_more(&line.plain());
        let names = || named && lines[at..].iter().all(short);
        // Links to other texts, one a line, and nothing behind them.
        let links =
            || lines.len() - at >= 2 && lines[at..].iter().all(|line| line.link && short(line));
        // What was sent on is the submission, not what it answers.
        let sent_on = lines[..at].iter().any(|line| {
            let text = line.squeezed();
            text.contains("转发") && text.chars().count() <= 30 && text.starts_with(['-', '—', '='])
        });
        let answers = before >= 20 && !sent_on && answers(&lines[at..]);
        if answers {
            name = "邮件里的原邮件";
        }
        answers || few && (names() || links())
    });
    (start.map_or(0..0, |start| start..lines.len()), name)
}

/// Whether the mail that is answered begins here: ---原始邮件---, 在 2024年3月4日，张华 写道：, or its head.
fn answers(lines: &[Line]) -> bool {
    let text = lines[0].squeezed();
    let text = text.trim_start_matches('>');
    let name = text.trim_matches(['-', '—', '=', '_', '*']);
    let ruled = name.len() < text.len()
        && ["原始邮件", "原邮件", "回复的原邮件", "回复的邮件", "OriginalMessage"].contains(&name);
    let told = ["原邮件：", "原始邮件：", "以下是原邮件", "以下为原邮件", "回复的原邮件："];
    let ruled = ruled || told.iter().any(|lead| text.replace(':', "：").starts_with(lead));
    let wrote = text.trim_end_matches(['：', ':']);
    let figures = wrote.chars().filter(char::is_ascii_digit).count() >= 3;
    let wrote = wrote.len() < text.len()
        && (wrote.ends_with("写道") || wrote.ends_with("wrote"))
        && (figures || wrote.contains('@'));
    // 发件人：… 发送时间：… 收件人：… 主题：…
    let sender = |text: &str| ["发件人：", "发件人:", "From:"].iter().any(|l| text.starts_with(l));
    let others =
        ["发送时间", "发送日期", "日期", "收件人", "主题", "Sent:", "To:", "Subject:", "Date:"];
    let head = sender(text)
        && lines[1..].iter().take(4).any(|line| {
            let text = line.squeezed();
            others.iter().any(|label| text.trim_start_matches('>').starts_with(label))
        });
    ruled || wrote || head
}

/// A name of what would be attached, with nothing behind it but what stands round a page.
fn names_nothing(lines: &[Line]) -> bool {
    let text = lines[0].squeezed();
    let name = text.trim_end_matches(['：', ':']);
    name.len() < text.len()
        && ["附件", "相关附件", "附件下载", "附件列表", "相关文件", "相关链接", "相关解读", "解读"]
            .contains(&name)
        && lines
            .get(1)
            .is_none_or(|next| next.other.is_none() && furniture::of(&next.plain()).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::Paragraph;

    #[test]
    fn numbers_of_pages_are_told_from_entries_and_figures() {
        for (text, wanted) in [
            ("- 1 -", Some(1)),
            ("— 12 —", Some(12)),
            ("－3－", Some(3)),
            ("第 2 页 共 12 页", Some(2)),
            ("第2页", Some(2)),
            ("- 3", None),
            ("12", None),
            ("—2024—", None),
            ("-9℃", None),
            ("第3期", None),
        ] {
            assert_eq!(folio(&Paragraph::plain(text, "").into()), wanted, "{text}");
        }
    }
}
