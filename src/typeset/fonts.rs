//! Which faces a page is set in: the program's own, the workspace's, and licensed faces that the
//! office has installed and names in `bulletin.toml`.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context as _, Result, bail};
use serde::ser::{Serialize, SerializeStruct as _, Serializer};
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight};
use typst_kit::fonts::{FontPath, FontSource, FontStore};

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

    fn weight(self) -> FontWeight {
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

    fn chosen(self, fonts: &Fonts) -> &[String] {
        match self {
            Self::Title => &fonts.title,
            Self::Heading | Self::Strong => &fonts.heading,
            Self::Body => &fonts.body,
            Self::Kai => &fonts.kai,
            Self::Folio => &fonts.folio,
        }
    }

    /// The program's own chain, in order of fallback.
    fn own(self) -> &'static [Link] {
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
    name: Cow<'static, str>,
    /// The characters it may be used for, as a regular expression; all when `None`.
    covers: Option<&'static str>,
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

const ASCII: &str = "[ -~]";
const QUOTES: &str = "[“”‘’]";
const MIDDLE_DOT: &str = "[·]";
const HAN: &str = "[一-鿿]";

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
    fn may_cover(&self, c: char) -> bool {
        match self.covers {
            Some(ASCII) => (' '..='~').contains(&c),
            Some(QUOTES) => "“”‘’".contains(c),
            Some(MIDDLE_DOT) => c == '·',
            Some(HAN) => ('一'..='鿿').contains(&c),
            _ => true,
        }
    }
}

/// The faces in the binary.
static EMBEDDED: LazyLock<Vec<(&'static str, &'static [u8])>> = LazyLock::new(|| {
    macro_rules! faces {
        ($($file:literal),* $(,)?) => {
            vec![$(($file, include_bytes!(concat!("../../fonts/", $file)).as_slice())),*]
        };
    }
    faces![
        "ARPLUKaiCN-supplement.ttf",
        "LiberationSerif-Bold.ttf",
        "LiberationSerif-Regular.ttf",
        "NotoSansCJKsc-Bold-subset.otf",
        "NotoSansCJKsc-Medium-subset.otf",
        "NotoSerifCJKsc-Bold-subset.otf",
        "NotoSerifCJKsc-Regular-subset.otf",
        "ZhuqueFangsong-Regular.ttf",
        "gkai00mp.ttf",
    ]
});

/// Where a face comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In the program, by file name.
    Embedded(&'static str),
    /// In the workspace's `fonts/`.
    Workspace(PathBuf),
    /// Installed on this machine.
    System(PathBuf),
}

/// All faces that may be used, and the chains made of them.
pub struct FontSet {
    pub(crate) store: FontStore,
    origins: Vec<Origin>,
    chains: [Vec<Link>; 6],
    /// Faces named in `bulletin.toml` that are nowhere to be found.
    pub absent: Vec<(Role, String)>,
}

impl FontSet {
    /// The faces for a workspace; `root` is `None` outside of one.
    ///
    /// The machine's fonts are looked at only when `bulletin.toml` names a face: the scan takes
    /// longer than everything else.
    pub fn load(root: Option<&Path>, chosen: &Fonts) -> Result<Self> {
        let mut faces: Vec<(Origin, Face)> = vec![];
        let mut overridden: Vec<String> = vec![];
        if let Some(folder) = root.map(|root| root.join("fonts")).filter(|f| f.is_dir()) {
            for path in font_files(&folder)? {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let embedded = EMBEDDED.iter().find(|(file, _)| *file == name);
                if embedded.is_some_and(|(_, bytes)| same_bytes(&path, bytes)) {
                    continue;
                }
                let bytes = std::fs::read(&path)
                    .with_context(|| format!("读不出字体文件 {}", path.display()))?;
                let fonts: Vec<Font> = Font::iter(Bytes::new(bytes)).collect();
                if fonts.is_empty() {
                    bail!("{} 不是能用的字体文件，请从 fonts 文件夹移走", path.display());
                }
                let origin = Origin::Workspace(path);
                faces.extend(fonts.into_iter().map(|font| (origin.clone(), Face::Loaded(font))));
                overridden.push(name);
            }
        }
        for &(file, bytes) in EMBEDDED.iter() {
            if !overridden.iter().any(|name| name == file)
                && let Some(font) = Font::new(Bytes::new(bytes), 0)
            {
                faces.push((Origin::Embedded(file), Face::Loaded(font)));
            }
        }
        if Role::ALL.iter().any(|role| !role.chosen(chosen).is_empty()) {
            faces.extend(system_faces());
        }
        let mut set = Self {
            store: FontStore::new(),
            origins: vec![],
            chains: Default::default(),
            absent: vec![],
        };
        for (origin, face) in faces {
            let info = face.info();
            set.origins.push(origin);
            set.store.push((face, info));
        }
        for role in Role::ALL {
            let mut chain = vec![];
            for name in role.chosen(chosen) {
                match set.family(name) {
                    Some(family) => chain.push(Link { name: family.into(), covers: None }),
                    None => set.absent.push((role, name.clone())),
                }
            }
            // A chosen Chinese face must not take over the digits, nor the Latin face the quotes.
            let own = role.own();
            let latin = own.iter().take_while(|link| link.covers == Some(ASCII)).count();
            chain.splice(0..0, own[..latin].iter().cloned());
            chain.extend(own[latin..].iter().cloned());
            set.chains[role as usize] = chain;
        }
        Ok(set)
    }

    /// The family name that typst knows a face by, found by any name people use for it.
    fn family(&self, name: &str) -> Option<String> {
        let known = |family: &str| self.store.book().contains_family(&family.to_lowercase());
        let mut names = vec![name];
        names
            .extend(ALIASES.iter().filter(|(chinese, _)| *chinese == name).map(|(_, other)| other));
        names.into_iter().find(|name| known(name)).map(str::to_owned)
    }

    pub fn chain(&self, role: Role) -> &[Link] {
        &self.chains[role as usize]
    }

    /// The faces of a role's chain that are there, with where they come from.
    pub fn faces(&self, role: Role) -> Vec<(&FontInfo, &Origin)> {
        let faces = self.chain(role).iter().filter_map(|link| {
            let index = self.select(link, role)?;
            Some((self.store.book().info(index)?, self.origins.get(index)?))
        });
        faces.collect()
    }

    /// The first family of each role that is there and is meant for Han characters.
    pub fn primary_families(&self) -> Vec<String> {
        let first = |role: Role| {
            let chain = self.chain(role).iter();
            let mut usable = chain.filter(|link| link.may_cover('字'));
            let index = usable.find_map(|link| self.select(link, role))?;
            Some(self.store.book().info(index)?.family.clone())
        };
        [Role::Heading, Role::Strong, Role::Body, Role::Kai].into_iter().filter_map(first).collect()
    }

    /// The faces of all chains, in order of use, each once.
    pub(super) fn all_faces(&self) -> Vec<Font> {
        let mut indexes = vec![];
        for role in Role::ALL {
            for index in self.chain(role).iter().filter_map(|link| self.select(link, role)) {
                if !indexes.contains(&index) {
                    indexes.push(index);
                }
            }
        }
        indexes.into_iter().filter_map(|index| self.store.font(index)).collect()
    }

    fn select(&self, link: &Link, role: Role) -> Option<usize> {
        let variant = FontVariant::new(FontStyle::Normal, role.weight(), FontStretch::NORMAL);
        self.store.book().select(&link.name.to_lowercase(), variant)
    }

    /// What each role's chain has glyphs for.
    pub fn coverage(&self) -> Coverage {
        let of = |role: Role| {
            let chain = self.chain(role).iter();
            chain
                .filter_map(|link| {
                    let index = self.select(link, role)?;
                    Some((link.clone(), self.store.book().info(index)?.clone()))
                })
                .collect()
        };
        Coverage { roles: Role::ALL.map(of) }
    }

    /// How many characters of a repertoire a role's chain has.
    pub fn count(&self, role: Role, repertoire: impl Iterator<Item = char>) -> usize {
        let coverage = self.coverage();
        repertoire.filter(|c| coverage.has(role, *c)).count()
    }
}

/// Which characters each role can print.
pub struct Coverage {
    roles: [Vec<(Link, FontInfo)>; 6],
}

impl Coverage {
    pub fn has(&self, role: Role, c: char) -> bool {
        self.roles[role as usize]
            .iter()
            .any(|(link, info)| link.may_cover(c) && info.coverage.contains(u32::from(c)))
    }
}

/// A face: in memory already, or to be read from the machine when used.
enum Face {
    Loaded(Font),
    Installed(FontPath, FontInfo),
}

impl Face {
    fn info(&self) -> FontInfo {
        match self {
            Self::Loaded(font) => font.info().clone(),
            Self::Installed(_, info) => info.clone(),
        }
    }
}

impl FontSource for Face {
    fn load(&self) -> Option<Font> {
        match self {
            Self::Loaded(font) => Some(font.clone()),
            Self::Installed(path, _) => path.load(),
        }
    }
}

fn system_faces() -> Vec<(Origin, Face)> {
    typst_kit::fonts::system()
        .map(|(path, info)| (Origin::System(path.path.clone()), Face::Installed(path, info)))
        .collect()
}

/// The preferred licensed faces of a role that are installed on this machine.
pub fn installed_preferred(role: Role) -> Vec<&'static str> {
    let families: Vec<String> =
        typst_kit::fonts::system().map(|(_, info)| info.family.to_lowercase()).collect();
    let known = |name: &str| families.iter().any(|family| *family == name.to_lowercase());
    let found = role.preferred().iter().copied().filter(|name| {
        known(name) || ALIASES.iter().any(|(chinese, other)| chinese == name && known(other))
    });
    found.collect()
}

/// Fonts carry an English family name beside the Chinese one that people know.
static ALIASES: &[(&str, &str)] = &[
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

fn font_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = vec![];
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("打不开文件夹 {}", folder.display()))?;
    for entry in entries {
        let path = entry.with_context(|| format!("读不出文件夹 {}", folder.display()))?.path();
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if matches!(extension.as_str(), "ttf" | "otf" | "ttc" | "otc") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Whether a file holds exactly these bytes; compared piece by piece, without reading it whole.
fn same_bytes(path: &Path, bytes: &[u8]) -> bool {
    use std::io::Read as _;
    let Ok(mut file) = std::fs::File::open(path) else { return false };
    if file.metadata().is_ok_and(|meta| meta.len() != bytes.len() as u64) {
        return false;
    }
    let mut buffer = vec![0; 1 << 18];
    bytes.chunks(buffer.len()).all(|chunk| {
        let read = &mut buffer[..chunk.len()];
        file.read_exact(read).is_ok() && read == chunk
    })
}
