//! What earlier issues remember: items printed before, units and columns under two names, totals
//! that shrink.

use crate::draft::Item;
use crate::lint::{Check, Prose, Rule, Subject, TextKind};
use crate::source::{Diagnostic, Fix, Level, Span, Spanned};
use crate::workspace::Issue;
use crate::workspace::memory;
use crate::workspace::twin::{Likeness, Twin};
use crate::zh::date::written;

pub(super) static REPEATED_ITEM: Rule = Rule {
    code: "repeated-item",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "这一条以前印过，或者本期已有",
    docs: "正文与往期或本期另一条相同，或者只改了几个字，多半是旧稿又报了一次，或者粘贴了两遍。\n\n怎么比：不看数字、标点和空格，把正文拆成四个字一组，较短一条的各组有八成在另一条里，并且数字大半没有变，就是同一条。往期包括 drafts 里的全部稿件和 archive 里已发布的各期，只与日期在前的比。\n\n确要再印的，在 headline 上一行写 # kuaibao: allow(repeated-item)。",
    check: Check::Draft(|subject, found| {
        for (item, twin) in subject.twins() {
            if twin.likeness == Likeness::Same {
                let before = match &twin.entry {
                    None => "本期已有".to_owned(),
                    Some(entry) => format!("{}印过", issue(&Issue::of(entry))),
                };
                let message = format!("这一条{before}，{}", twin.likeness.words());
                found.push(labelled(
                    subject,
                    twin,
                    Diagnostic::at(place_of(item), message)
                        .help("核对是不是把旧稿又送了一次；确要再印的，写明新的进展"),
                ));
            }
        }
    }),
};

pub(super) static SIMILAR_ITEM: Rule = Rule {
    code: "similar-item",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "这一条与以前的一条大半相同",
    docs: "正文有一半以上与往期或本期另一条相同，或者文字相同而数字已经更新：可能是正常的后续报道，也可能是旧稿改头换面。\n\n怎么比：与 repeated-item 相同，五成以上就提示。延津五期 741 对条目里，不相干的两条最多 6% 相同；改写三成句子、换掉八成数字的，百分之九十五仍有五成以上相同。",
    check: Check::Draft(|subject, found| {
        for (item, twin) in subject.twins() {
            if twin.likeness != Likeness::Same {
                let which = match &twin.entry {
                    None => "本期另一条".to_owned(),
                    Some(entry) => format!("{}的一条", issue(&Issue::of(entry))),
                };
                let message = format!("这一条与{which}{}", twin.likeness.words());
                found.push(labelled(
                    subject,
                    twin,
                    Diagnostic::at(place_of(item), message)
                        .help("若是后续报道，不用理会；否则核对是不是旧稿"),
                ));
            }
        }
    }),
};

/// Says where the twin stands.
fn labelled(subject: &Subject<'_>, twin: &Twin, diagnostic: Diagnostic) -> Diagnostic {
    let span = place_of(twin.item(subject.draft()));
    match &twin.entry {
        None => diagnostic.label(span, "另一条在这里"),
        Some(entry) => diagnostic.label_in(&entry.source, span, "以前的在这里"),
    }
}

/// “2023年第38期”.
fn issue(issue: &Issue) -> String {
    match issue.identity() {
        Some(name) => format!("{}年第{}期", name.year, name.number),
        None => "另一期".to_owned(),
    }
}

/// Where an item is shown: its headline, or what there is of it.
fn place_of(item: &Spanned<Item>) -> Span {
    let headline = item.headline.as_ref().filter(|headline| !headline.trim().is_empty());
    headline.or(item.body.as_ref()).map_or(item.span, |text| text.span)
}

pub(super) static VARIANT_CREDIT: Rule = Rule {
    code: "variant-credit",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "同一单位的署名各期写法不同",
    docs: "这个单位的署名用了名录认可的另一种写法，而别处用的是名录里的署名。统计各单位用稿时会算成两家。\n\n例：前几期署“医疗保障局”，本期署“医保局”。\n\n只在稿件里真的有两种写法时提示；一直用同一种写法的不提示。",
    check: Check::Draft(|subject, found| {
        let workspace = subject.workspace;
        for (_, _, item) in subject.draft().items() {
            for credit in item.credits.iter().flat_map(|credits| credits.iter()) {
                let form = credit.trim();
                let Some(unit) = workspace.roster.find(form, subject.date()) else { continue };
                let right = unit.credit.as_str();
                let used = workspace.memory().form(&unit.name, right);
                let Some(place) = used.filter(|_| form != right) else { continue };
                let text = Prose::new(TextKind::Credit, &subject.entry.source, credit);
                let start = credit.len() - credit.trim_start().len();
                let span = text.span(start..start + form.len());
                let message = format!("“{form}”与“{right}”是同一个单位，署名写法不同");
                let mut diagnostic = Diagnostic::at(span, message);
                if let Ok(entry) = workspace.whole(place.entry()) {
                    let used = place.item(&entry.draft).credits.as_ref();
                    let used = used.map_or(Span::default(), |credits| credits.span);
                    let there = format!("写作“{right}”的在这里");
                    diagnostic = diagnostic.label_in(&entry.source, used, there);
                }
                found.push(
                    diagnostic
                        .help(format!("名录里的署名是“{right}”，各期统一用它"))
                        .fix(Some(Fix::replace(format!("改为“{right}”"), false, span, right))),
                );
            }
        }
    }),
};

pub(super) static VARIANT_COLUMN: Rule = Rule {
    code: "variant-column",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "栏目名的引号与往期不一致",
    docs: "同样的说法，往期的栏目名加了引号，本期没有加（或者反过来），或者只差标点、空格。\n\n例：【“三秋”生产】和【三秋管理】。\n\n只与日期在前的各期比；词语不同的不算。",
    check: Check::Draft(|subject, found| {
        let workspace = subject.workspace;
        for name in subject.draft().column.iter().filter_map(|column| column.name.as_ref()) {
            let name_text = name.trim();
            let columns = || workspace.memory().columns();
            let is_earlier = |at: usize| subject.is_earlier(&workspace.issues()[at]);
            let differing = columns().find_map(|(known, at, column)| {
                let word = differs_in_marks(name_text, known)?;
                is_earlier(at).then_some((word, known, at, column))
            });
            // Where earlier issues write it this way too, there is no one way to keep to.
            let customary = |word: Option<&str>| {
                let word = word.unwrap_or(name_text);
                let own = if name_text.contains(&format!("“{word}”")) { "“" } else { "" };
                let start = format!("{own}{word}");
                columns().any(|(known, at, _)| known.starts_with(&start) && is_earlier(at))
            };
            if let Some((word, known, earlier, column)) = differing
                && !customary(word)
            {
                let then = issue(&workspace.issues()[earlier]);
                let message = match word {
                    Some(word) => {
                        format!("栏目【{name_text}】里的“{word}”，{then}写作【{known}】")
                    }
                    None => format!("栏目【{name_text}】，{then}写作【{known}】"),
                };
                let mut diagnostic = Diagnostic::at(name.span, message);
                if let Ok(earlier) = workspace.whole(earlier) {
                    let named = earlier.draft.column[column].name.as_ref();
                    let span = named.map_or(Span::default(), |name| name.span);
                    diagnostic = diagnostic.label_in(&earlier.source, span, "往期的在这里");
                }
                found.push(diagnostic.help("定一种写法，各期一致"));
            }
        }
    }),
};

/// Whether two names differ in quotation marks and other marks only: altogether, or in a word that
/// one of them quotes and the other does not.
fn differs_in_marks<'a>(name: &'a str, known: &'a str) -> Option<Option<&'a str>> {
    fn bare(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|c| c.is_alphanumeric())
    }
    // Brackets are reported as such.
    if name == known || bare(name).next().is_none() || name.contains(['【', '】']) {
        return None;
    }
    if bare(name).eq(bare(known)) {
        return Some(None);
    }
    let quoted = |text: &'a str| -> Option<&'a str> {
        let word = text.split_once('“')?.1.split_once('”')?.0;
        (word.chars().count() > 1).then_some(word)
    };
    let unquoted = |text: &str, word: &str| text.starts_with(word) && !text.contains('“');
    let here = quoted(name).filter(|word| unquoted(known, word));
    let there = quoted(known).filter(|word| unquoted(name, word));
    here.or(there).map(Some)
}

pub(super) static SHRINKING_TOTAL: Rule = Rule {
    code: "shrinking-total",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "累计数比前几期的少",
    docs: "同一单位在同一年里，用同样的话说的累计数，比日期在前的一期少了：累计数只会多，不会少，多半有一处写错，或者口径变了。\n\n只比“累计”前后文字、单位完全相同的；带“余、多、近、约、超”的，按日、周、月、季、期算的，几个单位合写的，都不比。",
    check: Check::Draft(|subject, found| {
        let workspace = subject.workspace;
        let (roster, Some(date)) = (&workspace.roster, subject.date()) else { return };
        for (_, _, item) in subject.draft().items() {
            let credits: Vec<&str> = memory::credits(item).collect();
            let (Some(body), [credit]) = (&item.body, credits.as_slice()) else { continue };
            let prose = Prose::new(TextKind::Body, &subject.entry.source, body);
            for total in memory::totals(body) {
                let earlier = workspace
                    .memory()
                    .totals(credit, date, roster, &total)
                    .filter(|(.., at, _)| subject.is_earlier(&workspace.issues()[at.entry()]))
                    .max_by(|a, b| a.1.cmp(&b.1));
                let Some((_, value, place, range)) = earlier else { continue };
                if *value <= total.value {
                    continue;
                }
                let Ok(entry) = workspace.whole(place.entry()) else { continue };
                let Some(then) = &place.item(&entry.draft).body else { continue };
                let there = Prose::new(TextKind::Body, &entry.source, then).span(range.clone());
                let day = entry.draft.date().map(written).unwrap_or_default();
                let (now, was) = (&body[total.range.clone()], &then[range.clone()]);
                found.push(
                    Diagnostic::at(
                        prose.span(total.range.clone()),
                        format!("累计数“{now}”比{}的“{was}”少", issue(&Issue::of(&entry))),
                    )
                    .label_in(&entry.source, there, format!("{day}的在这里"))
                    .help("累计数不会变少，请核对两处；若是口径不同，写明从何时算起"),
                );
            }
        }
    }),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_are_compared_by_their_marks() {
        assert_eq!(differs_in_marks("“三秋”生产", "三秋生产"), Some(None));
        assert_eq!(differs_in_marks("三秋管理", "“三秋”生产"), Some(Some("三秋")));
        assert_eq!(differs_in_marks("“三秋”管理", "三秋生产"), Some(Some("三秋")));
        for (a, b) in [
            ("三秋管理", "三秋管理"),
            ("三秋管理", "三夏管理"),
            ("“三秋”管理", "“三秋”生产"),
            ("民生保障", "项目建设"),
            ("麦田管理", "农田管理"),
        ] {
            assert_eq!(differs_in_marks(a, b), None, "{a} {b}");
        }
    }
}
