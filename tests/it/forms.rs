//! Every form says what the bulletin says, and what a broken one says otherwise is found.

use std::sync::LazyLock;

use kuaibao::bulletin::block::{Run, Table};
use kuaibao::bulletin::words::Manner;
use kuaibao::bulletin::{Block, Bulletin};
use kuaibao::config::{Config, Limits, PageTarget};
use kuaibao::export::{FORMS, File, Form, Made, Options};
use kuaibao::import::outline::Reference;
use kuaibao::typeset::fit::{self, Fitted};
use kuaibao::typeset::template::names;
use kuaibao::typeset::{FontSet, Template, Typesetter};
use kuaibao::workspace::Entry;
use kuaibao::workspace::files::Disk;

use crate::support::{Chance, ISSUES, YANJIN, issue, lower, root};

/// The program's templates by name.
static PRESSES: LazyLock<Vec<(&str, Typesetter)>> = LazyLock::new(|| {
    let press = |name| {
        let fonts = FontSet::load(None, &YANJIN.config.fonts).expect("faces");
        (name, Typesetter::new(fonts, Template::load(None, name).expect("a template")))
    };
    names().map(press).collect()
});

/// The draft with everything in it: tables, pictures, subheads, a note, a total number.
static EVERYTHING: LazyLock<Entry> = LazyLock::new(|| {
    let folder = root().join("tests/files");
    let text = std::fs::read(folder.join("2024-z03.toml")).expect("a draft");
    let length = text.len() as u64;
    Entry::read("drafts/2024-z03.toml".as_ref(), text, length).attach(&Disk, &folder)
});

fn config(template: &str) -> Config {
    let mut config = YANJIN.config.clone();
    config.template.value = template.to_owned();
    config
}

fn full(entry: &Entry, config: &Config) -> Bulletin {
    Bulletin {
        report_to: "市政府办公室。".to_owned(),
        send_to: "县委各部委。".to_owned(),
        copies: Some(60),
        ..lower(entry, config)
    }
}

fn fitted(press: &Typesetter, bulletin: &Bulletin) -> Fitted {
    fit::fit(press, bulletin, false, PageTarget::Even, Limits::default()).expect("laid out")
}

fn made<'a>(
    bulletin: &'a Bulletin,
    fitted: &'a Fitted,
    typesetter: &'a Typesetter,
    config: &'a Config,
) -> Made<'a> {
    let reference = Reference { config, roster: &YANJIN.roster, date: Some(bulletin.date) };
    Made {
        bulletin,
        fitted,
        typesetter,
        reference,
        stem: "2024-07",
        draft: "",
        proof: false,
        remarks: vec![],
    }
}

/// Makes a bulletin in every form that is read back, in each template.
fn in_each(
    bulletin: impl Fn(&Config) -> Bulletin,
    look: impl Fn(&str, Form, &[File], &Bulletin, Manner),
) {
    for (template, press) in PRESSES.iter() {
        let config = config(template);
        let bulletin = bulletin(&config);
        let fitted = fitted(press, &bulletin);
        let made = made(&bulletin, &fitted, press, &config);
        for row in FORMS.iter().filter(|row| row.form.is_proven()) {
            let options = Options { copy: true, ..Options::default() };
            let files = row.form.make(&made, &options);
            let files = files.unwrap_or_else(|error| panic!("{template}, {:?}: {error}", row.form));
            look(template, row.form, &files, &bulletin, made.manner());
        }
    }
}

#[test]
fn every_draft_is_made_in_every_form_and_says_the_same() {
    for name in ISSUES {
        for contents in [false, true] {
            let bulletin = |config: &Config| Bulletin { contents, ..lower(issue(name), config) };
            in_each(bulletin, |_, _, files, _, _| assert!(!files[0].bytes.is_empty()));
        }
    }
    in_each(
        |config| full(&EVERYTHING, config),
        |_, _, files, _, _| assert!(!files[0].bytes.is_empty()),
    );
}

/// Breaks a bulletin in one way; `None` where there is nothing to break in that way.
type Breakage = fn(&mut Bulletin, &mut Chance) -> Option<()>;

const BREAKAGES: &[(&str, Breakage)] = &[
    ("a dropped item", |bulletin, chance| {
        let column = chance.below(bulletin.columns.len());
        let items = &mut bulletin.columns[column].items;
        items.remove(chance.below(items.len()));
        Some(())
    }),
    ("a changed digit", |bulletin, chance| {
        change(bulletin, chance, |c| match c {
            '0'..='8' => char::from_u32(c as u32 + 1),
            '9' => Some('0'),
            _ => None,
        })
    }),
    ("a changed character", |bulletin, chance| {
        change(bulletin, chance, |c| match c {
            '县' => Some('市'),
            '的' => Some('地'),
            '，' => Some('、'),
            _ => None,
        })
    }),
    ("columns swapped", |bulletin, _| {
        let count = bulletin.columns.len();
        (count > 1).then(|| bulletin.columns.swap(0, count - 1))
    }),
    ("items swapped", |bulletin, _| {
        let column = bulletin.columns.iter_mut().find(|column| column.items.len() > 1)?;
        column.items.swap(0, 1);
        Some(())
    }),
    ("a run no longer strong", |bulletin, _| {
        let run = runs(bulletin).find(|run| run.strong)?;
        run.strong = false;
        Some(())
    }),
    ("paragraphs joined", |bulletin, _| {
        let bodies = bulletin.columns.iter_mut().flat_map(|column| &mut column.items);
        for item in bodies {
            for at in 1..item.body.len() {
                let (before, after) = item.body.split_at_mut(at);
                if let (Some(Block::Paragraph(one)), Some(Block::Paragraph(two))) =
                    (before.last_mut(), after.first_mut())
                {
                    one.append(two);
                    item.body.remove(at);
                    return Some(());
                }
            }
        }
        None
    }),
    ("two cells of a table swapped", |bulletin, _| {
        let table = tables(bulletin).next()?;
        let row = table.rows.iter_mut().find(|row| row.len() > 1 && row[0] != row[1])?;
        row.swap(0, 1);
        Some(())
    }),
    ("a row less", |bulletin, _| tables(bulletin).next()?.rows.pop().map(|_| ())),
    ("a credit less", |bulletin, _| {
        bulletin
            .columns
            .iter_mut()
            .flat_map(|column| &mut column.items)
            .find_map(|item| item.credits.pop())
            .map(|_| ())
    }),
    ("another signature", |bulletin, _| {
        bulletin.signoff.approver.push('甲');
        Some(())
    }),
];

fn runs(bulletin: &mut Bulletin) -> impl Iterator<Item = &mut Run> {
    let blocks = bulletin
        .columns
        .iter_mut()
        .flat_map(|column| &mut column.items)
        .flat_map(|item| &mut item.body);
    blocks
        .filter_map(|block| match block {
            Block::Paragraph(runs) => Some(runs),
            _ => None,
        })
        .flatten()
}

fn tables(bulletin: &mut Bulletin) -> impl Iterator<Item = &mut Table> {
    let blocks = bulletin
        .columns
        .iter_mut()
        .flat_map(|column| &mut column.items)
        .flat_map(|item| &mut item.body);
    blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

/// Changes one of the characters for which there is another.
fn change(
    bulletin: &mut Bulletin,
    chance: &mut Chance,
    other: fn(char) -> Option<char>,
) -> Option<()> {
    let count =
        runs(bulletin).flat_map(|run| run.text.chars()).filter(|c| other(*c).is_some()).count();
    if count == 0 {
        return None;
    }
    let mut left = chance.below(count) + 1;
    for run in runs(bulletin) {
        let changed = run.text.chars().map(|c| match other(c) {
            Some(new) => {
                left = left.wrapping_sub(1);
                if left == 0 { new } else { c }
            }
            None => c,
        });
        run.text = changed.collect();
    }
    Some(())
}

/// What a form does not show cannot be found in it: a message of headlines has no figures.
fn shows(form: Form, what: &str) -> bool {
    form != Form::Chat || ["a dropped item", "columns swapped", "items swapped"].contains(&what)
}

#[test]
fn whatever_is_broken_in_a_form_is_found() {
    let mut found = 0;
    let mut chance = Chance::new(7);
    for name in [Some("2023-43"), Some("2023-41"), None] {
        let whole = |config: &Config| match name {
            Some(name) => lower(issue(name), config),
            None => full(&EVERYTHING, config),
        };
        for (what, breakage) in BREAKAGES {
            let seed = chance.next();
            let broken = |config: &Config| {
                let mut bulletin = whole(config);
                breakage(&mut bulletin, &mut Chance::new(seed)).map(|()| bulletin)
            };
            if broken(&YANJIN.config).is_none() {
                continue;
            }
            in_each(
                |config| broken(config).expect("broken in any template"),
                |template, form, files, _, manner| {
                    let meant = whole(&config(template));
                    let proof = form.prove(files, &meant, manner);
                    assert_eq!(
                        proof.is_err(),
                        shows(form, what),
                        "{name:?}, {template}, {form:?}: {what}"
                    );
                },
            );
            found += 1;
        }
    }
    assert!(found >= 20, "{found} breakages");
}

/// A leader who says 2.4 means the item beside it.
#[test]
fn a_number_beside_another_item_is_found() {
    let (template, press) = &PRESSES[0];
    let config = config(template);
    let bulletin = lower(issue("2023-43"), &config);
    let fitted = fitted(press, &bulletin);
    let made = Made { proof: true, ..made(&bulletin, &fitted, press, &config) };
    let mut files = Form::Docx.make(&made, &Options::default()).expect("a document");
    Form::Docx.prove(&files, &bulletin, made.manner()).expect("as it should be");
    let mut parts = crate::back::parts(&files[0].bytes);
    for (name, bytes) in &mut parts {
        if name == "word/document.xml" {
            let document = String::from_utf8(bytes.clone()).expect("text");
            assert!(document.contains(">2.2<"));
            *bytes = document.replace(">2.2<", ">2.3<").into_bytes();
        }
    }
    files[0].bytes = crate::back::package(&parts);
    assert!(Form::Docx.prove(&files, &bulletin, made.manner()).is_err());
}

#[test]
fn equal_bulletins_give_equal_files() {
    let once = std::cell::RefCell::new(vec![]);
    for round in 0..2 {
        let at = std::cell::Cell::new(0);
        in_each(
            |config| full(&EVERYTHING, config),
            |template, form, files, _, _| {
                let bytes: Vec<Vec<u8>> = files.iter().map(|file| file.bytes.clone()).collect();
                if round == 0 {
                    once.borrow_mut().push(bytes);
                } else {
                    assert!(once.borrow()[at.get()] == bytes, "{template}, {form:?}");
                }
                at.set(at.get() + 1);
            },
        );
    }
}

/// What the editor of a 公众号 takes out is not there to be taken out.
#[test]
fn an_article_survives_the_editor_of_an_official_account() {
    in_each(
        |config| full(&EVERYTHING, config),
        |_, form, files, bulletin, manner| {
            if form != Form::Wechat {
                return;
            }
            let page = String::from_utf8(files[0].bytes.clone()).expect("UTF-8");
            let filtered = filtered(&page);
            assert_eq!(
                filtered.trim(),
                page.split_once("<body>")
                    .expect("a body")
                    .1
                    .split("</body>")
                    .next()
                    .expect("a body")
                    .trim()
            );
            // And it still says the same.
            let mut after = files.to_vec();
            after[0].bytes = filtered.into_bytes();
            form.prove(&after, bulletin, manner).expect("the same text");
            let pictures: Vec<&str> = files[1..].iter().map(|file| file.ending.as_str()).collect();
            assert!(pictures.iter().any(|ending| ending.ends_with(".png")), "{pictures:?}");
        },
    );
}

/// Takes out of a page what that editor takes out: everything outside the body; style, script, link,
/// form and frame elements; classes, identifiers, handlers, data; positions, faces, addresses in styles.
fn filtered(page: &str) -> String {
    let body =
        page.split_once("<body>").expect("a body").1.split("</body>").next().expect("a body");
    let mut out = String::new();
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let end = at + rest[at..].find('>').expect("a tag ends") + 1;
        let tag = &rest[at..end];
        rest = &rest[end..];
        let name =
            tag.trim_start_matches(['<', '/']).split([' ', '>', '/']).next().unwrap_or_default();
        let dropped = [
            "style", "script", "link", "meta", "form", "input", "button", "iframe", "object",
            "svg", "a", "h1", "h2", "h3", "article", "header", "footer", "div", "figure",
        ];
        if dropped.contains(&name) {
            continue;
        }
        let mut kept = tag.to_owned();
        for attribute in ["class=", "id=", "onclick=", "data-", "href="] {
            if let Some(at) = kept.find(&format!(" {attribute}")) {
                let value = kept[at..].find('"').map_or(kept.len(), |quote| at + quote + 1);
                let close = kept[value..].find('"').map_or(kept.len(), |quote| value + quote + 1);
                kept.replace_range(at..close, "");
            }
        }
        for property in
            ["position:", "font-family:", "url(", "transform:", "animation", "z-index:", "float:"]
        {
            if kept.contains(property) {
                kept = kept.replace(property, "");
            }
        }
        out.push_str(&kept);
    }
    out.push_str(rest);
    out
}

/// A group takes so many characters; more are parted, and it is said.
#[test]
fn a_message_is_never_longer_than_a_group_takes_without_a_word() {
    for count in [1, 60, 400] {
        let bulletin = |config: &Config| {
            let mut bulletin = lower(issue("2023-43"), config);
            let item = bulletin.columns[0].items[0].clone();
            bulletin.columns[0].items = vec![item; count];
            bulletin
        };
        // Headlines alone matter here; one template and no pages do.
        let (template, press) = &PRESSES[0];
        let config = config(template);
        let bulletin = bulletin(&config);
        let pages = fitted(press, &lower(issue("2023-43"), &config));
        let made = made(&bulletin, &pages, press, &config);
        let files = Form::Chat.make(&made, &Options::default()).expect("a message");
        let text = String::from_utf8(files[0].bytes.clone()).expect("UTF-8");
        let messages: Vec<&str> = text.split("－－－－－－－－").collect();
        assert_eq!(files[0].notes.is_empty(), messages.len() == 1, "{count}");
        for message in messages {
            assert!(message.trim().chars().count() <= 2000, "{count}");
        }
    }
}
