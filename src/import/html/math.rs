//! MathML on one line.

use crate::import::notation::{grouped, lowered, raised};

/// An element of an equation that is open.
#[derive(Debug, Default)]
pub(super) struct Part {
    name: String,
    parts: Vec<String>,
}

/// An equation that is being read.
#[derive(Debug)]
pub(super) struct Math {
    open: Vec<Part>,
    /// All its text, as it stands in the page.
    pub(super) source: String,
}

impl Math {
    pub(super) fn new() -> Self {
        Self { open: vec![Part::default()], source: String::new() }
    }

    pub(super) fn start(&mut self, name: &str) {
        self.open.push(Part { name: name.to_owned(), parts: vec![] });
    }

    pub(super) fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|part| part.name == name) else { return };
        while self.open.len() > at.max(1) {
            self.close();
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.source.push_str(text);
        let text: String = text.split_whitespace().collect();
        if let Some(part) = self.open.last_mut().filter(|_| !text.is_empty()) {
            part.parts.push(text);
        }
    }

    /// What it shows.
    pub(super) fn finish(mut self) -> (String, String) {
        while self.open.len() > 1 {
            self.close();
        }
        let shown = self.open.pop().map(|part| part.parts.concat()).unwrap_or_default();
        (self.source, shown)
    }

    fn close(&mut self) {
        let Some(part) = self.open.pop() else { return };
        let shown = shown(&part);
        if let Some(parent) = self.open.last_mut() {
            parent.parts.push(shown);
        }
    }
}

fn shown(part: &Part) -> String {
    let at = |index: usize| part.parts.get(index).map(String::as_str).unwrap_or_default();
    match part.name.as_str() {
        "mfrac" => format!("{}/{}", grouped(at(0)), grouped(at(1))),
        "msup" => format!("{}{}", grouped(at(0)), raised(at(1))),
        "msub" => format!("{}{}", at(0), lowered(at(0), at(1))),
        "msubsup" => format!("{}{}{}", at(0), lowered(at(0), at(1)), raised(at(2))),
        "msqrt" => format!("√{}", grouped(&part.parts.concat())),
        "mroot" => format!("{}√{}", raised(at(1)), grouped(at(0))),
        // What a program keeps beside the equation for itself.
        "annotation" | "annotation-xml" => String::new(),
        _ => part.parts.concat(),
    }
}
