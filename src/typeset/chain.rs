//! Chains of families: which face a text is set in, and which ones help out.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeStruct as _, Serializer};
use typst::text::{FontInfo, FontWeight};

use super::prepared::plain_family;
use crate::config::Fonts;

/// What a face is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// 小标宋: the name in the masthead.
    Title,
    /// 黑体: columns and headlines.
    Heading,
    /// 黑体: strong runs in a body.
    Strong,
    /// 仿宋: everything else.
    Body,
    /// 楷体: the editor's note.
    Kai,
    /// 宋体: page numbers.
    Folio,
}

impl Role {
    pub const ALL: [Self; 6] =
        [Self::Title, Self::Heading, Self::Strong, Self::Body, Self::Kai, Self::Folio];

    /// What people call the face.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "小标宋（刊名）",
            Self::Heading => "黑体（栏目、标题）",
            Self::Strong => "黑体（正文中的黑体字）",
            Self::Body => "仿宋（正文）",
            Self::Kai => "楷体（编者按）",
            Self::Folio => "宋体（页码）",
        }
    }

    pub(super) fn weight(self) -> FontWeight {
        match self {
            Self::Title => FontWeight::BOLD,
            Self::Heading | Self::Strong => FontWeight::MEDIUM,
            Self::Body | Self::Kai | Self::Folio => FontWeight::REGULAR,
        }
    }

    /// Licensed faces that official documents are usually set in, by the names that Windows and
    /// WPS install them under.
    pub fn preferred(self) -> &'static [&'static str] {
        match self {
            Self::Title => &["方正小标宋简体", "方正小标宋_GBK"],
            Self::Heading | Self::Strong => &["黑体", "方正黑体_GBK"],
            Self::Body => &["仿宋_GB2312", "方正仿宋_GBK", "仿宋"],
            Self::Kai => &["楷体_GB2312", "方正楷体_GBK", "楷体"],
            Self::Folio => &["宋体"],
        }
    }

    pub(super) fn chosen(self, fonts: &Fonts) -> &[String] {
        match self {
            Self::Title => &fonts.title,
            Self::Heading | Self::Strong => &fonts.heading,
            Self::Body => &fonts.body,
            Self::Kai => &fonts.kai,
            Self::Folio => &fonts.folio,
        }
    }

    /// The program's own chain, in order of fallback.
    pub(super) fn own(self) -> &'static [Link] {
        const TITLE: &[Link] = &[link(NOTO_SERIF), link(LIBERATION)];
        const HEADING: &[Link] =
            &[DOT, link(NOTO_SANS), link(ZHUQUE), link(NOTO_SERIF), link(LIBERATION)];
        const BODY: &[Link] =
            &[ASCII_ONLY, QUOTES_ONLY, link(ZHUQUE), link(NOTO_SERIF), link(LIBERATION)];
        const KAI: &[Link] = &[
            ASCII_ONLY,
            QUOTES_ONLY,
            HAN_ONLY,
            link(UKAI),
            link(ZHUQUE),
            link(NOTO_SERIF),
            link(LIBERATION),
        ];
        const FOLIO: &[Link] = &[link(NOTO_SERIF)];
        match self {
            Self::Title => TITLE,
            Self::Heading | Self::Strong => HEADING,
            Self::Body => BODY,
            Self::Kai => KAI,
            Self::Folio => FOLIO,
        }
    }
}

/// One family of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub(super) name: Cow<'static, str>,
    /// The characters it may be used for, as a regular expression; all when `None`.
    pub(super) covers: Option<&'static str>,
}

/// A template receives a bare name, or name and `covers`.
impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self.covers {
            None => self.name.serialize(serializer),
            Some(covers) => {
                let mut link = serializer.serialize_struct("Link", 2)?;
                link.serialize_field("name", &self.name)?;
                link.serialize_field("covers", covers)?;
                link.end()
            }
        }
    }
}

const fn link(name: &'static str) -> Link {
    Link { name: Cow::Borrowed(name), covers: None }
}

const LIBERATION: &str = "Liberation Serif";
const NOTO_SERIF: &str = "Noto Serif CJK SC";
const NOTO_SANS: &str = "Noto Sans CJK SC";
const ZHUQUE: &str = "Zhuque Fangsong (technical preview)";
const KAITI: &str = "AR PL KaitiM GB";
const UKAI: &str = "AR PL UKai";

pub(super) const ASCII: &str = "[ -~]";
pub(super) const QUOTES: &str = "[“”‘’]";
pub(super) const MIDDLE_DOT: &str = "[·]";
pub(super) const HAN: &str = "[一-鿿]";

/// Digits and Latin letters; quotes, dashes and ellipses belong to the Chinese face.
const ASCII_ONLY: Link = Link { name: Cow::Borrowed(LIBERATION), covers: Some(ASCII) };
/// Zhuque's quotes are a third of an em wide.
const QUOTES_ONLY: Link = Link { name: Cow::Borrowed(NOTO_SERIF), covers: Some(QUOTES) };
/// Half an em wide, as GB/T 15834-2011 5.1.9 has it; Noto Sans makes it a whole one.
const DOT: Link = Link { name: Cow::Borrowed(ZHUQUE), covers: Some(MIDDLE_DOT) };
/// gkai00mp sets its punctuation in the middle of the box, so only its Han characters are used.
const HAN_ONLY: Link = Link { name: Cow::Borrowed(KAITI), covers: Some(HAN) };

impl Link {
    /// Whether the chain may take `c` from this family, glyph or not.
    pub(super) fn may_cover(&self, c: char) -> bool {
        match self.covers {
            Some(ASCII) => (' '..='~').contains(&c),
            Some(QUOTES) => matches!(c, '“' | '”' | '‘' | '’'),
            Some(MIDDLE_DOT) => c == '·',
            Some(HAN) => ('一'..='鿿').contains(&c),
            _ => true,
        }
    }
}

/// Fonts carry an English family name beside the Chinese one that people know.
pub(super) static ALIASES: &[(&str, &str)] = &[
    ("仿宋", "FangSong"),
    ("仿宋_GB2312", "FangSong_GB2312"),
    ("宋体", "SimSun"),
    ("方正仿宋_GBK", "FZFangSong-Z02"),
    ("方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    ("方正小标宋简体", "FZXiaoBiaoSong-B05S"),
    ("方正楷体_GBK", "FZKai-Z03"),
    ("方正黑体_GBK", "FZHei-B01"),
    ("楷体", "KaiTi"),
    ("楷体_GB2312", "KaiTi_GB2312"),
    ("黑体", "SimHei"),
];

/// What offices call a face: the name they know a licensed one by, and for one of the program's own
/// that of the licensed face it stands for.
pub(super) fn office_name(info: &FontInfo) -> String {
    let family = plain_family(&info.family);
    let own = match family {
        ZHUQUE => Role::Body,
        KAITI | UKAI => Role::Kai,
        NOTO_SANS => Role::Heading,
        NOTO_SERIF if info.variant.weight >= FontWeight::SEMIBOLD => Role::Title,
        NOTO_SERIF => Role::Folio,
        LIBERATION => return "Times New Roman".to_owned(),
        _ => {
            let alias = ALIASES.iter().find(|(_, other)| *other == family);
            return alias.map_or(family, |(chinese, _)| chinese).to_owned();
        }
    };
    own.preferred().first().map_or(family, |name| name).to_owned()
}
