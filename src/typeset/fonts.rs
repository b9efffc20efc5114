//! Which faces a page is set in: the program's own, the workspace's, and licensed faces that the
//! office has installed and names in `bulletin.toml`.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Result, bail};
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight};
use typst_kit::fonts::{FontPath, FontSource, FontStore};

use super::chain::{ALIASES, ASCII, HAN, Link, MIDDLE_DOT, QUOTES, Role};
use super::prepared::{self, Prepared};
use crate::config::Fonts;
use crate::source::hash::hash;
use crate::workspace::files::Place;

/// A face as pages and people know it: its family, and that it is bold when it is. The bold face of
/// the masthead is the fallback of nothing, though its family is.
pub(super) fn face_name(info: &FontInfo) -> String {
    let family = prepared::plain_family(&info.family);
    let bold = if info.variant.weight >= FontWeight::SEMIBOLD { " Bold" } else { "" };
    format!("{family}{bold}")
}

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
    /// Characters that it is used for before the faces above it.
    pub first_for: Option<&'static str>,
    /// Whether it is used for these only.
    pub only: bool,
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
    /// The faces for a workspace; `place` is `None` outside of one.
    ///
    /// The machine's fonts are looked at only when `bulletin.toml` names a face: the scan takes
    /// longer than everything else.
    pub fn load(place: Option<Place<'_>>, chosen: &Fonts) -> Result<Self> {
        let mut faces: Vec<(Origin, Face)> = vec![];
        let mut overridden: Vec<String> = vec![];
        if let Some(place) = place {
            for path in place.files_of("fonts")?.into_iter().filter(|path| is_font_file(path)) {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let Some(bytes) = place.read(&path)? else { continue };
                let fonts: Vec<Font> = Font::iter(Bytes::new(bytes)).collect();
                if fonts.is_empty() {
                    bail!("{} 不是能用的字体文件，请从 fonts 文件夹移走", path.display());
                }
                let origin = Origin::Workspace(path);
                faces.extend(fonts.into_iter().map(|font| (origin.clone(), Face::Loaded(font))));
                overridden.push(name);
            }
        }
        for prepared in Prepared::all() {
            if !overridden.iter().any(|name| name == prepared.face()) {
                faces.push((Origin::Embedded(prepared.file), Face::Embedded(prepared)));
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
            chain.extend(own[latin..].iter().flat_map(|link| set.with_rare(link)));
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

    /// A link of the program's own chains, followed by the file of its rare characters.
    fn with_rare(&self, link: &Link) -> Vec<Link> {
        let name = prepared::rare_family(&link.name);
        let mut links = vec![link.clone()];
        if matches!(link.covers, None | Some(HAN))
            && self.store.book().contains_family(&name.to_lowercase())
        {
            links.push(Link { name: name.into(), covers: link.covers });
        }
        links
    }

    pub fn chain(&self, role: Role) -> &[Link] {
        &self.chains[role as usize]
    }

    /// The faces of a role's chain that are there, each once, in order of fallback.
    pub fn faces(&self, role: Role) -> Vec<UsedFace<'_>> {
        let mut faces: Vec<(usize, UsedFace<'_>)> = vec![];
        // What stands further back in the chain is used for less; it is listed at its last place.
        for link in self.chain(role).iter().rev() {
            let Some(index) = self.select(link, role) else { continue };
            let first_for = match link.covers {
                Some(ASCII) => Some("数字和字母"),
                Some(QUOTES) => Some("引号"),
                Some(MIDDLE_DOT) => Some("间隔号"),
                Some(HAN) => Some("汉字"),
                _ => None,
            };
            let Some(info) = self.store.book().info(index) else { continue };
            let Some(origin) = self.origins.get(index) else { continue };
            if prepared::plain_family(&info.family) != info.family {
                continue;
            }
            match faces.iter_mut().find(|(listed, _)| *listed == index) {
                Some((_, face)) => face.first_for = first_for,
                None => {
                    let only = first_for.is_some();
                    let family = &info.family;
                    faces.push((index, UsedFace { family, origin, first_for, only }));
                }
            }
        }
        faces.into_iter().rev().map(|(_, face)| face).collect()
    }

    /// The first face of each role that is there and is meant for Han characters.
    pub fn primary_faces(&self) -> Vec<String> {
        let first = |role: Role| {
            let chain = self.chain(role).iter();
            let faces = chain.filter(|link| link.may_cover('字'));
            let infos = faces.filter_map(|link| self.store.book().info(self.select(link, role)?));
            let mut han = infos.filter(|info| info.coverage.contains(u32::from('字')));
            Some(face_name(han.next()?))
        };
        let roles = [Role::Title, Role::Heading, Role::Strong, Role::Body, Role::Kai];
        roles.into_iter().filter_map(first).collect()
    }

    /// SHA-256 of the faces of all chains, in order of use, each once.
    pub(super) fn fingerprints(&self) -> Vec<String> {
        let mut indexes = vec![];
        for role in Role::ALL {
            for index in self.chain(role).iter().filter_map(|link| self.select(link, role)) {
                if !indexes.contains(&index) {
                    indexes.push(index);
                }
            }
        }
        let of = |index: usize| match self.origins.get(index)? {
            Origin::Embedded(file) => {
                let face = Prepared::all().iter().find(|face| face.file == *file)?;
                Some(face.sha256.clone())
            }
            Origin::Workspace(_) | Origin::System(_) => {
                Some(hash(&[self.store.font(index)?.data().as_slice()]))
            }
        };
        indexes.into_iter().filter_map(of).collect()
    }

    fn select(&self, link: &Link, role: Role) -> Option<usize> {
        let variant = FontVariant::new(FontStyle::Normal, role.weight(), FontStretch::NORMAL);
        self.store.book().select(&link.name.to_lowercase(), variant)
    }

    /// What each role's chain has glyphs for.
    pub fn coverage(&self) -> Coverage {
        let infos = (0..self.origins.len()).filter_map(|index| self.store.book().info(index));
        let of = |role: Role| {
            let chain = self.chain(role).iter();
            chain.filter_map(|link| Some((link.clone(), self.select(link, role)?))).collect()
        };
        static LAST: AtomicU64 = AtomicU64::new(0);
        let faces = infos.cloned().map(Characters::new).collect();
        Coverage { roles: Role::ALL.map(of), faces, id: LAST.fetch_add(1, Ordering::Relaxed) }
    }

    /// How many characters of a repertoire a role's chain has.
    pub fn count(&self, role: Role, repertoire: impl Iterator<Item = char>) -> usize {
        let coverage = self.coverage();
        repertoire.filter(|c| coverage.has(role, *c)).count()
    }
}

/// Which characters each role can print.
pub struct Coverage {
    /// The chain of each role, with indexes of faces.
    roles: [Vec<(Link, usize)>; 6],
    faces: Vec<Characters>,
    id: u64,
}

impl Coverage {
    /// By which it is told from all others of this process.
    pub fn id(&self) -> u64 {
        self.id
    }

    pub fn has(&self, role: Role, c: char) -> bool {
        let chain = &self.roles[role as usize];
        chain.iter().any(|(link, face)| link.may_cover(c) && self.faces[*face].has(c))
    }
}

/// The characters of a face, one bit each, spread out when first asked for: typst keeps them as
/// runs, which take thousands of steps to search.
struct Characters {
    info: FontInfo,
    bits: OnceLock<Vec<u64>>,
}

impl Characters {
    fn new(info: FontInfo) -> Self {
        Self { info, bits: OnceLock::new() }
    }

    fn has(&self, c: char) -> bool {
        let bits = self.bits.get_or_init(|| {
            let mut bits = vec![];
            for code in self.info.coverage.iter() {
                let word = code as usize / 64;
                if bits.len() <= word {
                    bits.resize(word + 1, 0_u64);
                }
                bits[word] |= 1 << (code % 64);
            }
            bits
        });
        let code = u32::from(c);
        bits.get(code as usize / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }
}

/// A face: in memory already, or to be taken apart or read from the machine when used.
enum Face {
    Loaded(Font),
    Embedded(&'static Prepared),
    Installed(FontPath, FontInfo),
}

impl Face {
    fn info(&self) -> FontInfo {
        match self {
            Self::Loaded(font) => font.info().clone(),
            Self::Embedded(prepared) => prepared.info.clone(),
            Self::Installed(_, info) => info.clone(),
        }
    }
}

impl FontSource for Face {
    fn load(&self) -> Option<Font> {
        match self {
            Self::Loaded(font) => Some(font.clone()),
            Self::Embedded(prepared) => prepared.font(),
            Self::Installed(path, _) => path.load(),
        }
    }
}

fn system_faces() -> Vec<(Origin, Face)> {
    typst_kit::fonts::system()
        .map(|(path, info)| (Origin::System(path.path.clone()), Face::Installed(path, info)))
        .collect()
}

/// A face in the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmbeddedFace {
    pub file: &'static str,
    /// Whether it is still what was put there.
    pub sound: bool,
}

/// All faces in the program, each read from end to end.
pub fn embedded() -> Vec<EmbeddedFace> {
    let face = |face: &Prepared| EmbeddedFace { file: face.file, sound: face.is_sound() };
    Prepared::all().iter().map(face).collect()
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

fn is_font_file(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    matches!(extension.as_str(), "ttf" | "otf" | "ttc" | "otc")
}
