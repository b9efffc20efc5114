//! Plain text and Markdown. Pasted text carries traces of Markdown (`#`, `**`, `---`) whether or
//! not it calls itself so; both are read in one way.

use anyhow::{Result, bail};
use encoding_rs::{BIG5, GB18030, UTF_16BE, UTF_16LE};

use super::big5::is_big5;
use super::document::{Block, Document, Glyph, Paragraph, Rich, Table, count, plain, trim};
use super::limits::{self, TEXT_BYTES};
use super::markdown;
use crate::zh::character;

/// Reads the bytes of a text file.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    if bytes.len() > TEXT_BYTES {
        return limits::too_large(bytes.len(), TEXT_BYTES);
    }
    let (text, cut) = decode_or_cut(bytes)?;
    let mut document = parse(&text);
    if std::str::from_utf8(bytes).is_err() && unmarked_utf16(bytes).is_none() && is_big5(bytes) {
        document.notes.push("文件是繁体 Big5 编码，按它读的，请对照原件看一遍".to_owned());
    }
    if cut {
        note_cut(&mut document);
    }
    Ok(document)
}

/// Bytes → text. UTF-8 and UTF-16 with or without a mark; everything else is tried as GB 18030,
/// which holds GBK and GB 2312.
pub(super) fn decode(bytes: &[u8]) -> Result<String> {
    let by = |encoding: &'static encoding_rs::Encoding, bytes: &[u8]| {
        encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(std::borrow::Cow::into_owned)
    };
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        [0xFF, 0xFE, rest @ ..] => by(UTF_16LE, rest),
        [0xFE, 0xFF, rest @ ..] => by(UTF_16BE, rest),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.to_owned()),
            Err(_) => unmarked_utf16(bytes)
                .and_then(|encoding| by(encoding, bytes))
                .or_else(|| by(if is_big5(bytes) { BIG5 } else { GB18030 }, bytes))
                .or_else(|| by(GB18030, bytes)),
        },
    };
    match text {
        Some(text) if !text.contains('\0') => Ok(text),
        Some(_) => bail!(
            "这不是文本文件\n能导入的有：文本（.txt、.md）、Word 文档（.docx）、网页（.html）、PDF"
        ),
        None => bail!(
            "认不出文字编码，不是 UTF-8、UTF-16，也不是 GB18030（GBK）\n用记事本打开，“另存为”时“编码”选“UTF-8”，再导入"
        ),
    }
}

/// As [`decode`]; where the last character is cut in two, the text before it, and true.
pub(super) fn decode_or_cut(bytes: &[u8]) -> Result<(String, bool)> {
    // In GB 18030 the rest of a character of UTF-8 may stand for another one.
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            let valid = &bytes[..error.valid_up_to()];
            return Ok((decode(valid)?, true));
        }
        _ => decode(bytes),
    };
    if whole.is_ok() || bytes.len() < 64 {
        return whole.map(|text| (text, false));
    }
    let cut = (1..4).find_map(|by| decode(&bytes[..bytes.len() - by]).ok());
    match cut {
        Some(text) => Ok((text, true)),
        None => whole.map(|text| (text, false)),
    }
}

/// Says that the file ends in the middle of a character.
pub(super) fn note_cut(document: &mut Document) {
    document.ledger.left("文件末尾不完整的字", "");
    document.notes.push("文件断在一个字的中间，多半没有传完整，请让对方重新发一份".to_owned());
}

/// UTF-16 without a mark: line ends and digits leave a zero byte on one side only.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 1..) => Some(UTF_16LE),
        (1.., 0) => Some(UTF_16BE),
        _ => None,
    }
}

/// Takes a text apart into paragraphs, one a line.
pub(crate) fn parse(text: &str) -> Document {
    let mut document = Document { lines_may_be_cut: true, ..Document::default() };
    count(&mut document.source, text);
    let text = markdown::bare(&text.replace("\r\n", "\n"), &mut document.ledger);
    let mut gap = false;
    let quoted = is_quoted(&text);
    let lines: Vec<&str> = text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{0C}']).collect();
    for (index, &line) in lines.iter().enumerate() {
        let place = format!("第{}行", index + 1);
        if let Some(cells) = tabbed_row(&lines, index) {
            add_row(Row::Cells(cells), place, &mut document);
            continue;
        }
        let line = line.trim_end();
        let indent = line.chars().take_while(|c| c.is_whitespace());
        let indent: usize = indent.map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
        let mut line = line.trim_start();
        if quoted {
            let rest = line.trim_start_matches('>');
            document.ledger.add("引用的 > 号", line[..line.len() - rest.len()].chars());
            line = rest.trim_start();
        }
        if line.is_empty() {
            gap = true;
            continue;
        }
        let gap = std::mem::take(&mut gap);
        if is_rule(line) {
            document.ledger.add("分隔线", line.chars());
            continue;
        }
        if markdown::is_fence(line) {
            document.ledger.add("Markdown 的代码记号", line.chars());
            continue;
        }
        if let Some(rest) = markdown::quoted(line) {
            document.ledger.add("引用的 > 号", ['>']);
            line = rest;
        }
        if let Some((name, file)) = markdown::picture(line) {
            document.ledger.add("Markdown 的图片记号", "![]()".chars());
            document.ledger.left("图片的说明和文件名（文本里没有图）", &format!("{name} {file}"));
            document.blocks.push(Block::Absent(format!("图片“{name}”")));
            continue;
        }
        if let Some(caption) = picture(line) {
            document.ledger.add("Markdown 的图片记号", "![]".chars());
            document.ledger.left("图片的说明（文本里没有图）", caption);
            document.blocks.push(Block::Absent(format!("图片“{caption}”")));
            continue;
        }
        if let Some(row) = table_row(line, &mut document) {
            add_row(row, place, &mut document);
            continue;
        }
        let (heading, rest) = heading(line);
        if heading > 0 {
            let marks = line.chars().take(line.chars().count() - rest.chars().count());
            document.ledger.add("Markdown 的 # 号", marks.filter(|c| !c.is_whitespace()));
        }
        let rest = markdown::plain(rest, &mut document.ledger);
        let text = strong_runs(&rest, &mut document);
        let text = visible(text, &mut document);
        let text = trim(&text).to_vec();
        if text.is_empty() {
            continue;
        }
        document.blocks.push(Block::Paragraph(Paragraph {
            text,
            heading,
            // A hanging space is no indent, two full-width ones are; more put it in the middle.
            indented: indent >= 2,
            // So far in stands what is signed.
            right: indent >= 20,
            gap,
            place,
            ..Paragraph::default()
        }));
    }
    document
}

/// Whether a text was quoted as a whole, as mail programs do: > before each line.
fn is_quoted(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty()).peekable();
    lines.peek().is_some() && lines.all(|line| line.starts_with('>'))
}

/// `![项目开工现场]` on a line of its own: where a picture stood, as we write it ourselves.
fn picture(line: &str) -> Option<&str> {
    let caption = line.strip_prefix("![")?.strip_suffix(']')?;
    (!caption.contains(['[', ']'])).then_some(caption)
}

/// The cells of a row as spreadsheets and documents paste them: three or more, parted by tabs, with
/// another such row above or below. Two are a name and what is set off from it.
fn tabbed_row(lines: &[&str], index: usize) -> Option<Vec<String>> {
    let count = |index: usize| {
        lines.get(index).map_or(0, |line| line.trim_end_matches(['\r', '\n']).split('\t').count())
    };
    let own = count(index);
    let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
    let is_row = own >= 3 && beside.into_iter().any(|other| count(other) == own);
    let filled = lines[index].split('\t').filter(|cell| !cell.trim().is_empty()).count() >= 2;
    (is_row && filled).then(|| lines[index].split('\t').map(str::to_owned).collect())
}

/// A row of a table as Markdown writes it: `| 乡镇 | 户数 |`, or the rule under its head.
enum Row {
    Cells(Vec<String>),
    Rule,
}

fn table_row(line: &str, document: &mut Document) -> Option<Row> {
    let inside = line.strip_prefix('|')?.strip_suffix('|')?;
    if inside.chars().all(|c| "-: |".contains(c)) && inside.contains("--") {
        document.ledger.add("Markdown 的表格线", line.chars().filter(|c| !c.is_whitespace()));
        return Some(Row::Rule);
    }
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inside.chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            _ => {
                let cell = cells.last_mut()?;
                if escaped && c != '|' {
                    cell.push('\\');
                } else if escaped {
                    document.ledger.add("Markdown 的表格线", ['\\']);
                }
                cell.push(c);
            }
        }
        escaped = false;
    }
    if escaped {
        cells.last_mut()?.push('\\');
    }
    document.ledger.add("Markdown 的表格线", "|".repeat(cells.len() + 1).chars());
    Some(Row::Cells(cells))
}

/// Adds a row to the table that the document ends with, or begins one. A line `: 表题` above it is
/// its caption.
fn add_row(row: Row, place: String, document: &mut Document) {
    if !matches!(document.blocks.last(), Some(Block::Table(_))) {
        let mut table = Table { place: format!("{place}起的表格"), ..Table::default() };
        if let Some(Block::Paragraph(above)) = document.blocks.last()
            && above.text.first().is_some_and(|glyph| glyph.c == ':')
        {
            table.caption = plain(trim(&above.text[1..]));
            document.ledger.add("Markdown 的表格线", [':']);
            document.blocks.pop();
        }
        document.blocks.push(Block::Table(table));
    }
    let Some(Block::Table(table)) = document.blocks.last_mut() else { return };
    match row {
        Row::Rule => table.head = Some(table.rows.len()),
        Row::Cells(cells) => table.rows.push(
            cells.iter().map(|cell| vec![Paragraph::plain(cell.trim(), place.clone())]).collect(),
        ),
    }
}

/// Three or more of one mark and nothing else: a line drawn across.
fn is_rule(line: &str) -> bool {
    let marks: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    let drawn = ['-', '*', '_', '=', '—', '─', '━', '~', '－'];
    marks.len() >= 3 && drawn.contains(&marks[0]) && marks.iter().all(|c| *c == marks[0])
}

/// `## 民生保障`: level and text. `#号` in running text is none: a space or 【 follows a heading's.
fn heading(line: &str) -> (u8, &str) {
    let level = line.chars().take_while(|c| *c == '#').count();
    let rest = &line[level..];
    match rest.chars().next() {
        Some(c) if (1..=6).contains(&level) && (c.is_whitespace() || c == '【' || c == '*') => {
            (level as u8, rest.trim_start())
        }
        _ => (0, line),
    }
}

/// Takes out the marks of strong runs. A mark without a partner stays as text, and so does a longer
/// row of asterisks, which stands for something left out: 4107**********12.
fn strong_runs(line: &str, document: &mut Document) -> Rich {
    let marks: Vec<usize> = marks(line);
    let mut text = Rich::new();
    let mut strong = false;
    let mut from = 0;
    for at in &marks[..marks.len() / 2 * 2] {
        text.extend(line[from..*at].chars().map(|c| Glyph::new(c, strong)));
        document.ledger.add("Markdown 的 ** 号", "**".chars());
        strong = !strong;
        from = at + 2;
    }
    text.extend(line[from..].chars().map(|c| Glyph::new(c, strong)));
    text
}

/// Where two asterisks stand by themselves. Between two figures or Latin letters they stand for
/// what is not to be seen: 41**08.
fn marks(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    let asterisk = |at: usize| bytes.get(at) == Some(&b'*');
    let figure =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let mask = |at: &usize| figure(at.checked_sub(1)) && figure(Some(at + 2));
    (0..bytes.len())
        .filter(|at| !mask(at))
        .filter(|at| asterisk(*at) && asterisk(at + 1) && !asterisk(at + 2))
        .filter(|at| at.checked_sub(1).is_none_or(|before| !asterisk(before)))
        .collect()
}

/// Without characters that nobody sees: byte order marks, zero-width spaces, soft hyphens.
pub(super) fn visible(text: Rich, document: &mut Document) -> Rich {
    let mut kept = Rich::with_capacity(text.len());
    for glyph in text {
        let invisible = matches!(
            glyph.c,
            '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{AD}' | '\u{2060}' | '\u{202A}'..='\u{202E}'
                | '\u{FE00}'..='\u{FE0F}' | '\u{FFFC}'
        );
        let control = !invisible
            && glyph.c.is_control()
            && !glyph.c.is_whitespace()
            && character::unprintable(glyph.c).is_some();
        match (invisible, control) {
            (true, _) => document.ledger.add("看不见的字符", [glyph.c]),
            (_, true) => document.ledger.add("控制字符", [glyph.c]),
            _ => kept.push(glyph),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_parted_by_tabs_are_a_table_and_set_off_names_are_not() {
        let kinds = |text: &str| -> String {
            let blocks = parse(text).blocks;
            let kind = |block: &Block| if matches!(block, Block::Table(_)) { 'T' } else { 'P' };
            blocks.iter().map(kind).collect()
        };
        assert_eq!(kinds("进度如下：\n片区\t应收\t已收\n东片\t98\t81\n下一步继续。"), "PTP");
        assert_eq!(kinds("责任编辑：\t李勉\n审核：\t原超俊\n签发：\t麻彦伟"), "PPP");
        assert_eq!(kinds("县政府办公室\t\t2024年1月12日"), "P");
        assert_eq!(kinds("甲\t乙\t丙\n正文。"), "PP");
    }

    #[test]
    fn the_encodings_of_offices_are_told_apart() {
        let text = "延津政务快报\n第38期 辦";
        let (gbk, _, _) = GB18030.encode(text);
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        let files = [
            text.as_bytes().to_vec(),
            marked(&[0xEF, 0xBB, 0xBF], text.as_bytes()),
            marked(&[0xFF, 0xFE], &little),
            marked(&[0xFE, 0xFF], &big),
            little,
            big,
            gbk.into_owned(),
        ];
        for bytes in files {
            assert_eq!(decode(&bytes).expect("text"), text, "{bytes:?}");
        }
        assert!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff").is_err());
    }

    #[test]
    fn traces_of_markdown_are_taken_out_and_counted() {
        let document = parse("## 【麦田管理】\n\n**县供销社** 紧盯\n---\n2*3=6，a**b\n＃1****2\n");
        let texts: Vec<String> = document.paragraphs().map(|p| plain(&p.text)).collect();
        assert_eq!(texts, ["【麦田管理】", "县供销社 紧盯", "2*3=6，a**b", "＃1****2"]);
        assert_eq!(
            document.ledger.lines().iter().map(|l| (l.what.as_str(), l.times)).collect::<Vec<_>>(),
            [("Markdown 的 # 号", 1), ("Markdown 的 ** 号", 2), ("分隔线", 1)]
        );
        let strong = document.paragraphs().nth(1).expect("a paragraph");
        assert_eq!(strong.text.iter().filter(|glyph| glyph.strong).count(), 4);
    }
}
