//! What is counted over all issues, from the page: how much each unit had, its points and why, what to
//! think of for the coming issue; each as tables, as a workbook, and the points as a 通报.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use chrono::NaiveDate;
use serde::Deserialize;

use super::answer::{Answer, Failure, waiting};
use super::api::{Board, Done, Head, Line, Tables};
use super::out::FOLDER;
use super::plain;
use super::room::Room;
use super::{Desk, search};
use crate::export::Form;
use crate::export::table::TableForm;
use crate::office::count::{self, Which};
use crate::office::score::{self, Scored};
use crate::office::{plan, planned, print};
use crate::report::table::{Kind, Table};
use crate::score::count::{By, Joint, Measure, Question};
use crate::score::period::Period;
use crate::source::Level;

/// What is asked for.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Asked {
    what: What,
    /// 2024, 2024Q1 or 2024-03; empty for what is usual.
    #[serde(default)]
    time: String,
    #[serde(default)]
    by: By,
    #[serde(default)]
    of: Measure,
    /// Of released issues alone.
    #[serde(default)]
    released: bool,
    /// The unit whose points are told one by one.
    #[serde(default)]
    why: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum What {
    Count,
    Score,
    Plan,
}

/// Weeks that 选题 looks back.
const WEEKS: u64 = 8;

pub(super) async fn tables(
    State(desk): State<Arc<Desk>>,
    Query(asked): Query<Asked>,
) -> Answer<Tables> {
    let all = desk.clone();
    let told = waiting(&desk, move |room| {
        let (tables, problems) = made(&all, room, &asked, false)?;
        Ok(Tables { tables: tables.iter().map(board).collect(), problems })
    });
    Ok(Json(told.await?))
}

/// The same as a workbook.
pub(super) async fn workbook(
    State(desk): State<Arc<Desk>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let all = desk.clone();
    let bytes = waiting(&desk, move |room| {
        let (tables, problems) = made(&all, room, &asked, true)?;
        if asked.what == What::Score && !problems.is_empty() {
            bail!("有错误，得分可能不对，没有写出：{}", problems.join("；"));
        }
        TableForm::Xlsx.bytes(&tables)
    });
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(([(header::CONTENT_TYPE, KIND)], Bytes::from(bytes.await?)).into_response())
}

fn board(table: &Table) -> Board {
    let counts = |kind| !matches!(kind, Kind::Text | Kind::Date);
    let heads = table.columns.iter();
    let line = |row: &crate::report::table::Row| {
        let cells = row.cells.iter().zip(&table.columns);
        Line {
            cells: cells.map(|(cell, column)| cell.shown(column.kind)).collect(),
            is_total: row.is_total,
        }
    };
    Board {
        title: table.title.clone(),
        heads: heads
            .map(|column| Head { name: column.name.clone(), counts: counts(column.kind) })
            .collect(),
        lines: table.rows.iter().map(line).collect(),
        notes: table.notes.clone(),
    }
}

fn made(
    desk: &Desk,
    room: &Room,
    asked: &Asked,
    formulas: bool,
) -> Result<(Vec<Table>, Vec<String>)> {
    room.refresh()?;
    let office = &room.press().office;
    let today = (desk.today)();
    match asked.what {
        What::Count => search::with(desk, room, |finder| {
            let period = match asked.time.trim() {
                "" => count::usual(finder)?,
                text => period(text)?,
            };
            let (by, measure, joint) = (asked.by, asked.of, Joint::Full);
            let question = Question { by, measure, joint, period };
            let which = if asked.released { Which::Released } else { Which::All };
            let (counted, gathered) = count::count(office, finder, &question, which)?;
            Ok((vec![counted.table()], gathered.not_counted()))
        }),
        What::Plan => search::with(desk, room, |finder| {
            let outlook = plan::outlook(office, finder, (None, today), WEEKS)?;
            Ok((planned::tables(&outlook, false), vec![]))
        }),
        What::Score => {
            let scored = scored(room, asked, today)?;
            let roster = &office.workspace.roster;
            let shown = scored.shown(roster);
            let tables = match asked.why.trim() {
                "" => shown.boards(formulas),
                unit => vec![shown.why(scored.unit(roster, unit)?)],
            };
            Ok((tables, doubts(&scored)))
        }
    }
}

fn scored(room: &Room, asked: &Asked, today: NaiveDate) -> Result<Scored> {
    let period = match asked.time.trim() {
        "" => Period::month_before(today).ok_or_else(|| anyhow!("写上要计哪个月"))?,
        text => period(text)?,
    };
    let released = asked.released.then_some(crate::score::scheme::Issues::Released);
    score::score(&room.press().office, period, today, released)
}

fn period(text: &str) -> Result<Period> {
    let found = Period::year(text).or_else(|| Period::quarter(text).filter(|_| is_quarter(text)));
    let found = found.or_else(|| Period::month(text));
    found.ok_or_else(|| anyhow!("看不懂时间“{text}”，写成 2024、2024Q1 或 2024-03 这样"))
}

/// 2024-3 is a month here; a quarter says so.
fn is_quarter(text: &str) -> bool {
    text.contains(['Q', 'q', '季'])
}

/// Why a total may be wrong.
fn doubts(scored: &Scored) -> Vec<String> {
    let found = scored.findings.iter().flat_map(|findings| {
        let errors = findings.diagnostics.iter().filter(|found| found.level == Level::Error);
        errors.map(|found| {
            let line = findings.source.position(found.span.start).line;
            let file = plain::named(&findings.source.path().display().to_string());
            format!("{file}第{line}行：{}", plain::message(&found.message))
        })
    });
    found.chain(scored.not_counted()).collect()
}

/// Makes the 通报 of the points of a time.
pub(super) async fn notice(
    State(desk): State<Arc<Desk>>,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer<Done> {
    let today = (desk.today)();
    Ok(Json(waiting(&desk, move |room| write_notice(room, &form, &asked, today)).await?))
}

fn write_notice(room: &Room, form: &str, asked: &Asked, today: NaiveDate) -> Result<Done> {
    let form = Form::named(form).ok_or_else(|| anyhow!("没有“{form}”这种格式"))?;
    let scored = scored(room, asked, today)?;
    let refused = |said: Vec<String>| Ok(Done { well: false, said, files: vec![] });
    let doubts = doubts(&scored);
    if !doubts.is_empty() {
        return refused(doubts);
    }
    let office = &room.press().office;
    let (files, findings) = score::notice(office, &scored, today, form)?;
    let Some(files) = files else {
        let errors = findings.diagnostics.iter().filter(|found| found.level == Level::Error);
        return refused(errors.map(|found| found.message.clone()).collect());
    };
    let stem = score::stem(scored.board.period);
    let named: Vec<(String, &[u8])> = (files.iter())
        .map(|file| (format!("{FOLDER}/{stem}{}", file.ending), file.bytes.as_slice()))
        .collect();
    let paths: Vec<(PathBuf, &[u8])> =
        named.iter().map(|(name, bytes)| (room.root.join(name), *bytes)).collect();
    print::deliver(office, &paths, &format!(".score{}", form.row().ending))?;
    let mut said = vec![format!("{}的通报做好了", scored.board.period.title())];
    said.extend(files.iter().flat_map(|file| file.notes.clone()));
    Ok(Done { well: true, said, files: named.into_iter().map(|(name, _)| name).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_year_a_quarter_or_a_month() {
        for (text, stem) in [
            ("2024", "2024"),
            ("2024年", "2024"),
            ("2024Q1", "2024-Q1"),
            ("2024年第2季度", "2024-Q2"),
            ("2024-03", "2024-03"),
            ("2024-3", "2024-03"),
            ("2024年12月", "2024-12"),
        ] {
            assert_eq!(period(text).expect(text).stem(), stem);
        }
        for text in ["", "上个月", "2024-13", "24"] {
            period(text).expect_err(text);
        }
    }
}
