//! Pages and findings of the newest text of each open issue, made behind the back of those who type.

use std::sync::{Arc, Weak};
use std::time::Instant;

use super::api;
use super::bell::{Job, Laid};
use super::find;
use super::room::{Room, locked};
use super::sheet;
use super::why::words;
use crate::draft::attachment::Attachments;
use crate::office::advice::{Advice, Problem};
use crate::office::press::Edition;
use crate::office::since;
use crate::source::Findings;
use crate::workspace::Entry;
use crate::workspace::archive::Manifest;
use crate::workspace::files::folder_of;

/// Starts the threads; they end when the bell is closed.
pub(super) fn start(room: &Arc<Room>) {
    let (lay, check) = (Arc::downgrade(room), Arc::downgrade(room));
    // Layouts of deep nesting need as much room as on the main thread.
    let large = || std::thread::Builder::new().stack_size(16 << 20);
    let lay = large().name("pages".to_owned()).spawn(move || laying(&lay));
    let check = large().name("findings".to_owned()).spawn(move || checking(&check));
    drop((lay, check));
}

fn laying(room: &Weak<Room>) {
    let mut attached: Option<(String, Vec<String>, Attachments)> = None;
    while let Some(room) = room.upgrade() {
        let Some(name) = room.bell.next_to_lay() else { return };
        lay(&room, &name, &mut attached);
    }
}

fn lay(room: &Room, name: &str, attached: &mut Option<(String, Vec<String>, Attachments)>) {
    let (mut entry, version, path, proof, released) = {
        let state = room.state();
        let Some(open) = state.open.get(name) else { return };
        (open.entry(), open.version, open.path.clone(), open.proof, open.released)
    };
    let press = room.press();
    // Pictures are read again only when others are named.
    let named = named(&entry);
    match attached {
        Some((of, names, known)) if of == name && *names == named && !named.is_empty() => {
            entry.attachments = known.clone();
        }
        _ => {
            entry = entry.attach(press.office.files(), folder_of(&path));
            *attached = Some((name.to_owned(), named, entry.attachments.clone()));
        }
    }
    let manifest =
        released.then(|| Manifest::read(press.office.files(), &room.root).ok()).flatten();
    let corrected = manifest.and_then(|of| since::since(&press.office, &of, &entry).correction);
    let edition = Edition { proof, correction: corrected.as_deref().filter(|_| !proof) };
    let result = match entry.is_readable() {
        true => press.fit(&entry, edition).map_err(|error| words(&error)),
        false => Err(entry.found.first().map_or_else(String::new, |found| {
            let place = entry.source.position(found.span.start);
            format!("第{}行：{}", place.line, found.message)
        })),
    };
    let lines = room.lines(name);
    let old = lines.pages.borrow().clone();
    let (told, laid) = match result {
        Ok((bulletin, fitted)) => {
            let runs = fitted.pages.runs();
            let sheets = sheet::sheets(&runs, &mut locked(&room.store));
            let advice = Advice::of(&fitted, &bulletin, entry.source.path());
            let count = fitted.pages.count();
            let (status, cuts) = status(count, advice.as_ref());
            let well = advice.is_none();
            let sheets = Arc::new(sheets);
            let told = Laid { version, status, well, failed: None, cuts, sheets };
            (told, Some((bulletin, fitted)))
        }
        Err(failed) => {
            let sheets = old.map(|old| old.sheets.clone()).unwrap_or_default();
            let status = "版面没有排成".to_owned();
            (
                Laid { version, status, well: false, failed: Some(failed), cuts: vec![], sheets },
                None,
            )
        }
    };
    lines.pages.send_replace(Some(Arc::new(told)));
    press.forget();
    let since = Instant::now();
    let entry = Arc::new(entry);
    room.bell.to_check(Job { name: name.to_owned(), version, entry, proof, laid, since });
}

fn named(entry: &Entry) -> Vec<String> {
    let items = entry.draft.items().map(|(_, _, item)| item);
    items
        .flat_map(|item| {
            let tables = item.table.iter().filter_map(|table| table.file.as_ref());
            tables.chain(item.figure.iter().filter_map(|figure| figure.file.as_ref()))
        })
        .map(|file| file.value.clone())
        .collect()
}

/// 4 页，超 2 行：2.5 删去 21 字.
fn status(count: usize, advice: Option<&Advice>) -> (String, Vec<[u32; 3]>) {
    let pages = format!("{count} 页");
    let Some(advice) = advice else { return (pages, vec![]) };
    match &advice.problem {
        Problem::Odd => (format!("{pages}，单数，双面印时背面空白"), vec![]),
        Problem::Short { wanted, lines, characters, .. } if *wanted == count => {
            (format!("{pages}，还差 {lines} 行（约 {characters} 字）"), vec![])
        }
        Problem::Short { wanted, lines, .. } => {
            (format!("{pages}，要 {wanted} 页，还差 {lines} 行"), vec![])
        }
        Problem::Over { wanted, lines, cuts, leave, .. } => {
            let mut text = format!("{pages}，要 {wanted} 页，超 {lines} 行");
            let told: Vec<[u32; 3]> = cuts
                .iter()
                .map(|cut| [cut.column as u32, cut.item as u32, cut.characters])
                .collect();
            if let Some([column, item, characters]) = told.first() {
                text.push_str(&format!("：{}.{} 删去 {characters} 字", column + 1, item + 1));
            } else if !leave.is_empty() {
                let named: Vec<String> = leave.iter().map(ToString::to_string).collect();
                text.push_str(&format!("：把 {} 留到下一期", named.join("、")));
            }
            (text, told)
        }
    }
}

fn checking(room: &Weak<Room>) {
    while let Some(room) = room.upgrade() {
        let Some(job) = room.bell.next_to_check() else { return };
        check(&room, &job);
    }
}

fn check(room: &Room, job: &Job) {
    let press = room.press();
    let mut found = press.found(&job.entry, false).diagnostics;
    if let Some((bulletin, fitted)) = &job.laid {
        found.extend(press.survey(&job.entry, bulletin, fitted, job.proof).diagnostics);
    }
    let found = Findings::new(job.entry.source.clone(), found).diagnostics;
    let mut state = room.state();
    let Some(open) = state.open.get_mut(&job.name).filter(|open| open.version == job.version)
    else {
        return;
    };
    let (told, keyed) = find::told(open, &job.entry.source, &job.entry.draft, found);
    open.found = (job.version, keyed);
    drop(state);
    let told: api::Found = told;
    room.lines(&job.name).found.send_replace(Some(Arc::new(told)));
}
