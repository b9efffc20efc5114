//! How much of a paragraph leads to other pages.

/// What of a paragraph is links.
#[derive(Default)]
pub(super) struct Links {
    /// Characters of each, without white space.
    pub(super) each: Vec<usize>,
    /// Characters beside them that are no marks between.
    pub(super) beside: usize,
}

impl Links {
    /// Whether there is nothing but links.
    pub(super) fn alone(&self) -> bool {
        self.beside == 0 && self.each.iter().any(|count| *count > 0)
    }
}
