//! “Did you mean …”: the known word that a mistyped one is closest to.

/// The candidate nearest to `word`, if any is near enough to be worth naming.
///
/// Nearness is the edit distance with transpositions; a candidate is near when at least half of
/// the longer word is kept, so two-character names need one character in common, and of words of
/// four characters and more a little more than half.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    all_nearest(word, candidates).first().copied()
}

/// What is said of such a word.
pub fn meant(near: &str) -> String {
    format!("您是不是要写“{near}”？")
}

/// The same, all that are equally near, sorted: 星期天 is as near to 星期一 as to 星期日.
pub fn all_nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = word.chars().count();
    // Of a longer word more than half: 县民正局 is not 县交通局 for having 县 and 局 in it.
    let mut best = if length > 3 { 0.51 } else { 0.5 };
    let mut all = vec![];
    for candidate in candidates {
        let other = candidate.chars().count();
        // Not only quick: a word of 100,000 characters is not compared at all.
        if other == 0 || other > 2 * length || length > 2 * other {
            continue;
        }
        let score = strsim::normalized_damerau_levenshtein(word, candidate);
        if score > best {
            best = score;
            all.clear();
        }
        if score >= best {
            all.push(candidate);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::{all_nearest, nearest};

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let units = ["发改委", "政务服务和大数据管理局", "人社局"];
        assert_eq!(nearest("政务服务和大数数据管理局", units), Some("政务服务和大数据管理局"));
        assert_eq!(nearest("发展委", units), Some("发改委"));
        assert_eq!(nearest("教体", units), None);
        assert_eq!(nearest("县民正局", ["县交通局", "县民政局"]), Some("县民政局"));
        assert_eq!(nearest("县民正局", ["县交通局"]), None);
        assert_eq!(all_nearest("星期天", ["星期日", "星期一", "星期一"]), ["星期一", "星期日"]);
        assert_eq!(nearest("credit", ["credits", "body", "headline"]), Some("credits"));
    }
}
