//! How wide letters, figures and marks of ASCII are in the faces of a page, so that texts can be
//! measured without laying them out.

/// From the space to `~`, in thousandths of an em: of the text, as wide as in Times New Roman.
#[rustfmt::skip]
const TEXT: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
    921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
    333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
    500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// Of headings, as wide as in Noto Sans CJK.
#[rustfmt::skip]
const HEADING: [u16; 95] = [
    225, 343, 518, 570, 570, 939, 706, 298, 356, 356, 484, 570, 298, 357, 298, 390,
    570, 570, 570, 570, 570, 570, 570, 570, 570, 570, 298, 298, 570, 570, 570, 492,
    972, 622, 667, 646, 699, 600, 566, 701, 741, 309, 549, 664, 558, 830, 734, 754,
    648, 754, 656, 608, 611, 733, 594, 894, 596, 553, 607, 356, 390, 356, 570, 562,
    615, 575, 629, 517, 630, 566, 346, 578, 621, 288, 289, 575, 298, 943, 624, 615,
    630, 630, 409, 480, 396, 620, 545, 829, 526, 544, 491, 356, 281, 356, 570,
];

/// Which of the two faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    Text,
    Heading,
}

/// In ems; nothing for what is not of ASCII.
pub(crate) fn width(c: char, face: Face) -> Option<f64> {
    let widths = match face {
        Face::Text => &TEXT,
        Face::Heading => &HEADING,
    };
    let at = (c as usize).checked_sub(' ' as usize)?;
    widths.get(at).map(|width| f64::from(*width) / 1000.0)
}

#[cfg(test)]
mod tests {
    use skrifa::instance::{LocationRef, Size};
    use skrifa::{FontRef, MetadataProvider as _};

    use super::*;

    #[test]
    fn widths_are_those_of_the_faces() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/prepared");
        let faces = [
            ("LiberationSerif-Regular.ttf", Face::Text),
            ("NotoSansCJKsc-Medium.ttf", Face::Heading),
        ];
        for (name, face) in faces {
            let bytes = std::fs::read(folder.join(name)).expect("a face");
            let font = FontRef::new(&bytes).expect("a face");
            let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
            for c in ' '..='~' {
                let glyph = font.charmap().map(c).expect("a glyph");
                let own = f64::from(metrics.advance_width(glyph).expect("a width"));
                assert!((width(c, face).unwrap_or_default() - own).abs() < 6e-4, "{name} {c}");
            }
        }
        assert_eq!((width('政', Face::Text), width('\n', Face::Text)), (None, None));
    }
}
