//! Workflow commands, which GitHub shows beside the lines of a change.

use super::{each, inert, path_text};
use crate::source::{Findings, Level};

pub fn render(all: &[Findings]) -> String {
    let mut text = String::new();
    for (source, diagnostic) in each(all) {
        let start = source.position(diagnostic.span.start);
        let end = source.position(diagnostic.span.end);
        let command = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Hint => "notice",
        };
        let message = match &diagnostic.help {
            Some(help) => format!("{}\n{help}", diagnostic.message),
            None => diagnostic.message.clone(),
        };
        text.push_str(&format!(
            "::{command} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
            property(&path_text(source.path())),
            start.line,
            start.character,
            end.line,
            end.character,
            diagnostic.code,
            data(&message),
        ));
    }
    text
}

/// Characters that end a command or a property are written as percent codes.
fn data(text: &str) -> String {
    inert(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
