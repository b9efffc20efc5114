//! Rows and columns of a table that say they are totals.

use crate::draft::attachment::Content;
use crate::draft::{Item, Table};
use crate::lint::{Check, Rule, Subject};
use crate::source::{Diagnostic, Level, Span, Spanned};
use crate::zh::decimal::Decimal;

pub(in crate::lint::rules) static TABLE_TOTAL_MISMATCH: Rule = Rule {
    code: "table-total-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "表格的合计与各行各列相加不符",
    docs: "“合计”“总计”行里的数，应等于上面（或下面）各行相加；“小计”应等于它那一组；“合计”列应等于同一行各列相加。比率、人均、增减、名次、序号的列不加；有一个格子不是数的列不加。表里别的合计都对，或者只差一位数字，才报。\n\n例：东岗镇12、西湾镇15，合计37。",
    check: Check::Draft(|subject, found| {
        for (_, _, item) in subject.draft().items() {
            for (place, message) in faults(subject, item) {
                found.push(Diagnostic::at(place, message).help("核对合计和各行、各列"));
            }
        }
    }),
};

/// A table as text, with the place of each cell.
pub(super) struct Grid<'a> {
    pub(super) head: usize,
    pub(super) rows: Vec<Vec<(&'a str, Span)>>,
}

fn faults<'a>(subject: &Subject<'a>, item: &'a Item) -> Vec<(Span, String)> {
    let grids = item.table.iter().filter_map(|table| grid(subject, table));
    grids.flat_map(|grid| grid.faults()).collect()
}

pub(super) fn grid<'a>(subject: &Subject<'a>, table: &'a Table) -> Option<Grid<'a>> {
    let rows = match (&table.rows, &table.file) {
        (Some(rows), _) => {
            let row = |cells: &'a Vec<Spanned<String>>| {
                cells.iter().map(|cell| (cell.as_str(), cell.span)).collect()
            };
            rows.iter().map(row).collect()
        }
        (None, Some(file)) => match subject.entry.attachments.get(file)? {
            Content::Rows(rows) => {
                let row = |cells: &'a Vec<String>| {
                    cells.iter().map(|cell| (cell.as_str(), file.span)).collect()
                };
                rows.iter().map(row).collect()
            }
            Content::Picture(_) | Content::Refused(..) => return None,
        },
        (None, None) => return None,
    };
    Some(Grid { head: table.head(), rows })
}

/// What the sum of some figures is said to be.
struct Claim {
    place: Span,
    name: String,
    stated: Decimal,
    sum: Decimal,
    /// What rounding of the parts may do.
    slack: Decimal,
}

impl Claim {
    fn holds(&self) -> bool {
        (self.sum - self.stated).abs() <= self.slack
    }
}

pub(super) fn is_total(label: &str) -> bool {
    let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    ["合计", "总计", "共计", "全县合计", "总数", "全县"].contains(&&*label)
}

pub(super) fn is_subtotal(label: &str) -> bool {
    let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    label.ends_with("小计")
}

/// Whether a row is of totals of any kind.
pub(super) fn is_sum(label: &str) -> bool {
    is_total(label)
        || is_subtotal(label)
        || ["平均", "均值", "备注", "注："].iter().any(|word| label.trim().starts_with(word))
}

/// A figure of a cell and what one more in its last place would add.
fn figure(cell: &str) -> Option<(Decimal, Decimal)> {
    let cell: String = cell.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    if matches!(&*cell, "" | "-" | "—" | "——" | "/" | "0") {
        return Some((Decimal::ZERO, Decimal::ZERO));
    }
    let (whole, places) = cell.split_once('.').unwrap_or((&cell, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || places.len() > 6 || !digits(whole) || !digits(places)
    {
        return None;
    }
    let places_count = u32::try_from(places.len()).ok()?;
    let value = Decimal::read(&cell)?;
    let step = if places.is_empty() { Decimal::ZERO } else { Decimal::new(1, places_count)? };
    Some((value, step))
}

impl Grid<'_> {
    fn faults(&self) -> Vec<(Span, String)> {
        let claims: Vec<Claim> =
            self.column_claims().into_iter().chain(self.row_claims()).collect();
        let sound = claims.iter().filter(|claim| claim.holds()).count();
        let wrong = claims.iter().filter(|claim| !claim.holds());
        let doubtful = |claim: &&Claim| {
            let digits = (claim.sum - claim.stated).abs().to_string();
            let one = digits.chars().filter(|c| !matches!(c, '.' | '0')).count() == 1;
            one || sound > 0
        };
        // A table whose totals mostly do not add up is made otherwise. One slip in a group spoils
        // its subtotal and the total.
        if claims.len() - sound > sound.max(2) {
            return vec![];
        }
        wrong
            .filter(doubtful)
            .map(|claim| {
                let message = format!("{}相加是{}，表里是{}", claim.name, claim.sum, claim.stated);
                (claim.place, message)
            })
            .collect()
    }

    pub(super) fn label(&self, row: usize) -> &str {
        self.rows[row]
            .iter()
            .map(|(cell, _)| cell.trim())
            .find(|cell| !cell.is_empty())
            .unwrap_or("")
    }

    pub(super) fn title(&self, column: usize) -> String {
        let cells = self.rows[..self.head.min(self.rows.len())].iter();
        cells.filter_map(|row| row.get(column)).map(|(cell, _)| cell.trim()).collect()
    }

    /// Whether the figures of a column can be added.
    fn adds(&self, column: usize) -> bool {
        let title = self.title(column);
        // 2024年1月 is a month, not a year.
        if ["月", "月份", "季度"].iter().any(|word| title.ends_with(word)) {
            return true;
        }
        let never = [
            "率", "比", "%", "均", "增", "减", "名次", "排名", "位次", "序", "编号", "单价", "年",
            "电话", "得分", "分数",
        ];
        !never.iter().any(|word| title.contains(word))
    }

    /// 合计 and 小计 rows.
    fn column_claims(&self) -> Vec<Claim> {
        let body: Vec<usize> = (self.head..self.rows.len()).collect();
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut claims = vec![];
        let totals: Vec<usize> = body
            .iter()
            .copied()
            .filter(|row| is_total(self.label(*row)) || is_subtotal(self.label(*row)))
            .collect();
        for &total in &totals {
            let parts: Vec<usize> = if is_subtotal(self.label(total)) {
                let above = totals.iter().copied().filter(|other| *other < total).max();
                (above.map_or(self.head, |row| row + 1)..total).collect()
            } else if totals.iter().any(|row| is_subtotal(self.label(*row))) {
                totals.iter().copied().filter(|row| is_subtotal(self.label(*row))).collect()
            } else {
                body.iter().copied().filter(|row| *row != total).collect()
            };
            let only = totals.iter().filter(|row| is_total(self.label(**row))).count() <= 1;
            if parts.len() < 2 || !only {
                continue;
            }
            for column in (1..width).filter(|column| self.adds(*column)) {
                let name = self.title(column);
                let name = if name.is_empty() {
                    "这一列".to_owned()
                } else {
                    format!("“{name}”一列")
                };
                claims.extend(self.claim(
                    name,
                    (total, column),
                    parts.iter().map(|row| (*row, column)),
                ));
            }
        }
        claims
    }

    /// 合计 and 小计 columns.
    fn row_claims(&self) -> Vec<Claim> {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let totals: Vec<usize> =
            (1..width).filter(|column| is_total(&self.title(*column))).collect();
        let [total] = totals[..] else { return vec![] };
        let rows = self.head..self.rows.len();
        let known = |column: &usize| rows.clone().all(|row| self.value(row, *column).is_some());
        let (parts, others): (Vec<usize>, Vec<usize>) =
            (1..width).filter(|column| *column != total && self.adds(*column)).partition(known);
        // A column that is left out for one cell of it (停产, 12户) may be of the total as well.
        let doubtful = others.iter().any(|column| {
            rows.clone().any(|row| {
                let figure = self.value(row, *column);
                figure.is_some_and(|(value, _)| value != Decimal::ZERO)
            })
        });
        if parts.len() < 2 || doubtful || self.lacks_month(&parts) {
            return vec![];
        }
        (self.head..self.rows.len())
            .filter_map(|row| {
                let name = format!("“{}”一行", self.label(row));
                self.claim(name, (row, total), parts.iter().map(|column| (row, *column)))
            })
            .collect()
    }

    /// 1月, 3月, 4月, 合计: the month that has no column of its own is in the total.
    fn lacks_month(&self, parts: &[usize]) -> bool {
        let month = |column: &usize| {
            let title = self.title(*column);
            let title = title.trim_end_matches("份").strip_suffix('月')?.to_owned();
            let number = title.rsplit(['年', '、']).next()?;
            let han = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
            let named = han.iter().position(|name| *name == number).map(|at| at + 1);
            number.parse::<usize>().ok().or(named)
        };
        let months: Vec<usize> = parts.iter().filter_map(month).collect();
        months.windows(2).any(|two| two[1] > two[0] + 1)
    }

    fn value(&self, row: usize, column: usize) -> Option<(Decimal, Decimal)> {
        figure(self.rows.get(row)?.get(column)?.0)
    }

    fn claim(
        &self,
        name: String,
        total: (usize, usize),
        parts: impl Iterator<Item = (usize, usize)>,
    ) -> Option<Claim> {
        let (stated, step) = self.value(total.0, total.1)?;
        if stated == Decimal::ZERO {
            return None;
        }
        let mut sum = Decimal::ZERO;
        let mut slack = step.half();
        let mut blank = false;
        for (row, column) in parts {
            let (value, step) = self.value(row, column)?;
            blank |= self.rows[row][column].0.trim().is_empty();
            sum = sum + value;
            slack = slack + step.half();
        }
        // What a cell that was left empty may hold is unknown.
        if blank && sum < stated {
            return None;
        }
        let place = self.rows[total.0][total.1].1;
        Some(Claim { place, name, stated, sum, slack })
    }
}
