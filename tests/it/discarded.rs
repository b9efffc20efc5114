//! A draft that was begun by mistake is put away with all that is kept of it, and brought back.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kuaibao::office::discard::{bring_back, discard, discarded};
use kuaibao::office::store::Who;
use kuaibao::office::{Office, Refusal};
use kuaibao::workspace::files::InMemory;

use crate::support::root;

const ROOT: &str = "/快报";
const KEPT: [&str; 4] = [
    "drafts/2024-03.toml",
    ".kuaibao/2024-03.undo",
    "rounds/2024-03/log.toml",
    "rounds/2024-03/1/content.json",
];

fn at(name: &str) -> PathBuf {
    Path::new(ROOT).join(name)
}

fn files(all: &[(&str, &str)]) -> InMemory {
    let files = InMemory::new();
    files.insert(at("bulletin.toml"), std::fs::read(root().join("bulletin.toml")).unwrap());
    for (name, text) in all {
        files.insert(at(name), text.as_bytes());
    }
    files
}

fn office(files: &InMemory) -> Office {
    let root = Path::new(ROOT);
    Office::open_to_write(Arc::new(files.clone()), root, root, Who::default()).unwrap()
}

fn put_away(files: &InMemory, draft: &str) -> anyhow::Result<PathBuf> {
    let office = office(files);
    let chosen = office.one(Path::new(draft))?;
    discard(&office, &chosen)
}

#[test]
fn all_that_is_kept_goes_and_comes_back() {
    let draft = "number = 3\ndate = 2024-01-19 # 起错了\n";
    let all = KEPT.map(|name| (name, if name.starts_with("drafts") { draft } else { name }));
    let files = files(&all);
    files.insert(at("rounds/2024-02/log.toml"), "别的");
    files.insert(at("drafts/2024-03-1.png"), "图");
    let before = files.all();
    let shown = put_away(&files, "drafts/2024-03.toml").unwrap();
    assert_eq!(shown, Path::new("drafts/2024-03.toml"));
    let now = files.all();
    for name in KEPT {
        assert!(!now.contains_key(&at(name)), "{name}");
    }
    assert!(now.contains_key(&at("rounds/2024-02/log.toml")));
    assert!(now.contains_key(&at("drafts/2024-03-1.png")));
    // Another of its name is begun meanwhile, and put away, too.
    files.insert(at("drafts/2024-03.toml"), "number = 3\n");
    let first = discarded(&office(&files)).remove(0);
    let refusal = bring_back(&office(&files), &first).unwrap_err().downcast::<Refusal>().unwrap();
    assert!(matches!(refusal, Refusal::Exists { .. }));
    put_away(&files, "drafts/2024-03.toml").unwrap();
    let listed = discarded(&office(&files));
    let names: Vec<_> = listed.iter().map(|one| (one.place, one.name.as_str())).collect();
    assert_eq!(names, [(2, "2024-03"), (1, "2024-03")]);
    bring_back(&office(&files), &listed[1]).unwrap();
    let now = files.all();
    for name in KEPT {
        assert_eq!(now.get(&at(name)), before.get(&at(name)), "{name}");
    }
    assert_eq!(discarded(&office(&files)).len(), 1);
}

#[test]
fn what_is_released_signed_or_no_issue_stays() {
    let manifest = "[[release]]\nname = \"2024-03\"\ndate = \"2024-01-19\"\npdf = \"2024/2024-03.pdf\"\ndraft = \"2024/2024-03.toml\"\n[release.fingerprints]\npdf = \"\"\ndraft = \"\"\nconfig = \"\"\nroster = \"\"\ntemplate = \"\"\nfonts = \"\"\nversion = \"\"\n";
    let plain = "number = 3\ndate = 2024-01-19\n";
    let signed = format!(
        "{plain}[signoff]\neditor = \"甲\"\n\n[[signoff.signed]]\nas = \"责任编辑\"\nby = \"甲\"\non = 2024-01-18\ncontent = \"0\"\nshort = \"0\"\n"
    );
    type Is = fn(&Refusal) -> bool;
    type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, Is);
    let cases: [Case<'_>; 4] = [
        (
            &[("drafts/2024-03.toml", plain), ("archive/manifest.toml", manifest)],
            "drafts/2024-03.toml",
            |refusal| matches!(refusal, Refusal::ReleasedStays { .. }),
        ),
        (&[("drafts/2024-03.toml", &signed)], "drafts/2024-03.toml", |refusal| {
            matches!(refusal, Refusal::SignedStays { .. })
        }),
        (&[("drafts/held.toml", "")], "drafts/held.toml", |refusal| {
            matches!(refusal, Refusal::NotOfTheDrafts { .. })
        }),
        (&[("别处/2024-03.toml", plain)], "别处/2024-03.toml", |refusal| {
            matches!(refusal, Refusal::NotOfTheDrafts { .. })
        }),
    ];
    for (all, draft, is) in cases {
        let files = files(all);
        let before = files.all();
        let refusal = put_away(&files, draft).unwrap_err().downcast::<Refusal>().unwrap();
        assert!(is(&refusal), "{refusal:?}");
        let same = |name: &PathBuf| files.all().get(name) == before.get(name);
        assert!(before.keys().all(same));
    }
}
