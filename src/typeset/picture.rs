//! Pictures: those that a draft brings along, and those made of pages.

use typst::foundations::{Bytes, Smart};
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage};

use crate::bulletin::{Block, Bulletin};
use crate::draft::attachment::{Picture, PictureFormat};

/// Whether a picture can be decoded, and so printed. Its header alone does not tell.
pub fn is_sound(picture: &Picture) -> bool {
    let format = match picture.format {
        PictureFormat::Png => ExchangeFormat::Png,
        PictureFormat::Jpeg => ExchangeFormat::Jpg,
    };
    let bytes = Bytes::new(picture.bytes.clone());
    RasterImage::new(bytes, RasterFormat::Exchange(format), Smart::Auto).is_ok()
}

/// The name under which the template sees the picture of this index.
pub(super) fn picture_name(index: usize) -> String {
    format!("picture-{index}")
}

/// The pictures of a bulletin, in order; a picture's index is its name.
pub(super) fn pictures(bulletin: &Bulletin) -> impl Iterator<Item = &Picture> {
    let items = bulletin.columns.iter().flat_map(|column| &column.items);
    items.flat_map(|item| &item.body).filter_map(|block| match block {
        Block::Figure(figure) => Some(&figure.picture),
        Block::Paragraph(_) | Block::Subhead(_) | Block::Table(_) => None,
    })
}

/// A PNG that says how many pixels an inch it has: programs that are not told take 96.
pub(super) fn with_density(mut png: Vec<u8>, ppi: f64) -> Vec<u8> {
    // Signature, and the header, which comes first and has 13 bytes of data.
    const HEADER: usize = 8 + 12 + 13;
    let per_metre = (ppi / 0.0254).round() as u32;
    let mut chunk = b"pHYs".to_vec();
    chunk.extend(per_metre.to_be_bytes());
    chunk.extend(per_metre.to_be_bytes());
    chunk.push(1);
    let sum = crc(&chunk);
    let length = (chunk.len() - 4) as u32;
    let whole = length.to_be_bytes().into_iter().chain(chunk).chain(sum.to_be_bytes());
    if png.len() > HEADER {
        png.splice(HEADER..HEADER, whole);
    }
    png
}

/// The check sum of a chunk (ISO/IEC 15948, annex D).
fn crc(data: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !data.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_that_of_the_standard() {
        assert_eq!(crc(b"IEND"), 0xAE42_6082);
    }

    /// Read back as a program reads it, chunk by chunk (ISO/IEC 15948, 5.3).
    fn density(png: &[u8]) -> Option<(u32, u32, u8)> {
        let word = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
        let mut at = 8;
        loop {
            let length = word(at)? as usize;
            match png.get(at + 4..at + 8)? {
                b"pHYs" => {
                    assert_eq!(word(at + 8 + length), Some(crc(&png[at + 4..at + 8 + length])));
                    return Some((word(at + 8)?, word(at + 12)?, *png.get(at + 16)?));
                }
                // It must come before the picture.
                b"IDAT" => return None,
                _ => at += 12 + length,
            }
        }
    }

    #[test]
    fn a_picture_says_how_many_dots_an_inch_has() {
        let mut plain = vec![];
        let pixel = image::RgbImage::new(1, 1);
        let format = image::ImageFormat::Png;
        pixel.write_to(&mut std::io::Cursor::new(&mut plain), format).expect("written");
        assert_eq!(density(&plain), None);
        for (ppi, per_metre) in [(36.0, 1417), (72.0, 2835), (144.0, 5669), (600.0, 23622)] {
            let png = with_density(plain.clone(), ppi);
            assert_eq!(density(&png), Some((per_metre, per_metre, 1)), "{ppi}");
            assert!(image::load_from_memory(&png).is_ok(), "{ppi}");
        }
    }
}
