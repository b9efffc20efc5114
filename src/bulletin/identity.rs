//! What a bulletin says, in one canonical form: what a signature binds, and what is compared.
//!
//! Everything printed is in it, and nothing else: no comments, no layout of the TOML, not the
//! signatures themselves, nothing that only moves lines about (size, pitch, faces). Equal content
//! has equal bytes, and so one hash.

use serde::{Deserialize, Serialize};

use super::block::{Block, Run, SubheadLevel};
use super::{Bulletin, Item};
use crate::source::hash;
use crate::zh::date;

/// All that is printed of a bulletin but its signatures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// What heads and ends the pages, each with its name in the office's words: 刊名, 期号, 本期发 …
    pub lines: Vec<Line>,
    /// The editor's note, one part a paragraph.
    pub note: Vec<Part>,
    pub columns: Vec<ColumnContent>,
}

/// One line of the masthead or the colophon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub name: String,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnContent {
    pub name: String,
    pub items: Vec<ItemContent>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemContent {
    pub headline: String,
    pub body: Vec<Part>,
    pub credits: Vec<String>,
}

/// A piece of a body as text: strong runs between `**`, a table's cells parted by tabs and its rows
/// by line ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub kind: PartKind,
    pub text: String,
    /// What text cannot say: a picture's SHA-256 and width, how many rows head a table.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub more: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    Paragraph,
    Subhead,
    Table,
    Figure,
}

/// A table as a part holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptTable {
    pub caption: String,
    pub head: usize,
    pub rows: Vec<Vec<String>>,
}

/// A picture as a part holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptFigure<'p> {
    pub caption: &'p str,
    /// SHA-256 of its file.
    pub hash: &'p str,
    /// Per cent of the type area; empty where the draft does not say.
    pub width: &'p str,
    pub alt: &'p str,
}

impl Part {
    /// What it is as a picture.
    pub fn figure(&self) -> KeptFigure<'_> {
        let mut words = self.more.splitn(3, ' ').map(str::trim);
        let mut next = || words.next().unwrap_or_default();
        KeptFigure { caption: &self.text, hash: next(), width: next(), alt: next() }
    }

    /// What it is as a table.
    pub fn table(&self) -> KeptTable {
        let mut lines = self.text.split('\n');
        let captioned = self.more.strip_prefix("caption ");
        let head = captioned.unwrap_or(&self.more).strip_prefix("head ");
        let caption = captioned.and_then(|_| lines.next()).unwrap_or_default();
        KeptTable {
            caption: caption.to_owned(),
            head: head.and_then(|head| head.parse().ok()).unwrap_or_default(),
            rows: lines.map(|row| row.split('\t').map(str::to_owned).collect()).collect(),
        }
    }
}

impl Content {
    pub fn of(bulletin: &Bulletin) -> Self {
        // Whoever adds something to a bulletin decides here whether signatures bind it.
        let Bulletin {
            name: _,
            publisher: _,
            number: _,
            heading: _,
            kind: _,
            total: _,
            date: _,
            note: _,
            columns: _,
            distribution: _,
            report_to: _,
            send_to: _,
            copies: _,
            contents: _,
            manner: _,
            printed: _,
            // Said by who signs and by releasing, behind the content.
            signoff: _,
            correction: _,
            // These move and colour, and say nothing.
            latin_spacing: _,
            punctuation: _,
            preprinted: _,
            creep: _,
        } = bulletin;
        let mut lines = vec![];
        let mut line = |name: &str, text: String| {
            if !text.is_empty() {
                lines.push(Line { name: name.to_owned(), text });
            }
        };
        let kind = match bulletin.kind {
            crate::draft::Kind::Regular => "",
            crate::draft::Kind::Supplement => "增刊",
        };
        line("刊名", bulletin.name.clone());
        line("期号", format!("{kind}第{}期", bulletin.number));
        line("总期号", bulletin.total.map(|total| total.to_string()).unwrap_or_default());
        line("编发单位", bulletin.publisher.clone());
        line("日期", date::written(bulletin.date));
        line("报", bulletin.report_to.clone());
        line("送", bulletin.send_to.clone());
        line("本期发", bulletin.distribution.clone());
        line("印数", bulletin.copies.map(|copies| copies.to_string()).unwrap_or_default());
        // It says 发： for 本期发：, and （第43期）.
        line("版式", if bulletin.manner.bracketed { "简报".to_owned() } else { String::new() });
        line("目录", if bulletin.contents { "印".to_owned() } else { String::new() });
        line("版式里的字", bulletin.printed.clone());
        let columns = bulletin.columns.iter().map(|column| ColumnContent {
            name: column.name.clone(),
            items: column.items.iter().map(item).collect(),
        });
        Self {
            note: bulletin.note.iter().map(|runs| paragraph(runs)).collect(),
            columns: columns.collect(),
            lines,
        }
    }

    /// The canonical bytes: JSON with the fields in the order of the types.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and lists always become JSON")
    }

    /// What [`Self::bytes`] wrote; `None` of anything else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    pub fn identity(&self) -> Identity {
        Identity(hash::hash(&[&self.bytes()]))
    }

    /// All items with the index of their column and their own, both from 0.
    pub fn items(&self) -> impl Iterator<Item = (usize, usize, &ItemContent)> {
        self.columns.iter().enumerate().flat_map(|(at, column)| {
            column.items.iter().enumerate().map(move |(index, item)| (at, index, item))
        })
    }
}

fn item(item: &Item) -> ItemContent {
    ItemContent {
        headline: item.headline.clone(),
        body: item.body.iter().map(part).collect(),
        credits: item.credits.clone(),
    }
}

/// A part of a body in its canonical form.
pub(super) fn part(block: &Block) -> Part {
    match block {
        Block::Paragraph(runs) => paragraph(runs),
        Block::Subhead(subhead) => {
            let level = match subhead.level {
                SubheadLevel::First => "1",
                SubheadLevel::Second => "2",
            };
            Part { kind: PartKind::Subhead, text: subhead.text.clone(), more: level.to_owned() }
        }
        Block::Table(table) => {
            let rows = table.rows.iter().map(|row| row.join("\t"));
            let caption = (!table.caption.is_empty()).then(|| table.caption.clone());
            let text: Vec<String> = caption.into_iter().chain(rows).collect();
            let caption = if table.caption.is_empty() { "" } else { "caption " };
            let more = format!("{caption}head {}", table.head);
            Part { kind: PartKind::Table, text: text.join("\n"), more }
        }
        Block::Figure(figure) => Part {
            kind: PartKind::Figure,
            text: figure.caption.clone(),
            more: format!(
                "{} {} {}",
                hash::hash(&[&figure.picture.bytes]),
                figure.width.map(|width| width.to_string()).unwrap_or_default(),
                figure.alt
            ),
        },
    }
}

fn paragraph(runs: &[Run]) -> Part {
    let mut text = String::new();
    // However the draft writes them, runs of one look in a row are printed as one.
    for group in runs.chunk_by(|a, b| a.strong == b.strong) {
        let mark = if group[0].strong { "**" } else { "" };
        let words: String = group.iter().map(|run| run.text.as_str()).collect();
        text.push_str(&format!("{mark}{words}{mark}"));
    }
    Part { kind: PartKind::Paragraph, text, more: String::new() }
}

/// The SHA-256 of a content, in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Identity(String);

impl Identity {
    pub fn new(hexadecimal: &str) -> Option<Self> {
        let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        (hexadecimal.len() == 64 && hexadecimal.chars().all(hex)).then(|| Self(hexadecimal.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Four groups of four signs, 80 bits, to be compared on paper: no 0 O 1 I, which look alike.
    pub fn short(&self) -> String {
        const SIGNS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        let digits = self.0.bytes().filter_map(|c| char::from(c).to_digit(16));
        let bits: Vec<u32> =
            digits.flat_map(|digit| (0..4).rev().map(move |bit| digit >> bit & 1)).collect();
        let sign = |five: &[u32]| {
            char::from(SIGNS[five.iter().fold(0, |value, bit| value << 1 | *bit as usize)])
        };
        let signs: Vec<char> = bits.chunks_exact(5).take(16).map(sign).collect();
        let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join("-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_form_can_be_read_aloud() {
        let identity = Identity::new(&"0123456789abcdef".repeat(4)).expect("a hash");
        let short = identity.short();
        assert_eq!(short.len(), 19);
        assert!(short.split('-').all(|group| group.len() == 4), "{short}");
        assert!(!short.contains(['0', 'O', '1', 'I']), "{short}");
        let other = Identity::new(&format!("1{}", &identity.as_str()[1..])).expect("a hash");
        assert_ne!(other.short(), short);
        assert_eq!(Identity::new("xyz"), None);
    }

    #[test]
    fn content_comes_back_from_its_bytes() {
        let content = Content {
            lines: vec![Line { name: "刊名".into(), text: "快报".into() }],
            note: vec![],
            columns: vec![ColumnContent {
                name: "民生".into(),
                items: vec![ItemContent {
                    headline: "“甲”\t乙".into(),
                    body: vec![Part {
                        kind: PartKind::Table,
                        text: "a\tb\nc\td".into(),
                        more: "head 1".into(),
                    }],
                    credits: vec!["人社局".into()],
                }],
            }],
        };
        assert_eq!(Content::read(&content.bytes()), Some(content.clone()));
        assert_eq!(Content::read(b"{}x"), None);
        let mut other = content.clone();
        other.columns[0].items[0].credits[0].push('处');
        assert_ne!(other.identity(), content.identity());
    }
}
