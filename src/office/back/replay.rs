//! A changed paragraph written over the one in a draft: its line ends and `**` stay where words do.

use crate::bulletin::compare::words::Stretch;

/// The paragraph as it is written, with other words; `None` when it does not say the old ones.
pub(super) fn replay(written: &str, stretches: &[Stretch]) -> Option<String> {
    let mut rest = Rest { text: written, strong: false };
    let mut out = String::new();
    for stretch in stretches {
        match stretch {
            Stretch::Same { text } | Stretch::Look { text, .. } => {
                for c in text.chars() {
                    rest.pass(c, &mut out)?;
                }
            }
            Stretch::Changed { old, new } => {
                let opened = rest.strong;
                let mut dropped = String::new();
                let mut looks = vec![];
                for c in old.chars() {
                    rest.pass(c, &mut dropped)?;
                    looks.push(rest.strong);
                }
                // As many characters: each looks as the one whose place it takes.
                if looks.contains(&true) && looks.len() == new.chars().count() {
                    let mut strong = opened;
                    for (c, look) in new.chars().zip(looks) {
                        out.push_str(if look == strong { "" } else { MARK });
                        out.push(c);
                        strong = look;
                    }
                    continue;
                }
                // What stands for strong words is strong.
                if looks.contains(&true) && !looks.contains(&false) {
                    out.push_str(if opened { "" } else { MARK });
                    out.push_str(new);
                    continue;
                }
                // A run that begins or ends in what goes still does.
                let odd = opened != rest.strong;
                if odd && opened {
                    out.push_str(MARK);
                }
                out.push_str(new);
                if odd && !opened {
                    out.push_str(MARK);
                }
            }
        }
    }
    let left = rest.text;
    let whole = out + left;
    // A run of which nothing is left.
    let whole = if written.contains(EMPTY) { whole } else { whole.replace(EMPTY, "") };
    left.replace(MARK, "").trim().is_empty().then_some(whole)
}

const MARK: &str = "**";
const EMPTY: &str = "****";

struct Rest<'a> {
    text: &'a str,
    strong: bool,
}

impl Rest<'_> {
    /// Goes on behind a character, with the marks and line ends before it.
    fn pass(&mut self, c: char, out: &mut String) -> Option<()> {
        loop {
            let next = self.text.chars().next()?;
            if next == c {
                out.push(next);
                self.text = &self.text[next.len_utf8()..];
                return Some(());
            }
            if let Some(rest) = self.text.strip_prefix(MARK) {
                out.push_str(MARK);
                self.strong = !self.strong;
                self.text = rest;
                continue;
            }
            if !next.is_whitespace() {
                return None;
            }
            out.push(next);
            self.text = &self.text[next.len_utf8()..];
            // Between two Latin words a line end is the space.
            if next == '\n' && c == ' ' {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::block;
    use crate::bulletin::compare::words::stretches;

    fn bare(text: &str) -> String {
        block::lower(text).into_iter().flatten().map(|run| run.text).collect()
    }

    #[test]
    fn line_ends_and_strong_runs_stay() {
        for (written, new, expected) in [
            ("走访58家，\n收集312个。", "走访58家，收集321个。", "走访58家，\n收集321个。"),
            ("**县农业局**出动12人", "县水利局出动12人", "**县水利局**出动12人"),
            ("甲**乙丙**", "丁丙", "丁**丙**"),
            ("**甲乙**丙", "甲丁", "**甲**丁"),
            ("甲**乙**丙", "甲丁", "甲丁"),
            ("抓**三项**重点", "抓四项重点", "抓**四项**重点"),
            ("**脱贫户**增收", "困难户增收", "**困难户**增收"),
            ("抓**三项**", "抓三条", "抓**三条**"),
            ("抓**三项**重点", "抓重点", "抓重点"),
            ("抓好**三项**重点", "抓实四项重点", "抓实**四项**重点"),
            ("抓**三项**重点", "抓四项要点", "抓**四项**要点"),
            ("use\nRust 语言", "use Rust 之语言", "use\nRust 之语言"),
            ("甲", "甲乙", "甲乙"),
        ] {
            let changes = stretches(&bare(written), new);
            assert_eq!(replay(written, &changes).as_deref(), Some(expected), "{written}");
        }
        assert_eq!(replay("甲", &stretches("乙", "丙")), None);
    }

    proptest::proptest! {
        #[test]
        fn the_new_words_stand_there(
            old in "[甲乙丙a1，。]{1,12}(\\*\\*[甲乙1]{1,4}\\*\\*)?[\n]?[甲乙丙，。]{1,9}",
            new in "[甲乙丙a1，。]{1,20}",
        ) {
            let changes = stretches(&bare(&old), &new);
            let written = replay(&old, &changes);
            proptest::prop_assert_eq!(written.map(|text| bare(&text)), Some(new));
        }
    }
}
