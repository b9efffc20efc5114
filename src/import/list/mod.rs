//! Lists that an office keeps in spreadsheets: its roster of units, and who gets the bulletin. Read
//! by the heads of their columns, wherever these stand, or by what the columns hold; everything is told by sheet and cell.

use crate::draft::sheet::{self, Grid};

mod bare;
mod columns;
mod day;
mod head;
pub mod kind;
pub mod receivers;
pub mod units;

/// Something in a list that is wrong, or to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `工作表“名录”的 B7`; empty when it is about the whole file.
    pub place: String,
    pub message: String,
    pub help: Option<String>,
}

impl Problem {
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), help: None }
    }

    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// On one line: place, what is wrong.
    pub fn shown(&self) -> String {
        match self.place.as_str() {
            "" => self.message.clone(),
            place => format!("{place}：{}", self.message),
        }
    }
}

/// The sheets of a file.
fn sheets(bytes: &[u8]) -> Result<Vec<Grid>, Problem> {
    let sheets = sheet::grids(bytes)
        .map_err(|(why, help)| Problem::new("", format!("文件{why}")).help(help))?;
    match sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        true => Err(Problem::new("", "文件里没有内容").help("检查是不是选错了文件")),
        false => Ok(sheets),
    }
}

/// A name as it is written into settings: on one line, without spaces between Han characters.
fn name(cell: &str) -> String {
    let mut out = String::new();
    for c in cell.chars().filter(|c| !c.is_control()) {
        let after_han = out.chars().last().is_some_and(|last| !last.is_ascii());
        if !(c.is_whitespace() && after_han) {
            out.push(c);
        }
    }
    out.trim().trim_start_matches('\'').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{receivers, units};
    use proptest::prelude::*;

    proptest! {
        /// Whatever stands in cells: it is read, or told.
        #[test]
        fn any_cells_are_read_or_told(
            cells in prop::collection::vec("[单位全称署名起止日期份数合计0-9年月日.\\-/至今无、\"' ]{0,8}", 1..60),
            wide in 1usize..7,
        ) {
            let rows: Vec<String> = cells.chunks(wide).map(|row| row.join(",")).collect();
            let text = format!("单位全称,署名,起止日期,起,止,份数\n{}", rows.join("\n"));
            let _ = units::read(text.as_bytes());
            let _ = receivers::read(text.as_bytes());
            let _ = units::read(rows.join("\n").as_bytes());
        }
    }
}
