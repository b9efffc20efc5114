//! The laid-out pages as OFD (GB/T 33190-2016): the same glyphs at the same places, as text.
//!
//! How elements are put is what seven readers agree in, not what the standard leaves open.

use anyhow::{Result, bail};
use sha2::{Digest as _, Sha256};

use super::package::Package;
use super::{File, Made, Options};
use crate::typeset::Runs;
use crate::typeset::runs::{Beyond, Piece, Spelling};
use crate::zh::space::squeezed;

mod document;
mod page;
mod read;
mod resource;
mod xml;

use document::page_file;
use page::Lost;
use resource::Ids;

pub use read::read;

/// Makes an OFD and reads it back: what does not say the same as the pages is not given.
pub(super) fn make(made: &Made<'_>, options: &Options) -> Result<Vec<File>> {
    let runs = made.fitted.pages.runs();
    let (bytes, notes) = draw(&runs, options.archive)?;
    Ok(vec![File { notes, ..File::new(".ofd", bytes) }])
}

/// The file, and what people should know of it.
fn draw(runs: &Runs, archive: bool) -> Result<(Vec<u8>, Vec<String>)> {
    let mut package = Package::default();
    let mut ids = Ids::default();
    let mut lost = Lost::default();
    let mut spelling = Spelling::new(runs, Beyond::Outline);
    let mut contents = vec![];
    let mut pages = vec![];
    for leaf in &runs.leaves {
        pages.push(ids.next());
        contents.push(page::content(leaf, runs, &mut spelling, &mut ids, &mut lost));
    }
    let pictures = resource::pictures(runs, &mut ids, &mut package);
    resource::fonts(runs, &spelling.cuts, &mut ids, &mut package)?;
    package.add("Doc_0/Document.xml", document::document(runs, &pages, pictures, ids.last()));
    for (index, content) in contents.into_iter().enumerate() {
        package.add(format!("Doc_0/{}", page_file(index)), content);
    }
    let id = identity(&package, archive);
    package.add_first("OFD.xml", document::root(runs, &id, archive));
    let bytes = package.finish()?;
    prove(runs, &bytes, &lost)?;
    Ok((bytes, notes(runs, &lost, archive)))
}

/// A document's id, 32 digits: equal documents have equal ones.
fn identity(package: &Package, archive: bool) -> String {
    let mut hash = Sha256::new();
    hash.update([u8::from(archive)]);
    for bytes in package.contents() {
        hash.update(bytes);
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Compares what stands in the file with what stands on the pages, page by page, white space apart.
fn prove(runs: &Runs, bytes: &[u8], lost: &Lost) -> Result<()> {
    let found = read(bytes)?;
    if found.len() != runs.leaves.len() {
        bail!("OFD 没有生成：应有{}页，读回来是{}页", runs.leaves.len(), found.len());
    }
    for (index, (leaf, texts)) in runs.leaves.iter().zip(&found).enumerate() {
        let pale = |piece: &&Piece| matches!(piece, Piece::Text(run) if run.color.3 < 255);
        let (first, then): (Vec<&Piece>, Vec<&Piece>) = leaf.pieces.iter().partition(pale);
        let mut expected = String::new();
        for piece in first.into_iter().chain(then) {
            if let Piece::Text(run) = piece {
                expected.push_str(&run.text);
            }
        }
        for drawn in &lost.drawn {
            expected = expected.replace(drawn.as_str(), "");
        }
        if squeezed(&expected) != squeezed(&texts.concat()) {
            bail!("OFD 没有生成：第{}页读回来的文字与版面不一样", index + 1);
        }
    }
    Ok(())
}

fn notes(runs: &Runs, lost: &Lost, archive: bool) -> Vec<String> {
    let mut notes = vec![];
    if !lost.drawn.is_empty() {
        let drawn = lost.drawn.concat();
        notes.push(format!("生僻字“{drawn}”在 OFD 里画成图形，看得见，搜索和复制不到"));
    }
    if !runs.lost.is_empty() {
        notes.push(format!("版式里的{}没有画进 OFD", runs.lost.join("、")));
    }
    if archive {
        notes.push("按 GB/T 42133-2022 标为 OFD-A，没有用归档检测工具验证过".to_owned());
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::runs::{About, Affine, Color, Leaf, Run};

    fn runs(pages: &[&[&str]]) -> Runs {
        let text = |text: &&str| {
            let (color, place) = (Color(0, 0, 0, 255), Affine::IDENTITY);
            Piece::Text(Run {
                face: 0,
                size: 16.0,
                color,
                place,
                text: (*text).to_owned(),
                glyphs: vec![],
                part: None,
                artifact: false,
            })
        };
        let leaf = |texts: &&[&str]| {
            let pieces = texts.iter().map(text).collect();
            Leaf { width: 595.0, height: 842.0, pieces }
        };
        let (title, description) = (String::new(), String::new());
        Runs {
            about: About { title, authors: vec![], description, date: None },
            faces: vec![],
            pictures: vec![],
            leaves: pages.iter().map(leaf).collect(),
            headings: vec![],
            lost: vec![],
        }
    }

    /// A file with these texts, one TextCode each.
    fn packed(pages: &[&[&str]]) -> Vec<u8> {
        let runs = runs(pages);
        let mut package = Package::default();
        let ids: Vec<u32> = (1..).take(pages.len()).collect();
        package.add("Doc_0/Document.xml", document::document(&runs, &ids, false, 9));
        for (index, texts) in pages.iter().enumerate() {
            let mut page = xml::Xml::new("Page", &[]);
            for text in *texts {
                page.text("TextCode", &[], text);
            }
            package.add(format!("Doc_0/{}", page_file(index)), page.finish());
        }
        package.add_first("OFD.xml", document::root(&runs, "0", false));
        package.finish().expect("a package")
    }

    #[test]
    fn what_does_not_say_the_same_is_not_given() {
        let pages: &[&[&str]] = &[&["增长3.5%，A&B＜", "发改委"], &["签发：　麻彦伟"]];
        let proven = |found: &[&[&str]]| prove(&runs(pages), &packed(found), &Lost::default());
        proven(&[&["增长3.5%，A&B＜发", "改委"], &["签发：麻彦伟"]]).expect("the same");
        let broken: [&[&[&str]]; 6] = [
            &[&["增长3.6%，A&B＜", "发改委"], &["签发：麻彦伟"]],
            &[&["发改委", "增长3.5%，A&B＜"], &["签发：麻彦伟"]],
            &[&["增长3.5%，A&B＜"], &["签发：麻彦伟"]],
            &[&["增长3.5%，A&B＜", "发改委", "签发：麻彦伟"], &[]],
            &[&["增长3.5%，A&B＜", "发改委"]],
            &[&["增长3.5%，A&B＜", "发改委", "发改委"], &["签发：麻彦伟"]],
        ];
        for found in broken {
            assert!(proven(found).is_err(), "{found:?}");
        }
        assert!(prove(&runs(pages), b"no ZIP", &Lost::default()).is_err());
    }

    #[test]
    fn what_was_drawn_is_not_missed_and_is_said() {
        let lost = Lost { drawn: vec!["𠮷".to_owned()] };
        let (wanted, found) = (runs(&[&["吉𠮷𠮷"]]), packed(&[&["吉"]]));
        prove(&wanted, &found, &lost).expect("said");
        assert!(prove(&wanted, &found, &Lost::default()).is_err());
        assert!(notes(&wanted, &lost, false)[0].contains('𠮷'));
        assert!(notes(&wanted, &Lost::default(), false).is_empty());
        assert_eq!(notes(&wanted, &lost, true).len(), 2);
    }
}
