//! Which item of the old content became which of the new.

use std::collections::HashMap;

use super::columns;
use crate::bulletin::identity::{Content, ItemContent, KeptTable, Part, PartKind};
use crate::draft::ItemNumber;

/// An item of the old content and the one it became; one side is missing when it came or went.
pub(super) struct Pair {
    pub(super) old: Option<ItemNumber>,
    pub(super) new: Option<ItemNumber>,
    /// It stands elsewhere among those that are in both.
    pub(super) moved: bool,
}

/// Where each item stood and stands that is in both.
pub(super) fn went(pairs: &[Pair]) -> Vec<(ItemNumber, ItemNumber)> {
    pairs.iter().filter_map(|pair| pair.old.zip(pair.new)).collect()
}

/// How alike two texts must be to be the same one, of 1: what is left of an item after heavy editing
/// still shares a third of its pairs of characters with it, and two items on one matter less.
const ALIKE: f64 = 0.35;

/// All items of both, in the order of the new; one that was struck follows the item before which it
/// stood.
pub(super) fn matched(old: &Content, new: &Content) -> Vec<Pair> {
    let (a, b) = (places(old), places(new));
    let texts = |places: &[(ItemNumber, &ItemContent)]| {
        places.iter().map(|(_, item)| text(item)).collect::<Vec<_>>()
    };
    let partner = partners(&texts(&a), &texts(&b));
    let went =
        |(from, (at, _)): (&Option<usize>, &(ItemNumber, &ItemContent))| Some((a[(*from)?].0, *at));
    let went: Vec<(ItemNumber, ItemNumber)> = partner.iter().zip(&b).filter_map(went).collect();
    let columns = columns::mapped(old, new, &went);
    let stayed = staying(&partner, &a, &b, &columns);
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

/// Two lists in order: pairs of the indexes of alike ones, and those without a partner.
pub(super) type Aligned = Vec<(Option<usize>, Option<usize>)>;

/// Parts of a body. Text stays where it can: a table between other paragraphs than before was moved,
/// and not the paragraph that it went by.
pub(super) fn parts(old: &[Part], new: &[Part]) -> Aligned {
    const INSET: f64 = 0.3;
    let alike = |a: &Part, b: &Part| match (a.kind == b.kind, is_inset(a)) {
        (true, false) => alike_parts(a, b),
        (true, true) => INSET * alike_parts(a, b),
        (false, _) => 0.0,
    };
    aligned(old, new, alike)
}

fn is_inset(part: &Part) -> bool {
    matches!(part.kind, PartKind::Table | PartKind::Figure)
}

/// The tables and pictures that are in both and went by other parts, by the indexes of old and new.
pub(super) fn moved(old: &[Part], new: &[Part], aligned: &Aligned) -> Vec<(usize, usize)> {
    let mut came: Vec<usize> =
        aligned.iter().filter_map(|pair| if pair.0.is_none() { pair.1 } else { None }).collect();
    let mut found = vec![];
    for (from, _) in aligned.iter().filter(|pair| pair.1.is_none()) {
        let Some(from) = from.filter(|at| is_inset(&old[*at])) else { continue };
        let is_it = |to: &usize| {
            old[from].kind == new[*to].kind && alike_parts(&old[from], &new[*to]) > 0.0
        };
        if let Some(at) = came.iter().position(is_it) {
            found.push((from, came.remove(at)));
        }
    }
    found
}

/// Rows of a table, or its columns: alike are those with the same name or mostly the same cells.
pub(super) fn rows(old: &[Vec<String>], new: &[Vec<String>]) -> Aligned {
    aligned(old, new, |a, b| {
        let same = |(a, b): &(&String, &String)| a == b && !a.is_empty();
        let shared = a.iter().zip(b).filter(same).count();
        let named = a.first().zip(b.first()).is_some_and(|names| same(&names));
        #[expect(clippy::cast_precision_loss, reason = "tables are small")]
        let share = shared as f64 / a.len().max(b.len()).max(1) as f64;
        match (named, a == b) {
            (_, true) => 2.0,
            (true, false) => 1.0 + share,
            (false, false) if share >= 0.5 || has_one_number(a, b) => share.max(0.1),
            (false, false) => 0.0,
        }
    })
}

/// Whether two rows differ in their name only because they are short: a list of one column.
fn has_one_number(a: &[String], b: &[String]) -> bool {
    a.len() == 1 && b.len() == 1 && alike(&grams(&a[0]), &grams(&b[0])) >= ALIKE
}

/// The longest common sequence of alike ones, weighed by how alike they are.
fn aligned<T>(old: &[T], new: &[T], alike: impl Fn(&T, &T) -> f64) -> Aligned {
    let likeness: Vec<Vec<f64>> =
        old.iter().map(|a| new.iter().map(|b| alike(a, b)).collect()).collect();
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
    if a == b || (a.kind == PartKind::Figure && a.figure().hash == b.figure().hash) {
        return 1.0;
    }
    let found = alike(&grams(&a.text), &grams(&b.text));
    match found >= ALIKE || (a.kind == PartKind::Table && is_one_table(a, b)) {
        true => found.max(ALIKE),
        false => 0.0,
    }
}

/// Whether two tables, however different their figures, are one: by the heads of their columns, or
/// the names of their rows.
fn is_one_table(a: &Part, b: &Part) -> bool {
    let (a, b) = (a.table(), b.table());
    let names = |table: &KeptTable| -> Vec<String> {
        table.rows.iter().filter_map(|row| row.first().cloned()).collect()
    };
    let heads = a.head > 0 && b.head > 0 && a.rows.first() == b.rows.first();
    heads || names(&a) == names(&b)
}

fn places(content: &Content) -> Vec<(ItemNumber, &ItemContent)> {
    let place = |(column, item, content)| (ItemNumber::of_indexes(column, item), content);
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
/// places; an item in another column than that which its own became has moved. `columns`: which
/// column became which.
fn staying(
    partner: &[Option<usize>],
    old: &[(ItemNumber, &ItemContent)],
    new: &[(ItemNumber, &ItemContent)],
    columns: &[Option<usize>],
) -> Vec<bool> {
    let candidates: Vec<(usize, usize)> = partner
        .iter()
        .enumerate()
        .filter_map(|(index, from)| Some((index, (*from)?)))
        .filter(|(index, from)| columns[old[*from].0.column - 1] == Some(new[*index].0.column - 1))
        .collect();
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

/// Pairs of neighbouring characters, counted; what is bold is none of it.
fn grams(text: &str) -> HashMap<(char, char), u32> {
    let characters: Vec<char> =
        text.replace("**", "").chars().filter(|c| !c.is_whitespace()).collect();
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
