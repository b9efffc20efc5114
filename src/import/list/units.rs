//! A roster of units, as spreadsheets have it.

use chrono::NaiveDate;

use super::columns::{KNOWN, Key};
use super::day::{Day, End, day, is_nothing, period};
use super::head::{Head, find, side_by_side};
use super::kind::{group_of, is_foot, is_total, section};
use super::{Problem, bare, name, sheets};
use crate::config::units::Group;
use crate::draft::sheet::{self, Grid};

/// What was read of a file, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitList {
    pub rows: Vec<UnitRow>,
    /// Whatever keeps the list from being taken over.
    pub problems: Vec<Problem>,
    /// What was passed over.
    pub notes: Vec<Problem>,
}

/// A unit of a list. What the list does not say is `None`; what it says there is none of (无), an
/// empty text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitRow {
    /// The place of the row, and of single cells that differ from it.
    pub place: String,
    pub name: Option<String>,
    pub credit: Option<String>,
    pub headline: Option<String>,
    pub aliases: Option<Vec<String>>,
    pub group: Option<Group>,
    pub from: Option<Option<NaiveDate>>,
    pub until: Option<Option<NaiveDate>>,
    pub note: Option<String>,
}

/// Reads a roster.
///
/// # Errors
/// The file cannot be read, or no sheet of it is a roster.
pub fn read(bytes: &[u8]) -> Result<UnitList, Problem> {
    of_sheets(&sheets(bytes)?, bytes)
}

/// The same, of what is meant for a roster: without a head, its columns are told by their cells.
///
/// # Errors
/// As above.
pub fn read_bare(bytes: &[u8]) -> Result<UnitList, Problem> {
    let mut sheets = sheets(bytes)?;
    if !sheets.iter().any(|sheet| find(sheet, KNOWN, is_enough).is_some()) {
        sheets = sheets.iter().map(|sheet| bare::units(sheet).unwrap_or(sheet.clone())).collect();
    }
    of_sheets(&sheets, bytes)
}

fn is_enough(keys: &[Key]) -> bool {
    keys.contains(&Key::Name) || keys.contains(&Key::Credit)
}

/// `bytes` are those of the file, for what of it is hidden.
fn of_sheets(sheets: &[Grid], bytes: &[u8]) -> Result<UnitList, Problem> {
    let (mut list, mut passed) = (UnitList::default(), vec![]);
    let lists = |main| move |sheet: &Grid| side_by_side(sheet, KNOWN, main, is_enough);
    // A list of short forms alone has no full names.
    let sheets: Vec<Grid> = sheets.iter().flat_map(lists(Key::Name)).collect();
    let sheets: Vec<Grid> = sheets.iter().flat_map(lists(Key::Credit)).collect();
    for sheet in &sheets {
        match find(sheet, KNOWN, is_enough) {
            Some(head) => of_sheet(sheet, &head, &mut list),
            None if sheet.rows.is_empty() => {}
            None => passed.push(sheet),
        }
    }
    if list.rows.is_empty() && list.problems.is_empty() {
        let first = passed.first().and_then(|sheet| sheet.rows.first());
        let seen: Vec<&str> = first.iter().flat_map(|(_, row)| row).map(String::as_str).collect();
        let mut seen: Vec<&str> = seen.into_iter().filter(|cell| !cell.is_empty()).collect();
        seen.dedup();
        seen.truncate(6);
        let message = match seen.is_empty() {
            true => "表里没有单位".to_owned(),
            false => format!("找不到表头，第一行是“{}”", seen.join("、")),
        };
        return Err(Problem::new("", message).help(
            "表头要有“单位全称”或“署名”一列，另外认得：标题写法、别名、类别、起始日期、截止日期、起止日期、备注",
        ));
    }
    for (sheet, _) in sheet::hidden(bytes) {
        list.notes.push(Problem::new(format!("工作表“{sheet}”"), "是隐藏的，没有用"));
    }
    for sheet in passed {
        list.notes
            .push(Problem::new(format!("工作表“{}”", sheet.name), "没有单位名录的表头，没有用"));
    }
    Ok(list)
}

fn of_sheet(sheet: &Grid, head: &Head<Key>, list: &mut UnitList) {
    for (row, column, text) in &head.unknown {
        let place = sheet.place(*row, *column);
        list.notes.push(Problem::new(place, format!("“{text}”这一列没有用")));
    }
    // 一、县直部门, above the head, too.
    let alone = |cells: &[String]| {
        let mut filled: Vec<&str> =
            cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        filled.dedup();
        if let [only] = filled.as_slice() { section(only) } else { None }
    };
    let above = sheet.rows[..head.below].iter().rev().find_map(|(_, cells)| alone(cells));
    let mut group = above.or_else(|| group_of(&sheet.name));
    for (number, cells) in &sheet.rows[head.below..] {
        if head.is_repeated_by(cells) {
            continue;
        }
        let mut filled: Vec<&str> =
            cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        filled.dedup();
        if let Some(named) = alone(cells) {
            group = Some(named);
            continue;
        }
        // A remark, over all columns.
        if let [only] = filled.as_slice()
            && cells.len() > 1
        {
            let is_merged = cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
            if is_merged {
                let message = format!("“{only}”不像单位，这一行没有用");
                list.notes.push(Problem::new(sheet.place(*number, 0), message));
                continue;
            }
        }
        let at = |key: Key| sheet.place(*number, head.column(key).unwrap_or_default());
        let text = |key: Key| head.cell(key, cells);
        let failed = head.columns.iter().find_map(|(_, column)| {
            let cell = cells.get(*column).filter(|cell| is_error(cell))?;
            Some((*column, cell))
        });
        if let Some((column, cell)) = failed {
            let place = sheet.place(*number, column);
            let message = format!("“{cell}”是表格没有算出来的");
            list.problems.push(Problem::new(place, message).help("在表格里改成文字，再来一次"));
            continue;
        }
        let named = |key: Key| text(key).map(name).filter(|name| !name.is_empty());
        let (full, credit) = (named(Key::Name), named(Key::Credit));
        let Some(first) = full.as_ref().or(credit.as_ref()) else {
            if !filled.is_empty() {
                let place = sheet.place(*number, 0);
                list.notes.push(Problem::new(place, "这一行没有单位名称，没有用"));
            }
            continue;
        };
        if filled.iter().any(|cell| is_total(cell)) || is_foot(first) {
            let place = sheet.place(*number, head.column(Key::Name).unwrap_or_default());
            list.notes.push(Problem::new(place, format!("“{first}”不像单位，这一行没有用")));
            continue;
        }
        let or_nothing = |key: Key| {
            text(key).map(|text| if is_nothing(text) { String::new() } else { name(text) })
        };
        let mut dated = |key: Key, end: End| {
            let text = text(key)?;
            match day(text, end) {
                Some(Day::Is(date)) => Some(Some(date)),
                Some(Day::None) => Some(None),
                None => {
                    list.problems.push(unreadable(at(key), text));
                    None
                }
            }
        };
        let (mut from, mut until) = (dated(Key::From, End::First), dated(Key::Until, End::Last));
        if let Some(text) = text(Key::Period) {
            let day = |day: Day| match day {
                Day::Is(date) => Some(date),
                Day::None => None,
            };
            match period(text) {
                Some((first, last)) => (from, until) = (Some(day(first)), Some(day(last))),
                None => list.problems.push(unreadable(at(Key::Period), text)),
            }
        }
        if let (Some(Some(first)), Some(Some(last))) = (from, until)
            && first > last
        {
            let key = if text(Key::Period).is_some() { Key::Period } else { Key::Until };
            let message = format!(
                "“{}”的止日期 {last} 在起日期 {first} 之前",
                full.as_ref().or(credit.as_ref()).map_or("", String::as_str)
            );
            list.problems.push(Problem::new(at(key), message));
        }
        let own = text(Key::Group).map(|text| (text, group_of(text)));
        if let Some((text, None)) = own {
            let message = format!("类别“{text}”归入“其他”");
            list.notes.push(Problem::new(at(Key::Group), message));
        }
        let own = own.map(|(_, group)| group.unwrap_or(Group::Other));
        let aliases = text(Key::Aliases).map(|text| {
            let parts = text.split(['、', '，', ',', '；', ';', '/', '／', '\n', '|']);
            let parts = parts.map(name).filter(|part| !part.is_empty() && !is_nothing(part));
            let mut aliases: Vec<String> = vec![];
            for part in parts {
                if !aliases.contains(&part) {
                    aliases.push(part);
                }
            }
            aliases
        });
        let place = sheet.place(
            *number,
            head.column(Key::Name).or(head.column(Key::Credit)).unwrap_or_default(),
        );
        list.rows.push(UnitRow {
            place,
            headline: or_nothing(Key::Headline),
            aliases,
            group: own.or(group),
            from,
            until,
            note: or_nothing(Key::Note),
            name: full,
            credit,
        });
    }
}

/// What a spreadsheet shows for a formula that it cannot reckon: #DIV/0!, #N/A.
fn is_error(cell: &str) -> bool {
    let name = cell.trim().strip_prefix('#').map(|name| name.trim_end_matches(['!', '?']));
    name.is_some_and(|name| {
        ["DIV/0", "N/A", "NAME", "NULL", "NUM", "REF", "VALUE", "SPILL", "CALC"].contains(&name)
    })
}

fn unreadable(place: String, text: &str) -> Problem {
    Problem::new(place, format!("看不懂日期“{text}”"))
        .help("写成 2019-03-01、2019年3月 这样；没有就空着，或写“无”")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(csv: &str) -> UnitList {
        read(csv.as_bytes()).expect("a roster")
    }

    #[test]
    fn units_are_read_by_the_heads_of_columns() {
        let list = list(
            "延津县单位名录,,,,,\n序号,单位全称,简称,别名,类别,起止日期,电话\n,一、县直部门（2个）,,,,\n1,延津县财政局,财政局,县财政局、财局,,,1\n2,\"延津县\n发改委\",发改委,无,,2019.3至今,2\n,二、乡镇街道,,,,\n3,延津县小潭乡人民政府,小潭乡,,,至2015年,3\n,共3个,,,,,\n",
        );
        assert_eq!(list.problems, []);
        let notes: Vec<String> = list.notes.iter().map(Problem::shown).collect();
        assert_eq!(
            notes,
            ["第2行第7列：“电话”这一列没有用", "第8行第2列：“共3个”不像单位，这一行没有用"]
        );
        let [finance, planning, town] = list.rows.as_slice() else { panic!("{list:?}") };
        assert_eq!(finance.name.as_deref(), Some("延津县财政局"));
        assert_eq!(
            finance.aliases.as_deref(),
            Some(&["县财政局".to_owned(), "财局".to_owned()][..])
        );
        assert_eq!((finance.group, finance.from), (Some(Group::Department), None));
        assert_eq!(planning.name.as_deref(), Some("延津县发改委"));
        assert_eq!(planning.aliases.as_deref(), Some(&[][..]));
        assert_eq!(
            (planning.from, planning.until),
            (Some(NaiveDate::from_ymd_opt(2019, 3, 1)), Some(None))
        );
        assert_eq!(town.group, Some(Group::Township));
        assert_eq!(town.until, Some(NaiveDate::from_ymd_opt(2015, 12, 31)));
    }

    #[test]
    fn lists_side_by_side_and_sums_are_told_apart() {
        let list = list(
            "序号,单位全称,简称,序号,单位全称,简称\n1,甲县财政局,财政局,3,东溪镇人民政府,东溪镇\n2,甲县审计局,审计局\n合 计,3个\n",
        );
        let names: Vec<_> = list.rows.iter().filter_map(|row| row.credit.as_deref()).collect();
        assert_eq!(names, ["财政局", "审计局", "东溪镇"]);
        assert_eq!(list.rows[2].place, "第2行第5列");
        let notes: Vec<String> = list.notes.iter().map(Problem::shown).collect();
        assert_eq!(notes, ["第4行第2列：“3个”不像单位，这一行没有用"]);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        let told = list("单位全称,署名\n甲县财政局,#DIV/0!\n#N/A,乙局\n丙县文联,#1\n");
        let places: Vec<String> = told.problems.iter().map(Problem::shown).collect();
        let wanted =
            ["第2行第2列：“#DIV/0!”是表格没有算出来的", "第3行第1列：“#N/A”是表格没有算出来的"];
        assert_eq!((places.as_slice(), told.rows.len()), (&wanted.map(str::to_owned)[..], 1));
        let list = list("单位,起,止\n甲局,去年,2019\n乙局,2020-02-01,2019-02-01\n");
        let told: Vec<String> = list.problems.iter().map(Problem::shown).collect();
        assert_eq!(
            told,
            [
                "第2行第2列：看不懂日期“去年”",
                "第3行第3列：“乙局”的止日期 2019-02-01 在起日期 2020-02-01 之前"
            ]
        );
        let error = read("甲,乙\n1,2\n".as_bytes()).expect_err("no head");
        assert_eq!(error.message, "找不到表头，第一行是“甲、乙”");
    }
}
