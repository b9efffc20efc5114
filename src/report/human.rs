//! For people at a terminal: the place shown in its line, what is wrong, what to do.
//!
//! One annotation a snippet and no patches: with more, wide characters push the carets aside
//! (annotate-snippets keeps them true only for the first of a line). Decoration is ASCII, since
//! box-drawing characters are two columns wide in Chinese fonts.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level as Title, Renderer, Snippet};

use super::{Summary, path_text, visible};
use crate::source::{Diagnostic, Findings, Level, Place, Source, Span, parallel};

/// Findings of one file that are shown in full; nobody reads more in one go.
const MOST: usize = 100;

/// Findings of one kind in one item from which on they are told together.
const ALIKE: usize = 3;

/// What findings are shown on: how wide it is in columns, and whether it may have colours.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    pub width: usize,
    pub coloured: bool,
}

impl Look {
    fn renderer(self) -> Renderer {
        let renderer = if self.coloured { Renderer::styled() } else { Renderer::plain() };
        renderer.decor_style(DecorStyle::Ascii).term_width(self.width.clamp(40, 100))
    }
}

/// All findings.
pub fn render(all: &[Findings], look: Look) -> String {
    let renderer = look.renderer();
    let texts = parallel::map(all, &|findings| {
        let mut text = String::new();
        let unfinished = Unfinished::of(findings);
        text.extend(unfinished.as_ref().map(|gaps| gaps.told(findings)));
        let told =
            |diagnostic: &&Diagnostic| unfinished.is_none() || !Unfinished::is_gap(diagnostic);
        let groups = groups(&findings.source, findings.diagnostics.iter().filter(told));
        let path = path_text(findings.source.path());
        for group in groups.iter().take(MOST) {
            text.push_str(&one(&renderer, &findings.source, &path, group));
            text.push_str("\n\n");
        }
        let rest: usize = groups.iter().skip(MOST).map(Vec::len).sum();
        if rest > 0 {
            text.push_str(&format!("{path} 还有 {rest} 处问题，改好上面的再看。\n\n"));
        }
        text
    });
    texts.concat()
}

/// All findings, each by itself.
pub fn each(all: &[Findings], look: Look) -> String {
    let renderer = look.renderer();
    let mut shown = String::new();
    for findings in all {
        let (source, path) = (&findings.source, path_text(findings.source.path()));
        for diagnostic in &findings.diagnostics {
            shown.push_str(&one(&renderer, source, &path, &[diagnostic]));
            shown.push_str("\n\n");
        }
    }
    shown
}

/// What a draft lacks that has been begun only: what is still to be written is no slip.
struct Unfinished(Vec<(&'static str, Vec<usize>)>);

/// What may be missing from a draft that is being written.
static GAPS: &[(&str, &str)] = &[
    ("missing-column", "栏目"),
    ("missing-column-name", "栏目名"),
    ("empty-column", "栏目里的信息"),
    ("missing-headline", "标题"),
    ("missing-body", "正文"),
    ("missing-credit", "供稿单位"),
    ("empty-credit", "供稿单位"),
    ("missing-signature", "签名"),
];

impl Unfinished {
    /// A draft of which all errors are gaps, several of them, and one at least is a text. A single
    /// gap is told as any other error, with its place.
    fn of(findings: &Findings) -> Option<Self> {
        let errors = || findings.diagnostics.iter().filter(|d| d.level == Level::Error);
        let texts = ["missing-headline", "missing-body", "missing-column", "empty-column"];
        let begun = errors().any(|diagnostic| texts.contains(&diagnostic.code));
        let several = errors().filter(|d| d.code != "missing-signature").count() > 1;
        if !begun || !several || !errors().all(Self::is_gap) {
            return None;
        }
        let mut gaps: Vec<(&'static str, Vec<usize>)> = vec![];
        for diagnostic in findings.diagnostics.iter().filter(|d| Self::is_gap(d)) {
            let Some((_, name)) = GAPS.iter().find(|(code, _)| *code == diagnostic.code) else {
                continue;
            };
            let line = findings.source.line_of(diagnostic.span.start);
            match gaps.iter_mut().find(|(known, _)| known == name) {
                Some((_, lines)) => lines.push(line),
                None => gaps.push((name, vec![line])),
            }
        }
        Some(Self(gaps))
    }

    fn is_gap(diagnostic: &Diagnostic) -> bool {
        GAPS.iter().any(|(code, _)| *code == diagnostic.code)
    }

    fn count(&self) -> usize {
        self.0.iter().map(|(_, lines)| lines.len()).sum()
    }

    fn told(&self, findings: &Findings) -> String {
        let gaps: Vec<String> =
            self.0.iter().map(|(name, lines)| format!("{name}{}", places(lines))).collect();
        format!("{} 还没有写完，缺：{}\n\n", path_text(findings.source.path()), gaps.join("，"))
    }
}

/// “3 处（第6、12、18行）”.
fn places(lines: &[usize]) -> String {
    const SHOWN: usize = 12;
    let mut distinct = lines.to_vec();
    distinct.dedup();
    let numbers: Vec<String> = distinct.iter().take(SHOWN).map(|line| line.to_string()).collect();
    let more = if distinct.len() > SHOWN { "等" } else { "" };
    match lines.len() {
        1 => format!("（第{}行）", numbers.join("、")),
        count => format!(" {count} 处（第{}行{more}）", numbers.join("、")),
    }
}

/// Findings of one kind in one item, told together when there are several.
fn groups<'d>(
    source: &Source,
    diagnostics: impl Iterator<Item = &'d Diagnostic>,
) -> Vec<Vec<&'d Diagnostic>> {
    // Items are told apart by their headers; a plain text is one.
    let mut headers = vec![];
    for line in 1..=source.line_count() {
        let span = source.line_span(line);
        let text = source.slice(span).trim_start();
        // What is behind the last item is none of it.
        if text.starts_with("[[") || text.starts_with("[signoff]") {
            headers.push(span.start);
        }
    }
    let item = |diagnostic: &Diagnostic| headers.partition_point(|at| *at <= diagnostic.span.start);
    let mut groups: Vec<(usize, Vec<&Diagnostic>)> = vec![];
    for diagnostic in diagnostics {
        let own = item(diagnostic);
        let known = groups.iter_mut().find(|(item, group)| {
            *item == own && group[0].code == diagnostic.code && group[0].level == diagnostic.level
        });
        match known {
            Some((_, group)) => group.push(diagnostic),
            None => groups.push((own, vec![diagnostic])),
        }
    }
    let apart = |(_, group): (usize, Vec<&'d Diagnostic>)| match group.len() {
        ..ALIKE => group.into_iter().map(|diagnostic| vec![diagnostic]).collect(),
        _ => vec![group],
    };
    let mut all: Vec<Vec<&Diagnostic>> = groups.into_iter().flat_map(apart).collect();
    all.sort_by_key(|group| group[0].span);
    all
}

/// What was found, in numbers, and what must be done before printing.
pub fn summary(all: &[Findings]) -> String {
    let unfinished: Vec<usize> =
        all.iter().filter_map(Unfinished::of).map(|gaps| gaps.count()).collect();
    let mut summary = Summary::of(all);
    let open = all.iter().filter(|findings| Unfinished::of(findings).is_some());
    let gaps = open.flat_map(|findings| &findings.diagnostics).filter(|d| Unfinished::is_gap(d));
    for gap in gaps {
        match gap.level {
            Level::Error => summary.errors -= 1,
            Level::Warning => summary.warnings -= 1,
            Level::Hint => summary.hints -= 1,
        }
    }
    let missing: usize = unfinished.iter().sum();
    let first = match unfinished.len() {
        0 => String::new(),
        1 => format!("还没有写完，缺 {missing} 处；"),
        many => format!("{many} 份还没有写完，缺 {missing} 处；"),
    };
    let then = match (summary.errors, summary.warnings) {
        (0, 0) => "",
        (0, _) => "。印前逐条核对警告",
        (_, 0) => "。错误改好才能印",
        _ => "。错误改好后才能印，警告印前逐条核对",
    };
    format!("{first}{}{then}", totals(summary))
}

/// “1 个错误，2 个警告”.
pub fn totals(summary: Summary) -> String {
    let parts: Vec<String> =
        [(summary.errors, "错误"), (summary.warnings, "警告"), (summary.hints, "提示")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} 个{name}"))
            .collect();
    if parts.is_empty() { "没有问题".to_owned() } else { parts.join("，") }
}

fn one(renderer: &Renderer, source: &Source, path: &str, alike: &[&Diagnostic]) -> String {
    let diagnostic = alike[0];
    let level = match diagnostic.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Hint => Title::INFO,
    };
    let message = visible(&diagnostic.message);
    let title = level.with_name(diagnostic.level.name()).primary_title(message).id(diagnostic.code);
    let (line, range) = line_of(source, diagnostic.span);
    // The renderer leaves these; what takes their place is as long.
    let c1 = |c: char| ('\u{80}'..='\u{9F}').contains(&c);
    let text = &source.slice(source.line_span(line)).replace(c1, "\u{B7}");
    let snippet = Snippet::source(text)
        .line_start(line)
        .path(path)
        .annotation(AnnotationKind::Primary.span(range));
    let mut group = title.element(snippet);
    for label in &diagnostic.labels {
        let message = visible(&label.message);
        let place = match &label.place {
            Place::Here(span) => format!("{message}：{path} 第{}行", source.line_of(span.start)),
            Place::Elsewhere(path, start, _) => {
                format!("{message}：{} 第{}行", path_text(path), start.line)
            }
        };
        group = group.element(Title::NOTE.with_name("参见").message(place));
    }
    if alike.len() > 1 {
        let lines: Vec<usize> =
            alike.iter().map(|other| source.line_of(other.span.start)).collect();
        let others = alike[1..].iter().filter(|other| other.message != diagnostic.message);
        let mut told = format!("共{}", places(&lines));
        for other in others.take(4) {
            told.push_str(&format!("；{}", visible(&other.message)));
        }
        group = group.element(Title::NOTE.with_name("同类").message(told));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Title::HELP.with_name("帮助").message(visible(help)));
    }
    renderer.render(&[group])
}

/// The line where a place begins, and the part of the place on it.
fn line_of(source: &Source, span: Span) -> (usize, std::ops::Range<usize>) {
    let line = source.line_of(span.start);
    let whole = source.line_span(line);
    let start = span.start.min(whole.end) - whole.start;
    let end = span.end.clamp(span.start, whole.end.max(span.start)) - whole.start;
    (line, start..end.max(start).min(whole.end - whole.start))
}
