//! Marks of Markdown that are read wherever they stand: links, what is struck through, marks of HTML, what stands
//! round a text.

use super::ledger::Ledger;

/// A line without addresses behind names and without what is struck through; both are told.
pub(super) fn plain(line: &str, ledger: &mut Ledger) -> String {
    emphasized(&struck(&linked(&untagged(line, ledger), ledger), ledger), ledger).to_owned()
}

/// A text without remarks of HTML and without the facts that stand between rules at its head, both told.
/// The lines stay, so that places are right; where nothing else names the text, its title stays too.
pub(super) fn bare(text: &str, ledger: &mut Ledger) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once("<!--") {
        let Some((inside, behind)) = inside.split_once("-->") else { break };
        ledger.left("注释（<!-- -->）", inside);
        ledger.add("注释的记号", "<!---->".chars());
        out.push_str(before);
        out.extend(inside.matches('\n'));
        rest = behind;
    }
    out.push_str(rest);
    facts(&out, ledger).unwrap_or(out)
}

/// `---`, `title: …`, `date: …`, `---`.
fn facts(text: &str, ledger: &mut Ledger) -> Option<String> {
    let inside = text.strip_prefix("---\n")?;
    let (facts, rest) = inside.split_once("\n---\n")?;
    let is_fact = |line: &str| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        let latin =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
        latin || line.starts_with([' ', '-', '#'])
    };
    if facts.lines().count() > 20 || !facts.lines().all(is_fact) {
        return None;
    }
    let named = rest.lines().any(|line| line.starts_with("# "));
    let mut out = String::from("\n");
    ledger.add("文件开头的记号", "------".chars());
    for line in facts.lines() {
        match line.strip_prefix("title:").filter(|_| !named) {
            Some(title) => {
                let title = title.trim();
                let bare = title.trim_matches(['"', '\'']);
                ledger.add("文件开头的记号", "title:".chars());
                ledger.add("文件开头的记号", title.replacen(bare, "", 1).chars());
                out.push_str(bare);
            }
            None => ledger.left("文件开头的说明（title、date 等）", line),
        }
        out.push('\n');
    }
    out.push('\n');
    out.push_str(rest);
    Some(out)
}

/// Three backquotes: a piece of code begins or ends.
pub(super) fn is_fence(line: &str) -> bool {
    let name = line.trim_start_matches('`');
    line.len() - name.len() >= 3 && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// `> ` before a line that is quoted; what follows.
pub(super) fn quoted(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('>')?.strip_prefix(' ')?.trim_start();
    (!rest.starts_with(|c: char| c.is_ascii_digit() || c == '>')).then_some(rest)
}

/// `![现场](a.jpg)` on a line of its own: what it is called, and where it is.
pub(super) fn picture(line: &str) -> Option<(&str, &str)> {
    let (name, file) = line.strip_prefix("![")?.strip_suffix(')')?.split_once("](")?;
    (!name.contains(['[', ']']) && !file.contains(['(', ')'])).then_some((name, file))
}

/// Without `<b>`, `</p>`, `<br>`.
fn untagged(line: &str, ledger: &mut Ledger) -> String {
    const NAMES: &[&str] = &[
        "b", "i", "u", "p", "br", "em", "strong", "center", "font", "span", "div", "big", "small",
        "hr",
    ];
    let mut out = String::new();
    let mut rest = line;
    while let Some(open) = rest.find('<') {
        let Some(close) = rest[open..].find('>').map(|at| open + at) else { break };
        let inside = rest[open + 1..close].trim_start_matches('/').trim_end_matches('/');
        let name = inside.split(char::is_whitespace).next().unwrap_or_default();
        let known = NAMES.contains(&&*name.to_ascii_lowercase()) && inside.is_ascii();
        out.push_str(&rest[..open]);
        match known {
            true => {
                ledger
                    .add("HTML 的记号", rest[open..=close].chars().filter(|c| !c.is_whitespace()));
                if name.eq_ignore_ascii_case("br") {
                    out.push(' ');
                }
            }
            false => out.push_str(&rest[open..=close]),
        }
        rest = &rest[close + 1..];
    }
    out + rest
}

/// *县林业局* as a whole.
fn emphasized<'l>(line: &'l str, ledger: &mut Ledger) -> &'l str {
    let inside = line.trim().strip_prefix('*').and_then(|rest| rest.strip_suffix('*'));
    match inside.filter(|inside| {
        !inside.contains('*') && inside.contains(char::is_alphabetic) && !inside.starts_with(' ')
    }) {
        Some(inside) => {
            ledger.add("Markdown 的 * 号", "**".chars());
            inside
        }
        None => line,
    }
}

/// [县网](http://…) → 县网.
fn linked(line: &str, ledger: &mut Ledger) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(middle) = rest.find("](") {
        let open = rest[..middle].rfind('[').filter(|at| !rest[..*at].ends_with('!'));
        let close = rest[middle..].find(')').map(|at| middle + at);
        let (Some(open), Some(close)) = (open, close) else { break };
        let (name, address) = (&rest[open + 1..middle], &rest[middle + 2..close]);
        let leads = ["http:", "https:", "mailto:", "www.", "/", "./", "#", "ftp:"];
        let is_address = leads.iter().any(|lead| address.trim().starts_with(lead))
            || address.contains('.') && address.is_ascii() && !address.contains(' ');
        if !is_address || name.trim().is_empty() {
            out.push_str(&rest[..middle + 2]);
            rest = &rest[middle + 2..];
            continue;
        }
        ledger.add("Markdown 的链接记号", "[]()".chars());
        ledger.left("链接的网址", address);
        out.push_str(&rest[..open]);
        out.push_str(name);
        rest = &rest[close + 1..];
    }
    out + rest
}

/// ~~旧数~~新数 → 新数.
fn struck(line: &str, ledger: &mut Ledger) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(open) = rest.find("~~") {
        let inside = &rest[open + 2..];
        let Some(close) = inside.find("~~") else { break };
        let text = &inside[..close];
        // 好的~~，谢谢~~ strikes nothing: such a mark hugs its words.
        let ends = |c: char| c.is_alphanumeric() || "（）()《》“”%％*".contains(c);
        let tight =
            text.starts_with(ends) && text.ends_with(ends) && !inside[close + 2..].starts_with('~');
        if !tight {
            out.push_str(&rest[..open + 2]);
            rest = inside;
            continue;
        }
        ledger.add("Markdown 的 ~~ 号", "~~~~".chars());
        ledger.left("划掉的文字", text);
        out.push_str(&rest[..open]);
        rest = &inside[close + 2..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_whole_line_and_of_html_are_no_text() {
        for (line, wanted) in [
            ("*（县林业局）*", "（县林业局）"),
            ("*注：甲*乙*", "*注：甲*乙*"),
            ("* 甲项*", "* 甲项*"),
            ("<center><b>县林业局</b></center>", "县林业局"),
            ("甲<br/>乙", "甲 乙"),
            ("<请输入标题>", "<请输入标题>"),
            ("1<2，3>2", "1<2，3>2"),
        ] {
            assert_eq!(plain(line, &mut Ledger::default()), wanted, "{line}");
        }
        assert_eq!(quoted("> 引一句话。"), Some("引一句话。"));
        assert_eq!(quoted("> 100万元的项目"), None);
        assert!(is_fence("```") && is_fence("```toml") && !is_fence("``` 甲"));
        assert_eq!(picture("![现场](a.jpg)"), Some(("现场", "a.jpg")));
    }

    #[test]
    fn what_stands_at_the_head_is_told() {
        let mut ledger = Ledger::default();
        let text =
            bare("---\ntitle: \"甲\"\ndate: 2024-05-06\n---\n一<!-- 二\n三 -->四\n", &mut ledger);
        assert_eq!(text, "\n甲\n\n\n一\n四\n");
        assert_eq!(ledger.left_out().collect::<String>(), "date: 2024-05-06 二\n三 ");
        for text in ["---\n甲\n---\n乙\n", "---\n甲：1\n---\n乙\n", "---\n"] {
            assert_eq!(bare(text, &mut Ledger::default()), text);
        }
    }

    #[test]
    fn links_and_struck_text_are_told() {
        for (line, wanted) in [
            ("见[县网](http://a.cn/1)，", "见县网，"),
            ("[一](/a)和[二](b.html)", "一和二"),
            ("补助~~500~~800元", "补助800元"),
            ("[附件](另发)", "[附件](另发)"),
            ("好的~~", "好的~~"),
            ("好的~~，比例3~~5", "好的~~，比例3~~5"),
            ("[甲]（乙）", "[甲]（乙）"),
            ("比例为3~~ 5", "比例为3~~ 5"),
        ] {
            let mut ledger = Ledger::default();
            assert_eq!(plain(line, &mut ledger), wanted, "{line}");
            let out: usize = ledger.out().count();
            assert_eq!(out, line.chars().count() - wanted.chars().count(), "{line}");
        }
    }
}
