//! Why something was not done, as values. `Display` says what is wrong; what to do differs from face
//! to face (a command, a button), and each adds it.

use std::fmt;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::rounds::Reference;

use crate::draft::Role;
use crate::zh::date;

/// Nothing was written when one of these is returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    NoWorkspace {
        root: PathBuf,
    },
    NoDrafts,
    /// Without a day nothing can be printed, and so not signed or compared.
    Dateless {
        path: PathBuf,
    },
    /// Who has to sign before has not.
    NotSignedBefore {
        path: PathBuf,
        role: Role,
        earlier: Role,
    },
    /// Somebody else has signed what the draft says.
    SignedBy {
        path: PathBuf,
        role: Role,
        by: String,
    },
    /// Nobody signs before the day on which who comes before him did.
    DatedBefore {
        role: Role,
        date: NaiveDate,
        earlier: Role,
        on: NaiveDate,
    },
    /// What was signed before is not what the draft says now.
    ChangedSince {
        path: PathBuf,
        earlier: Role,
    },
    NotSigned {
        path: PathBuf,
        role: Role,
    },
    /// Nobody is named who signs so.
    NoName {
        role: Role,
    },
    /// No proof, signature or release of a draft is known.
    NothingToCompare {
        path: PathBuf,
        /// What was asked for.
        with: Option<Reference>,
    },
    NoDraftsIn {
        folder: PathBuf,
    },
    NoFile {
        path: PathBuf,
        near: Option<PathBuf>,
    },
    Folder {
        path: PathBuf,
    },
    Settings {
        name: String,
    },
    NotADraft {
        path: PathBuf,
    },
    /// A draft that cannot be taken apart is better not touched.
    Unreadable {
        path: PathBuf,
        consequence: &'static str,
    },
    /// Columns and items are not written as tables one after the other.
    NotArranged {
        path: PathBuf,
    },
    /// What would be written could not be read again.
    Broken {
        path: PathBuf,
    },
    TooLarge {
        path: PathBuf,
    },
    /// Changes were looked at in a draft that has changed since.
    NotAsShown {
        path: PathBuf,
    },
    /// A column would have more items than anybody prints.
    TooManyItems {
        path: PathBuf,
        most: usize,
    },
    Exists {
        path: PathBuf,
    },
    NoSuchColumn {
        path: PathBuf,
        column: usize,
        columns: usize,
    },
    NoSuchItem {
        path: PathBuf,
        column: usize,
        item: usize,
        items: usize,
    },
    /// A name that may be a slip for that of another column.
    ColumnLike {
        path: PathBuf,
        name: String,
        near: String,
    },
    /// A column was to be moved to the place of an item.
    PlaceOfItem {
        path: PathBuf,
        column: usize,
    },
    SameDraft {
        path: PathBuf,
    },
    AlreadyHeld {
        path: PathBuf,
    },
    NothingFound {
        file: PathBuf,
        issue: bool,
    },
    /// Not one item of the draft is in what should be its proof.
    NoProofOf {
        file: PathBuf,
    },
    /// It is the proof of another issue.
    ProofOfOther {
        file: PathBuf,
        name: String,
    },
    /// The file's name does not say what the draft says, or is no issue's name.
    Misnamed,
    Released {
        name: String,
    },
    /// Its archive is kept under this name.
    ReleasedAs {
        name: String,
    },
    /// A released issue is not put away.
    ReleasedStays {
        name: String,
    },
    /// Nor one that somebody has signed.
    SignedStays {
        name: String,
    },
    /// It lies elsewhere, or is not an issue.
    NotOfTheDrafts {
        path: PathBuf,
    },
    /// It says no number or no day.
    Nameless {
        path: PathBuf,
    },
    /// What was kept of a release is not what it was.
    ArchiveChanged {
        name: String,
        consequence: &'static str,
    },
    NeverReleased {
        name: String,
        near: Option<String>,
    },
    NotYetReleased {
        name: String,
    },
    /// A file of the archive that the manifest does not name says something else; the day on which the
    /// issue was released, where its log knows.
    ArchiveTaken {
        path: PathBuf,
        on: Option<NaiveDate>,
    },
    NoReason,
    /// The reason why it is released again holds a character that cannot be printed.
    StrangeReason {
        c: char,
    },
    /// A file that was not printed would be lost.
    NotPrinted {
        path: PathBuf,
    },
    /// A name that is for the finished issue alone.
    Reserved {
        path: PathBuf,
        ending: String,
    },
    Occupied {
        root: PathBuf,
    },
    AlreadyWorkspace {
        root: PathBuf,
    },
    /// Nothing says how points are given.
    NoScoring,
    NoUnit {
        name: String,
        near: Option<String>,
    },
    /// No rule set of the program's own has this name.
    NoExample {
        name: String,
        near: Option<String>,
        known: String,
    },
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWorkspace { root } => {
                write!(f, "{} 里没有 bulletin.toml，不是工作文件夹", root.display())
            }
            Self::Dateless { path } => write!(f, "{} 没有出刊日期", path.display()),
            Self::NotSignedBefore { path, role, earlier } => write!(
                f,
                "{} 还没有{}签，{}在它之后签",
                path.display(),
                earlier.name(),
                role.name()
            ),
            Self::DatedBefore { role, date, earlier, on } => {
                write!(f, "{}的日期 {date} 在{}签的 {on} 之前，没有签", role.name(), earlier.name())
            }
            Self::ChangedSince { path, earlier } => {
                write!(f, "{} 在{}签过之后改动过，要先由{1}重新签", path.display(), earlier.name())
            }
            Self::SignedBy { path, role, by } => {
                write!(f, "{} 的{}已经由“{by}”签过", path.display(), role.name())
            }
            Self::NotSigned { path, role } => {
                write!(f, "{} 没有{}的签名", path.display(), role.name())
            }
            Self::NoName { role } => write!(f, "没有写{}的姓名", role.name()),
            Self::NothingToCompare { path, with } => {
                let what = match with {
                    None => "没有送审、签过或发布过".to_owned(),
                    Some(Reference::LastProof) => "没有印过送审稿".to_owned(),
                    Some(Reference::Signed) => "没有绑定内容的签名".to_owned(),
                    Some(Reference::Released) => "还没有发布过".to_owned(),
                    Some(Reference::Round(number)) => format!("没有第 {number} 轮送审"),
                    Some(Reference::Draft(other)) => {
                        format!("要比的 {} 没有出刊日期", other.display())
                    }
                };
                write!(f, "{} {what}，没有可比的", path.display())
            }
            Self::NoDrafts => write!(f, "drafts 文件夹里还没有稿件"),
            Self::NoDraftsIn { folder } => {
                write!(f, "“{}”里没有稿件（.toml 文件）", folder.display())
            }
            Self::NoFile { path, .. } => write!(f, "没有“{}”这个文件", path.display()),
            Self::Folder { path } => write!(f, "“{}”是文件夹，请写一份稿件", path.display()),
            Self::Settings { name } => {
                write!(f, "{name} 是设置，不是稿件；检查任何稿件时都会一并检查它")
            }
            Self::NotADraft { path } => {
                write!(f, "“{}”不是稿件：稿件的文件名以 .toml 结尾", path.display())
            }
            Self::Unreadable { path, consequence } => {
                write!(f, "{} 里有读不出的地方{consequence}", path.display())
            }
            Self::NotArranged { path } => write!(
                f,
                "{} 里的栏目和条目不是一段段 [[column]]、[[column.item]] 写的，没有改动它",
                path.display()
            ),
            Self::Broken { path } => {
                write!(f, "{} 改后读不出来，没有写出", path.display())
            }
            Self::TooLarge { path } => {
                write!(f, "{} 加上这些就超过 1 MB 了，没有改动它", path.display())
            }
            Self::NotAsShown { path } => {
                write!(f, "{} 刚才又改动过，没有写出", path.display())
            }
            Self::TooManyItems { path, most } => {
                write!(f, "{} 的一个栏目里会超过 {most} 条，没有改动它", path.display())
            }
            Self::Exists { path } => write!(f, "已经有 {} 了，没有改动它", path.display()),
            Self::NoSuchColumn { path, column, columns } => {
                write!(f, "{} 没有第 {column} 个栏目，一共 {columns} 个", path.display())
            }
            Self::NoSuchItem { path, column, item, items } => {
                write!(f, "{} 第 {column} 个栏目没有第 {item} 条，一共 {items} 条", path.display())
            }
            Self::ColumnLike { path, name, .. } => {
                write!(f, "{} 里没有“{name}”这个栏目", path.display())
            }
            Self::PlaceOfItem { .. } => write!(f, "栏目的位置只写一个数"),
            Self::SameDraft { .. } => write!(f, "要移到的是同一份稿件"),
            Self::AlreadyHeld { path } => write!(f, "{} 本来就是留用稿", path.display()),
            Self::ProofOfOther { file, name } => {
                write!(
                    f,
                    "“{}”的期号、日期是 {name} 的，是另一期的送审稿，没有改动",
                    file.display()
                )
            }
            Self::NoProofOf { file } => {
                write!(
                    f,
                    "“{}”里没有这份稿件的任何一条，不像是它的送审稿，没有改动",
                    file.display()
                )
            }
            Self::NothingFound { file, issue: false } => {
                write!(f, "“{}”里没有找到一条信息，没有改动稿件", file.display())
            }
            Self::NothingFound { file, issue: true } => {
                write!(f, "“{}”里没有找到一条信息，没有写出", file.display())
            }
            Self::Misnamed => write!(f, "文件名与稿件里的期号、日期不符，不能发布"),
            Self::Released { name } => write!(f, "{name} 已经发布过了，没有改动它"),
            Self::ReleasedAs { name } => {
                write!(f, "{name} 已经发布过，存档里是这个名字，不能改名")
            }
            Self::ReleasedStays { name } => write!(f, "{name} 已经发布过，不能删去"),
            Self::SignedStays { name } => {
                write!(f, "{name} 已经有人签了名，撤回签名以后才能删去")
            }
            Self::NotOfTheDrafts { path } => {
                write!(f, "{} 不是 drafts 里的一期，没有删去", path.display())
            }
            Self::Nameless { path } => {
                write!(f, "{} 没有写期号或日期，不知道该叫什么", path.display())
            }
            Self::ArchiveChanged { name, consequence } => {
                write!(f, "存档的 {name} 被改动过或不全{consequence}")
            }
            Self::NeverReleased { name, .. } => write!(f, "{name} 还没有发布过"),
            Self::NotYetReleased { name } => {
                write!(f, "{name} 还没有发布过，不是重新发布")
            }
            Self::ArchiveTaken { path, on } => {
                let path = path.display().to_string().replace('\\', "/");
                write!(f, "{path} 已经有了，与现在要发布的不一样，manifest.toml 里却没有登记")?;
                match on {
                    Some(on) => write!(f, "（这一期 {} 发布过），没有覆盖它", date::written(*on)),
                    None => write!(f, "，没有覆盖它"),
                }
            }
            Self::NoReason => write!(f, "重新发布要写明原因"),
            Self::StrangeReason { c } => {
                write!(f, "重新发布的原因里有印不出来的字符 U+{:04X}", u32::from(*c))
            }
            Self::NotPrinted { path } => {
                write!(f, "{} 已经有了，并且不是以前印出来的，没有覆盖它", path.display())
            }
            Self::Reserved { path, ending } => {
                let what = if ending.starts_with(".proof") { "送审稿" } else { "这种文件" };
                write!(
                    f,
                    "{what}不能写成 {}：这个名字是给正式稿的，请以 {ending} 结尾",
                    path.display()
                )
            }
            Self::Occupied { root } => write!(f, "{} 里已经有东西了", root.display()),
            Self::AlreadyWorkspace { root } => {
                write!(f, "{} 已经是工作文件夹了，没有改动它", root.display())
            }
            Self::NoScoring => write!(f, "还没有写计分办法（scoring.toml）"),
            Self::NoUnit { name, .. } => write!(f, "名录里没有“{name}”这个单位"),
            Self::NoExample { name, .. } => write!(f, "没有“{name}”这套计分办法"),
        }
    }
}
