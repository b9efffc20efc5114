//! Which characters a text has, so that what it surely has not is not looked for.

/// The characters of a text: ASCII and the marks of Chinese text exactly, of the others one bit of
/// some thousand, so that a few are taken for there that are not.
#[derive(Debug, Clone)]
pub struct Letters([u64; 78]);

impl Default for Letters {
    fn default() -> Self {
        Self([0; 78])
    }
}

impl Letters {
    pub fn of(text: &str) -> Self {
        let mut letters = Self::default();
        text.chars().for_each(|c| letters.add(c));
        letters
    }

    pub fn add(&mut self, c: char) {
        let (word, bit) = place(c);
        self.0[word] |= bit;
    }

    /// Whether a character may be there.
    pub fn may_have(&self, c: char) -> bool {
        let (word, bit) = place(c);
        self.0[word] & bit != 0
    }

    /// Whether one of some characters may be there.
    pub fn may_have_any(&self, few: &str) -> bool {
        few.chars().any(|c| self.may_have(c))
    }

    /// Whether a word may be there.
    pub fn may_have_word(&self, word: &str) -> bool {
        word.chars().all(|c| self.may_have(c))
    }
}

fn place(c: char) -> (usize, u64) {
    let code = u32::from(c);
    let bit = match code {
        0..0x80 => code,
        0x2000..0x2100 => code - 0x2000 + 0x80,
        0x3000..0x3100 => code - 0x3000 + 0x180,
        0xFF00..0x1_0000 => code - 0xFF00 + 0x280,
        _ => (code.wrapping_mul(0x9E37_79B1) >> 20) + 0x380,
    };
    (bit as usize / 64, 1 << (bit % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_there_may_be_there(text in "\\PC{0,40}") {
            let letters = Letters::of(&text);
            for c in text.chars() {
                proptest::prop_assert!(letters.may_have(c) && letters.may_have_any(&c.to_string()));
            }
            proptest::prop_assert!(letters.may_have_word(&text));
            for c in "aA0%,。“（％　〇…—".chars().filter(|c| !text.contains(*c)) {
                proptest::prop_assert!(!letters.may_have(c), "{c}");
            }
        }
    }
}
