//! Which files of a folder use each other in a circle. A folder in it counts as one of its files;
//! `mod.rs` stands above all of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::layers::{code, tokens, without_tests};

type Graph = BTreeMap<String, BTreeSet<String>>;

/// The circles of all folders, each as its files with what closes it.
pub(crate) fn of(sources: &[(String, String)]) -> Vec<String> {
    let modules: BTreeSet<Vec<String>> = sources.iter().map(|(path, _)| module(path)).collect();
    let mut graphs: BTreeMap<Vec<String>, Graph> = BTreeMap::new();
    for (path, text) in sources {
        let own = module(path);
        for used in paths(without_tests(&code(text)), &own) {
            for depth in 1..own.len() {
                let (folder, name) = own.split_at(depth);
                let inside = used.len() > depth && used[..depth] == *folder;
                if inside && used[depth] != name[0] && modules.contains(&used[..=depth]) {
                    let graph = graphs.entry(folder.to_vec()).or_default();
                    graph.entry(name[0].clone()).or_default().insert(used[depth].clone());
                }
            }
        }
    }
    let circle = |(folder, graph): (&Vec<String>, &Graph)| {
        let in_circle: Vec<&str> = graph
            .keys()
            .filter(|name| reached(graph, name).contains(*name))
            .map(String::as_str)
            .collect();
        let shown = format!("src/{}: {}", folder.join("/"), in_circle.join(", "));
        (!in_circle.is_empty()).then_some(shown)
    };
    graphs.iter().filter_map(circle).collect()
}

/// `["lint", "run"]` for `src/lint/run.rs`, `["lint"]` for `src/lint/mod.rs`.
fn module(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').map(str::to_owned).collect()
}

/// What can be come to from a file.
fn reached(graph: &Graph, from: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut left = vec![from.to_owned()];
    while let Some(name) = left.pop() {
        for used in graph.get(&name).into_iter().flatten() {
            if found.insert(used.clone()) {
                left.push(used.clone());
            }
        }
    }
    found
}

/// The paths from `crate` or `super` in code, from the root of the crate; `own` is the module that
/// the code is in.
fn paths(code: &str, own: &[String]) -> Vec<Vec<String>> {
    let tokens: Vec<&str> = tokens(code).into_iter().map(|(_, token)| token).collect();
    let word = |at: usize| tokens.get(at).copied().unwrap_or_default();
    let mut found = vec![];
    let mut at = 0;
    while at < tokens.len() {
        let starts = matches!(word(at), "crate" | "super") && word(at + 1) == "::";
        if starts && (at == 0 || word(at - 1) != "::") {
            at = tree(&tokens, at, &mut vec![], &mut found).max(at + 1);
        } else {
            at += 1;
        }
    }
    let absolute = |path: Vec<&str>| {
        let ups = path.iter().take_while(|part| **part == "super").count();
        let from = if ups > 0 { &own[..own.len().saturating_sub(ups)] } else { &[] };
        let rest = path.iter().skip(ups.max(1)).map(|part| (*part).to_owned());
        from.iter().cloned().chain(rest).collect()
    };
    found.into_iter().map(absolute).collect()
}

/// Reads a path or a group of them from `at` on; where it ends.
fn tree<'a>(
    tokens: &[&'a str],
    mut at: usize,
    before: &mut Vec<&'a str>,
    found: &mut Vec<Vec<&'a str>>,
) -> usize {
    let word = |at: usize| tokens.get(at).copied().unwrap_or_default();
    if word(at) == "{" {
        at += 1;
        while at < tokens.len() && word(at) != "}" {
            at = match word(at) {
                "," => at + 1,
                "as" => at + 2,
                _ => tree(tokens, at, before, found),
            };
        }
        return at + 1;
    }
    before.push(word(at));
    at += 1;
    let goes_on = word(at) == "::"
        && (word(at + 1) == "{" || word(at + 1).starts_with(|c: char| c.is_alphabetic()));
    if goes_on {
        at = tree(tokens, at + 1, before, found);
    } else {
        found.push(before.clone());
    }
    before.pop();
    at
}

#[test]
fn circles_are_seen() {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let sources = [
        file("src/a/mod.rs", "mod b; mod c; use b::x;"),
        file("src/a/b.rs", "use super::{c::{x, y}, Z};"),
        file("src/a/c.rs", "fn f() { crate::a::d::g() }"),
        file("src/a/d/mod.rs", "mod e;"),
        file("src/a/d/e.rs", "use super::super::b;"),
        file("src/f/g.rs", "use super::h::X;"),
        file("src/f/h.rs", "// use super::g::Y;\n#[cfg(test)] mod tests { use super::g; }"),
    ];
    assert_eq!(of(&sources), ["src/a: b, c, d"]);
}
