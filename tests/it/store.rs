//! All changes of a plan or none, whatever happens.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};

use kuaibao::office::store::{How, Plan, Refused, Store, Who, deliver};
use kuaibao::workspace::files::{
    Buffers, Care, Disk, Files, Guard, InMemory, Look, Put, Staged, disk,
};

use crate::faults::{FAULTS, Fault, Faulty, contents, scratch, sealed};

fn who(name: &str) -> Who {
    Who { name: name.to_owned(), now: "2026-11-27 17:20:05".to_owned() }
}

fn store(files: Arc<dyn Files>, root: &Path) -> Store {
    Store::new(files, root, who("小李")).with_patience(0)
}

const ROOT: &str = "/刊";

fn workspace() -> InMemory {
    let files = InMemory::new();
    for (path, text) in [("drafts/a.toml", "甲"), ("drafts/b.toml", "乙"), ("drafts/c.toml", "丙")]
    {
        files.insert(Path::new(ROOT).join(path), text);
    }
    files
}

/// A change of each kind.
fn plan(root: &Path) -> Plan {
    let mut plan = Plan::default();
    plan.write(root.join("drafts/a.toml"), "甲".as_bytes(), "甲甲");
    plan.create(root.join("archive/2024/图/d.png"), "丁");
    plan.remove(root.join("drafts/b.toml"), "乙".as_bytes());
    plan.set(root.join("drafts/c.toml"), "丙丙");
    plan
}

#[test]
fn a_plan_is_carried_out_or_not_at_all_whatever_fails_and_whenever() {
    let old = contents(&workspace());
    let root = Path::new(ROOT);
    for can_swap in [true, false] {
        for fault in FAULTS {
            let mut at = 0;
            loop {
                let files = workspace();
                let faulty = Arc::new(Faulty::new(files.clone(), at, fault, can_swap));
                let context = format!("{fault:?} at {at}, can swap: {can_swap}");
                let result = {
                    let store = store(faulty.clone(), root);
                    store.lock().and_then(|held| held.commit("试写", &plan(root)))
                };
                let through = faulty.done() <= at;
                // Whoever comes next finds all of it or nothing.
                let store = store(Arc::new(files.clone()), root);
                let held = store.lock().unwrap_or_else(|error| panic!("{context}: {error}"));
                let new = contents(&files);
                match &result {
                    Ok(()) => assert_ne!(new, old, "{context}"),
                    // A program that is killed has nobody to tell.
                    Err(_) if new != old => {
                        assert!(!matches!(fault, Fault::Error(_)), "{context}: {result:?}")
                    }
                    Err(_) => {}
                }
                assert!(new == old || new.len() == 3, "{context}: {new:?}");
                if new != old {
                    let text = |path: &str| new.get(&root.join(path)).map(Vec::as_slice);
                    assert_eq!(text("drafts/a.toml"), Some("甲甲".as_bytes()), "{context}");
                    assert_eq!(text("drafts/c.toml"), Some("丙丙".as_bytes()), "{context}");
                    assert_eq!(text("drafts/b.toml"), None, "{context}");
                    assert_eq!(text("archive/2024/图/d.png"), Some("丁".as_bytes()), "{context}");
                }
                assert_eq!(scratch(&files), Vec::<PathBuf>::new(), "{context}");
                if new == old {
                    held.commit("试写", &plan(root)).unwrap_or_else(|e| panic!("{context}: {e}"));
                }
                if through {
                    assert!(result.is_ok() && at > 20, "{context}");
                    break;
                }
                at += 1;
            }
        }
    }
}

#[test]
fn another_programs_save_is_never_overwritten() {
    let root = Path::new(ROOT);
    type Is = fn(&Refused) -> bool;
    let cases: [(&str, &str, Is); 4] = [
        ("drafts/a.toml", "别人的", |error| matches!(error, Refused::Changed(_))),
        ("drafts/b.toml", "别人的", |error| matches!(error, Refused::Changed(_))),
        ("archive/2024/图/d.png", "别人的", |error| matches!(error, Refused::Exists(_))),
        ("drafts/a.toml", "", |error| matches!(error, Refused::Gone(_))),
    ];
    for (path, text, expected) in cases {
        let files = workspace();
        match text {
            "" => files.remove(&root.join(path)).unwrap(),
            text => files.insert(root.join(path), text),
        }
        let before = contents(&files);
        let store = store(Arc::new(files.clone()), root);
        let error = store.lock().unwrap().commit("试写", &plan(root)).unwrap_err();
        assert!(expected(&error), "{path}: {error:?}");
        assert_eq!(contents(&files), before, "{path}");
    }
}

/// Files into which another program writes just before something is put in its place.
#[derive(Debug)]
struct Meddled {
    inner: InMemory,
    path: PathBuf,
    times: AtomicIsize,
}

impl Files for Meddled {
    fn read(&self, path: &Path, most: usize) -> io::Result<(Vec<u8>, u64)> {
        self.inner.read(path, most)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.inner.list(folder)
    }
    fn look(&self, path: &Path) -> io::Result<Look> {
        self.inner.look(path)
    }
    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.inner.real(path)
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.inner.make_folder(folder)
    }
    fn stage(
        &self,
        folder: &Path,
        like: Option<&Path>,
        bytes: &[u8],
        care: Care,
    ) -> io::Result<Staged> {
        self.inner.stage(folder, like, bytes, care)
    }
    fn put(&self, staged: &Path, target: &Path, how: Put) -> io::Result<()> {
        if (target == self.path || staged == self.path)
            && self.times.fetch_sub(1, Ordering::Relaxed) > 0
        {
            let text = format!("别人的 {}", self.times.load(Ordering::Relaxed));
            self.inner.insert(&self.path, text);
        }
        self.inner.put(staged, target, how)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.inner.remove(path)
    }
    fn settle(&self, folder: &Path) -> io::Result<()> {
        self.inner.settle(folder)
    }
    fn lock(&self, path: &Path) -> io::Result<Option<Guard>> {
        self.inner.lock(path)
    }
    fn pour(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.inner.pour(path, bytes)
    }
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.inner.append(path, bytes)
    }
    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.inner.remove_folder(folder)
    }
    fn sweep(&self, staged: &Path) -> io::Result<()> {
        self.inner.sweep(staged)
    }
}

#[test]
fn a_save_at_the_last_moment_is_put_back() {
    let root = Path::new(ROOT);
    for path in ["drafts/a.toml", "drafts/b.toml", "drafts/c.toml"] {
        for times in 1..4 {
            let inner = workspace();
            let mut expected = contents(&inner);
            let meddled =
                Meddled { inner: inner.clone(), path: root.join(path), times: times.into() };
            let store = store(Arc::new(meddled), root);
            let result = store.lock().unwrap().commit("试写", &plan(root));
            let error = result.unwrap_err();
            assert!(matches!(&error, Refused::Changed(at) if *at == root.join(path)), "{error:?}");
            let now = contents(&inner);
            // The newest that the other program has saved, and all else as it was.
            let saved = now[&root.join(path)].clone();
            assert!(saved.starts_with("别人的".as_bytes()), "{path} {times}");
            expected.insert(root.join(path), saved);
            assert_eq!(now, expected, "{path} {times}");
        }
    }
}

#[test]
fn read_only_means_read_only() {
    let root = Path::new(ROOT);
    let files = workspace();
    files.set_read_only(root.join("drafts/c.toml"), true);
    let before = contents(&files);
    let error = store(Arc::new(files.clone()), root).lock().unwrap().commit("试写", &plan(root));
    assert!(matches!(error, Err(Refused::ReadOnly(_))), "{error:?}");
    assert_eq!(contents(&files), before);

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    std::fs::write(&path, "甲").unwrap();
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let mut plan = Plan::default();
    plan.write(&path, "甲".as_bytes(), "乙");
    let error = store(disk(), folder.path()).lock().unwrap().commit("试写", &plan);
    assert!(matches!(error, Err(Refused::ReadOnly(_))), "{error:?}");
    assert!(matches!(deliver(&Disk, &path, b"x"), Err(Refused::ReadOnly(_))));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "甲");
}

#[test]
fn one_writes_at_a_time_and_is_told_by_name() {
    for files in [disk(), Arc::new(InMemory::new())] {
        let folder = tempfile::tempdir().unwrap();
        let first = store(files.clone(), folder.path());
        let held = first.lock().unwrap();
        let second = Store::new(files, folder.path(), who("小王")).with_patience(0);
        let error = second.lock().map(drop).unwrap_err();
        assert_eq!(
            error.to_string(),
            "小李从 2026-11-27 17:20:05 起正在改这个工作文件夹里的稿件，等了一会儿还没有改完\n请过一会儿再运行一次"
        );
        drop(held);
        second.lock().unwrap();
    }
}

#[test]
fn on_a_disk_links_and_permissions_stay() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    std::fs::create_dir(root.join("drafts")).unwrap();
    for (path, text) in [("drafts/a.toml", "甲"), ("drafts/b.toml", "乙"), ("c.toml", "丙")] {
        std::fs::write(root.join(path), text).unwrap();
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::os::unix::fs::symlink(root.join("c.toml"), root.join("drafts/c.toml")).unwrap();
        let only_mine = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(root.join("drafts/a.toml"), only_mine).unwrap();
    }
    store(disk(), root).lock().unwrap().commit("试写", &plan(root)).unwrap();
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    assert_eq!(read("drafts/a.toml"), "甲甲");
    assert_eq!(read("archive/2024/图/d.png"), "丁");
    assert!(!root.join("drafts/b.toml").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(read("c.toml"), "丙丙");
        assert!(root.join("drafts/c.toml").is_symlink());
        let mode = std::fs::metadata(root.join("drafts/a.toml")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert_eq!(crate::support::leftovers(root), Vec::<PathBuf>::new());
}

#[test]
fn what_was_killed_half_way_is_undone_and_told() {
    let root = Path::new(ROOT);
    let old = contents(&workspace());
    let mut undone = 0;
    for at in 0..80 {
        let files = workspace();
        let faulty = Arc::new(Faulty::new(files.clone(), at, Fault::DieAfter, true));
        let dying = store(faulty, root);
        let _ = dying.lock().and_then(|held| held.commit("移动条目", &plan(root)));
        let half = contents(&files);
        let next = store(Arc::new(files.clone()), root);
        let recovered = next.settle().unwrap();
        match recovered.as_slice() {
            [] => {}
            [one] => {
                assert_eq!((one.job.as_str(), one.left.len()), ("移动条目", 0));
                undone += usize::from(one.how == How::Undone && half != old);
            }
            more => panic!("{more:?}"),
        }
        assert!(next.settle().unwrap().is_empty());
    }
    assert!(undone > 5, "{undone}");
}

#[test]
fn a_journal_from_elsewhere_cannot_reach_outside_nor_stop_the_work() {
    let root = Path::new(ROOT);
    let hash = |text: &str| kuaibao::source::hash::hash(&[text.as_bytes()]);
    let step = |path: &str, staged: &str| {
        format!(
            "serial = 1\njob = \"x\"\n[[step]]\npath = \"{path}\"\nstaged = \"{staged}\"\nbefore = \"{}\"\nafter = \"{}\"\n",
            hash("坏"),
            hash("好")
        )
    };
    let hostile = [
        step("../家/秘密", "drafts/.kuaibao-1"),
        step("/家/秘密", "drafts/.kuaibao-1"),
        step("drafts/a.toml", "../家/秘密"),
        step("drafts/a.toml", "drafts/b.toml"),
        "serial = -1".to_owned(),
        "不是 TOML".to_owned(),
        String::new(),
    ];
    for text in hostile {
        let files = workspace();
        files.insert("/家/秘密", "好");
        files.insert(root.join("drafts/.kuaibao-1"), "坏");
        files.insert(root.join(".kuaibao/journal.toml"), sealed(&text));
        let mut before = contents(&files);
        before.remove(&root.join("drafts/.kuaibao-1"));
        let store = store(Arc::new(files.clone()), root);
        let held = store.lock().unwrap();
        assert_eq!(held.recovered[0].how, How::Unknown, "{text}");
        assert_eq!(contents(&files), before, "{text}");
        held.commit("试写", &plan(root)).unwrap();
    }
}

#[test]
fn a_file_that_was_read_empty_is_left_alone() {
    let root = Path::new(ROOT);
    let files = workspace();
    files.insert(root.join("drafts/a.toml"), "");
    let store = store(Arc::new(files.clone()), root);
    let before = contents(&files);
    let mut plan = Plan::default();
    plan.write(root.join("drafts/b.toml"), "乙".as_bytes(), "乙乙");
    plan.write(root.join("drafts/a.toml"), b"", "新");
    let refused = store.lock().unwrap().commit("试写", &plan).unwrap_err();
    assert!(matches!(refused, Refused::Emptied(_)), "{refused:?}");
    assert_eq!(contents(&files), before);
}

#[test]
fn a_journal_is_ended_though_the_old_texts_are_gone() {
    let root = Path::new(ROOT);
    let hash = |text: &str| kuaibao::source::hash::hash(&[text.as_bytes()]);
    let line = |key: &str, text: Option<&str>| {
        text.map_or(String::new(), |text| format!("{key} = \"{}\"\n", hash(text)))
    };
    // What the step has done so far, and what lies where the old text was kept.
    let done = [(Some("旧"), Some("新")), (Some("旧"), None), (None, Some("新"))];
    for ((before, after), aside) in
        done.iter().flat_map(|done| [None, Some("别的"), Some("旧")].map(|aside| (*done, aside)))
    {
        let files = workspace();
        let path = root.join("drafts/x.toml");
        if let Some(after) = after {
            files.insert(&path, after);
        }
        if let Some(aside) = aside {
            files.insert(root.join("drafts/.kuaibao-1"), aside);
        }
        let journal = format!(
            "serial = 1\njob = \"移动条目\"\n[[step]]\npath = \"drafts/x.toml\"\nstaged = \"drafts/.kuaibao-1\"\n{}{}[[step]]\npath = \"drafts/y.toml\"\nstaged = \"drafts/.kuaibao-2\"\nbefore = \"{}\"\n",
            line("before", before),
            line("after", after),
            hash("没有动过")
        );
        files.insert(root.join("drafts/y.toml"), "没有动过");
        files.insert(root.join(".kuaibao/journal.toml"), sealed(&journal));
        let store = store(Arc::new(files.clone()), root);
        let held = store.lock().unwrap();
        let case = format!("{before:?} {after:?} {aside:?}");
        assert_eq!(held.recovered[0].how, How::Undone, "{case}");
        let told = !held.recovered[0].left.is_empty();
        let now = contents(&files).get(&path).cloned();
        if told {
            // Left as it is; what somebody saved, and was swapped out, is there again.
            assert_eq!(now.as_deref(), aside.or(after).map(str::as_bytes), "{case}");
        } else {
            assert_eq!(now.as_deref(), before.map(str::as_bytes), "{case}");
        }
        assert_eq!(told, before.is_some() && aside != before, "{case}");
        held.commit("试写", &plan(root)).unwrap();
    }
}

#[test]
fn a_journal_that_names_a_folder_is_put_aside() {
    let here = tempfile::tempdir().unwrap();
    let root = here.path();
    std::fs::create_dir_all(root.join("drafts/.kuaibao-2")).unwrap();
    std::fs::create_dir_all(root.join(".kuaibao")).unwrap();
    for (path, staged) in [("drafts", "drafts/.kuaibao-1"), ("a.toml", "drafts/.kuaibao-2")] {
        let journal = format!(
            "serial = 1\njob = \"x\"\n[[step]]\npath = \"{path}\"\nstaged = \"{staged}\"\nbefore = \"a\"\nafter = \"b\"\n"
        );
        std::fs::write(root.join(".kuaibao/journal.toml"), sealed(&journal)).unwrap();
        let held = store(disk(), root).lock().unwrap();
        assert_eq!(held.recovered[0].how, How::Unknown, "{path}");
    }
}

#[test]
fn what_is_open_and_not_saved_is_seen_and_not_taken_for_saved() {
    let root = Path::new(ROOT);
    let files = workspace();
    let buffers = Arc::new(Buffers::over(Arc::new(files.clone())));
    let (a, new) = (root.join("drafts/a.toml"), root.join("drafts/new.toml"));
    buffers.set(&a, "没有存".as_bytes());
    buffers.set(&new, "新的".as_bytes());
    assert_eq!(buffers.read(&a, 100).unwrap().0, "没有存".as_bytes());
    assert!(buffers.list(&root.join("drafts")).unwrap().contains(&new));
    assert!(buffers.is_file(&new));
    // A job is made from what is saved.
    let held = store(buffers.clone(), root).lock().unwrap();
    let mut plan = Plan::default();
    plan.write(&a, "没有存".as_bytes(), "x");
    assert!(matches!(held.commit("试写", &plan), Err(Refused::Changed(_))));
    assert!(buffers.is_open(&a));
    let mut plan = Plan::default();
    plan.write(&a, "甲".as_bytes(), "没有存");
    plan.create(&new, "新的");
    held.commit("存盘", &plan).unwrap();
    assert!(!buffers.is_open(&a) && !buffers.is_open(&new));
    assert_eq!(contents(&files)[&a], "没有存".as_bytes());
}

#[test]
fn readers_see_no_half_state() {
    // A writer that swaps what is in two files, and one that reads both.
    let files = InMemory::new();
    let root = Path::new(ROOT);
    let (a, b) = (root.join("drafts/a.toml"), root.join("drafts/b.toml"));
    files.insert(&a, "词");
    files.insert(&b, "词词");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let store = store(Arc::new(files.clone()), root).with_patience(1000);
            for _ in 0..300 {
                let held = store.lock().unwrap();
                let (one, _) = files.read(&a, 10).unwrap();
                let (two, _) = files.read(&b, 10).unwrap();
                let mut plan = Plan::default();
                plan.write(&a, &one, two.clone());
                plan.write(&b, &two, one);
                held.commit("移动条目", &plan).unwrap();
            }
            done.store(true, Ordering::Relaxed);
        });
        let reader = store(Arc::new(files.clone()), root).with_patience(1000);
        while !done.load(Ordering::Relaxed) {
            let read = || {
                let one = files.read(&a, 10).unwrap().0;
                std::thread::yield_now();
                (one, files.read(&b, 10).unwrap().0)
            };
            let ((one, two), _) = reader.steadily(read).unwrap();
            assert_eq!(one.len() + two.len(), "词词词".len());
        }
    });
}

#[test]
fn typed_texts_and_backups_are_kept_within_bounds() {
    let root = Path::new(ROOT);
    let files = workspace();
    let store = store(Arc::new(files.clone()), root);
    let first = store.keep_typed("一".as_bytes()).unwrap();
    let second = store.keep_typed("二".as_bytes()).unwrap();
    assert_eq!(store.typed(), [first.clone(), second]);
    let held = store.lock().unwrap();
    let mut plan = Plan::default();
    let a = root.join("drafts/a.toml");
    held.back_up(&mut plan, &a, "甲".as_bytes());
    plan.write(&a, "甲".as_bytes(), "一");
    plan.remove(&first, "一".as_bytes());
    held.commit("加入来稿", &plan).unwrap();
    let names: Vec<_> = store.backups().iter().map(|p| p.file_name().unwrap().to_owned()).collect();
    assert_eq!(names, ["2026-11-27 a.toml"]);
    assert_eq!(store.typed().len(), 1);
    // Once a day.
    let mut plan = Plan::default();
    held.back_up(&mut plan, &a, "一".as_bytes());
    assert!(plan.is_empty());
    for day in 0..300 {
        files.insert(root.join(format!(".kuaibao/backup/2025-{day:03} a.toml")), "旧");
    }
    drop(held);
    store.lock().unwrap();
    assert_eq!(store.backups().len(), 200);
    assert!(store.backups().last().unwrap().ends_with("2026-11-27 a.toml"));
}

#[test]
fn outputs_are_whole_and_devices_stay_devices() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out/a.pdf");
    deliver(&Disk, &path, b"one").unwrap();
    deliver(&Disk, &path, b"two").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"two");
    assert!(matches!(deliver(&Disk, folder.path(), b"x"), Err(Refused::Folder(_))));
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        deliver(&Disk, Path::new("/dev/null"), b"x").unwrap();
        let kind = std::fs::metadata("/dev/null").unwrap().file_type();
        assert!(kind.is_char_device());
    }
    let missing = Disk.read(&folder.path().join("none"), 10).unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound);
}
