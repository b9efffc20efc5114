//! Running rules, and applying levels and `# kuaibao: allow(…)` to what they find.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::prose::prose;
use super::rule::{Check, Rule, Sink};
use super::subject::{PageSubject, Subject};
use super::{RULES, guard, rules, suppress};
use crate::bulletin::Bulletin;
use crate::config::{Config, RuleLevel, lexicon};
use crate::source::{Diagnostic, Findings, Source};
use crate::typeset::Coverage;
use crate::typeset::fit::Fitted;
use crate::typeset::template;
use crate::workspace::Workspace;

/// Runs all rules on a draft.
pub fn check(subject: &Subject<'_>) -> Findings {
    check_with(subject, RULES)
}

/// Runs some rules on a draft; what was found while reading it is always included.
pub fn check_with(subject: &Subject<'_>, rules: &[&Rule]) -> Findings {
    let entry = subject.entry;
    let mut found = entry.found.clone();
    if !entry.is_readable() {
        // No rule has run, so no comment can be called unused.
        return Findings::new(entry.source.clone(), found);
    }
    let texts = prose(entry);
    for rule in rules {
        let mut sink = Sink { rule, found: &mut found };
        match rule.check {
            Check::Draft(check) if !entry.is_plain => check(subject, &mut sink),
            Check::Prose(check) => {
                for text in &texts {
                    let before = sink.found.len();
                    check(subject, text, &mut sink);
                    if text.is_elsewhere() {
                        sink.found[before..].iter_mut().for_each(|finding| finding.fix = None);
                    }
                }
            }
            Check::Draft(_) | Check::Reading | Check::Scores | Check::Pages(_) => {}
        }
    }
    guard::hold(subject, &texts, &mut found);
    settle(&entry.source, found, subject.config())
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
