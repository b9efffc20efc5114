//! Everything that an office does, with each single thing that it does to its files going wrong:
//! afterwards the workspace is the old one or the new one, nothing is left behind, and the next job
//! works.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use chrono::NaiveDate;
use kuaibao::draft::Role;
use kuaibao::export::{Form, Options};
use kuaibao::lint::fix::Trust;
use kuaibao::office::edit::Edited;
use kuaibao::office::filing::{self, Filing};
use kuaibao::office::press::Press;
use kuaibao::office::store::{Plan, Store, Who};
use kuaibao::office::{
    Office, back, held, init, intake, mend, moving, next, print, release, sign, submit, verify,
};
use kuaibao::workspace::files::{Files, InMemory, is_scratch};

use crate::faults::{FAULTS, Fault, Faulty, contents, scratch};
use crate::support::COVERAGE;

const ROOT: &str = "/刊";
const SETTINGS: &str = "name = \"封丘政务快报\"\npublisher = \"封丘县人民政府办公室\"\ndistribution = \"县委常委，县人大正副主任。\"\n[layout]\npages = \"auto\"\n[staff]\neditor = [\"李勉\"]\nreviewer = [\"原超俊\"]\napprover = [\"麻彦伟\"]\n";
const UNITS: &str =
    "[[unit]]\nname = \"县人力资源和社会保障局\"\ncredit = \"人社局\"\nheadline = \"县人社局\"\n";
const SUBMISSION: &str =
    "县人社局举办招聘会\n近日，县人社局举办专场招聘会，帮助群众就近就业，深受欢迎。\n（人社局）\n";

fn draft(number: u32) -> String {
    let item = |mark: &str| {
        format!(
            "[[column.item]]\nheadline = \"县人社局{mark}\"\nbody = \"近日，县人社局开展{mark}工作,成效明显。\"\ncredits = [\"人社局\"]\n\n"
        )
    };
    format!(
        "number = {number}\ndate = 2024-02-{:02}\n\n[[column]]\nname = \"项目建设\"\n\n{}{}[[column]]\nname = \"民生保障\"\n\n{}[signoff]\neditor = \"李勉\"\nreviewer = \"原超俊\"\napprover = \"麻彦伟\"\n",
        2 + 7 * (number - 5),
        item(&format!("招商{number}")),
        item(&format!("签约{number}")),
        item(&format!("培训{number}")),
    )
}

fn workspace() -> InMemory {
    let files = InMemory::new();
    let root = Path::new(ROOT);
    files.insert(root.join("bulletin.toml"), SETTINGS);
    files.insert(root.join("units.toml"), UNITS);
    // The first can be signed and released.
    files.insert(root.join(A), draft(5).replace(',', "，"));
    files.insert(root.join(B), draft(6));
    files
}

fn who() -> Who {
    Who { name: "小李".to_owned(), now: "2026-11-27 17:20:05".to_owned() }
}

fn office(files: Arc<dyn Files>) -> Result<Office> {
    let root = Path::new(ROOT);
    let office = Office::open_to_write(files, root, root, who())?;
    Ok(office)
}

fn edited(office: &Office, name: &str) -> Result<Edited> {
    Edited::open(office, &office.one(Path::new(name))?)
}

type Job = fn(Arc<dyn Files>) -> Result<()>;

const A: &str = "drafts/2024-05.toml";
const B: &str = "drafts/2024-06.toml";

/// What came back of the first issue: other words, and an item less.
const BACK: &str = "封丘政务快报\n第5期\n封丘县人民政府办公室　2024年2月2日\n【项目建设】\n县人社局招商5  近日，县人社局认真开展招商5工作，成效明显。（人社局）\n【民生保障】\n县人社局培训5  近日，县人社局开展培训5工作，成效明显。（人社局）\n本期发：县委常委，县人大正副主任。\n";

const JOBS: [(&str, Job); 14] = [
    // As the desk does when it is time: two files that changed together, and what can be undone.
    ("save", |files| {
        let store = Store::new(files.clone(), Path::new(ROOT), who()).with_patience(0);
        let lock = store.lock()?;
        let root = Path::new(ROOT);
        let old = files.saved(&root.join(A))?;
        let mut plan = Plan::default();
        let new = String::from_utf8(old.clone())?.replace("招商5", "引资5");
        plan.write(root.join(A), &old, new);
        plan.create(root.join("drafts/held.toml"), draft(7));
        store.append("2024-05.undo", "{}\n")?;
        Ok(lock.commit("保存", &plan)?)
    }),
    ("sign", |files| {
        let office = office(files)?;
        let day = NaiveDate::from_ymd_opt(2024, 2, 1).unwrap();
        let chosen = office.one(Path::new(A))?;
        match sign::sign(&office, &chosen, Role::Editor, None, day, &COVERAGE)? {
            sign::Signing::Done(_) => Ok(()),
            sign::Signing::Errors(findings) => Err(anyhow::anyhow!("{findings:?}")),
        }
    }),
    ("unsign", |files| {
        let office = office(files)?;
        sign::unsign(&office, &office.one(Path::new(A))?, Role::Reviewer).map(drop)
    }),
    ("import --back", |files| {
        let office = office(files)?;
        let chosen = office.one(Path::new(A))?;
        let proposed = back::propose(&office, &chosen, Path::new("改.txt"), BACK.as_bytes())?;
        anyhow::ensure!(proposed.changes.len() == 2, "{proposed:?}");
        let file = (Path::new("改.txt"), BACK.as_bytes());
        back::take(&office, &chosen, file, &proposed.fingerprint(), |_| true).map(drop)
    }),
    ("new", |files| {
        let office = office(files)?;
        let today = NaiveDate::from_ymd_opt(2024, 2, 10).unwrap();
        let next = next::next(&office.workspace, &next::Wanted::default(), today);
        next::create(&office, next, &[]).map(drop)
    }),
    ("init", |files| {
        let root = Path::new("/新刊");
        let store = Store::new(files, root, who()).with_patience(0);
        let today = NaiveDate::from_ymd_opt(2024, 2, 10).unwrap();
        init::create(&store, root, "新刊", "某县人民政府办公室", true, today).map(drop)
    }),
    ("import", |files| {
        let office = office(files)?;
        let text = "延津政务快报\n第7期\n某办公室　2024年2月16日\n【项目建设】\n县人社局举办招聘会  近日，县人社局举办招聘会，帮助群众就近就业。（人社局）\n";
        let read = intake::issue(&office, Path::new("第7期.txt"), text.as_bytes())?;
        read.create(&office, &Path::new(ROOT).join("drafts/2024-07.toml")).map(drop)
    }),
    ("import --into", |files| {
        let office = office(files)?;
        let mut edited = edited(&office, A)?;
        let filing = Filing { column: "民生保障", credits: &[], stem: "" };
        filing::submit(&office, &mut edited, Path::new("a.txt"), SUBMISSION.as_bytes(), &filing)?;
        edited.add_file(&office, "png", b"picture".to_vec());
        edited.save(&office, "加来稿")
    }),
    ("add", |files| {
        let store = Store::new(files.clone(), Path::new(ROOT), who()).with_patience(0);
        let typed = store.keep_typed(SUBMISSION.as_bytes())?;
        let office = office(files)?;
        let mut edited = edited(&office, A)?;
        let filing = Filing { column: "民生保障", credits: &[], stem: "" };
        filing::submit(&office, &mut edited, Path::new("-"), SUBMISSION.as_bytes(), &filing)?;
        let mut plan = Plan::default();
        edited.plan(&office, &mut plan)?;
        plan.remove(typed, SUBMISSION.as_bytes());
        office.commit("加来稿", &plan)
    }),
    ("move", |files| {
        let office = office(files)?;
        let mut edited = edited(&office, A)?;
        moving::within(&mut edited, "1.1".parse().unwrap(), "2.1".parse().unwrap())?;
        edited.save(&office, "移动条目")
    }),
    ("move --to", |files| {
        let office = office(files)?;
        let (mut from, mut to) = (edited(&office, A)?, edited(&office, B)?);
        moving::across(&mut from, &mut to, "1.2".parse().unwrap(), None)?;
        let mut plan = Plan::default();
        to.plan(&office, &mut plan)?;
        from.plan(&office, &mut plan)?;
        office.commit("移动条目", &plan)
    }),
    ("remove", |files| {
        let office = office(files)?;
        let mut edited = edited(&office, B)?;
        let taken = held::take(&office, &mut edited, &["1.1".parse().unwrap()])?;
        taken.save(&office, &edited)
    }),
    ("check --fix --unsafe", |files| {
        let mut office = office(files)?;
        let mut chosen = office.choose(&[])?;
        let changes = mend::mend(&mut office, &mut chosen, Trust::All, &COVERAGE)?;
        mend::write(&office, &changes, Trust::All)
    }),
    ("schema --write", |files| {
        let office = office(files)?;
        init::write_schema(&office, init::Which::Draft, "{}").map(drop)
    }),
];

/// What is there after a job in which nothing goes wrong.
fn done(job: Job) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = workspace();
    job(Arc::new(files.clone())).unwrap();
    contents(&files)
}

/// Runs a job with one thing going wrong; whether the fault came too late to matter.
fn run(name: &str, job: Job, at: usize, fault: Fault, can_swap: bool) -> bool {
    let context = format!("{name}, {fault:?} at {at}, can swap: {can_swap}");
    let (old, new) = (contents(&workspace()), done(job));
    assert_ne!(old, new, "{context}");
    let files = workspace();
    let faulty = Arc::new(Faulty::new(files.clone(), at, fault, can_swap));
    let result = job(faulty.clone());
    // Whoever comes next, to write.
    let root = if name == "init" { "/新刊" } else { ROOT };
    let store = Store::new(Arc::new(files.clone()), Path::new(root), who()).with_patience(0);
    drop(store.lock().unwrap_or_else(|error| panic!("{context}: {error}")));
    let now = contents(&files);
    let over_many = ["check --fix --unsafe", "new"].contains(&name);
    if let (Ok(()), true, false) = (&result, now == old, over_many) {
        panic!("{context}: told to be done, and is not");
    }
    // What cannot be read for a moment is not in what a job over many drafts decides by.
    if over_many && matches!(fault, Fault::Error(_)) {
        for (path, bytes) in &now {
            let known = [old.get(path), new.get(path)];
            assert!(name == "new" || known.contains(&Some(bytes)), "{context}: {}", path.display());
        }
    } else {
        assert!(now == old || now == new, "{context}: {now:?}");
    }
    assert_eq!(scratch(&files), Vec::<PathBuf>::new(), "{context}");
    if name == "add" && now == old {
        let typed = store.typed();
        let kept = typed.iter().any(|path| files.saved(path).unwrap() == SUBMISSION.as_bytes());
        // Before it is kept it is where it came from.
        assert!(kept || faulty.done() < 12 || at < 12, "{context}: what was typed is lost");
    }
    if now == old {
        job(Arc::new(files.clone())).unwrap_or_else(|error| panic!("{context}: {error}"));
    }
    faulty.done() <= at
}

/// Whether it is one of the errors by which systems differ.
fn is_of_system(fault: Fault) -> bool {
    matches!(fault, Fault::Error(kind) if kind != std::io::ErrorKind::StorageFull)
}

#[test]
fn every_job_is_done_or_not_whatever_goes_wrong_and_whenever() {
    for (name, job) in JOBS {
        // Those that check or compare whole issues take their time.
        let is_slow = ["sign", "unsign", "import --back"].contains(&name);
        for (can_swap, faults) in [(true, &FAULTS[..]), (false, &FAULTS[4..])] {
            for fault in faults.iter().filter(|fault| !is_slow || !is_of_system(**fault)) {
                let mut at = 0;
                while !run(name, job, at, *fault, can_swap) {
                    at += 1;
                }
                assert!(at > 10, "{name}: {at}");
            }
        }
    }
}

fn released(files: Arc<dyn Files>) -> Result<()> {
    release_for(files, None)
}

fn release_for(files: Arc<dyn Files>, reason: Option<&str>) -> Result<()> {
    let office = office(files)?;
    let entry = office.entry(&office.one(Path::new(A))?)?;
    let mut said = vec![];
    let press = Press::new(office, &mut said)?;
    let released = release::release(&press, &entry, reason, &mut said)?;
    released.map(drop).ok_or_else(|| anyhow::anyhow!("{said:?}"))
}

fn submitted(files: Arc<dyn Files>) -> Result<()> {
    let office = office(files)?;
    let entry = office.entry(&office.one(Path::new(A))?)?;
    let mut said = vec![];
    let press = Press::new(office, &mut said)?;
    let submitted = submit::submit(&press, &entry, &mut said)?;
    submitted.map(drop).ok_or_else(|| anyhow::anyhow!("{said:?}"))
}

fn revise(files: &InMemory) {
    let text = draft(5).replace(',', "，").replace("招商5", "引资5");
    files.insert(Path::new(ROOT).join(A), text);
}

#[test]
fn a_release_is_done_or_not_whenever_it_is_cut_off() {
    // PDF, draft, manifest and its backup, and the log.
    cut_off(&workspace, 5, released);
}

#[test]
fn a_reissue_is_done_or_not_whenever_it_is_cut_off() {
    let workspace = || {
        let files = workspace();
        released(Arc::new(files.clone())).unwrap();
        revise(&files);
        files
    };
    let first = workspace();
    let workspace = || copy(&first);
    // Another PDF and draft, and the manifests as they were.
    cut_off(&workspace, 2, |files| release_for(files, Some("项目名称")));
}

#[test]
fn a_round_is_made_up_or_not_whenever_it_is_cut_off() {
    // Proof, Word file, findings, sheet, what it showed, that as the last proof, and the log.
    cut_off(&workspace, 7, submitted);
}

/// The same files once more, apart from these.
fn copy(files: &InMemory) -> InMemory {
    let other = InMemory::new();
    for (path, bytes) in contents(files) {
        other.insert(path, bytes);
    }
    other
}

/// Runs a job that lays pages out, cut off at each thing that it does to its files.
fn cut_off(workspace: &dyn Fn() -> InMemory, more: usize, job: Job) {
    let old = contents(&workspace());
    let new = {
        let files = workspace();
        job(Arc::new(files.clone())).unwrap();
        contents(&files)
    };
    assert_eq!(new.len(), old.len() + more, "{:?}", new.keys());
    let mut at = 0;
    loop {
        for fault in [Fault::Error(std::io::ErrorKind::StorageFull), Fault::DieAfter] {
            let files = workspace();
            let faulty = Arc::new(Faulty::new(files.clone(), at, fault, true));
            let result = job(faulty.clone());
            let context = format!("{fault:?} at {at}: {result:?}");
            // One word is changed meanwhile, which must not lock the issue for ever.
            let store = Store::new(Arc::new(files.clone()), Path::new(ROOT), who());
            drop(store.lock().unwrap_or_else(|error| panic!("{context}: {error}")));
            let now = contents(&files);
            let other = |path: &&PathBuf| now[*path] != *new.get(*path).unwrap_or(&vec![]);
            let strange: Vec<&PathBuf> = now.keys().filter(other).collect();
            assert!(now == old || now == new, "{context}: {:?}, {strange:?}", now.keys());
            assert_eq!(scratch(&files), Vec::<PathBuf>::new(), "{context}");
            if now == old {
                revise(&files);
                // Every ninth: each takes a layout.
                if at % 9 == 0 {
                    job(Arc::new(files.clone())).unwrap_or_else(|e| panic!("{context}: {e}"));
                }
            }
            if faulty.done() <= at {
                assert!(result.is_ok() && at > 30, "{context}");
                return;
            }
        }
        at += 1;
    }
}

fn printed(files: Arc<dyn Files>) -> Result<()> {
    let root = Path::new(ROOT);
    let office = Office::open(files, root, root, who())?;
    let chosen = [office.one(Path::new(A))?];
    let job = print::Job {
        proof: false,
        forms: vec![Form::Pdf, Form::Text],
        options: Options::default(),
        target: print::Target::Folder(root.join("out")),
        force: false,
        threads: 1,
    };
    let mut press = Press::new(office, &mut vec![])?;
    let mut written = 0;
    print::print(&mut press, &chosen, &job, |printed, _| {
        written += usize::from(printed.is_some())
    })?;
    anyhow::ensure!(written == 1, "nothing printed");
    Ok(())
}

#[test]
fn what_is_printed_is_whole_or_not_there_whatever_goes_wrong() {
    let old = contents(&workspace());
    let new = {
        let files = workspace();
        printed(Arc::new(files.clone())).unwrap();
        contents(&files)
    };
    assert!(new.len() >= old.len() + 2, "{:?}", new.keys());
    for fault in [Fault::Error(std::io::ErrorKind::StorageFull), Fault::DieBefore, Fault::DieAfter]
    {
        let mut at = 0;
        loop {
            let files = workspace();
            let faulty = Arc::new(Faulty::new(files.clone(), at, fault, true));
            let result = printed(faulty.clone());
            let context = format!("{fault:?} at {at}: {result:?}");
            let store = Store::new(Arc::new(files.clone()), Path::new(ROOT), who());
            drop(store.lock().unwrap_or_else(|error| panic!("{context}: {error}")));
            let now = contents(&files);
            // What is remembered of a print may be of a part of it.
            let is_made = |path: &Path| !is_scratch(path) && !path.ends_with(".kuaibao.json");
            for (path, bytes) in now.iter().filter(|(path, _)| is_made(path)) {
                assert!(new.get(path) == Some(bytes), "{context}: {}", path.display());
            }
            assert!(old.keys().all(|path| now.contains_key(path)), "{context}");
            // Whoever prints next has all of it.
            if at % 9 == 0 {
                printed(Arc::new(files.clone())).unwrap_or_else(|e| panic!("{context}: {e}"));
                let now = contents(&files);
                let is_there = |(path, bytes): (&PathBuf, &Vec<u8>)| now.get(path) == Some(bytes);
                assert!(new.iter().all(is_there), "{context}");
                assert_eq!(scratch(&files), Vec::<PathBuf>::new(), "{context}");
            }
            if faulty.done() <= at {
                assert!(result.is_ok() && at > 10, "{context}");
                break;
            }
            at += 1;
        }
    }
}

/// Whether all that was released is told to be as it was.
fn verified(files: Arc<dyn Files>) -> Result<bool> {
    let root = Path::new(ROOT);
    let office = Office::open(files, root, root, who())?;
    let press = Press::new(office, &mut vec![])?;
    let chosen = verify::choose(&press.office, &[])?;
    let mut sound = chosen.strays.is_empty() && !chosen.releases.is_empty();
    for release in &chosen.releases {
        sound &= verify::examine(&press, &chosen, release)?.faults.is_empty();
    }
    Ok(sound)
}

#[test]
fn nothing_is_told_to_be_as_it_was_that_could_not_be_read() {
    let first = workspace();
    released(Arc::new(first.clone())).unwrap();
    assert!(verified(Arc::new(copy(&first))).unwrap());
    let damaged = copy(&first);
    damaged.insert(Path::new(ROOT).join("archive/2024/2024-05.pdf"), "%PDF-1.7");
    assert!(!verified(Arc::new(copy(&damaged))).unwrap());
    for fault in FAULTS {
        let mut at = 0;
        loop {
            let files = copy(&damaged);
            let before = contents(&files);
            let faulty = Arc::new(Faulty::new(files.clone(), at, fault, true));
            let result = verified(faulty.clone());
            assert!(!matches!(result, Ok(true)), "{fault:?} at {at}");
            assert!(contents(&files) == before, "{fault:?} at {at}: looking changes nothing");
            if faulty.done() <= at {
                assert!(at > 5, "{at}");
                break;
            }
            at += 1;
        }
    }
}
