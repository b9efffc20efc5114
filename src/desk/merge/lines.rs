//! Three versions of a text put together line by line: for what is written beside the texts and keys that
//! are merged by what they are, such as comments, records, and keys that nobody knows.

use std::ops::Range;

/// What became of `base` here and there; nothing where both have changed the same lines.
pub(super) fn merged(base: &str, here: &str, there: &str) -> Option<String> {
    if here == base || here == there {
        return Some(there.to_owned());
    }
    if there == base {
        return Some(here.to_owned());
    }
    let [base, here, there] = [base, here, there].map(split);
    let (ours, theirs) = (hunks(&base, &here), hunks(&base, &there));
    let is_same = |a: &Hunk<'_>, b: &Hunk<'_>| a.0 == b.0 && a.1 == b.1;
    // Lines beside each other are not the same ones; two that come in at one place are.
    let clash = |a: &Hunk<'_>, b: &Hunk<'_>| {
        let meets = a.0.start <= b.0.end && b.0.start <= a.0.end;
        let beside =
            !a.0.is_empty() && !b.0.is_empty() && (a.0.end == b.0.start || b.0.end == a.0.start);
        meets && !beside && !is_same(a, b)
    };
    if ours.iter().any(|a| theirs.iter().any(|b| clash(a, b))) {
        return None;
    }
    let new = theirs.into_iter().filter(|b| !ours.iter().any(|a| is_same(a, b)));
    let mut all: Vec<Hunk<'_>> = new.chain(ours.iter().cloned()).collect();
    all.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut out, mut at) = (String::new(), 0);
    for (range, lines) in all {
        out.extend(base[at..range.start].iter().chain(lines).copied());
        at = range.end;
    }
    out.extend(base[at..].iter().copied());
    Some(out)
}

/// Lines of the base, and what is there instead.
type Hunk<'a> = (Range<usize>, &'a [&'a str]);

fn hunks<'a>(base: &[&str], new: &'a [&'a str]) -> Vec<Hunk<'a>> {
    let kept = kept(base, new);
    let (mut all, mut at, mut now) = (vec![], 0, 0);
    let stays = kept.iter().enumerate().filter_map(|(line, place)| Some((line, (*place)?)));
    for (line, place) in stays.chain([(base.len(), new.len())]) {
        if line > at || place > now {
            all.push((at..line, &new[now..place]));
        }
        (at, now) = (line + 1, place + 1);
    }
    all
}

/// Comments on lines of their own that one side has added, and that a text does not have.
pub(super) fn new_comments(base: &str, from: &str, text: &str) -> String {
    let own = |text: &str, line: &str| text.lines().any(|other| other.trim() == line.trim());
    let lines = split(from).into_iter().filter(|line| line.starts_with('#'));
    lines.filter(|line| !own(base, line) && !own(text, line)).collect()
}

fn split(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where each line of a text stands in another: the longest row of them that stays in order.
fn kept(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let ends = old[start..].iter().rev().zip(new[start..].iter().rev());
    let tail = ends.take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[start..old.len() - tail], &new[start..new.len() - tail]);
    let mut lengths = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i][j] = match a[i] == b[j] {
                true => lengths[i + 1][j + 1] + 1,
                false => lengths[i + 1][j].max(lengths[i][j + 1]),
            };
        }
    }
    let mut places: Vec<Option<usize>> = (0..start).map(Some).collect();
    let (mut i, mut j) = (0, 0);
    while i < a.len() {
        match () {
            () if j < b.len() && a[i] == b[j] => {
                places.push(Some(start + j));
                (i, j) = (i + 1, j + 1);
            }
            () if j < b.len() && lengths[i][j + 1] > lengths[i + 1][j] => j += 1,
            () => {
                places.push(None);
                i += 1;
            }
        }
    }
    places.extend((new.len() - tail..new.len()).map(Some));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_both_are_put_together_unless_they_are_the_same() {
        for (base, here, there, all) in [
            ("a\nb\nc\n", "a\nx\nb\nc\n", "a\nb\nc\ny\n", Some("a\nx\nb\nc\ny\n")),
            ("a\nb\nc\n", "b\nc\n", "a\nb\n", Some("b\n")),
            ("a\nb\nc\n", "a\nx\nc\n", "a\ny\nc\n", None),
            ("a\nb\nc\n", "a\nx\nc\n", "a\nx\nc\n", Some("a\nx\nc\n")),
            ("a\nb\nc\n", "a\nb\nc\n", "c\n", Some("c\n")),
            ("a\nb\nc\n", "x\nb\nc\n", "a\ny\nc\n", Some("x\ny\nc\n")),
            ("a\nb\nc\n", "", "a\nb\nc\nd\n", None),
            ("a\nb\nc\n", "", "a\nb\nx\n", None),
            ("", "x\n", "y\n", None),
            ("a\na\nb\n", "a\nb\n", "a\na\nb\nc\n", Some("a\nb\nc\n")),
        ] {
            assert_eq!(merged(base, here, there).as_deref(), all, "{here} {there}");
            assert_eq!(merged(base, there, here).as_deref(), all, "{there} {here}");
        }
    }

    #[test]
    fn comments_are_not_lost() {
        let from = "# 甲\n# 乙\nbody = 1 # 丙\n# 丁\n";
        assert_eq!(new_comments("# 甲\n", from, "x\n# 丁\n"), "# 乙\n");
    }
}
