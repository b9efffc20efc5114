//! Whether two texts say the same in nearly the same words.

use std::collections::HashSet;

use super::space::squeezed;

/// Characters of a shingle: three Han characters are seldom the same by chance.
const SHINGLE: usize = 3;

/// How much of the shorter text is in the longer one, from 0 to 1; white space and punctuation do
/// not count.
pub fn overlap(a: &str, b: &str) -> f64 {
    let (a, b) = (shingles(a), shingles(b));
    let shorter = a.len().min(b.len());
    if shorter == 0 {
        return 0.0;
    }
    a.intersection(&b).count() as f64 / shorter as f64
}

fn shingles(text: &str) -> HashSet<[char; SHINGLE]> {
    let words: Vec<char> = squeezed(text).chars().filter(|c| c.is_alphanumeric()).collect();
    words.windows(SHINGLE).filter_map(|window| window.try_into().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::overlap;

    #[test]
    fn reworded_texts_are_near_and_others_are_not() {
        let text = "截至目前，已完成危房改造户32户，其中，低保户23户、农村分散供养特困人员8户";
        assert_eq!(overlap(text, &text.replace('，', ", ")), 1.0);
        assert!(
            overlap(text, "截至目前，完成危房改造32户，其中低保户23户、分散供养特困人员8户") > 0.6
        );
        assert!(overlap(text, "截至目前，追回重复领取、死亡冒领养老金共计21.17万元") < 0.2);
        assert_eq!(overlap("", text), 0.0);
    }
}
