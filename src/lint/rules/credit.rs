//! Credits: every item names the unit that sent it, in the roster's words.

use std::ops::Range;

use crate::bulletin::block;
use crate::config::units::Unit;
use crate::draft::Item;
use crate::lint::{Around, Check, Prose, Rule, Subject, TextKind};
use crate::source::{Diagnostic, Fix, Level, Span, Spanned};
use crate::zh::character;
use crate::zh::date::written;

pub(super) static MISSING_CREDIT: Rule = Rule {
    code: "missing-credit",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "条目没有供稿单位",
    docs: "每条信息末尾都要印供稿单位，如（发改委）。漏印的单位当期就会来问。\n\n怎么办：写 credits = [\"发改委\"]；几个单位合送的，写 credits = [\"农业农村局\", \"潭龙街道\"]。",
    check: Check::Draft(|subject, found| {
        for (_, _, item) in subject.draft().items() {
            let span = match &item.credits {
                None => item.span,
                Some(credits) if credits.is_empty() => credits.span,
                Some(_) => continue,
            };
            if !subject.is_absent(item.span, "credits") {
                continue;
            }
            let which = item.headline.as_ref().map(|h| h.trim()).filter(|h| !h.is_empty());
            let which = which.map_or("这一条".to_owned(), |name| format!("“{name}”"));
            let suggestion = subject_unit(subject, item).map_or("发改委", |u| u.credit.as_str());
            found.push(
                Diagnostic::at(span, format!("{which}没有写供稿单位（credits）"))
                    .help(format!("写上 credits = [\"{suggestion}\"] 这样一行")),
            );
        }
    }),
};

pub(super) static EMPTY_CREDIT: Rule = Rule {
    code: "empty-credit",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "供稿单位是空的",
    docs: "credits 里有一个空的引号，印出来是空括号。\n\n怎么办：写上单位，或删去这对引号。",
    check: Check::Prose(|_, text, found| {
        if text.kind == TextKind::Credit && text.text.trim().is_empty() {
            let inside = text.span(0..text.text.len());
            found.push(
                Diagnostic::at(inside, "供稿单位是空的").help("写上单位的署名，或删去这对引号"),
            );
        }
    }),
};

pub(super) static UNKNOWN_UNIT: Rule = Rule {
    code: "unknown-unit",
    level: Level::Error,
    locked: false,
    examples: &["政务服务和大数数据管理局"],
    summary: "供稿单位不在名录里",
    docs: "供稿单位要与 units.toml 里的写法一致，写错一个字就查不到。\n\n例：政务服务和大数数据管理局 应为 政务服务和大数据管理局。\n\n怎么办：按提示改正；若是新单位，先在 units.toml 里添上。",
    check: Check::Prose(|around, text, found| {
        let credit = text.text.trim();
        let roster = around.roster();
        if text.kind != TextKind::Credit || credit.is_empty() || roster.units.is_empty() {
            return;
        }
        // What makes such a name unknown is the character, which is reported as such.
        if credit.chars().any(|c| character::unprintable(c).is_some()) {
            return;
        }
        if roster.find(credit, around.date()).is_none() {
            found.push(unknown_unit(around, text, credit));
        }
    }),
};

fn unknown_unit(around: &Around<'_>, text: &Prose<'_>, credit: &str) -> Diagnostic {
    let roster = around.roster();
    let span = text.span(0..text.text.len());
    let finding = Diagnostic::at(span, format!("单位名录里没有“{credit}”"));
    if let Some(parts) = roster.split(credit, around.date()).filter(|parts| parts.len() > 1) {
        return finding.help(format!("几个单位要分开写：credits = [\"{}\"]", parts.join("\", \"")));
    }
    let bare = credit.trim_matches(['（', '）', '(', ')', ' ']);
    let near = match roster.find(bare, around.date()) {
        Some(_) => Some(bare),
        None => roster.nearest(bare, around.date()),
    };
    match near {
        Some(near) => finding.help(format!("您是不是要写“{near}”？")).fix(Some(Fix::replace(
            format!("改为“{near}”"),
            false,
            span,
            near,
        ))),
        None => finding.help("请核对；若是新单位，先在 units.toml 里添上"),
    }
}

pub(super) static CREDIT_IN_BODY: Rule = Rule {
    code: "credit-in-body",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "正文末尾又写了供稿单位",
    docs: "供稿单位写在 credits 里，印的时候自动加上括号。各单位报来的稿子末尾常带着（某某局），连同正文一起贴进来就会印两遍。\n\n怎么办：删去正文末尾的括号和单位。",
    check: Check::Prose(|around, text, found| {
        // In plain text the credit has no other place.
        if around.is_plain() {
            return;
        }
        let body = text.text.trim_end();
        let opening = body.rfind(['（', '(']);
        let (TextKind::Body, Some(at), true) = (text.kind, opening, body.ends_with(['）', ')']))
        else {
            return;
        };
        let inside = body[at..].trim_matches(['（', '）', '(', ')']);
        if around.roster().split(inside, around.date()).is_some() {
            let span = text.span(at..body.len());
            found.push(
                Diagnostic::at(span, format!("正文末尾又写了供稿单位“{inside}”，会印两遍"))
                    .help("删去正文末尾的括号和单位，只写在 credits 里")
                    .fix(Some(Fix::replace("从正文里删去", false, span, ""))),
            );
        }
    }),
};

pub(super) static EXPIRED_UNIT: Rule = Rule {
    code: "expired-unit",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "供稿单位在出刊那天不存在",
    docs: "units.toml 里给这个单位写了起止日期，出刊日期不在其中：多半是单位已经更名或撤并。\n\n怎么办：改用当时的名称；若名录里的日期不对，改 units.toml。",
    check: Check::Prose(|around, text, found| {
        // What no draft alone has is not asked for of other texts.
        if text.kind != TextKind::Credit {
            return;
        }
        let Some(date) = around.date() else { return };
        let credit = text.text.trim();
        let Some(unit) = around.roster().find(credit, Some(date)) else { return };
        let span = text.span(0..text.text.len());
        let message = match (unit.from, unit.until) {
            _ if unit.valid_on(date) => return,
            (_, Some(until)) if until < date => {
                format!("“{credit}”到{}为止，本期是{}", written(until), written(date))
            }
            (Some(from), _) => {
                format!("“{credit}”从{}起才有，本期是{}", written(from), written(date))
            }
            _ => return,
        };
        found.push(
            Diagnostic::at(span, message).help("改用当时的名称，或改正 units.toml 里的起止日期"),
        );
    }),
};

pub(super) static DUPLICATE_CREDIT: Rule = Rule {
    code: "duplicate-credit",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "同一条里一个单位写了两次",
    docs: "credits 里同一个单位出现两次（包括用了两种写法，如“医保局”和“医疗保障局”）。",
    check: Check::Draft(|subject, found| {
        for (_, _, item) in subject.draft().items() {
            let credits: Vec<_> = item.credits.iter().flat_map(|credits| credits.iter()).collect();
            for (index, credit) in credits.iter().enumerate() {
                let twin = credits[..index].iter().find(|other| same_unit(subject, other, credit));
                if let Some(twin) = twin.filter(|_| !credit.trim().is_empty()) {
                    let message = match (credit.trim(), twin.trim()) {
                        (this, first) if this == first => format!("“{this}”写了两次"),
                        (this, first) => format!("“{this}”和“{first}”是同一个单位"),
                    };
                    found.push(
                        Diagnostic::at(credit.span, message)
                            .label(twin.span, "先写在这里")
                            .help("删去一个"),
                    );
                }
            }
        }
    }),
};

pub(super) static SUBJECT_CREDIT_MISMATCH: Rule = Rule {
    code: "subject-credit-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "标题里的单位与供稿单位不一致",
    docs: "标题以某单位开头，供稿单位却是别的单位，多半是署名写串了。\n\n例：“县医保局多措并举……”署名（人社局）。\n\n标题以“我县”“各乡（镇、街道）”开头的不检查。确实如此的，在 credits 上一行写 # kuaibao: allow(subject-credit-mismatch)。",
    check: Check::Draft(|subject, found| {
        for (_, _, item) in subject.draft().items() {
            let Some(credits) = item.credits.as_ref().filter(|credits| !credits.is_empty()) else {
                continue;
            };
            let known = credited(subject, credits);
            let Some(unit) = subject_unit(subject, item) else { continue };
            // An unknown credit is reported as such; guessing here would only add noise.
            if known.len() == credits.len() && !known.iter().any(|known| known.name == unit.name) {
                let names: Vec<&str> = credits.iter().map(|credit| credit.trim()).collect();
                let headline = item.headline.as_ref().map(|h| h.span).unwrap_or_default();
                // A name of another time is what is wrong, not the credit.
                let ended =
                    unit.until.filter(|until| subject.date().is_some_and(|day| *until < day));
                let ended = ended.map(|day| format!("（到{}为止）", written(day)));
                let since = ended.is_some();
                let message = format!(
                    "标题说的是“{}”{}，供稿单位却是“{}”",
                    unit.headline,
                    ended.unwrap_or_default(),
                    names.join(" ")
                );
                let help = match since {
                    true => "单位已经更名、撤并的，标题和正文里也用现在的名称".to_owned(),
                    false => format!("若署名写错，改为 credits = [\"{}\"]", unit.credit),
                };
                found.push(
                    Diagnostic::at(credits.span, message).label(headline, "标题在这里").help(help),
                );
            }
        }
    }),
};

pub(super) static STRONG_CREDIT_MISMATCH: Rule = Rule {
    code: "strong-credit-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "正文里的黑体单位与供稿单位不一致",
    docs: "几个单位合送的信息，正文里把各单位印成黑体，末尾按同样的次序署名。两处的单位或次序不同时提醒。\n\n只看正文里用 ** 标出、并且在单位名录里的单位。",
    check: Check::Draft(|subject, found| {
        let roster = &subject.workspace.roster;
        for (_, _, item) in subject.draft().items() {
            let (Some(body), Some(credits)) = (&item.body, &item.credits) else { continue };
            let mut strong: Vec<(&Unit, Span)> = vec![];
            let prose = Prose::new(TextKind::Body, &subject.entry.source, body);
            for range in block::strong_runs(body) {
                let unit = roster.find(body[range.clone()].trim(), subject.date());
                if let Some(unit) = unit
                    && !strong.iter().any(|(known, _)| known.name == unit.name)
                {
                    strong.push((unit, prose.span(range)));
                }
            }
            let known = credited(subject, credits);
            if strong.is_empty() || known.len() != credits.len() {
                continue;
            }
            // A run that does not end is reported as such; what it would have been is a guess.
            if !block::parse(body).unpaired.is_empty() {
                continue;
            }
            let in_body: Vec<&str> = strong.iter().map(|(unit, _)| unit.credit.as_str()).collect();
            let in_credit: Vec<&str> = known.iter().map(|unit| unit.credit.as_str()).collect();
            if in_body == in_credit {
                continue;
            }
            let absent = strong.iter().find(|(unit, _)| !in_credit.contains(&unit.credit.as_str()));
            let extra = known.iter().find(|unit| !in_body.contains(&unit.credit.as_str()));
            let message = match (absent, extra) {
                (Some((unit, _)), _) => {
                    format!("正文里有“{}”，供稿单位里没有“{}”", unit.headline, unit.credit)
                }
                (None, Some(unit)) => {
                    format!("供稿单位里有“{}”，正文的黑体单位里没有", unit.credit)
                }
                (None, None) => "供稿单位的次序与正文不同".to_owned(),
            };
            let place = absent.or(strong.first()).map_or(body.span, |(_, span)| *span);
            found.push(
                Diagnostic::at(credits.span, message)
                    .label(place, "正文在这里")
                    .help(format!("按正文应为 credits = [\"{}\"]", in_body.join("\", \""))),
            );
        }
    }),
};

/// The unit that a headline begins with.
fn subject_unit<'a>(subject: &Subject<'a>, item: &Item) -> Option<&'a Unit> {
    let headline = item.headline.as_ref()?;
    subject.workspace.roster.leading(headline.trim(), subject.date()).map(|(unit, _)| unit)
}

/// The units of those credits that the roster knows.
fn credited<'a>(subject: &Subject<'a>, credits: &[Spanned<String>]) -> Vec<&'a Unit> {
    credits
        .iter()
        .filter_map(|credit| subject.workspace.roster.find(credit.trim(), subject.date()))
        .collect()
}

fn same_unit(subject: &Subject<'_>, a: &str, b: &str) -> bool {
    let find = |form: &str| subject.workspace.roster.find(form.trim(), subject.date());
    a.trim() == b.trim() || find(a).zip(find(b)).is_some_and(|(a, b)| a.name == b.name)
}

pub(super) static MISSPELT_SUBJECT: Rule = Rule {
    code: "misspelt-subject",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "标题或正文里的供稿单位错了一个字",
    docs: "供稿单位写对了，标题开头或正文里的同一个单位却差一个字，多半是打错了。另有其名的（写在 units.toml 里）不报。\n\n例：署名“农业农村局”，正文写“县农业农村居”；署名“黄陵镇”，标题写“黄岭镇开展……”。\n\n依据：本单位的名录。",
    check: Check::Draft(|subject, found| {
        let roster = &subject.workspace.roster;
        for (_, _, item) in subject.draft().items() {
            let Some(credits) = &item.credits else { continue };
            let known = credited(subject, credits);
            let forms: Vec<&str> = known.iter().flat_map(|unit| unit.forms()).collect();
            let texts = [(TextKind::Headline, &item.headline), (TextKind::Body, &item.body)];
            for (kind, text) in texts {
                let Some(text) = text else { continue };
                let chars: Vec<char> = text.chars().collect();
                let slip = forms.iter().find_map(|form| {
                    Some((off_by_one(&chars, form, kind == TextKind::Headline)?, *form))
                });
                let Some((range, form)) = slip else { continue };
                let bytes = |chars: &[char]| chars.iter().map(|c| c.len_utf8()).sum::<usize>();
                let range = bytes(&chars[..range.start])..bytes(&chars[..range.end]);
                let written = &text[range.clone()];
                let own = roster.leading(written, subject.date()).is_some()
                    || roster.units.iter().flat_map(|unit| unit.forms()).any(|f| f == written);
                if own {
                    continue;
                }
                let prose = Prose::new(kind, &subject.entry.source, text);
                let span = prose.span(range);
                found.push(
                    Diagnostic::at(span, format!("“{written}”与供稿单位“{form}”差一个字"))
                        .help(format!("若写错，改为“{form}”；若确有其名，写进 units.toml"))
                        .fix(Some(Fix::replace(format!("改为“{form}”"), false, span, form))),
                );
            }
        }
    }),
};

/// 黄岭镇 where a clause of the text begins, of 黄陵镇 that has sent it and is not in it: a town whose
/// name is nearly that.
fn town(chars: &[char], name: &[char], telling: &str) -> Option<Range<usize>> {
    let is_edge = |c: char| character::is_one_of(c, "，。；：、*") || c.is_whitespace();
    let likes = |window: &[char]| window[0] == name[0] && window[2] == name[2];
    let stands = || chars.windows(3).any(|window| likes(window) && window[1] == name[1]);
    if !"镇乡".contains(name[2]) || telling.contains(name[1]) || stands() {
        return None;
    }
    let start = chars.windows(3).enumerate().position(|(at, window)| {
        likes(window)
            && at.checked_sub(1).is_none_or(|before| is_edge(chars[before]))
            && character::is_han(window[1])
            && !telling.contains(window[1])
    })?;
    Some(start..start + 3)
}

/// Where a text has a name with one other character: short names only where a headline begins.
fn off_by_one(chars: &[char], name: &str, headline: bool) -> Option<Range<usize>> {
    const TELLING: &str = "东西南北中上下前后左右大小新老省市县区乡镇村一二三四五六七八九十第";
    // 交通运输行业 is no slip for 交通运输局: of the last character only its likes.
    const ALIKE: [&str; 8] =
        ["局居具句", "委位维", "办半", "院园远", "站占", "会汇惠", "镇振阵真", "乡香"];
    let name: Vec<char> = name.chars().collect();
    let last = name.len().checked_sub(1)?;
    if name.len() < if headline { 3 } else { 5 } {
        return (name.len() == 3).then(|| town(chars, &name, TELLING))?;
    }
    let most =
        (chars.len() + 1).checked_sub(name.len())?.min(if headline { 1 } else { usize::MAX });
    // Of the first two, one at least is the same.
    let (first, second) = (name[0], name[1]);
    let mut starts = (0..most).filter(|at| chars[*at] == first || chars[at + 1] == second);
    let start = starts.find(|start| {
        let window = &chars[*start..start + name.len()];
        let mut differ = window.iter().zip(&name).enumerate().filter(|(_, (a, b))| a != b);
        let (Some((at, (wrong, right))), None) = (differ.next(), differ.next()) else {
            return false;
        };
        // 市教育局 is another than 县教育局; in the body 教育局长 is no slip.
        let like = || ALIKE.iter().any(|few| few.contains(*right) && few.contains(*wrong));
        (at > 0 || name.len() >= 6)
            && !TELLING.contains(*wrong)
            && (!TELLING.contains(*right) || at == last)
            && character::is_han(*wrong)
            && (at < last || like())
    })?;
    Some(start..start + name.len())
}
