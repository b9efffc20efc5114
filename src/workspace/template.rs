//! What an office's own template prints by itself: words and pictures that stand in its files. Whoever
//! signs a bulletin has seen them, so that they are a part of what is signed.

use std::path::{Path, PathBuf};

use typst::syntax::{SyntaxKind, SyntaxNode, ast, parse};

use super::files::{Files, Look, Place};
use crate::source::hash;

/// Where the templates of a workspace are.
pub(crate) const FOLDER: &str = "templates";

/// Where a workspace has a template of its own.
pub(crate) fn folder_of(name: &str) -> PathBuf {
    Path::new(FOLDER).join(name)
}

/// The words of a template's files in a workspace, then its pictures by name and content; nothing where
/// these only move and colour. What cannot be read is for typesetting to say.
pub(super) fn printed(place: Place<'_>, name: &str) -> String {
    let mut all = vec![];
    for path in place.files_of(folder_of(name)).unwrap_or_default() {
        let Ok(Some(bytes)) = place.read(&path) else { continue };
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        match path.extension().and_then(|end| end.to_str()) {
            Some("typ") => words(&parse(&String::from_utf8_lossy(&bytes)), None, &mut all),
            Some("png" | "jpg" | "jpeg" | "gif" | "svg" | "webp" | "pdf") => {
                all.push(format!("{file} {}", &hash::hash(&[&bytes])[..16]));
            }
            _ => {}
        }
    }
    all.join(" ")
}

/// What the files of all templates look like.
pub(super) fn looks(files: &dyn Files, root: &Path) -> Vec<Option<Look>> {
    let folders = files.list(&root.join(FOLDER)).unwrap_or_default();
    let inside = folders.iter().flat_map(|folder| files.list(folder).unwrap_or_default());
    inside.map(|path| files.look(&path).ok()).collect()
}

/// Text between brackets, and strings that are no names of files, faces and settings.
fn words(node: &SyntaxNode, parent: Option<&SyntaxNode>, all: &mut Vec<String>) {
    let mut push = |text: &str, is_shown: fn(char) -> bool| {
        if text.chars().any(is_shown) {
            all.push(text.trim().to_owned());
        }
    };
    match node.kind() {
        SyntaxKind::ModuleImport | SyntaxKind::ModuleInclude => return,
        SyntaxKind::Named if is_of_faces(node) => return,
        SyntaxKind::Text | SyntaxKind::MathText => push(node.leaf_text(), char::is_alphanumeric),
        SyntaxKind::Str => {
            let text = node.cast::<ast::Str<'_>>().map(|text| text.get()).unwrap_or_default();
            let is_alone = |kind| {
                use SyntaxKind::{Binary, Code, CodeBlock, Markup};
                matches!(kind, Binary | Code | CodeBlock | Markup)
            };
            match parent.is_some_and(|parent| is_alone(parent.kind())) {
                true => push(&text, |c| !c.is_whitespace()),
                false => push(&text, |c| !c.is_ascii() && !c.is_whitespace()),
            }
        }
        _ => {}
    }
    for child in node.children() {
        words(child, Some(node), all);
    }
}

/// `font: "仿宋"`, `lang: "zh"`.
fn is_of_faces(node: &SyntaxNode) -> bool {
    let name = node.children().next().map(SyntaxNode::leaf_text);
    name.is_some_and(|name| matches!(name.as_str(), "font" | "lang" | "region" | "script" | "kind"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_and_measures_are_not() {
        let of = |text: &str| {
            let mut all = vec![];
            words(&parse(text), None, &mut all);
            all.join(" ")
        };
        for (text, expected) in [
            ("#import \"lib.typ\": *\n#masthead(bulletin)\n", ""),
            ("// 注释\n#set text(size: 16pt, font: \"仿宋\", lang: \"zh\")\n#v(1em)", ""),
            (
                "#set text(font: (\"仿宋\", \"SimSun\"))\n#align(center)[内部资料　注意保存]",
                "内部资料 注意保存",
            ),
            ("#place(top, text(red)[No. #bulletin.number])", "No."),
            ("#let head = \"机密\"\n#text(head)", "机密"),
            ("#(\"No. \" + str(3))", "No."),
            ("#bulletin.at(\"number\")#image(\"seal.png\")", ""),
            ("#\"\\u{7279}急\"", "特急"),
            ("#raw(\"\u{3000}\")", ""),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }
}
