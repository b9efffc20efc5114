//! An edit in progress, with each single thing that its save does to the files going wrong: what was
//! typed is in the file or still here, an item that is kept for later is in one of the two files, and
//! the next save, or the next desk, goes on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Room;
use crate::desk::api::{Edit, Field};
use crate::office::store::Who;
use crate::workspace::files::{Files as _, InMemory};

#[allow(dead_code)]
#[path = "../../../tests/it/faults.rs"]
mod faults;

use faults::{FAULTS, Fault, Faulty, scratch};

const ROOT: &str = "/刊";
const NAME: &str = "2024-05";
const DRAFT: &str = "number = 5\ndate = 2024-02-02\n\n[[column]]\nname = \"项目建设\"\n\n[[column.item]]\nheadline = \"县人社局招商\"\nbody = \"近日，县人社局开展招商。\"\ncredits = [\"人社局\"]\n\n[[column.item]]\nheadline = \"县人社局签约\"\nbody = \"近日，县人社局开展签约。\"\ncredits = [\"人社局\"]\n";
const TYPED: &str = "县人社局打到一半的标题";

fn who() -> Who {
    Who { name: "小李".to_owned(), now: "2026-11-28 15:20:05".to_owned() }
}

fn at(name: &str) -> PathBuf {
    Path::new(ROOT).join(name)
}

fn workspace() -> InMemory {
    let files = InMemory::new();
    let settings = "name = \"封丘政务快报\"\npublisher = \"封丘县人民政府办公室\"\ndistribution = \"县委常委。\"\n[layout]\npages = \"auto\"\n";
    files.insert(at("bulletin.toml"), settings);
    files.insert(at("drafts/2024-05.toml"), DRAFT);
    files
}

/// The same files once more, as they are after the program has ended: no lock is held.
fn copy(files: &InMemory) -> InMemory {
    let other = InMemory::new();
    for (path, bytes) in files.all() {
        other.insert(path, bytes);
    }
    other
}

fn text(files: &InMemory, name: &str) -> String {
    let bytes = files.saved(&at(name)).unwrap_or_default();
    String::from_utf8(bytes).expect("a text")
}

/// Types into the first item, and keeps the second for later.
fn edit(room: &Room, hold: bool) {
    let issue = room.issue(NAME).expect("an issue");
    let items = &issue.columns[0].items;
    let (item, was) = (items[0].id, items[0].headline.clone());
    let (field, text) = (Field::Headline, TYPED.to_owned());
    room.edit(NAME, &Edit::Write { item, field, text, was, paste: None }).expect("typed");
    if hold {
        let item = items[1].id;
        room.edit(NAME, &Edit::Hold { item }).expect("kept");
    }
}

/// Where the item that is kept for later is.
fn kept(files: &InMemory) -> (usize, usize) {
    let count = |name: &str| text(files, name).matches("headline = \"县人社局签约\"").count();
    (count("drafts/2024-05.toml"), count("drafts/held.toml"))
}

/// Saves with one thing going wrong; whether the fault came too late to matter.
fn run(at: usize, fault: Fault, hold: bool) -> bool {
    let context = format!("{fault:?} at {at}, hold: {hold}");
    let files = workspace();
    let faulty = Arc::new(Faulty::new(files.clone(), usize::MAX, fault, true));
    let room = Room::open_in(faulty.clone(), Path::new(ROOT), who).expect("a room");
    edit(&room, hold);
    faulty.arm(at);
    let before = faulty.done();
    room.save(NAME);
    let is_late = faulty.done() <= before + at;
    let told = room.is_saved();
    let is_there = text(&files, "drafts/2024-05.toml").contains(TYPED);
    assert!(is_there || !told, "{context}: told to be saved, and is not");
    let room = match fault {
        // It is here still, and is written the next time.
        Fault::Error(_) => {
            assert!(room.issue(NAME).expect("open").columns[0].items[0].headline == TYPED);
            room.look();
            room.save(NAME);
            assert!(room.is_saved(), "{context}: {:?}", room.lines(NAME).saved.borrow());
            let (draft, held) = kept(&files);
            assert_eq!((draft, held), if hold { (0, 1) } else { (1, 0) }, "{context}");
            assert!(text(&files, "drafts/2024-05.toml").contains(TYPED), "{context}");
            assert_eq!(scratch(&files), Vec::<PathBuf>::new(), "{context}");
            drop(room);
            // What was done can be undone in another desk.
            let room = Room::open_in(Arc::new(copy(&files)), Path::new(ROOT), who).expect("a room");
            let undo = room.issue(NAME).expect("an issue").undo;
            assert!(undo.is_some(), "{context}: the steps are lost");
            return is_late;
        }
        Fault::DieBefore | Fault::DieAfter => {
            drop(room);
            let files = copy(&files);
            let room =
                Room::open_in(Arc::new(files.clone()), Path::new(ROOT), who).expect("a room");
            edit_again(&room);
            room.save(NAME);
            assert!(room.is_saved(), "{context}: {:?}", room.lines(NAME).saved.borrow());
            let (draft, held) = kept(&files);
            assert_eq!(draft + held, 1, "{context}: in the draft {draft} times, kept {held} times");
            assert!(text(&files, "drafts/2024-05.toml").contains("又打了几个字"), "{context}");
            assert_eq!(scratch(&files), Vec::<PathBuf>::new(), "{context}");
            room
        }
    };
    drop(room);
    is_late
}

fn edit_again(room: &Room) {
    let issue = room.issue(NAME).expect("an issue");
    let first = &issue.columns[0].items[0];
    let (item, was) = (first.id, first.headline.clone());
    let known = [TYPED, "县人社局招商"];
    assert!(known.contains(&was.as_str()), "{was}");
    let (field, text) = (Field::Headline, "又打了几个字".to_owned());
    room.edit(NAME, &Edit::Write { item, field, text, was, paste: None }).expect("typed");
}

#[test]
fn what_was_typed_is_saved_or_still_here_whatever_goes_wrong_and_whenever() {
    for hold in [false, true] {
        for fault in FAULTS {
            let late = (0..400).find(|at| run(*at, fault, hold));
            assert!(late.is_some_and(|late| late > 8), "{fault:?}: {late:?}");
        }
    }
}
