//! What is counted of all issues: asked of the index as far as it goes, so that nothing is read that
//! has been read before.

use chrono::NaiveDate;

use super::{Finder, Standing, standing};
use crate::draft::Kind;

/// An item, as far as it is counted.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    pub date: Option<NaiveDate>,
    /// As its file is named: 2023-43.
    pub name: &'a str,
    pub issue: Option<i64>,
    pub kind: Kind,
    pub standing: Standing,
    pub editor: &'a str,
    pub column: &'a str,
    pub credits: &'a [&'a str],
    pub characters: u32,
    /// Column and item; `None` for the editor's note.
    pub number: Option<(u16, u16)>,
}

/// Where an item that was counted stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source(pub(super) super::At);

impl Finder {
    /// Tells of each item of all issues: drafts, held items, released ones.
    pub fn each(&self, mut tell: impl FnMut(Source, &Counted<'_>)) {
        if let Some(kept) = &self.kept {
            let table = &kept.table;
            let mut credits: Vec<&str> = vec![];
            for (folder, _, files) in table.folders() {
                for file in files.filter(|file| self.live.get(*file) == Some(&true)) {
                    let path = format!("{folder}/{}", table.name(file));
                    for item in 0..table.items(file) {
                        credits.clear();
                        credits.extend(table.credits(file, item));
                        let counted = Counted {
                            name: stem(table.name(file)),
                            date: table.date(file),
                            issue: table.number(file),
                            kind: table.kind(file),
                            standing: standing(&path),
                            editor: table.editor(file),
                            column: table.column(file, item),
                            credits: &credits,
                            characters: table.characters(file, item),
                            number: table.item_number(file, item),
                        };
                        tell(Source(super::At::Kept(file, item as u16)), &counted);
                    }
                }
            }
        }
        for (file, fresh) in self.fresh.iter().enumerate() {
            for (at, item) in fresh.issue.items.iter().enumerate() {
                let credits: Vec<&str> = item.credits.iter().map(String::as_str).collect();
                let counted = Counted {
                    name: stem(fresh.path.rsplit('/').next().unwrap_or_default()),
                    date: fresh.issue.date,
                    issue: fresh.issue.number,
                    kind: fresh.issue.kind,
                    standing: standing(&fresh.path),
                    editor: &fresh.issue.editor,
                    column: &item.column,
                    credits: &credits,
                    characters: item.characters,
                    number: item.number,
                };
                tell(Source(super::At::Fresh(file, at as u16)), &counted);
            }
        }
    }
}

/// A file's name without its ending; that of a second release is the issue's all the same.
fn stem(file: &str) -> &str {
    file.split_once('.').map_or(file, |(stem, _)| stem)
}
