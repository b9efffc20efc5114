//! Which item of the old content became which of the new.

use std::collections::HashMap;

use super::At;
use crate::bulletin::identity::{Content, ItemContent, Part};

/// An item of the old content and the one it became; one side is missing when it came or went.
pub(super) struct Pair {
    pub(super) old: Option<At>,
    pub(super) new: Option<At>,
    /// It stands elsewhere among those that are in both.
    pub(super) moved: bool,
}

/// How alike two texts must be to be the same one, of 1: what is left of an item after heavy editing
/// still shares a third of its pairs of characters with it, and two items on one matter less.
const ALIKE: f64 = 0.35;

/// All items of both, in the order of the new; one that was struck follows the item before which it
/// stood.
pub(super) fn matched(old: &Content, new: &Content) -> Vec<Pair> {
    let (a, b) = (places(old), places(new));
    let texts = |places: &[(At, &ItemContent)]| {
        places.iter().map(|(_, item)| text(item)).collect::<Vec<_>>()
    };
    let partner = partners(&texts(&a), &texts(&b));
    let stayed = staying(&partner, &a, &b);
    let mut pairs = vec![];
    let mut struck = a
        .iter()
        .enumerate()
        .filter(|(index, _)| !partner.contains(&Some(*index)))
        .map(|(index, (at, _))| (index, *at))
        .peekable();
    let mut reached = 0;
    for (index, (at, _)) in b.iter().enumerate() {
        let from = partner[index];
        if let Some(from) = from.filter(|_| stayed[index]) {
            reached = from;
        }
        while let Some((_, gone)) = struck.next_if(|(gone, _)| *gone < reached) {
            pairs.push(Pair { old: Some(gone), new: None, moved: false });
        }
        let moved = from.is_some() && !stayed[index];
        pairs.push(Pair { old: from.map(|from| a[from].0), new: Some(*at), moved });
    }
    pairs.extend(struck.map(|(_, gone)| Pair { old: Some(gone), new: None, moved: false }));
    pairs
}

/// Parts of a body in order: pairs of alike ones, and those without a partner.
pub(super) fn parts(old: &[Part], new: &[Part]) -> Vec<(Option<usize>, Option<usize>)> {
    // The longest common sequence of alike parts, weighed by how alike they are.
    let likeness: Vec<Vec<f64>> = old
        .iter()
        .map(|a| {
            new.iter().map(|b| if a.kind == b.kind { alike_parts(a, b) } else { 0.0 }).collect()
        })
        .collect();
    let mut best = vec![vec![0.0_f64; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let both = if likeness[i][j] > 0.0 { likeness[i][j] + best[i + 1][j + 1] } else { 0.0 };
            best[i][j] = both.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = vec![];
    while i < old.len() || j < new.len() {
        let both = i < old.len()
            && j < new.len()
            && likeness[i][j] > 0.0
            && best[i][j] <= likeness[i][j] + best[i + 1][j + 1];
        if both {
            pairs.push((Some(i), Some(j)));
            i += 1;
            j += 1;
        } else if i < old.len() && (j == new.len() || best[i + 1][j] >= best[i][j + 1]) {
            pairs.push((Some(i), None));
            i += 1;
        } else {
            pairs.push((None, Some(j)));
            j += 1;
        }
    }
    pairs
}

fn alike_parts(a: &Part, b: &Part) -> f64 {
    // Of pictures the same one with other words is the same.
    if a == b || (!a.more.is_empty() && a.more == b.more) {
        return 1.0;
    }
    let found = alike(&grams(&a.text), &grams(&b.text));
    if found >= ALIKE { found } else { 0.0 }
}

fn places(content: &Content) -> Vec<(At, &ItemContent)> {
    let place = |(column, item, content)| (At { column: column + 1, item: item + 1 }, content);
    content.items().map(place).collect()
}

fn text(item: &ItemContent) -> String {
    let body = item.body.iter().map(|part| part.text.as_str());
    std::iter::once(item.headline.as_str()).chain(body).collect()
}

/// For each new text the index of the old one that it was; equal ones first, then the most alike.
fn partners(old: &[String], new: &[String]) -> Vec<Option<usize>> {
    let mut partner = vec![None; new.len()];
    let mut free = vec![true; old.len()];
    let mut equal: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, text) in old.iter().enumerate().rev() {
        equal.entry(text).or_default().push(index);
    }
    for (index, text) in new.iter().enumerate() {
        if let Some(from) = equal.get_mut(text.as_str()).and_then(Vec::pop) {
            partner[index] = Some(from);
            free[from] = false;
        }
    }
    let grams_of = |texts: &[String]| texts.iter().map(|text| grams(text)).collect::<Vec<_>>();
    let (a, b) = (grams_of(old), grams_of(new));
    let mut candidates = vec![];
    for (index, _) in new.iter().enumerate().filter(|(index, _)| partner[*index].is_none()) {
        for (from, _) in old.iter().enumerate().filter(|(from, _)| free[*from]) {
            let likeness = alike(&a[from], &b[index]);
            if likeness >= ALIKE {
                candidates.push((likeness, from, index));
            }
        }
    }
    candidates.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    for (_, from, index) in candidates {
        if free[from] && partner[index].is_none() {
            partner[index] = Some(from);
            free[from] = false;
        }
    }
    partner
}

/// Which new items stand as before among those that are in both: the longest rising sequence of old
/// places; of an item in another column than its neighbours the column counts, too.
fn staying(
    partner: &[Option<usize>],
    old: &[(At, &ItemContent)],
    new: &[(At, &ItemContent)],
) -> Vec<bool> {
    let candidates: Vec<(usize, usize)> = partner
        .iter()
        .enumerate()
        .filter_map(|(index, from)| Some((index, (*from)?)))
        .filter(|(index, from)| old[*from].0.column == new[*index].0.column)
        .collect();
    // Columns may have come or gone before; then no item seems to stay, and order alone decides.
    let candidates = if candidates.is_empty() {
        partner.iter().enumerate().filter_map(|(index, from)| Some((index, (*from)?))).collect()
    } else {
        candidates
    };
    let mut length = vec![1; candidates.len()];
    let mut before: Vec<Option<usize>> = vec![None; candidates.len()];
    for i in 0..candidates.len() {
        for j in 0..i {
            if candidates[j].1 < candidates[i].1 && length[j] + 1 > length[i] {
                length[i] = length[j] + 1;
                before[i] = Some(j);
            }
        }
    }
    let mut stays = vec![false; partner.len()];
    let mut at = (0..candidates.len()).max_by_key(|i| (length[*i], std::cmp::Reverse(*i)));
    while let Some(i) = at {
        stays[candidates[i].0] = true;
        at = before[i];
    }
    stays
}

/// Pairs of neighbouring characters, counted.
fn grams(text: &str) -> HashMap<(char, char), u32> {
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut grams = HashMap::new();
    for pair in characters.windows(2) {
        *grams.entry((pair[0], pair[1])).or_default() += 1;
    }
    grams
}

/// Dice's measure of likeness.
fn alike(a: &HashMap<(char, char), u32>, b: &HashMap<(char, char), u32>) -> f64 {
    let size = |grams: &HashMap<(char, char), u32>| grams.values().sum::<u32>();
    let total = size(a) + size(b);
    if total == 0 {
        return 0.0;
    }
    let shared: u32 =
        a.iter().map(|(gram, count)| b.get(gram).map_or(0, |other| *count.min(other))).sum();
    2.0 * f64::from(shared) / f64::from(total)
}
