//! All wholes of a text with their parts, however they are told.

use super::group::Group;
use super::{Text, bare, bracket, markers, pairs, parts, period, total, vote};

/// Everything that is said to be made of parts.
pub(super) fn all(text: &Text<'_>) -> Vec<Group> {
    let mut found = vec![];
    for sentence in &text.reading.sentences {
        // Parts are figures of the sentence itself.
        if text.within(sentence.clone()).is_empty() {
            continue;
        }
        for marker in markers::markers(text, sentence) {
            found.extend(parts::marked(text, sentence, &marker));
        }
        found.extend(total::totals(text, sentence));
        found.extend(total::parallel(text, sentence));
        found.extend(total::paired(text, sentence));
        found.extend(total::rests(text, sentence));
        found.extend(pairs::unmarked(text, sentence));
        found.extend(pairs::interleaved(text, sentence));
    }
    for place in &text.brackets {
        found.extend(bracket::bracketed(text, place));
    }
    let twice = pairs::again(text, &found);
    found.extend(twice);
    for sentence in &text.reading.sentences {
        found.extend(vote::votes(text, sentence));
        let periods = period::groups(text, sentence, &found);
        found.extend(periods);
        let bare = bare::lists(text, sentence, &found);
        found.extend(bare);
    }
    found
}
