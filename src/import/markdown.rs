//! Marks of Markdown inside a line that are read wherever they stand: links, and what is struck through.

use super::ledger::Ledger;

/// A line without addresses behind names and without what is struck through; both are told.
pub(super) fn plain(line: &str, ledger: &mut Ledger) -> String {
    struck(&linked(line, ledger), ledger)
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
