//! What is counted of all issues: asked of the index as far as it goes, so that nothing is read that
//! has been read before.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{At, Finder, Standing, standing};
use crate::draft::Kind;
use crate::draft::name::Name;
use crate::search::text::Issue;
use crate::workspace;

/// An issue, as far as it is counted.
#[derive(Debug, Clone)]
pub struct IssueFacts<'a> {
    /// Its draft, as shown.
    pub draft: PathBuf,
    /// As its file is named: 2023-43.
    pub name: &'a str,
    pub date: Option<NaiveDate>,
    pub number: Option<i64>,
    pub kind: Kind,
    pub standing: Standing,
    pub is_readable: bool,
    pub editor: &'a str,
    pub items: Vec<ItemFacts<'a>>,
}

/// An item, as far as it is counted.
#[derive(Debug, Clone)]
pub struct ItemFacts<'a> {
    /// Column and item; `None` for the editor's note.
    pub number: Option<(u16, u16)>,
    pub column: &'a str,
    pub credits: Vec<&'a str>,
    pub characters: u32,
}

impl<'a> IssueFacts<'a> {
    /// Those of an issue that was read.
    pub fn of(issue: &'a Issue, draft: PathBuf) -> Self {
        let items = issue.items.iter().map(|item| ItemFacts {
            number: item.number,
            column: &item.column,
            credits: item.credits.iter().map(String::as_str).collect(),
            characters: item.characters,
        });
        Self {
            draft,
            name: "",
            date: issue.date,
            number: issue.number,
            kind: issue.kind,
            standing: Standing::Draft,
            is_readable: issue.is_readable,
            editor: &issue.editor,
            items: items.collect(),
        }
    }

    /// What makes two files drafts of the same issue.
    pub fn identity(&self) -> Option<Name> {
        use chrono::Datelike as _;
        Some(Name { year: self.date?.year(), kind: self.kind, number: self.number? })
    }
}

impl Finder {
    /// Tells of each issue: drafts, held items, then released ones, by their files' names.
    pub fn each(&self, mut tell: impl FnMut(&IssueFacts<'_>)) {
        let kept = (0..self.live.len()).filter(|file| self.live[*file]);
        let kept = kept.map(|file| At::Kept(file, 0));
        let fresh = (0..self.fresh.len()).filter(|file| self.fresh[*file].former.is_none());
        let fresh = fresh.map(|file| At::Fresh(file, 0));
        let mut all: Vec<At> = kept.chain(fresh).collect();
        // What the index has is in this order.
        if !self.fresh.is_empty() {
            all.sort_by(|one, other| self.by_place(*one, *other));
        }
        let mut folders = self.kept.iter().flat_map(|kept| kept.table.folders());
        let mut folder = folders.next();
        for at in all {
            let path = match at {
                At::Kept(file, _) => {
                    while folder.as_ref().is_some_and(|(_, _, files)| files.end <= file) {
                        folder = folders.next();
                    }
                    let name = self.kept.as_ref().map_or("", |kept| kept.table.name(file));
                    format!("{}/{name}", folder.as_ref().map_or("", |(path, ..)| path))
                }
                At::Fresh(file, _) => self.fresh[file].path.clone(),
            };
            if let Some(issue) = self.facts(at, &path) {
                tell(&issue);
            }
        }
    }

    /// Tells the day of each issue, without its items.
    pub fn each_date(&self, mut tell: impl FnMut(NaiveDate)) {
        if let Some(kept) = &self.kept {
            let live = (0..self.live.len()).filter(|file| self.live[*file]);
            live.filter_map(|file| kept.table.date(file)).for_each(&mut tell);
        }
        let fresh = self.fresh.iter().filter(|fresh| fresh.former.is_none());
        fresh.filter_map(|fresh| fresh.issue.date).for_each(tell);
    }

    fn facts(&self, at: At, path: &str) -> Option<IssueFacts<'_>> {
        let draft = workspace::shown(&self.root.join(path), &self.here);
        let standing = standing(path);
        Some(match at {
            At::Kept(file, _) => {
                let table = &self.kept.as_ref()?.table;
                let items = (0..table.items(file)).map(|item| ItemFacts {
                    number: table.item_number(file, item),
                    column: table.column(file, item),
                    credits: table.credits(file, item).collect(),
                    characters: table.characters(file, item),
                });
                IssueFacts {
                    draft,
                    standing,
                    name: stem(table.name(file)),
                    date: table.date(file),
                    number: table.number(file),
                    kind: table.kind(file),
                    is_readable: table.is_readable(file),
                    editor: table.editor(file),
                    items: items.collect(),
                }
            }
            At::Fresh(file, _) => {
                let fresh = &self.fresh[file];
                let name = stem(fresh.path.rsplit('/').next().unwrap_or_default());
                IssueFacts { name, standing, ..IssueFacts::of(&fresh.issue, draft) }
            }
        })
    }
}

/// A file's name without its ending; that of a second release is the issue's all the same.
fn stem(file: &str) -> &str {
    let stem = Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or(file);
    stem.split_once('.').map_or(stem, |(stem, _)| stem)
}
