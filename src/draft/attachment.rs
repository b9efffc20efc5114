//! Files that lie beside a draft and are printed with it: pictures, and tables as CSV or workbooks.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::ops::Deref;
use std::path::{Component, Path};
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use super::{Draft, sheet};
use crate::source::Spanned;

/// The largest file that is read, in bytes: a photograph at print resolution has 2 to 6 MB.
pub const MAX_BYTES: usize = 20 << 20;
/// The most rows of a table that are typeset: on pages that is a booklet of its own.
pub const MAX_ROWS: usize = 8000;
/// The most cells of a table, however it is written.
pub const MAX_CELLS: usize = sheet::MOST_CELLS;
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
    /// Pixels, as it is seen: a photograph that was taken upright may be kept lying, with a word
    /// that says so (EXIF).
    pub width: usize,
    pub height: usize,
}

/// How well a photograph is kept that is turned.
pub const JPEG_QUALITY: u8 = 90;

impl Picture {
    /// Its file for programs that do not heed how it was taken; turned, where it has to be.
    pub fn upright(&self) -> Cow<'_, [u8]> {
        match turned(&self.bytes, self.format) {
            Some(bytes) => Cow::Owned(bytes),
            None => Cow::Borrowed(&self.bytes),
        }
    }
}

fn turned(bytes: &[u8], format: PictureFormat) -> Option<Vec<u8>> {
    let (mut decoder, orientation) = orientation(bytes)?;
    decoder.set_limits(Limits::default()).ok()?;
    let mut pixels = DynamicImage::from_decoder(decoder).ok()?;
    pixels.apply_orientation(orientation);
    let mut turned = vec![];
    match format {
        PictureFormat::Jpeg => JpegEncoder::new_with_quality(&mut turned, JPEG_QUALITY)
            .encode_image(&pixels.to_rgb8())
            .ok()?,
        PictureFormat::Png => {
            pixels.write_to(&mut Cursor::new(&mut turned), image::ImageFormat::Png).ok()?;
        }
    }
    Some(turned)
}

/// What is to be done to a picture to see it upright, where that is something.
fn orientation(bytes: &[u8]) -> Option<(impl ImageDecoder, Orientation)> {
    const MARKS: [&[u8]; 2] = [b"Exif\0", b"eXIf"];
    let head = &bytes[..bytes.len().min(1 << 16)];
    MARKS.iter().find(|mark| head.windows(mark.len()).any(|part| part == **mark))?;
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    (orientation != Orientation::NoTransforms).then_some((decoder, orientation))
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
        Ok(rows) if rows.iter().map(Vec::len).sum::<usize>() > MAX_CELLS => Content::Refused(
            "超过 2 万格，太大了，印不成一期快报里的表",
            "只留要印的各行各列；全表另外附送",
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
    let lies = |orientation| {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
    };
    let (width, height) = match orientation(bytes) {
        Some((_, orientation)) if lies(orientation) => (size.height, size.width),
        _ => (size.width, size.height),
    };
    Content::Picture(Picture { bytes: bytes.clone(), format, width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A photograph, 40 by 20, that is to be turned so.
    fn photograph(orientation: u8) -> Arc<[u8]> {
        let mut plain = vec![];
        let pixels = DynamicImage::new_rgb8(40, 20);
        let written = pixels.write_to(&mut Cursor::new(&mut plain), image::ImageFormat::Jpeg);
        written.expect("it is written");
        let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        tiff.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        let mut bytes = plain[..2].to_vec();
        bytes.extend(b"\xFF\xE1");
        bytes.extend((tiff.len() as u16 + 8).to_be_bytes());
        bytes.extend(b"Exif\0\0");
        bytes.extend(tiff);
        bytes.extend(&plain[2..]);
        bytes.into()
    }

    #[test]
    fn a_photograph_is_as_large_as_it_is_seen() {
        for (orientation, seen, turned) in
            [(1, (40, 20), false), (3, (40, 20), true), (6, (20, 40), true), (8, (20, 40), true)]
        {
            let Content::Picture(picture) = picture(&photograph(orientation)) else {
                panic!("{orientation} is a picture");
            };
            assert_eq!((picture.width, picture.height), seen, "{orientation}");
            let upright = picture.upright();
            assert_eq!(matches!(upright, Cow::Owned(_)), turned, "{orientation}");
            let size = imagesize::blob_size(&upright).expect("a picture");
            assert_eq!((size.width, size.height), seen, "{orientation}");
        }
    }
}
