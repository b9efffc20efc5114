//! Names in running text that are off by one character.

use std::ops::Range;

use super::character::is_han;
use super::needles::Needles;

/// Shorter names are too like other words.
const SHORTEST: usize = 5;
/// One character more or less is a slip only in names at least this long.
const SHORTEST_CUT: usize = 6;
/// Characters by which one name is told from another: 第一小学, 第二小学; 省厅, 市局.
const TELLING: &str =
    "一二三四五六七八九十百千东西南北中上下前后左右大小新老省市县区乡镇村正副总分";
/// Characters that a name may have or not.
const OPTIONAL: &str = "和与及暨、的";

/// How much of a name may differ for it to be a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tolerance {
    /// One character wrong, missing or doubled.
    AnySlip,
    /// One character doubled, or 的 put in, as in lists of titles.
    Doubled,
}

/// A name that a text has nearly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near<'a> {
    pub chars: Range<usize>,
    pub right: &'a str,
}

/// Names to look for, all in one pass.
#[derive(Debug, Default)]
pub struct Names {
    names: Vec<(Vec<char>, String, Tolerance)>,
    /// A name that is off by one character still has one of its halves: the first and the second of
    /// each.
    halves: Needles,
}

impl Names {
    pub fn new<'a>(names: impl Iterator<Item = (&'a str, Tolerance)>) -> Self {
        let mut all: Vec<(Vec<char>, String, Tolerance)> = vec![];
        for (name, tolerance) in names {
            let chars: Vec<char> = name.chars().collect();
            let fits = chars.len() >= SHORTEST && chars.iter().all(|c| is_han(*c));
            if fits && !all.iter().any(|(_, known, _)| known == name) {
                all.push((chars, name.to_owned(), tolerance));
            }
        }
        let halves = Needles::new(all.iter().flat_map(|(chars, name, _)| {
            let cut: usize = chars[..chars.len() / 2].iter().map(|c| c.len_utf8()).sum();
            [&name[..cut], &name[cut..]]
        }));
        Self { names: all, halves }
    }

    /// The near names of a text, given as its characters too, in order of place.
    pub fn find(&self, text: &str, chars: &[char]) -> Vec<Near<'_>> {
        let mut halves: Vec<(usize, usize, usize)> = self
            .halves
            .candidates(text)
            .filter_map(|(start, index)| {
                let (name, whole, _) = &self.names[index / 2];
                let cut: usize = name[..name.len() / 2].iter().map(|c| c.len_utf8()).sum();
                let half = if index % 2 == 0 { &whole[..cut] } else { &whole[cut..] };
                text[start..].starts_with(half).then(|| (start + half.len(), start, index))
            })
            .collect();
        if halves.is_empty() {
            return vec![];
        }
        // In order of their ends, so that of equals the first name is told.
        halves.sort_unstable();
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let mut found: Vec<Near<'_>> = vec![];
        let mut exact: Vec<Range<usize>> = vec![];
        for (half_end, half_start, half) in halves {
            let (name, right, tolerance) = &self.names[half / 2];
            let index = |offset: usize| starts.partition_point(|start| *start < offset);
            let length = name.len();
            for other in [length, length + 1, length - 1] {
                let range = match half % 2 {
                    0 => index(half_start)..index(half_start) + other,
                    _ => match index(half_end).checked_sub(other) {
                        Some(start) => start..index(half_end),
                        None => continue,
                    },
                };
                let Some(written) = chars.get(range.clone()) else { continue };
                if written == name.as_slice() {
                    exact.push(range);
                } else if is_slip(name, written, *tolerance) {
                    found.push(Near { chars: range, right });
                }
            }
        }
        // Another name of the list, or part of one, is no slip.
        let inside = |near: &Near<'_>| {
            exact.iter().any(|name| name.start < near.chars.end && near.chars.start < name.end)
        };
        found.retain(|near| !inside(near));
        found.sort_by_key(|near| (near.chars.start, std::cmp::Reverse(near.chars.end)));
        let mut end = 0;
        found.retain(|near| {
            let new = near.chars.start >= end;
            end = end.max(near.chars.end);
            new
        });
        found
    }
}

fn is_slip(name: &[char], written: &[char], tolerance: Tolerance) -> bool {
    let same = name.iter().zip(written).take_while(|(a, b)| a == b).count();
    // The first and the last character tell other names apart: 市教育局, 交通运输厅.
    if same == 0 {
        return false;
    }
    let (rest, rest_written) = (&name[same..], &written[same..]);
    match written.len().cmp(&name.len()) {
        std::cmp::Ordering::Greater => {
            let doubled = written[same] == written[same - 1];
            let linked = written[same] == '的' && tolerance == Tolerance::Doubled;
            (doubled && same > 1 || linked) && !rest.is_empty() && rest_written[1..] == *rest
        }
        _ if tolerance == Tolerance::Doubled || rest.len() < 2 => false,
        std::cmp::Ordering::Equal => {
            let (right, wrong) = (rest[0], rest_written[0]);
            let telling = |c: char| TELLING.contains(c) || OPTIONAL.contains(c) || !is_han(c);
            rest[1..] == rest_written[1..] && !telling(right) && !telling(wrong)
        }
        std::cmp::Ordering::Less => {
            let left_out = rest[0];
            let telling = TELLING.contains(left_out) || OPTIONAL.contains(left_out);
            name.len() >= SHORTEST_CUT && rest[1..] == *rest_written && !telling
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let units = [
            "政务服务和大数据管理局",
            "县医疗保障局",
            "医疗保障局",
            "交通运输局",
            "市场监督管理局",
            "发展和改革委员会",
            "公共资源交易中心",
            "第一高级中学",
        ];
        let names = units.into_iter().map(|name| (name, Tolerance::AnySlip));
        let titles = ["县人大正副主任", "县直各单位负责人"];
        let names = Names::new(names.chain(titles.into_iter().map(|t| (t, Tolerance::Doubled))));
        let chars: Vec<char> = text.chars().collect();
        let show = |near: Near<'_>| {
            let written: String = chars[near.chars].iter().collect();
            format!("{written}>{}", near.right)
        };
        names.find(text, &chars).into_iter().map(show).collect()
    }

    #[test]
    fn names_off_by_one_character_are_found() {
        let cases = [
            ("（政务服务和大数数据管理局）", "政务服务和大数数据管理局>政务服务和大数据管理局"),
            ("政务服务和大据管理局", "政务服务和大据管理局>政务服务和大数据管理局"),
            ("县医疗保鄣局组织", "县医疗保鄣局>县医疗保障局"),
            ("由医疗保帐局", "医疗保帐局>医疗保障局"),
            ("公共资源交亿中心", "公共资源交亿中心>公共资源交易中心"),
            ("县人大大正副主任，", "县人大大正副主任>县人大正副主任"),
            ("县人大的正副主任，", "县人大的正副主任>县人大正副主任"),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn other_names_are_left_alone() {
        for text in [
            "县政务服务和大数据管理局局长",
            "县医疗保障局、市医疗保障局",
            "省交通运输厅、交通运输局局长",
            "国家市场监督管理总局",
            "发展改革委员会",
            "第二高级中学",
            "全县县直各单位负责人",
            "县人大副主任",
            "医疗保障工作、医疗保险",
            "",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
