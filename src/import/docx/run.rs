//! What stands inside a paragraph: runs, fields, marks of notes, each where it is shown or noted.

use super::body::{FoundBlock, NoteKind, Open, Walk};
use super::field::{self, Field};
use super::math;
use super::note::as_note;
use super::styles::{Looks, Raised};
use super::xml::{Child, Node};
use crate::import::document::{Fate, Glyph, plain};
use crate::import::placeholder::PLACEHOLDER;
use crate::import::{notation, symbol};

const CODES: &str = "域代码";

impl Walk<'_> {
    pub(super) fn inline(&mut self, node: &Node, open: &mut Open, looks: &Looks) {
        match node.name.as_str() {
            "r" => self.run(node, open, looks),
            "sdt" => {
                if let Some(content) = self.control(node) {
                    self.inlines(content, open, looks);
                }
            }
            "AlternateContent" => {
                if let Some(chosen) = self.chosen(node) {
                    self.inlines(chosen, open, looks);
                }
            }
            "fldSimple" => {
                let code = node.get("instr").unwrap_or_default().to_owned();
                self.found.ledger.add(CODES, code.chars());
                self.fields.push(Field { code, result: true, ..Field::default() });
                self.inlines(node, open, looks);
                self.end_field(open, looks);
            }
            "oMath" => {
                let (all, shown) = (node.whole_text(), math::text(node));
                self.found.ledger.note(Fate::Made, "公式写成一行", all.chars(), shown.chars());
                let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                // 3 before 1/2 is no 31/2.
                if figure(open.text.last().map(|glyph| glyph.c)) && figure(shown.chars().next()) {
                    self.found.ledger.made("带分数的“又”", "又");
                    self.place_text("又", open, looks);
                }
                self.place_text(&shown, open, looks);
            }
            name if name.ends_with("Pr") => {}
            _ if self.is_deleted(node) => {}
            _ => self.inlines(node, open, looks),
        }
    }

    fn inlines(&mut self, node: &Node, open: &mut Open, looks: &Looks) {
        for child in &node.children {
            match child {
                Child::Node(node) => self.inline(node, open, looks),
                Child::Text(text) => self.stray(text),
            }
        }
    }

    fn run(&mut self, node: &Node, open: &mut Open, under: &Looks) {
        let properties = node.child("rPr");
        let style = properties.and_then(|p| p.child("rStyle")).and_then(Node::val);
        let by_style = style.map(|id| self.styles.of_run(id)).unwrap_or_default();
        let looks =
            under.with_style(&by_style).under(&properties.map(Looks::read).unwrap_or_default());
        if style == Some("PlaceholderText") {
            self.left(PLACEHOLDER, node);
            return;
        }
        let face = properties.and_then(|p| p.child("rFonts")).and_then(|fonts| fonts.get("ascii"));
        for child in &node.children {
            match child {
                Child::Node(node) => self.piece(node, open, &looks, face),
                Child::Text(text) => self.stray(text),
            }
        }
    }

    /// One thing in a run.
    fn piece(&mut self, node: &Node, open: &mut Open, looks: &Looks, face: Option<&str>) {
        match node.name.as_str() {
            "t" => {
                let text = node.text();
                // Some programs write symbols as text in a face of symbols.
                match text.chars().any(|c| ('\u{F020}'..='\u{F0FF}').contains(&c)) {
                    true => {
                        let shown: String = text.chars().map(|c| symbol::shown(c, face)).collect();
                        self.replaced("符号字体的字符", &text, &shown, open, looks);
                    }
                    false => self.text(&text, open, looks),
                }
            }
            "tab" => self.place_text("\t", open, looks),
            // What is set to the right of it is apart.
            "ptab" => self.place_text("\u{3000}", open, looks),
            "br" | "cr" => {
                if self.shows() && looks.hidden != Some(true) {
                    let line = std::mem::take(&mut open.text);
                    open.lines.push(line);
                }
            }
            "noBreakHyphen" => {
                self.found.ledger.made("连字符", "-");
                self.place_text("-", open, looks);
            }
            "sym" => {
                let Some(c) = node.symbol() else { return };
                let shown = symbol::shown(c, node.get("font")).to_string();
                self.replaced("符号字体的字符", &c.to_string(), &shown, open, looks);
            }
            "fldChar" => self.field_mark(node, open, looks),
            "instrText" | "delInstrText" => {
                let text = node.text();
                match self.fields.last_mut().filter(|field| !field.result) {
                    Some(field) => {
                        field.code.push_str(&text);
                        self.found.ledger.add(CODES, text.chars());
                    }
                    None => self.found.ledger.left("域代码里的文字", &text),
                }
            }
            "delText" => {
                self.found.tracked = true;
                self.left("修订中删去的文字", node);
            }
            "footnoteReference" | "endnoteReference" => self.refer(node, open, looks),
            "footnote" | "endnote" => self.inline_note(node, open, looks),
            "drawing" | "pict" | "object" => self.graphic(node, open),
            "ruby" => {
                if let Some(base) = node.child("rubyBase") {
                    self.inlines(base, open, looks);
                }
                if let Some(reading) = node.child("rt") {
                    self.left("注音", reading);
                }
            }
            "AlternateContent" => {
                let Some(chosen) = self.chosen(node) else { return };
                chosen.nodes().for_each(|node| self.piece(node, open, looks, face));
            }
            "rPr"
            | "lastRenderedPageBreak"
            | "softHyphen"
            | "footnoteRef"
            | "endnoteRef"
            | "separator"
            | "continuationSeparator"
            | "annotationRef"
            | "pgNum" => {}
            _ => self.left("不知道是什么的文字", node),
        }
    }

    /// Whether text here is shown, and not part of a field's code.
    fn shows(&self) -> bool {
        self.fields.iter().all(|field| field.result)
    }

    /// Text of the file: it goes where it is shown, or is noted.
    fn text(&mut self, text: &str, open: &mut Open, looks: &Looks) {
        let large = looks.is_capital().then(|| text.to_uppercase());
        let moved = |by: Raised| looks.raised == Some(by) && notation::is_index(text);
        let above = looks.raised == Some(Raised::Above) || moved(Raised::Up);
        let below = looks.raised == Some(Raised::Below) || moved(Raised::Down);
        let bare = looks.shaded != Some(true) && self.coloured == 0;
        if looks.white == Some(true) && bare && self.shows() && looks.unseen().is_none() {
            let what = "白色的字（纸上可能看不见，照样放进了稿件）";
            let seen = || text.chars().filter(|c| !c.is_whitespace());
            if seen().next().is_some() {
                self.found.ledger.note(Fate::Changed, what, seen(), seen());
            }
        }
        if !self.shows() {
            self.found.ledger.left("域代码里的文字", text);
        } else if let Some(what) = looks.unseen() {
            if let Some(field) = self.fields.last_mut() {
                field.shown |= !text.trim().is_empty();
            }
            self.found.ledger.left(what, text);
        } else if self.fields.iter().any(|field| field::counts_pages(&field.code))
            && !field::points_to_page(&self.fields)
        {
            self.found.ledger.add("页码", text.chars());
            // Something stands there.
            open.text.push(Glyph::new(' ', false));
        } else if above && text.contains(|c: char| c.is_ascii_digit()) {
            let shown = notation::raised(text);
            self.found.ledger.note(Fate::Made, "上标", text.chars(), shown.chars());
            self.place_text(&shown, open, looks);
        } else if below {
            let shown = notation::lowered(&plain(&open.text), text);
            self.found.ledger.note(Fate::Made, "下标", text.chars(), shown.chars());
            self.place_text(&shown, open, looks);
        } else if let Some(large) = large.filter(|large| large != text) {
            self.found.ledger.note(Fate::Made, "显示成大写的字母", text.chars(), large.chars());
            self.place_text(&large, open, looks);
        } else {
            self.place_text(text, open, looks);
        }
    }

    fn replaced(
        &mut self,
        what: &'static str,
        from: &str,
        to: &str,
        open: &mut Open,
        looks: &Looks,
    ) {
        if self.shows() && looks.unseen().is_none() {
            self.found.ledger.note(Fate::Made, what, from.chars(), to.chars());
            self.place_text(to, open, looks);
        } else {
            self.text(from, open, looks);
        }
    }

    fn place_text(&mut self, text: &str, open: &mut Open, looks: &Looks) {
        if !self.shows() || looks.unseen().is_some() && !text.trim().is_empty() {
            // Only white space, and what `text` has noted, comes here unseen.
            self.found.ledger.note(Fate::Markup, "不显示的符号", text.chars(), []);
            return;
        }
        if let Some(field) = self.fields.last_mut() {
            field.shown |= !text.trim().is_empty();
        }
        let strong = looks.strong.unwrap_or(open.strong);
        open.text.extend(text.chars().map(|c| Glyph { part: looks.part, ..Glyph::new(c, strong) }));
    }

    fn field_mark(&mut self, node: &Node, open: &mut Open, looks: &Looks) {
        match node.get("fldCharType") {
            Some("begin") => {
                let form = node.child("ffData").and_then(form);
                self.fields.push(Field { form, ..Field::default() });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                }
            }
            Some("end") => self.end_field(open, looks),
            _ => {}
        }
    }

    fn end_field(&mut self, open: &mut Open, looks: &Looks) {
        let Some(field) = self.fields.pop() else { return };
        if let Some(text) = field::placeholder(&field.code) {
            // Its characters are counted with the code.
            if !text.is_empty() {
                self.found.ledger.left(PLACEHOLDER, "");
            }
            return;
        }
        let counted =
            if field.shown { None } else { self.counters.shown(&field.code, open.heading) };
        let shown = counted.or_else(|| field::shown(&field));
        if let Some(reading) = field::reading(&field) {
            // Its characters are counted with the code.
            self.found.ledger.left(format!("注音“{reading}”"), "");
        }
        // Word works it out when it prints.
        if shown.is_none() && !field.result && !field.shown && field::is_worked_out(&field.code) {
            let code = field.code.trim();
            self.found.ledger.left(format!("没有算出结果的域“{code}”"), "");
        }
        if let Some(shown) = shown.filter(|text| !text.is_empty()) {
            self.found.ledger.made("域显示的内容", &shown);
            self.place_text(&shown, open, looks);
        }
    }

    fn refer(&mut self, node: &Node, open: &mut Open, looks: &Looks) {
        let kind = match node.name.as_str() {
            "footnoteReference" => NoteKind::Foot,
            _ => NoteKind::End,
        };
        let Some(id) = node.get("id") else { return };
        let number = self.note_mark(kind, node, open, looks);
        self.found.notes.push((kind, id.to_owned()));
        open.after.push(FoundBlock::Note(kind, number, id.to_owned()));
    }

    fn note_mark(&mut self, kind: NoteKind, node: &Node, open: &mut Open, looks: &Looks) -> usize {
        let counter = &mut self.notes[kind as usize];
        *counter += 1;
        let number = *counter;
        // A mark of the writer's own follows as text.
        if node.get("customMarkFollows").is_none_or(|value| matches!(value, "0" | "false")) {
            let mark = format!("〔{}{number}〕", kind.name());
            self.found.ledger.made("脚注、尾注的号", &mark);
            self.place_text(&mark, open, &Looks { hidden: looks.hidden, ..Looks::default() });
        }
        number
    }

    /// Word 2003 writes a note where it is referred to.
    fn inline_note(&mut self, node: &Node, open: &mut Open, looks: &Looks) {
        let kind = if node.name == "footnote" { NoteKind::Foot } else { NoteKind::End };
        let number = self.note_mark(kind, node, open, looks);
        let place = std::mem::replace(&mut self.place, "脚注".to_owned());
        let mut blocks = vec![];
        self.blocks(node, &mut blocks);
        self.place = place;
        open.after.extend(as_note(blocks, kind, number, &mut self.found.ledger));
    }
}

/// What a field of an old form holds: a ticked box, the entry chosen from a list.
fn form(data: &Node) -> Option<String> {
    if let Some(check) = data.child("checkBox") {
        let ticked = check.child("checked").or_else(|| check.child("default"));
        return Some(if ticked.is_some_and(Node::on) { "☑" } else { "□" }.to_owned());
    }
    let list = data.child("ddList")?;
    let index = list.child("result").or_else(|| list.child("default")).and_then(Node::val);
    let index: usize = index.and_then(|index| index.parse().ok()).unwrap_or_default();
    let entries = list.nodes().filter(|node| node.name == "listEntry");
    Some(entries.filter_map(Node::val).nth(index).unwrap_or_default().to_owned())
}
