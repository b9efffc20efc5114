//! What a file is, by its first bytes rather than its name.

use std::path::Path;

use anyhow::{Result, bail};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Html,
    /// A mail, or a page saved with its pictures.
    Mail,
    Docx,
    /// Flat OPC, or the XML of Word 2003.
    WordXml,
    /// What Word and WPS wrote before 2007.
    Old,
    Pdf,
    Rtf,
    Sheet,
    Csv,
}

const ARCHIVE: &str = "这是压缩包，没有导入\n解开以后，导入里面的文件";

/// A PDF may have other bytes before it, as gateways put them there.
const PDF_WITHIN: usize = 1024;

/// Without what stands before the beginning of a PDF.
pub(super) fn without_lead(bytes: &[u8]) -> &[u8] {
    let start = &bytes[..bytes.len().min(PDF_WITHIN)];
    match start.windows(5).position(|five| five == b"%PDF-") {
        Some(at) => &bytes[at..],
        None => bytes,
    }
}

/// The format of a file, told by its beginning; the name helps where that says nothing.
pub(super) fn of(path: &Path, bytes: &[u8]) -> Result<Format> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let ending = ending.unwrap_or_default();
    match bytes {
        [b'P', b'K', 3 | 5 | 7, ..] => {
            return zipped(bytes);
        }
        [b'%', b'P', b'D', b'F', ..] => return Ok(Format::Pdf),
        // OLE: what .doc, .wps, .xls and encrypted .docx are.
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Ok(Format::Old),
        [b'{', b'\\', b'r', b't', b'f', ..] => return Ok(Format::Rtf),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', ..] => {
            bail!(
                "这是图片，里面的文字读不出来，没有导入\n请对方发文字稿；或者用带文字识别的程序转成文字，再导入"
            )
        }
        [0x1F, 0x8B, ..] | [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] => {
            bail!(ARCHIVE)
        }
        [] => bail!("文件是空的，没有导入\n多半是没有传完整，请让对方重新发一份"),
        _ => {}
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let start = start.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    if start.starts_with("<?xml") || start.starts_with("<w:") || start.starts_with("<pkg:") {
        if start.contains("<pkg:package") || start.contains("<w:worddocument") {
            return Ok(Format::WordXml);
        }
        let page = start.contains("<html");
        if !page {
            bail!(
                "这是 XML 文件，不是 Word 存的，没有导入\n在原来的程序里另存为 .docx，或者把文字复制到记事本存成 .txt，再导入"
            );
        }
    }
    if is_mail(start, &ending) {
        return Ok(Format::Mail);
    }
    let marked = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<div",
        "<p>",
        "<p ",
        "<section",
        "<table",
        "<?xml",
        "<h1",
        "<h2",
        "<style",
        "<span",
        "<!--",
    ];
    let html =
        matches!(ending.as_str(), "html" | "htm") || marked.iter().any(|m| start.starts_with(m));
    match ending.as_str() {
        _ if html => Ok(Format::Html),
        "csv" | "tsv" => Ok(Format::Csv),
        "toml" => bail!(
            "这是稿件或者设置（.toml），不是来稿，没有导入\n从另一期搬条目用 kuaibao move；从前的稿件直接放进 drafts 文件夹"
        ),
        "docx" => bail!(
            "Word 文档坏了或者没有传完整，没有导入\n请让对方重新发一份；或者用 Word、WPS 打开它，另存一份再导入"
        ),
        "pdf" => bail!("PDF 坏了或者没有传完整，没有导入\n请让对方重新发一份"),
        "xlsx" | "xls" | "et" => bail!(
            "表格文件坏了或者没有传完整，没有导入\n请让对方重新发一份；或者用表格软件打开它，另存一份再导入"
        ),
        "doc" | "wps" | "rtf" | "ofd" | "mht" | "mhtml" | "eml" => {
            bail!(
                "这个文件不是 .{ending} 应有的样子，没有导入\n用原来的程序打开它，另存为 .docx，再导入"
            )
        }
        _ => Ok(Format::Text),
    }
}

/// What a ZIP is, by the names of its parts. What cannot be opened is left to the reader of Word files,
/// which says that it is damaged.
fn zipped(bytes: &[u8]) -> Result<Format> {
    let Ok(archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return Ok(Format::Docx);
    };
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("word/document.xml") {
        return Ok(Format::Docx);
    }
    if has("xl/workbook.xml") {
        return Ok(Format::Sheet);
    }
    let kind = if has("OFD.xml") {
        "版式文件（.ofd），里面只有排好的页面"
    } else if has("ppt/presentation.xml") {
        "演示文稿（.pptx）"
    } else if has("content.xml") && has("mimetype") {
        "OpenDocument 文件（.odt、.ods）"
    } else if has("[Content_Types].xml") || has("_rels/.rels") {
        return Ok(Format::Docx);
    } else {
        bail!(ARCHIVE);
    };
    bail!(
        "这是{kind}，没有导入\n请对方发 Word 文档；或者在原来的程序里打开，把文字复制到 Word，另存为 .docx"
    )
}

/// Whether a text begins as a message does: several headers, one of which only messages have.
fn is_mail(start: &str, ending: &str) -> bool {
    let named = matches!(ending, "eml" | "mht" | "mhtml");
    let is_header = |line: &str| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
    };
    let head: Vec<&str> = start.lines().take_while(|line| !line.trim().is_empty()).collect();
    let first = head.first().is_some_and(|line| is_header(line));
    let sure = ["mime-version:", "content-type:", "received:", "message-id:", "x-mailer:"];
    let has = |name: &&str| head.iter().any(|line| line.starts_with(*name));
    let known = ["from:", "to:", "subject:", "date:"];
    first && (sure.iter().any(&has) || named && known.iter().any(has))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_what_they_hold() {
        let cases: [(&str, &[u8], Format); 12] = [
            ("a.doc", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>", Format::Mail),
            ("a.eml", b"From: a@b.cn\nSubject: x\n\ny", Format::Mail),
            ("a.txt", b"From: a@b.cn\n\ny", Format::Text),
            ("a.html", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", Format::Mail),
            ("a.doc", b"\xEF\xBB\xBF<html><body>", Format::Html),
            ("a.docx", b"{\\rtf1", Format::Rtf),
            ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1", Format::Old),
            ("a.xml", b"<?xml version=\"1.0\"?><w:wordDocument>", Format::WordXml),
            ("a.docx", b"<?xml version=\"1.0\"?><pkg:package>", Format::WordXml),
            ("a.csv", b"a,b\n1,2", Format::Csv),
            ("a.pdf", b"%PDF-1.4", Format::Pdf),
            ("a.txt", b"notice: a\n", Format::Text),
        ];
        for (name, bytes, format) in cases {
            assert_eq!(of(name.as_ref(), bytes).ok(), Some(format), "{name}");
        }
        assert_eq!(without_lead(b"\r\nx%PDF-1.7"), b"%PDF-1.7");
        assert!(of("a.xml".as_ref(), b"<?xml version=\"1.0\"?><a/>").is_err());
        assert!(of("2024-01.toml".as_ref(), b"number = 1\n").is_err());
    }

    #[test]
    fn archives_are_told_by_their_parts() {
        let zip = |names: &[&str]| {
            let mut made = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
            for name in names {
                made.start_file(*name, zip::write::SimpleFileOptions::default()).expect("begun");
            }
            made.finish().expect("made").into_inner()
        };
        let cases: [(&[&str], Option<Format>, &str); 8] = [
            (&["[Content_Types].xml", "word/document.xml"], Some(Format::Docx), ""),
            (&["[Content_Types].xml", "_rels/.rels", "main.xml"], Some(Format::Docx), ""),
            (&["[Content_Types].xml", "xl/workbook.xml"], Some(Format::Sheet), ""),
            (&["OFD.xml", "Doc_0/Document.xml"], None, "版式文件"),
            (&["[Content_Types].xml", "ppt/presentation.xml"], None, "演示文稿"),
            (&["mimetype", "content.xml"], None, "OpenDocument"),
            (&["来稿/一.docx", "来稿/二.docx"], None, "压缩包"),
            (&[], None, "压缩包"),
        ];
        for (names, format, told) in cases {
            let found = of("a.docx".as_ref(), &zip(names));
            assert_eq!(found.as_ref().ok().copied(), format, "{names:?}");
            let said = found.map_or_else(|error| error.to_string(), |_| String::new());
            assert!(said.contains(told), "{names:?}: {said}");
        }
    }
}
