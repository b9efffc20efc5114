//! Votes: 实到181名，赞成179票，反对1票，弃权1票.

use std::ops::Range;

use super::{Group, Text, sum};
use crate::zh::needles::Has as _;

/// Votes for, against and neither, with those who were there or what was handed in.
pub(super) fn votes(text: &Text<'_>, sentence: &Range<usize>) -> Option<Group> {
    let within = text.within(sentence.clone());
    let counts = |index: usize| {
        let unit = text.quantity(index).unit.name;
        ["票", "人", "名", "张", "位"].contains(&unit)
            && text.is_level(index)
            && text.quantity(index).is_exact()
    };
    let named = |word: &str| {
        let mut all = within.clone().filter(|index| text.lead(*index).has(word));
        all.next().filter(|index| counts(*index) && all.next().is_none())
    };
    let parts: Vec<usize> = [named("赞成")?, named("反对")?, named("弃权")?].into();
    let first = *parts.iter().min()?;
    // Who was there may not vote, but what was handed in is all of it.
    let (there, all) = (["实到", "到会", "出席"], ["收回", "有效", "参加表决", "参加投票"]);
    let has = |words: &[&str], index: usize| words.iter().any(|word| text.lead(index).has(word));
    let whole = (within.start..first)
        .rev()
        .find(|index| counts(*index) && (has(&there, *index) || has(&all, *index)))?;
    let (made, value) =
        (sum(parts.iter().map(|part| text.quantity(*part))), text.quantity(whole).value());
    let invalid =
        within.clone().any(|index| ["无效", "废票"].iter().any(|w| text.lead(index).has(w)));
    let wrong = made > value || made < value && has(&["有效", "参加表决"], whole) && !invalid;
    let nouns = parts.iter().map(|part| text.lead(*part).to_owned()).collect();
    wrong.then(|| Group {
        whole,
        parts,
        nouns,
        exhaustive: true,
        divided: true,
        ..Group::default()
    })
}
