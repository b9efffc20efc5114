//! Figures of a headline against those of the body.

use crate::lint::{Check, Prose, Rule, TextKind};
use crate::source::{Diagnostic, Level};
use crate::zh::decimal::Decimal;
use crate::zh::line::Line;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

use super::shown;

pub(in crate::lint::rules) static HEADLINE_FIGURE_MISMATCH: Rule = Rule {
    code: "headline-figure-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "标题里的数与正文不同",
    docs: "标题里的数，正文里没有，却有一个只差一个数字或差一个“万”“亿”的数。取整（标题21亿元，正文21.4亿元）不报。\n\n例：标题“4天交易21.4亿元”，正文“交易额达24.1亿元”。",
    check: Check::Draft(|subject, found| {
        let source = &subject.entry.source;
        for (_, _, item) in subject.draft().items() {
            let (Some(headline), Some(body)) = (&item.headline, &item.body) else { continue };
            let headline = Prose::new(TextKind::Headline, source, headline);
            if headline.reading().quantities.is_empty() {
                continue;
            }
            let body = Prose::new(TextKind::Body, source, body);
            for (figure, twin) in contradictions(headline.reading(), body.reading()) {
                let (title, text) = (&headline.reading().line, &body.reading().line);
                let message =
                    format!("标题里是“{}”，正文里是“{}”", shown(title, figure), shown(text, twin));
                found.push(
                    Diagnostic::at(headline.place(figure.range.clone()), message)
                        .label(body.place(twin.range.clone()), "正文在这里")
                        .help("核对这两个数"),
                );
            }
        }
    }),
};

/// Figures of a headline that the body has not, each with its misprint in the body.
fn contradictions<'a>(
    headline: &'a Reading,
    body: &'a Reading,
) -> Vec<(&'a Quantity, &'a Quantity)> {
    let own = headline.quantities.iter().filter(|figure| {
        figure.has_unit() && figure.is_exact() && !headline.line.is_quoted(figure.range.clone())
    });
    own.filter_map(|figure| {
        let all = || body.quantities.iter();
        let told = all().any(|other| is_told(figure, other, body));
        let unlisted =
            headline.quantities.iter().filter(|other| other.unit == figure.unit).count() == 1;
        if told || !unlisted {
            return None;
        }
        let twin = all().find(|other| {
            other.unit == figure.unit
                && other.is_exact()
                && is_misprint(headline, body, figure, other)
        })?;
        Some((figure, twin))
    })
    .collect()
}

/// Whether a figure of the body is that of the headline, or what it was rounded from.
fn is_told(figure: &Quantity, other: &Quantity, body: &Reading) -> bool {
    let same_unit = other.unit == figure.unit || !other.has_unit();
    let gap = (other.value() - figure.value()).abs();
    // The sum of some of the figures in the body may be meant as well.
    let same = body.quantities.iter().filter(|q| q.unit == figure.unit);
    let sum = same.fold(Decimal::ZERO, |sum, q| sum + q.value());
    same_unit && (gap < figure.number.step || sum == figure.value()) && is_rounding(figure, other)
}

/// 21亿 of 21.4亿 is rounded; 21 of 21 is the same.
fn is_rounding(figure: &Quantity, other: &Quantity) -> bool {
    figure.value() == other.value() || other.number.step < figure.number.step
}

/// Whether one figure became the other by one slip of the pen: a digit changed, two digits
/// changed places, or 万 written for 亿.
fn is_misprint(headline: &Reading, body: &Reading, one: &Quantity, other: &Quantity) -> bool {
    let digits = |line: &Line, quantity: &Quantity| line.text(quantity.number.digits.clone());
    let scale = |line: &Line, quantity: &Quantity| line.text(quantity.number.scale());
    let (a, b) = (digits(&headline.line, one), digits(&body.line, other));
    let significant = a.chars().filter(char::is_ascii_digit).count();
    if scale(&headline.line, one) != scale(&body.line, other) {
        return a == b && significant > 1;
    }
    let pairs: Vec<(char, char)> = a.chars().zip(b.chars()).filter(|(a, b)| a != b).collect();
    let swapped = matches!(pairs[..], [(a, b), (c, d)] if a == d && b == c);
    a.len() == b.len() && (significant > 2 && pairs.len() == 1 || significant > 1 && swapped)
}
