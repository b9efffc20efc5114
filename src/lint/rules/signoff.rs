//! The three signatures: 责任编辑, 审核, 签发.

use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level, Rejected, Span, Spanned};
use crate::zh::person;

pub(super) static MISSING_SIGNATURE: Rule = Rule {
    code: "missing-signature",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "责任编辑、审核、签发没有签全",
    docs: "责任编辑编好、第二个人审核、领导签发之后才能印发，三个名字都印在末页。没有签全时只能印送审稿：kuaibao build --proof。\n\n怎么办：审核、签发之后，在 [signoff] 下填上姓名。不要预先填好。\n\n依据：政务信息工作中责任编辑、审核、签发的分工。",
    check: Check::Draft(|subject, found| {
        let draft = subject.draft();
        let Some(signoff) = &draft.signoff else {
            if !subject.is_absent(Rejected::ROOT, "signoff") {
                return;
            }
            let source = &subject.entry.source;
            let end = source.text().trim_end().len();
            let line = source.line_span(source.position(end).line);
            found.push(
                Diagnostic::at(line, "没有责任编辑、审核、签发（[signoff]）")
                    .help("在稿件末尾写 [signoff]，下面写 editor、reviewer、approver 三行"),
            );
            return;
        };
        for (key, role, name) in signoff.roles() {
            let span = match name {
                None if !subject.is_absent(signoff.span, key) => continue,
                None => signoff.span,
                Some(name) if name.trim().is_empty() => name.span,
                Some(_) => continue,
            };
            let help = match key {
                _ if subject.config().staff.bound => format!(
                    "由本人签：kuaibao sign {} --as {role}",
                    subject.entry.source.path().display()
                ),
                "editor" => "写上 editor = \"姓名\"".to_owned(),
                _ => format!("{role}之后写上 {key} = \"姓名\"；送审稿用 kuaibao build --proof 印"),
            };
            found.push(Diagnostic::at(span, format!("{role}（{key}）还没有签")).help(help));
        }
    }),
};

pub(super) static SAME_SIGNER: Rule = Rule {
    code: "same-signer",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "一个人签了两处",
    docs: "责任编辑、审核、签发应是不同的人，一个人看自己编的稿子看不出错。确实如此的，在那一行上面写 # kuaibao: allow(same-signer)。",
    check: Check::Draft(|subject, found| {
        let Some(signoff) = &subject.draft().signoff else { return };
        let roles = signoff.roles();
        let mut seen: Vec<(String, &str, Span)> = vec![];
        for (_, role, name) in roles {
            let Some(name) = name.filter(|name| !name.trim().is_empty()) else { continue };
            let plain = person::plain(name);
            match seen.iter().find(|(other, ..)| *other == plain) {
                Some((_, other, span)) => found.push(
                    Diagnostic::at(name.span, format!("{role}和{other}都是“{plain}”"))
                        .label(*span, format!("{other}在这里"))
                        .help("请确认；审核、签发应是另外的人"),
                ),
                None => seen.push((plain, role, name.span)),
            }
        }
    }),
};

pub(super) static UNLISTED_SIGNER: Rule = Rule {
    code: "unlisted-signer",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "签名的人不在名单里",
    docs: "bulletin.toml 的 [staff] 里列了平时担任各岗位的人，这个名字不在其中：可能是写错了字，也可能是临时代签。常有人代签的，把名字加进 [staff]。",
    check: Check::Draft(|subject, found| {
        let Some(signoff) = &subject.draft().signoff else { return };
        for (key, role, name) in signoff.roles() {
            let staff = subject.config().staff.of(key);
            let Some(name) = name.filter(|name| !name.trim().is_empty()) else { continue };
            if staff.is_empty() || listed(staff, name) {
                continue;
            }
            let message = format!("{role}“{}”不在名单里", person::plain(name));
            let help = format!("名单里是：{}；若是代签，不用理会", staff.join("、"));
            found.push(Diagnostic::at(name.span, message).help(help));
        }
    }),
};

fn listed(staff: &[String], name: &Spanned<String>) -> bool {
    staff.iter().any(|known| person::plain(known) == person::plain(name))
}
