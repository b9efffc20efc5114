//! What a text says, to be compared with others.

/// Letters that are compared together.
const GRAM: usize = 4;
/// Of the grams, one in so many is kept in the index.
pub(super) const SAMPLE: u32 = 4;
/// Items with fewer grams are too short to be told apart: they are the same or are not.
const FEWEST: usize = 30;
/// Those with fewer say nothing of their own: 本周没有此类情况.
const SHORTEST: usize = 8;

/// What a text says, without figures, marks and white space: its distinct runs of letters as
/// hashes, sorted.
#[derive(Debug)]
pub struct Wording(pub(super) Vec<u32>);

impl Wording {
    pub fn of(text: &str) -> Self {
        let letters: Vec<u64> = text
            .chars()
            // Most are Han, and quickly told.
            .filter(|c| ('一'..='鿿').contains(c) || (c.is_alphabetic() && !c.is_numeric()))
            .map(|c| u64::from(u32::from(c)))
            .collect();
        // Multiplication by a large odd number spreads what differs in few bits.
        let mix =
            |hash: u64, c: &u64| (hash.rotate_left(21) ^ c).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let hash = |gram: &[u64]| (gram.iter().fold(0, mix) >> 32) as u32;
        let mut all: Vec<u32> = letters.windows(GRAM).map(hash).collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// The part of the shorter text's wording that the other has too, from 0 to 1. 0 for texts
    /// that are too short to tell.
    pub fn similarity(&self, other: &Self) -> f64 {
        self.likeness(other, 0.0).unwrap_or_default()
    }

    /// The same where it is so much at least. Most texts are soon told apart.
    pub fn likeness(&self, other: &Self, least: f64) -> Option<f64> {
        /// Grams that are compared before it is asked whether it can still be so much.
        const STRETCH: usize = 64;
        let (a, b) = (self.0.as_slice(), other.0.as_slice());
        let shorter = a.len().min(b.len());
        if shorter < FEWEST {
            let same = shorter >= SHORTEST && a == b;
            return Some(if same { 1.0 } else { 0.0 }).filter(|part| *part >= least);
        }
        // What is said again is mostly said in the same words.
        if a == b {
            return Some(1.0);
        }
        let part = |shared: usize| shared as f64 / shorter as f64;
        let (mut shared, mut at, mut there) = (0, 0, 0);
        while at < a.len() && there < b.len() {
            if part(shared + (a.len() - at).min(b.len() - there)) < least {
                return None;
            }
            for _ in 0..STRETCH {
                let (Some(first), Some(second)) = (a.get(at), b.get(there)) else { break };
                // Without branches, as nobody can foretell them.
                shared += usize::from(first == second);
                at += usize::from(first <= second);
                there += usize::from(first >= second);
            }
        }
        Some(part(shared)).filter(|part| *part >= least)
    }

    /// Whether it is told whether it is the same as another, and no more.
    pub fn is_short(&self) -> bool {
        self.0.len() < FEWEST
    }

    pub(super) fn sample(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied().filter(|gram| gram % SAMPLE == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wording_is_compared_and_figures_are_not() {
        let text = "为切实做好秋粮收购工作，县供销社组织人员深入各乡镇，检修收获机械三百台，培训机手，确保颗粒归仓，群众满意";
        let other = "围绕“放管服”改革要求，持续优化营商环境，设立企业服务专窗，推行容缺受理，办理事项一千二百件，受到企业好评";
        let similarity = |a: &str, b: &str| Wording::of(a).similarity(&Wording::of(b));
        assert_eq!(similarity(text, text), 1.0);
        assert_eq!(similarity(&format!("{text}12"), &format!("3，{text}")), 1.0);
        assert!(similarity(text, other) < 0.05);
        assert_eq!(similarity("收购秋粮", "收购秋粮"), 0.0, "too short to tell");
        let short = "近日，县供销社组织人员检修收获机械三百台";
        assert_eq!(similarity(short, &short.replace("三百台", "300台")), 0.0, "the same or not");
        assert_eq!(similarity(&format!("{short}12"), &format!("“{short}”。")), 1.0);
        let (one, two) = (Wording::of(text), Wording::of(&text.repeat(2)));
        assert_eq!(one.likeness(&two, 0.9), Some(one.similarity(&two)));
        assert_eq!(one.likeness(&Wording::of(other), 0.5), None);
    }
}
