//! The workspace and its issues, as lists.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use chrono::NaiveDate;
use pinyin::ToPinyin as _;

use super::api::{Held, Office, Row, Stage, Unit};
use super::card::text;
use super::open::title;
use super::room::Room;
use crate::config::units;
use crate::draft::{Draft, arrange};
use crate::office::next::{self, Wanted};
use crate::office::outline::Size;
use crate::office::{held, init, log};
use crate::source::Source;
use crate::workspace::archive::Manifest;
use crate::workspace::files;

pub(super) fn office(room: &Room) -> Office {
    let press = room.press();
    let workspace = &press.office.workspace;
    let config = &workspace.config;
    let mut columns: BTreeMap<String, usize> = BTreeMap::new();
    // Names of the newest issues: what nobody has used for years is of no help.
    for index in (0..workspace.draft_count).rev().take(30) {
        let Ok(entry) = workspace.whole(index) else { continue };
        for name in entry.draft.column.iter().filter_map(|column| column.name.as_ref()) {
            *columns.entry(name.trim().to_owned()).or_default() += 1;
        }
    }
    columns.remove("");
    let mut columns: Vec<(String, usize)> = columns.into_iter().collect();
    columns.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let faults = workspace.findings.iter().flat_map(|findings| {
        findings.diagnostics.iter().map(|found| {
            let line = findings.source.position(found.span.start).line;
            format!("{} 第{line}行：{}", findings.source.path().display(), found.message)
        })
    });
    Office {
        name: config.name.value.clone(),
        publisher: config.publisher.value.clone(),
        root: room.root.display().to_string(),
        headline_max: config.headline_max as u32,
        units: workspace.roster.units.iter().map(unit).collect(),
        columns: columns.into_iter().map(|(name, _)| name).collect(),
        staff: [&config.staff.editor, &config.staff.reviewer, &config.staff.approver]
            .map(Clone::clone),
        forms: super::out::forms().collect(),
        faults: faults.collect(),
    }
}

fn unit(unit: &units::Unit) -> Unit {
    let mut forms: Vec<String> = vec![];
    for form in unit.forms() {
        if !forms.iter().any(|other| other == form) {
            forms.push(form.to_owned());
        }
    }
    Unit {
        credit: unit.credit.clone(),
        name: unit.name.clone(),
        initials: forms.iter().map(|form| initials(form)).collect(),
        forms,
    }
}

/// rsj for 人社局.
fn initials(text: &str) -> String {
    text.chars()
        .map(|c| match c.to_pinyin() {
            Some(pinyin) => pinyin.first_letter().to_owned(),
            None => c.to_lowercase().to_string(),
        })
        .collect()
}

/// All issues, the newest first.
pub(super) fn rows(room: &Room) -> Result<Vec<Row>> {
    // As they are on the disk now: others may have begun one.
    room.refresh()?;
    let press = room.press();
    let workspace = &press.office.workspace;
    let manifest = Manifest::read(&*files::disk(), &room.root).unwrap_or_default();
    let mut rows = vec![];
    for (index, issue) in workspace.issues().iter().enumerate() {
        let name = match issue.path.file_stem() {
            Some(stem) => stem.to_string_lossy().into_owned(),
            None => continue,
        };
        // 2023-43.2 is what was released the second time.
        let (released_name, draft) = match index < workspace.draft_count {
            true => (name.clone(), true),
            false => (name.split('.').next().unwrap_or_default().to_owned(), false),
        };
        let releases = manifest.times(&released_name) as u32;
        let open = room
            .state()
            .open
            .get(&name)
            .map(|open| (open.draft.clone(), init::is_sample(&open.text)));
        let (whole, sample) = open.unwrap_or_else(|| {
            let entry = workspace.whole(index);
            entry
                .map(|entry| (entry.draft.clone(), init::is_sample(entry.source.text())))
                .unwrap_or_default()
        });
        let is_submitted = || draft && log::is_submitted(&press.office, &name);
        let row = row(&whole, released_name, draft, releases, is_submitted);
        rows.push((issue.date, Row { sample: sample && releases == 0, ..row }));
    }
    rows.sort_by(|a, b| (b.0, &b.1.name).cmp(&(a.0, &a.1.name)));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

fn row(
    draft: &Draft,
    name: String,
    is_draft: bool,
    releases: u32,
    is_submitted: impl Fn() -> bool,
) -> Row {
    let signed = |index: usize| {
        let roles = draft.signoff.as_ref().map(|signoff| {
            signoff.roles().map(|(_, _, name)| name.is_some_and(|name| !name.trim().is_empty()))
        });
        roles.is_some_and(|roles| roles[index])
    };
    let mut size = Size::default();
    draft.items().for_each(|(_, _, item)| size += Size::of(item));
    Row {
        title: title(draft, &name),
        date: draft.date().map(|date| date.to_string()),
        state: match () {
            () if releases > 0 => Stage::Released,
            () if signed(2) => Stage::Signed,
            () if signed(1) || is_submitted() => Stage::Review,
            () => Stage::Draft,
        },
        items: draft.items().count() as u32,
        characters: size.characters as u32,
        about: about(draft),
        sample: false,
        draft: is_draft,
        releases,
        name,
    }
}

/// The first headlines of a draft.
pub(super) fn about(draft: &Draft) -> Vec<String> {
    let headlines = draft.items().map(|(_, _, item)| text(&item.headline));
    headlines.filter(|headline| !headline.is_empty()).take(3).collect()
}

/// Starts the next issue with the columns of the last one; its name.
pub(super) fn create(room: &Room, wanted: &Wanted, today: NaiveDate) -> Result<String> {
    room.refresh()?;
    room.without_sample(None)?;
    let press = room.press();
    let next = next::next(&press.office.workspace, wanted, today);
    let path = next::create(&press.office, next, &[])?;
    room.refresh()?;
    Ok(path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
}

/// The items kept for later.
pub(super) fn held(text_of: &str) -> Vec<Held> {
    let draft = Draft::read(&Source::new("", text_of)).value;
    let places = arrange::Arrangement::of(text_of);
    let from = |column: usize, item: usize| {
        let range = places.as_ref()?.columns.get(column)?.items.get(item)?.clone();
        held::origin(&text_of[range]).map(str::to_owned)
    };
    draft
        .items()
        .map(|(column, item, written)| Held {
            column: column as u32,
            item: item as u32,
            name: text(&draft.column[column].name),
            headline: text(&written.headline),
            body: text(&written.body),
            credits: written
                .credits
                .iter()
                .flat_map(|all| all.iter())
                .map(|c| c.value.clone())
                .collect(),
            from: from(column, item).unwrap_or_default(),
        })
        .collect()
}

/// The name of a file without its folders: uploads name what they will.
pub(super) fn plain_name(name: &str) -> String {
    let name = name.replace('\\', "/");
    Path::new(&name).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_by_the_first_letters_of_their_pinyin() {
        for (name, letters) in [("人社局", "rsj"), ("12345热线", "12345rx"), ("", "")] {
            assert_eq!(initials(name), letters);
        }
    }

    #[test]
    fn a_name_is_never_a_path() {
        for name in ["../../a.docx", "C:\\x\\a.docx", "/etc/a.docx", "a.docx"] {
            assert_eq!(plain_name(name), "a.docx");
        }
    }
}
