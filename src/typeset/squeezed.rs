//! What becomes of a paragraph whose marks the engine may squeeze, nearly and without asking it: which of
//! those that might win a line can do so. It breaks lines where that costs least, and a line costs by how
//! far it is squeezed or stretched, as Knuth and Plass have it (`linebreak.rs` of typst-layout).

use super::paragraph::{advance, may_part};
use crate::zh::character::is_han;

/// A way of breaking is believed to be the worse one when it costs so many times as much.
const SURELY: f64 = 2.0;

/// By how many characters a line may be longer than reckoned.
const DOUBT: f64 = 0.05;

const INDENT: f64 = 2.0;

/// A character on a line: how wide, and by how much less on its left and its right.
#[derive(Debug, Clone, Copy)]
struct Unit {
    width: f64,
    left: f64,
    right: f64,
    /// Whether a line is stretched at it.
    stretches: bool,
}

impl Unit {
    /// `None` for what is set in another way than text, or in faces that are not known.
    fn of(c: char) -> Option<Self> {
        let unit = |left, right, stretches| Self { width: advance(c), left, right, stretches };
        Some(match c {
            c if is_han(c) => unit(0.0, 0.0, true),
            '，' | '。' | '、' | '：' | '；' | '？' | '！' | '”' | '’' | '》' | '）' | '】'
            | '〉' => unit(0.0, 0.5, true),
            '“' | '‘' | '《' | '（' | '【' | '〈' => unit(0.5, 0.0, true),
            '\u{3000}' => unit(0.0, 0.0, true),
            c if c.is_ascii_graphic() => unit(0.0, 0.0, false),
            _ => return None,
        })
    }

    fn is_mark(self) -> bool {
        self.left + self.right > 0.0
    }
}

/// Whether a paragraph may take fewer lines than `usual`, the rows of its credit counted. What cannot be
/// told may.
pub(super) fn may_take_fewer(text: &str, credit: Option<f64>, characters: u32, usual: u32) -> bool {
    match cheapest(text, credit, f64::from(characters), usual) {
        Some((fewer, any)) => fewer <= SURELY * any,
        None => true,
    }
}

/// The cost of the cheapest way that takes fewer lines, and of the cheapest of all. What costs more than
/// would be believed is not looked at: the former may be more than it says then.
fn cheapest(text: &str, credit: Option<f64>, room: f64, usual: u32) -> Option<(f64, f64)> {
    let lines = Lines::of(&Measured::of(text)?, credit, room);
    let mut bound = SURELY * lines.cheapest();
    loop {
        let (fewer, any) = lines.counted(usual, bound);
        // More lines than are looked at may cost least.
        let needed = SURELY * any;
        if any.is_finite() && needed > bound {
            bound = needed;
        } else if any.is_infinite() && bound.is_finite() {
            bound = f64::INFINITY;
        } else {
            return Some((fewer, any));
        }
    }
}

/// The lines that a text may be broken into.
struct Lines {
    /// Of each place where a line may end, none for the first: where it may begin, and what it costs then.
    ending: Vec<Vec<(usize, f64)>>,
    /// The places at which the last may begin so that the credit has to have a line of its own.
    own: Vec<usize>,
    /// What the cheapest way up to each place costs, and from there on.
    least: Vec<f64>,
    rest: Vec<f64>,
}

impl Lines {
    fn of(line: &Measured, credit: Option<f64>, room: f64) -> Self {
        let places = &line.places;
        let (mut ending, mut own) = (vec![vec![]], vec![]);
        let mut least = vec![f64::INFINITY; places.len()];
        least[0] = 0.0;
        for end in 1..places.len() {
            let is_last = end + 1 == places.len();
            let mut lines = Vec::with_capacity(room as usize + 4);
            for start in (0..end).rev() {
                let found = line.line(places[start], places[end], is_last && credit.is_some());
                // Nor does a longer one fit.
                if found.width - found.less > room + DOUBT + 1e-6 {
                    break;
                }
                let runt = is_last && start + 1 == end;
                let Some(cost) = found.cost(room + DOUBT, is_last, runt) else { continue };
                lines.push((start, cost));
                least[end] = least[end].min(least[start] + cost);
                if is_last && credit.is_some_and(|credit| found.width + credit > room + DOUBT) {
                    own.push(start);
                }
            }
            ending.push(lines);
        }
        let mut rest = vec![f64::INFINITY; places.len()];
        rest[places.len() - 1] = 0.0;
        for (end, lines) in ending.iter().enumerate().rev() {
            let onward = rest[end];
            for (start, cost) in lines {
                rest[*start] = rest[*start].min(onward + cost);
            }
        }
        Self { ending, own, least, rest }
    }

    fn cheapest(&self) -> f64 {
        self.least.last().copied().unwrap_or(f64::INFINITY)
    }

    /// Of the ways that cost no more than a bound and take no more than one line more than is usual, the
    /// cheapest that takes fewer, and the cheapest.
    fn counted(&self, usual: u32, bound: f64) -> (f64, f64) {
        let most = usual as usize + 1;
        let last = self.ending.len() - 1;
        // By place and number of lines up to it.
        let mut best = vec![f64::INFINITY; (most + 1) * self.ending.len()];
        best[0] = 0.0;
        let (mut fewer, mut any) = (f64::INFINITY, f64::INFINITY);
        for (end, lines) in self.ending.iter().enumerate() {
            // Sums are not the same to the last digit, whichever way they are made.
            let onward = self.rest[end] * (1.0 - 1e-9);
            let is_near = |(at, cost): &&(usize, f64)| self.least[*at] + cost + onward <= bound;
            for (start, cost) in lines.iter().filter(is_near) {
                let (before, own) = best.split_at_mut(end * (most + 1));
                let before = &before[start * (most + 1)..][..most];
                for (to, from) in own[1..=most].iter_mut().zip(before) {
                    *to = to.min(from + cost);
                }
                if end == last {
                    let has_own = u32::from(self.own.contains(start));
                    for (count, from) in before.iter().enumerate() {
                        any = any.min(from + cost);
                        if count as u32 + 1 + has_own < usual {
                            fewer = fewer.min(from + cost);
                        }
                    }
                }
            }
        }
        (fewer, any)
    }
}

/// A text measured, so that each of its lines is quickly known.
struct Measured {
    /// What stands before each character: width, what may be squeezed, places to stretch.
    before: Vec<(f64, f64, f64)>,
    units: Vec<Unit>,
    /// Characters before each of which a line may end, with the beginning and the end of all.
    places: Vec<usize>,
    chars: Vec<char>,
}

/// A line: its width, what may be squeezed off it, and the places to stretch.
struct Found {
    width: f64,
    less: f64,
    places: f64,
}

impl Measured {
    fn of(text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().collect();
        let mut units: Vec<Unit> = chars.iter().map(|c| Unit::of(*c)).collect::<Option<_>>()?;
        // Marks that meet share a room.
        for at in 1..units.len() {
            let (one, next) = (units[at - 1], units[at]);
            let half = one.width / 2.0;
            if one.is_mark() && next.is_mark() && one.right + next.left >= half {
                let taken = one.right.min(half);
                units[at - 1].width -= taken;
                units[at - 1].right -= taken;
                units[at].width -= half - taken;
                units[at].left -= half - taken;
            }
        }
        let mut sum = (0.0, 0.0, 0.0);
        let mut before = vec![sum];
        for unit in &units {
            sum.0 += unit.width;
            sum.1 += unit.left + unit.right;
            sum.2 += f64::from(u8::from(unit.stretches));
            before.push(sum);
        }
        let inner = (1..chars.len()).filter(|at| may_part(chars[at - 1], chars[*at]));
        let places = std::iter::once(0).chain(inner).chain([chars.len()]).collect();
        Some(Self { before, units, places, chars })
    }

    /// The line from one character to before another. A mark keeps its width before a credit.
    fn line(&self, start: usize, end: usize, has_credit: bool) -> Found {
        let (from, to) = (self.before[start], self.before[end]);
        let (mut width, mut less, mut places) = (to.0 - from.0, to.1 - from.1, to.2 - from.2);
        if start == 0 {
            width += INDENT;
        }
        // Only marks that open have anything on their left, and those that close on their right.
        width -= self.units[start].left;
        less -= self.units[start].left;
        let last = self.units[end - 1];
        if self.chars[end - 1] == '\u{3000}' {
            width -= last.width;
            places -= 1.0;
        } else if !has_credit {
            width -= last.right;
            less -= last.right;
        }
        Found { width, less, places: (places - 1.0).max(1.0) }
    }
}

impl Found {
    /// What the line costs; `None` when it cannot be squeezed that far.
    fn cost(&self, room: f64, is_last: bool, runt: bool) -> Option<f64> {
        const RUNT: f64 = 100.0;
        let free = room - self.width;
        let badness = match free {
            // As full as can be told.
            free if (0.0..=2.0 * DOUBT).contains(&free) => 0.0,
            free if free < 0.0 && -free > self.less => return None,
            free if free < 0.0 => 100.0 * (-free / self.less).powi(3),
            _ if is_last => 0.0,
            free => 100.0 * (1.0 + 2.0 * free / self.places).min(10.0).powi(3),
        };
        let penalty = if runt { RUNT } else { 0.0 };
        Some((1.0 + badness + penalty).powi(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_won_where_that_costs_less_than_to_keep_it() {
        // Lines of ten, two in: ten characters and a mark, or nine and a mark that gives half of its room.
        let may = |text: &str, usual| may_take_fewer(text, None, 10, usual);
        assert!(may("一二，三四，五六，七，八九十一二，三四，五六，七八", 4));
        assert!(!may("一二三四五六七八九十一二三四五六七八九十", 3), "no marks");
        assert!(!may("一二三四五六七八九十，一二三四五六七八九", 3), "one mark gives too little");
        assert!(may("—", 1), "what cannot be told");
    }

    /// What the quick way says, said by looking at everything.
    fn looked_at(text: &str, credit: Option<f64>, room: f64, usual: u32) -> bool {
        let Some(line) = Measured::of(text) else { return true };
        let (most, places) = (usual as usize + 1, &line.places);
        let mut best = vec![vec![f64::INFINITY; most + 1]; places.len()];
        best[0][0] = 0.0;
        let (mut fewer, mut any) = (f64::INFINITY, f64::INFINITY);
        for end in 1..places.len() {
            let is_last = end + 1 == places.len();
            for start in 0..end {
                let found = line.line(places[start], places[end], is_last && credit.is_some());
                let runt = is_last && start + 1 == end;
                let Some(cost) = found.cost(room + DOUBT, is_last, runt) else { continue };
                for lines in 0..most {
                    let total = best[start][lines] + cost;
                    best[end][lines + 1] = best[end][lines + 1].min(total);
                    if is_last {
                        let own = credit.is_some_and(|credit| found.width + credit > room + DOUBT);
                        any = any.min(total);
                        if lines as u32 + 1 + u32::from(own) < usual {
                            fewer = fewer.min(total);
                        }
                    }
                }
            }
        }
        fewer <= SURELY * any
    }

    #[test]
    fn what_is_passed_over_makes_no_difference() {
        let parts = [
            "县里",
            "各项工作，",
            "稳步推进。",
            "（一期）",
            "共31.6亿元",
            "“回头看”",
            "群众满意、",
            "好",
        ];
        let (mut seed, mut may, mut not) = (7usize, 0, 0);
        for length in (3..40).step_by(3) {
            let mut text = String::new();
            for _ in 0..length {
                seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                text.push_str(parts[(seed >> 33) % parts.len()]);
            }
            let reckoned = super::super::paragraph::width(&text) + INDENT;
            for credit in [None, Some(3.5), Some(11.0)] {
                for room in [14.0, 28.0] {
                    let lines = (reckoned / room) as u32;
                    for usual in lines.max(1)..=lines + 2 {
                        let expected = looked_at(&text, credit, room, usual);
                        let told = may_take_fewer(&text, credit, room as u32, usual);
                        assert_eq!(told, expected, "{text} {credit:?} {room} {usual}");
                        *if told { &mut may } else { &mut not } += 1;
                    }
                }
            }
        }
        assert!(may > 20 && not > 20, "{may}, {not}");
    }

    #[test]
    fn no_mark_is_squeezed_for_a_credit() {
        assert!(!may_take_fewer("一，二，三，四，", Some(0.5), 10, 2));
        assert!(may_take_fewer("一，二，三，四，", Some(0.5), 10, 3));
    }
}
