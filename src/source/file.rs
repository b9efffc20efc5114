//! Files → bytes, never more than is wanted; bytes → text, with the encodings that Chinese offices
//! meet named when they are wrong.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::{Diagnostic, Source, Span};

/// The largest TOML file that is read, in bytes. The fullest real issue is 8 KB; this is a book.
pub const MAX_BYTES: usize = 1 << 20;

/// The bytes of a file, and its length; a file longer than `most` is not read to its end.
pub fn read(path: &Path, most: usize) -> io::Result<(Vec<u8>, u64)> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    // Room for the whole file and its end, so that it is read in one piece.
    let room = || Vec::with_capacity(length as usize + 1);
    let bytes = if length > most as u64 { vec![] } else { bounded_into(room(), file, most)? };
    let length = length.max(bytes.len() as u64);
    Ok((bytes, length))
}

/// What a reader holds; of more than `most` bytes one too many.
pub fn bounded(reader: impl Read, most: usize) -> io::Result<Vec<u8>> {
    bounded_into(vec![], reader, most)
}

fn bounded_into(mut bytes: Vec<u8>, reader: impl Read, most: usize) -> io::Result<Vec<u8>> {
    reader.take((most as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What is found in a file that the system does not let be read.
pub fn unreadable() -> Diagnostic {
    let message = "文件读不出来：没有读取的权限，或者磁盘、网络出了问题";
    Diagnostic::error("file-unreadable", Span::default(), message)
        .help("检查这个文件的权限，能不能用记事本打开；其他稿件不受影响")
}

/// Turns a file's bytes into a source. When that cannot be done the source is what could be read
/// before the fault, and the diagnostic says what to do.
///
/// `length` is the size of the whole file, of which `bytes` may be just the beginning.
pub fn decode(path: &Path, bytes: Vec<u8>, length: u64) -> (Source, Option<Diagnostic>) {
    if length > MAX_BYTES as u64 {
        let megabytes = length as f64 / (1 << 20) as f64;
        let diagnostic = Diagnostic::error(
            "file-too-large",
            Span::default(),
            format!("文件有 {megabytes:.1} MB，超过 1 MB，不像是一期快报的稿子"),
        )
        .help("请确认没有选错文件；若误贴了图片或整份材料，请删去");
        return (Source::new(path, ""), Some(diagnostic));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let diagnostic = Diagnostic::error(
            "file-encoding",
            Span::default(),
            "文件是 UTF-16 编码（记事本里叫“Unicode”），应为 UTF-8",
        )
        .help("用记事本打开，“另存为”时“编码”选“UTF-8”");
        return (Source::new(path, ""), Some(diagnostic));
    }
    match String::from_utf8(bytes) {
        Ok(text) => (Source::new(path, text), None),
        Err(error) if error.as_bytes().contains(&0) => {
            let diagnostic = Diagnostic::error(
                "file-encoding",
                Span::default(),
                "这不是文本文件，不能当稿件读（图片、Word 文档等都不行）",
            )
            .help("请确认没有选错文件；确是稿件的，用记事本打开，“另存为”时“编码”选“UTF-8”");
            (Source::new(path, ""), Some(diagnostic))
        }
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let (told, help) = match from_gbk(error.as_bytes()) {
                Some(_) => (
                    "是 GBK（记事本里叫“ANSI”）",
                    "kuaibao check --fix 转成 UTF-8，文字不变；或用记事本打开，“另存为”时“编码”选“UTF-8”",
                ),
                None => (
                    "从这里起读不出来（多半是 GBK，记事本里叫“ANSI”）",
                    "用记事本打开，“另存为”时“编码”选“UTF-8”",
                ),
            };
            // A place, not a range: what is behind it in the text is not in the bytes of the file.
            let diagnostic = Diagnostic::error(
                "file-encoding",
                Span::new(good, good),
                format!("文件不是 UTF-8 编码，{told}"),
            )
            .help(help);
            (Source::new(path, text), Some(diagnostic))
        }
    }
}

/// The text of bytes that are GBK and nothing else: written as GBK again they are the same, and
/// nine of ten characters are marks or of the 3,755 of the first level of GB 2312, which other
/// encodings read as GBK are not.
pub fn from_gbk(bytes: &[u8]) -> Option<String> {
    let text = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(bytes)?;
    let (again, _, lossy) = encoding_rs::GBK.encode(&text);
    let (mut wide, mut usual, mut at) = (0, 0, 0);
    while let Some(lead) = bytes.get(at) {
        let pair = *lead >= 0x81;
        wide += usize::from(pair);
        let common = matches!(lead, 0xA1..=0xA3 | 0xB0..=0xD7);
        usual += usize::from(common && bytes.get(at + 1).is_some_and(|trail| *trail >= 0xA1));
        at += if pair { 2 } else { 1 };
    }
    let control = |c: char| c.is_control() && !"\t\r\n".contains(c);
    let is_text = usual * 10 >= wide * 9 && !text.contains(control);
    (!lossy && *again == *bytes && is_text).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_gbk_throughout_is_read_as_gbk() {
        let text = "name = \"民生保障\"\nbody = \"，办理12件。\"\n";
        let (gbk, ..) = encoding_rs::GBK.encode(text);
        assert_eq!(from_gbk(&gbk).as_deref(), Some(text));
        assert_eq!(from_gbk(&gbk[..gbk.len() - 5]), None, "cut within a character");
        let mixed = [gbk.as_ref(), "民生".as_bytes()].concat();
        assert_eq!(from_gbk(&mixed), None, "half of it saved in another encoding");
        assert_eq!(from_gbk(b"\x89PNG\r\n\x1a\n\0\0"), None);
        let (big5, ..) = encoding_rs::BIG5.encode("民生保障，辦理十二件。");
        assert_eq!(from_gbk(&big5), None);
    }
}
