//! What stands in a made file must equal the bulletin: the same text in the same order, the same
//! strong runs, the same tables and pictures.
//!
//! A form is read back by a reader here that shares nothing with its writer, into a row of `Token`s;
//! one comparison serves all. It runs on every file before that is kept, so it takes milliseconds.
//! White space is not compared: each form has its own.
//!
//! To add a reader: a function from the files of a form to tokens, named in the form's row.

use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use anyhow::{Result, anyhow};

use super::File;
use crate::draft::attachment::Picture;

pub(crate) mod docx;
pub(crate) mod html;
pub(crate) mod text;
mod wanted;

pub(crate) use wanted::wanted;

/// What is found in a made file, in order of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    Char(char, bool),
    /// A paragraph ends.
    Break,
    Table,
    Row,
    Cell,
    TableEnd,
    Picture(Seen),
}

/// A picture: its bytes by their hash, and what is said of it. What a form keeps elsewhere is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) bytes: Option<u64>,
    pub(crate) alt: Option<String>,
}

/// What has to be found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Want {
    /// Where this is, in words for people: 第2栏第1条.
    Place(String),
    /// With `None` the form may set it as it likes.
    Char(char, Option<bool>),
    Break,
    /// A paragraph may end here.
    Soft,
    Table,
    Row,
    Cell,
    TableEnd,
    /// With the words for those who do not see it; a form keeps its file or turns it upright.
    Picture(Picture, String),
}

/// What a form can carry besides characters in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Carries {
    pub(crate) strong: bool,
    /// Paragraphs, rows and cells.
    pub(crate) structure: bool,
    pub(crate) pictures: bool,
}

impl Carries {
    pub(crate) const ALL: Self = Self { strong: true, structure: true, pictures: true };
    /// Pictures by their captions only.
    pub(crate) const TEXT: Self = Self { strong: true, structure: true, pictures: false };
}

/// How the files of a form are read back, and compared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader {
    pub(crate) read: fn(&[File]) -> Result<Vec<Token>>,
    pub(crate) carries: Carries,
}

/// The first place where a file differs from the bulletin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) place: String,
    pub(crate) wanted: String,
    pub(crate) found: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}应为“{}”，文件里是“{}”", self.place, self.wanted, self.found)
    }
}

/// Compares the files of a form with what has to be in them.
pub(crate) fn prove(reader: Reader, files: &[File], wanted: &[Want]) -> Result<()> {
    let seen = (reader.read)(files)?;
    match compare(wanted, &seen, reader.carries) {
        None => Ok(()),
        Some(fault) => Err(anyhow!(
            "做出的文件与快报不一样，没有写出：{fault}\n这是程序的错误，请把稿件报给开发者；别的格式可以照常做"
        )),
    }
}

/// The first difference, if any.
pub(crate) fn compare(wanted: &[Want], seen: &[Token], carries: Carries) -> Option<Fault> {
    let wanted = tidied_wants(wanted, carries);
    let seen = tidied_tokens(seen, carries);
    let mut place = String::new();
    let (mut i, mut j) = (0, 0);
    loop {
        let token = seen.get(j);
        let agrees = match (wanted.get(i), token) {
            (None, None) => return None,
            (Some(Want::Place(name)), _) => {
                place.clone_from(name);
                i += 1;
                continue;
            }
            (Some(Want::Soft), _) => {
                j += usize::from(token == Some(&Token::Break));
                i += 1;
                continue;
            }
            (Some(Want::Char(c, strong)), Some(Token::Char(found, weight))) => {
                c == found && strong.is_none_or(|strong| strong == *weight)
            }
            (Some(Want::Break), Some(Token::Break))
            | (Some(Want::Table), Some(Token::Table))
            | (Some(Want::Row), Some(Token::Row))
            | (Some(Want::Cell), Some(Token::Cell))
            | (Some(Want::TableEnd), Some(Token::TableEnd)) => true,
            (Some(Want::Picture(picture, alt)), Some(Token::Picture(found))) => {
                let is_it = |bytes: u64| {
                    bytes == fingerprint(&picture.bytes) || bytes == fingerprint(&picture.upright())
                };
                found.bytes.is_none_or(is_it) && found.alt.as_ref().is_none_or(|found| found == alt)
            }
            _ => false,
        };
        if !agrees {
            let wanted = shown(wanted[i.min(wanted.len())..].iter().filter_map(Want::shown));
            let found = shown(seen[j.min(seen.len())..].iter().map(Token::shown));
            return Some(Fault { place, wanted, found });
        }
        i += 1;
        j += 1;
    }
}

/// Some characters of what follows.
fn shown(parts: impl Iterator<Item = String>) -> String {
    const ENOUGH: usize = 16;
    let text: String = parts.take(ENOUGH).collect();
    if text.is_empty() { "（完）".to_owned() } else { text }
}

const BREAK: &str = "¶";
const TABLE: &str = "［表格］";
const PICTURE: &str = "［图片］";

fn letter(c: char, strong: bool) -> String {
    // A difference of weight alone has to be seen.
    if strong { format!("*{c}") } else { c.to_string() }
}

impl Want {
    fn shown(&self) -> Option<String> {
        match self {
            Self::Place(_) | Self::Soft => None,
            Self::Char(c, strong) => Some(letter(*c, *strong == Some(true))),
            Self::Break => Some(BREAK.to_owned()),
            Self::Table | Self::TableEnd => Some(TABLE.to_owned()),
            Self::Row => Some("／".to_owned()),
            Self::Cell => Some("｜".to_owned()),
            Self::Picture(..) => Some(PICTURE.to_owned()),
        }
    }
}

impl Token {
    fn shown(&self) -> String {
        match self {
            Self::Char(c, strong) => letter(*c, *strong),
            Self::Break => BREAK.to_owned(),
            Self::Table | Self::TableEnd => TABLE.to_owned(),
            Self::Row => "／".to_owned(),
            Self::Cell => "｜".to_owned(),
            Self::Picture(_) => PICTURE.to_owned(),
        }
    }
}

/// Without white space and what the form does not carry; a paragraph ends once, and not where a
/// table, cell or picture parts the text anyway.
fn tidied_wants(wanted: &[Want], carries: Carries) -> Vec<Want> {
    let mut kept: Vec<Want> = vec![];
    let mut pending: Option<Want> = None;
    let mut parted = true;
    for want in wanted {
        match want {
            Want::Char(c, _) if c.is_whitespace() => {}
            Want::Place(_) => kept.push(want.clone()),
            Want::Soft | Want::Break if !carries.structure => {}
            Want::Soft => pending = pending.or(Some(Want::Soft)),
            Want::Break => pending = Some(Want::Break),
            Want::Char(c, strong) => {
                kept.extend(pending.take().filter(|_| !parted));
                kept.push(Want::Char(*c, strong.filter(|_| carries.strong)));
                parted = false;
            }
            Want::Picture(..) if !carries.pictures => pending = pending.or(Some(Want::Soft)),
            Want::Table | Want::Row | Want::Cell | Want::TableEnd if !carries.structure => {}
            Want::Table | Want::Row | Want::Cell | Want::TableEnd | Want::Picture(..) => {
                pending = None;
                parted = true;
                kept.push(want.clone());
            }
        }
    }
    kept
}

fn tidied_tokens(seen: &[Token], carries: Carries) -> Vec<Token> {
    let mut kept: Vec<Token> = vec![];
    let (mut pending, mut parted) = (false, true);
    for token in seen {
        match token {
            Token::Char(c, _) if c.is_whitespace() => {}
            Token::Break => pending = true,
            Token::Char(c, strong) => {
                if std::mem::take(&mut pending) && !parted && carries.structure {
                    kept.push(Token::Break);
                }
                kept.push(Token::Char(*c, *strong));
                parted = false;
            }
            Token::Picture(_) if !carries.pictures => {}
            Token::Table | Token::Row | Token::Cell | Token::TableEnd if !carries.structure => {}
            Token::Table | Token::Row | Token::Cell | Token::TableEnd | Token::Picture(_) => {
                (pending, parted) = (false, true);
                kept.push(token.clone());
            }
        }
    }
    kept
}

/// Tells pictures apart within one run of the program.
pub(crate) fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// Characters of a text.
pub(crate) fn characters(text: &str, strong: bool) -> impl Iterator<Item = Token> {
    text.chars().map(move |c| Token::Char(c, strong))
}
