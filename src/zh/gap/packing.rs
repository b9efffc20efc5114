//! How the table of [`super`] is made of the words, and that what is packed belongs together.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use fst::Streamer as _;

use super::*;

/// What a word of offices costs: as if seen once in 20,000.
const OFFICIAL: u64 = 29;
/// What [`Form::margin`] is counted from, for words of offices of four characters and
/// more, of three, and for other words. So little is enough as what stands in millions of
/// characters of right texts is left out (`RIGHT`).
const ENOUGH: u64 = 10;
const ENOUGH_SHORT: u64 = 16;
const ENOUGH_OTHERS: u64 = 22;
/// The rarest character of what is left is at least so rare, or there is none by itself.
const LEFT_OVER: u64 = 14;

/// The lines of `official.txt`: words, with `-` what is right though a word of them could lack
/// something there, with `+` words that nothing is looked for by.
fn official() -> [BTreeSet<&'static str>; 3] {
    let lines = include_str!("../tables/official.txt").lines();
    let all =
        || lines.clone().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    let marked = |mark: char| all().filter_map(|word| word.strip_prefix(mark)).collect();
    [all().filter(|word| !word.starts_with(['-', '+'])).collect(), marked('-'), marked('+')]
}

/// How good a word is in the place of its pieces.
fn score(word: &[char], kept: usize, left: &[char], price: u64) -> i64 {
    let pieces = words::words(left);
    let singles = pieces.iter().filter(|piece| piece.len() == 1);
    let rarest = singles.clone().map(|p| words::cost([left[p.start]]).unwrap_or(60)).max();
    if rarest.is_some_and(|rarest| rarest < LEFT_OVER) {
        return 0;
    }
    // 市场监督管理: with words only, the last or first is as it may be.
    let edge = rarest.is_none() && (kept == 0 || kept + 1 == word.len());
    let penalty = if edge { 40 } else { 0 };
    words::total(left, &words::words(left)) as i64 - 2 * price as i64 + 52 - penalty
}

fn packed(forms: &BTreeMap<String, Form>) -> (Vec<u8>, Vec<u8>) {
    let rows = forms.iter().map(|(form, value)| (form, value.0));
    let map = fst::Map::from_iter(rows).expect("sorted and without repeats");
    let mut starts = vec![0u8; 1 << 19];
    for (form, value) in forms {
        let chars: Vec<char> = form.chars().collect();
        let mut add = |chars: &[char], start| {
            bits(chars, start).for_each(|bit| starts[bit / 8] |= 1 << (bit % 8));
        };
        match value.is_word() {
            true => add(&chars[..2], Start::Word),
            false => add(&chars, Start::Whole),
        }
        if !value.is_word() && chars.len() > 2 {
            add(&chars[..3], Start::Three);
        }
    }
    (map.as_fst().as_bytes().to_vec(), starts)
}

/// Packs the table. `RIGHT="tests/proof/right.txt more.txt" cargo test --release --lib zh::gap --
/// --ignored` leaves out what stands in texts that are right.
#[test]
#[ignore = "prepares src/zh/tables/gaps.fst"]
fn pack() {
    let [own, right, known] = official();
    let mut forms: BTreeMap<String, Form> = BTreeMap::new();
    let mut add = |word: &str, price: u64, enough: u64| {
        let chars: Vec<char> = word.chars().collect();
        let number = chars.iter().any(|c| is_one_of(*c, NUMERALS));
        for kept in (0..chars.len()).filter(|_| chars.len() > 2 && !number) {
            let mut left = chars.clone();
            let missing = left.remove(kept);
            let form: String = left.iter().collect();
            let is_known = words::is_word(&form)
                || own.contains(&*form)
                || right.contains(&*form)
                || known.contains(&*form);
            let margin = score(&chars, kept, &left, price) - enough as i64;
            // 河长 is as good as 河长制.
            let is_known = is_known || chars.len() == 3 && kept == 2;
            if is_known || margin < 0 || form.chars().count() >= LONGEST {
                continue;
            }
            let value = Form::new(missing, kept, margin as u64);
            let old = forms.entry(form).or_insert(value);
            if old.margin() < value.margin() {
                *old = value;
            }
        }
    };
    for word in &own {
        let known = words::cost(word.chars()).unwrap_or(OFFICIAL);
        let enough = if word.chars().count() > 3 { ENOUGH } else { ENOUGH_SHORT };
        add(word, known.min(OFFICIAL), enough);
    }
    let all = words::all();
    let mut stream = all.stream();
    while let Some((word, value)) = stream.next() {
        let word = String::from_utf8(word.to_vec()).expect("text");
        if let Some(price) = words::common(value.value()).filter(|_| !own.contains(&*word)) {
            add(&word, price, ENOUGH_OTHERS);
        }
    }
    forms.extend(own.iter().chain(&known).map(|word| ((*word).to_owned(), Form::WORD)));
    for path in std::env::var("RIGHT").unwrap_or_default().split_whitespace() {
        let (map, starts) = packed(&forms);
        let gaps = Gaps { forms: Fst::new(map).expect("just packed"), starts };
        let text = std::fs::read_to_string(path).expect("RIGHT names texts");
        for line in text.lines() {
            let chars: Vec<char> = line.chars().collect();
            for lacking in gaps.find(&chars) {
                let form: String = chars[lacking.chars].iter().collect();
                forms.remove(&form);
            }
        }
    }
    let (map, starts) = packed(&forms);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/zh/tables/");
    std::fs::write(format!("{folder}gaps.fst"), map).expect("written");
    std::fs::write(format!("{folder}gaps.starts"), starts).expect("written");
}

/// The forms of the packed table.
fn kept() -> BTreeMap<String, Form> {
    let mut forms = BTreeMap::new();
    let mut stream = PACKED.forms.stream();
    while let Some((form, value)) = stream.next() {
        forms.insert(String::from_utf8(form.to_vec()).expect("text"), Form(value.value()));
    }
    forms
}

#[test]
#[ignore = "prepares both tables anew, of the forms that are there without what official.txt calls right"]
fn repack() {
    let mut forms = kept();
    let [_, right, _] = official();
    forms.retain(|form, value| value.is_word() || !right.contains(&**form));
    let (map, starts) = packed(&forms);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/zh/tables/");
    std::fs::write(format!("{folder}gaps.fst"), map).expect("written");
    std::fs::write(format!("{folder}gaps.starts"), starts).expect("written");
}

#[test]
fn the_starts_are_those_of_the_forms() {
    let (_, starts) = packed(&kept());
    assert!(starts == PACKED.starts);
    let ones: u32 = starts.iter().map(|byte| byte.count_ones()).sum();
    assert!((ones as usize) < starts.len() * 8 / 4, "few others have all of their bits");
}
