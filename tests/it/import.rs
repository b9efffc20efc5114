//! Files that are no drafts become drafts, and lose nothing on the way.

use kuaibao::draft::{Draft, Item};
use kuaibao::import::outline::{Expected, Reference};
use kuaibao::import::{self, Imported};
use kuaibao::source::{Source, Spanned};
use kuaibao::zh::space::squeezed;

use crate::seeds::CORRECTIONS;
use crate::support::{ISSUES, YANJIN, issue, root};

/// The published texts say what the drafts made by hand say, but for the listed corrections.
#[test]
fn the_five_issues_import_to_their_drafts() {
    for name in ISSUES {
        let bytes = std::fs::read(root().join(format!("tests/raw/{name}.txt"))).unwrap();
        let (imported, draft) = imported(&format!("{name}.txt"), &bytes);
        assert_eq!(imported.proof.unplaced, 0, "{name}");
        assert_same(name, &draft, &issue(name).draft);
    }
}

/// One headline of the five issues has lost the space behind it; every other split is certain.
#[test]
fn only_what_cannot_be_decided_is_marked() {
    let mut marked = vec![];
    for name in ISSUES {
        let bytes = std::fs::read(root().join(format!("tests/raw/{name}.txt"))).unwrap();
        let (imported, _) = imported(&format!("{name}.txt"), &bytes);
        assert!(imported.outline.guesses.is_empty(), "{name}");
        for item in imported.outline.items() {
            marked.extend(item.guesses.iter().map(|_| (name, item.headline.clone())));
        }
    }
    let headline = "县医疗保障局全面发力确保农村低收入人口基本医疗有保障".to_owned();
    assert_eq!(marked, [("2023-38", headline)]);
}

/// Reads a file as an issue, and the draft that becomes of it as `check` would.
pub(crate) fn imported(name: &str, bytes: &[u8]) -> (Imported, Draft) {
    let workspace = &*YANJIN;
    let reference = Reference { config: &workspace.config, roster: &workspace.roster, date: None };
    let imported =
        import::import(name.as_ref(), bytes, Expected::Issue, reference).unwrap_or_else(|error| {
            panic!("{name}: {error}");
        });
    let text = import::toml::issue(&imported.outline, None, reference);
    let read = Draft::read(&Source::new("drafts/imported.toml", text.clone()));
    assert!(read.found.is_empty(), "{name}: {:?}\n{text}", read.found);
    (imported, read.value)
}

/// Field by field; slips of the printed issue that the draft has corrected are corrected first.
pub(crate) fn assert_same(name: &str, found: &Draft, wanted: &Draft) {
    let correct = |text: &str| {
        let own = CORRECTIONS.iter().filter(|correction| correction.issue == name);
        own.fold(text.to_owned(), |text, c| text.replace(c.printed, c.corrected))
    };
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| correct(text.trim()));
    assert_eq!(found.number, wanted.number, "{name}");
    assert_eq!(found.date, wanted.date, "{name}");
    assert_eq!(found.kind(), wanted.kind(), "{name}");
    assert_eq!(found.total, wanted.total, "{name}");
    assert_eq!(text(&found.note), text(&wanted.note), "{name}");
    // A list that equals the standing one, slips corrected, need not be written.
    let standing = squeezed(&YANJIN.config.distribution);
    let list = |list: &Option<Spanned<String>>| {
        text(list).map(|list| squeezed(&list)).filter(|list| *list != standing)
    };
    assert_eq!(list(&found.distribution), list(&wanted.distribution), "{name}");
    let columns = |draft: &Draft| -> Vec<(Option<String>, usize)> {
        draft.column.iter().map(|column| (text(&column.name), column.item.len())).collect()
    };
    assert_eq!(columns(found), columns(wanted), "{name}");
    let credits = |item: &Item| -> Vec<String> {
        item.credits
            .iter()
            .flat_map(|credits| credits.iter())
            .map(|credit| correct(credit))
            .collect()
    };
    for ((_, _, found), (_, _, wanted)) in found.items().zip(wanted.items()) {
        assert_eq!(text(&found.headline), text(&wanted.headline), "{name}");
        assert_eq!(text(&found.body), text(&wanted.body), "{name}");
        assert_eq!(credits(found), credits(wanted), "{name}");
    }
    let names = |draft: &Draft| -> Vec<Option<String>> {
        let signoff =
            draft.signoff.as_ref().map(|signoff| signoff.value.clone()).unwrap_or_default();
        signoff.roles().iter().map(|(_, _, name)| name.map(|name| name.trim().to_owned())).collect()
    };
    assert_eq!(names(found), names(wanted), "{name}");
    let unplaced = |draft: &Draft| -> Vec<Option<String>> {
        draft.unplaced.iter().map(|unplaced| text(&unplaced.text)).collect()
    };
    assert_eq!(unplaced(found), unplaced(wanted), "{name}");
}
