//! Tables as they are drawn.

use super::*;

fn table() -> Table {
    let mut table = Table::new(
        "一季度",
        vec![
            Column::text("单位"),
            Column::integer("条数"),
            Column::new("占比", Kind::Percent(1)),
            Column::new("最近", Kind::Date),
        ],
    );
    let day = NaiveDate::from_ymd_opt(2024, 1, 5);
    let share = Fraction::new(2, 3).map_or(Cell::Empty, Cell::Number);
    table.push(vec!["农业农村局".into(), Cell::count(12), share, Cell::date(day)]);
    table.push(vec!["=1+1,\"".into(), Cell::count(6), "—".into(), Cell::Empty]);
    let sum = Cell::Formula("SUM(B3:B4)".into(), Fraction::whole(18));
    table.push_total(vec!["合计".into(), sum, Cell::Empty, Cell::Empty]);
    table.note("注。");
    table
}

#[test]
fn columns_stand_in_line_with_han_characters() {
    let expected = "\
一季度
单位        条数   占比  最近
----------  ----  -----  ----------
农业农村局    12  66.7%  2024-01-05
=1+1,\"         6      —
----------  ----  -----  ----------
合计          18
注。
";
    assert_eq!(table().text(None), expected);
    for line in table().text(Some(30)).lines().skip(1) {
        assert!(width(line) <= 35, "{line}");
    }
}

#[test]
fn wide_texts_are_broken_where_the_terminal_ends() {
    let mut table = Table::new("", vec![Column::text("标题"), Column::integer("数")]);
    table.push(vec!["全县秸秆禁烧工作会议召开".into(), Cell::count(1)]);
    assert_eq!(
        table.text(Some(18)),
        "标题            数\n--------------  --\n全县秸秆禁烧工   1\n作会议召开\n"
    );
}

#[test]
fn a_csv_opens_in_excel_and_runs_nothing() {
    assert_eq!(
        table().csv(),
        "\u{FEFF}单位,条数,占比,最近\r\n农业农村局,12,66.7%,2024-01-05\r\n\"'=1+1,\"\"\",6,—,\r\n合计,18,,\r\n"
    );
}

#[test]
fn other_programs_get_values() {
    let json = table().json();
    assert_eq!(json["rows"][0]["条数"], 12);
    assert_eq!(json["rows"][0]["最近"], "2024-01-05");
    assert_eq!(json["rows"][1]["最近"], Json::Null);
    assert_eq!(json["totals"][0]["条数"], 18);
    assert_eq!(json["columns"][2]["kind"], "percent");
}

#[test]
fn cells_have_the_names_of_a_spreadsheet() {
    let mut table = table();
    assert_eq!(table.name_of(0, 0), "A3");
    assert_eq!(table.name_of(4, 27), "AB7");
    table.title.clear();
    assert_eq!(table.name_of(0, 25), "Z2");
}
