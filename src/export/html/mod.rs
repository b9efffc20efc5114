//! A web page: one file that needs nothing beside it, neither script nor network.
//!
//! Headings, articles, tables and pictures are what they are called, so that it can be listened to;
//! sizes and colours are left to the reader: a switch for large print, dark where the system is,
//! lines as the screen has room for. On paper it is the page of the standard, roughly.

use anyhow::Result;
use chrono::Datelike as _;

use super::xml::escaped;
use super::{File, Made, Options};
use crate::bulletin::block::{Figure, SubheadLevel, Table};
use crate::bulletin::words::{self, Manner};
use crate::bulletin::{Block, Bulletin, Item, Run};
use crate::draft::attachment::{Picture, PictureFormat};
use crate::zh::date;

pub(super) const STYLE: &str = include_str!("style.css");

/// What a page may do: show itself. Nothing in a draft can make it load or run anything.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

pub(super) fn make(made: &Made<'_>, _: &Options) -> Result<Vec<File>> {
    let issue = Issue { bulletin: made.bulletin, manner: made.manner(), proof: made.proof };
    // On paper lines are as close as those of the PDF, so that they go on as many pages.
    let setting = made.fitted.setting;
    let head = format!(
        "<style>:root {{ --size: {:.2}pt; --pitch: {:.2}pt; }}</style>\n",
        setting.size(),
        setting.pitch().min(29.0)
    );
    let page = page(&Page {
        title: &made.bulletin.title(),
        description: &description(made.bulletin),
        author: &made.bulletin.publisher,
        policy: POLICY,
        head: &head,
        body: &format!("{SWITCH}{}", issue.article()),
    });
    Ok(vec![File::new(".html", page)])
}

/// Large print without a script: what follows a box that is ticked is set larger.
pub(super) const SWITCH: &str =
    "<input class=\"switch\" type=\"checkbox\" id=\"large\"><label for=\"large\">大字</label>\n";

/// A whole page.
pub(super) struct Page<'a> {
    pub(super) title: &'a str,
    pub(super) description: &'a str,
    pub(super) author: &'a str,
    pub(super) policy: &'a str,
    /// More of the head, as HTML.
    pub(super) head: &'a str,
    /// What stands in `main`, as HTML.
    pub(super) body: &'a str,
}

pub(super) fn page(page: &Page<'_>) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<meta name=\"description\" content=\"{}\">\n<meta name=\"author\" content=\"{}\">\n\
         <meta name=\"generator\" content=\"kuaibao {}\">\n{}<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">跳到正文</a>\n<main id=\"main\" tabindex=\"-1\">\n{}</main>\n</body>\n</html>\n",
        page.policy,
        escaped(page.title),
        escaped(page.description),
        escaped(page.author),
        env!("CARGO_PKG_VERSION"),
        page.head,
        page.body,
    )
}

/// 2023年9月22日，延津县人民政府办公室：项目建设、民生保障.
pub(super) fn description(bulletin: &Bulletin) -> String {
    let columns: Vec<&str> = bulletin
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    let day = date::written(bulletin.date);
    let colon = if columns.is_empty() { "" } else { "：" };
    format!("{day}，{}{colon}{}", bulletin.publisher, columns.join("、"))
}

/// An issue as an article.
pub(super) struct Issue<'a> {
    pub(super) bulletin: &'a Bulletin,
    pub(super) manner: Manner,
    pub(super) proof: bool,
}

/// The anchor of an item, from 1. A released issue does not change, so neither does it.
pub(super) fn anchor(column: usize, item: usize) -> String {
    format!("item-{}-{}", column + 1, item + 1)
}

impl Issue<'_> {
    pub(super) fn article(&self) -> String {
        let bulletin = self.bulletin;
        let titles = if self.manner.titles { " titles" } else { "" };
        let mut out =
            format!("<article class=\"issue{titles}\">\n{}{}", self.masthead(), self.note());
        if bulletin.contents {
            out.push_str(&self.contents());
        }
        let mut tables = 0;
        for (c, column) in bulletin.columns.iter().enumerate() {
            let name = words::column(&column.name);
            // Without a column above it an item is of the second level: none is skipped.
            let level = if name.is_empty() { 2 } else { 3 };
            if name.is_empty() {
                out.push_str("<div class=\"column\">\n");
            } else {
                out.push_str(&format!(
                    "<section class=\"column\" aria-labelledby=\"column-{0}\">\n<h2 id=\"column-{0}\">{1}</h2>\n",
                    c + 1,
                    escaped(&name)
                ));
            }
            for (i, item) in column.items.iter().enumerate() {
                out.push_str(&self.item(&anchor(c, i), level, item, &mut tables));
            }
            out.push_str(if name.is_empty() { "</div>\n" } else { "</section>\n" });
        }
        out.push_str(&self.end());
        out.push_str("</article>\n");
        out
    }

    fn masthead(&self) -> String {
        let bulletin = self.bulletin;
        let proof = if self.proof {
            format!("<p><mark class=\"proof\">{}</mark></p>\n", words::PROOF)
        } else {
            String::new()
        };
        let day = bulletin.date;
        format!(
            "<header class=\"masthead\">\n{proof}<h1>{}</h1>\n<p>{}</p>\n<p class=\"imprint\"><span>{}</span> <time datetime=\"{:04}-{:02}-{:02}\">{}</time></p>\n</header>\n",
            escaped(&bulletin.name),
            escaped(&self.manner.number(bulletin)),
            escaped(&bulletin.publisher),
            day.year(),
            day.month(),
            day.day(),
            date::written(day)
        )
    }

    /// What a reissue corrects, and the editor's note.
    fn note(&self) -> String {
        let bulletin = self.bulletin;
        let mut out = String::new();
        if let Some(correction) = &bulletin.correction {
            out.push_str(&format!(
                "<p class=\"correction\"><span class=\"hei\">{}</span>{}</p>\n",
                words::CORRECTION,
                escaped(correction)
            ));
        }
        if bulletin.note.is_empty() {
            return out;
        }
        out.push_str("<section class=\"note\" aria-label=\"编者按\">\n");
        for (index, paragraph) in bulletin.note.iter().enumerate() {
            let opens = index == 0 && words::opens_note(bulletin);
            let lead = if opens {
                format!("<span class=\"hei\">{}</span>", words::NOTE)
            } else {
                String::new()
            };
            out.push_str(&format!("<p>{lead}{}</p>\n", runs(paragraph)));
        }
        out + "</section>\n"
    }

    fn contents(&self) -> String {
        let mut out = format!(
            "<nav class=\"contents\" aria-label=\"目录\">\n<h2>{}</h2>\n<ol>\n",
            words::CONTENTS
        );
        for (c, column) in self.bulletin.columns.iter().enumerate() {
            let name = words::column(&column.name);
            let entry = |(i, item): (usize, &Item)| {
                let headline =
                    if item.headline.is_empty() { "（无标题）" } else { &item.headline };
                format!("<li><a href=\"#{}\">{}</a></li>\n", anchor(c, i), escaped(headline))
            };
            let items: String = column.items.iter().enumerate().map(entry).collect();
            if name.is_empty() {
                out.push_str(&items);
            } else {
                out.push_str(&format!(
                    "<li><a class=\"hei\" href=\"#column-{}\">{}</a>\n<ol>\n{items}</ol>\n</li>\n",
                    c + 1,
                    escaped(&name)
                ));
            }
        }
        out + "</ol>\n</nav>\n"
    }

    /// `tables`: how many stand before it.
    fn item(&self, anchor: &str, level: u8, item: &Item, tables: &mut usize) -> String {
        let mut out = format!("<article class=\"item\" id=\"{anchor}\">\n");
        if !item.headline.is_empty() {
            out.push_str(&format!("<h{level}>{}</h{level}>\n", escaped(&item.headline)));
        }
        let credit = credit(&item.credits);
        let mut told = credit.is_empty();
        for (index, block) in item.body.iter().enumerate() {
            let is_last = index + 1 == item.body.len();
            match block {
                Block::Paragraph(paragraph) if is_last => {
                    out.push_str(&format!("<p>{}{credit}</p>\n", runs(paragraph)));
                    told = true;
                }
                Block::Paragraph(paragraph) => {
                    out.push_str(&format!("<p>{}</p>\n", runs(paragraph)))
                }
                Block::Subhead(subhead) => {
                    let class = match subhead.level {
                        SubheadLevel::First => "first",
                        SubheadLevel::Second => "second",
                    };
                    let level = level + 1;
                    out.push_str(&format!(
                        "<h{level} class=\"{class}\">{}</h{level}>\n",
                        escaped(&subhead.text)
                    ));
                }
                Block::Table(table) => {
                    *tables += 1;
                    out.push_str(&self::table(table, *tables));
                }
                Block::Figure(figure) => out.push_str(&self::figure(figure)),
            }
        }
        if !told {
            out.push_str(&format!("<p class=\"right\">{credit}</p>\n"));
        }
        out + "</article>\n"
    }

    fn end(&self) -> String {
        let bulletin = self.bulletin;
        let mut out = String::from("<footer class=\"end\">\n");
        for (label, list) in self.manner.lists(bulletin) {
            let wide = label.chars().count() + 1;
            out.push_str(&format!("<p style=\"--label:{wide}\">{label}：{}</p>\n", escaped(list)));
        }
        let signed = words::signed(&bulletin.signoff)
            .map(|(role, name)| format!("<span>{role}：{}</span>", escaped(name)));
        out.push_str(&format!("<div class=\"signed\">{}</div>\n", signed.join("\n")));
        if let Some(copies) = bulletin.copies {
            out.push_str(&format!("<p class=\"right\">{}</p>\n", words::copies(copies)));
        }
        out + "</footer>\n"
    }
}

fn runs(runs: &[Run]) -> String {
    let one = |run: &Run| match (run.strong, run.lead) {
        (true, _) => format!("<strong>{}</strong>", escaped(&run.text)),
        (false, true) => format!("<span class=\"lead\">{}</span>", escaped(&run.text)),
        (false, false) => escaped(&run.text),
    };
    runs.iter().map(one).collect()
}

/// （潭龙街道 魏邱乡）, of which no unit is broken.
fn credit(units: &[String]) -> String {
    let text = words::credit(units);
    let unit = |unit: &str| format!("<span class=\"unit\">{}</span>", escaped(unit));
    text.split(' ').filter(|unit| !unit.is_empty()).map(unit).collect::<Vec<_>>().join(" ")
}

/// What a style sheet cannot tell of a table: that it has many columns, or more rows than one sheet of
/// paper should have to hold, and that its first column has names, which are not broken.
fn looks(table: &Table) -> String {
    const MANY: usize = 7;
    const LONG: usize = 16;
    let columns = table.rows.first().map_or(0, Vec::len);
    let all =
        [(columns > MANY, "many"), (table.rows.len() > LONG, "long"), (table.has_names(), "named")];
    let own: Vec<&str> = all.iter().filter(|(is, _)| *is).map(|(_, class)| *class).collect();
    if own.is_empty() { String::new() } else { format!(" class=\"{}\"", own.join(" ")) }
}

/// The `number`th table of the page, by which those who only hear it tell one from the other.
fn table(table: &Table, number: usize) -> String {
    let colon = if table.caption.is_empty() { "" } else { "：" };
    let label = format!("表{number}{colon}{}", table.caption);
    let mut out = format!(
        "<div class=\"wide\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n<table{}>\n",
        escaped(&label),
        looks(table)
    );
    if !table.caption.is_empty() {
        out.push_str(&format!("<caption>{}</caption>\n", escaped(&table.caption)));
    }
    let row = |cells: &[String], is_head: bool| {
        let cell = |cell: &String| match is_head {
            // A corner without a name heads nothing.
            true if !cell.is_empty() => format!("<th scope=\"col\">{}</th>", escaped(cell)),
            _ => format!("<td>{}</td>", escaped(cell)),
        };
        format!("<tr>{}</tr>\n", cells.iter().map(cell).collect::<String>())
    };
    let (head, body) = table.rows.split_at(table.head.min(table.rows.len()));
    let rows = |rows: &[Vec<String>], is_head| {
        rows.iter().map(|cells| row(cells, is_head)).collect::<String>()
    };
    if !head.is_empty() {
        out.push_str(&format!("<thead>\n{}</thead>\n", rows(head, true)));
    }
    if !body.is_empty() {
        out.push_str(&format!("<tbody>\n{}</tbody>\n", rows(body, false)));
    }
    out + "</table>\n</div>\n"
}

fn figure(figure: &Figure) -> String {
    let picture = &figure.picture;
    let width = figure.width.map(|width| format!(" style=\"width:{width}%\"")).unwrap_or_default();
    let caption = if figure.caption.is_empty() {
        String::new()
    } else {
        format!("<figcaption>{}</figcaption>\n", escaped(&figure.caption))
    };
    format!(
        "<figure>\n<img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\"{width}>\n{caption}</figure>\n",
        data_uri(picture),
        escaped(&figure.alt),
        picture.width,
        picture.height
    )
}

pub(super) fn data_uri(picture: &Picture) -> String {
    let kind = match picture.format {
        PictureFormat::Png => "png",
        PictureFormat::Jpeg => "jpeg",
    };
    format!("data:image/{kind};base64,{}", base64(&picture.bytes))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_are_written_as_the_standard_has_them() {
        // RFC 4648, section 10.
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (text, expected) in cases {
            assert_eq!(base64(text.as_bytes()), expected, "{text}");
        }
    }
}
