//! The manual: pages that the program writes are fresh in `docs/`, and the whole of it is one page.

use std::process::Command;

use crate::support::root;

fn kuaibao(arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_kuaibao")).args(arguments).output().unwrap()
}

/// When it fails: `cargo run --release -- manual --generated docs`.
#[test]
fn generated_pages_are_fresh() {
    let folder = tempfile::tempdir().unwrap();
    let output = kuaibao(&["manual", "--generated", folder.path().to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut count = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let fresh = std::fs::read_to_string(&path).unwrap();
        let kept = std::fs::read_to_string(root().join("docs").join(&name)).unwrap_or_default();
        assert!(fresh == kept, "docs/{name} is not what the program writes");
        count += 1;
    }
    assert_eq!(count, 3);
}

#[test]
fn the_manual_is_one_page_that_needs_no_network() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("说明书.html");
    let output = kuaibao(&["manual", "-o", path.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let html = std::fs::read_to_string(&path).unwrap();
    for words in ["稿件的写法", "missing-credit", "kuaibao build", "headline-max"] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("src=\"http") && !html.contains("<link"), "something is fetched");
    // Every link inside leads somewhere.
    let anchors: Vec<&str> =
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for link in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(anchors.contains(&link), "#{link} leads nowhere");
    }
}
