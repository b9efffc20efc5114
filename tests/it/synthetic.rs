//! Copy-fitting on 200 bulletins of one to a dozen pages, made of the items of the five issues.

use std::fmt::Write as _;
use std::sync::LazyLock;

use kuaibao::bulletin::{Bulletin, Column, Item};
use kuaibao::config::{Fonts, Limits, PageTarget};
use kuaibao::typeset::fit::{self, Fitted, Verdict};
use kuaibao::typeset::{FontSet, MarkKind, Setting, Template, Typesetter};

use crate::support::{ISSUES, YANJIN, issue, lower};

static PRESS: LazyLock<Typesetter> = LazyLock::new(|| {
    let fonts = FontSet::load(None, &Fonts::default()).expect("faces");
    Typesetter::new(fonts, Template::load(None, "kuaibao").expect("a template"))
});

/// All items of the five issues, with the names of their columns.
static ITEMS: LazyLock<Vec<(String, Item)>> = LazyLock::new(|| {
    let bulletins = ISSUES.map(|name| lower(issue(name), &YANJIN.config));
    let columns = bulletins.into_iter().flat_map(|bulletin| bulletin.columns);
    columns
        .flat_map(|column| column.items.into_iter().map(move |item| (column.name.clone(), item)))
        .collect()
});

/// A bulletin of `count` items, chosen by a little generator of its own so that it is the same
/// for ever.
fn bulletin(seed: u64) -> Bulletin {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % most as u64) as usize
    };
    let count = 1 + next(28);
    let mut columns: Vec<Column> = vec![];
    for _ in 0..count {
        let (name, item) = &ITEMS[next(ITEMS.len())];
        // Three in four join the column before.
        if columns.is_empty() || next(4) == 0 {
            columns.push(Column { name: name.clone(), items: vec![] });
        }
        columns.last_mut().expect("just made").items.push(item.clone());
    }
    Bulletin { columns, contents: false, ..lower(issue(ISSUES[next(5)]), &YANJIN.config) }
}

fn record(seed: u64) -> String {
    let bulletin = bulletin(seed);
    let items = bulletin.columns.iter().map(|column| column.items.len()).sum::<usize>();
    // The pages wanted: even ones, or a number that may be had or not.
    let target = match seed % 4 {
        0 => PageTarget::Exactly(4),
        1 => PageTarget::Exactly(2 * (1 + (items as u32) / 5)),
        2 => PageTarget::Auto,
        _ => PageTarget::Even,
    };
    let fitted = fit::fit(&PRESS, &bulletin, false, target, Limits::default()).expect("laid out");
    holds(seed, target, &fitted);
    let setting = fitted.setting;
    let verdict = match &fitted.verdict {
        Verdict::Met => "met".to_owned(),
        Verdict::Over { wanted, lines, cuts, moves, .. } => {
            let cuts =
                cuts.iter().map(|cut| format!("{}.{}-{}", cut.column, cut.item, cut.characters));
            let moves = moves.iter().map(|item| format!("{}.{}", item.column, item.item));
            let all: Vec<String> = cuts.take(2).chain(moves).collect();
            format!("{lines} lines over {wanted}: {}", all.join(" "))
        }
        Verdict::Short { wanted, lines } => format!("{lines} lines short of {wanted}"),
        Verdict::Odd => "odd".to_owned(),
    };
    format!(
        "{seed:3} {items:2} items {target:?} → {} pages {}×{} m{} c{} {verdict}\n",
        fitted.pages.count(),
        setting.lines,
        setting.characters,
        setting.masthead,
        setting.column
    )
}

/// What is true of every fitted bulletin.
fn holds(seed: u64, target: PageTarget, fitted: &Fitted) {
    let setting = fitted.setting;
    let limits = Limits::default();
    let count = fitted.pages.count();
    assert!((limits.pitch_min..=limits.pitch_max).contains(&setting.pitch()), "{seed}");
    assert!(
        setting.size() >= limits.size_min && setting.size() <= Setting::STANDARD.size(),
        "{seed}"
    );
    match (target, &fitted.verdict) {
        (PageTarget::Exactly(pages), Verdict::Met) => assert_eq!(count, pages as usize, "{seed}"),
        (PageTarget::Exactly(pages), Verdict::Over { wanted, lines, .. }) => {
            assert!(count > pages as usize && *wanted == pages as usize, "{seed}");
            assert!(*lines > 0, "{seed}");
        }
        (PageTarget::Exactly(pages), Verdict::Short { .. }) => {
            assert!(count < pages as usize, "{seed}");
        }
        (PageTarget::Even, Verdict::Met) => {
            assert!(count == 1 || count.is_multiple_of(2), "{seed}")
        }
        (PageTarget::Even, Verdict::Odd) => assert!(count % 2 == 1, "{seed}"),
        (PageTarget::Auto, Verdict::Met) => {}
        other => panic!("{seed}: {other:?}"),
    }
    let marks = fitted.pages.marks();
    let end = marks.iter().find(|mark| mark.kind == MarkKind::End).expect("an end block");
    assert_eq!(end.page, count, "{seed}: the end block is on the last page");
}

fn records(from: u64) -> String {
    let mut text = String::new();
    for seed in from..from + 50 {
        let _ = text.write_str(&record(seed));
    }
    text
}

// Four tests, so that they run side by side.

#[test]
fn fitting_of_bulletins_1_to_50() {
    insta::assert_snapshot!(records(1));
}

#[test]
fn fitting_of_bulletins_51_to_100() {
    insta::assert_snapshot!(records(51));
}

#[test]
fn fitting_of_bulletins_101_to_150() {
    insta::assert_snapshot!(records(101));
}

#[test]
fn fitting_of_bulletins_151_to_200() {
    insta::assert_snapshot!(records(151));
}
