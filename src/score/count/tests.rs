//! The same items counted in many ways.

use super::*;
use crate::source::Source;

fn roster() -> Roster {
    let text = "[[unit]]\ncredit = \"财政局\"\ngroup = \"县直部门\"\n[[unit]]\ncredit = \"东屯镇\"\ngroup = \"乡镇街道\"\n[[unit]]\ncredit = \"司寨乡\"\ngroup = \"乡镇街道\"\n[[unit]]\ncredit = \"小潭乡\"\ngroup = \"乡镇街道\"\nuntil = 2015-12-31\n";
    Roster::read(&Source::new("", text)).0
}

fn record(date: (u32, u32), column: &str, units: &[&str], characters: usize) -> Record {
    Record {
        date: NaiveDate::from_ymd_opt(2024, date.0, date.1).expect("a day"),
        column: column.to_owned(),
        editors: vec!["李勉".to_owned()],
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        characters,
    }
}

fn records() -> Vec<Record> {
    vec![
        record((1, 5), "民生", &["财政局"], 100),
        record((4, 5), "民生", &["东屯镇"], 200),
        record((4, 12), "项目", &["财政局", "东屯镇", "林场"], 300),
        record((6, 7), "项目", &["东屯镇", "司寨乡"], 50),
        record((6, 7), "项目", &[], 10),
    ]
}

fn counted(by: By, measure: Measure, joint: Joint) -> Counted {
    let period = Period::quarter("2024Q2").expect("a quarter");
    let question = Question { by, measure, joint, period };
    question.count(&records(), &roster(), &["李勉".to_owned(), "王五".to_owned()], None)
}

fn shown(counted: &Counted) -> Vec<String> {
    let row = |row: &Row| format!("{} {} {}", row.name, row.count.now, row.count.before);
    let mut shown: Vec<String> = counted.rows.iter().map(row).collect();
    shown.push(format!("= {} {}", counted.total.now, counted.total.before));
    shown
}

#[test]
fn units_without_items_are_there_with_nothing() {
    assert_eq!(
        shown(&counted(By::Unit, Measure::Items, Joint::Full)),
        ["财政局 1 1", "东屯镇 3 0", "司寨乡 1 0", "林场 1 0", "（没有供稿单位） 1 0", "= 4 1"]
    );
    let empty = Question {
        by: By::Unit,
        measure: Measure::Items,
        joint: Joint::Full,
        period: Period::year("2015").expect("a year"),
    };
    let names: Vec<String> =
        empty.count(&[], &roster(), &[], None).rows.into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["财政局", "东屯镇", "司寨乡", "小潭乡"]);
}

#[test]
fn shares_add_up_to_the_whole() {
    let counted = counted(By::Unit, Measure::Items, Joint::Shared);
    assert_eq!(
        shown(&counted),
        [
            "财政局 1/3 1",
            "东屯镇 11/6 0",
            "司寨乡 1/2 0",
            "林场 1/3 0",
            "（没有供稿单位） 1 0",
            "= 4 1"
        ]
    );
    let sum: Fraction = counted.rows.iter().map(|row| row.count.now).sum();
    assert_eq!(sum, counted.total.now);
}

#[test]
fn the_same_items_are_counted_in_other_ways() {
    let shown = |by, measure, joint| shown(&counted(by, measure, joint));
    assert_eq!(
        shown(By::Group, Measure::Items, Joint::Full),
        ["县直部门 1 1", "乡镇街道 3 0", "（不在名录里） 1 0", "（没有供稿单位） 1 0", "= 4 1"]
    );
    assert_eq!(
        shown(By::Group, Measure::Credits, Joint::Full),
        ["县直部门 1 1", "乡镇街道 4 0", "（不在名录里） 1 0", "= 6 1"]
    );
    assert_eq!(
        shown(By::Column, Measure::Characters, Joint::Full),
        ["项目 360 0", "民生 200 100", "= 560 100"]
    );
    assert_eq!(
        shown(By::Month, Measure::Items, Joint::Full),
        ["2024年4月 2 0", "2024年5月 0 0", "2024年6月 2 0", "= 4 0"]
    );
    let year = Period::year("2024").expect("a year");
    let question =
        Question { by: By::Month, measure: Measure::Items, joint: Joint::Full, period: year };
    let mut records = records();
    for (month, day) in [(5, 31), (11, 1)] {
        let date = NaiveDate::from_ymd_opt(2023, month, day).expect("a day");
        records.push(Record { date, ..records[0].clone() });
    }
    // All months of the period are there; what has not come yet is not compared.
    let counted = question.count(&records, &roster(), &[], None);
    let rows = self::shown(&counted);
    assert_eq!(rows[4..7], ["2024年5月 0 1", "2024年6月 2 0", "2024年7月 0 0"]);
    assert_eq!(rows[11..], ["2024年12月 0 0", "= 5 1"]);
    let table = counted.table();
    let text = table.text(None);
    assert!(text.contains("2024年7月起还没有稿件，不与上年比"), "{text}");
    // Unless other issues are newer.
    let newest = NaiveDate::from_ymd_opt(2025, 3, 1);
    let counted = question.count(&records, &roster(), &[], newest);
    let rows = self::shown(&counted);
    assert_eq!(rows[10..], ["2024年11月 0 1", "2024年12月 0 0", "= 5 2"]);
    assert!(!counted.table().text(None).contains("还没有稿件"));
    assert_eq!(shown(By::Editor, Measure::Items, Joint::Full), ["李勉 4 1", "王五 0 0", "= 4 1"]);
}

#[test]
fn the_table_says_how_it_was_counted() {
    let table = counted(By::Unit, Measure::Items, Joint::Shared).table();
    assert_eq!(
        table.text(None),
        "\
2024年第2季度各单位条数统计
单位              类别      条数    占比  上期   增减
----------------  --------  ----  ------  ----  -----
财政局            县直部门  0.33    8.3%  1.00  -0.67
东屯镇            乡镇街道  1.83   45.8%  0.00   1.83
司寨乡            乡镇街道  0.50   12.5%  0.00   0.50
林场                        0.33    8.3%  0.00   0.33
（没有供稿单位）            1.00   25.0%  0.00   1.00
----------------  --------  ----  ------  ----  -----
合计                        4.00  100.0%  1.00   3.00
几个单位合送的，由各家平分；数字保留两位小数，合计按准确的分数相加
上期：2024年第1季度
"
    );
}
