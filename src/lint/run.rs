//! Running rules, and applying levels and `# kuaibao: allow(…)` to what they find.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::around::{Around, Scope};
use super::prose::{Prose, prose};
use super::rule::{Check, Rule, Sink};
use super::subject::{PageSubject, Subject};
use super::{RULES, guard, rules, suppress};
use crate::bulletin::Bulletin;
use crate::config::{Config, RuleLevel, lexicon};
use crate::source::{Diagnostic, Findings, Source, Span};
use crate::typeset::Coverage;
use crate::typeset::fit::Fitted;
use crate::typeset::template;
use crate::workspace::{Key, Workspace};

/// Shorter texts, in bytes, are sooner checked than looked up.
const SHORT: usize = 64;

/// Runs all rules on a draft. What was found in a text before, under the same settings, is found
/// again without looking at it: in another draft too when no rule has asked for what is this one's.
pub fn check(subject: &Subject<'_>) -> Findings {
    let around = subject.around();
    let kept = &subject.workspace.kept;
    run(subject, RULES, |text, found| {
        let token = text.token().filter(|(token, _)| token.len() >= SHORT);
        let Some((token, start)) = token else {
            return check_text(RULES, &around, text, found);
        };
        let whole = Key::of(token);
        let key = |scope| {
            let rest = |state: &mut _| around.hash_in(scope, state);
            Key::with((text.kind, whole), rest)
        };
        let known = kept.get(key(Scope::Everywhere)).or_else(|| kept.get(key(Scope::Here)));
        if let Some(known) = known {
            let here = |span: Span| Span::new(span.start + start, span.end + start);
            return found.extend(known.iter().map(|finding| finding.clone().moved(here)));
        }
        around.scope();
        let before = found.len();
        check_text(RULES, &around, text, found);
        let inside = |span: Span| Span::new(span.start - start, span.end - start);
        let new = match &found[before..] {
            [] => Arc::default(),
            new => new.iter().map(|finding| finding.clone().moved(inside)).collect(),
        };
        kept.put(key(around.scope()), new);
    })
}

/// Runs some rules on a draft; what was found while reading it is always included.
pub fn check_with(subject: &Subject<'_>, rules: &[&Rule]) -> Findings {
    let around = subject.around();
    run(subject, rules, |text, found| check_text(rules, &around, text, found))
}

fn run(
    subject: &Subject<'_>,
    rules: &[&Rule],
    on_text: impl Fn(&Prose<'_>, &mut Vec<Diagnostic>),
) -> Findings {
    let entry = subject.entry;
    let mut found = entry.found.clone();
    if !entry.is_readable() {
        // No rule has run, so no comment can be called unused.
        return Findings::new(entry.source.clone(), found);
    }
    for rule in rules.iter().filter(|_| !entry.is_plain) {
        if let Check::Draft(check) = rule.check {
            check(subject, &mut Sink { rule, found: &mut found });
        }
    }
    // One by one: what is read of a text is not wanted for the next.
    prose(entry).into_iter().for_each(|text| on_text(&text, &mut found));
    guard::hold(subject, &mut found);
    settle(&entry.source, found, subject.config())
}

/// Runs the rules on one text.
fn check_text(rules: &[&Rule], around: &Around<'_>, text: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let before = found.len();
    for rule in rules {
        if let Check::Prose(check) = rule.check {
            check(around, text, &mut Sink { rule, found });
        }
    }
    if text.is_elsewhere() {
        found[before..].iter_mut().for_each(|finding| finding.fix = None);
    }
}

/// Examines the pages made from a draft.
pub fn check_pages(
    subject: &Subject<'_>,
    bulletin: &Bulletin,
    fitted: &Fitted,
    proof: bool,
    primary_faces: &[String],
) -> Findings {
    let (lines, marks) = (fitted.pages.lines(), fitted.pages.marks());
    let pages = PageSubject {
        entry: subject.entry,
        bulletin,
        setting: fitted.setting,
        proof,
        lines,
        marks,
        primary_faces,
        top: subject.top(),
    };
    let mut found = vec![];
    for c in fitted.pages.missing_glyphs() {
        found.push(rules::tofu(c, pages.top));
    }
    for rule in RULES {
        if let Check::Pages(check) = rule.check {
            check(&pages, &mut Sink { rule, found: &mut found });
        }
    }
    let mut findings = settle(&subject.entry.source, found, subject.config());
    // The comments themselves have been judged with the draft.
    findings.diagnostics.retain(|d| !["unused-allow", "unknown-rule"].contains(&d.code));
    findings
}

/// Applies the file's own `allow` comments and the configured levels.
pub fn settle(source: &Arc<Source>, found: Vec<Diagnostic>, config: &Config) -> Findings {
    let levels: BTreeMap<&str, RuleLevel> =
        config.rules.iter().map(|(code, level)| (code.as_str(), *level)).collect();
    let found = suppress::apply(source, found)
        .into_iter()
        .filter_map(|mut diagnostic| {
            if let Some(level) = levels.get(diagnostic.code)
                && !rules::is_locked(diagnostic.code)
            {
                diagnostic.level = level.level()?;
            }
            Some(diagnostic)
        })
        .collect();
    Findings::new(source.clone(), found)
}

/// The findings of `bulletin.toml` and `units.toml`, with rule codes and glyphs checked.
pub fn check_settings(workspace: &Workspace, coverage: &Coverage) -> Vec<Findings> {
    let mut all = workspace.findings.clone();
    let own = all.iter_mut().find(|f| Arc::ptr_eq(&f.source, &workspace.config_source));
    if let Some(findings) = own {
        let unknown = workspace.config.rules.keys().filter(|code| rules::find(code).is_none());
        findings.diagnostics.extend(unknown.map(|code| rules::unknown_rule(code, code.span)));
        let locked = workspace.config.rules.keys().filter(|code| rules::is_locked(code));
        findings.diagnostics.extend(locked.map(|code| rules::locked_rule(code, code.span)));
        let off = workspace.config.words_off.iter();
        let unknown = off.filter(|id| !workspace.lexicon.has(id));
        findings.diagnostics.extend(unknown.map(|id| {
            let message = format!("词库里没有“{}”这一条", id.value);
            lexicon::malformed(id.span, message, "编号见检查结果里的“词条 ……”；改正或删去")
        }));
        let template = &workspace.config.template;
        if !template::exists(workspace.place(), template) {
            let known: Vec<&str> = template::names().collect();
            let message = format!("没有“{}”这个版式", template.value);
            let help = format!(
                "自带的版式：{}；自己的放在 templates/{}/main.typ",
                known.join("、"),
                template.value
            );
            let found = Diagnostic::error("setting-out-of-range", template.span, message);
            findings.diagnostics.push(found.help(help));
        }
        findings.diagnostics.extend(rules::unprintable_settings(&workspace.config, coverage));
    }
    all.into_iter().map(|f| settle(&f.source, f.diagnostics, &workspace.config)).collect()
}
