//! Names that RTF files use: destinations, code pages, sets of characters.

use encoding_rs::Encoding;

/// Destinations that are no text of the document; with a name, they are text of somebody's.
pub(super) const ASIDE: &[(&str, Option<&str>)] = &[
    ("fonttbl", None),
    ("colortbl", None),
    ("stylesheet", None),
    ("info", None),
    ("pict", None),
    ("listtable", None),
    ("listoverridetable", None),
    ("rsidtbl", None),
    ("generator", None),
    ("themedata", None),
    ("colorschememapping", None),
    ("datastore", None),
    ("latentstyles", None),
    ("xmlnstbl", None),
    ("fldinst", None),
    ("bkmkstart", None),
    ("bkmkend", None),
    ("objdata", None),
    ("sp", None),
    ("pgptbl", None),
    ("revtbl", None),
    ("filetbl", None),
    ("atnid", None),
    ("pntext", None),
    ("nonshppict", None),
    ("shprslt", None),
];

/// A code page by its number.
pub(super) fn encoding(page: i32) -> Option<&'static Encoding> {
    let label = match page {
        936 => "gbk",
        950 => "big5",
        932 => "shift_jis",
        949 => "euc-kr",
        65001 => "utf-8",
        other => return Encoding::for_label(format!("windows-{other}").as_bytes()),
    };
    Encoding::for_label(label.as_bytes())
}

/// A set of characters by Windows' number for it.
pub(super) fn charset(set: i32) -> Option<&'static Encoding> {
    match set {
        134 => encoding(936),
        136 => encoding(950),
        128 => encoding(932),
        129 => encoding(949),
        0 => encoding(1252),
        _ => None,
    }
}
