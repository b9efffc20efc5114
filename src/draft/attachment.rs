//! Files that lie beside a draft and are printed with it: pictures, and tables as CSV or workbooks.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::{Component, Path};
use std::sync::Arc;

use super::{Draft, sheet};
use crate::source::Spanned;

/// The largest file that is read, in bytes: a photograph at print resolution has 2 to 6 MB.
pub const MAX_BYTES: usize = 20 << 20;
/// The most rows of a table that are typeset: on pages that is a booklet of its own.
pub const MAX_ROWS: usize = 8000;
/// The most pixels that are decoded; A4 at 600 dots per inch has 35 million.
const MAX_PIXELS: usize = 50_000_000;

/// The attachments of a draft, by their names in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attachments(BTreeMap<String, Attachment>);

#[derive(Debug, Clone, PartialEq)]
struct Attachment {
    content: Content,
    bytes: Arc<[u8]>,
}

/// What a file turned out to hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A table's rows, of any lengths.
    Rows(Vec<Vec<String>>),
    Picture(Picture),
    /// It cannot be used: why, and what to do, in words for the editor.
    Refused(&'static str, &'static str),
}

/// A picture that is not decoded yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pub bytes: Arc<[u8]>,
    pub format: PictureFormat,
    /// Pixels.
    pub width: usize,
    pub height: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureFormat {
    Png,
    #[serde(rename = "jpg")]
    Jpeg,
}

/// Gets a file by the name that a draft has for it.
pub type Fetch<'a> = dyn Fn(&str) -> Result<Arc<[u8]>, Refusal> + 'a;

impl Attachments {
    /// Reads the files that a draft names; `fetch` gets them by name. Names are data from who knows
    /// where: see [`is_plain`].
    pub fn read(draft: &Draft, fetch: &Fetch<'_>) -> Self {
        let items = draft.items().map(|(_, _, item)| item);
        let mut all = BTreeMap::new();
        for item in items {
            let tables = item.table.iter().filter_map(|table| table.file.as_ref());
            let figures = item.figure.iter().filter_map(|figure| figure.file.as_ref());
            let names = tables.map(|name| (name, Kind::Table));
            for (name, kind) in names.chain(figures.map(|name| (name, Kind::Figure))) {
                let read = || match fetch(name.trim()) {
                    Ok(bytes) => Attachment { content: kind.content(&bytes), bytes },
                    Err(Refusal(why, help)) => {
                        let content = Content::Refused(why, help);
                        Attachment { content, bytes: [].into() }
                    }
                };
                all.entry(name.trim().to_owned()).or_insert_with(read);
            }
        }
        Self(all)
    }

    /// What the file of this name holds; `None` when the draft does not name it.
    pub fn get(&self, name: &Spanned<String>) -> Option<&Content> {
        self.0.get(name.trim()).map(|attachment| &attachment.content)
    }

    /// The files that could be read: name and content, by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let usable = |attachment: &&Attachment| {
            !matches!(attachment.content, Content::Refused(..)) || !attachment.bytes.is_empty()
        };
        let files = self.0.iter().filter(move |(_, attachment)| usable(attachment));
        files.map(|(name, attachment)| (name.as_str(), attachment.bytes.deref()))
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Table,
    Figure,
}

impl Kind {
    fn content(self, bytes: &Arc<[u8]>) -> Content {
        match self {
            Self::Table => rows(bytes),
            Self::Figure => picture(bytes),
        }
    }
}

/// Why a file is not used, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal(pub &'static str, pub &'static str);

impl Refusal {
    pub const OUTSIDE: Self =
        Self("不在稿件所在的文件夹里", "把文件复制到稿件旁边，只写文件名，不写盘符和 ..");
    pub const MISSING: Self = Self("找不到", "把文件放到稿件旁边，检查文件名和扩展名");
    pub const TOO_LARGE: Self = Self("超过 20 MB，太大了", "换一个小些的文件；图片可以先压缩");
    pub const UNREADABLE: Self = Self("读不出来", "检查有没有读取的权限");
}

/// Whether a name can only lead into the folder that the draft is in, or below it.
pub fn is_plain(name: &str) -> bool {
    let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    plain && !name.contains(['\\', ':']) && !name.is_empty()
}

/// A table in a file of its own: a CSV, or a workbook's first sheet.
fn rows(bytes: &[u8]) -> Content {
    match sheet::rows(bytes) {
        Ok(rows) if rows.len() > MAX_ROWS => Content::Refused(
            "超过 8000 行，太长了，印不成一期快报里的表",
            "只留要印的各行；全表另外附送",
        ),
        Ok(rows) => Content::Rows(rows),
        Err((why, help)) => Content::Refused(why, help),
    }
}

fn picture(bytes: &Arc<[u8]>) -> Content {
    let format = match imagesize::image_type(bytes) {
        Ok(imagesize::ImageType::Png) => PictureFormat::Png,
        Ok(imagesize::ImageType::Jpeg) => PictureFormat::Jpeg,
        _ => {
            return Content::Refused(
                "不是 PNG 或 JPEG 图片",
                "用画图软件打开，另存为 PNG 或 JPEG；只改扩展名不行",
            );
        }
    };
    let Ok(size) = imagesize::blob_size(bytes) else {
        return Content::Refused("是坏的图片，读不出来", "重新取一份，或用画图软件打开后另存");
    };
    if size.width.saturating_mul(size.height) > MAX_PIXELS {
        return Content::Refused("超过 5000 万像素，太大了", "先缩小：印在纸上 2000 像素宽就够了");
    }
    Content::Picture(Picture {
        bytes: bytes.clone(),
        format,
        width: size.width,
        height: size.height,
    })
}
