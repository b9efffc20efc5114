//! Which faces a page is set in: the program's own, the workspace's, and licensed faces that the
//! office has installed and names in `bulletin.toml`.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context as _, Result, bail};
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo, FontStretch, FontStyle, FontVariant};
use typst_kit::fonts::{FontPath, FontSource, FontStore};

use super::chain::{ALIASES, ASCII, HAN, Link, MIDDLE_DOT, QUOTES, Role};
use crate::config::Fonts;

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

/// A face of a chain as it is shown to people.
pub struct UsedFace<'a> {
    pub family: &'a str,
    pub origin: &'a Origin,
    /// The only characters it is used for.
    pub only_for: Option<&'static str>,
}

/// All faces that may be used, and the chains made of them.
pub struct FontSet {
    pub(crate) store: FontStore,
    origins: Vec<Origin>,
    chains: [Vec<Link>; 6],
    /// Faces named in `bulletin.toml` that were found, and those that are nowhere to be found.
    pub chosen: Vec<(Role, String)>,
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
            chosen: vec![],
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
                    Some(family) => {
                        set.chosen.push((role, name.clone()));
                        chain.push(Link { name: family.into(), covers: None });
                    }
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

    /// The faces of a role's chain that are there, in order of fallback.
    pub fn faces(&self, role: Role) -> Vec<UsedFace<'_>> {
        let faces = self.chain(role).iter().filter_map(|link| {
            let index = self.select(link, role)?;
            Some(UsedFace {
                family: &self.store.book().info(index)?.family,
                origin: self.origins.get(index)?,
                only_for: match link.covers {
                    Some(ASCII) => Some("数字和字母"),
                    Some(QUOTES) => Some("引号"),
                    Some(MIDDLE_DOT) => Some("间隔号"),
                    Some(HAN) => Some("汉字"),
                    _ => None,
                },
            })
        });
        faces.collect()
    }

    /// The first family of each role that is there and is meant for Han characters.
    pub fn primary_families(&self) -> Vec<String> {
        let first = |role: Role| {
            let chain = self.chain(role).iter();
            let faces = chain.filter(|link| link.may_cover('字'));
            let infos = faces.filter_map(|link| self.store.book().info(self.select(link, role)?));
            let mut han = infos.filter(|info| info.coverage.contains(u32::from('字')));
            Some(han.next()?.family.clone())
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

/// The families installed on this machine, in lower case. The scan takes a while.
pub fn installed_families() -> Vec<String> {
    typst_kit::fonts::system().map(|(_, info)| info.family.to_lowercase()).collect()
}

/// Which of a role's preferred licensed faces are among the installed families.
pub fn preferred_among(role: Role, installed: &[String]) -> Vec<&'static str> {
    let known = |name: &str| installed.contains(&name.to_lowercase());
    let found = role.preferred().iter().copied().filter(|name| {
        known(name) || ALIASES.iter().any(|(chinese, other)| chinese == name && known(other))
    });
    found.collect()
}

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
