//! Printing: drafts checked, set and written to files that are called after them, several at the
//! same time; what has not changed since is not made again.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use chrono::Datelike as _;

use super::press::{Edition, Press, Set};
use super::records::{Record, Records};
use super::said::{PagesSaid, Said};
use super::since::since;
use super::store::Plan;
use super::timings::step;
use super::{Chosen, Office, Refusal, rounds, store, workers};
use crate::draft::name::Name;
use crate::export::{File, Form, Options};
use crate::source::hash::hash;
use crate::typeset::Setting;
use crate::workspace::Entry;
use crate::workspace::archive::Manifest;
use crate::workspace::files::Files;

/// What is to be printed, and where it goes.
#[derive(Debug, Clone)]
pub struct Job {
    /// Whether it may be unsigned yet, and says so on each page.
    pub proof: bool,
    /// Each once, in the order in which they are made.
    pub forms: Vec<Form>,
    pub options: Options,
    pub target: Target,
    /// Whether what is there and current is made again.
    pub force: bool,
    /// How many drafts are set at the same time.
    pub threads: usize,
}

impl Job {
    pub fn is_by_page(&self) -> bool {
        self.forms.iter().any(|form| form.row().by_page)
    }

    /// `.proof` for one that may be unsigned.
    fn mark(&self) -> &'static str {
        if self.proof { ".proof" } else { "" }
    }
}

/// Where files go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Nowhere: who asks for them gets the bytes.
    Memory,
    /// One form of one draft, to this file.
    File(PathBuf),
    /// Into a folder, called after the draft.
    Folder(PathBuf),
}

/// How it went with a draft.
#[derive(Debug)]
pub enum Printed {
    Written(Written),
    /// All of it is there, and is what would be written.
    Current {
        paths: Vec<PathBuf>,
    },
    /// The draft has errors, which are among what is said.
    Refused {
        draft: PathBuf,
        /// Whether a file of an earlier print is there, and stays.
        kept: bool,
    },
}

/// A draft that was printed.
#[derive(Debug)]
pub struct Written {
    pub forms: Vec<WrittenForm>,
    pub pages: usize,
    pub setting: Setting,
    /// How long it took.
    pub took: Duration,
}

/// A draft in one form.
#[derive(Debug)]
pub struct WrittenForm {
    pub form: Form,
    /// What was written, in order of the pages.
    pub paths: Vec<PathBuf>,
    /// What was made; without its bytes when it was written.
    pub files: Vec<File>,
    record: Record,
}

/// Prints drafts that are chosen, and tells of each in their order: how it went, nothing where it
/// failed, and what is to be said of it.
pub fn print(
    press: &mut Press,
    chosen: &[Chosen],
    job: &Job,
    mut tell: impl FnMut(Option<Printed>, Vec<Said>),
) -> Result<()> {
    press.share(chosen.len(), job.threads);
    let press = &*press;
    let files = press.office.files();
    if let Target::Folder(folder) = &job.target {
        store::clean(files, folder);
    }
    let mut records = match &job.target {
        Target::Folder(folder) => Some(Records::of(files, folder)),
        Target::Memory | Target::File(_) => None,
    };
    let old = records.clone();
    let old = old.as_ref().filter(|_| !job.force);
    let manifest = Manifest::read(files, &press.office.workspace.root).ok();
    let print = |chosen: &Chosen, said: &mut Vec<Said>| {
        let entry = press.office.entry(chosen);
        let printed =
            entry.and_then(|entry| one(press, &entry, job, (old, manifest.as_ref()), said));
        press.end();
        printed
    };
    let result = workers::in_order(job.threads, chosen, print, |printed, said| {
        if let (Some(Printed::Written(written)), Some(records)) = (&printed, &mut records) {
            for form in &written.forms {
                if let Some(path) = form.paths.first() {
                    records.insert(path, form.record.clone());
                }
            }
        }
        tell(printed, said);
    });
    if let Some(records) = records {
        records.save(files)?;
    }
    result
}

/// Checks one draft and writes it in the forms that are wanted: all of them are made before one is
/// written.
fn one(
    press: &Press,
    entry: &Entry,
    job: &Job,
    (records, manifest): (Option<&Records>, Option<&Manifest>),
    said: &mut Vec<Said>,
) -> Result<Printed> {
    let started = Instant::now();
    let store = press.office.files();
    let inputs = press.inputs(entry);
    let since = manifest.map(|manifest| since(&press.office, manifest, entry)).unwrap_or_default();
    if since.is_edited && !job.proof {
        said.push(Said::Edited { draft: entry.source.path().to_owned() });
    }
    let correction = since.correction.as_deref().filter(|_| !job.proof);
    let edition = Edition { proof: job.proof, correction };
    let inputs = |form: Form| {
        format!("{inputs}{}{}", form.variant(&job.options), correction.unwrap_or_default())
    };
    let stem = stem(entry);
    let refused = || Printed::Refused {
        draft: entry.source.path().to_owned(),
        kept: is_kept(store, job, &stem),
    };
    if let (Some(records), Target::Folder(folder)) = (records, &job.target)
        && !job.is_by_page()
    {
        let path = |form: &Form| folder.join(format!("{stem}{}{}", job.mark(), form.row().ending));
        let paths: Vec<PathBuf> = job.forms.iter().map(path).collect();
        let current = |(path, form): (&PathBuf, &Form)| {
            records.current(store, path, &inputs(*form), &entry.source)
        };
        let current: Option<Vec<PagesSaid>> = paths.iter().zip(&job.forms).map(current).collect();
        if let Some(current) = current {
            // What others have printed meanwhile may matter to it.
            if !press.check(entry, job.proof, said) {
                return Ok(refused());
            }
            said.extend(current.into_iter().next().map(Said::Pages));
            return Ok(Printed::Current { paths });
        }
    }
    let make = |set: &Set| -> Result<Vec<(Form, Vec<File>)>> {
        let make = |form: &Form| {
            let name = name_of(job, *form, &stem);
            Ok((*form, press.make(set, entry, *form, &job.options, &name, job.proof)?))
        };
        job.forms.iter().map(make).collect()
    };
    let Some((set, made)) = press.set(entry, edition, said, make)? else {
        return Ok(refused());
    };
    let pages = PagesSaid { findings: set.findings, advice: set.advice };
    let mut placed = vec![];
    for (form, files) in &made {
        let path = |file: &File| path_of(store, &stem, job, *form, file);
        placed.push(
            files.iter().filter_map(|file| path(file).transpose()).collect::<Result<Vec<_>>>()?,
        );
    }
    step("write file", || write(press, &made, &placed))?;
    let mut forms = vec![];
    for ((form, mut files), paths) in made.into_iter().zip(placed) {
        if let (true, Target::Folder(folder)) = (form.row().by_page, &job.target) {
            clear_pages(store, folder, &format!("{stem}{}", job.mark()), files.len(), form)?;
        }
        let bytes: Vec<&[u8]> = files.iter().map(|file| file.bytes.as_slice()).collect();
        let record = Record::new(inputs(form), hash(&bytes), &pages);
        if job.target != Target::Memory {
            files.iter_mut().for_each(|file| file.bytes = vec![]);
        }
        forms.push(WrittenForm { form, paths, files, record });
    }
    if job.proof && job.target != Target::Memory {
        // A proof is none the worse where that cannot be kept, as on a disk that is only read.
        let _ = rounds::shown(&press.office, entry);
    }
    press.forget();
    Ok(Printed::Written(Written {
        forms,
        pages: set.fitted.pages.count(),
        setting: set.fitted.setting,
        took: started.elapsed(),
    }))
}

/// Whether a file of an earlier print is there.
fn is_kept(files: &dyn Files, job: &Job, stem: &str) -> bool {
    let name = |page: &str, form: &Form| format!("{stem}{}{page}{}", job.mark(), form.row().ending);
    match &job.target {
        Target::Memory => false,
        Target::File(path) => files.exists(path),
        Target::Folder(folder) => job
            .forms
            .iter()
            .any(|form| ["", ".1"].iter().any(|page| files.exists(&folder.join(name(page, form))))),
    }
}

/// Removes the pictures of pages that an earlier, longer print had: they would be taken for pages
/// of this one.
fn clear_pages(
    files: &dyn Files,
    folder: &Path,
    stem: &str,
    pages: usize,
    form: Form,
) -> Result<()> {
    let name = |page: usize| folder.join(format!("{stem}.{page}{}", form.row().ending));
    let first = if pages == 1 { 1 } else { pages + 1 };
    for path in (first..).map(name).take_while(|path| files.is_file(path)) {
        files.remove(&path).with_context(|| format!("删不掉 {}", path.display()))?;
    }
    Ok(())
}

/// Writes what was made: a form as fast as can be, as it can be made again; several in one go, all or
/// none.
fn write(press: &Press, made: &[(Form, Vec<File>)], placed: &[Vec<PathBuf>]) -> Result<()> {
    /// Drafts are printed side by side, and one plan is written at a time.
    static WRITING: Mutex<()> = Mutex::new(());
    let files = made.iter().flat_map(|(_, files)| files);
    let all = placed.iter().flatten().zip(files);
    if made.len() == 1 {
        for (path, file) in all {
            store::deliver(press.office.files(), path, &file.bytes)?;
        }
        return Ok(());
    }
    let mut plan = Plan::default();
    for (path, file) in all {
        store::outside_archive(press.office.files(), path)?;
        plan.set(path, file.bytes.as_slice());
    }
    let _turn = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    press.office.commit("做几种格式", &plan)
}

/// Where a file goes that is called after its draft, with an ending such as `.proof.pdf`; nowhere
/// when it stays in memory.
fn path_of(
    files: &dyn Files,
    stem: &str,
    job: &Job,
    form: Form,
    file: &File,
) -> Result<Option<PathBuf>> {
    let File { ending, bytes, .. } = file;
    let mark = job.mark();
    let path = match &job.target {
        Target::Memory => return Ok(None),
        Target::File(path) => called(path, form, ending),
        Target::Folder(folder) => folder.join(format!("{stem}{mark}{ending}")),
    };
    let is_record = !job.proof && form == Form::Pdf;
    if !is_record && is_plain_pdf_of_issue(&path) {
        return Err(Refusal::Reserved { path, ending: format!("{mark}{ending}") }.into());
    }
    if !is_replaceable(files, &path, bytes) {
        return Err(Refusal::NotPrinted { path }.into());
    }
    Ok(Some(path))
}

/// What a file of a form is called when the form is to be written to `path`: that, or `x.2.png` for
/// the second page of `x.png`.
fn called(path: &Path, form: Form, ending: &str) -> PathBuf {
    match ending == form.row().ending {
        true => path.to_owned(),
        false => path.with_file_name(format!("{}{ending}", bare(path, form))),
    }
}

/// The name of a file without the ending of its form.
fn bare(path: &Path, form: Form) -> String {
    let row = form.row();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(row.ending).or_else(|| name.strip_suffix(row.extension()));
    stem.unwrap_or(&name).to_owned()
}

/// What all files of a form are called before their endings, so that they can name one another.
fn name_of(job: &Job, form: Form, stem: &str) -> String {
    match &job.target {
        Target::File(path) => bare(path, form),
        Target::Folder(_) | Target::Memory => format!("{stem}{}", job.mark()),
    }
}

/// `2023-43`: what the files made from a draft are called.
pub fn stem(entry: &Entry) -> String {
    let draft = &entry.draft;
    let name = draft
        .date()
        .zip(draft.number())
        .map(|(date, number)| Name { year: date.year(), kind: draft.kind(), number }.to_string());
    name.unwrap_or_else(|| "draft".to_owned())
}

/// Whether what is at a path may be lost: nothing, an empty file or device, or one of the same
/// kind. `-o drafts/2023-43.toml` must not turn the draft into a PDF.
fn is_replaceable(files: &dyn Files, path: &Path, bytes: &[u8]) -> bool {
    const KIND: usize = 5;
    if !files.is_file(path) {
        return true;
    }
    match files.saved(path) {
        Ok(old) => bytes.starts_with(&old[..old.len().min(KIND)]),
        Err(_) => true,
    }
}

/// Writes files that are none of an issue itself, such as pages with its changes: none over what was not
/// printed, nor under the name that is for the issue; `ending` is one that may be had. All are looked at
/// before one is written.
///
/// # Errors
/// Something would be lost, or a file cannot be written.
pub fn deliver(office: &Office, files: &[(PathBuf, &[u8])], ending: &str) -> Result<()> {
    for (path, bytes) in files {
        if Name::of(path).is_some() {
            let ending = ending.to_owned();
            return Err(Refusal::Reserved { path: office.shown(path), ending }.into());
        }
        if !is_replaceable(office.files(), path, bytes) {
            return Err(Refusal::NotPrinted { path: office.shown(path) }.into());
        }
    }
    for (path, bytes) in files {
        store::deliver(office.files(), path, bytes)?;
    }
    Ok(())
}

/// Whether a path carries the name that a finished bulletin has.
fn is_plain_pdf_of_issue(path: &Path) -> bool {
    let pdf = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
    pdf && Name::of(path).is_some()
}
