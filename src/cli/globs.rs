//! `往期\*.docx`: shells of Unix put the files in its place, those of Windows leave that to the program.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The arguments with the files that the patterns among them stand for. One that fits nothing stays
/// as it is, and so do all where the shell has seen to it.
pub(super) fn expanded(arguments: Vec<OsString>) -> Vec<OsString> {
    match cfg!(windows) {
        true => arguments.into_iter().flat_map(|argument| expand(argument, &names)).collect(),
        false => arguments,
    }
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<OsString> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.flatten().map(|entry| entry.file_name()).collect()
}

fn expand(argument: OsString, names: &dyn Fn(&Path) -> Vec<OsString>) -> Vec<OsString> {
    let Some(text) = argument.to_str().filter(|text| is_pattern(text)) else {
        return vec![argument];
    };
    // An option: its value is its own matter.
    if text.starts_with('-') {
        return vec![argument];
    }
    let mut found = vec![PathBuf::new()];
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['/', '\\']).map_or(rest.len(), |at| at + 1);
        let (part, after) = rest.split_at(end);
        let (name, ending) = part.split_at(part.trim_end_matches(['/', '\\']).len());
        found = match is_pattern(name) {
            false => found.into_iter().map(|path| joined(&path, part)).collect(),
            true => found
                .iter()
                .flat_map(|folder| {
                    let mut fitting: Vec<OsString> =
                        names(folder).into_iter().filter(|found| fits(name, found)).collect();
                    fitting.sort();
                    fitting.into_iter().map(|mut found| {
                        found.push(ending);
                        joined(folder, &found)
                    })
                })
                .collect(),
        };
        rest = after;
    }
    match found.is_empty() {
        true => vec![argument],
        false => found.into_iter().map(PathBuf::into_os_string).collect(),
    }
}

/// A path with more at its end, which brings its own separators.
fn joined(path: &Path, more: impl AsRef<OsStr>) -> PathBuf {
    let mut text = path.as_os_str().to_owned();
    text.push(more);
    text.into()
}

fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// Whether a name fits a pattern, as Windows has it: large and small letters are alike, `*.*` is
/// everything. Names that begin with a point are the program's own.
fn fits(pattern: &str, name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    if name.starts_with('.') && !pattern.starts_with('.') {
        return false;
    }
    let pattern = if pattern == "*.*" { "*" } else { pattern };
    let low = |text: &str| text.to_lowercase().chars().collect::<Vec<char>>();
    let (pattern, name) = (low(pattern), low(name));
    // Where to go on when the last `*` has to hold one character more.
    let (mut p, mut n, mut again) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                again = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match &mut again {
                Some((star, from)) => {
                    *from += 1;
                    (p, n) = (*star + 1, *from);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<OsString> {
        let names: &[&str] = match folder.to_str() {
            Some("") => &["往期", "旧稿", "b.toml", "a.toml", ".kuaibao"],
            Some("往期\\" | "往期/" | r"D:\刊\往期\" | r"\\server\共享\") => {
                &["2.docx", "1.DOCX", "1.doc", "~$1.docx.tmp", "第10期（终稿）.docx"]
            }
            Some("旧稿\\") => &["3.docx"],
            _ => &[],
        };
        names.iter().map(OsString::from).collect()
    }

    #[test]
    fn patterns_are_files() {
        let cases: [(&str, &[&str]); 15] = [
            (r"往期\*.docx", &[r"往期\1.DOCX", r"往期\2.docx", r"往期\第10期（终稿）.docx"]),
            ("往期/*.docx", &["往期/1.DOCX", "往期/2.docx", "往期/第10期（终稿）.docx"]),
            (r"D:\刊\往期\?.docx", &[r"D:\刊\往期\1.DOCX", r"D:\刊\往期\2.docx"]),
            (r"\\server\共享\第*期*.doc?", &[r"\\server\共享\第10期（终稿）.docx"]),
            (r"往期\1.*", &[r"往期\1.DOCX", r"往期\1.doc"]),
            (r"?期\2.*", &[r"往期\2.docx"]),
            (r"旧*\*", &[r"旧稿\3.docx"]),
            ("*.toml", &["a.toml", "b.toml"]),
            ("*.*", &["a.toml", "b.toml", "往期", "旧稿"]),
            (r"往期\*.pdf", &[r"往期\*.pdf"]),
            (r"没有\*.docx", &[r"没有\*.docx"]),
            ("更正对不对?", &["更正对不对?"]),
            ("--output=*.toml", &["--output=*.toml"]),
            ("a.toml", &["a.toml"]),
            ("", &[""]),
        ];
        for (argument, expected) in cases {
            let found = expand(argument.into(), &names);
            assert_eq!(
                found,
                expected.iter().map(OsString::from).collect::<Vec<_>>(),
                "{argument}"
            );
        }
    }

    #[test]
    fn names_fit_patterns() {
        for (pattern, name, fit) in [
            ("*", "a", true),
            ("a*b*c", "aXbXbc", true),
            ("a*b*c", "aXbXb", false),
            ("*a", "aaa", true),
            ("??", "快报", true),
            ("??", "快", false),
            ("*.DOCX", "来稿.docx", true),
            ("*", ".kuaibao", false),
            (".k*", ".kuaibao", true),
            ("*.*", "没有扩展名", true),
            ("", "", true),
        ] {
            assert_eq!(fits(pattern, OsStr::new(name)), fit, "{pattern} {name}");
        }
    }
}
