//! For people at a terminal: the place shown in its line, what is wrong, what to do.
//!
//! One annotation a snippet and no patches: with more, wide characters push the carets aside
//! (annotate-snippets keeps them true only for the first of a line). Decoration is ASCII, since
//! box-drawing characters are two columns wide in Chinese fonts.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level as Title, Renderer, Snippet};

use super::{Summary, path_text, place_of, visible};
use crate::source::{Diagnostic, Findings, Level, Source, Span};

/// Findings of one file that are shown in full; nobody reads more in one go.
const MOST: usize = 100;

/// All findings. ANSI styles are always in; `width` is the terminal's in
/// columns.
pub fn render(all: &[Findings], width: usize) -> String {
    let renderer =
        Renderer::styled().decor_style(DecorStyle::Ascii).term_width(width.clamp(40, 100));
    let mut text = String::new();
    for findings in all {
        for diagnostic in findings.diagnostics.iter().take(MOST) {
            text.push_str(&one(&renderer, &findings.source, diagnostic));
            text.push_str("\n\n");
        }
        let rest = findings.diagnostics.len().saturating_sub(MOST);
        if rest > 0 {
            let path = path_text(findings.source.path());
            text.push_str(&format!("{path} 还有 {rest} 处问题，改好上面的再看。\n\n"));
        }
    }
    text
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

fn one(renderer: &Renderer, source: &Source, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Hint => Title::INFO,
    };
    let path = path_text(source.path());
    let message = visible(&diagnostic.message);
    let title = level.with_name(diagnostic.level.name()).primary_title(message).id(diagnostic.code);
    let (line, range) = line_of(source, diagnostic.span);
    // The renderer leaves these; what takes their place is as long.
    let c1 = |c: char| ('\u{80}'..='\u{9F}').contains(&c);
    let text = &source.slice(source.line_span(line)).replace(c1, "\u{B7}");
    let snippet = Snippet::source(text)
        .line_start(line)
        .path(&path)
        .annotation(AnnotationKind::Primary.span(range));
    let mut group = title.element(snippet);
    for label in &diagnostic.labels {
        let (path, start, _) = place_of(&label.place, source);
        let place = format!("{}：{path} 第{}行", visible(&label.message), start.line);
        group = group.element(Title::NOTE.with_name("参见").message(place));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Title::HELP.with_name("帮助").message(visible(help)));
    }
    renderer.render(&[group])
}

/// The line where a place begins, and the part of the place on it.
fn line_of(source: &Source, span: Span) -> (usize, std::ops::Range<usize>) {
    let line = source.position(span.start).line;
    let whole = source.line_span(line);
    let start = span.start.min(whole.end) - whole.start;
    let end = span.end.clamp(span.start, whole.end.max(span.start)) - whole.start;
    (line, start..end.max(start).min(whole.end - whole.start))
}
