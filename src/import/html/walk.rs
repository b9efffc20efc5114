//! The elements of a page, one after the other: which text is shown, and how it stands.

use html5gum::StartTag;

use super::elements::{BLOCKS, MENU, UNSEEN, VOID};
use super::grid::Grid;
use super::links::Links;
use super::list::List;
use super::math::Math;
use super::style::{Declared, Sheet};
use super::{attribute, name};
use crate::import::document::{Block, Document, Fate, Glyph, Rich, plain, trim};
use crate::import::limits::DEPTH;

pub(super) struct Walk<'p> {
    pub(super) document: Document,
    pub(super) picture: &'p dyn Fn(&str) -> Option<Vec<u8>>,
    pub(super) sheet: Sheet,
    /// Open elements, outermost first.
    pub(super) open: Vec<Element>,
    pub(super) text: Rich,
    /// The number before the open entry of a list.
    pub(super) lead: Option<String>,
    pub(super) lists: Vec<List>,
    /// How many entries each `<ol>` of the page has, from the last.
    pub(super) entries: Vec<i64>,
    pub(super) tables: Vec<Grid>,
    pub(super) caption: bool,
    pub(super) math: Option<Math>,
    pub(super) choice: Option<Choice>,
    pub(super) after: Vec<Block>,
    pub(super) count: usize,
    pub(super) deleted: bool,
    /// What comes next stands apart from what was before.
    pub(super) apart: bool,
    pub(super) links: Links,
}

/// An open element, with what it hands on to those inside.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) unseen: Option<&'static str>,
    pub(super) looks: Declared,
    pub(super) heading: u8,
    /// Whether it is a foot- or endnote of the text.
    pub(super) note: bool,
    /// Whether it begins a paragraph, and ends one.
    block: bool,
    /// Whether it stands apart on its line, and what is in it does.
    apart: bool,
    spread: bool,
    pub(super) link: bool,
}

/// A list to choose from, with what is chosen.
#[derive(Default)]
pub(super) struct Choice {
    pub(super) entries: Vec<(bool, String)>,
}

impl<'p> Walk<'p> {
    pub(super) fn new(picture: &'p dyn Fn(&str) -> Option<Vec<u8>>) -> Self {
        Self {
            document: Document::default(),
            picture,
            sheet: Sheet::default(),
            open: vec![],
            text: vec![],
            lead: None,
            lists: vec![],
            entries: vec![],
            tables: vec![],
            caption: false,
            math: None,
            choice: None,
            after: vec![],
            count: 0,
            deleted: false,
            apart: false,
            links: Links::default(),
        }
    }

    pub(super) fn inside(&self) -> Element {
        self.open.last().cloned().unwrap_or_default()
    }

    pub(super) fn start(&mut self, tag: &StartTag<()>) {
        let name = name(&tag.name);
        let entries = if name == "ol" { self.entries.pop() } else { None };
        if let Some(math) = &mut self.math {
            if !tag.self_closing {
                math.start(&name);
            }
            return;
        }
        self.close_implied(&name);
        let under = self.inside();
        let get = |key: &str| attribute(tag, key);
        let own = Declared::read(&get("style").unwrap_or_default());
        let class = get("class").unwrap_or_default();
        let by_sheet = self.sheet.of(&name, &class, &get("id").unwrap_or_default());
        let mut declared = by_sheet.under(&own);
        if get("hidden").is_some() {
            declared.hidden = declared.hidden.or(Some(true));
        }
        let align = get("align").or_else(|| (name == "center").then(|| "center".to_owned()));
        declared.align = declared.align.or(align.map(|align| align.to_ascii_lowercase()));
        // WeChat shows its article when a script has run.
        if get("id").as_deref() == Some("js_content") {
            declared.hidden = None;
        }
        let closed = name == "dialog" && get("open").is_none();
        let hidden = declared.hidden == Some(true) || closed;
        let menu = get("role").as_deref() == Some("navigation");
        let unseen = under.unseen.or_else(|| {
            let named = menu.then_some(MENU);
            let named = named
                .or_else(|| UNSEEN.iter().find(|(other, _)| *other == name).map(|(_, what)| *what));
            let void = (declared.struck == Some(true)).then_some("划掉的文字");
            named.or(hidden.then_some("网页上不显示的文字")).or(void)
        });
        let block = BLOCKS.contains(&name.as_str()) || declared.block == Some(true);
        if block {
            self.end_paragraph();
        }
        let apart = declared.apart.unwrap_or(under.spread);
        self.apart |= apart;
        let link = under.link || name == "a" && get("name").is_none();
        if link && !under.link {
            self.links.each.push(0);
        }
        if unseen.is_none() {
            self.shown(&name, tag, &declared, entries);
        }
        if VOID.contains(&name.as_str()) || tag.self_closing && !BLOCKS.contains(&name.as_str()) {
            return;
        }
        if self.open.len() >= 4 * DEPTH {
            return;
        }
        let mut looks = under.looks.under(&declared);
        // What is no property of the text inside.
        looks.hidden = None;
        let spread = declared.spread.unwrap_or_default();
        (looks.block, looks.apart, looks.spread) = (None, None, None);
        match name.as_str() {
            "b" | "strong" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" => {
                let told = own.strong.or(by_sheet.strong);
                let own_bold = matches!(name.as_str(), "b" | "strong").then_some(true);
                looks.strong = told.or(own_bold).or(looks.strong);
            }
            "sup" => looks.raised = Some(1),
            "sub" => looks.raised = Some(-1),
            "pre" => looks.pre = Some(true),
            _ => {}
        }
        if !declared.indented.unwrap_or_default() && BLOCKS.contains(&name.as_str()) {
            looks.indented = declared.indented.or(looks.indented);
        }
        let level = name.strip_prefix('h').and_then(|level| level.parse().ok());
        let heading = level.filter(|level| (1..=6).contains(level)).unwrap_or(under.heading);
        self.deleted |= matches!(name.as_str(), "del" | "ins");
        let noted = ["footnote", "endnote"].iter().any(|what| {
            let told = [&class, &get("id").unwrap_or_default(), &get("style").unwrap_or_default()];
            told.iter().any(|text| text.to_ascii_lowercase().contains(what))
        });
        let note = under.note || noted && BLOCKS.contains(&name.as_str());
        self.open.push(Element { name, unseen, looks, heading, note, block, apart, spread, link });
    }

    /// What an element shows by itself.
    fn shown(&mut self, name: &str, tag: &StartTag<()>, declared: &Declared, entries: Option<i64>) {
        let get = |key: &str| attribute(tag, key);
        match name {
            "br" => self.end_paragraph(),
            "q" => self.quotation_mark(['“', '‘']),
            "img" => {
                // A page that loads its pictures late keeps a drawing in their place.
                let source = get("src").filter(|source| !source.starts_with("data:image/svg"));
                self.image(&source.or_else(|| get("data-src")).unwrap_or_default());
            }
            "math" => self.math = Some(Math::new()),
            "table" => {
                let place = format!("第{}段后的表格", self.count);
                self.tables.push(Grid::new(place));
            }
            "tr" => {
                if let Some(grid) = self.tables.last_mut() {
                    grid.row();
                }
            }
            "td" | "th" => {
                let span = |key: &str| get(key).and_then(|n| n.trim().parse().ok()).unwrap_or(1);
                let (columns, rows) = (span("colspan"), span("rowspan"));
                if let Some(grid) = self.tables.last_mut() {
                    grid.cell(columns, rows);
                }
            }
            "caption" => self.caption = true,
            "thead" | "tbody" | "tfoot" => {
                if let Some(grid) = self.tables.last_mut() {
                    grid.section(name == "tfoot");
                }
            }
            "ol" | "ul" => {
                let start = get("start");
                let list = List::new(
                    name,
                    start.as_deref(),
                    get("reversed").and(entries),
                    get("type").as_deref(),
                    declared.list.as_deref(),
                );
                self.lists.push(list);
            }
            "li" => {
                let value = get("value");
                let list = self.lists.last_mut();
                self.lead = list.and_then(|list| list.number(value.as_deref()));
            }
            "select" => self.choice = Some(Choice::default()),
            "option" => {
                if let Some(choice) = &mut self.choice {
                    choice.entries.push((get("selected").is_some(), String::new()));
                }
            }
            "input" => {
                let kind = get("type").unwrap_or_default().to_ascii_lowercase();
                if let Some(value) = field_value(name, tag) {
                    self.text(&value);
                } else if matches!(kind.as_str(), "checkbox" | "radio") {
                    let mark = if get("checked").is_some() { "☑" } else { "□" };
                    self.document.ledger.made("网页表单的勾选", mark);
                    self.place(mark);
                }
            }
            _ => {}
        }
    }

    /// Closes what a browser closes when this begins.
    fn close_implied(&mut self, name: &str) {
        let (ends, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "td", "th", "table"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl", "td", "th", "table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
            "option" => (&["option"], &["select"]),
            _ if BLOCKS.contains(&name) => (&["p"], &["td", "th", "table", "li", "div"]),
            _ => return,
        };
        for at in (0..self.open.len()).rev() {
            let open = self.open[at].name.as_str();
            if ends.contains(&open) {
                while self.open.len() > at {
                    self.close();
                }
                return;
            }
            if within.contains(&open) {
                return;
            }
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        if name == "math" {
            let Some(math) = self.math.take() else { return };
            let (source, shown) = math.finish();
            let ledger = &mut self.document.ledger;
            ledger.note(Fate::Made, "公式写成一行", source.chars(), shown.chars());
            let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            if figure(self.text.last().map(|glyph| glyph.c)) && figure(shown.chars().next()) {
                self.document.ledger.made("带分数的“又”", "又");
                self.place("又");
            }
            self.place(&shown);
            // The element itself was opened as well.
        } else if let Some(math) = &mut self.math {
            math.end(name);
            return;
        }
        if name == "br" {
            self.end_paragraph();
            return;
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else {
            if BLOCKS.contains(&name) {
                self.end_paragraph();
            }
            return;
        };
        // What is open outside of a cell is not closed from inside it.
        let walls = ["td", "th", "table"];
        if !BLOCKS.contains(&name)
            && self.open[at..].iter().any(|open| walls.contains(&open.name.as_str()))
        {
            return;
        }
        while self.open.len() > at {
            self.close();
        }
    }

    /// Closes the innermost element.
    fn close(&mut self) {
        let Some(last) = self.open.last() else { return };
        let (name, block) = (last.name.clone(), last.block);
        self.apart |= last.apart;
        if block {
            self.end_paragraph();
        }
        let Some(closed) = self.open.pop() else { return };
        if closed.unseen.is_some() {
            return;
        }
        match name.as_str() {
            "table" => self.end_table(),
            "tr" => {
                if let Some(grid) = self.tables.last_mut() {
                    grid.end_row();
                }
            }
            "caption" => self.caption = false,
            "thead" | "tbody" | "tfoot" => {
                if let Some(grid) = self.tables.last_mut() {
                    grid.section(false);
                }
            }
            // The mark of a note is no figure of what it says.
            "a" | "sup" if closed.note && is_mark(&self.text) => self.place("\u{3000}"),
            "q" => self.quotation_mark(['”', '’']),
            "ol" | "ul" => {
                self.lists.pop();
                self.lead = None;
            }
            "li" => self.lead = None,
            "select" => {
                let Some(choice) = self.choice.take() else { return };
                let chosen = choice.entries.iter().position(|(chosen, _)| *chosen).unwrap_or(0);
                for (at, (_, entry)) in choice.entries.iter().enumerate() {
                    // 请选择部门: nothing is chosen yet.
                    let asks = entry.trim().starts_with("请选") || entry.trim().starts_with("--");
                    match at == chosen {
                        true if asks => self.document.ledger.left("没有选的下拉框", entry),
                        true => self.place(entry),
                        false => self.document.ledger.left("下拉框里没有选的项", entry),
                    }
                }
            }
            _ => {}
        }
    }

    /// The page as it was read.
    pub(super) fn finish(mut self) -> Document {
        if self.math.is_some() {
            self.end("math");
        }
        while !self.open.is_empty() {
            self.close();
        }
        self.end_paragraph();
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.document.blocks.append(&mut self.after);
        if self.deleted {
            self.document.notes.push(
                "网页里有标作删去、插入的文字，已按修订后的导入，请与来稿单位核对".to_owned(),
            );
        }
        self.document
    }
}

/// 1, [2], ①: what a note is called by.
fn is_mark(text: &[Glyph]) -> bool {
    let text = plain(trim(text));
    let digits = text.chars().any(|c| c.is_ascii_digit());
    digits && text.chars().all(|c| c.is_ascii_digit() || "[]［］()（）".contains(c))
}

/// What a field of a form shows of its own.
pub(super) fn field_value(name: &str, tag: &StartTag<()>) -> Option<String> {
    let kind = attribute(tag, "type").unwrap_or_default().to_ascii_lowercase();
    let typed = ["", "text", "number", "date", "tel", "email", "url"].contains(&kind.as_str());
    attribute(tag, "value").filter(|value| name == "input" && typed && !value.trim().is_empty())
}
