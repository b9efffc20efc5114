//! “Did you mean …”: the known word that a mistyped one is closest to.

/// The candidate nearest to `word`, if any is near enough to be worth naming.
///
/// Nearness is the edit distance with transpositions; a candidate is near when at least half of
/// the longer word is kept, so two-character names need one character in common.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    candidates
        .into_iter()
        // Not only quick: a word of 100,000 characters is not compared at all.
        .filter(|candidate| {
            let other = candidate.chars().count();
            other > 0 && other <= 2 * length && length <= 2 * other
        })
        .map(|candidate| (strsim::normalized_damerau_levenshtein(word, candidate), candidate))
        .filter(|(score, _)| *score >= 0.5)
        // `max_by` keeps the last of equals; compare the words too, so that order does not matter.
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let units = ["发改委", "政务服务和大数据管理局", "人社局"];
        assert_eq!(nearest("政务服务和大数数据管理局", units), Some("政务服务和大数据管理局"));
        assert_eq!(nearest("发展委", units), Some("发改委"));
        assert_eq!(nearest("教体", units), None);
        assert_eq!(nearest("credit", ["credits", "body", "headline"]), Some("credits"));
    }
}
