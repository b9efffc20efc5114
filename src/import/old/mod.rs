//! Binary documents of Word and WPS (.doc, .wps; [MS-DOC] 2.5 to 2.9) and workbooks (.xls), which are
//! files in an OLE container. The text is read with its tables, notes, headers and automatic numbers, and
//! what of bold and alignment stands beside it.

use std::io::{Cursor, Read as _};

use anyhow::{Result, anyhow, bail};

use self::fib::Fib;
use self::story::Reader;
use super::document::Document;
use super::limits::FILE_BYTES;
use super::sheet;

mod fib;
mod lists;
mod looks;
mod pieces;
mod remarks;
mod story;

const BROKEN: &str = "旧格式的文档（.doc、.wps）读不出来，多半没有传完整，没有导入\n用 Word 或 WPS 打开它，“另存为”选 .docx，再导入";

/// Reads the bytes of an OLE file.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| anyhow!(BROKEN))?;
    let has = |file: &cfb::CompoundFile<Cursor<&[u8]>>, name: &str| file.is_stream(name);
    if has(&file, "/EncryptedPackage") {
        bail!("文档加了密码，没有导入\n用 Word 或 WPS 打开它，去掉密码，另存一份再导入");
    }
    if has(&file, "/Workbook") || has(&file, "/Book") {
        return sheet::read(bytes);
    }
    if !has(&file, "/WordDocument") {
        bail!(
            "这个文件是旧格式的文档，不是 Word 或 WPS 文字，读不了，没有导入\n用原来的程序打开它，“另存为”选 .docx，再导入"
        );
    }
    let mut stream = |name: &str| -> Result<Vec<u8>> {
        let stream = file.open_stream(name).map_err(|_| anyhow!(BROKEN))?;
        let mut bytes = vec![];
        stream.take(FILE_BYTES as u64).read_to_end(&mut bytes).map_err(|_| anyhow!(BROKEN))?;
        Ok(bytes)
    };
    let main = stream("/WordDocument")?;
    let fib = Fib::read(&main).ok_or_else(|| anyhow!(BROKEN))?;
    if fib.encrypted {
        bail!("文档加了密码，没有导入\n用 Word 或 WPS 打开它，去掉密码，另存一份再导入");
    }
    if fib.version < 0xC1 {
        bail!(
            "这个文件是 Word 95 或更早的文档，读不了，没有导入\n用 Word 或 WPS 打开它，“另存为”选 .docx，再导入"
        );
    }
    let table = stream(fib.table)?;
    let reader = Reader::new(&main, &table, &fib).ok_or_else(|| anyhow!(BROKEN))?;
    let mut document = reader.document();
    document.remarks = remarks::read(&reader, &table, &fib);
    Ok(document)
}

/// Numbers at an offset, least byte first.
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
