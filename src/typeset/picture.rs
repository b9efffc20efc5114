//! Pictures that a draft brings along.

use typst::foundations::{Bytes, Smart};
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage};

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
