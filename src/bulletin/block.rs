//! What a body may hold, and how the text of a draft is read as such.
//!
//! The only markup is `**…**` for strong runs and a blank line between paragraphs. Line ends
//! inside a paragraph are joined; everything else is text.

use std::ops::Range;

use crate::draft::attachment::Picture;

/// A piece of a body. Closed on purpose: whoever draws bodies matches all of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Paragraph(Vec<Run>),
    Subhead(Subhead),
    Table(Table),
    Figure(Figure),
}

/// Text of one kind inside a paragraph.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Run {
    pub text: String,
    pub strong: bool,
    /// The opening sentence of a paragraph that begins with （一）: in 楷体.
    pub lead: bool,
}

/// A line of its own that heads what follows.
#[derive(Debug, Clone, PartialEq)]
pub struct Subhead {
    pub level: SubheadLevel,
    pub text: String,
}

/// GB/T 9704-2012, 7.3.3: 一、 in 黑体, （一） in 楷体.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubheadLevel {
    First,
    Second,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub caption: String,
    /// Rows at the top that name the columns.
    pub head: usize,
    /// All of one length, the head's included.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Whether its first column has but names and numbers, which are not broken.
    pub(crate) fn has_names(&self) -> bool {
        const NAME: usize = 6;
        self.rows.iter().filter_map(|row| row.first()).all(|name| name.chars().count() <= NAME)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub picture: Picture,
    pub caption: String,
    /// What the picture shows, for those who cannot see it; never empty.
    pub alt: String,
    /// Per cent of the type area's width; as large as it comes, within reason, when `None`.
    pub width: Option<u32>,
}

impl Block {
    /// Its text in order of reading, as it is printed.
    pub fn text(&self) -> String {
        match self {
            Self::Paragraph(runs) => runs.iter().map(|run| run.text.as_str()).collect(),
            Self::Subhead(subhead) => subhead.text.clone(),
            Self::Table(table) => {
                let cells = table.rows.iter().flatten().map(String::as_str);
                std::iter::once(table.caption.as_str()).chain(cells).collect()
            }
            Self::Figure(figure) => figure.caption.clone(),
        }
    }
}

/// A body's text taken apart, with byte ranges of the text.
#[derive(Debug, Default, PartialEq)]
pub struct Parsed {
    pub paragraphs: Vec<Vec<Piece>>,
    /// Places of `**` without a partner, or with nothing between.
    pub unpaired: Vec<Range<usize>>,
}

/// A run as it stands in the text; line ends may still be inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    pub range: Range<usize>,
    pub strong: bool,
}

/// Takes a body apart. Never fails: an unpaired mark is kept as text and listed.
pub fn parse(text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    for range in paragraphs(text) {
        let marks: Vec<usize> =
            marks(&text[range.clone()]).map(|mark| range.start + mark).collect();
        let mut pieces = vec![];
        let mut plain_from = range.start;
        let mut pairs = marks.chunks_exact(2);
        for pair in &mut pairs {
            let (open, close) = (pair[0], pair[1]);
            if text[open + 2..close].trim().is_empty() {
                parsed.unpaired.push(open..close + 2);
                continue;
            }
            pieces.push(Piece { range: plain_from..open, strong: false });
            pieces.push(Piece { range: open + 2..close, strong: true });
            plain_from = close + 2;
        }
        parsed.unpaired.extend(pairs.remainder().iter().map(|&mark| mark..mark + 2));
        pieces.push(Piece { range: plain_from..range.end, strong: false });
        pieces.retain(|piece| !piece.range.is_empty());
        parsed.paragraphs.push(pieces);
    }
    parsed
}

/// The strong runs of a text.
pub fn strong_runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    parse(text).paragraphs.into_iter().flatten().filter(|piece| piece.strong).map(|p| p.range)
}

/// Lowers a text to the paragraphs that are printed.
pub fn lower(text: &str) -> Vec<Vec<Run>> {
    let run =
        |piece: Piece| Run { text: joined(&text[piece.range]), strong: piece.strong, lead: false };
    let paragraphs = parse(text).paragraphs;
    paragraphs.into_iter().map(|pieces| pieces.into_iter().map(run).collect()).collect()
}

/// How many characters of a text are printed, white space aside.
pub fn characters(text: &str) -> usize {
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    lower(text).iter().flatten().map(|run| count(&run.text)).sum()
}

/// One line of text: line ends go, with a space left only between two Latin words.
pub fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        let line = if index == 0 { line } else { line.trim_start() };
        if index > 0 {
            out.truncate(out.trim_end().len());
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if latin(out.chars().last()) && latin(line.chars().next()) {
                out.push(' ');
            }
        }
        out.push_str(line.trim_end_matches('\r'));
    }
    out
}

/// Ranges of the paragraphs, without white space at their ends.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = vec![];
    let mut offset = 0;
    let mut open: Option<Range<usize>> = None;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            found.extend(open.take());
        } else {
            let start = offset + (line.len() - line.trim_start().len());
            let end = start + trimmed.len();
            open = Some(open.map_or(start..end, |paragraph| paragraph.start..end));
        }
        offset += line.len();
    }
    found.extend(open);
    found
}

/// Offsets of the `**` marks. In a longer row of asterisks only the first two are a mark, so
/// that `***` is one mark and one asterisk.
fn marks(text: &str) -> impl Iterator<Item = usize> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let at = next + text[next..].find("**")?;
        next = at + 2;
        Some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        lower(text)
            .iter()
            .map(|runs| {
                let show = |run: &Run| match run.strong {
                    true => format!("<{}>", run.text),
                    false => run.text.clone(),
                };
                runs.iter().map(show).collect()
            })
            .collect()
    }

    #[test]
    fn paragraphs_and_strong_runs() {
        let cases: [(&str, &[&str]); 9] = [
            ("\n正文。\n", &["正文。"]),
            ("甲\n\n\n　　乙\r\n\r\n丙", &["甲", "乙", "丙"]),
            ("截至目前，**县农业农村局**出动", &["截至目前，<县农业农村局>出动"]),
            ("**甲****乙**", &["<甲><乙>"]),
            ("一行\n又一行", &["一行又一行"]),
            ("use\nRust\n语言", &["use Rust语言"]),
            ("a**b", &["a**b"]),
            ("# $x$ _y_ <z> \\ `w` //", &["# $x$ _y_ <z> \\ `w` //"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "lists of ranges are meant")]
    fn unpaired_marks_are_listed() {
        assert_eq!(parse("甲**乙").unpaired, [3..5]);
        assert_eq!(parse("**甲**乙**").unpaired, [10..12]);
        assert_eq!(parse("甲****").unpaired, [3..7]);
        assert_eq!(parse("**甲\n\n乙**").unpaired, [0..2, 10..12], "a run ends with its paragraph");
        assert!(parse("**甲**").unpaired.is_empty());
    }

    #[test]
    fn characters_are_those_that_are_printed() {
        for (text, count) in [("", 0), ("**一是**甲 乙\n丙。\n\n丁", 7), ("**一", 3), ("a  b", 2)]
        {
            assert_eq!(characters(text), count, "{text}");
        }
    }
}
