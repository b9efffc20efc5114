//! Spreadsheets (.xlsx, .xls) and .csv: each sheet with something in it is a table.

use anyhow::{Result, anyhow};

use super::beside;
use super::document::{Block, Document, Fate, Paragraph, Table, count};
use super::limits::{self, TEXT_BYTES};
use super::text;
use crate::draft::rich::{How, Told};
use crate::draft::sheet;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let mut document = Document::default();
    let sheets = sheet::workbook(bytes)
        .map_err(|(why, help)| anyhow!("表格文件{why}，没有导入\n{help}，再导入"))?;
    for sheet in sheets {
        sheet.told.iter().for_each(|told| account(told, &mut document));
        add(&sheet.name, sheet.rows, &mut document);
    }
    let mut left = |what: String, text: &str| {
        count(&mut document.source, text);
        document.ledger.left(what, text);
    };
    for (name, text) in sheet::hidden(bytes) {
        left(format!("隐藏的工作表“{name}”"), &text);
    }
    for (what, text) in beside::of(bytes) {
        left(what.to_owned(), &text);
    }
    for what in sheet::in_old(bytes) {
        left(format!("旧表格里的{what}（读不出来，请对照原表）"), "");
    }
    Ok(document)
}

/// Says what became of letters that are not printed as they stand in the file. What is in the file is counted
/// by what is printed, and put right here.
fn account(told: &Told, document: &mut Document) {
    count(&mut document.source, &told.from);
    for c in told.to.chars().filter(|c| !c.is_whitespace()) {
        *document.source.entry(c).or_default() -= 1;
    }
    let ledger = &mut document.ledger;
    match &told.how {
        How::Struck => ledger.left("划掉的文字", &told.from),
        How::Hidden => ledger.left("隐藏的行、列里的文字", &told.from),
        How::Unsolved(place) => ledger.left(format!("{place}的公式（文件里没有算出的数）"), ""),
        How::Moved => ledger.note(Fate::Made, "上标、下标", told.from.chars(), told.to.chars()),
        How::Doubtful(place) => {
            ledger
                .left(format!("{place}里的上标、下标或删除线（读不出是哪几个字，请对照原表）"), "");
        }
    }
}

/// Reads rows of text: commas or tabs between, quoted where need be.
pub(super) fn read_csv(bytes: &[u8]) -> Result<Document> {
    if bytes.len() > TEXT_BYTES {
        return limits::too_large(bytes.len(), TEXT_BYTES);
    }
    let (text, cut) = text::decode_or_cut(bytes).map_err(|error| match bytes.contains(&0) {
        true => anyhow!(
            "表格里有空字符，多半没有传完整，或者不是文本，没有导入\n在表格软件里打开看一看，另存为“CSV UTF-8（逗号分隔）”再导入；打不开的请对方重新发一份"
        ),
        false => error,
    })?;
    let mut document = Document::default();
    let rows = sheet::csv(&text).ok_or_else(|| {
        anyhow!("不是可读的 CSV 表格，没有导入\n在表格软件里重新另存为 CSV，再导入")
    })?;
    add("", rows, &mut document);
    // All that is in the file beside its cells: what parts them, and what is put round them.
    let mut marks = std::mem::take(&mut document.source);
    count(&mut document.source, &text);
    for c in [',', ';', '"', '\u{FEFF}'] {
        let all = document.source.get(&c).copied().unwrap_or_default();
        let own = marks.remove(&c).unwrap_or_default();
        if all > own {
            let number = usize::try_from(all - own).unwrap_or_default();
            document.ledger.add("表格文件的分隔符、引号", std::iter::repeat_n(c, number));
        }
    }
    if let Some(line) = sheet::unclosed(&text) {
        let note =
            format!("第{line}行有一个引号没有闭合，当作文字留在格里，请对照原件看这一行分格对不对");
        document.notes.push(note);
    }
    if cut {
        text::note_cut(&mut document);
    }
    Ok(document)
}

fn add(name: &str, rows: Vec<Vec<String>>, document: &mut Document) {
    let filled = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    let mut rows: Vec<Vec<String>> = rows.into_iter().filter(filled).collect();
    if rows.is_empty() {
        return;
    }
    for cell in rows.iter().flatten() {
        count(&mut document.source, cell);
    }
    let place =
        if name.is_empty() { "表格".to_owned() } else { format!("工作表“{name}”") };
    // A title over all columns, and what is said under it, stand in the first cell alone.
    let alone = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count() == 1;
    let wide = rows.iter().map(Vec::len).max().unwrap_or_default() > 1;
    while wide && rows.len() > 1 && alone(&rows[0]) {
        let row = rows.remove(0);
        document.blocks.push(Block::Paragraph(Paragraph {
            centred: true,
            ..Paragraph::plain(row.concat().trim(), place.clone())
        }));
    }
    let mut foot = vec![];
    // 合计 with the sum not worked out is a row, and so is what does not stand at the left.
    let said = |row: &Vec<String>| {
        let words = row.first().map(|cell| cell.trim()).unwrap_or_default();
        let sum = ["合计", "总计", "小计", "平均", "累计"].iter().any(|word| words.contains(word));
        alone(row) && !words.is_empty() && !(sum && words.chars().count() <= 8)
    };
    while wide && rows.len() > 1 && rows.last().is_some_and(said) {
        foot.extend(rows.pop());
    }
    let used = rows.iter().flat_map(|row| row.iter().rposition(|c| !c.trim().is_empty())).max();
    let width = used.map_or(0, |last| last + 1);
    let cell = |text: &String| match text.trim() {
        "" => vec![],
        text => vec![Paragraph::plain(text, place.clone())],
    };
    let line = |row: &Vec<String>| -> Vec<Vec<Paragraph>> {
        (0..width).map(|at| row.get(at).map(&cell).unwrap_or_default()).collect()
    };
    let table = Table {
        rows: rows.iter().map(line).collect(),
        place: place.clone(),
        doubt: (!name.is_empty())
            .then(|| "由表格文件转来，数字的位数、百分号以原表显示的为准".to_owned()),
        ..Table::default()
    };
    document.blocks.push(Block::Table(table));
    for row in foot.into_iter().rev() {
        document
            .blocks
            .push(Block::Paragraph(Paragraph::plain(row.concat().trim(), place.clone())));
    }
}
