//! The world that typst sees: a template's files, the data, the faces. No disk, no network, no
//! clock, so nothing in a draft or a template can reach outside.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, Span, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _};

use super::AttachedDraft;
use super::fonts::FontSet;
use super::picture::picture_name;
use super::template::{MAIN, Template};
use crate::draft::attachment::Picture;

pub(super) struct TypstWorld<'a> {
    fonts: &'a FontSet,
    files: &'a Files,
    data: Bytes,
    page: Option<Bytes>,
    /// By their index; see [`picture_name`].
    pictures: Vec<(FileId, Bytes)>,
    /// The main file with a draft attached, and the draft.
    attached: Option<(Source, Bytes)>,
}

/// Where an attached draft is found.
const DRAFT: &str = "draft.toml";

/// A template's files under the ids that typst knows them by. Made once: ids are never freed.
pub(super) struct Files {
    main: FileId,
    data: FileId,
    page: FileId,
    draft: FileId,
    files: Vec<(FileId, Bytes, OnceLock<FileResult<Source>>)>,
}

impl Files {
    pub(super) fn new(template: &Template) -> Self {
        let files = template
            .files
            .iter()
            .filter_map(|(name, bytes)| Some((id(name)?, bytes.clone(), OnceLock::new())))
            .collect();
        let (data, page) = (fixed_id("data.json"), fixed_id("page.json"));
        Self { main: fixed_id(MAIN), data, page, draft: fixed_id(DRAFT), files }
    }
}

fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(format!("/{name}")).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

#[expect(clippy::expect_used, reason = "the names are constants of this program")]
fn fixed_id(name: &str) -> FileId {
    id(name).expect("a plain file name is a path")
}

/// The standard library, the same for every world.
fn library() -> &'static LazyHash<Library> {
    static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
    LIBRARY.get_or_init(|| LazyHash::new(Library::default()))
}

impl<'a> TypstWorld<'a> {
    pub(super) fn new(fonts: &'a FontSet, files: &'a Files, data: Vec<u8>) -> Self {
        let data = Bytes::new(data);
        Self { fonts, files, data, page: None, pictures: vec![], attached: None }
    }

    /// Adds `/page.json`.
    pub(super) fn page(mut self, page: Vec<u8>) -> Self {
        self.page = Some(Bytes::new(page));
        self
    }

    /// Adds the draft that a PDF is to carry. Every template can: the line goes after its own.
    pub(super) fn attached(mut self, draft: Option<&AttachedDraft<'_>>) -> Self {
        self.attached = draft.and_then(|draft| {
            let main = World::source(&self, self.files.main).ok()?;
            let name = draft.name.replace(['"', '\\'], "");
            let text = format!(
                "{}\n#pdf.attach(\"/{name}\", read(\"/{DRAFT}\", encoding: none), \
                 relationship: \"source\", mime-type: \"application/toml\", description: \"稿件\")\n",
                main.text()
            );
            Some((Source::new(self.files.main, text), Bytes::from_string(draft.text.to_owned())))
        });
        self
    }

    /// File and line, from 1, of a place in the template; nothing and 0 for what is elsewhere.
    pub(super) fn place(&self, span: Span) -> (String, u32) {
        let place = || {
            let (id, range) = (span.id()?, self.range(span)?);
            let line = self.source(id).ok()?.lines().byte_to_line(range.start)?;
            Some((id.get().vpath().get_without_slash().to_owned(), line as u32 + 1))
        };
        place().unwrap_or_default()
    }

    /// Adds the pictures of a bulletin.
    pub(super) fn pictures<'p>(mut self, pictures: impl Iterator<Item = &'p Picture>) -> Self {
        let name = |index| id(&picture_name(index));
        self.pictures = pictures
            .enumerate()
            .filter_map(|(index, picture)| Some((name(index)?, Bytes::new(picture.bytes.clone()))))
            .collect();
        self
    }
}

impl World for TypstWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.store.book()
    }

    fn main(&self) -> FileId {
        self.files.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if let Some((main, _)) = self.attached.as_ref().filter(|_| id == self.files.main) {
            return Ok(main.clone());
        }
        let (_, bytes, parsed) =
            self.files.files.iter().find(|(file, ..)| *file == id).ok_or_else(|| absent(id))?;
        parsed
            .get_or_init(|| {
                let text = std::str::from_utf8(bytes).map_err(|_| FileError::InvalidUtf8)?;
                Ok(Source::new(id, text.to_owned()))
            })
            .clone()
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.files.data {
            return Ok(self.data.clone());
        }
        if let Some(page) = self.page.as_ref().filter(|_| id == self.files.page) {
            return Ok(page.clone());
        }
        if let Some((_, draft)) = self.attached.as_ref().filter(|_| id == self.files.draft) {
            return Ok(draft.clone());
        }
        let own = self.files.files.iter().map(|(file, bytes, _)| (file, bytes));
        let pictures = self.pictures.iter().map(|(file, bytes)| (file, bytes));
        let found = own.chain(pictures).find(|(file, _)| **file == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.store.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
