//! Which characters are standard, and what stands for those that are not.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use super::character;

/// 《通用规范汉字表》, 2013: see `tables/README.md`. A bit for each character, as all of a text are
/// asked for.
static STANDARD: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![];
    for c in include_str!("tables/standard.txt").trim().chars() {
        let (word, bit) = place(c);
        bits.resize(bits.len().max(word + 1), 0);
        bits[word] |= bit;
    }
    bits
});

fn place(c: char) -> (usize, u64) {
    let code = u32::from(c) as usize;
    (code / 64, 1 << (code % 64))
}

/// Traditional and variant characters with the standard one, by the former.
static VARIANTS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let pair = |line: &str| {
        let mut chars = line.chars();
        Some((chars.next()?, chars.next()?))
    };
    include_str!("tables/variants.txt").lines().filter_map(pair).collect()
});

/// Radicals of the supplement that Unicode gives no equivalent, as PDF readers put them out.
const RADICALS: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺌', '小'),
    ('⺒', '巳'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺫', '目'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// Whether a Han character is in 《通用规范汉字表》; 〇 counts as one.
pub fn is_standard(c: char) -> bool {
    let (word, bit) = place(c);
    c == '〇' || STANDARD.get(word).is_some_and(|bits| bits & bit != 0)
}

/// The standard character for a traditional or variant one.
pub fn standard(c: char) -> Option<char> {
    // Marks and letters come in every text, and are in no table of characters.
    if !character::is_han(c) {
        return None;
    }
    let found = VARIANTS.binary_search_by_key(&c, |(variant, _)| *variant).ok()?;
    Some(VARIANTS[found].1)
}

/// The Han character for a radical or a compatibility form, which only look like it.
pub fn unified(c: char) -> Option<char> {
    let radical = matches!(u32::from(c), 0x2E80..=0x2FD5);
    if !radical && !character::is_compatibility(c) {
        return None;
    }
    let by_hand = RADICALS.iter().find(|(radical, _)| *radical == c).map(|(_, han)| *han);
    by_hand.or_else(|| c.nfkc().next().filter(|han| *han != c && character::is_han(*han))).map(
        |han| {
            // The Kangxi radical of a traditional character was meant for the character in use.
            if is_standard(han) { han } else { standard(han).unwrap_or(han) }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_whole() {
        assert_eq!(STANDARD.iter().map(|bits| bits.count_ones()).sum::<u32>(), 8105);
        assert!(VARIANTS.is_sorted());
        assert!(VARIANTS.iter().all(|(variant, _)| character::is_han(*variant)));
        assert!(
            VARIANTS.iter().all(|(variant, plain)| !is_standard(*variant) && is_standard(*plain))
        );
    }

    #[test]
    fn characters_are_told_apart() {
        assert!("延津辦公〇胙泓遴禀㙍".chars().filter(|c| !is_standard(*c)).eq(['辦']));
        for (variant, plain) in
            [('辦', '办'), ('發', '发'), ('裏', '里'), ('峯', '峰'), ('佔', '占')]
        {
            assert_eq!(standard(variant), Some(plain), "{variant}");
        }
        // Traditional elsewhere, standard here.
        for c in "乾著瞭藉夥".chars() {
            assert!(is_standard(c), "{c}");
        }
        for (form, plain) in [('⽅', '方'), ('⻔', '门'), ('\u{F914}', '乐'), ('⼀', '一')] {
            assert_eq!(unified(form), Some(plain), "{form}");
        }
        assert_eq!(unified('方'), None);
    }
}
