//! Tables and figures.

use crate::bulletin::block;
use crate::draft::attachment::{Content, MAX_CELLS, MAX_ROWS};
use crate::draft::{Item, Table};
use crate::lint::{Check, Rule, Subject};
use crate::source::{Diagnostic, Level, Span, Spanned};
use crate::typeset::{Setting, picture, tabular};

pub(super) static UNUSABLE_FILE: Rule = Rule {
    code: "unusable-file",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "图片或表格的文件不能用",
    docs: "[[column.item.figure]] 和 [[column.item.table]] 里 file 写的文件找不到、读不出，或者不在稿件所在的文件夹里。\n\n图片要 PNG 或 JPEG，表格要 UTF-8 的 CSV；都放在稿件旁边，只写文件名，如 file = \"2024-03-1.jpg\"。不能写盘符、.. 或网址：稿件搬到别的电脑上也要印得出来。",
    check: Check::Draft(|subject, found| {
        for (file, span) in files(subject) {
            let Some((name, file)) = file else {
                let message = "没有写图片文件（file）";
                let help = "写上 file = \"图片的文件名\"，图片放在稿件旁边";
                found.push(Diagnostic::at(span, message).help(help));
                continue;
            };
            let refusal = match file {
                Content::Refused(why, help) => Some((*why, *help)),
                Content::Picture(picture) if !picture::is_sound(picture) => {
                    Some(("是坏的图片，印不出来", "重新取一份，或用画图软件打开后另存"))
                }
                Content::Picture(_) | Content::Rows(_) => None,
            };
            if let Some((why, help)) = refusal {
                found.push(Diagnostic::at(span, format!("“{name}”{why}")).help(help));
            }
        }
    }),
};

pub(super) static MISSING_ALT: Rule = Rule {
    code: "missing-alt",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "图片既没有图题也没有说明",
    docs: "PDF 要让看不见图的人也知道图里是什么（无障碍标准 PDF/UA-1），所以每张图要写图题（caption）或说明（alt）。图题印在图下；说明不印，只给读屏软件用。",
    check: Check::Draft(|subject, found| {
        for (_, _, item) in subject.draft().items() {
            for figure in &item.figure {
                let texts = [&figure.caption, &figure.alt].into_iter().flatten();
                if texts.into_iter().all(|text| text.trim().is_empty()) {
                    found.push(
                        Diagnostic::at(
                            figure.span,
                            "这张图没有写图题（caption），也没有写说明（alt）",
                        )
                        .help("写上 caption = \"图题\"（印出来），或 alt = \"图里是什么\"（不印）"),
                    );
                }
            }
        }
    }),
};

pub(super) static UNCLEAR_ROWS: Rule = Rule {
    code: "unclear-rows",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "表格没有内容，或者内容写了两处",
    docs: "表格的内容写在 rows 里，或者放在 CSV 文件里由 file 指明，两者写一个。\n\n例：rows = [[\"乡镇\", \"户数\"], [\"东屯镇\", \"23\"]]，每行写在一个方括号里，数字也加引号。",
    check: Check::Draft(|subject, found| {
        for table in tables(subject) {
            let (rows, file) = (table.rows.as_ref(), table.file.as_ref());
            if let (Some(_), Some(file)) = (rows, file) {
                found.push(
                    Diagnostic::at(file.span, "表格的内容写了两处：rows 和 file")
                        .help("只留一个，删去另一个"),
                );
            } else if rows.is_none() && file.is_none() {
                if subject.is_absent(table.span, "rows") && subject.is_absent(table.span, "file") {
                    found
                        .push(Diagnostic::at(table.span, "表格没有内容").help("写上 rows 或 file"));
                }
            } else if let Some((span, rows)) = rows_of(subject, table)
                && rows.iter().all(|row| row.iter().all(|cell| cell.trim().is_empty()))
            {
                found.push(Diagnostic::at(span, "表格是空的").help("写上内容，或删去这张表"));
            }
        }
    }),
};

pub(super) static UNEVEN_ROWS: Rule = Rule {
    code: "uneven-rows",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "表格各行的格数不一样",
    docs: "有一行比别的行多一格或少一格，后面的内容就会错位。\n\n怎么办：补上缺的格子；空格子写 \"\"。",
    check: Check::Draft(|subject, found| {
        for table in tables(subject) {
            let Some((span, rows)) = rows_of(subject, table) else { continue };
            let Some(first) = rows.first() else { continue };
            for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.len() != first.len())
            {
                let message = format!(
                    "表格第 {} 行有 {} 格，第 1 行有 {} 格",
                    index + 1,
                    row.len(),
                    first.len()
                );
                let place = row_span(table, index).unwrap_or(span);
                found.push(Diagnostic::at(place, message).help("补上或去掉格子；空格子写 \"\""));
            }
        }
    }),
};

pub(super) static TABLE_TOO_WIDE: Rule = Rule {
    code: "table-too-wide",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "表格的栏太多，一页排不下",
    docs: "表格用四号字，版心宽 32 个字。文字可以折行，数字不能：各栏里最长的数加起来超过版心的宽度，数就会压到旁边的格子上，看不清，甚至看错。\n\n怎么办：拆成两张表，或者把行和栏对调（各月写成各行）；位数太多的，换大一级的单位，如“元”改成“万元”。",
    check: Check::Draft(|subject, found| {
        for table in tables(subject) {
            let Some((span, rows)) = rows_of(subject, table) else { continue };
            let count = rows.first().map_or(0, Vec::len);
            let head = table.head().min(rows.len());
            let shape = block::Table { caption: String::new(), head, rows };
            if tabular::columns(&shape).is_too_wide {
                found.push(
                    Diagnostic::at(span, format!("这张表有 {count} 栏，一页的宽度排不下"))
                        .help("拆成两张表，或者把行和栏对调；位数多的数换大一级的单位"),
                );
            }
        }
    }),
};

pub(super) static TABLE_ROW_TOO_HIGH: Rule = Rule {
    code: "table-row-too-high",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "表格的一行比一页还高",
    docs: "表格在行与行之间换页，一行印在一页上：一格里的字太多，这一行比一页（除去表头）还高，就排不下。\n\n怎么办：把这一行拆成几行，每行说一件事；或者缩短最长的一格，把细节写进正文。",
    check: Check::Draft(|subject, found| {
        let page = Setting::fewest_lines(subject.config().limits) as usize;
        for table in tables(subject) {
            let Some((span, rows)) = rows_of(subject, table) else { continue };
            // Each line has a character at least.
            if !rows.iter().flatten().any(|cell| cell.chars().count() > page) {
                continue;
            }
            let head = table.head().min(rows.len());
            let shape = block::Table { caption: String::new(), head, rows };
            let columns = tabular::columns(&shape);
            if !columns.is_wide || columns.is_too_wide {
                continue;
            }
            let lines = tabular::lines(&shape, &columns);
            // Below the caption, if there is one, and the head.
            let above: usize = lines[..head].iter().map(|lines| tabular::height(*lines)).sum();
            let room = page.saturating_sub(above + 1);
            let most = (1..page).take_while(|lines| tabular::height(*lines) <= room).count();
            for (index, _) in lines.iter().enumerate().skip(head).filter(|(_, own)| **own > most) {
                let cells = tabular::lines_of_cells(&shape, &columns, index);
                let longest =
                    cells.iter().enumerate().max_by_key(|(at, own)| (**own, usize::MAX - at));
                let cell = longest.map_or(0, |(at, _)| at);
                let row = index + 1;
                let help = match (columns.columns[cell].characters(columns.inset) * most) / 10 * 10
                {
                    0 => "缩短表头".to_owned(),
                    most => {
                        format!("把这一行拆成几行，或者把第 {} 格缩短到 {most} 字以内", cell + 1)
                    }
                };
                let place = row_span(table, index).unwrap_or(span);
                let message = format!("表格第 {row} 行比一页还高，排不下");
                found.push(Diagnostic::at(place, message).help(help));
            }
        }
    }),
};

pub(super) static INSET_OUT_OF_RANGE: Rule = Rule {
    code: "inset-out-of-range",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "图表的位置或大小不合理",
    docs: "after 是印在正文第几段之后，不能超过正文的段数；width 是图宽占版心的百分之几，在 10 到 100 之间；head 是表头的行数，要少于全部行数；一张表最多 8000 行、2 万格。",
    check: Check::Draft(|subject, found| {
        for (_, _, item) in subject.draft().items() {
            if item.table.is_empty() && item.figure.is_empty() {
                continue;
            }
            let paragraphs = paragraphs(item);
            let afters = item.table.iter().map(|table| &table.after);
            let afters = afters.chain(item.figure.iter().map(|figure| &figure.after));
            for after in afters.flatten() {
                if usize::try_from(**after).is_ok_and(|after| (1..=paragraphs).contains(&after)) {
                    continue;
                }
                let message = format!("after = {} 不对：正文有 {paragraphs} 段", after.value);
                found.push(
                    Diagnostic::at(after.span, message)
                        .help(format!("写 1 到 {paragraphs} 之间的数；不写就印在全部正文之后")),
                );
            }
            for width in item.figure.iter().filter_map(|figure| figure.width.as_ref()) {
                if !(10..=100).contains(&**width) {
                    let message = format!("图宽 {} 不对", width.value);
                    let help = "写 10 到 100 之间的数，是版心宽度的百分之几；不写就按图的大小";
                    found.push(Diagnostic::at(width.span, message).help(help));
                }
            }
            for table in &item.table {
                let rows = rows_of(subject, table).map(|(_, rows)| rows);
                let cells: usize = rows.iter().flat_map(|rows| rows.iter()).map(Vec::len).sum();
                let rows = rows.map_or(0, |rows| rows.len());
                let too_long = rows > MAX_ROWS;
                if too_long || cells > MAX_CELLS {
                    let message = match too_long {
                        true => format!("表格有 {rows} 行，超过 {MAX_ROWS} 行"),
                        false => format!("表格有 {cells} 格，超过 {MAX_CELLS} 格"),
                    };
                    found.push(
                        Diagnostic::at(table.span, message).help("只留要印的各行；全表另外附送"),
                    );
                }
                let Some(head) = table.head.as_ref().filter(|_| rows > 0) else { continue };
                if !usize::try_from(**head).is_ok_and(|head| head < rows) {
                    let message = format!("表头 {} 行不对：这张表有 {rows} 行", head.value);
                    found.push(Diagnostic::at(head.span, message).help("没有表头写 head = 0"));
                }
            }
        }
    }),
};

fn tables<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Spanned<Table>> {
    subject.draft().items().flat_map(|(_, _, item)| &item.table)
}

/// A file that a draft names, and what it holds; a figure may lack it.
type Named<'a> = (Option<(&'a str, &'a Content)>, Span);

/// The files of all tables and figures, each with the place to report it at.
fn files<'a>(subject: &Subject<'a>) -> Vec<Named<'a>> {
    let attachments = &subject.entry.attachments;
    let mut all = vec![];
    for (_, _, item) in subject.draft().items() {
        let tables = item.table.iter().filter_map(|table| table.file.as_ref());
        let figures = item.figure.iter().filter_map(|figure| figure.file.as_ref());
        for file in tables.chain(figures) {
            if let Some(content) = attachments.get(file) {
                all.push((Some((file.as_str(), content)), file.span));
            }
        }
        for figure in item.figure.iter().filter(|figure| figure.file.is_none()) {
            if subject.is_absent(figure.span, "file") {
                all.push((None, figure.span));
            }
        }
    }
    all
}

/// The rows of a table wherever they stand, with the place to report them at.
fn rows_of(subject: &Subject<'_>, table: &Table) -> Option<(Span, Vec<Vec<String>>)> {
    if let Some(rows) = &table.rows {
        let row = |row: &Vec<Spanned<String>>| row.iter().map(|cell| cell.value.clone()).collect();
        return Some((rows.span, rows.iter().map(row).collect()));
    }
    let file = table.file.as_ref()?;
    match subject.entry.attachments.get(file)? {
        Content::Rows(rows) => Some((file.span, rows.clone())),
        Content::Picture(_) | Content::Refused(..) => None,
    }
}

/// The place of a row that stands in the draft.
fn row_span(table: &Table, index: usize) -> Option<Span> {
    let row = table.rows.as_ref()?.get(index)?;
    Some(Span::new(row.first()?.span.start, row.last()?.span.end))
}

fn paragraphs(item: &Item) -> usize {
    item.body.as_ref().map_or(0, |body| block::parse(body).paragraphs.len())
}
