//! Paragraphs that did not become one another one by one: written anew, joined, divided. Each is one
//! change, as half of it would lose words or have them twice.

use super::{Work, same, stretches};
use crate::bulletin::compare::are_alike;
use crate::draft::ItemNumber;
use crate::office::back::Edit;
use crate::zh::space::squeezed;

/// A paragraph as it was sent out, and as it came back.
pub(super) type Pair = (Option<usize>, Option<usize>);

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    Pair(Pair),
    /// Several that are one now, or one that is several.
    Together(Vec<usize>, Vec<usize>),
}

impl Step {
    /// The same paragraph by paragraph.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        match self {
            Self::Pair(pair) => vec![*pair],
            Self::Together(olds, news) => {
                let count = olds.len().max(news.len());
                (0..count).map(|at| (olds.get(at).copied(), news.get(at).copied())).collect()
            }
        }
    }
}

/// Between which tables and pictures a paragraph stands; nothing of one that is none, or has moved.
type Room<'a> = &'a dyn Fn(usize) -> Option<usize>;

/// The pairs of paragraphs with those put together that belong together. `room` tells between which
/// tables and pictures one stands, of those that were sent out and of those that came back.
pub(super) fn steps(
    pairs: &[Pair],
    (old, new): (&[String], &[String]),
    room: (Room<'_>, Room<'_>),
) -> Vec<Step> {
    let room = |(was, is): Pair| -> Option<usize> {
        let (a, b) = (was.map(room.0), is.map(room.1));
        match (a, b) {
            (Some(a), Some(b)) => a.filter(|_| a == b),
            (one, other) => one.or(other).flatten(),
        }
    };
    let is_open = |pair: &Pair| {
        let is_same = pair.0.zip(pair.1).is_some_and(|(was, is)| same(&old[was], &new[is]));
        !is_same && room(*pair).is_some()
    };
    let mut found = vec![];
    let mut at = 0;
    while at < pairs.len() {
        let here = room(pairs[at]);
        let goes_on = |pair: &&Pair| is_open(pair) && room(**pair) == here;
        let count = pairs[at..].iter().take_while(goes_on).count();
        if count == 0 {
            found.push(Step::Pair(pairs[at]));
            at += 1;
            continue;
        }
        run(&pairs[at..at + count], old, new, &mut found);
        at += count;
    }
    found
}

/// Changed paragraphs with nothing between that stayed as it was.
fn run(pairs: &[Pair], old: &[String], new: &[String], found: &mut Vec<Step>) {
    let sides = |pairs: &[Pair]| -> (Vec<usize>, Vec<usize>) {
        (
            pairs.iter().filter_map(|pair| pair.0).collect(),
            pairs.iter().filter_map(|pair| pair.1).collect(),
        )
    };
    let is_one = |pairs: &[Pair]| {
        let (olds, news) = sides(pairs);
        let (olds, news) = (olds.iter().map(|at| &old[*at]), news.iter().map(|at| &new[*at]));
        are_one(&olds.collect::<Vec<_>>(), &news.collect::<Vec<_>>())
    };
    let mut rest: Vec<Pair> = vec![];
    let mut at = 0;
    while at < pairs.len() {
        match (at + 2..=pairs.len()).rev().find(|end| is_one(&pairs[at..*end])) {
            Some(end) => {
                anew(&mut rest, found);
                let (olds, news) = sides(&pairs[at..end]);
                found.push(Step::Together(olds, news));
                at = end;
            }
            None if pairs[at].0.is_some() && pairs[at].1.is_some() => {
                anew(&mut rest, found);
                found.push(Step::Pair(pairs[at]));
                at += 1;
            }
            None => {
                rest.push(pairs[at]);
                at += 1;
            }
        }
    }
    anew(&mut rest, found);
}

/// As many struck as put in, at one place: each was written anew.
fn anew(rest: &mut Vec<Pair>, found: &mut Vec<Step>) {
    let olds: Vec<usize> = rest.iter().filter_map(|pair| pair.0).collect();
    let news: Vec<usize> = rest.iter().filter_map(|pair| pair.1).collect();
    if olds.len() == news.len() {
        let both = olds.into_iter().zip(news);
        found.extend(both.map(|(was, is)| Step::Pair((Some(was), Some(is)))));
        rest.clear();
    }
    found.extend(rest.drain(..).map(Step::Pair));
}

/// Whether several paragraphs say what one says.
fn are_one(olds: &[&String], news: &[&String]) -> bool {
    let (many, one) = match (olds, news) {
        (many, [one]) if many.len() > 1 => (many, *one),
        ([one], many) if many.len() > 1 => (many, *one),
        _ => return false,
    };
    let count = |text: &str| squeezed(text).chars().count();
    let (all, whole) = (many.iter().map(|text| count(text)).sum::<usize>(), count(one));
    let is_as_long = 3 * all.max(whole) <= 4 * all.min(whole);
    is_as_long && many.iter().all(|part| holds(one, part))
}

/// Whether a text has another in it, as it is, or at one of its ends nearly so.
fn holds(long: &str, short: &str) -> bool {
    let (long, short) = (squeezed(long), squeezed(short));
    let length = short.chars().count();
    let head: String = long.chars().take(length).collect();
    let skipped = long.chars().count().saturating_sub(length);
    let tail: String = long.chars().skip(skipped).collect();
    long.contains(&short) || are_alike(&short, &head) || are_alike(&short, &tail)
}

impl Work<'_> {
    /// Several paragraphs that are one now, or one that is several; `places` are theirs in the draft.
    pub(super) fn together(
        &mut self,
        at: ItemNumber,
        headline: &str,
        (old, new): (&[&str], &[&str]),
        places: &[usize],
    ) {
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return };
        let what = match new.len() {
            1 => format!("正文第 {} 至 {} 段合成一段", first + 1, last + 1),
            count => format!("正文第 {} 段分成 {count} 段", first + 1),
        };
        let words = stretches(&old.join("\n"), &new.join("\n"));
        let new = new.iter().map(|text| (*text).to_owned()).collect();
        self.push(at.to_string(), &what, headline, words, Edit::Together(at, places.to_vec(), new));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::compare::aligned;

    fn told(old: &[&str], new: &[&str]) -> Vec<Step> {
        let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let (old, new) = (texts(old), texts(new));
        let place = |_: usize| Some(0);
        steps(&aligned(&old, &new), (&old, &new), (&place, &place))
    }

    const A: &str = "全县126所中小学校完成校园安全排查，整改隐患31处。";
    const B: &str = "各校食堂统一配送食材，公示供货单位。";
    const C: &str = "新修农村道路二十余公里，对违法车辆保持高压态势。";

    #[test]
    fn paragraphs_that_were_joined_or_divided_are_one_change() {
        let joined = format!("{A}{B}");
        let together =
            |olds: &[usize], news: &[usize]| Step::Together(olds.to_vec(), news.to_vec());
        let same = |at| Step::Pair((Some(at), Some(at)));
        let edited = joined.replace("31处", "32处");
        let all = format!("{A}{B}{C}");
        assert_eq!(told(&[A, B], &[&joined]), [together(&[0, 1], &[0])]);
        assert_eq!(told(&[A, B], &[&edited]), [together(&[0, 1], &[0])]);
        assert_eq!(told(&[&joined], &[A, B]), [together(&[0], &[0, 1])]);
        assert_eq!(told(&[A, B, C], &[&all]), [together(&[0, 1, 2], &[0])]);
        assert_eq!(told(&[&all], &[A, B, C]), [together(&[0], &[0, 1, 2])]);
        let after = [together(&[0, 1], &[0]), Step::Pair((Some(2), Some(1)))];
        assert_eq!(told(&[A, B, C], &[&joined, C]), after);
        let before = [same(0), together(&[1], &[1, 2])];
        assert_eq!(told(&[C, &joined], &[C, A, B]), before);
    }

    #[test]
    fn one_written_anew_is_one_change_and_others_stay_apart() {
        assert_eq!(told(&[A], &[C]), [Step::Pair((Some(0), Some(0)))]);
        assert_eq!(
            told(&[A, B], &[A]),
            [Step::Pair((Some(0), Some(0))), Step::Pair((Some(1), None))]
        );
        assert_eq!(
            told(&[A], &[A, B]),
            [Step::Pair((Some(0), Some(0))), Step::Pair((None, Some(1)))]
        );
        // One edited, one struck.
        let edited = A.replace("31处", "32处");
        assert_eq!(
            told(&[A, B], &[&edited]),
            [Step::Pair((Some(0), Some(0))), Step::Pair((Some(1), None))]
        );
        // What nobody can tell apart is told piece by piece.
        let count = told(&[A, B], &[C]).len();
        assert_eq!(count, 3);
    }

    #[test]
    fn nothing_is_put_together_over_a_table() {
        let (old, new) = ([A.to_owned()], [C.to_owned()]);
        let pairs = aligned(&old, &new);
        let found = steps(&pairs, (&old, &new), (&|_| Some(0), &|_| Some(1)));
        assert_eq!(found.len(), 2);
    }
}
