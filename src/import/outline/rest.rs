//! Whether a line goes on with the paragraph before it.

use super::credit;
use super::headline::{self, is_headline, is_numbered};
use super::items::Reader;
use super::joint::may_join;
use super::lines::Line;
use super::open::Open;
use super::sentence::is_long;
use super::style;
use crate::import::document::{Rich, plain, trim};

impl Reader<'_> {
    /// Whether a line is the rest of the last paragraph, that the end of a page or line has cut.
    pub(super) fn goes_on(&self, open: &Open, line: &Line) -> bool {
        let Some(last) = open.body.last() else { return false };
        let heads = |text: &Rich| is_numbered(text) || style::bullet(text).is_some();
        let end = trim(last).last().map_or('。', |glyph| glyph.c);
        // A colon announces what follows, a table say; rows of one are no sentence either.
        let announces = "：:".contains(end) || (";；".contains(end) && line.indented);
        let row = |text: &Rich| text.iter().any(|glyph| glyph.c == '\t');
        if open.ended
            || line.indented
            || line.boxed
            || line.heading > 0
            || heads(&line.text)
            || announces
            || row(&line.text)
            || row(last)
            || heads(last) && last.len() <= 30
            || !may_join(last, &line.text)
        {
            return false;
        }
        // Marks show it: a bracket is open, a comma ends the one or a point begins the other.
        let first = trim(&line.text).first().map_or('。', |glyph| glyph.c);
        if line.over_page
            || "，、".contains(end)
            || "，。、；：！？）》”’".contains(first)
            || is_unclosed(last)
        {
            return true;
        }
        if !self.style.may_be_cut {
            return false;
        }
        let unit = self.reference.roster.leading(plain(&line.text).trim(), self.reference.date);
        let another =
            unit.is_some() && (is_headline(&line.text) || headline::run_in(&line.text).is_some());
        // What stands behind a headline on its line is the beginning of a longer one.
        let headed = open.body.len() == 1 && !open.alone && open.item.headline.len() >= 15;
        let running = headed || last.len() >= 20 && last.iter().any(|g| "，。；".contains(g.c));
        if !line.gap {
            return running && !another;
        }
        // Over a blank line: a page's end, in a file whose items end with their credits.
        running
            && !another
            && self.style.credited
            && (headed || last.len() >= 60)
            && (is_long(&line.text) || credit::trailing(&line.text, self.reference).is_some())
    }
}

/// Whether a bracket or quotation is open at the end of a text.
fn is_unclosed(text: &Rich) -> bool {
    let count = |mark: char| text.iter().filter(|glyph| glyph.c == mark).count();
    [('“', '”'), ('《', '》'), ('（', '）'), ('【', '】')]
        .iter()
        .any(|(open, close)| count(*open) > count(*close))
}
