//! What there is to think of for the coming issue, as tables: for the command and for the desk.

use chrono::NaiveDate;

use super::plan::Outlook;
use crate::config::units::Group;
use crate::report::table::{Cell, Kind, Table};

/// All that is not empty; `all` has units and columns in it, too, that were there lately.
pub fn tables(outlook: &Outlook, all: bool) -> Vec<Table> {
    let day = outlook.day;
    let mut tables = vec![
        balance(outlook),
        units(outlook, day, all),
        columns(outlook, day, all),
        held(outlook, day),
        waiting(outlook, day),
    ];
    tables.retain(|table| !table.rows.is_empty());
    tables
}

fn group(group: Option<Group>) -> &'static str {
    match group {
        Some(Group::Department) => "县直部门",
        Some(Group::Township) => "乡镇街道",
        Some(Group::Other) => "其他",
        None => "没有类别",
    }
}

fn days(since: Option<NaiveDate>, day: NaiveDate) -> Cell {
    let days = since.and_then(|since| usize::try_from((day - since).num_days()).ok());
    days.map_or(Cell::Empty, Cell::count)
}

fn since(outlook: &Outlook) -> String {
    let (since, day) = (outlook.since, outlook.day);
    format!("{since} 至 {day}")
}

fn balance(outlook: &Outlook) -> Table {
    let columns = [
        ("类别", Kind::Text),
        ("单位", Kind::Integer),
        ("上过的", Kind::Integer),
        ("条数", Kind::Integer),
        ("在编", Kind::Integer),
    ];
    let mut table = Table::of(format!("各类单位（{}）", since(outlook)), &columns);
    for row in &outlook.balance {
        let counts = [row.units, row.heard, row.items, row.coming].map(Cell::count);
        table.push([Cell::text(group(row.group))].into_iter().chain(counts).collect());
    }
    table
}

fn units(outlook: &Outlook, day: NaiveDate, all: bool) -> Table {
    let columns = [
        ("类别", Kind::Text),
        ("单位", Kind::Text),
        ("上次", Kind::Date),
        ("期", Kind::Text),
        ("几天前", Kind::Integer),
        ("条数", Kind::Integer),
        ("在编", Kind::Text),
    ];
    let title = if all { "各单位" } else { "没有上过的单位" };
    let mut table = Table::of(format!("{title}（{}）", since(outlook)), &columns);
    for unit in outlook.units.iter().filter(|unit| all || unit.items == 0 && !unit.is_coming) {
        let last = unit.last.as_ref();
        table.push(vec![
            group(unit.group).into(),
            unit.unit.as_str().into(),
            last.map_or_else(|| Cell::text("从未"), |(date, _)| Cell::Date(*date)),
            last.map_or(Cell::Empty, |(_, issue)| Cell::text(issue.as_str())),
            days(last.map(|(date, _)| *date), day),
            Cell::count(unit.items),
            if unit.is_coming { "有" } else { "" }.into(),
        ]);
    }
    table
}

fn columns(outlook: &Outlook, day: NaiveDate, all: bool) -> Table {
    let heads = [
        ("栏目", Kind::Text),
        ("上次", Kind::Date),
        ("几天前", Kind::Integer),
        ("用过几期", Kind::Integer),
        ("在编", Kind::Text),
    ];
    let title = if all { "各栏目" } else { "没有用的栏目" };
    let mut table = Table::of(format!("{title}（{}）", since(outlook)), &heads);
    // A name that was used once was for that once.
    let idle = outlook.columns.iter().filter(|column| {
        all || column.times > 1 && !column.is_coming && column.last < outlook.since
    });
    for column in idle {
        table.push(vec![
            column.name.as_str().into(),
            Cell::Date(column.last),
            days(Some(column.last), day),
            Cell::count(column.times),
            if column.is_coming { "有" } else { "" }.into(),
        ]);
    }
    table
}

fn held(outlook: &Outlook, day: NaiveDate) -> Table {
    let columns = [
        ("编号", Kind::Text),
        ("标题", Kind::Text),
        ("供稿单位", Kind::Text),
        ("撤自", Kind::Text),
        ("放了几天", Kind::Integer),
    ];
    let mut table = Table::of("留用稿", &columns);
    for item in &outlook.held {
        table.push(vec![
            item.number.to_string().into(),
            item.headline.as_str().into(),
            item.credits.join(" ").into(),
            item.from.clone().unwrap_or_default().into(),
            days(item.since, day),
        ]);
    }
    table
}

fn waiting(outlook: &Outlook, day: NaiveDate) -> Table {
    let columns = [
        ("收到", Kind::Date),
        ("文件", Kind::Text),
        ("单位", Kind::Text),
        ("标题", Kind::Text),
        ("放了几天", Kind::Integer),
    ];
    let mut table = Table::of("还没有用的来稿", &columns);
    for letter in &outlook.waiting {
        let submission = &letter.submission;
        table.push(vec![
            Cell::date(submission.received),
            submission.file.as_str().into(),
            submission.units.join(" ").into(),
            submission.items.join("；").into(),
            days(submission.received, day),
        ]);
    }
    table
}
