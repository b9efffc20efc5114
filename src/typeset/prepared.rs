//! The faces in the binary, made by `fonts/prepare.py`: most in two files, one for common and one
//! for rare characters. What they are called and cover is in an index, so that a file is read only
//! when a text is set in it.

use std::borrow::Cow;
use std::io::Read as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, OnceLock};

use flate2::bufread::ZlibDecoder;
use serde::Deserialize;
use serde::de::value::{self, SeqDeserializer};
use sha2::{Digest as _, Sha256};
use typst::foundations::Bytes;
use typst::text::{
    Coverage, Font, FontFlags, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight,
};
use typst::utils::hash128;

/// The family of a rare file is that of the common one with this at its end.
const RARE: &str = " Rare";
const RARE_FILE: &str = ".rare.ttf";

/// A file with a face, or with the rare characters of one.
pub(super) struct Prepared {
    pub(super) file: &'static str,
    /// Its bytes, or these packed.
    stored: &'static [u8],
    pub(super) sha256: String,
    pub(super) info: FontInfo,
    font: OnceLock<Option<Font>>,
}

/// An entry of `index.json`.
#[derive(Deserialize)]
struct Indexed {
    file: String,
    sha256: String,
    family: String,
    weight: FontWeight,
    flags: FontFlags,
    /// How many numbers of `coverage.bin` are this face's.
    runs: usize,
}

impl Prepared {
    /// All of them, sorted by file.
    pub(super) fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Prepared>> = LazyLock::new(read_index);
        &ALL
    }

    /// The face itself, taken apart once in the life of the program.
    pub(super) fn font(&self) -> Option<Font> {
        self.font.get_or_init(|| Font::new(named(self.bytes()?, &self.sha256), 0)).clone()
    }

    /// The file as it was before it was put into the program; `None` when that was damaged since.
    fn bytes(&self) -> Option<Cow<'static, [u8]>> {
        // A face begins with a version, which has no such byte.
        const ZLIB: u8 = 0x78;
        if self.stored.first() != Some(&ZLIB) {
            return Some(Cow::Borrowed(self.stored));
        }
        let mut bytes = vec![];
        ZlibDecoder::new(self.stored).read_to_end(&mut bytes).ok()?;
        Some(Cow::Owned(bytes))
    }

    /// Whether it is still what the index was made of.
    pub(super) fn is_sound(&self) -> bool {
        let Some(bytes) = self.bytes() else { return false };
        let digest = Sha256::digest(&bytes);
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        digest == self.sha256
    }

    /// The face's name without kind of file: `NotoSerifCJKsc-Bold`, for both of its files.
    pub(super) fn face(&self) -> &'static str {
        let stem = self.file.strip_suffix(RARE_FILE).or_else(|| self.file.strip_suffix(".ttf"));
        stem.unwrap_or(self.file)
    }
}

/// A file, and what the engine is to know it by.
struct Named {
    bytes: Cow<'static, [u8]>,
    sha256: String,
    /// Whether it is known already.
    known: Arc<AtomicBool>,
}

impl AsRef<[u8]> for Named {
    fn as_ref(&self) -> &[u8] {
        match self.known.load(Ordering::Acquire) {
            true => &self.bytes,
            false => self.sha256.as_bytes(),
        }
    }
}

/// The bytes of a face, hashed by the hash that the index has of it. The engine tells faces from one
/// another by a hash that it takes once, of the whole file: millions of bytes, read from the disk and
/// held in memory, of which a page needs a tenth.
fn named(bytes: Cow<'static, [u8]>, sha256: &str) -> Bytes {
    let known = Arc::new(AtomicBool::new(false));
    let bytes = Bytes::new(Named { bytes, sha256: sha256.to_owned(), known: known.clone() });
    // Remembered with the bytes, for good.
    hash128(&bytes);
    known.store(true, Ordering::Release);
    bytes
}

#[expect(clippy::expect_used, reason = "constants of this program, tested")]
fn read_index() -> Vec<Prepared> {
    let index: Vec<Indexed> =
        serde_json::from_str(include_str!("../../fonts/prepared/index.json")).expect("is JSON");
    let mut numbers = numbers(include_bytes!("../../fonts/prepared/coverage.bin"));
    let of = |(face, &(file, stored)): (Indexed, &(&'static str, &'static [u8]))| {
        assert_eq!(face.file, file, "fonts/prepared/index.json is made with the files");
        let runs = SeqDeserializer::<_, value::Error>::new(numbers.by_ref().take(face.runs));
        let (style, stretch) = (FontStyle::Normal, FontStretch::NORMAL);
        let info = FontInfo {
            family: face.family,
            variant: FontVariant { style, weight: face.weight, stretch },
            flags: face.flags,
            axes: vec![],
            coverage: Coverage::deserialize(runs).expect("are numbers"),
        };
        Prepared { file, stored, sha256: face.sha256, info, font: OnceLock::new() }
    };
    index.into_iter().zip(FILES).map(of).collect()
}

/// Numbers packed in groups of seven bits, the lowest first; the top bit says that more follow.
fn numbers(packed: &[u8]) -> impl Iterator<Item = u32> {
    let mut bytes = packed.iter();
    std::iter::from_fn(move || {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = u32::from(*bytes.next()?);
            number |= (byte & 0x7F) << shift;
            shift += 7;
            if byte < 0x80 {
                return Some(number);
            }
        }
    })
}

/// Takes the faces apart that nearly every page uses, on a thread of its own, while another core has
/// nothing to do.
pub fn read_ahead() {
    const COMMON: [&str; 5] = [
        "ZhuqueFangsong-Regular.ttf",
        "NotoSerifCJKsc-Bold.ttf",
        "NotoSansCJKsc-Medium.ttf",
        "LiberationSerif-Regular.ttf",
        "NotoSerifCJKsc-Regular.ttf",
    ];
    let read = || {
        for file in COMMON {
            if let Some(face) = Prepared::all().iter().find(|face| face.file == file) {
                drop(face.font());
            }
        }
    };
    // Without it they are read when they are wanted.
    drop(std::thread::Builder::new().spawn(read));
}

/// The family with a family's rare characters.
pub(super) fn rare_family(family: &str) -> String {
    format!("{family}{RARE}")
}

/// The family as people know it, whichever of its files a glyph came from.
pub(super) fn plain_family(family: &str) -> &str {
    family.strip_suffix(RARE).unwrap_or(family)
}

macro_rules! face {
    ($file:literal) => {
        ($file, include_bytes!(concat!("../../fonts/prepared/", $file)))
    };
    ($file:literal packed) => {
        ($file, include_bytes!(concat!("../../fonts/prepared/", $file, ".z")))
    };
}

/// Those with rare characters are packed, which makes the program a tenth smaller.
static FILES: &[(&str, &[u8])] = &[
    face!("ARPLUKaiCN-supplement.ttf" packed),
    face!("LiberationSerif-Bold.ttf"),
    face!("LiberationSerif-Regular.ttf"),
    face!("NotoSansCJKsc-Bold.rare.ttf" packed),
    face!("NotoSansCJKsc-Bold.ttf"),
    face!("NotoSansCJKsc-Medium.rare.ttf" packed),
    face!("NotoSansCJKsc-Medium.ttf"),
    face!("NotoSerifCJKsc-Bold.rare.ttf" packed),
    face!("NotoSerifCJKsc-Bold.ttf"),
    face!("NotoSerifCJKsc-Regular.rare.ttf" packed),
    face!("NotoSerifCJKsc-Regular.ttf"),
    face!("ZhuqueFangsong-Regular.rare.ttf" packed),
    face!("ZhuqueFangsong-Regular.ttf"),
    face!("gkai00mp.rare.ttf" packed),
    face!("gkai00mp.ttf"),
];

#[cfg(test)]
mod tests {
    use typst::layout::Abs;
    use typst::text::FontVariations;

    use super::*;

    #[test]
    fn the_index_says_what_the_files_hold() {
        assert_eq!(Prepared::all().len(), FILES.len());
        for face in Prepared::all() {
            let font = face.font().expect(face.file);
            let (real, said) = (font.info(), &face.info);
            assert_eq!((&real.family, real.variant), (&said.family, said.variant), "{}", face.file);
            assert_eq!((real.flags, &real.axes), (said.flags, &said.axes), "{}", face.file);
            // typst counts characters that a table of the face leads nowhere.
            let here: Vec<u32> = said.coverage.iter().collect();
            let instance =
                font.clone().instantiate(real.variant, Abs::pt(16.0), &FontVariations::default());
            let glyph = |c: &u32| char::from_u32(*c).and_then(|c| instance.ttf().glyph_index(c));
            let there: Vec<u32> = real.coverage.iter().filter(|c| glyph(c).is_some()).collect();
            assert!(here == there, "{}", face.file);
            assert!(face.is_sound(), "{}", face.file);
        }
    }

    /// The table in `fonts/README.md`.
    #[test]
    fn a_face_cut_in_two_has_all_its_characters() {
        for (face, base, extension) in [
            ("ZhuqueFangsong-Regular", 11_009, 79),
            ("NotoSerifCJKsc-Bold", 9_968, 77),
            ("NotoSansCJKsc-Medium", 9_968, 77),
            ("NotoSansCJKsc-Bold", 9_968, 77),
            ("gkai00mp", 6_763, 0),
            ("NotoSerifCJKsc-Regular", 20_992, 6_592),
        ] {
            let parts: Vec<_> = Prepared::all().iter().filter(|p| p.face() == face).collect();
            assert_eq!(parts.len(), 2, "{face}");
            let count = |block: std::ops::RangeInclusive<u32>| {
                let has = |c: &u32| parts.iter().any(|p| p.info.coverage.contains(*c));
                block.filter(has).count()
            };
            assert_eq!(
                (count(0x4E00..=0x9FFF), count(0x3400..=0x4DBF)),
                (base, extension),
                "{face}"
            );
        }
    }

    /// The engine does not read a face to know it, and takes it for no other one.
    #[test]
    fn faces_are_known_by_the_hash_of_the_index() {
        let fonts: Vec<Font> = Prepared::all().iter().filter_map(Prepared::font).collect();
        for (index, font) in fonts.iter().enumerate() {
            assert_eq!(fonts.iter().position(|other| other == font), Some(index));
            let face = &Prepared::all()[index];
            assert_eq!(hash128(font.data()), hash128(&Bytes::new(face.sha256.clone())));
            assert_eq!(Some(font.data().as_slice()), face.bytes().as_deref(), "{}", face.file);
        }
    }

    #[test]
    fn only_common_characters_of_a_face_are_in_its_common_file() {
        let of = |face: &str| Prepared::all().iter().find(|p| p.file == face).expect("is there");
        for face in ["ZhuqueFangsong-Regular.ttf", "NotoSansCJKsc-Medium.ttf"] {
            let has = |c: char| of(face).info.coverage.contains(u32::from(c));
            assert!("的鑫垚亳，。“”—…《》、0aA·".chars().all(has), "{face}");
            assert!(!"龖饕".chars().any(has), "{face}");
        }
    }
}
