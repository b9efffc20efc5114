//! The faces in the binary, made by `fonts/prepare.py`: most in two files, one for common and one
//! for rare characters. What they are called and cover is in an index, so that a file is read only
//! when a text is set in it.

use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};

/// The family of a rare file is that of the common one with this at its end.
const RARE: &str = " Rare";
const RARE_FILE: &str = ".rare.ttf";

/// A file with a face, or with the rare characters of one.
pub(super) struct Prepared {
    pub(super) file: &'static str,
    pub(super) bytes: &'static [u8],
    pub(super) sha256: String,
    pub(super) info: FontInfo,
    font: OnceLock<Option<Font>>,
}

/// A line of `index.json`.
#[derive(Deserialize)]
struct Indexed {
    file: String,
    sha256: String,
    info: FontInfo,
}

impl Prepared {
    /// All of them, sorted by file.
    #[expect(clippy::expect_used, reason = "a constant of this program, tested")]
    pub(super) fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Prepared>> = LazyLock::new(|| {
            let index: Vec<Indexed> =
                serde_json::from_str(include_str!("../../fonts/prepared/index.json"))
                    .expect("the index is made with the files");
            FILES
                .iter()
                .filter_map(|&(file, bytes)| {
                    let Indexed { sha256, info, .. } =
                        index.iter().find(|face| face.file == file)?;
                    Some(Prepared {
                        file,
                        bytes,
                        sha256: sha256.clone(),
                        info: info.clone(),
                        font: OnceLock::new(),
                    })
                })
                .collect()
        });
        &ALL
    }

    /// The face itself, taken apart and hashed once in the life of the program.
    pub(super) fn font(&self) -> Option<Font> {
        self.font.get_or_init(|| Font::new(Bytes::new(self.bytes), 0)).clone()
    }

    /// The face's name without kind of file: `NotoSerifCJKsc-Bold`, for both of its files.
    pub(super) fn face(&self) -> &'static str {
        let stem = self.file.strip_suffix(RARE_FILE).or_else(|| self.file.strip_suffix(".ttf"));
        stem.unwrap_or(self.file)
    }
}

/// The family with a family's rare characters.
pub(super) fn rare_family(family: &str) -> String {
    format!("{family}{RARE}")
}

/// The family as people know it, whichever of its files a glyph came from.
pub(super) fn plain_family(family: &str) -> &str {
    family.strip_suffix(RARE).unwrap_or(family)
}

static FILES: &[(&str, &[u8])] = {
    macro_rules! files {
        ($($file:literal),* $(,)?) => {
            &[$(($file, include_bytes!(concat!("../../fonts/prepared/", $file)))),*]
        };
    }
    files![
        "ARPLUKaiCN-supplement.ttf",
        "LiberationSerif-Bold.ttf",
        "LiberationSerif-Regular.ttf",
        "NotoSansCJKsc-Bold.rare.ttf",
        "NotoSansCJKsc-Bold.ttf",
        "NotoSansCJKsc-Medium.rare.ttf",
        "NotoSansCJKsc-Medium.ttf",
        "NotoSerifCJKsc-Bold.rare.ttf",
        "NotoSerifCJKsc-Bold.ttf",
        "NotoSerifCJKsc-Regular.rare.ttf",
        "NotoSerifCJKsc-Regular.ttf",
        "ZhuqueFangsong-Regular.rare.ttf",
        "ZhuqueFangsong-Regular.ttf",
        "gkai00mp.rare.ttf",
        "gkai00mp.ttf",
    ]
};

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};
    use typst::layout::Abs;
    use typst::text::FontVariations;

    use super::*;

    #[test]
    fn the_index_says_what_the_files_hold() {
        let files: Vec<&str> = Prepared::all().iter().map(|face| face.file).collect();
        assert_eq!(files, FILES.iter().map(|(file, _)| *file).collect::<Vec<_>>());
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
            let digest = Sha256::digest(face.bytes);
            let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(digest, face.sha256, "{}", face.file);
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
