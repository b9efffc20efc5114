//! What changed, on pages and as marks: both sides are whole, whatever was edited.

use kuaibao::bulletin::Bulletin;
use kuaibao::bulletin::compare::marked::{Marks, PartMarks, marked};
use kuaibao::bulletin::compare::passage::{Change, Passage};
use kuaibao::bulletin::identity::Content;
use proptest::prelude::*;

use crate::sign::{DRAFT, Office};
use crate::support::{YANJIN, entry, lower};

#[test]
fn pages_show_what_changed() {
    let office = Office::new("");
    office.sign_all();
    office.change("312个", "321个");
    office.change("县医保局延伸", "县医保局继续延伸");
    let (code, text) = office.told(&["compare", DRAFT, "signed", "-o", "花脸稿.pdf"]);
    assert_eq!(code, 0, "{text}");
    let pdf = std::fs::read(office.path("花脸稿.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    let (code, text) = office.told(&["compare", DRAFT, "signed", "--format", "pdf"]);
    assert_eq!(code, 0, "{text}");
    assert_eq!(std::fs::read(office.path("out/2024-03.changes.pdf")).unwrap(), pdf);
    // Not over the issue itself, nor over anything else.
    assert_eq!(office.told(&["compare", DRAFT, "signed", "-o", "out/2024-03.pdf"]).0, 2);
    assert_eq!(office.told(&["compare", DRAFT, "signed", "-o", DRAFT]).0, 2);
}

/// A picture may have no caption, under which nothing could be said of it.
#[test]
fn a_picture_that_is_new_or_another_is_told() {
    let files = crate::support::root().join("tests/files");
    let office = Office::new("");
    office.write("旧稿/2024-03.toml", "");
    for folder in ["drafts", "旧稿"] {
        std::fs::copy(files.join("现场.png"), office.path(folder).join("一.png")).unwrap();
        std::fs::copy(files.join("合影.jpg"), office.path(folder).join("二.jpg")).unwrap();
    }
    let plain = office.draft();
    let with = |picture: &str| {
        let figure = format!("credits = [\"人社局\"]\n\n[[column.item.figure]]\n{picture}\n");
        plain.replacen("credits = [\"人社局\"]\n", &figure, 1)
    };
    let one = "file = \"一.png\"\nalt = \"工地\"";
    let other = "file = \"二.jpg\"\nalt = \"工地\"";
    let cases = [
        (plain.clone(), with(one)),
        (with(one), plain.clone()),
        (with(one), with(other)),
        (with(one), with(&format!("{one}\nwidth = 50"))),
        (with(one), with(&format!("{one}\ncaption = \"现场\""))),
        (with(&format!("{one}\ncaption = \"现场\"")), with(one)),
        (plain.clone(), with(&format!("{one}\ncaption = \"现场\""))),
    ];
    for (old, new) in cases {
        office.write("旧稿/2024-03.toml", &old);
        office.write(DRAFT, &new);
        let told = office.told(&["compare", DRAFT, "旧稿/2024-03.toml", "-o", "花脸稿.pdf"]);
        assert_eq!(told.0, 0, "{old}\n{new}\n{}", told.1);
    }
}

type Item = (String, Vec<String>, Vec<String>);

fn written(columns: &[Vec<Item>]) -> String {
    let mut text = String::from("number = 3\ndate = 2024-01-19\n");
    for (index, items) in columns.iter().enumerate() {
        text.push_str(&format!("[[column]]\nname = \"栏{index}\"\n"));
        for (headline, body, credits) in items {
            text.push_str(&format!(
                "[[column.item]]\nheadline = \"{headline}\"\nbody = \"\"\"\n{}\n\"\"\"\ncredits = {credits:?}\n",
                body.join("\n\n")
            ));
        }
    }
    text
}

fn bulletin(columns: &[Vec<Item>]) -> Bulletin {
    lower(&entry(DRAFT, &written(columns)), &YANJIN.config)
}

fn items() -> impl Strategy<Value = Vec<Vec<Item>>> {
    let paragraph = "([甲乙丙丁戊己庚辛0-9，。]{1,18})(\\*\\*[壬癸1]{1,3}\\*\\*)?";
    let item = (
        "[子丑寅卯辰]{2,6}",
        prop::collection::vec(paragraph, 1..4),
        prop::collection::vec("[林水农]局", 0..3),
    );
    prop::collection::vec(prop::collection::vec(item, 0..4), 1..4)
}

/// One side of the marks: all texts that are not empty, sorted.
fn side(marks: &Marks, dropped: Change) -> Vec<String> {
    let text = |passages: &[Passage]| -> String {
        let kept = passages.iter().filter(|passage| passage.change != dropped);
        kept.map(|passage| passage.text.as_str()).collect()
    };
    let mut all = vec![];
    for item in marks.columns.iter().flat_map(|column| &column.items) {
        for part in &item.body {
            match part {
                PartMarks::Text(passages) => all.push(text(passages)),
                PartMarks::Table { rows, .. } => {
                    all.extend(rows.iter().flatten().map(|cell| text(cell)));
                }
            }
        }
    }
    all.retain(|text| !text.is_empty());
    all.sort();
    all
}

fn bodies(content: &Content) -> Vec<String> {
    let parts = content.items().flat_map(|(_, _, item)| &item.body);
    let mut all: Vec<String> = parts.map(|part| part.text.replace("**", "")).collect();
    all.retain(|text| !text.is_empty());
    all.sort();
    all
}

proptest! {
    /// Struck and unchanged words are the old texts, new and unchanged ones the new texts.
    #[test]
    fn both_sides_of_the_marks_are_whole(
        old in items(),
        new in items(),
        keep in prop::collection::vec(0usize..3, 12),
    ) {
        // Some of the old items stay, some with another place.
        let mut mixed = new;
        let mut keep = keep.into_iter();
        for (index, column) in old.iter().enumerate() {
            for item in column {
                match keep.next() {
                    Some(0) => mixed[0].push(item.clone()),
                    Some(1) => {
                        let place = index.min(mixed.len() - 1);
                        mixed[place].insert(0, item.clone());
                    }
                    _ => {}
                }
            }
        }
        let (before, after) = (bulletin(&old), bulletin(&mixed));
        let (was, is) = (Content::of(&before), Content::of(&after));
        let marks = marked(&was, &after, &|_| false).marks;
        prop_assert_eq!(side(&marks, Change::New), bodies(&was));
        prop_assert_eq!(side(&marks, Change::Struck), bodies(&is));
        if was == is {
            prop_assert_eq!(marks.count(), 0);
        }
    }
}
