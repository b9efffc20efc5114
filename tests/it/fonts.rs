//! The program's faces, each cut into a common and a rare file, are as whole as they were.

use kuaibao::config::{Fonts, PageTarget};
use kuaibao::typeset::fonts::Origin;
use kuaibao::typeset::{FontSet, Role, Setting, Template, Typesetter};
use kuaibao::workspace::Entry;
use kuaibao::workspace::files::Place;

use crate::support::{COVERAGE, YANJIN, entry, issue, lower, print, root, run, workspace_copy};

/// Han characters that only the rare file of the body's face has, one that no 仿宋 has, and one in
/// Extension A.
const RARE: &str = "饕餮齉龥㑇";

#[test]
fn rare_characters_are_printed_in_the_face_of_their_neighbours() {
    assert!(RARE.chars().all(|c| COVERAGE.has(Role::Body, c)));
    let fitted = print(&lower(&with_rare(), &YANJIN.config), false, PageTarget::Auto);
    assert!(fitted.pages.missing_glyphs().is_empty(), "rare files are reached");
    let texts = fitted.pages.texts();
    let face = |c: char| texts.iter().find(|text| text.text.contains(c)).map(|t| t.font.as_str());
    let zhuque = Some("Zhuque Fangsong (technical preview)");
    assert_eq!([face('饕'), face('餮')], [zhuque, zhuque]);
    assert_eq!(face('齉'), zhuque);
    assert_eq!(face('龥'), Some("Noto Serif CJK SC"), "no 仿宋 has it");
    assert!(texts.iter().all(|text| !text.font.ends_with("Rare")));
}

#[test]
fn each_face_of_a_role_is_listed_once() {
    let fonts = FontSet::load(None, &Fonts::default()).unwrap();
    for role in Role::ALL {
        let faces = fonts.faces(role);
        let mut families: Vec<&str> = faces.iter().map(|face| face.family).collect();
        assert!(families.iter().all(|family| !family.ends_with("Rare")), "{families:?}");
        let all = families.len();
        families.sort_unstable();
        families.dedup();
        assert_eq!(families.len(), all, "{role:?}: {families:?}");
    }
    let listed = run(root(), &["fonts"]).stdout;
    assert!(listed.contains("（自带，NotoSerifCJKsc-Regular.ttf，引号先用它）"), "{listed}");
    assert!(listed.contains("（自带，gkai00mp.ttf，只用于汉字）"), "{listed}");
}

#[test]
fn a_face_of_the_workspace_takes_the_place_of_both_files() {
    let folder = workspace_copy();
    let fonts = folder.path().join("fonts");
    std::fs::create_dir(&fonts).unwrap();
    // Any face of the right family will do; this one has no rare characters.
    let from = root().join("fonts/prepared/ZhuqueFangsong-Regular.ttf");
    std::fs::copy(from, fonts.join("ZhuqueFangsong-Regular.ttf")).unwrap();
    let set = FontSet::load(Some(Place::on_disk(folder.path())), &Fonts::default()).unwrap();
    let body = set.faces(Role::Body);
    let replaced = body.iter().find(|face| face.family.starts_with("Zhuque")).unwrap();
    assert!(matches!(replaced.origin, Origin::Workspace(_)), "{:?}", replaced.origin);
    let typesetter = Typesetter::new(set, Template::load(None, "kuaibao").unwrap());
    let bulletin = lower(&with_rare(), &YANJIN.config);
    let pages = typesetter.lay_out(&bulletin, Setting::STANDARD, false).unwrap();
    let text = pages.texts().iter().find(|text| text.text.contains('饕')).unwrap();
    assert_eq!(text.font, "Noto Serif CJK SC", "the face of the workspace lacks it");
}

/// A real issue with rare characters in its first body.
fn with_rare() -> Entry {
    let text = issue("2023-43").source.text();
    let rare = text.replacen("body = \"\"\"\n", &format!("body = \"\"\"\n{RARE}的字。"), 1);
    assert_ne!(rare, text);
    entry("-", &rare)
}
