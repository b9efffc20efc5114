//! Records of signatures that were changed by hand: they bind nobody any more.

use crate::bulletin::identity::Identity;
use crate::draft::{Role, Signed, Signoff};
use crate::lint::{Check, Rule, Sink, Subject};
use crate::source::{Diagnostic, Level, Spanned};
use crate::workspace::rounds::{Logged, SIGNED, WITHDRAWN};
use crate::zh::{date, person};

pub(in crate::lint::rules) static ALTERED_SIGNATURE: Rule = Rule {
    code: "altered-signature",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "签名的记录被手工改过",
    docs: "稿件里的 [[signoff.signed]] 由 kuaibao sign 写入：谁、哪天、签的是什么内容。手工改过的，不知道本人签的是什么，不能付印。短写与指纹对不上的、缺了项的、一个岗位有两段的、与 rounds 文件夹里签名的经过不一样的、签过以后整段删去而姓名还在的，都算改过。\n\n怎么办：把改过的改回去；改不回去的，撤回（kuaibao unsign 稿件 --as 审核），由本人重新签。",
    check: Check::Draft(check),
};

fn check(subject: &Subject<'_>, found: &mut Sink<'_>) {
    let Some(signoff) = &subject.draft().signoff else { return };
    let path = subject.entry.source.path().display();
    removed(subject, signoff, found);
    for (index, signed) in signoff.signed.iter().enumerate() {
        let role = signed.role.as_ref().map(|role| role.value);
        let name = role.map_or("有一个签名", Role::name);
        let mut push = |span, message: String| {
            let help = match role {
                Some(role) => format!(
                    "由 kuaibao sign 写入，不要手工改动：改回去，或撤回重新签：kuaibao unsign {path} --as {}",
                    role.name()
                ),
                None => {
                    "由 kuaibao sign 写入，不要手工改动：改回去，或删去这一段，重新签".to_owned()
                }
            };
            found.push(Diagnostic::at(span, message).help(help));
        };
        let missing = missing(signed);
        if !missing.is_empty() {
            push(signed.span, format!("{name}的记录不全，缺 {}", missing.join("、")));
            continue;
        }
        let of_role = |other: &Spanned<Signed>| other.role.as_ref().map(|r| r.value) == role;
        if signoff.signed[..index].iter().any(of_role) {
            push(signed.span, format!("{name}的签名记了两段"));
        }
        let identity = signed.content.as_ref().map(|content| (content, Identity::new(content)));
        let Some((content, identity)) = identity else { continue };
        let Some(identity) = identity else {
            push(content.span, format!("{name}所签内容的指纹“{}”不像是指纹", content.value));
            continue;
        };
        let short = identity.short();
        if let Some(written) = signed.short.as_ref().filter(|written| written.value != short) {
            let message = format!("{name}所签内容的短写是“{}”，按指纹应是“{short}”", written.value);
            push(written.span, message);
        }
        if let Some(role) = role {
            by_the_log(&subject.entry.signings, role, signed, &short, &mut push);
        }
    }
}

/// Records that were taken out by hand, where the name was left: the log knows that it was signed.
/// Told together, as they are taken out.
fn removed(subject: &Subject<'_>, signoff: &Signoff, found: &mut Sink<'_>) {
    let last = |role: Role| {
        let mut events = subject.entry.signings.iter().rev();
        events
            .find(|event| event.role == role.name() && [SIGNED, WITHDRAWN].contains(&&*event.what))
    };
    let removed: Vec<_> = Role::ALL
        .into_iter()
        .filter(|role| signoff.signed(*role).is_none())
        .filter_map(|role| {
            let name = signoff.name(role).filter(|name| !name.trim().is_empty())?;
            Some((role, name, last(role).filter(|event| event.what == SIGNED)?))
        })
        .collect();
    let Some((first, place, _)) = removed.first() else { return };
    let told = removed.iter().map(|(role, _, event)| {
        let day = event.on.parse().map(date::written).unwrap_or_default();
        format!("{}“{}”{day}", role.name(), event.by)
    });
    let told = told.collect::<Vec<_>>().join("、");
    let message = format!("这一期有过绑定的签名（{told}），记录被删去了");
    let path = subject.entry.source.path().display();
    let help = format!(
        "不知道现在的内容是不是当时签的：由本人重新签：kuaibao sign {path} --as {}；不再绑定的，撤回：kuaibao unsign {path} --as {0}",
        first.name()
    );
    found.push(Diagnostic::at(place.span, message).help(help));
}

/// The keys that a record lacks.
fn missing(signed: &Signed) -> Vec<&'static str> {
    let all = [
        ("as", signed.role.is_some()),
        ("by", signed.by.is_some()),
        ("on", signed.on.is_some()),
        ("content", signed.content.is_some()),
        ("short", signed.short.is_some()),
    ];
    all.into_iter().filter(|(_, is_there)| !is_there).map(|(key, _)| key).collect()
}

/// What the record says otherwise than what was noted when it was signed. A log that knows nothing of
/// this content tells nothing: it may be younger than the signature.
fn by_the_log(
    log: &[Logged],
    role: Role,
    signed: &Signed,
    short: &str,
    push: &mut impl FnMut(crate::source::Span, String),
) {
    let mut events = log.iter().filter(|event| event.role == role.name()).collect::<Vec<_>>();
    if let Some(at) = events.iter().rposition(|event| event.what == WITHDRAWN) {
        events.drain(..=at);
        if events.is_empty() {
            let span = signed
                .role
                .as_ref()
                .map_or(signed.content.as_ref().map(|c| c.span), |r| Some(r.span));
            let message = format!("{}的签名已经撤回，没有重新签", role.name());
            span.into_iter().for_each(|span| push(span, message.clone()));
            return;
        }
    }
    events.retain(|event| event.what == SIGNED && event.short == short);
    let (Some(by), Some(on)) = (&signed.by, &signed.on) else { return };
    let (name, day) = (person::plain(by), on.0.to_string());
    let is_it = |event: &&Logged| person::plain(&event.by) == name && event.on == day;
    let Some(last) = events.last().filter(|_| !events.iter().any(is_it)) else { return };
    if person::plain(&last.by) != name {
        let message = format!("{}的签名写的是“{name}”，签的时候是“{}”", role.name(), last.by);
        push(by.span, message);
    }
    if last.on != day {
        let then = last.on.parse().map(date::written).unwrap_or_else(|_| last.on.clone());
        let now = date::written(on.0);
        push(on.span, format!("{}签名的日期写的是{now}，签的时候是{then}", role.name()));
    }
}
