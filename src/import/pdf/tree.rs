//! What the tree of a tagged file says of pieces of its pages: what they stand for (`ActualText`), or what a
//! picture shows (`Alt`; ISO 32000-1, 14.7 and 14.9).

use std::collections::BTreeMap;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Object, ObjectIdentifier, String as Text,
};

use super::form::decoded;
use crate::zh::space::squeezed;

/// More elements are in no file of an office.
const MOST: usize = 200_000;
/// Elements in elements.
const DEEPEST: usize = 64;

/// What an element says, and of which pieces, by page and mark.
#[derive(Debug, Clone)]
struct Said {
    text: String,
    /// Whether it stands for the pieces, or only tells what they show.
    stands: bool,
    pieces: Vec<(Option<ObjectIdentifier>, i32)>,
}

/// All that the tree says, by page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pages: BTreeMap<ObjectIdentifier, Vec<Group>>,
    /// What is said of nothing that is on one page.
    pub(super) elsewhere: Vec<String>,
}

/// Pieces of one page that an element speaks of.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) text: String,
    pub(super) stands: bool,
    pub(super) marks: Vec<i32>,
}

impl Tree {
    pub(super) fn read(pdf: &Pdf) -> Self {
        let mut tree = Self::default();
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let Some(root) = catalog.and_then(|all| all.get::<Dict<'_>>("StructTreeRoot")) else {
            return tree;
        };
        let mut walk = Walk { count: 0, said: vec![] };
        walk.children(&root, None, None, 0);
        for said in walk.said {
            let page = said.pieces.first().and_then(|(page, _)| *page);
            let same = said.pieces.iter().all(|(other, _)| *other == page);
            match page.filter(|_| same) {
                Some(page) => tree.pages.entry(page).or_default().push(Group {
                    text: said.text,
                    stands: said.stands,
                    marks: said.pieces.iter().map(|(_, mark)| *mark).collect(),
                }),
                None if said.stands && !said.pieces.is_empty() => tree.elsewhere.push(said.text),
                None => {}
            }
        }
        tree
    }

    pub(super) fn of(&self, page: Option<ObjectIdentifier>) -> &[Group] {
        page.and_then(|page| self.pages.get(&page)).map_or(&[], Vec::as_slice)
    }
}

struct Walk {
    count: usize,
    said: Vec<Said>,
}

impl Walk {
    /// Looks through what an element holds; `under` is the place in `said` of an element above that speaks.
    fn children(
        &mut self,
        element: &Dict<'_>,
        page: Option<ObjectIdentifier>,
        under: Option<usize>,
        depth: usize,
    ) {
        let Some(children) = element.get::<Object<'_>>("K") else { return };
        match children {
            Object::Array(all) => self.all(&all, page, under, depth),
            one => self.child(&one, page, under, depth),
        }
    }

    fn all(
        &mut self,
        all: &Array<'_>,
        page: Option<ObjectIdentifier>,
        under: Option<usize>,
        depth: usize,
    ) {
        for child in all.iter::<Object<'_>>() {
            self.child(&child, page, under, depth);
        }
    }

    fn child(
        &mut self,
        child: &Object<'_>,
        page: Option<ObjectIdentifier>,
        under: Option<usize>,
        depth: usize,
    ) {
        self.count += 1;
        if self.count > MOST || depth > DEEPEST {
            return;
        }
        match child {
            Object::Number(mark) => self.piece(page, mark.as_i64() as i32, under),
            Object::Dict(dict) => {
                let page = dict.get_ref("Pg").map(Into::into).or(page);
                if let Some(mark) = dict.get::<i32>("MCID") {
                    // Marks of a drawing are counted for themselves.
                    self.piece(page.filter(|_| !dict.contains_key("Stm")), mark, under);
                    return;
                }
                let of = |key: &str| dict.get::<Text<'_>>(key).map(|text| decoded(text.as_bytes()));
                let own = of("ActualText").map(|text| (text, true));
                let own = own.or_else(|| of("Alt").map(|text| (text, false)));
                let own = own.filter(|(text, _)| {
                    text.chars().any(|c| !c.is_whitespace() && !matches!(c, '\u{AD}' | '\u{200B}'))
                });
                let under = match (under, own) {
                    (None, Some((text, stands))) => {
                        self.said.push(Said { text, stands, pieces: vec![] });
                        Some(self.said.len() - 1)
                    }
                    (under, _) => under,
                };
                self.children(dict, page, under, depth + 1);
            }
            _ => {}
        }
    }

    fn piece(&mut self, page: Option<ObjectIdentifier>, mark: i32, under: Option<usize>) {
        if let Some(said) = under.and_then(|at| self.said.get_mut(at)) {
            said.pieces.push((page, mark));
        }
    }
}

/// Whether two texts say the same, as forms of characters and white space go.
pub(super) fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| -> String {
        squeezed(text)
            .chars()
            .filter(|c| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{200C}' | '\u{200D}'))
            .flat_map(|c| {
                let letters = super::page::ligature(c);
                let c = crate::zh::script::unified(c).unwrap_or(c);
                letters.map_or_else(|| c.to_string(), str::to_owned).chars().collect::<Vec<_>>()
            })
            .collect()
    };
    plain(a) == plain(b)
}
