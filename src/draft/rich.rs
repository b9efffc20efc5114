//! What letters of a workbook's cell look like: raised, lowered, struck through (ISO/IEC 29500-1, 18.4). The
//! reader of workbooks gives plain text; the package is looked through for what it leaves out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::source::file::bounded;
use crate::zh::notation;

/// A piece of a cell that is not printed as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub how: How,
    pub from: String,
    /// As it is printed; nothing of what is struck through.
    pub to: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// Above or below the line.
    Moved,
    /// In a row or column, or on a sheet, that is not shown.
    Hidden,
    /// Cells of formulas that have no value in the file.
    Unsolved(String),
    Struck,
    /// Some of it may be either; where it is.
    Doubtful(String),
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Look {
    #[default]
    Plain,
    Raised,
    Lowered,
    Struck,
}

/// The pieces of a cell's text.
pub(super) type Runs = Vec<Run>;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Run {
    look: Look,
    text: String,
}

/// Texts that are not plain, by what the reader of workbooks gives; nothing where another cell has the same
/// text and looks otherwise.
#[derive(Debug, Default)]
pub(super) struct Rich {
    texts: BTreeMap<String, Option<Runs>>,
    plain: BTreeSet<String>,
}

/// Larger parts are not in a table that is printed.
const MOST_BYTES: usize = 64 << 20;

impl Rich {
    /// Looks through a workbook of either format.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut rich = Self::default();
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return rich };
        for index in 0..archive.len() {
            let Ok(file) = archive.by_index(index) else { continue };
            let name = file.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
            if !name.ends_with("sharedstrings.xml") && !name.contains("worksheets/") {
                continue;
            }
            let text = bounded(file, MOST_BYTES).unwrap_or_default();
            let text = String::from_utf8_lossy(&text);
            // Most sheets have no text of their own.
            if name.ends_with("strings.xml") || text.contains("<is>") || text.contains(":is>") {
                rich.part(&text);
            }
        }
        for (text, runs) in &mut rich.texts {
            if rich.plain.contains(text) {
                *runs = None;
            }
        }
        rich
    }

    /// What a cell's text looks like; nothing inside where it is not certain.
    pub(super) fn of(&self, text: &str) -> Option<&Option<Runs>> {
        self.texts.get(text)
    }

    /// Reads a part as far as it can be read: whoever reads the cells refuses what is broken.
    fn part(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let mut runs = Runs::new();
        let (mut inside, mut in_text, mut reading) = (false, false, false);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(start) => match start.local_name().into_inner() {
                    "si" | "is" => (inside, runs) = (true, vec![Run::default()]),
                    "r" if inside => runs.push(Run::default()),
                    "rPh" => reading = true,
                    "t" => in_text = inside && !reading,
                    _ => note(&start, &mut runs),
                },
                Event::Empty(start) => note(&start, &mut runs),
                Event::End(end) => match end.local_name().into_inner() {
                    "si" | "is" => {
                        inside = false;
                        self.add(std::mem::take(&mut runs));
                    }
                    "rPh" => reading = false,
                    "t" => in_text = false,
                    _ => {}
                },
                Event::Text(text) if in_text => put(&mut runs, &text.xml10_content()),
                Event::CData(text) if in_text => put(&mut runs, &text.xml10_content()),
                Event::GeneralRef(reference) if in_text => {
                    let c = match (reference.resolve_char_ref(), &*reference) {
                        (Ok(Some(c)), _) => c,
                        (_, "amp") => '&',
                        (_, "lt") => '<',
                        (_, "gt") => '>',
                        (_, "quot") => '"',
                        (_, "apos") => '\'',
                        _ => continue,
                    };
                    put(&mut runs, c.encode_utf8(&mut [0; 4]));
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, runs: Runs) {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let text = text.trim().to_owned();
        if runs.iter().all(|run| run.look == Look::Plain || run.text.trim().is_empty()) {
            self.plain.insert(text);
            return;
        }
        let other = self.texts.get(&text).is_some_and(|known| known.as_ref() != Some(&runs));
        self.texts.insert(text, Some(runs).filter(|_| !other));
    }
}

/// Takes what a property says of the run that it stands in.
fn note(start: &BytesStart<'_>, runs: &mut Runs) {
    let Some(run) = runs.last_mut() else { return };
    let value = || {
        let mut all = start.attributes();
        let found = all
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == "val")?;
        Some(found.normalized_value(XmlVersion::Explicit1_0).ok()?.into_owned())
    };
    match start.local_name().into_inner() {
        // What is struck through is void wherever it stands.
        "strike" if !matches!(value().as_deref(), Some("0" | "false")) => run.look = Look::Struck,
        "vertAlign" if run.look != Look::Struck => {
            run.look = match value().as_deref() {
                Some("superscript") => Look::Raised,
                Some("subscript") => Look::Lowered,
                _ => Look::Plain,
            };
        }
        _ => {}
    }
}

fn put(runs: &mut Runs, text: &str) {
    if let Some(run) = runs.last_mut() {
        run.text.push_str(text);
    }
}

/// A text as it is printed; `told` takes what is not as it was.
pub(super) fn shown(runs: &Runs, told: &mut Vec<Told>) -> String {
    let mut all = String::new();
    for Run { look, text } in runs {
        let figures = text.contains(|c: char| c.is_ascii_digit());
        let to = match look {
            Look::Raised if figures => notation::raised(text),
            Look::Lowered => notation::lowered(&all, text),
            Look::Struck => String::new(),
            Look::Plain | Look::Raised => text.clone(),
        };
        if to != *text {
            let how = if *look == Look::Struck { How::Struck } else { How::Moved };
            told.push(Told { how, from: text.clone(), to: to.clone() });
        }
        all.push_str(&to);
    }
    all.trim().to_owned()
}

/// A cell all of whose letters stand above or below the line.
pub(super) fn moved(look: Look, text: &str, told: &mut Vec<Told>) -> String {
    shown(&vec![Run { look, text: text.to_owned() }], told)
}

/// Whether a workbook of the old format has a face that is raised, lowered or struck through ([MS-XLS] 2.4.122):
/// which letters have it is not read.
pub(super) fn is_in_old(bytes: &[u8]) -> bool {
    const FONT: u16 = 0x0031;
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return false };
    let Ok(stream) = file.open_stream("/Workbook") else { return false };
    let mut bytes = vec![];
    if stream.take(MOST_BYTES as u64).read_to_end(&mut bytes).is_err() {
        return false;
    }
    let mut rest = bytes.as_slice();
    while let [a, b, c, d, tail @ ..] = rest {
        let length = usize::from(u16::from_le_bytes([*c, *d]));
        let Some(data) = tail.get(..length) else { return false };
        let flag = |at: usize, mask: u8| data.get(at).is_some_and(|byte| byte & mask != 0);
        if u16::from_le_bytes([*a, *b]) == FONT && (flag(2, 0x08) || flag(8, 0x03)) {
            return true;
        }
        rest = &tail[length..];
    }
    false
}
