//! XML as OFD readers want it: the prefix `ofd:` on every element, as two of them see none without, and
//! lengths in millimetres without trailing zeros.

use std::fmt::Write as _;

use crate::export::xml::escape;

/// The namespace of GB/T 33190-2016.
pub(super) const NAMESPACE: &str = "http://www.ofdspec.org/2016";

/// A document that is being written.
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// Begins a document with its root, which declares the namespace.
    pub(super) fn new(root: &'static str, attributes: &[(&str, &str)]) -> Self {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        let mut xml = Self { text, open: vec![] };
        let mut all = vec![("xmlns:ofd", NAMESPACE)];
        all.extend(attributes);
        xml.begin(root, &all);
        xml
    }

    pub(super) fn begin(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push('>');
        self.open.push(name);
    }

    pub(super) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.close(name);
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push_str("/>");
    }

    /// An element with text.
    pub(super) fn text(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes);
        self.text.push('>');
        escape(&mut self.text, text);
        self.close(name);
    }

    /// The document, all that is open closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.text
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push_str("<ofd:");
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.push(' ');
            self.text.push_str(key);
            self.text.push_str("=\"");
            escape(&mut self.text, value);
            self.text.push('"');
        }
    }

    fn close(&mut self, name: &str) {
        self.text.push_str("</ofd:");
        self.text.push_str(name);
        self.text.push('>');
    }
}

/// Points as millimetres, to a thousandth.
pub(super) fn mm(points: f64) -> String {
    decimal(points / 72.0 * 25.4, 3)
}

/// A number without trailing zeros.
pub(super) fn decimal(value: f64, places: usize) -> String {
    let mut text = format!("{value:.places$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" { "0".to_owned() } else { text }
}

/// Numbers with spaces between.
pub(super) fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for part in parts {
        let space = if text.is_empty() { "" } else { " " };
        let _ = write!(text, "{space}{part}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_minus_nothing() {
        assert_eq!(mm(72.0), "25.4");
        assert_eq!(decimal(-0.00001, 3), "0");
        assert_eq!(decimal(10.0, 3), "10");
        assert_eq!(decimal(1.23456, 4), "1.2346");
        assert_eq!(decimal(100.0, 0), "100");
    }

    #[test]
    fn marks_of_xml_in_a_text_are_text() {
        let mut xml = Xml::new("A", &[]);
        xml.text("B", &[("c", "1<2&\"3\"")], "a<b>&c\u{1}");
        assert!(
            xml.finish().ends_with(
                "<ofd:B c=\"1&lt;2&amp;&quot;3&quot;\">a&lt;b&gt;&amp;c</ofd:B></ofd:A>"
            )
        );
    }
}
