//! Which characters are standard, and what stands for those that are not.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use super::character;

/// 《通用规范汉字表》, 2013: see `tables/README.md`.
static STANDARD: LazyLock<Vec<char>> =
    LazyLock::new(|| include_str!("tables/standard.txt").trim().chars().collect());

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
    c == '〇' || STANDARD.binary_search(&c).is_ok()
}

/// The standard character for a traditional or variant one.
pub fn standard(c: char) -> Option<char> {
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
        assert_eq!(STANDARD.len(), 8105);
        assert!(STANDARD.is_sorted() && VARIANTS.is_sorted());
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
