//! The figures that are given of something: those of the sentences in which it is named, and of a
//! whole item that is headed by it.

use super::query::Query;
use super::text::{Item, Place};
use crate::zh::character::is_han;
use crate::zh::decimal::Decimal;
use crate::zh::line::Line;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;
use crate::zh::statement::{Figure as Stated, Role};

/// A quantity with what it is said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The words before it: 完成危房改造户.
    pub subject: String,
    pub value: Decimal,
    pub unit: String,
    /// As it is printed: 约32户.
    pub shown: String,
    /// Whether it is exact as printed: neither about so much, nor a range.
    pub is_exact: bool,
    /// The number alone, as it is printed, with what makes it inexact: 约1.2万, 三五, 10-20.
    pub written: String,
    /// The sentence.
    pub sentence: String,
}

/// The figures that an item gives of what is looked for, in order.
pub fn about(query: &Query, item: &Item) -> Vec<Figure> {
    let headed = !query.marks(&item.folded(Place::Headline)).is_empty();
    let marks = query.marks(&item.folded(Place::Body));
    let mut all = figures(&item.headline, |_| headed);
    all.extend(figures(&item.body, |sentence| {
        headed || marks.iter().any(|mark| mark.start < sentence.end && sentence.start < mark.end)
    }));
    all
}

fn figures(text: &str, wanted: impl Fn(std::ops::Range<usize>) -> bool) -> Vec<Figure> {
    let reading = Reading::new(text);
    let line = &reading.line;
    let mut all: Vec<Figure> = vec![];
    let mut last_end = None;
    for (index, quantity) in reading.quantities.iter().enumerate() {
        let sentence = reading.sentence_at(quantity.range.start);
        if !wanted(line.bytes(sentence.clone())) {
            continue;
        }
        // A range is told once, by its end.
        if reading.is_range_from(index) {
            continue;
        }
        let before = index.checked_sub(1).filter(|before| reading.is_range_from(*before));
        let first = &reading.quantities[before.unwrap_or(index)];
        let stated = Stated::new(&reading, index, &[]);
        let large = line.contains_any(quantity.range.clone(), &["万", "亿"]);
        if matches!(stated.role, Role::Other | Role::Bound) || !quantity.has_unit() && !large {
            continue;
        }
        let from = first.before.as_ref().map_or(first.range.start, |before| before.start);
        let to = quantity.after.as_ref().map_or(quantity.range.end, |after| after.end);
        // What leads to a range stands before its beginning.
        let lead = before.map_or(stated.lead, |before| Stated::new(&reading, before, &[]).lead);
        let mut subject = line.text(lead.clone());
        // 涉及5个乡镇65个村, 受益3.2万人、1.1万户: both are of the same.
        let beside = all.last().zip(last_end.filter(|end| *end <= from)).filter(|(last, end)| {
            let between = line.text(*end..from);
            let is_counted = last.unit == "个" && between.chars().all(is_han);
            between == "、" || is_counted && between.chars().count() <= 3
        });
        last_end = Some(to);
        if let Some((beside, _)) = beside {
            subject = beside.subject.clone();
        }
        // 其中，32户: what is counted stands before.
        if plain(&subject).chars().count() < 2 {
            let clauses = reading.clauses(sentence.start..lead.start);
            let before = clauses.last().map(|clause| line.text(clause.clone()));
            subject = format!("{}{subject}", before.unwrap_or_default());
        }
        all.push(Figure {
            subject: plain(&subject).to_owned(),
            value: quantity.value(),
            unit: quantity.unit.name.to_owned(),
            shown: line.text(from..to),
            is_exact: quantity.is_precise(),
            written: written(line, from..to, quantity),
            sentence: line.text(sentence).trim().to_owned(),
        });
    }
    all
}

/// A quantity without its unit.
fn written(line: &Line, range: std::ops::Range<usize>, quantity: &Quantity) -> String {
    let unit = quantity.unit_range();
    let behind = line.text(unit.end.min(range.end)..range.end);
    format!("{}{behind}", line.text(range.start..unit.start.max(range.start)))
}

/// A subject without the words that only lead to or from it.
fn plain(words: &str) -> &str {
    const FIRST: &[&str] = &[
        "截至目前",
        "目前",
        "今年以来",
        "今年",
        "全县",
        "我县",
        "已经",
        "累计",
        "已",
        "共",
        "并",
        "其中",
    ];
    const LAST: &[&str] =
        &["达到了", "达到", "累计达", "共计", "达", "了", "为", "约", "共", "近", "超", "至"];
    let mut words = words.trim_matches(|c: char| !c.is_alphanumeric());
    loop {
        if !["理由", "事由", "自由", "缘由"].iter().any(|word| words.ends_with(word)) {
            words = words.strip_suffix('由').filter(|rest| !rest.is_empty()).unwrap_or(words);
        }
        let shorter = FIRST.iter().find_map(|first| words.strip_prefix(first));
        let shorter = shorter.or_else(|| LAST.iter().find_map(|last| words.strip_suffix(last)));
        match shorter.filter(|shorter| !shorter.is_empty()) {
            Some(shorter) => words = shorter.trim_matches(|c: char| !c.is_alphanumeric()),
            None => return words,
        }
    }
}

/// Values over time as one line of marks, the lowest ▁ and the highest █.
pub fn line(values: &[Decimal]) -> String {
    const MARKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let numbers: Vec<f64> =
        values.iter().map(|value| value.to_string().parse().unwrap_or(0.0)).collect();
    let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mark = |value: f64| match high > low {
        true => MARKS[((value - low) / (high - low) * 7.0).round().clamp(0.0, 7.0) as usize],
        false => MARKS[3],
    };
    numbers.into_iter().map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::units::Roster;

    fn told(words: &str, headline: &str, body: &str) -> Vec<String> {
        let query = Query::read(words, &Roster::default()).expect("a query");
        let item = Item { headline: headline.to_owned(), body: body.to_owned(), ..Item::default() };
        let shown = |figure: Figure| format!("{}={}{}", figure.subject, figure.value, figure.unit);
        about(&query, &item).into_iter().map(shown).collect()
    }

    #[test]
    fn figures_of_what_is_named() {
        let body = "截至目前，全县已完成危房改造户32户，其中，低保户23户。巡查秸秆禁烧点位约1.2万处，出动车辆50余辆。";
        assert_eq!(told("危房", "", body), ["完成危房改造户=32户", "低保户=23户"]);
        assert_eq!(told("禁烧", "", body), ["巡查秸秆禁烧点位=12000处", "出动车辆=50辆"]);
        assert_eq!(told("民生", "民生工作", body).len(), 4, "of a whole item");
        assert_eq!(told("小麦", "", body), [""; 0]);
        assert_eq!(told("禁烧", "", "禁烧巡查每村5-8人。"), ["禁烧巡查每村=8人"]);
        let beside = told("供水", "", "供水工程涉及5个乡镇65个村，受益3.2万人、1.1万户。");
        let wanted = ["供水工程涉及=5个", "供水工程涉及=65个", "受益=32000人", "受益=11000户"];
        assert_eq!(beside, wanted);
    }

    #[test]
    fn what_is_about_so_much_is_no_exact_figure() {
        let query = |words: &str| Query::read(words, &Roster::default());
        let query = query("帮扶").expect("a query");
        let shown = |body: &str| -> Vec<String> {
            let item = Item { body: body.to_owned(), ..Item::default() };
            let shown =
                |f: Figure| format!("{}{}{}", if f.is_exact { "" } else { "~" }, f.written, f.unit);
            about(&query, &item).into_iter().map(shown).collect()
        };
        for (body, wanted) in [
            ("帮扶三五户", "~三五户"),
            ("帮扶七八十人", "~七八十人"),
            ("帮扶十七八个", "~十七八个"),
            ("帮扶几十头", "~几十头"),
            ("帮扶资金增长10-20%", "~10-20%"),
            ("帮扶5-8次", "~5-8次"),
            ("帮扶3至5项", "~3至5项"),
            ("帮扶两三千亩", "~两三千亩"),
            ("帮扶五六万元", "~五六万元"),
            ("帮扶4万-5万亩", "~4万-5万亩"),
            ("帮扶约1.2万处", "~约1.2万处"),
            ("帮扶50余户", "~50余户"),
            ("帮扶100人左右", "~100左右人"),
            ("帮扶32户", "32户"),
            ("帮扶三百二十斤", "三百二十斤"),
            ("帮扶一百五十户", "一百五十户"),
        ] {
            assert_eq!(shown(body), [wanted], "{body}");
        }
        assert_eq!(shown("帮扶甲村5-8次，乙村3户"), ["~5-8次", "3户"]);
    }

    #[test]
    fn values_are_drawn_on_a_line() {
        let values = [1, 8, 4, 1].map(Decimal::integer);
        assert_eq!(line(&values), "▁█▄▁");
        assert_eq!(line(&values[..1]), "▄");
        assert_eq!(line(&[]), "");
    }
}
