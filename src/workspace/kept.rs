//! What was found in texts before, so that a draft that is checked again at each key costs the text
//! that has changed.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::sync::{Arc, Mutex, PoisonError};

use crate::source::Diagnostic;

/// Texts that are kept before those that nobody has asked for since are forgotten: some forty
/// issues.
const ROOM: usize = 1024;

/// A text with all that its findings follow from, as a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key([u64; 2]);

impl Key {
    pub fn of(text: impl Hash) -> Self {
        Self::with(text, |_| ())
    }

    /// The same, with what else is to be hashed.
    pub fn with(text: impl Hash, rest: impl Fn(&mut DefaultHasher)) -> Self {
        // Of 128 bits: of texts with the same key there will be none.
        let half = |first: u8| {
            let mut hasher = DefaultHasher::new();
            (first, &text).hash(&mut hasher);
            rest(&mut hasher);
            hasher.finish()
        };
        Self([half(0), half(1)])
    }
}

type Texts = HashMap<Key, Arc<[Diagnostic]>>;

/// Findings by text, their places counted from where the text begins.
#[derive(Debug, Default)]
pub struct Kept(Mutex<Generations>);

/// Those asked for of late, and those before them.
#[derive(Debug, Default)]
struct Generations {
    young: Texts,
    old: Texts,
}

impl Kept {
    pub fn get(&self, key: Key) -> Option<Arc<[Diagnostic]>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = all.young.get(&key) {
            return Some(found.clone());
        }
        let found = all.old.remove(&key)?;
        all.put(key, found.clone());
        Some(found)
    }

    pub fn put(&self, key: Key, found: Arc<[Diagnostic]>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(key, found);
    }
}

impl Generations {
    fn put(&mut self, key: Key, found: Arc<[Diagnostic]>) {
        if self.young.len() >= ROOM {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let kept = Kept::default();
        let nothing = || Arc::from(vec![]);
        let asked = Key::of("asked");
        kept.put(asked, nothing());
        for number in 0..3 * ROOM {
            kept.put(Key::of(number), nothing());
            assert!(kept.get(asked).is_some(), "{number}");
        }
        assert!(kept.get(Key::of(0)).is_none());
        assert!(kept.get(Key::of(3 * ROOM - 1)).is_some());
        let all = kept.0.lock().expect("whole");
        assert!(all.young.len() + all.old.len() <= 2 * ROOM);
    }

    #[test]
    fn keys_are_told_apart() {
        assert_ne!(Key::of(("甲", "乙")), Key::of(("甲乙", "")));
        assert_eq!(Key::of(("甲", 1)), Key::of(("甲", 1)));
    }
}
