//! Reads a web page, ours and the one for 公众号, as a browser would take it apart.

use anyhow::{Context as _, Result, bail};
use html5gum::{HtmlString, StartTag, Token as Html, Tokenizer};

use super::{Seen, Token, characters, fingerprint};
use crate::export::File;

/// What is not the bulletin's: the head, the switch, the list of contents.
const SKIPPED: &[&str] = &["head", "nav", "label", "script", "button", "mark"];

/// What parts paragraphs.
const BLOCKS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "section",
    "article",
    "header",
    "footer",
    "div",
    "figure",
    "figcaption",
    "caption",
    "main",
    "time",
    "span-block",
];

pub(crate) fn read(files: &[File]) -> Result<Vec<Token>> {
    let (page, others) = files.split_first().context("没有文件")?;
    let text = std::str::from_utf8(&page.bytes).context("不是 UTF-8")?;
    let mut walk = Walk { others, seen: vec![], skipped: 0, strong: 0, link: false, table: None };
    for token in Tokenizer::new(text).flatten() {
        match token {
            Html::StartTag(tag) => walk.start(&tag)?,
            Html::EndTag(tag) => walk.end(&lower(&tag.name)),
            Html::String(text) if walk.skipped == 0 => {
                walk.seen.extend(characters(&String::from_utf8_lossy(&text.0), walk.strong > 0));
            }
            Html::String(_) | Html::Comment(_) | Html::Doctype(_) | Html::Error(_) => {}
        }
    }
    Ok(walk.seen)
}

struct Walk<'a> {
    /// Pictures beside the page.
    others: &'a [File],
    seen: Vec<Token>,
    skipped: usize,
    strong: usize,
    /// In the link that leads to the text.
    link: bool,
    /// A table is open, and whether its first row has come.
    table: Option<bool>,
}

impl Walk<'_> {
    fn start(&mut self, tag: &StartTag<()>) -> Result<()> {
        let name = lower(&tag.name);
        let get = |key: &str| {
            tag.attributes
                .get(key.as_bytes())
                .map(|value| String::from_utf8_lossy(&value.value).into_owned())
        };
        if SKIPPED.contains(&name.as_str())
            || (name == "a" && get("class").as_deref() == Some("skip"))
        {
            self.link |= name == "a";
            self.skipped += 1;
            return Ok(());
        }
        match name.as_str() {
            "strong" | "b" => self.strong += 1,
            "table" => self.table = Some(false),
            "tr" => {
                if self.table == Some(false) {
                    self.seen.push(Token::Table);
                    self.table = Some(true);
                }
                self.seen.push(Token::Row);
            }
            "td" | "th" => self.seen.push(Token::Cell),
            "br" => self.seen.push(Token::Break),
            "img" => {
                let bytes = self.picture(&get("src").unwrap_or_default())?;
                self.seen.push(Token::Picture(Seen { bytes: Some(bytes), alt: get("alt") }));
            }
            block if BLOCKS.contains(&block) => self.seen.push(Token::Break),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        if SKIPPED.contains(&name) || (name == "a" && std::mem::take(&mut self.link)) {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        match name {
            "strong" | "b" => self.strong = self.strong.saturating_sub(1),
            "table" => {
                self.table = None;
                self.seen.push(Token::TableEnd);
            }
            block if BLOCKS.contains(&block) => self.seen.push(Token::Break),
            _ => {}
        }
    }

    /// The picture that a page shows: inside it, or beside it.
    fn picture(&self, source: &str) -> Result<u64> {
        if let Some((_, text)) = source.split_once(";base64,") {
            return Ok(fingerprint(&decoded(text)));
        }
        match self.others.iter().find(|file| source.ends_with(&file.ending)) {
            Some(file) => Ok(fingerprint(&file.bytes)),
            None => bail!("图片“{source}”不在文件里"),
        }
    }
}

fn lower(name: &HtmlString) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
}

/// RFC 4648, section 4.
fn decoded(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut out, mut held, mut bits) = (vec![], 0_u32, 0);
    for value in text.bytes().filter_map(value) {
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    out
}
