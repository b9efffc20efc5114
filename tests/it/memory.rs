//! How alike items are: measured on all pairs of the five issues and on copies of their items that
//! were changed by chance, so that the threshold stands between the two; and what the memory is
//! made of.

use std::sync::Arc;

use kuaibao::lint::{self, Subject};
use kuaibao::workspace::memory::{SIMILAR, Wording};
use kuaibao::workspace::{Entry, Workspace};

use crate::support::{COVERAGE, Chance, drafts, root, run, workspace, workspace_copy};

/// Bodies of all items of the five issues.
fn bodies(workspace: &Workspace) -> Vec<String> {
    let mut bodies = vec![];
    for entry in drafts(workspace) {
        let items = entry.draft.items();
        bodies.extend(items.filter_map(|(_, _, item)| Some(item.body.as_ref()?.value.clone())));
    }
    bodies
}

#[test]
fn different_items_of_real_issues_are_far_from_similar() {
    let bodies = bodies(&workspace());
    let wordings: Vec<Wording> = bodies.iter().map(|body| Wording::of(body)).collect();
    let mut most = 0.0f64;
    let mut pairs = 0;
    for (index, a) in wordings.iter().enumerate() {
        for b in &wordings[..index] {
            most = most.max(a.similarity(b));
            pairs += 1;
        }
    }
    assert_eq!(pairs, 741);
    assert!(most < SIMILAR / 5.0, "{most}");
}

/// A copy in which a part of the clauses is gone or said otherwise and most figures are others.
fn rewritten(body: &str, part: f64, chance: &mut Chance) -> String {
    let mut text = String::new();
    for clause in body.trim().split_inclusive(['，', '。', '；']) {
        match chance.part() / part {
            ..0.5 => {}
            ..1.0 => text.push_str("随后结合工作实际作进一步安排，"),
            _ => text.push_str(clause),
        }
    }
    let digit = |c: char| match c.is_ascii_digit() && chance.part() < 0.8 {
        true => char::from(b'0' + chance.below(10) as u8),
        false => c,
    };
    text.chars().map(digit).collect()
}

#[test]
fn copies_with_a_third_of_the_clauses_changed_are_similar_and_found() {
    let workspace = workspace();
    let bodies = bodies(&workspace);
    let mut chance = Chance::new(20_240_112);
    for (part, floor) in [(0.0, 1.0), (0.1, 1.0), (0.2, 0.98), (0.3, 0.95)] {
        let (mut similar, mut found, mut all) = (0u32, 0u32, 0u32);
        for body in bodies.iter().cycle().take(400) {
            let copy = Wording::of(&rewritten(body, part, &mut chance));
            let original = Wording::of(body);
            let is_similar = copy.similarity(&original) >= SIMILAR;
            all += 1;
            similar += u32::from(is_similar);
            // The index offers the item for a closer look.
            let offered = workspace.memory().candidates(&copy, |_| true).into_iter().any(|place| {
                let entry = workspace.whole(place.entry()).unwrap();
                let item = place.item(&entry.draft);
                item.body.as_ref().map(|body| body.as_str()) == Some(body)
            });
            found += u32::from(is_similar && offered);
        }
        let share = f64::from(similar) / f64::from(all);
        assert!(share >= floor, "{part}: {share}");
        assert_eq!(found, similar, "{part}: similar, but not offered by the index");
    }
}

/// An issue whose draft has left `drafts/` is remembered as it was released.
#[test]
fn a_released_issue_is_remembered_without_its_draft() {
    let folder = workspace_copy();
    let path = |name: &str| folder.path().join(name);
    let old = std::fs::read_to_string(path("drafts/2023-43.toml")).unwrap();
    std::fs::create_dir_all(path("archive/2023")).unwrap();
    std::fs::rename(path("drafts/2023-43.toml"), path("archive/2023/2023-43.toml")).unwrap();
    // Of several releases the last, and of an issue that is still a draft none.
    let again = old.replace("县供销社备播先备种", "县供销社备播先备好种");
    std::fs::write(path("archive/2023/2023-43.2.toml"), again).unwrap();
    std::fs::copy(path("drafts/2023-41.toml"), path("archive/2023/2023-41.toml")).unwrap();
    std::fs::write(path("archive/manifest.toml"), "").unwrap();
    let start = old.find("[[column.item]]\nheadline = \"县供销社").unwrap();
    let item = &old[start..start + old[start..].find("]\n\n").unwrap() + 3];
    let new = std::fs::read_to_string(path("drafts/2024-02.toml")).unwrap();
    let new = new.replacen("[[column.item]]", &format!("{item}[[column.item]]"), 1);
    std::fs::write(path("drafts/2024-02.toml"), new).unwrap();
    let checked = run(folder.path(), &["check", "drafts/2024-02.toml"]);
    let told = checked.stdout.find("repeated-item").map(|at| &checked.stdout[at..]);
    let told = told.unwrap_or_else(|| panic!("{}", checked.stdout));
    assert!(told.contains("2023年第43期印过"), "{told}");
    assert!(told.contains("archive/2023/2023-43.2.toml 第"), "{told}");
    let workspace = Workspace::open(folder.path(), folder.path()).unwrap();
    assert_eq!(workspace.issues().len() - workspace.drafts().len(), 1);
}

/// The same draft in another copy is no earlier issue.
#[test]
fn an_issue_is_not_compared_with_itself() {
    let workspace = workspace();
    for entry in drafts(&workspace) {
        for path in ["-", "elsewhere/2023-43.toml"] {
            let text = entry.source.text();
            let copy =
                kuaibao::workspace::Entry::read(path.as_ref(), text.into(), text.len() as u64);
            let subject = Subject::new(&copy, &workspace, &COVERAGE);
            let found = lint::check(&subject).diagnostics;
            let repeated = found.iter().filter(|d| d.code.ends_with("-item")).count();
            assert_eq!(repeated, 0, "{path}: {:?}", entry.source.path());
        }
    }
}

/// What is sent in is compared with released issues too, and figures count.
#[test]
fn a_submission_that_was_printed_before_is_pointed_out() {
    let folder = workspace_copy();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(path("archive/2023")).unwrap();
    std::fs::rename(path("drafts/2023-38.toml"), path("archive/2023/2023-38.toml")).unwrap();
    let workspace = workspace();
    let drafts = drafts(&workspace);
    let released = drafts.iter().find(|entry| entry.name.unwrap().number == 38).unwrap();
    let (_, _, item) = released.draft.items().next().unwrap();
    let body = item.body.as_ref().unwrap().trim();
    let others: String = body.chars().map(|c| if c.is_ascii_digit() { '7' } else { c }).collect();
    let said = |headline: &str, body: &str| {
        std::fs::write(path("来稿.txt"), format!("{headline} {body}（乡村振兴局）\n")).unwrap();
        let arguments =
            ["import", "--into", "drafts/2023-43.toml", "--column", "民生保障", "来稿.txt"];
        run(folder.path(), &arguments).stderr
    };
    let first = "archive/2023/2023-38.toml 第 1.1 条“县乡村振兴局优化营商环境助力乡村振兴”";
    for (headline, body, how) in [
        ("县乡村振兴局服务企业", body, "文字几乎相同"),
        ("县乡村振兴局服务企业发展", &others, "文字几乎相同，数字不同"),
        ("县乡村振兴局优化营商环境助力乡村振兴", "走访企业12家，解决问题3个。", "标题相同"),
    ] {
        let said = said(headline, body);
        assert!(said.contains(&format!("{first}{how}\n")), "{how}: {said}");
        // The next is compared with what is in the draft by now as well.
        std::fs::copy(root().join("drafts/2023-43.toml"), path("drafts/2023-43.toml")).unwrap();
    }
    said("县乡村振兴局服务企业", body);
    let said = said("县乡村振兴局服务企业", body);
    assert!(
        said.contains("drafts/2023-43.toml 第 2.4 条“县乡村振兴局服务企业”文字几乎相同"),
        "{said}"
    );
}

/// What a workspace finds in all of its drafts, whatever it went through before: each finding with
/// its places and its fix.
fn all_found(workspace: &Workspace) -> Vec<String> {
    let found = |entry: &Arc<Entry>| {
        let findings = lint::check(&Subject::new(entry, workspace, &COVERAGE));
        format!("{:#?}", findings.diagnostics)
    };
    let mut all: Vec<String> = crate::support::drafts(workspace).iter().map(found).collect();
    all.extend(workspace.issues().iter().map(|issue| format!("{issue:?}")));
    all
}

#[test]
fn drafts_that_change_come_and_go_one_by_one_leave_what_reading_all_anew_gives() {
    let folder = crate::support::workspace_copy();
    let path = |name: &str| folder.path().join("drafts").join(name);
    let text = |name: &str| std::fs::read_to_string(path(name)).unwrap();
    let open = || Workspace::open(folder.path(), folder.path()).unwrap();
    let mut kept = open();
    // Copies of issues, so that drafts have much to say of each other.
    let issues =
        ["2023-13", "2023-38", "2023-41", "2023-43", "2024-02"].map(|name| format!("{name}.toml"));
    let texts = issues.clone().map(|name| text(&name));
    let mut chance = crate::support::Chance::new(7);
    for round in 0..120 {
        let name = match chance.below(3) {
            0 => issues[chance.below(5)].clone(),
            _ => format!("20{:02}-{:02}.toml", 20 + chance.below(5), 50 + chance.below(8)),
        };
        let target = path(&name);
        let mut changed = vec![target.clone()];
        match chance.below(5) {
            0 if target.exists() => std::fs::remove_file(&target).unwrap(),
            1 if target.exists() => {
                let other = path(&format!("2030-{round}.toml"));
                std::fs::rename(&target, &other).unwrap();
                changed.push(other);
            }
            _ => {
                // A draft as it is by now goes on from there: most of its texts are known.
                let mut text = match std::fs::read_to_string(&target) {
                    Ok(text) if chance.below(2) == 0 => text,
                    _ => texts[chance.below(5)].clone(),
                };
                for _ in 0..chance.below(4) {
                    let at = text.floor_char_boundary(chance.below(text.len()));
                    let new = ["，", ",", "三", "\n", "**", "○", "大大", "[[column]]\n"];
                    text.insert_str(at, new[chance.below(8)]);
                }
                // What texts are judged by besides themselves.
                let day = format!("date = 2023-1{}-2{}", chance.below(3), chance.below(9));
                if chance.below(3) == 0
                    && let Some(start) = text.find("\ndate = ")
                    && let Some(end) = text[start + 1..].find('\n')
                {
                    text.replace_range(start + 1..start + 1 + end, &day);
                }
                if chance.below(4) == 0 {
                    text = text.replacen("editor = \"", "editor = \"㐂", 1);
                }
                std::fs::write(&target, text).unwrap();
            }
        }
        assert!(kept.refresh(&changed), "{round}");
        if round % 6 == 0 {
            assert_eq!(all_found(&kept), all_found(&open()), "{round}");
        }
    }
    assert!(!kept.refresh(&[folder.path().join("bulletin.toml")]), "settings are for all");
    // Other settings make another workspace, which knows nothing of what was found before.
    for (name, old, new) in [
        ("units.toml", "credit = \"", "credit = \"县"),
        ("bulletin.toml", "name = \"", "headline-max = 12\nname = \""),
    ] {
        let before = all_found(&kept);
        let file = folder.path().join(name);
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace(old, new)).unwrap();
        assert!(!kept.catch_up(), "{name}");
        kept = open();
        assert_ne!(all_found(&kept), before, "{name}");
    }
}
