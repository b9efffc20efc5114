//! The next issue: its number and day, and its draft to be filled in.

use std::path::PathBuf;

use anyhow::Result;
use chrono::{Datelike as _, NaiveDate, Weekday};

use super::store::Plan;
use super::{Office, Refusal, sample};
use crate::draft::name::Name;
use crate::draft::{Kind, write};
use crate::workspace::{DRAFTS_FOLDER, Workspace};
use crate::zh::date::next as next_day;

/// What is wanted of the next issue; what is not told follows from the last one of its kind.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    pub kind: Kind,
    pub date: Option<NaiveDate>,
    pub number: Option<i64>,
}

/// Name and date of an issue that is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    pub name: Name,
    pub date: NaiveDate,
    /// The last number of that year and kind, when this one does not follow it.
    pub after: Option<i64>,
}

/// Number and date of the bulletin after the last one of its kind.
pub fn next(workspace: &Workspace, wanted: &Wanted, today: NaiveDate) -> Next {
    let sample = sample::of(workspace);
    // Those in the archive too, whose drafts have gone.
    let published: Vec<(NaiveDate, i64)> = workspace
        .issues()
        .iter()
        .enumerate()
        .filter(|(at, issue)| issue.kind == wanted.kind && Some(*at) != sample)
        .filter_map(|(_, issue)| Some((issue.date?, issue.number?)))
        .collect();
    let day = workspace.config.weekday.day();
    let days = published.iter().map(|(day, _)| *day).collect();
    let date = wanted.date.unwrap_or_else(|| following(days, day, today));
    let of_year = published.iter().filter(|(day, _)| day.year() == date.year());
    let last = of_year.map(|(_, number)| *number).max().unwrap_or_default();
    let following = last.saturating_add(1);
    let number = wanted.number.unwrap_or(following);
    let name = Name { year: date.year(), kind: wanted.kind, number };
    Next { name, date, after: (number > following).then_some(last) }
}

/// The next publishing day after the last; after as many weeks as lay twice between the last three,
/// where these were more than one. The first of all comes out on the next such day, today included.
fn following(mut days: Vec<NaiveDate>, weekday: Weekday, today: NaiveDate) -> NaiveDate {
    days.sort_unstable();
    days.dedup();
    match days.as_slice() {
        [.., first, second, last]
            if *last - *second == *second - *first
                && matches!((*last - *second).num_days(), 14 | 21 | 28 | 35) =>
        {
            *last + (*last - *second)
        }
        [.., last] => next_day(*last, weekday),
        [] => next_day(today.pred_opt().unwrap_or(today), weekday),
    }
}

/// Writes the draft of an issue to begin with; its path. The sample gives way to it.
///
/// # Errors
/// There is one of that name, or it cannot be written.
pub fn create(office: &Office, next: Next, columns: &[String]) -> Result<PathBuf> {
    let workspace = &office.workspace;
    let path = workspace.root.join(DRAFTS_FOLDER).join(next.name.file_name());
    if office.files().exists(&path) && sample::path(office).as_ref() != Some(&path) {
        return Err(Refusal::Exists { path: office.shown(&path) }.into());
    }
    let text = write::outline(&write::Outline {
        number: next.name.number,
        kind: next.name.kind,
        date: next.date,
        columns,
        editor: workspace.config.staff.editor.first().map_or("", String::as_str),
    });
    sample::give_way(office)?;
    let mut plan = Plan::default();
    plan.create(&path, text.as_bytes());
    office.commit("起新一期", &plan)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_day_follows_how_often_a_bulletin_comes_out() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let today = day("2026-11-28");
        for (days, next) in [
            (vec![], "2026-12-04"),
            (vec!["2026-11-13"], "2026-11-20"),
            (vec!["2026-11-06", "2026-11-13", "2026-11-20"], "2026-11-27"),
            // A week was left out once.
            (vec!["2026-10-23", "2026-10-30", "2026-11-13"], "2026-11-20"),
            (vec!["2026-11-13", "2026-10-16", "2026-10-30"], "2026-11-27"),
            (vec!["2026-08-21", "2026-09-18", "2026-10-16"], "2026-11-13"),
            // Twice a month, on days of the month: the day of the week is all that is known.
            (vec!["2026-10-15", "2026-10-30", "2026-11-15"], "2026-11-20"),
        ] {
            let days = days.into_iter().map(day).collect();
            assert_eq!(following(days, Weekday::Fri, today), day(next));
        }
    }
}
