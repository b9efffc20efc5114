//! Marks that come in pairs: quotes, brackets, title marks (GB/T 15834-2011, 4.8, 4.9, 4.15).

use super::number;

/// What is wrong with a mark or a pair of marks. Positions count characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A mark without a partner; `stopped` is the mark that was met in its place.
    Unpaired { at: usize, stopped: Option<usize> },
    /// A mark that faces the wrong way; `partner` is the one it belongs to.
    Reversed { at: usize, right: char, partner: usize },
    /// Both marks of a pair face the wrong way.
    Swapped { open: usize, close: usize },
    /// A pair inside a pair of the same marks: the outer and the inner.
    Nested { outer: (usize, usize), inner: (usize, usize) },
    /// A pair that is opened in another and closed behind its end.
    Crossed { first: (usize, usize), second: (usize, usize) },
}

/// The opening and closing marks of each kind; half-width brackets pair with full-width ones, as
/// the width is a matter of its own.
const KINDS: &[(&[char], &[char])] = &[
    (&['“'], &['”']),
    (&['‘'], &['’']),
    (&['《'], &['》']),
    (&['〈'], &['〉']),
    (&['（', '('], &['）', ')']),
    (&['【'], &['】']),
    (&['〔'], &['〕']),
    (&['「'], &['」']),
    (&['『'], &['』']),
    (&['［'], &['］']),
];

/// How many characters a quotation with both marks the wrong way round may have to be known.
const LONGEST_SWAPPED: usize = 30;

#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    opens: bool,
}

/// Whether a character is of [`KINDS`].
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '‘'
            | '’'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '（'
            | '('
            | '）'
            | ')'
            | '【'
            | '】'
            | '〔'
            | '〕'
            | '「'
            | '」'
            | '『'
            | '』'
            | '［'
            | '］'
    )
}

/// The faults of one paragraph, in order of place. A last quotation that is still open is none
/// when `goes_on`: one of several paragraphs is closed at its very end only.
pub fn faults(chars: &[char], goes_on: bool) -> Vec<Fault> {
    let mut faults = vec![];
    let mut pairs = vec![];
    let all: Vec<usize> = (0..chars.len()).filter(|at| is_mark(chars[*at])).collect();
    if all.is_empty() {
        return faults;
    }
    for (opening, closing) in KINDS {
        let mut open = 0usize;
        let marks: Vec<Mark> = all
            .iter()
            .filter(|at| opening.contains(&chars[**at]) || closing.contains(&chars[**at]))
            .map(|&at| Mark { at, opens: opening.contains(&chars[at]) })
            .filter(|mark| {
                let kept = mark.opens || open > 0 || !is_apostrophe(chars, mark.at);
                match mark.opens {
                    true => open += 1,
                    false if kept => open = open.saturating_sub(1),
                    false => {}
                }
                kept
            })
            .collect();
        let is_quote = matches!(opening[0], '“' | '‘');
        let found = match balanced(&marks) {
            Some(found) => found,
            None if is_quote => {
                mend_quotes(chars, &marks, (opening[0], closing[0]), goes_on, &mut faults)
            }
            None => match_marks(chars, &marks, &mut faults),
        };
        let mut around: Vec<(usize, usize)> = vec![];
        let mut found = found;
        found.sort_unstable();
        for &inner in &found {
            while around.last().is_some_and(|outer| outer.1 < inner.0) {
                around.pop();
            }
            faults.extend(around.last().map(|&outer| Fault::Nested { outer, inner }));
            around.push(inner);
        }
        pairs.extend(found);
    }
    pairs.sort_unstable();
    for (index, &first) in pairs.iter().enumerate() {
        let crossing = |pair: &&(usize, usize)| pair.0 < first.1 && first.1 < pair.1;
        let inside = pairs[index + 1..].iter().take_while(|pair| pair.0 < first.1);
        faults.extend(inside.filter(crossing).map(|&second| Fault::Crossed { first, second }));
    }
    faults.sort_by_key(place);
    faults
}

/// Whether each character stands between quotation or title marks, the marks included.
pub fn quoted(chars: &[char]) -> Vec<bool> {
    let mut depth = 0usize;
    chars
        .iter()
        .map(|c| match c {
            '“' | '‘' | '《' | '〈' | '「' | '『' => {
                depth += 1;
                true
            }
            '”' | '’' | '》' | '〉' | '」' | '』' => {
                depth = depth.saturating_sub(1);
                true
            }
            _ => depth > 0,
        })
        .collect()
}

fn place(fault: &Fault) -> usize {
    match fault {
        Fault::Unpaired { at, .. } | Fault::Reversed { at, .. } => *at,
        Fault::Swapped { open, .. } => *open,
        Fault::Nested { inner, .. } => inner.0,
        Fault::Crossed { second, .. } => second.0,
    }
}

/// The pairs, when every mark has its partner.
fn balanced(marks: &[Mark]) -> Option<Vec<(usize, usize)>> {
    let mut open = vec![];
    let mut pairs = vec![];
    for mark in marks {
        match mark.opens {
            true => open.push(mark.at),
            false => pairs.push((open.pop()?, mark.at)),
        }
    }
    open.is_empty().then_some(pairs)
}

/// Brackets and title marks, of which some lack a partner.
fn match_marks(chars: &[char], marks: &[Mark], faults: &mut Vec<Fault>) -> Vec<(usize, usize)> {
    let mut open: Vec<usize> = vec![];
    let mut pairs = vec![];
    for mark in marks {
        match (mark.opens, open.last()) {
            (true, _) => open.push(mark.at),
            (false, Some(&start)) => {
                open.pop();
                pairs.push((start, mark.at));
            }
            (false, None) if is_ordinal(chars, mark.at) => {}
            (false, None) => faults.push(Fault::Unpaired { at: mark.at, stopped: None }),
        }
    }
    // Of （甲（乙） it is the first that lacks its partner only if the text says so: the nearest
    // opening mark was taken by the closing one.
    faults.extend(open.into_iter().map(|at| {
        let after = &marks[marks.partition_point(|mark| mark.at <= at)..];
        let stopped = after.iter().find(|mark| mark.opens).map(|mark| mark.at);
        Fault::Unpaired { at, stopped }
    }));
    pairs
}

/// Quotation marks that do not come out even: which of them face the wrong way, and which lack a
/// partner? Quotes of one kind do not nest, so each is judged by the marks around it.
fn mend_quotes(
    chars: &[char],
    marks: &[Mark],
    (opening, closing): (char, char),
    goes_on: bool,
    faults: &mut Vec<Fault>,
) -> Vec<(usize, usize)> {
    let mut pairs = vec![];
    let mut open: Option<usize> = None;
    let mut index = 0;
    while let Some(&mark) = marks.get(index) {
        let rest = &marks[index + 1..];
        let next = rest.first();
        let near = |start: usize, end: usize| {
            let inside = &chars[start + 1..end];
            // With no mark but these two left, commas may be inside as well.
            let stops = if open.is_some() && next.is_none() {
                "。！？；"
            } else {
                "。！？；，："
            };
            let a_phrase = !inside.iter().any(|c| stops.contains(*c));
            a_phrase && (1..=LONGEST_SWAPPED).contains(&inside.len())
        };
        index += 1;
        match (mark.opens, open) {
            (true, None) => open = Some(mark.at),
            (false, Some(start)) => {
                pairs.push((start, mark.at));
                open = None;
            }
            (true, Some(start)) => {
                if near(start, mark.at) && next.is_none_or(|next| next.opens) {
                    faults.push(Fault::Reversed { at: mark.at, right: closing, partner: start });
                    open = None;
                } else {
                    faults.push(Fault::Unpaired { at: start, stopped: Some(mark.at) });
                    open = Some(mark.at);
                }
            }
            (false, None) => {
                // Of A” and “B” the second is sound, unless as many are opened as are closed.
                let near_by = &rest[..rest.len().min(LONGEST_SWAPPED)];
                let count = |opens: bool| near_by.iter().filter(|mark| mark.opens == opens).count();
                let even = rest.get(1).is_none_or(|mark| mark.opens) || count(true) > count(false);
                match next {
                    Some(next) if next.opens && even && near(mark.at, next.at) => {
                        faults.push(Fault::Swapped { open: mark.at, close: next.at });
                        index += 1;
                    }
                    Some(next) if !next.opens && near(mark.at, next.at) => {
                        let right = opening;
                        faults.push(Fault::Reversed { at: mark.at, right, partner: next.at });
                        index += 1;
                    }
                    _ => faults.push(Fault::Unpaired { at: mark.at, stopped: None }),
                }
            }
        }
    }
    if let Some(at) = open.filter(|_| !goes_on) {
        faults.push(Fault::Unpaired { at, stopped: None });
    }
    pairs
}

/// ’ beside Latin letters or digits, which closes nothing if no ‘ is open: It’s, ’23, 5’.
fn is_apostrophe(chars: &[char], at: usize) -> bool {
    let latin = |index: Option<usize>| {
        index.and_then(|index| chars.get(index)).is_some_and(char::is_ascii_alphanumeric)
    };
    chars[at] == '’' && (latin(at.checked_sub(1)) || latin(Some(at + 1)))
}

/// The bracket of an ordinal: 1）, 二）, a), ①）.
fn is_ordinal(chars: &[char], at: usize) -> bool {
    let figure = |c: &char| {
        c.is_ascii_alphanumeric() || number::is_one_to_ten(*c) || ('①'..='⑳').contains(c)
    };
    let figures = chars[..at].iter().rev().take_while(|c| figure(c)).count();
    let before = (at - figures).checked_sub(1).map(|before| chars[before]);
    (1..=3).contains(&figures) && before.is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<Fault> {
        faults(&text.chars().collect::<Vec<_>>(), false)
    }

    #[test]
    fn marks_are_those_of_the_kinds() {
        let of_a_kind =
            |c: &char| KINDS.iter().any(|(open, close)| open.contains(c) || close.contains(c));
        let odd = ('\u{0}'..='\u{FFFF}').filter(|c| is_mark(*c) != of_a_kind(c));
        assert_eq!(odd.collect::<String>(), "");
    }

    #[test]
    fn paired_marks_are_left_alone() {
        for text in [
            "“三秋”生产、“三夏”",
            "《关于〈办法〉的通知》（试行）",
            "《延津县“万人助万企”方案》",
            "他说：“要‘六稳’‘六保’。”",
            "1）加强领导；2）落实责任",
            "（一）加强",
            "It’s、’23",
            "‘十五大’以来，’98广州",
            "〔2023〕5号（县〔区〕）",
            "",
        ] {
            assert_eq!(shown(text), [], "{text}");
        }
    }

    #[test]
    fn each_fault_is_found_where_it_is() {
        let unpaired = |at, stopped| Fault::Unpaired { at, stopped };
        let cases: [(&str, Vec<Fault>); 17] = [
            ("“三秋生产", vec![unpaired(0, None)]),
            ("三秋”生产", vec![unpaired(2, None)]),
            ("“三秋生产、“三夏”生产", vec![unpaired(0, Some(6))]),
            ("三秋”和“三夏”", vec![unpaired(2, None)]),
            ("”沉睡“资产", vec![Fault::Swapped { open: 0, close: 3 }]),
            (
                "”甲“和“乙“",
                vec![
                    Fault::Swapped { open: 0, close: 2 },
                    Fault::Reversed { at: 6, right: '”', partner: 4 },
                ],
            ),
            ("”甲“和“乙”", vec![Fault::Swapped { open: 0, close: 2 }]),
            ("“沉睡“资产", vec![Fault::Reversed { at: 3, right: '”', partner: 0 }]),
            ("”沉睡”资产", vec![Fault::Reversed { at: 0, right: '“', partner: 3 }]),
            ("“甲“、“乙”", vec![Fault::Reversed { at: 2, right: '”', partner: 0 }]),
            ("《关于《办法》的通知》", vec![Fault::Nested { outer: (0, 10), inner: (3, 6) }]),
            ("“要“六稳”工作”", vec![Fault::Nested { outer: (0, 8), inner: (2, 5) }]),
            ("（县（区））", vec![Fault::Nested { outer: (0, 5), inner: (2, 4) }]),
            ("（县区", vec![unpaired(0, None)]),
            ("《办法）", vec![unpaired(0, None), unpaired(3, None)]),
            ("以“甲，乙“为主题", vec![Fault::Reversed { at: 5, right: '”', partner: 1 }]),
            ("（“甲）”", vec![Fault::Crossed { first: (0, 3), second: (1, 4) }]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn a_quotation_may_go_on_in_the_next_paragraph() {
        let chars: Vec<char> = "他说：“甲。".chars().collect();
        assert_eq!(faults(&chars, true), []);
        assert_eq!(faults(&chars, false).len(), 1);
    }

    #[test]
    fn what_is_quoted_is_known() {
        let chars: Vec<char> = "甲“乙《丙》”丁".chars().collect();
        let expected = [false, true, true, true, true, true, true, false];
        assert_eq!(quoted(&chars), expected);
    }
}
