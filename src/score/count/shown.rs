//! What was counted as a table, which says how it was counted.

use super::{By, Count, Counted, Joint, Measure, Question};
use crate::config::units::Group;
use crate::report::table::{Cell, Column, Kind, Table};
use crate::zh::fraction::Fraction;

impl Counted {
    /// Whether rows may have parts of items.
    fn has_parts(&self) -> bool {
        let rows = self.rows.iter().map(|row| row.count);
        let counts = rows.flat_map(|count| [count.now, count.before]);
        counts.into_iter().any(|count| count.as_whole().is_none())
    }

    /// How counts are shown.
    pub fn kind(&self) -> Kind {
        if self.has_parts() { Kind::Decimal(2) } else { Kind::Integer }
    }

    /// The rows under heads, with a sum and what is to be known of it.
    pub fn table(&self) -> Table {
        let Question { by, measure, period, .. } = self.question;
        let kind = self.kind();
        let mut columns = vec![Column::text(by.name())];
        if by == By::Unit {
            columns.push(Column::text("类别"));
        }
        columns.extend([Column::new(measure.name(), kind), Column::new("占比", Kind::Percent(1))]);
        if self.compares {
            let earlier = if by == By::Month { "上年同月" } else { "上期" };
            columns.extend([Column::new(earlier, kind), Column::new("增减", kind)]);
        }
        let title = format!("{}各{}{}统计", period.title(), by.name(), measure.name());
        let mut table = Table::new(title, columns);
        for row in &self.rows {
            let mut cells = vec![row.name.as_str().into()];
            if by == By::Unit {
                cells.push(row.group.map_or("", Group::name).into());
            }
            let mut counts = self.cells(row.count);
            if row.is_to_come {
                counts[2..].fill(Cell::Empty);
            }
            cells.extend(counts);
            table.push(cells);
        }
        let mut cells: Vec<Cell> = vec!["合计".into()];
        if by == By::Unit {
            cells.push(Cell::Empty);
        }
        cells.extend(self.cells(self.total));
        table.push_total(cells);
        self.notes().into_iter().for_each(|note| table.note(note));
        table
    }

    fn cells(&self, count: Count) -> Vec<Cell> {
        let share = count.now.over(self.total.now).map_or(Cell::Empty, Cell::Number);
        let mut cells = vec![count.now.into(), share];
        if self.compares {
            cells.extend([count.before.into(), (count.now - count.before).into()]);
        }
        cells
    }

    fn notes(&self) -> Vec<String> {
        let Question { by, measure, joint, .. } = self.question;
        let sum: Fraction = self.rows.iter().map(|row| row.count.now).sum();
        let mut notes = vec![];
        let of = match (by, measure) {
            (By::Editor, _) => Some("几人合编的"),
            (By::Unit | By::Group, Measure::Items | Measure::Characters) => Some("几个单位合送的"),
            _ => None,
        };
        if let Some(of) = of {
            match joint {
                Joint::Full if sum != self.total.now => notes
                    .push(format!("{of}，每家都算，所以各行相加多于合计（合计里每条只算一次）")),
                Joint::Shared if self.has_parts() => {
                    notes.push(format!("{of}，由各家平分；数字保留两位小数，合计按准确的分数相加"));
                }
                _ => {}
            }
        }
        notes.extend(self.renamed.clone());
        if let Some(first) = self.rows.iter().find(|row| row.is_to_come)
            && self.compares
        {
            notes.push(format!("{}起还没有稿件，不与上年比", first.name));
        }
        if let Some(earlier) = self.question.earlier() {
            match self.compares {
                true => notes.push(format!(
                    "{}：{}",
                    if by == By::Month { "上年" } else { "上期" },
                    earlier.title()
                )),
                false => notes.push(format!("{}没有稿件，没有比", earlier.title())),
            }
        }
        if measure == Measure::Characters {
            notes.push("字数是标题和正文的字，标点也算，空格和表格里的字不算".to_owned());
        }
        notes
    }
}
