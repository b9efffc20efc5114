//! A text read once for all that asks after its figures: quantities, moments, sentences.

use std::ops::Range;

use super::line::Line;
use super::moment::{self, Moment};
use super::number;
use super::quantity::{self, Quantity, is_range_sign};

/// What a text says in figures, in order. Ranges are of the line's characters.
#[derive(Debug, Default)]
pub struct Reading {
    pub line: Line,
    pub quantities: Vec<Quantity>,
    pub moments: Vec<Moment>,
    pub sentences: Vec<Range<usize>>,
}

impl Reading {
    pub fn new(text: &str) -> Self {
        let line = Line::new(text);
        let sentences =
            split(&line, 0..line.chars().len(), |c| matches!(c, '。' | '！' | '？' | '\n'));
        let mut reading = Self { line, sentences, ..Self::default() };
        let mut at = 0;
        while at < reading.line.chars().len() {
            at = reading.step(at).max(at + 1);
        }
        reading.pair_ranges();
        reading
    }

    /// Reads what begins at a place and returns where it ends.
    fn step(&mut self, at: usize) -> usize {
        let line = &self.line;
        let c = line.chars()[at];
        let large = matches!(c, '百' | '千' | '万' | '亿' | '几' | '数');
        if !c.is_ascii_digit() && !large && number::small(c).is_none() {
            return at;
        }
        if let Some(found) = moment::read(line, at, self.moments.last()) {
            let end = found.range.end;
            self.moments.push(found);
            return end;
        }
        if c.is_ascii_digit() && is_code(line, at) {
            return code_end(line, at);
        }
        match quantity::read(line, at) {
            Some(found) => {
                let end = found.range.end.max(found.number.range.end);
                self.quantities.push(found);
                end
            }
            None if c.is_ascii_digit() => number::digits_end(line, at),
            None => number::han(line, at).map_or(at, |number| number.range.end),
        }
    }

    /// Marks the ends of ranges: 3～5天, 4万-5万亩, 10至20人.
    fn pair_ranges(&mut self) {
        for index in 1..self.quantities.len() {
            if self.has_range_sign(index) {
                self.quantities[index - 1].ranged = true;
                self.quantities[index].ranged = true;
            }
        }
    }

    /// Whether a sign stands between a quantity and the one before.
    fn has_range_sign(&self, index: usize) -> bool {
        let between = self.quantities[index - 1].range.end..self.quantities[index].range.start;
        match self.line.chars().get(between).unwrap_or_default() {
            [c] => is_range_sign(*c) || "至到".contains(*c),
            ['—', '—'] => true,
            _ => false,
        }
    }

    /// Whether a range begins with a quantity that the next ends.
    pub fn is_range_from(&self, index: usize) -> bool {
        index + 1 < self.quantities.len() && self.has_range_sign(index + 1)
    }

    /// The quantities within a range of characters.
    pub fn quantities_in(&self, range: Range<usize>) -> &[Quantity] {
        let from = self.quantities.partition_point(|q| q.range.start < range.start);
        let to = self.quantities.partition_point(|q| q.range.end <= range.end);
        &self.quantities[from..to.max(from)]
    }

    /// The sentence that a character is in.
    pub fn sentence_at(&self, at: usize) -> Range<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.end <= at);
        self.sentences.get(index).cloned().unwrap_or(0..self.line.chars().len())
    }

    /// The parts of a sentence between commas, semicolons and colons.
    pub fn clauses(&self, sentence: Range<usize>) -> Vec<Range<usize>> {
        split(&self.line, sentence, |c| matches!(c, '，' | '；' | '：' | ',' | ';' | ' '))
    }
}

/// The parts of a range between some marks, each with the mark behind it.
fn split(line: &Line, range: Range<usize>, is_mark: fn(char) -> bool) -> Vec<Range<usize>> {
    let mut found = vec![];
    let mut start = range.start;
    for at in range.clone() {
        if line.get(at).is_some_and(is_mark) {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < range.end {
        found.push(start..range.end);
    }
    found
}

/// Whether digits are part of a longer sign: T20, 1:5, 60·80, 1+3, 〔2023〕5号, 0373-7692.
fn is_code(line: &Line, at: usize) -> bool {
    let before = line.before(at);
    let joined = |c: char| c.is_ascii_alphabetic() || "./:∶·•．#_@+=×*&〔[第°′″$¥№\\^".contains(c);
    if before.is_some_and(joined) {
        return true;
    }
    // GB/T 9704: a word of Latin letters goes with its number.
    let after_latin = before == Some(' ')
        && at.checked_sub(2).and_then(|at| line.get(at)).is_some_and(|c| c.is_ascii_alphabetic());
    let end = number::digits_end(line, at);
    let next = line.get(end);
    let second = line.get(end + 1);
    let digit_behind = second.is_some_and(|c| c.is_ascii_digit());
    // 0373-7692886: a number with a leading zero is none.
    let padded = line.get(at) == Some('0') && line.get(at + 1).is_some_and(|c| c.is_ascii_digit());
    if padded || after_latin {
        return true;
    }
    match next {
        Some(c) if c.is_ascii_alphabetic() => !is_latin_unit(line, end),
        Some(
            '〕' | ']' | '#' | '°' | '′' | '″' | '号' | '·' | '•' | '×' | '_' | '@' | '=' | '^',
        ) => true,
        Some(':' | '∶' | '/' | '+' | '.' | ',') => digit_behind,
        Some('：') => digit_behind && before.is_none_or(|c| !c.is_alphabetic()),
        _ => false,
    }
}

fn is_latin_unit(line: &Line, at: usize) -> bool {
    super::unit::at(line, at).is_some()
}

/// The end of the sign that begins with digits.
fn code_end(line: &Line, at: usize) -> usize {
    let mut end = at;
    while line.get(end).is_some_and(|c| c.is_ascii_alphanumeric() || ".:∶/·•-_+×".contains(c))
    {
        end += 1;
    }
    end.max(number::digits_end(line, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let reading = Reading::new(text);
        let quantity = |q: &Quantity| (q.range.start, reading.line.text(q.range.clone()));
        let moment =
            |m: &Moment| (m.range.start, format!("<{}>", reading.line.text(m.range.clone())));
        let mut all: Vec<(usize, String)> = reading.quantities.iter().map(quantity).collect();
        all.extend(reading.moments.iter().map(moment));
        all.sort();
        all.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn figures_of_a_sentence() {
        let cases = [
            (
                "截至目前，已完成危房改造户32户，其中，低保户23户、农村分散供养特困人员8户、脱贫户1户",
                "32户 23户 8户 1户",
            ),
            (
                "8 月 28 日至 8 月 31 日，完成 15 个，达 21.4 亿。",
                "<8月28日> <8月31日> 15个 21.4亿",
            ),
            ("9月1日至5日，5日内办结", "<9月1日> <5日> 5日"),
            ("“60·80”项目、轮选49号、A4纸、5G基站20座", "20座"),
            ("电话0373-7692886，豫政〔2023〕5号，比例1:5，“1+3”", ""),
            ("4万-5万亩，3～5天", "4万 5万亩 3 5天"),
            ("两个村，6个村，第三个", "两个 6个"),
            ("GB/T 9704-2012和v2.1.3", ""),
            ("2023年1—8月", "<2023年> <1> <8月>"),
            ("三农工作，千家万户，一心一意，百分之三十", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_and_clauses() {
        let reading = Reading::new("甲，乙。丙\n\n丁");
        let text = |range: &Range<usize>| reading.line.text(range.clone());
        assert_eq!(
            reading.sentences.iter().map(text).collect::<Vec<_>>(),
            ["甲，乙。", "丙\n", "丁"]
        );
        assert_eq!(reading.clauses(0..4).iter().map(text).collect::<Vec<_>>(), ["甲，", "乙。"]);
        assert_eq!(reading.sentence_at(1), 0..4);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_and_every_range_leads_back_to_it(
            text in "[0-9０-９一二三十百千万亿几余多年月日个户元%.,:\\-—～至其中占“”《》（）*，。\n 平方a\u{3000}𠮷]{0,60}"
        ) {
            let reading = Reading::new(&text);
            let quantities = reading.quantities.iter().map(|q| q.range.clone());
            let moments = reading.moments.iter().map(|m| m.range.clone());
            for range in quantities.chain(moments).chain(reading.sentences.iter().cloned()) {
                proptest::prop_assert!(range.start < range.end);
                let bytes = reading.line.bytes(range);
                proptest::prop_assert!(text.get(bytes.clone()).is_some_and(|part| !part.is_empty()));
            }
            proptest::prop_assert!(
                reading.quantities.windows(2).all(|two| two[0].range.end <= two[1].range.start)
            );
        }
    }
}
