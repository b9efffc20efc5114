//! The text of an issue for the editor of a 公众号, as it survives being pasted there: styles inside
//! the elements and nothing else that the editor takes out (classes, identifiers, style elements,
//! scripts, positions, faces from elsewhere, links). Pictures lie beside it, to be uploaded.
//!
//! The title is a field of its own in that editor, so it is told, not printed.

use anyhow::Result;

use super::html::data_uri;
use super::xml::escaped;
use super::{File, Made, Options};
use crate::bulletin::block::{Figure, SubheadLevel, Table};
use crate::bulletin::words::{self, Manner};
use crate::bulletin::{Block, Bulletin, Item, Run};
use crate::draft::attachment::{Picture, PictureFormat};
use crate::zh::date;

pub(super) const ENDING: &str = ".wechat.html";

pub(super) fn make(made: &Made<'_>, options: &Options) -> Result<Vec<File>> {
    let bulletin = made.bulletin;
    let text = |inline| Text {
        manner: made.manner(),
        stem: made.stem,
        proof: made.proof,
        pictures: vec![],
        inline,
    };
    let mut plain = text(false);
    let body = plain.issue(bulletin);
    let title = bulletin.title();
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{}</title></head><body>\n{body}</body></html>\n",
        escaped(&title)
    );
    let mut files = vec![File::new(ENDING, page)];
    for (index, picture) in plain.pictures.iter().enumerate() {
        files.push(File::new(picture_ending(index, picture), picture.bytes.to_vec()));
    }
    let count = plain.pictures.len();
    let notes = &mut files[0].notes;
    notes.push(format!("公众号后台的“标题”请填：{title}"));
    if count > 0 {
        notes.push(format!("有 {count} 张图片，粘贴以后请在原处逐张上传（文件名带 .wechat.）"));
    }
    if options.copy {
        let body = text(true).issue(bulletin);
        let page =
            include_str!("copy.html").replace("{title}", &escaped(&title)).replace("{body}", &body);
        files.push(File::new(".wechat.copy.html", page));
    }
    Ok(files)
}

fn picture_ending(index: usize, picture: &Picture) -> String {
    let ending = match picture.format {
        PictureFormat::Png => "png",
        PictureFormat::Jpeg => "jpg",
    };
    format!(".wechat.{}.{ending}", index + 1)
}

struct Text<'a> {
    manner: Manner,
    stem: &'a str,
    /// Whether it says that it is not signed yet.
    proof: bool,
    pictures: Vec<Picture>,
    /// Whether pictures are inside, for copying.
    inline: bool,
}

/// Colour, size and leading of the running text; all else is the reader's.
const TEXT: &str =
    "font-size:16px;line-height:1.8;letter-spacing:0.5px;color:#333333;text-align:justify;";
const RED: &str = "#c7261e";

impl Text<'_> {
    fn issue(&mut self, bulletin: &Bulletin) -> String {
        let mut out = format!("<section style=\"{TEXT}\">\n");
        if self.proof {
            out.push_str(&format!(
                "<p style=\"text-align:center;margin:0;\"><mark style=\"background-color:transparent;color:{RED};\">（{}）</mark></p>\n",
                words::PROOF
            ));
        }
        let head = format!("text-align:center;margin:0;padding:4px 0;color:{RED};");
        out.push_str(&format!(
            "<section style=\"border-bottom:3px solid {RED};margin:0 0 20px;padding:0 0 8px;\">\n<p style=\"{head}font-size:28px;font-weight:bold;letter-spacing:2px;line-height:1.4;\">{}</p>\n",
            escaped(&bulletin.name)
        ));
        for line in
            [self.manner.number(bulletin), bulletin.publisher.clone(), date::written(bulletin.date)]
        {
            out.push_str(&format!(
                "<p style=\"text-align:center;margin:0;font-size:15px;\">{}</p>\n",
                escaped(&line)
            ));
        }
        out.push_str("</section>\n");
        if let Some(correction) = &bulletin.correction {
            out.push_str(&format!(
                "<p style=\"margin:0 0 16px;\"><strong>{}</strong>{}</p>\n",
                words::CORRECTION,
                escaped(correction)
            ));
        }
        for (index, paragraph) in bulletin.note.iter().enumerate() {
            let opens = index == 0 && words::opens_note(bulletin);
            let lead = if opens { words::NOTE } else { "" };
            out.push_str(&format!(
                "<p style=\"margin:0 16px 8px;text-indent:2em;color:#595959;\">{lead}{}</p>\n",
                runs(paragraph)
            ));
        }
        for column in &bulletin.columns {
            if !column.name.is_empty() {
                out.push_str(&format!(
                    "<p style=\"margin:28px 0 12px;text-align:center;font-size:18px;color:{RED};\"><strong>{}</strong></p>\n",
                    escaped(&words::column(&column.name))
                ));
            }
            for item in &column.items {
                self.item(item, &mut out);
            }
        }
        self.end(bulletin, &mut out);
        out.push_str("</section>\n");
        out
    }

    fn item(&mut self, item: &Item, out: &mut String) {
        if !item.headline.is_empty() {
            let align = if self.manner.titles {
                "text-align:center;font-size:19px;"
            } else {
                "font-size:17px;"
            };
            out.push_str(&format!(
                "<p style=\"margin:20px 0 6px;line-height:1.6;{align}\"><strong>{}</strong></p>\n",
                escaped(&item.headline)
            ));
        }
        let credit = escaped(&words::credit(&item.credits));
        let mut told = credit.is_empty();
        for (index, block) in item.body.iter().enumerate() {
            match block {
                Block::Paragraph(paragraph) => {
                    let is_last = index + 1 == item.body.len();
                    let credit = if is_last { credit.as_str() } else { "" };
                    told |= is_last;
                    out.push_str(&format!("{PARAGRAPH}{}{credit}</p>\n", runs(paragraph)));
                }
                Block::Subhead(subhead) => {
                    let weight = match subhead.level {
                        SubheadLevel::First => "font-weight:bold;",
                        SubheadLevel::Second => "",
                    };
                    out.push_str(&format!(
                        "<p style=\"margin:8px 0 4px;text-indent:2em;{weight}\">{}</p>\n",
                        escaped(&subhead.text)
                    ));
                }
                Block::Table(table) => out.push_str(&self::table(table)),
                Block::Figure(figure) => self.figure(figure, out),
            }
        }
        if !told {
            out.push_str(&format!("<p style=\"margin:0 0 8px;text-align:right;\">{credit}</p>\n"));
        }
    }

    fn figure(&mut self, figure: &Figure, out: &mut String) {
        let picture = &figure.picture;
        let source = match self.inline {
            true => data_uri(picture),
            false => {
                escaped(&format!("{}{}", self.stem, picture_ending(self.pictures.len(), picture)))
            }
        };
        self.pictures.push(picture.clone());
        // A small picture would be blurred over the whole width.
        let width = match figure.width {
            Some(width) => format!("{}%", width.min(100)),
            None => format!("{}px;max-width:100%", picture.width),
        };
        out.push_str(&format!(
            "<p style=\"margin:12px 0 4px;text-align:center;\"><img src=\"{source}\" alt=\"{}\" style=\"width:{width};\"></p>\n",
            escaped(&figure.alt)
        ));
        if !figure.caption.is_empty() {
            out.push_str(&format!(
                "<p style=\"margin:0 0 12px;text-align:center;font-size:14px;color:#595959;\">{}</p>\n",
                escaped(&figure.caption)
            ));
        }
    }

    fn end(&self, bulletin: &Bulletin, out: &mut String) {
        let small = "margin:0;font-size:14px;line-height:1.7;color:#595959;";
        out.push_str("<section style=\"margin:28px 0 0;padding:10px 0;border-top:1px solid #999999;border-bottom:1px solid #999999;\">\n");
        for (label, list) in self.manner.lists(bulletin) {
            out.push_str(&format!("<p style=\"{small}\">{label}：{}</p>\n", escaped(list)));
        }
        for (role, name) in words::signed(&bulletin.signoff) {
            out.push_str(&format!("<p style=\"{small}\">{role}：{}</p>\n", escaped(name)));
        }
        if let Some(copies) = bulletin.copies {
            out.push_str(&format!(
                "<p style=\"{small}text-align:right;\">{}</p>\n",
                words::copies(copies)
            ));
        }
        out.push_str("</section>\n");
    }
}

const PARAGRAPH: &str = "<p style=\"margin:0 0 8px;text-indent:2em;\">";

fn runs(runs: &[Run]) -> String {
    let one = |run: &Run| match run.strong {
        true => format!("<strong>{}</strong>", escaped(&run.text)),
        false => escaped(&run.text),
    };
    runs.iter().map(one).collect()
}

/// A wide table is moved sideways; the editor keeps `overflow`.
fn table(table: &Table) -> String {
    let mut out = String::new();
    let has_names = table.has_names();
    if !table.caption.is_empty() {
        out.push_str(&format!(
            "<p style=\"margin:12px 0 4px;text-align:center;font-size:15px;font-weight:bold;\">{}</p>\n",
            escaped(&table.caption)
        ));
    }
    out.push_str("<section style=\"margin:0 0 12px;overflow-x:auto;\"><table style=\"width:100%;border-collapse:collapse;font-size:14px;line-height:1.6;\"><tbody>\n");
    for (index, row) in table.rows.iter().enumerate() {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let head =
                if index < table.head { "background-color:#f5f2ee;font-weight:bold;" } else { "" };
            let whole = if column == 0 && has_names { "white-space:nowrap;" } else { "" };
            out.push_str(&format!(
                "<td style=\"border:1px solid #999999;padding:4px 8px;text-align:center;text-indent:0;{head}{whole}\">{}</td>",
                escaped(cell)
            ));
        }
        out.push_str("</tr>\n");
    }
    out + "</tbody></table></section>\n"
}
