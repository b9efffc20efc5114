//! An editor's week through the office alone: no process, no disk, no clock.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use kuaibao::config::Fonts;
use kuaibao::export::{Form, Options};
use kuaibao::lint::fix::Trust;
use kuaibao::office::edit::Edited;
use kuaibao::office::filing::{self, Filing};
use kuaibao::office::next::{self, Wanted};
use kuaibao::office::outline::Outline;
use kuaibao::office::press::Press;
use kuaibao::office::print::{self, Job, Printed, Target};
use kuaibao::office::said::Said;
use kuaibao::office::store::Who;
use kuaibao::office::verify::{self, Fault};
use kuaibao::office::{Office, Refusal, held, intake, mend, moving, release};
use kuaibao::source::{Findings, Level};
use kuaibao::typeset::{FontSet, Setting, Template, Typesetter};
use kuaibao::workspace::files::{Buffers, InMemory, Place};

use crate::import_docx::{package_of, paragraph};
use crate::support::{COVERAGE, YANJIN, issue, lower, root};

/// Where the workspace is, on no disk.
const ROOT: &str = "/快报";

/// A workspace in memory with the repository's settings and roster.
fn files() -> InMemory {
    let files = InMemory::new();
    for name in ["bulletin.toml", "units.toml"] {
        files.insert(at(name), std::fs::read(root().join(name)).unwrap());
    }
    files
}

fn at(name: &str) -> PathBuf {
    Path::new(ROOT).join(name)
}

fn open(files: &InMemory) -> Office {
    let who = Who { name: "李勉".to_owned(), now: "2024-02-05 09:00:00".to_owned() };
    let buffers = Buffers::over(Arc::new(files.clone()));
    Office::open(Arc::new(buffers), Path::new(ROOT), Path::new(ROOT), who).unwrap()
}

fn edited(office: &Office, path: &str) -> Edited {
    Edited::open(office, &office.one(Path::new(path)).unwrap()).unwrap()
}

fn text(files: &InMemory, name: &str) -> String {
    String::from_utf8(files.all()[&at(name)].clone()).unwrap()
}

fn headlines(files: &InMemory, path: &str) -> Vec<String> {
    let office = open(files);
    let entry = office.entry(&office.one(Path::new(path)).unwrap()).unwrap();
    let outline = Outline::of(&entry).unwrap();
    let shown = |item: &kuaibao::office::outline::Item| {
        format!("{} {}", item.number, item.headline.clone().unwrap_or_default())
    };
    outline.items().map(shown).collect()
}

fn codes(findings: &Findings, level: Level) -> Vec<&'static str> {
    let found = findings.diagnostics.iter().filter(|found| found.level == level);
    found.map(|found| found.code).collect()
}

/// A submission with a picture, as Word saves it.
fn letter() -> Vec<u8> {
    let drawing = "<w:p><w:r><w:drawing><a:blip r:embed=\"rId7\"/></w:drawing></w:r></w:p>";
    let body = format!(
        "{}{}{drawing}{}",
        paragraph("县审计局强化审计监督护航项目建设", true),
        paragraph("建立审计整改台账,逐项销号管理。", false),
        paragraph("（审计局）", false),
    );
    let rels = "<Relationships><Relationship Id=\"rId7\" Type=\"x/image\" Target=\"media/a.png\"/></Relationships>";
    let picture = std::fs::read(root().join("tests/files/现场.png")).unwrap();
    package_of(
        &body,
        &[("word/_rels/document.xml.rels", rels.as_bytes()), ("word/media/a.png", &picture)],
    )
}

const NOTE: &str = "县供销社备足春耕物资\n\n调运化肥5000吨，保障春耕生产。\n\n（供销社）\n";

/// Files both submissions into the draft.
fn file_both(files: &InMemory, draft: &str) {
    let office = open(files);
    let mut edited = edited(&office, draft);
    for (name, bytes) in [("审计局.docx", letter()), ("供销社.txt", NOTE.into())] {
        let filing = Filing { column: "经济发展", credits: &[], stem: "" };
        let filed = filing::submit(&office, &mut edited, Path::new(name), &bytes, &filing).unwrap();
        assert_eq!(filed.items.len(), 1, "{name}");
        assert!(filed.items[0].unknown.is_empty() && filed.unplaced == 0, "{filed:?}");
    }
    assert!(!files.all().contains_key(&at("drafts/2024-01-1.png")), "nothing is written yet");
    edited.save(&office, "加来稿").unwrap();
}

#[test]
fn an_editor_s_week() {
    let files = files();
    // Monday: the next issue.
    let office = open(&files);
    let today = NaiveDate::from_ymd_opt(2024, 2, 5).unwrap();
    let next = next::next(&office.workspace, &Wanted::default(), today);
    assert_eq!((next.name.to_string().as_str(), next.after), ("2024-01", None));
    let path = next::create(&office, next, &["经济发展".to_owned()]).unwrap();
    assert_eq!(path, at("drafts/2024-01.toml"));

    // Tuesday: two submissions, one with a picture.
    let draft = "drafts/2024-01.toml";
    file_both(&files, draft);
    assert!(files.all().contains_key(&at("drafts/2024-01-1.png")));
    assert_eq!(
        headlines(&files, draft),
        ["1.1 县审计局强化审计监督护航项目建设", "1.2 县供销社备足春耕物资"]
    );

    // Wednesday: one finding is mended, others are left.
    let office = open(&files);
    let mut draft_text = edited(&office, draft);
    let found = office.check(&draft_text.entry, &COVERAGE);
    let comma = found.diagnostics.iter().find(|found| found.code == "halfwidth-punctuation");
    let mended = mend::one(&draft_text.entry, comma.unwrap()).unwrap();
    assert_eq!(mended, draft_text.text.replace("台账,逐项", "台账，逐项"));
    draft_text.text = mended;
    draft_text.save(&office, "修正").unwrap();

    // Thursday: the order, and those who sign.
    let office = open(&files);
    let mut draft_text = edited(&office, draft);
    let moved =
        moving::within(&mut draft_text, "1.2".parse().unwrap(), "1.1".parse().unwrap()).unwrap();
    assert_eq!(moved.to.to_string(), "1.1");
    let signed = [("reviewer", "原超俊"), ("approver", "麻彦伟")];
    for (key, name) in signed {
        let (blank, name) = (format!("{key} = \"\""), format!("{key} = \"{name}\""));
        assert!(draft_text.text.contains(&blank), "{}", draft_text.text);
        draft_text.text = draft_text.text.replace(&blank, &name);
    }
    let figure = draft_text
        .text
        .replace("file = \"2024-01-1.png\"", "file = \"2024-01-1.png\"\nalt = \"审计人员在现场\"");
    draft_text.text = figure;
    draft_text.save(&office, "签发").unwrap();
    assert_eq!(headlines(&files, draft)[0], "1.1 县供销社备足春耕物资");

    // Friday: pages as bytes, then the release, and whether it is what it was.
    let office = open(&files);
    let mut said = vec![];
    let mut press = Press::new(office, &mut said).unwrap();
    assert!(!press.settings_are_broken);
    let chosen = press.office.choose(&[PathBuf::from(draft)]).unwrap();
    let job = Job {
        proof: false,
        forms: vec![Form::Pdf, Form::Text],
        options: Options::default(),
        target: Target::Memory,
        force: false,
        threads: 1,
    };
    let mut made = vec![];
    print::print(&mut press, &chosen, &job, |printed, said| match printed {
        Some(Printed::Written(written)) => made.extend(written.forms),
        other => panic!("{other:?}: {said:?}"),
    })
    .unwrap();
    let bytes = |index: usize| &made[index].files[0].bytes;
    assert!(bytes(0).starts_with(b"%PDF") && made[0].paths.is_empty());
    assert!(String::from_utf8_lossy(bytes(1)).contains("县供销社备足春耕物资"));

    let entry = press.office.entry(&chosen[0]).unwrap();
    let mut said = vec![];
    let released = release::release(&press, &entry, None, &mut said).unwrap().unwrap();
    assert_eq!(released.pdf, at("archive/2024/2024-01.pdf"));
    assert_eq!(&files.all()[&released.pdf], bytes(0), "what was shown is what is released");
    assert!(files.all().contains_key(&at("archive/2024/2024-01/2024-01-1.png")));
    let again = release::release(&press, &entry, None, &mut said).unwrap_err();
    assert!(matches!(again.downcast_ref(), Some(Refusal::Released { .. })), "{again}");
    let releases = verify::choose(&press.office, &[]).unwrap();
    let verified = verify::examine(&press, &releases, &releases.releases[0]).unwrap();
    assert!(verified.faults.is_empty() && verified.changed.is_empty(), "{verified:?}");
    files.insert(at("archive/2024/2024-01.pdf"), "%PDF-1.7");
    let verified = verify::examine(&press, &releases, &releases.releases[0]).unwrap();
    assert_eq!(verified.faults, [Fault::PdfChanged]);
    let near = verify::choose(&press.office, &["1".to_owned()]).unwrap_err();
    let expected =
        Refusal::NeverReleased { name: "1".to_owned(), near: Some("2024-01".to_owned()) };
    assert_eq!(near.downcast_ref(), Some(&expected));
}

/// What an office has of its own is read where its drafts are, so that the desk may show it before it
/// is saved.
#[test]
fn an_own_template_is_read_where_the_drafts_are() {
    let files = files();
    let main = at("templates/kuaibao/main.typ");
    files.insert(main.clone(), "#set document(title: \"自己的版式\")\n= 自己的版式\n");
    let own = Template::load(Some(Place { files: &files, root: Path::new(ROOT) }), "kuaibao");
    let pages = |template: Template| {
        let fonts = FontSet::load(None, &Fonts::default()).unwrap();
        let bulletin = lower(issue("2024-02"), &YANJIN.config);
        Typesetter::new(fonts, template).lay_out(&bulletin, Setting::STANDARD, false).unwrap()
    };
    let texts: Vec<String> =
        pages(own.unwrap()).texts().iter().map(|text| text.text.to_string()).collect();
    assert_eq!(texts.concat(), "自己的版式");
    let none = Place { files: &files, root: Path::new("/别处") };
    let known = Template::load(Some(none), "kuaibao").unwrap();
    assert!(pages(known).texts().len() > 100);
}

#[test]
fn a_refused_submission_leaves_no_picture() {
    let files = files();
    files.insert(
        at("drafts/2024-01.toml"),
        "number = 1\ndate = 2024-02-09\n\n[[column]]\nname = \"经济发展\"\n",
    );
    let before = files.all();
    let office = open(&files);
    let mut edited = edited(&office, "drafts/2024-01.toml");
    let filing = Filing { column: "经济发广", credits: &[], stem: "" };
    let refused = filing::submit(&office, &mut edited, Path::new("a.docx"), &letter(), &filing);
    let near = Refusal::ColumnLike {
        path: PathBuf::from("drafts/2024-01.toml"),
        name: "经济发广".to_owned(),
        near: "经济发展".to_owned(),
    };
    assert_eq!(refused.unwrap_err().downcast_ref(), Some(&near));
    // A second file that fails takes the first one's picture with it.
    let filing = Filing { column: "经济发展", credits: &[], stem: "" };
    filing::submit(&office, &mut edited, Path::new("a.docx"), &letter(), &filing).unwrap();
    filing::submit(&office, &mut edited, Path::new("b.txt"), b"", &filing).unwrap_err();
    // And so does a draft that somebody else has changed meanwhile.
    files.insert(at("drafts/2024-01.toml"), "number = 2\n");
    edited.save(&office, "加来稿").unwrap_err();
    let after = files.all();
    assert_eq!(after.keys().filter(|path| !is_own(path)).count(), before.len());
    assert_eq!(text(&files, "drafts/2024-01.toml"), "number = 2\n");
}

/// Whether a file is one of those by which the program knows what it does.
fn is_own(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == ".kuaibao")
}

#[test]
fn what_is_taken_out_is_kept_and_comes_back() {
    let files = files();
    files.insert(
        at("drafts/2024-01.toml"),
        "number = 1\ndate = 2024-02-09\n\n[[column]]\nname = \"经济发展\"\n",
    );
    file_both(&files, "drafts/2024-01.toml");
    let office = open(&files);
    let mut from = edited(&office, "drafts/2024-01.toml");
    let taken = held::take(&office, &mut from, &["1.1".parse().unwrap()]).unwrap();
    taken.save(&office, &from).unwrap();
    assert_eq!(headlines(&files, "drafts/2024-01.toml"), ["1.1 县供销社备足春耕物资"]);
    let office = open(&files);
    let (mut held, mut back) =
        (edited(&office, "drafts/held.toml"), edited(&office, "drafts/2024-01.toml"));
    let moved = moving::across(&mut held, &mut back, "1.1".parse().unwrap(), None).unwrap();
    assert_eq!(moved.to.to_string(), "1.2");
    let same = moving::across(
        &mut edited(&office, "drafts/held.toml"),
        &mut held,
        "1.1".parse().unwrap(),
        None,
    );
    assert!(matches!(same.unwrap_err().downcast_ref(), Some(Refusal::SameDraft { .. })));
}

#[test]
fn unsaved_texts_are_judged_and_saved() {
    let files = files();
    let draft = "number = 1\ndate = 2024-02-09\n\n[[column]]\nname = \"经济发展\"\n";
    files.insert(at("drafts/2024-01.toml"), draft);
    let buffers = Arc::new(Buffers::over(Arc::new(files.clone())));
    buffers.set(at("drafts/2024-01.toml"), draft.replace("number = 1", "number = 0").into_bytes());
    let office = Office::open(buffers, Path::new(ROOT), Path::new(ROOT), Who::default()).unwrap();
    let mut unsaved = edited(&office, "drafts/2024-01.toml");
    let found = office.check(&unsaved.entry, &COVERAGE);
    assert!(codes(&found, Level::Error).contains(&"number-out-of-range"), "{found:?}");
    unsaved.text = unsaved.text.replace("number = 0", "number = 2");
    assert_eq!(text(&files, "drafts/2024-01.toml"), draft, "nothing is saved yet");
    unsaved.save(&office, "改稿").unwrap();
    assert!(text(&files, "drafts/2024-01.toml").starts_with("number = 2\n"));
}

/// What a release says that it was made from is what it was made from.
#[test]
fn a_release_belongs_to_the_settings_that_were_printed() {
    let files = files();
    let draft = std::fs::read(root().join("drafts/2023-43.toml")).unwrap();
    files.insert(at("drafts/2023-43.toml"), draft);
    let office = open(&files);
    let (mut said, settings) = (vec![], text(&files, "bulletin.toml"));
    let roster = text(&files, "units.toml");
    let press = Press::new(office, &mut said).unwrap();
    // Somebody saves other ones while it is printed.
    files.insert(at("bulletin.toml"), format!("{settings}\n# 改过\n"));
    files.insert(at("units.toml"), format!("{roster}\n# 改过\n"));
    let entry = press.office.entry(&press.office.one(Path::new("drafts/2023-43.toml")).unwrap());
    release::release(&press, &entry.unwrap(), None, &mut said).unwrap().unwrap();
    let releases = verify::choose(&press.office, &[]).unwrap();
    let then = &releases.releases[0].fingerprints;
    let hash = |text: &str| kuaibao::source::hash::hash(&[text.as_bytes()]);
    assert_eq!((then.config.clone(), then.roster.clone()), (hash(&settings), hash(&roster)));
}

#[test]
fn an_item_is_known_from_an_issue_that_is_in_the_archive_only() {
    let files = files();
    let draft = std::fs::read_to_string(root().join("drafts/2023-43.toml")).unwrap();
    files.insert(at("archive/2023/2023-43.toml"), draft.clone());
    files.insert(
        at("drafts/2023-44.toml"),
        "number = 44\ndate = 2023-09-29\n\n[[column]]\nname = \"民生保障\"\n",
    );
    let office = open(&files);
    let known = kuaibao::draft::Draft::read(&kuaibao::source::Source::new("", draft)).value;
    let (_, _, item) = known.items().nth(1).unwrap();
    let (headline, body) = (item.headline.as_ref().unwrap(), item.body.as_ref().unwrap());
    let letter = format!("{}\n\n{}\n（住建局）\n", headline.value, body.value);
    let mut edited = edited(&office, "drafts/2023-44.toml");
    let filing = Filing { column: "民生保障", credits: &[], stem: "" };
    let filed =
        filing::submit(&office, &mut edited, Path::new("a.txt"), letter.as_bytes(), &filing);
    let filed = filed.unwrap();
    let repeats = filed.items[0].repeats.as_ref().expect("it is known");
    assert_eq!(repeats.draft, PathBuf::from("archive/2023/2023-43.toml"));
    // A back issue is compared as well.
    let back = intake::issue(
        &office,
        Path::new("第42期.txt"),
        format!("第42期\n2023年9月15日\n\n【民生保障】\n\n{letter}").as_bytes(),
    )
    .unwrap();
    assert_eq!(back.repeats(&office).len(), 1);
}

#[test]
fn what_is_said_of_a_draft_is_data() {
    let files = files();
    let draft = std::fs::read_to_string(root().join("drafts/2023-43.toml")).unwrap();
    let unsigned = draft.replace("approver = \"麻彦伟\"", "approver = \"\"");
    assert_ne!(draft, unsigned);
    files.insert(at("drafts/2023-43.toml"), unsigned);
    let mut said = vec![];
    let press = Press::new(open(&files), &mut said).unwrap();
    let entry = press.office.entry(&press.office.one(Path::new("drafts/2023-43.toml")).unwrap());
    let mut said = vec![];
    assert!(!press.check(&entry.unwrap(), false, &mut said));
    let path = PathBuf::from("drafts/2023-43.toml");
    assert!(matches!(&said[..], [Said::Draft(_), Said::OnlyUnsigned { draft }] if *draft == path));
}

#[test]
fn a_jump_in_numbers_is_told() {
    let files = files();
    files.insert(at("drafts/2024-02.toml"), "number = 2\ndate = 2024-01-12\n");
    let office = open(&files);
    let today = NaiveDate::from_ymd_opt(2024, 1, 15).unwrap();
    let after = |number| {
        let wanted = Wanted { number: Some(number), ..Wanted::default() };
        next::next(&office.workspace, &wanted, today).after
    };
    assert_eq!([2, 3, 4, 44].map(after), [None, None, Some(2), Some(2)]);
}

#[test]
fn a_credit_that_is_none_of_the_roster_is_told() {
    let files = files();
    files.insert(
        at("drafts/2024-01.toml"),
        "number = 1\ndate = 2024-02-09\n\n[[column]]\nname = \"经济发展\"\n",
    );
    let office = open(&files);
    let mut edited = edited(&office, "drafts/2024-01.toml");
    let mut unknown = |letter: &str, credits: &[String]| {
        let filing = Filing { column: "经济发展", credits, stem: "" };
        let filed =
            filing::submit(&office, &mut edited, Path::new("a.txt"), letter.as_bytes(), &filing);
        let unknown = filed.unwrap().items.remove(0).unknown;
        unknown.into_iter().map(|unknown| (unknown.credit, unknown.near)).collect::<Vec<_>>()
    };
    assert!(unknown(NOTE, &[]).is_empty());
    let letter = "县供销社备足农资\n\n调运农药50吨，保障春耕。\n";
    let near = ("供消社".to_owned(), Some("供销社".to_owned()));
    assert_eq!(unknown(letter, &["供消社".to_owned()]), [near]);
    let far = ("天文台".to_owned(), None);
    assert_eq!(unknown("县天文台观星\n\n夜间观测30次。\n", &["天文台".to_owned()]), [far]);
}

#[test]
fn a_first_print_that_is_refused_has_nothing_to_keep() {
    let files = files();
    files.insert(at("drafts/2024-01.toml"), "number = 1\ndate = 2024-02-09\n");
    let mut press = Press::new(open(&files), &mut vec![]).unwrap();
    let chosen = press.office.choose(&[]).unwrap();
    let job = Job {
        proof: false,
        forms: vec![Form::Pdf],
        options: Options::default(),
        target: Target::Folder(at("out")),
        force: false,
        threads: 1,
    };
    for expected in [false, true] {
        let mut kept = None;
        print::print(&mut press, &chosen, &job, |printed, _| match printed {
            Some(Printed::Refused { kept: there, .. }) => kept = Some(there),
            other => panic!("{other:?}"),
        })
        .unwrap();
        assert_eq!(kept, Some(expected));
        files.insert(at("out/2024-01.pdf"), "%PDF-1.7");
    }
}

/// What is wrong with the lexicon is not mended as if it were the roster.
#[test]
fn each_file_of_settings_is_mended_as_what_it_is() {
    let files = files();
    files.insert(at("lexicon.tsv"), "[[uint]]\ncredit = \"甲\"\n");
    let office = open(&files);
    assert!(!office.workspace.findings.iter().all(|found| found.diagnostics.is_empty()));
    let changes = mend::settings(&office, Trust::All);
    assert!(changes.is_empty(), "{}", changes[0].after);
}

#[test]
fn a_finding_is_allowed_by_a_comment() {
    let files = files();
    let draft = "number = 1\ndate = 2024-02-09\n\n[[column]]\nname = \"经济发展\"\n\n[[column.item]]\nheadline = \"县审计局强化审计\"\nbody = \"\"\"\n建立台账,逐项销号。\n\"\"\"\ncredits = [\"审计局\"]\n";
    files.insert(at("drafts/2024-01.toml"), draft);
    let office = open(&files);
    let mut edited = edited(&office, "drafts/2024-01.toml");
    let found = office.check(&edited.entry, &COVERAGE);
    let comma = found.diagnostics.iter().find(|found| found.code == "halfwidth-punctuation");
    edited.text = mend::allow(&edited.entry, comma.unwrap()).unwrap();
    assert!(edited.text.contains("\"\n# kuaibao: allow(halfwidth-punctuation)\nbody = \"\"\"\n"));
    let after = office.check(&edited.entry.with_text(edited.text.clone()), &COVERAGE);
    let left: Vec<&str> = after.diagnostics.iter().map(|found| found.code).collect();
    let was: Vec<&str> = found.diagnostics.iter().map(|found| found.code).collect();
    let expected: Vec<&str> =
        was.into_iter().filter(|code| *code != "halfwidth-punctuation").collect();
    assert_eq!(left, expected);
    // What cannot be printed cannot be allowed.
    let unsigned = found.diagnostics.iter().find(|found| found.code == "missing-signature");
    assert_eq!(mend::allow(&edited.entry, unsigned.unwrap()), None);
}
