//! Signatures that are bound to what was signed.

use crate::bulletin::compare::told::{count, fate, said, words};
use crate::bulletin::compare::{Comparison, Fate, NOTE, compare};
use crate::bulletin::identity::Content;
use crate::bulletin::{self, bond::Bond};
use crate::draft::Role;
use crate::lint::{Check, Rule, Sink, Subject};
use crate::source::{Diagnostic, Level, Span};
use crate::zh::{date, person};

mod altered;
mod place;
mod released;

pub(super) use altered::ALTERED_SIGNATURE;
pub(crate) use released::printed_again;

pub(super) static CHANGED_AFTER_SIGNING: Rule = Rule {
    code: "changed-after-signing",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "签名之后改动了内容",
    docs: "用 kuaibao sign 签的名，连同所签的内容一起记下。签过之后，凡是印出来的字有一个改了，签名就不算数：领导没有看过的数字，不能印在他的名字上面。稿件里的注释、编排不印出来，改了不要紧。\n\n怎么办：请签名的人看过改动（kuaibao compare 稿件 signed），重新签：kuaibao sign；改错了的，改回去；撤回签名用 kuaibao unsign。",
    check: Check::Draft(changed),
};

pub(super) static UNBOUND_SIGNATURE: Rule = Rule {
    code: "unbound-signature",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "签名没有绑定内容",
    docs: "姓名是手写上去的，没有记下签的是什么内容：签过之后再改，查不出来。一律要绑定的，在 bulletin.toml 的 [staff] 里写 bound = true，手写的签名就是错误（signature-not-bound）。\n\n怎么办：由签名的人用 kuaibao sign 稿件 --as 审核 签。",
    check: Check::Draft(|subject, found| {
        let signoff = subject.draft().signoff.as_ref();
        // Where nobody signs so, `kuaibao log` tells it, and no check of an old draft.
        let is_used = signoff.is_some_and(|signoff| !signoff.signed.is_empty());
        if is_used && !subject.config().staff.bound {
            unbound(subject, found);
        }
    }),
};

pub(super) static SIGNATURE_NOT_BOUND: Rule = Rule {
    code: "signature-not-bound",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "规定要绑定的签名是手写的",
    docs: "bulletin.toml 的 [staff] 里写了 bound = true：姓名要用 kuaibao sign（或编辑台）签，连同所签的内容一起记下，手写的不算，不能付印。\n\n怎么办：由签名的人用 kuaibao sign 稿件 --as 审核 签。",
    check: Check::Draft(|subject, found| {
        if subject.config().staff.bound {
            unbound(subject, found);
        }
    }),
};

/// The signatures that are names alone: told together, as they are made.
fn unbound(subject: &Subject<'_>, found: &mut Sink<'_>) {
    let Some(signoff) = &subject.draft().signoff else { return };
    let named = |role: Role| signoff.name(role).filter(|name| !name.trim().is_empty());
    let names: Vec<_> = Role::ALL
        .into_iter()
        .filter(|role| signoff.signed(*role).is_none())
        .filter_map(|role| Some((role, named(role)?)))
        .collect();
    let Some((first, place)) = names.first() else { return };
    let told = names.iter().map(|(role, name)| format!("{}“{}”", role.name(), person::plain(name)));
    let message = format!("{}未绑定", told.collect::<Vec<_>>().join("、"));
    let path = subject.entry.source.path().display();
    let help = format!("由本人签：kuaibao sign {path} --as {}", first.name());
    found.push(Diagnostic::at(place.span, message).help(help));
}

fn changed(subject: &Subject<'_>, found: &mut Sink<'_>) {
    let draft = subject.draft();
    let Some(signoff) = draft.signoff.as_ref().filter(|signoff| !signoff.signed.is_empty()) else {
        return;
    };
    let entry = subject.entry;
    let Some(bulletin) = bulletin::build(draft, &entry.attachments, subject.config()) else {
        return;
    };
    let now = Content::of(&bulletin);
    if released::settings_since(subject, &now).is_some() {
        return;
    }
    let identity = now.identity();
    let mut told: Vec<&str> = vec![];
    for role in Role::ALL {
        let Some(signed) = signoff.signed(role) else { continue };
        let bond = Bond::of(signoff, role, &identity);
        let name = signoff.name(role).map(|name| person::plain(name)).unwrap_or_default();
        let by = signed.by.as_ref().map(|name| person::plain(name)).unwrap_or_default();
        let span = signoff.name(role).map_or(signed.span, |name| name.span);
        if bond == Some(Bond::OtherName) {
            let now = match name.as_str() {
                "" => "现在没有写姓名".to_owned(),
                name => format!("现在写的是“{name}”"),
            };
            let message = format!("{}签的是“{by}”，{now}", role.name());
            found.push(Diagnostic::at(span, message).help(again(subject, role)));
            continue;
        }
        let content = signed.content.as_ref().map(|content| content.as_str()).unwrap_or_default();
        if bond == Some(Bond::Holds) {
            continue;
        }
        let day = signed.on.as_ref().map(|day| date::written(day.0)).unwrap_or_default();
        let then = entry.signed.get(content).and_then(|bytes| Content::read(bytes));
        let then = then.filter(|then| then.identity().as_str() == content);
        let comparison = then.as_ref().map(|then| compare(then, &now));
        let count = comparison.as_ref().map(|changes| format!("改动了 {} 处", count(changes)));
        let count = count.unwrap_or_else(|| "内容改动过，签时的内容没有留下".to_owned());
        let message = format!("{}“{name}”{day}签过之后，{count}", role.name());
        found.push(Diagnostic::at(span, message).help(again(subject, role)));
        // Two who signed the same are told of the same changes once.
        if let Some(comparison) = comparison.filter(|_| !told.contains(&content)) {
            tell(subject, &now, &comparison, role, span, found);
        }
        told.push(content);
    }
}

fn again(subject: &Subject<'_>, role: Role) -> String {
    let path = subject.entry.source.path().display();
    format!(
        "看改动：kuaibao compare {path} signed；看过重新签：kuaibao sign {path} --as {}；撤回：kuaibao unsign {path} --as {0}",
        role.name()
    )
}

/// Each changed place, with old and new words.
fn tell(
    subject: &Subject<'_>,
    now: &Content,
    comparison: &Comparison,
    role: Role,
    signature: Span,
    found: &mut Sink<'_>,
) {
    let draft = subject.draft();
    let mut push = |span: Span, what: String| {
        let message = format!("{}签过之后改动：{what}", role.name());
        found.push(
            Diagnostic::at(span, message)
                .help("没有签过的改动不能付印：请签名的人看过重新签，或者改回去"),
        );
    };
    for change in &comparison.texts {
        let span = line_span(draft, &change.name).unwrap_or(signature);
        for words in change.stretches.iter().filter_map(words) {
            push(span, format!("{}：{words}", change.name));
        }
    }
    for change in &comparison.items {
        let item = change.new.and_then(|at| place::item(draft, at));
        let (Some(item), Some(at)) = (item, change.new) else {
            push(signature, fate(change));
            continue;
        };
        if change.fate != Fate::Edited {
            let span = item.headline.as_ref().map_or(item.span, |headline| headline.span);
            push(span, fate(change));
        }
        let content = &now.columns[at.column - 1].items[at.item - 1];
        for part in said(change) {
            let (source, stretches) = (&subject.entry.source, &part.stretches);
            let places = place::places(source, item, content, part.place, stretches);
            let all = stretches.iter().filter_map(words);
            for (span, words) in places.into_iter().zip(all) {
                push(span, format!("{at} 条{}：{words}", part.name));
            }
        }
    }
}

/// Where a line of masthead or colophon comes from in the draft, when it does.
fn line_span(draft: &crate::draft::Draft, name: &str) -> Option<Span> {
    match name {
        "期号" => draft.number.as_ref().map(|value| value.span),
        "总期号" => draft.total.as_ref().map(|value| value.span),
        "日期" => draft.date.as_ref().map(|value| value.span),
        "本期发" => draft.distribution.as_ref().map(|value| value.span),
        "印数" => draft.copies.as_ref().map(|value| value.span),
        note if note.starts_with(NOTE) => draft.note.as_ref().map(|value| value.span),
        name => {
            let column =
                name.strip_prefix("第")?.strip_suffix("栏的名称")?.parse::<usize>().ok()?;
            let column = draft.column.get(column.checked_sub(1)?)?;
            Some(column.name.as_ref().map_or(column.span, |name| name.span))
        }
    }
}
