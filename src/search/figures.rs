//! The figures that are given of something: those of the sentences in which it is named, and of a
//! whole item that is headed by it.

use super::query::Query;
use super::text::{Item, Place};
use crate::zh::decimal::Decimal;
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
    /// Whether it is exact as printed.
    pub is_exact: bool,
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
    let mut all = vec![];
    for (index, quantity) in reading.quantities.iter().enumerate() {
        let sentence = reading.sentence_at(quantity.range.start);
        if !wanted(line.bytes(sentence.clone())) {
            continue;
        }
        let stated = Stated::new(&reading, index, &[]);
        let large = line.contains_any(quantity.range.clone(), &["万", "亿"]);
        if matches!(stated.role, Role::Other | Role::Bound) || !quantity.has_unit() && !large {
            continue;
        }
        let from = quantity.before.as_ref().map_or(quantity.range.start, |before| before.start);
        let to = quantity.after.as_ref().map_or(quantity.range.end, |after| after.end);
        let mut subject = line.text(stated.lead.clone());
        // 其中，32户: what is counted stands before.
        if plain(&subject).chars().count() < 2 {
            let clauses = reading.clauses(sentence.start..stated.lead.start);
            let before = clauses.last().map(|clause| line.text(clause.clone()));
            subject = format!("{}{subject}", before.unwrap_or_default());
        }
        all.push(Figure {
            subject: plain(&subject).to_owned(),
            value: quantity.value(),
            unit: quantity.unit.name.to_owned(),
            shown: line.text(from..to),
            is_exact: quantity.is_precise(),
            sentence: line.text(sentence).trim().to_owned(),
        });
    }
    all
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
    use crate::search::names::Names;

    fn told(words: &str, headline: &str, body: &str) -> Vec<String> {
        let query = Query::read(words, &Roster::default(), &Names::default()).expect("a query");
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
    }

    #[test]
    fn values_are_drawn_on_a_line() {
        let values = [1, 8, 4, 1].map(Decimal::integer);
        assert_eq!(line(&values), "▁█▄▁");
        assert_eq!(line(&values[..1]), "▄");
        assert_eq!(line(&[]), "");
    }
}
