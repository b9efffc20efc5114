//! Totals and traces as tables.

use std::collections::BTreeSet;

use chrono::Datelike as _;

use super::board::{Board, ClassBoard, Row};
use super::points::sum;
use super::renamed;
use super::scheme::Scheme;
use super::trace::{Category, Trace};
use crate::config::units::Roster;
use crate::report::table::{Cell, Column, Kind, Table};
use crate::zh::decimal::Decimal;
use crate::zh::fraction::Fraction;

/// What the sheet of traces is called, to which the formulas of the others lead.
const TRACES: &str = "得分明细";

/// A board as its tables are made.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    pub board: &'a Board,
    pub scheme: &'a Scheme,
    pub roster: &'a Roster,
}

impl Shown<'_> {
    /// A table for each class, ranked. With formulas they are reckoned anew from the sheet of traces,
    /// which is the last.
    pub fn boards(self, formulas: bool) -> Vec<Table> {
        let traces = self.traces();
        let by = self.categories();
        let sheet = formulas.then(|| Sheet::of(&traces));
        let class = |class| self.class(class, &by, sheet.as_ref());
        let mut tables: Vec<Table> = self.board.classes.iter().map(class).collect();
        if let (Some(last), true) = (tables.last_mut(), self.board.is_cut) {
            last.note("任务按月、季、年计，记在到期那天；这段时间里没有到期的，不在其中");
        }
        if let Some(last) = tables.last_mut() {
            self.notes().into_iter().for_each(|note| last.note(note));
        }
        if formulas {
            tables.push(traces);
        }
        tables
    }

    /// One line a class.
    pub fn by_class(self) -> Table {
        let points = Kind::Decimal(self.places());
        let mut table = Table::new(
            self.title("各类单位"),
            vec![
                Column::text("类别"),
                Column::integer("单位"),
                Column::integer("有采用的"),
                Column::integer("本刊（条）"),
                Column::integer("上级（条）"),
                Column::new("得分", points),
                Column::new("平均", points),
            ],
        );
        let cells = |name: &str, rows: &[&Row]| {
            let total = Fraction::from(sum(rows.iter().map(|row| row.total)));
            let count = Fraction::of(rows.len());
            vec![
                name.into(),
                Cell::count(rows.len()),
                Cell::count(rows.iter().filter(|row| row.own + row.above > 0).count()),
                Cell::count(rows.iter().map(|row| row.own).sum()),
                Cell::count(rows.iter().map(|row| row.above).sum()),
                total.into(),
                total.over(count).map_or(Cell::Empty, Cell::Number),
            ]
        };
        for class in &self.board.classes {
            let rows: Vec<&Row> = class.rows.iter().collect();
            table.push(cells(&class.name, &rows));
        }
        let all: Vec<&Row> = self.board.rows().collect();
        table.push_total(cells("合计", &all));
        self.notes().into_iter().for_each(|note| table.note(note));
        table
    }

    /// What is to be known of the sums, and of the units.
    fn notes(self) -> Vec<String> {
        let renamed =
            renamed::note(self.roster, self.board.rows().map(|row| row.unit), self.board.period);
        self.joint().into_iter().chain(renamed).collect()
    }

    /// Says that items of several units are counted for each, where there are any.
    pub(super) fn joint(self) -> Option<String> {
        let own = || self.board.counted().filter(|trace| trace.category == Category::Own);
        let items: BTreeSet<&str> = own().map(|trace| trace.place.as_str()).collect();
        let (each, once) = (own().count(), items.len());
        (each > once).then(|| {
            format!(
                "几个单位合写的，每个单位各算一条：各单位相加是 {each} 条，每条只算一次是 {once} 条"
            )
        })
    }

    /// Every point of a unit, with its reason.
    pub fn why(self, unit: usize) -> Table {
        let row = self.board.rows().find(|row| row.unit == unit);
        let name = row
            .map_or(self.roster.called(unit, self.board.period.to).credit.as_str(), |row| {
                row.name.as_str()
            });
        let places = Kind::Decimal(self.places());
        let mut table = Table::new(
            format!("{name} {}得分", self.board.period),
            vec![
                Column::new("日期", Kind::Date),
                Column::text("分项"),
                Column::text("出处"),
                Column::text("内容"),
                Column::text("怎样计的"),
                Column::new("分数", places),
            ],
        );
        let mut total = Decimal::ZERO;
        for trace in self.board.of_unit(unit) {
            total = total + trace.points;
            table.push(vec![
                Cell::Date(trace.date),
                trace.category.word().into(),
                place(trace).into(),
                trace.what.as_str().into(),
                trace.rule.as_str().into(),
                Fraction::from(trace.points).into(),
            ]);
        }
        let mut cells = vec![Cell::Empty; 6];
        (cells[0], cells[5]) = ("合计".into(), Fraction::from(total).into());
        table.push_total(cells);
        if let Some(row) = row {
            let class = self.board.classes.iter().find(|class| class.rows.contains(row));
            let class = class.map_or("", |class| class.name.as_str());
            table.note(format!("“{class}”第 {} 名", row.rank));
            if self.board.has_running_total() {
                table.note(format!("今年累计 {} 分", self.shown(row.in_year)));
            }
        }
        table
    }

    /// Every point of all units, with its reason.
    pub fn traces(self) -> Table {
        let mut table = Table::new(
            TRACES,
            vec![
                Column::new("日期", Kind::Date),
                Column::text("单位"),
                Column::text("类别"),
                Column::text("分项"),
                Column::text("出处"),
                Column::text("内容"),
                Column::text("怎样计的"),
                Column::new("分数", Kind::Decimal(self.places())),
                Column::text("本期"),
            ],
        );
        for class in &self.board.classes {
            for row in &class.rows {
                let own = self.board.traces.iter().filter(|trace| trace.unit == row.unit);
                for trace in own {
                    let is_counted = self.board.period.contains(trace.date);
                    table.push(vec![
                        Cell::Date(trace.date),
                        row.name.as_str().into(),
                        class.name.as_str().into(),
                        trace.category.word().into(),
                        place(trace).into(),
                        trace.what.as_str().into(),
                        trace.rule.as_str().into(),
                        Fraction::from(trace.points).into(),
                        if is_counted { "是" } else { "否" }.into(),
                    ]);
                }
            }
        }
        table
    }

    fn class(self, class: &ClassBoard, by: &[Category], sheet: Option<&Sheet>) -> Table {
        let points = Kind::Decimal(self.places());
        let has_running_total = self.board.has_running_total();
        let mut columns = vec![
            Column::integer("名次"),
            Column::text("单位"),
            Column::integer("本刊（条）"),
            Column::integer("上级（条）"),
        ];
        columns.extend(by.iter().map(|of| Column::new(format!("{}得分", of.word()), points)));
        columns.push(Column::new("得分", points));
        if has_running_total {
            columns.push(Column::new("今年累计", points));
        }
        let mut table = Table::new(self.title(&class.name), columns);
        let count = class.rows.len();
        // Where columns stand: rank, unit, items, items above, points of each category, total.
        let (first, total) = (4, 4 + by.len());
        let range = |table: &Table, column: usize| {
            let (from, to) = (table.name_of(0, column), table.name_of(count - 1, column));
            format!("{}:{}", fixed(&from), fixed(&to))
        };
        for (at, row) in class.rows.iter().enumerate() {
            let cell = |formula: Option<String>, value: Fraction| match formula {
                Some(formula) => Cell::Formula(formula, value),
                None => Cell::Number(value),
            };
            let unit = table.name_of(at, 1);
            let rank = format!("RANK({},{})", table.name_of(at, total), range(&table, total));
            let counted = |of| sheet.map(|sheet| sheet.count(&unit, of));
            let mut cells = vec![
                cell(sheet.map(|_| rank), Fraction::of(row.rank)),
                row.name.as_str().into(),
                cell(counted(Category::Own), Fraction::of(row.own)),
                cell(counted(Category::Above), Fraction::of(row.above)),
            ];
            for of in by {
                let value = Fraction::from(row.by[*of as usize]);
                cells.push(cell(sheet.map(|sheet| sheet.points(&unit, *of)), value));
            }
            let (from, to) = (table.name_of(at, first), table.name_of(at, total - 1));
            let sum = format!("ROUND(SUM({from}:{to}),6)");
            cells.push(cell(sheet.map(|_| sum), Fraction::from(row.total)));
            if has_running_total {
                let year = self.board.period.to;
                let formula = sheet.map(|sheet| sheet.in_year(&unit, year.year()));
                cells.push(cell(formula, Fraction::from(row.in_year)));
            }
            table.push(cells);
        }
        let mut cells = vec![Cell::Empty, "合计".into()];
        let sums = |column: usize, value: Fraction| match sheet {
            Some(_) => Cell::Formula(format!("ROUND(SUM({}),6)", range(&table, column)), value),
            None => Cell::Number(value),
        };
        let rows = &class.rows;
        cells.push(sums(2, Fraction::of(rows.iter().map(|row| row.own).sum())));
        cells.push(sums(3, Fraction::of(rows.iter().map(|row| row.above).sum())));
        for (at, of) in by.iter().enumerate() {
            let value = sum(rows.iter().map(|row| row.by[*of as usize]));
            cells.push(sums(first + at, Fraction::from(value)));
        }
        cells.push(sums(total, Fraction::from(sum(rows.iter().map(|row| row.total)))));
        if has_running_total {
            cells.push(sums(total + 1, Fraction::from(sum(rows.iter().map(|row| row.in_year)))));
        }
        table.push_total(cells);
        table
    }

    fn title(self, of: &str) -> String {
        format!("{}采用得分　{of}", self.board.period)
    }

    /// What anything was given for, in the time or before; the periodical's own always.
    fn categories(self) -> Vec<Category> {
        let is_used = |of: &Category| {
            *of == Category::Own || self.board.counted().any(|trace| trace.category == *of)
        };
        Category::ALL.into_iter().filter(is_used).collect()
    }

    /// As many places as the finest points have, and no fewer than the office wants where any has some.
    pub(super) fn places(self) -> u8 {
        let points = self.board.traces.iter().map(|trace| trace.points.parts().1);
        let finest = points.max().unwrap_or_default();
        let wanted = if finest == 0 { 0 } else { self.scheme.places };
        u8::try_from(finest.max(wanted)).unwrap_or(4)
    }

    /// Points as they are shown in a column.
    pub(super) fn shown(self, points: Decimal) -> String {
        Fraction::from(points).rounded(self.places())
    }
}

/// Where a trace comes from, with its line in `adopted.toml`.
fn place(trace: &Trace) -> String {
    match trace.line {
        Some(line) => format!("{}（adopted.toml 第{line}行）", trace.place),
        None => trace.place.clone(),
    }
}

/// `$C$5` of `C5`.
fn fixed(cell: &str) -> String {
    let at = cell.find(|c: char| c.is_ascii_digit()).unwrap_or(cell.len());
    format!("${}${}", &cell[..at], &cell[at..])
}

/// The columns of the sheet of traces, as formulas name them.
struct Sheet {
    date: String,
    unit: String,
    category: String,
    points: String,
    counted: String,
}

impl Sheet {
    fn of(traces: &Table) -> Self {
        let last = traces.rows.len().saturating_sub(1);
        let column = |at: usize| {
            let (from, to) = (traces.name_of(0, at), traces.name_of(last, at));
            format!("'{TRACES}'!{}:{}", fixed(&from), fixed(&to))
        };
        Self {
            date: column(0),
            unit: column(1),
            category: column(3),
            points: column(7),
            counted: column(8),
        }
    }

    fn count(&self, unit: &str, of: Category) -> String {
        let Self { unit: units, category, counted, .. } = self;
        format!("COUNTIFS({units},{unit},{category},\"{}\",{counted},\"是\")", of.word())
    }

    fn points(&self, unit: &str, of: Category) -> String {
        let Self { unit: units, category, points, counted, .. } = self;
        let word = of.word();
        format!("ROUND(SUMIFS({points},{units},{unit},{category},\"{word}\",{counted},\"是\"),6)")
    }

    fn in_year(&self, unit: &str, year: i32) -> String {
        let Self { unit: units, date, points, .. } = self;
        format!("ROUND(SUMIFS({points},{units},{unit},{date},\">=\"&DATE({year},1,1)),6)")
    }
}
