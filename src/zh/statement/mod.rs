//! What a paragraph states with its figures, and how the statements hang together.
//!
//! Read once for a text, on top of [`Reading`], and asked by every rule on figures. A figure first
//! gets its role in its sentence (`role`): so much there is, so much there was, by so much it
//! changed, such a part it is, so much falls on one. Figures are then joined to statements: wholes
//! with their parts (`wholes`), shares with the two figures they follow from (`share`), changes with
//! before and after (`change`), products and conversions (`product`), stocks (`stock`).
//!
//! A statement is made only where words say that its figures belong together, and it is judged only
//! where all of them are exact as printed, of one unit, and of one base. Where any reading of the
//! words makes them agree, they agree.

mod apart;
mod bare;
mod beside;
mod bracket;
mod change;
mod complements;
mod contrary;
mod discount;
mod faster;
mod flow;
mod group;
mod hundred;
mod kin;
mod markers;
mod month;
mod pairs;
mod parts;
mod period;
mod product;
mod rates;
mod ratio;
mod reached;
mod reckon;
mod role;
mod share;
mod slip;
mod spoken;
mod stock;
mod total;
mod vote;
mod wholes;

use std::ops::Range;

pub use change::{Change, Stated};
pub use contrary::Contrary;
pub use discount::Discount;
pub use group::{Group, Verdict};
pub use hundred::Hundred;
pub use product::{Conversion, Product};
pub use ratio::Ratio;
pub use role::{Figure, Role, Way};
pub use share::Portion;
pub use spoken::Spoken;
pub use stock::Balance;

use super::decimal::Decimal;
use super::line::Line;
use super::quantity::Quantity;
use super::reading::Reading;

/// All statements of a text.
#[derive(Debug, Default)]
pub struct Statements {
    pub groups: Vec<Group>,
    pub portions: Vec<Portion>,
    pub spoken: Vec<Spoken>,
    pub ratios: Vec<Ratio>,
    pub hundreds: Vec<Hundred>,
    pub changes: Vec<Change>,
    pub products: Vec<Product>,
    pub balances: Vec<Balance>,
    pub conversions: Vec<Conversion>,
    pub contraries: Vec<Contrary>,
    pub discounts: Vec<Discount>,
}

impl Statements {
    pub fn new(reading: &Reading) -> Self {
        let text = Text::new(reading);
        if reading.quantities.len() < 2 {
            let hundreds = hundred::hundreds(&text);
            return Self { hundreds, contraries: contrary::all(&text), ..Self::default() };
        }
        let groups = wholes::all(&text);
        let mut portions = share::all(&text, &groups);
        portions.extend(rates::all(&text, &groups));
        portions.extend(apart::shares(&text, &portions));
        let mut changes = change::all(&text);
        changes.extend(reached::all(&text));
        changes.extend(apart::changes(&text, &changes));
        changes.extend(faster::all(&text, &changes));
        let mut products = product::products(&text);
        products.extend(reckon::products(&text, &products));
        let mut balances = stock::balances(&text);
        balances.extend(flow::balances(&text, &balances));
        let mut conversions = product::conversions(&text);
        conversions.extend(month::conversions(&text));
        Self {
            portions,
            spoken: spoken::all(&text, &groups),
            ratios: ratio::ratios(&text),
            hundreds: hundred::hundreds(&text),
            changes,
            products,
            balances,
            conversions,
            contraries: contrary::all(&text),
            discounts: discount::all(&text),
            groups,
        }
    }
}

/// A reading with the roles of its figures.
struct Text<'r> {
    reading: &'r Reading,
    line: &'r Line,
    figures: Vec<Figure>,
    brackets: Vec<Range<usize>>,
}

impl<'r> Text<'r> {
    fn new(reading: &'r Reading) -> Self {
        let brackets = brackets(&reading.line);
        let indexes = 0..reading.quantities.len();
        let figures = indexes.map(|index| Figure::new(reading, index, &brackets)).collect();
        Self { reading, line: &reading.line, figures, brackets }
    }

    fn quantity(&self, index: usize) -> &'r Quantity {
        &self.reading.quantities[index]
    }

    fn words(&self, range: Range<usize>) -> String {
        self.line.text(range)
    }

    /// The words right before a figure.
    fn lead(&self, index: usize) -> &str {
        &self.figures[index].words
    }

    /// The figures whose numbers stand in a range.
    fn within(&self, range: Range<usize>) -> Range<usize> {
        let all = &self.reading.quantities;
        let from = all.partition_point(|q| q.range.start < range.start);
        let to = all.partition_point(|q| q.range.start < range.end);
        from..to.max(from)
    }

    /// The sentence that a figure is in.
    fn sentence(&self, index: usize) -> Range<usize> {
        self.reading.sentence_at(self.quantity(index).range.start)
    }

    /// The sentence before another, of the same paragraph.
    fn sentence_before(&self, sentence: &Range<usize>) -> Option<Range<usize>> {
        let at = self.reading.sentences.iter().position(|other| other.start == sentence.start)?;
        let before = self.reading.sentences.get(at.checked_sub(1)?)?;
        (self.line.get(before.end - 1) != Some('\n')).then(|| before.clone())
    }

    /// What stands between two figures, without what is in brackets.
    fn gap(&self, one: usize, other: usize) -> String {
        let range = self.quantity(one).range.end..self.quantity(other).range.start;
        unbracketed(self.line, range)
    }

    /// What stands between a figure and a place, without what is in brackets.
    fn gap_to(&self, index: usize, end: usize) -> String {
        let start = self.quantity(index).range.end;
        unbracketed(self.line, start..end.max(start))
    }

    /// Whether a figure is so much of what there is, exact as printed.
    fn is_exact(&self, index: usize) -> bool {
        self.quantity(index).is_precise()
    }

    fn is_level(&self, index: usize) -> bool {
        matches!(self.figures[index].role, Role::Amount | Role::Reached)
    }
}

/// The places of all brackets.
fn brackets(line: &Line) -> Vec<Range<usize>> {
    let mut open = vec![];
    let mut found = vec![];
    for (at, c) in line.chars().iter().enumerate() {
        match c {
            '（' => open.push(at),
            '）' => found.extend(open.pop().map(|start| start..at + 1)),
            '\n' => open.clear(),
            _ => {}
        }
    }
    found
}

/// The text of a range without what stands in brackets.
fn unbracketed(line: &Line, range: Range<usize>) -> String {
    let mut depth = 0i32;
    let mut text = String::new();
    for c in line.chars().get(range).unwrap_or_default() {
        match c {
            '（' => depth += 1,
            '）' => depth -= 1,
            _ if depth == 0 => text.push(*c),
            _ => {}
        }
    }
    text
}

/// Whether two figures count alike: 名 and 人, 座 and 个, 家 and 户.
fn alike(one: &Quantity, other: &Quantity) -> bool {
    const SAME: &[&[&str]] = &[
        &["人", "名", "位"],
        &["个", "座"],
        &["个", "处"],
        &["个", "所"],
        &["个", "家"],
        &["个", "项"],
        &["家", "户"],
        &["辆", "台"],
        &["场", "次"],
        &["件", "项"],
        &["条", "个"],
    ];
    one.has_unit()
        && (one.unit == other.unit
            || SAME
                .iter()
                .any(|row| row.contains(&one.unit.name) && row.contains(&other.unit.name)))
}

/// What rounding may do to the sum of some figures. 2亿 beside 4.2亿 is printed as finely as that.
fn slack<'q>(quantities: impl Iterator<Item = &'q Quantity> + Clone) -> Decimal {
    let finest = quantities.clone().map(|quantity| quantity.number.step).min();
    quantities.fold(Decimal::ZERO, |sum, quantity| {
        let whole = quantity.number.step >= Decimal::integer(10_000);
        let ten = quantity.number.step.times(Decimal::new(1, 1).unwrap_or(Decimal::ZERO));
        let finer = ten.filter(|ten| whole && finest.is_some_and(|finest| finest <= *ten));
        sum + finer.map_or_else(|| quantity.slack(), Decimal::half)
    })
}

fn sum<'q>(quantities: impl Iterator<Item = &'q Quantity>) -> Decimal {
    quantities.fold(Decimal::ZERO, |sum, quantity| sum + quantity.value())
}

/// Whether a number is one digit with zeros, as far as rounding goes: what changing one digit
/// makes of a figure.
fn is_one_digit(value: Decimal, slack: Decimal) -> bool {
    let value = value.abs();
    let digits = value.to_string().chars().filter(|c| !matches!(c, '.' | '0')).count();
    if slack.is_zero() || digits == 1 {
        return digits == 1;
    }
    (-3i32..13).any(|power| {
        let one = match u32::try_from(power) {
            Ok(up) => Decimal::integer(1).shifted(up),
            Err(_) => Decimal::new(1, power.unsigned_abs()),
        };
        // Wider rounding would take half of all numbers for one digit.
        let fine = |one: &Decimal| slack.times(Decimal::integer(10)).is_some_and(|ten| *one > ten);
        let Some(one) = one.filter(fine) else { return false };
        (1..10).any(|digit| {
            let near = one.times(Decimal::integer(digit));
            near.is_some_and(|near| (value - near).abs() <= slack)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is stated: wholes with their parts, shares, changes; `!` where it cannot be.
    fn told(text: &str) -> Vec<String> {
        let reading = Reading::new(text);
        let statements = Statements::new(&reading);
        let shown = |index: usize| reading.line.text(reading.quantities[index].range.clone());
        let all = |parts: &[usize]| parts.iter().map(|part| shown(*part)).collect::<Vec<_>>();
        let mut told = vec![];
        for group in &statements.groups {
            let wrong = if group.verdict(&reading) == Verdict::Wrong { "!" } else { "" };
            told.push(format!("{wrong}{}={}", shown(group.whole), all(&group.parts).join("+")));
        }
        for portion in &statements.portions {
            let wrong = if portion.agrees { "" } else { "!" };
            let [part, whole, share] = [portion.part, portion.whole, portion.share].map(shown);
            told.push(format!("{wrong}{part}/{whole}={share}"));
        }
        for change in &statements.changes {
            let wrong = if change.contradiction(&reading).is_some() { "!" } else { "" };
            let from = change.from.map_or_else(|| "?".to_owned(), shown);
            told.push(format!("{wrong}{from}→{}", shown(change.to)));
        }
        told
    }

    #[test]
    fn figures_that_belong_together_are_joined() {
        let cases: [(&str, &[&str]); 15] = [
            (
                "新登记经营主体1846户。其中，企业412户，个体工商户1391户，合作社43户。",
                &["1846户=412户+1391户+43户"],
            ),
            (
                "总产值38.62亿元，增长4.7%。其中，农业21.35亿元，增长4.2%；其他18.27亿元，增长6%。",
                &["!38.62亿元=21.35亿元+18.27亿元"],
            ),
            ("受理诉求1273件（咨询486件、投诉539件、其他248件）。", &["1273件=486件+539件+248件"]),
            ("现有网格员93名，其中男性57人、女性36人。", &["93名=57人+36人"]),
            ("有乡镇干部86名，其中女干部39名、党员71名。", &["86名=39名+71名"]),
            ("抽检320批次，合格314批次，合格率89.1%。", &["!314批次/320批次=89.1%"]),
            ("造林9480亩，为年度计划12000亩的79%。", &["9480亩/12000亩=79%"]),
            ("纯收入由12860元增至14532元，增长18.0%。", &["!12860元→14532元"]),
            ("信访126件次，比去年同期减少18件次，下降12.5%。", &["?→126件次"]),
            ("销售额由1.2亿元增加到4.8亿元，增长4倍。", &["!1.2亿元→4.8亿元"]),
            ("销售额由1.2亿元增加到4.8亿元，增长3倍。", &["1.2亿元→4.8亿元"]),
            ("收入在上年240万元的基础上增长15%，达到286万元。", &["!240万元→286万元"]),
            ("技术人员86人（含高级职称92人）。", &["86人=92人"]),
            ("技术人员86人（含高级职称12人）。", &[]),
            (
                "2024年、2025年分别完成12.3亿元、15.6亿元，两年累计完成28.9亿元。",
                &["!28.9亿元=12.3亿元+15.6亿元"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn figures_that_no_word_joins_are_joined_when_a_slip_explains_them() {
        let cases: [(&str, &[&str]); 8] = [
            (
                "处置线索126件，谈话函询36件、初步核实42件、予以了结46件。",
                &["!126件=36件+42件+46件"],
            ),
            ("发放问卷2000份，收回有效问卷1936份，有效回收率98.6%。", &["!1936份/2000份=98.6%"]),
            ("现有经营主体7200户，完成年报5040户，占比八成。", &["!5040户/7200户=八成"]),
            ("由年初的186亿元增加到203亿元，净增27亿元。", &["!186亿元→203亿元"]),
            (
                "存栏21.6万头，比上季度末减少0.9万头，上季度末存栏25.2万头。",
                &["!25.2万头→21.6万头"],
            ),
            // Right ones, and what has nothing to do with each other.
            ("处置线索126件，谈话函询38件、初步核实42件、予以了结46件。", &[]),
            ("完成投资126万元，培训37人、介绍42人、创业46人。", &[]),
            (
                "财政支出42.7亿元，其中教育支出9.8亿元，社会保障支出7.6亿元。",
                &["42.7亿元=9.8亿元+7.6亿元"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(
            text in "([0-9]{1,4}|[，、；。：（）]|其中|占|比|年初|去年|今年|增长|下降|个|人|万元|亩|吨|公斤|%|率|人均|每|共|合计|现有|新增|退出|东岗镇|第|位|为|的|至|由|分别|成|日|年|月){0,40}"
        ) {
            let reading = Reading::new(&text);
            let statements = Statements::new(&reading);
            for group in &statements.groups {
                group.verdict(&reading);
            }
            for change in &statements.changes {
                change.contradiction(&reading);
            }
        }
    }

    #[test]
    fn nothing_is_concluded_where_words_do_not_join() {
        for text in [
            "入学率100%，巩固率99.2%，毛入学率94.8%。",
            "60岁及以上老年人86420人，85岁以下的很多。",
            "完成投资2.7亿元，占全年任务的45%，增长13.2%。",
            "生产总值52.2亿元（上年同期51.6亿元），按不变价格计算，增长4.0%。",
            "水库蓄水2140万立方米，比去年同期多320万立方米，比常年同期少160万立方米。",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
