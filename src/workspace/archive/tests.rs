use super::*;
use crate::draft::Kind;
use crate::workspace::files::InMemory;

#[test]
fn a_bulletin_released_again_keeps_its_old_file() {
    let name = Name { year: 2023, kind: Kind::Regular, number: 43 };
    assert_eq!(path_of(name, 0, "pdf"), Path::new("2023/2023-43.pdf"));
    assert_eq!(path_of(name, 1, "pdf"), Path::new("2023/2023-43.2.pdf"));
    assert_eq!(folder_of(name, 1), Path::new("2023/2023-43.2"));
}

fn release(name: &str) -> Release {
    let text = || name.to_owned();
    Release {
        name: text(),
        date: text(),
        on: None,
        pdf: text(),
        draft: text(),
        reason: None,
        reissue: None,
        before: None,
        forms: BTreeMap::default(),
        fingerprints: Fingerprints {
            pdf: text(),
            draft: text(),
            config: text(),
            roster: text(),
            template: text(),
            fonts: text(),
            version: text(),
        },
        files: BTreeMap::from([(text(), text())]),
    }
}

#[test]
fn whatever_is_altered_or_taken_out_is_found() {
    // Two by an older version.
    let mut manifest =
        Manifest { release: vec![release("1"), release("2")], ..Manifest::default() };
    assert!(manifest.is_sound());
    for name in ["3", "4", "5"] {
        manifest.add(release(name));
    }
    let text = manifest.text().expect("it is written");
    assert_eq!(Manifest::parse(text.as_bytes()).as_ref(), Some(&manifest));
    assert!(manifest.is_sound());
    for index in 1..5 {
        let mut without = manifest.clone();
        without.release.remove(index);
        assert!(!without.is_sound(), "without {index}");
        let mut altered = manifest.clone();
        altered.release[index].fingerprints.pdf = "x".to_owned();
        assert_eq!(altered.altered(), [index]);
        let mut swapped = manifest.clone();
        swapped.release.swap(index - 1, index);
        assert!(!swapped.is_sound(), "swapped {index}");
    }
    let empty = Manifest { release: vec![], ..manifest.clone() };
    assert!(!empty.is_sound());
    let mut late = manifest.clone();
    late.release.drain(..3);
    assert!(!late.is_sound(), "the first ones are gone");
}

#[test]
fn a_damaged_manifest_is_taken_from_its_backup() {
    let root = Path::new("/刊");
    let path = |name: &str| root.join(FOLDER).join(name);
    let mut manifest = Manifest::default();
    manifest.add(release("1"));
    manifest.add(release("2"));
    let good = manifest.text().expect("it is written");
    let cut = good[..good.floor_char_boundary(good.len() / 2)].to_owned();
    let altered = good.replace("name = \"1\"", "name = \"3\"");
    let emptied = good.lines().next().unwrap_or_default().to_owned();
    let nothing = String::new();
    for (own, backup, expected) in [
        (Some(&good), None, Some(false)),
        (Some(&good), Some(&cut), Some(false)),
        (Some(&cut), Some(&good), Some(true)),
        (Some(&altered), Some(&good), Some(true)),
        (None, Some(&good), Some(true)),
        (Some(&emptied), Some(&good), Some(true)),
        (Some(&nothing), Some(&good), Some(true)),
        (Some(&cut), Some(&cut), None),
        (Some(&cut), None, None),
    ] {
        let files = InMemory::new();
        if let Some(text) = own {
            files.insert(path(MANIFEST_FILE), text.as_str());
        }
        if let Some(text) = backup {
            files.insert(path(BACKUP_FILE), text.as_str());
        }
        match (Manifest::find(&files, root), expected) {
            (Ok(found), Some(from_backup)) => {
                assert_eq!(found.manifest, manifest);
                assert_eq!(found.from_backup, from_backup);
                assert_eq!(found.backup_lost, backup.is_none_or(|text| *text != good));
                assert_eq!(found.saved.is_some(), own.is_some());
            }
            (Err(error), None) => assert!(error.to_string().contains("被改坏了"), "{error}"),
            (found, _) => panic!("{found:?}"),
        }
    }
    // Altered, and no backup: it is what there is, and verifying tells.
    let files = InMemory::new();
    files.insert(path(MANIFEST_FILE), altered.as_str());
    let found = Manifest::find(&files, root).expect("it is read");
    assert_eq!((found.from_backup, found.manifest.altered()), (false, vec![0]));
    assert_eq!(Manifest::find(&InMemory::new(), root).ok(), Some(Found::default()));
}

#[test]
fn line_ends_of_texts_may_be_another_systems() {
    let then = |text: &str| hash(&[text.as_bytes()]);
    let (unix, dos) = ("a = 1\n中\n", "a = 1\r\n中\r\n");
    for (path, bytes, then, unchanged) in [
        ("2023/2023-43.toml", dos, then(unix), true),
        ("2023/2023-43/表.CSV", unix, then(dos), true),
        ("2023/2023-43.toml", "a = 2\r\n中\r\n", then(unix), false),
        ("2023/2023-43.toml", "a = 1\n\n中\n", then(unix), false),
        ("2023/2023-43.pdf", dos, then(unix), false),
    ] {
        assert_eq!(is_unchanged(path, bytes.as_bytes(), &then), unchanged, "{path} {bytes:?}");
    }
}

#[test]
fn the_first_changed_line_is_found() {
    assert_eq!(first_changed_line("a\nb\n", "a\nb\n"), None);
    assert_eq!(first_changed_line("a\nb\n", "a\nx\n"), Some(2));
    assert_eq!(first_changed_line("a\n", "a\nb\n"), Some(2));
}
