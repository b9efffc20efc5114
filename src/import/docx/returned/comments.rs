//! What somebody has written in the margin of a Word document.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::super::package::{Package, Relation, path};
use super::said;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Comment {
    pub(in crate::import) author: String,
    pub(in crate::import) text: String,
    /// Somebody has marked it, or what it answers, as settled.
    pub(in crate::import) is_settled: bool,
}

/// All comments, by their ids, as the text refers to them.
pub(super) fn all(
    package: &mut Package<'_>,
    folder: &str,
    relations: &BTreeMap<String, Relation>,
) -> Result<BTreeMap<String, Comment>> {
    let settled = settled(package, folder, relations)?;
    let mut all = BTreeMap::new();
    for relation in relations.values().filter(|relation| relation.kind.ends_with("/comments")) {
        let Some(root) = package.content(&path(folder, &relation.target))? else { continue };
        root.each(&mut |node| {
            let Some(id) = node.get("id").filter(|_| node.name == "comment") else { return };
            let author = node.get("author").unwrap_or_default().trim().to_owned();
            // It is known to the other part by its last paragraph.
            let mut last = None;
            node.each(&mut |node| {
                last = node
                    .get("paraId")
                    .filter(|_| node.name == "p")
                    .map(str::to_owned)
                    .or(last.take());
            });
            let is_settled = last.is_some_and(|last| settled.contains(&last));
            all.insert(id.to_owned(), Comment { author, text: said(node).join(" "), is_settled });
        });
    }
    Ok(all)
}

/// The last paragraphs of comments that are settled, and of what was answered to them (`w15:done`).
fn settled(
    package: &mut Package<'_>,
    folder: &str,
    relations: &BTreeMap<String, Relation>,
) -> Result<BTreeSet<String>> {
    let mut settled = BTreeSet::new();
    let mut answers = vec![];
    for relation in relations.values().filter(|one| one.kind.ends_with("/commentsExtended")) {
        let Some(root) = package.content(&path(folder, &relation.target))? else { continue };
        root.each(&mut |node| {
            let Some(id) = node.get("paraId").filter(|_| node.name == "commentEx") else { return };
            if matches!(node.get("done"), Some("1" | "true" | "on")) {
                settled.insert(id.to_owned());
            }
            let parent = node.get("paraIdParent");
            answers.extend(parent.map(|parent| (id.to_owned(), parent.to_owned())));
        });
    }
    for (id, parent) in answers {
        if settled.contains(&parent) {
            settled.insert(id);
        }
    }
    Ok(settled)
}
