//! Web pages, and what is copied from one or sent as one: the text, with headings, bold runs, lists
//! and tables. Nothing is fetched and nothing is run.
//!
//! `census` counts every text of the page; `walk` decides what is shown.

use anyhow::Result;
use encoding_rs::Encoding;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};

use self::walk::Walk;
use super::document::{Census, Document, count};
use super::limits::{self, TEXT_BYTES};
use super::text;

mod content;
mod elements;
mod grid;
mod links;
mod list;
mod math;
mod style;
mod walk;

/// Reads the bytes of a page.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    read_with(bytes, &|_| None)
}

/// Reads a page whose pictures can be had by the names it gives them.
pub(super) fn read_with(
    bytes: &[u8],
    picture: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<Document> {
    if bytes.len() > 4 * TEXT_BYTES {
        return limits::too_large(bytes.len(), 4 * TEXT_BYTES);
    }
    let (page, cut) = decode(bytes)?;
    let mut walk = Walk::new(picture);
    walk.entries = entries(&page);
    for token in Tokenizer::new(&page).flatten() {
        match token {
            Token::StartTag(tag) => walk.start(&tag),
            Token::EndTag(tag) => walk.end(&name(&tag.name)),
            Token::String(text) => walk.text(&String::from_utf8_lossy(&text.0)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    let mut document = walk.finish();
    document.source = census(&page);
    let lower = page.to_ascii_lowercase();
    if cut {
        text::note_cut(&mut document);
    } else if lower.contains("<html") && !lower.contains("</html") && !lower.contains("</body") {
        document.ledger.left("网页后面的部分（网页没有结尾）", "");
        document.notes.push("网页断在中间，多半不完整，请对照原来的网页核对".to_owned());
    }
    Ok(document)
}

/// How many entries each `<ol>` has, the last of the page first.
fn entries(page: &str) -> Vec<i64> {
    let mut all = vec![];
    let mut open: Vec<Option<usize>> = vec![];
    for token in Tokenizer::new(page).flatten() {
        match token {
            Token::StartTag(tag) => match name(&tag.name).as_str() {
                "ol" => {
                    open.push(Some(all.len()));
                    all.push(0);
                }
                "ul" => open.push(None),
                "li" => {
                    if let Some(list) = open.last().copied().flatten() {
                        all[list] += 1;
                    }
                }
                _ => {}
            },
            Token::EndTag(tag) if matches!(name(&tag.name).as_str(), "ol" | "ul") => {
                open.pop();
            }
            _ => {}
        }
    }
    all.reverse();
    all
}

/// Elements whose content is code, or a name for the browser's window.
const CODE: &[&str] = &["script", "style", "title", "template"];

/// The characters of every text of a page, shown or not.
fn census(page: &str) -> Census {
    let mut census = Census::default();
    let mut code = 0_usize;
    for token in Tokenizer::new(page).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = name(&tag.name);
                if CODE.contains(&name.as_str()) {
                    code += usize::from(!tag.self_closing);
                }
                if code == 0
                    && let Some(value) = walk::field_value(&name, &tag)
                {
                    count(&mut census, &value);
                }
            }
            Token::EndTag(tag) if CODE.contains(&name(&tag.name).as_str()) => {
                code = code.saturating_sub(1);
            }
            Token::String(text) if code == 0 => {
                count(&mut census, &String::from_utf8_lossy(&text.0));
            }
            _ => {}
        }
    }
    census
}

/// The text of a page, by its own word where it is not UTF-8; and whether it is cut off.
fn decode(bytes: &[u8]) -> Result<(String, bool)> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let named = start.find("charset=").and_then(|at| {
        let label = start[at + "charset=".len()..].trim_start_matches(['"', '\'', ' ']);
        let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c));
        Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
    });
    if std::str::from_utf8(bytes).is_err()
        && let Some(encoding) = named.filter(|encoding| *encoding != encoding_rs::UTF_8)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok((text.into_owned(), false));
    }
    text::decode_or_cut(bytes)
}

fn name(name: &HtmlString) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
}

fn attribute(tag: &StartTag<()>, key: &str) -> Option<String> {
    let found = tag.attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(key.as_bytes()));
    found.map(|(_, value)| String::from_utf8_lossy(&value.value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::{Block, plain};

    fn texts(page: &str) -> Vec<String> {
        let document = read(page.as_bytes()).expect("a page");
        document.paragraphs().map(|p| plain(&p.text)).collect()
    }

    #[test]
    fn a_page_gives_its_paragraphs() {
        let page = "<html><head><title>不算</title><script>var a = '<p>不算</p>';</script></head>\
            <body><h2 style='text-align: center'>标题</h2><p style=\"text-indent:2em\"><strong>县林业局</strong>\n\
            &amp; &lt;甲&gt;&nbsp;乙<br>丙</p><div>未关<p>丁<table><tr><td>一<td>二<tr><td>三</table></body>";
        let document = read(page.as_bytes()).expect("a page");
        let texts: Vec<String> = document.paragraphs().map(|p| plain(&p.text)).collect();
        assert_eq!(
            texts,
            ["标题", "县林业局 & <甲>\u{a0}乙", "丙", "未关", "丁", "一", "二", "三"]
        );
        let first = document.paragraphs().next().expect("a heading");
        assert!(first.centred && first.heading == 2);
        let second = document.paragraphs().nth(1).expect("a paragraph");
        assert!(second.indented && second.text[0].strong && !second.text[5].strong);
        let Some(Block::Table(table)) = document.blocks.last() else { panic!("no table") };
        assert_eq!(table.rows.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
    }

    #[test]
    fn white_space_is_what_a_browser_shows() {
        assert_eq!(texts("<p>100\n200人，a\n b，县\n林业局\n</p>"), ["100 200人，a b，县林业局"]);
        assert_eq!(texts("<span>650</span>\n<span>45</span>"), ["650 45"]);
        assert_eq!(texts("<pre>甲\n乙  丙</pre>"), ["甲", "乙\u{a0}\u{a0}丙"]);
    }

    #[test]
    fn what_is_not_shown_is_not_read_but_counted() {
        for (page, shown, left) in [
            ("<p>甲<span style='display:none'>乙</span>丙</p>", "甲丙", 1),
            ("<p hidden>甲</p><p>乙</p>", "乙", 1),
            (
                "<style>.x { color: red; display : none }</style><p>甲<b class='y x'>乙丙</b></p>",
                "甲",
                2,
            ),
            ("<p>五<del>千</del><ins>万</ins></p>", "五万", 1),
            ("<select><option>甲<option selected>乙</select>", "乙", 1),
        ] {
            let document = read(page.as_bytes()).expect("a page");
            let text: String = document.paragraphs().map(|p| plain(&p.text)).collect();
            let out: usize = document.ledger.lines().iter().map(|line| line.characters).sum();
            assert_eq!((text.as_str(), out), (shown, left), "{page}");
            let total: i64 = document.source.values().sum();
            assert_eq!(total as usize, shown.chars().count() + left, "{page}");
        }
    }

    #[test]
    fn lists_powers_and_fractions_are_written_out() {
        assert_eq!(
            texts("<ol><li>甲<li>乙</ol><ol start=3 type=a><li>丙</ol>"),
            ["1.\t甲", "2.\t乙", "c.\t丙"]
        );
        assert_eq!(
            texts("<ol style='list-style-type:cjk-ideographic'><li>甲</ol><ul><li>乙</ul>"),
            ["一、甲", "乙"]
        );
        assert_eq!(texts("<p>12m<sup>3</sup>/s，10<sup>6</sup></p>"), ["12m³/s，10⁶"]);
        assert_eq!(
            texts(
                "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>的<math><msup><mi>x</mi><mn>2</mn></msup></math>"
            ),
            ["1/2的x²"]
        );
    }

    #[test]
    fn quotations_are_marked_and_lists_counted_down() {
        assert_eq!(
            texts("<p>他说<q>好，<q>再<q>来</q></q></q>。<q>是"),
            ["他说“好，‘再“来”’”。“是”"]
        );
        assert_eq!(
            texts(
                "<ol reversed><li>甲<ol><li>子</ol><li>乙</ol><ol><li>丙</ol><ol reversed start=9><li>丁"
            ),
            ["2.\t甲", "1.\t子", "1.\t乙", "1.\t丙", "9.\t丁"]
        );
        assert_eq!(
            texts("<p>补助<u style='text-decoration:line-through'>500</u>800元"),
            ["补助800元"]
        );
        assert_eq!(texts("<p><span style='text-transform:uppercase'>gdp</span>增长"), ["GDP增长"]);
    }

    #[test]
    fn spans_keep_every_cell_in_its_column() {
        let page = "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</table>";
        let document = read(page.as_bytes()).expect("a page");
        let Some(Block::Table(table)) = document.blocks.first() else { panic!("no table") };
        let rows: Vec<Vec<String>> = (table.rows.iter())
            .map(|row| row.iter().map(|c| c.iter().map(|p| plain(&p.text)).collect()).collect())
            .collect();
        assert_eq!(rows, [["甲", "乙", ""], ["", "丙", "丁"]]);
    }

    #[test]
    fn a_table_that_frames_others_is_taken_apart() {
        let inner = "<table><tr><td>乡镇<td>户数<tr><td>甲镇<td>12</table>";
        let blocks = |page: &str| read(page.as_bytes()).expect("a page").blocks;
        let shape = |block: &Block| match block {
            Block::Table(table) => table.rows.len(),
            _ => 0,
        };
        let framed = format!("<table><tr><td>栏目<td><p>标题</p>{inner}<p>正文。</p></table>");
        assert_eq!(blocks(&framed).iter().map(shape).collect::<Vec<_>>(), [0, 0, 2, 0]);
        let data = format!("<table><tr><td>一<td>二<tr><td>三<td>四<tr><td>五<td>{inner}</table>");
        let document = read(data.as_bytes()).expect("a page");
        let Some(Block::Table(table)) = document.blocks.first() else { panic!("no table") };
        assert!(table.rows.len() == 3 && table.doubt.is_some());
        let menu = format!(
            "<table><tr><td><a href=1>机构</a><td><a href=2>办事</a><tr><td colspan=2>{inner}</table>"
        );
        let document = read(menu.as_bytes()).expect("a page");
        assert_eq!(document.blocks.len(), 1);
        assert_eq!(document.ledger.times(elements::MENU), 2);
    }
}
