//! What `build`, `release` and `verify` do with forms other than the PDF.

use std::fs;
use std::path::Path;

use kuaibao::export::{FORMS, Form};

use crate::support::{run, workspace_copy};

const DRAFT: &str = "drafts/2023-43.toml";

#[test]
fn the_ending_of_a_file_says_what_it_is() {
    let folder = workspace_copy();
    let at = folder.path();
    let begins: [(&str, &[u8]); 6] = [
        ("47.pdf", b"%PDF"),
        ("47.docx", b"PK"),
        ("47.html", b"<!DOCTYPE html>"),
        ("47.wechat.html", b"<!DOCTYPE html>"),
        ("47.txt", "延津".as_bytes()),
        ("47.json", b"{"),
    ];
    for (name, beginning) in begins {
        let built = run(at, &["build", "-o", name, DRAFT]);
        assert_eq!(built.code, 0, "{name}: {}", built.stderr);
        assert!(fs::read(at.join(name)).expect("a file").starts_with(beginning), "{name}");
    }
    for name in ["47.xyz", "47", "47.doc"] {
        let built = run(at, &["build", "-o", name, DRAFT]);
        assert_eq!(built.code, 2, "{name}");
        assert!(built.stderr.contains(".docx、.html"), "{name}: {}", built.stderr);
        assert!(!at.join(name).exists(), "{name}");
    }
    let built = run(at, &["build", "--format", "docx", "-o", "47.pdf", DRAFT]);
    assert_eq!(built.code, 2);
    assert!(built.stderr.contains("不能叫“47.pdf”"), "{}", built.stderr);
}

#[test]
fn several_forms_are_written_all_or_none() {
    let folder = workspace_copy();
    let at = folder.path();
    fs::create_dir(at.join("out")).expect("a folder");
    fs::write(at.join("out/2023-43.txt"), "我的笔记").expect("written");
    let built = run(at, &["build", "--format", "docx,html,text", DRAFT]);
    assert_eq!(built.code, 2, "{}", built.stderr);
    assert!(!at.join("out/2023-43.docx").exists() && !at.join("out/2023-43.html").exists());
    assert_eq!(fs::read_to_string(at.join("out/2023-43.txt")).expect("notes"), "我的笔记");
    fs::remove_file(at.join("out/2023-43.txt")).expect("removed");
    let built = run(at, &["build", "--all-forms", DRAFT]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    for row in FORMS {
        let page = if row.by_page { ".1" } else { "" };
        assert!(at.join(format!("out/2023-43{page}{}", row.ending)).is_file(), "{:?}", row.form);
    }
}

#[test]
fn each_form_has_its_row() {
    let rows: Vec<Form> = FORMS.iter().map(|row| row.form).collect();
    assert_eq!(rows, Form::ALL);
}

#[test]
fn forms_are_kept_with_a_release_and_verified() {
    let folder = workspace_copy();
    let at = folder.path();
    let settings = at.join("bulletin.toml");
    let text = fs::read_to_string(&settings).expect("the settings");
    fs::write(
        &settings,
        format!(
            "forms = [\"pdf\", \"docx\", \"html\", \"png\", \"booklet\", \"two-up\", \"docx\"]\n{text}"
        ),
    )
    .expect("written");
    let released = run(at, &["release", DRAFT]);
    assert_eq!(released.code, 0, "{}", released.stderr);
    assert_eq!(run(at, &["verify"]).code, 0);
    for name in ["2023-43.docx", "2023-43.html", "2023-43.1.png", "2023-43.4.png"] {
        let path = at.join("archive/2023").join(name);
        let bytes = fs::read(&path).expect(name);
        fs::write(&path, "x").expect("written");
        let verified = run(at, &["verify"]);
        assert_eq!(verified.code, 1, "{name}");
        assert!(
            verified.stdout.contains(&format!("存档的 2023/{name} 被改动过")),
            "{}",
            verified.stdout
        );
        fs::remove_file(&path).expect("removed");
        assert!(run(at, &["verify"]).stdout.contains(&format!("存档的 2023/{name} 不见了")));
        fs::write(&path, bytes).expect("written");
    }
    fs::write(&settings, format!("forms = [\"docxx\"]\n{text}")).expect("written");
    let checked = run(at, &["check"]);
    assert_eq!(checked.code, 1, "{}", checked.stdout);
    assert!(checked.stdout.contains("docxx"), "{}", checked.stdout);
}

#[test]
fn released_issues_become_a_site() {
    let folder = workspace_copy();
    let at = folder.path();
    let built = run(at, &["build", "--site"]);
    assert_eq!(built.code, 2);
    assert!(built.stderr.contains("还没有发布过任何一期"), "{}", built.stderr);
    for name in ["2023-41", "2023-43", "2024-02"] {
        assert_eq!(run(at, &["release", &format!("drafts/{name}.toml")]).code, 0);
    }
    // What is published is what was released.
    let path = at.join(DRAFT);
    let text = fs::read_to_string(&path).expect("the draft");
    fs::write(&path, text.replace("近30亿元", "近31亿元")).expect("written");
    let built = run(at, &["build", "--site"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let site = at.join("out/site");
    let read = |name: &str| fs::read_to_string(site.join(name)).expect(name);
    let issue = read("2023-43.html");
    assert!(issue.contains("近30亿元") && issue.contains("id=\"item-2-1\""));
    assert!(issue.contains("href=\"2023-41.html\"") && issue.contains("href=\"2024-02.html\""));
    let index = read("index.html");
    assert!(index.find("2024-02.html") < index.find("2023-43.html"), "the newest first");
    assert!(read("columns.html").contains("2023-43.html#item-2-1"));
    assert!(read("search/2023.js").contains("近30亿元") && !read("search/2023.js").contains("</"));
    assert_eq!(read("feed.xml").matches("<entry>").count(), 3);
    assert_eq!(
        fs::read(site.join("2023-43.pdf")).expect("a PDF"),
        fs::read(at.join("archive/2023/2023-43.pdf")).expect("a PDF")
    );
    // Nothing leads out of the folder.
    for name in ["index.html", "columns.html", "search.html", "2023-43.html"] {
        let page = read(name);
        for (start, _) in page.match_indices("href=\"") {
            let target = page[start + 6..].split('"').next().expect("a quote");
            let file = target.split('#').next().expect("a name");
            assert!(file.is_empty() || site.join(file).is_file(), "{name}: {target}");
        }
        assert!(!page.contains("http://") && !page.contains("https://"), "{name}");
    }
    // What was corrected is told wherever the issue is, and to those who have read it already.
    let reason = "第2栏“近30亿元”应为“近31亿元”";
    assert_eq!(run(at, &["release", "--reissue", reason, DRAFT]).code, 0);
    assert_eq!(run(at, &["build", "--site"]).code, 0);
    let told = "更正：第2栏“近30亿元”应为“近31亿元”（第1次更正）";
    let issue = read("2023-43.html");
    assert!(issue.contains("近31亿元") && issue.find("更正：") < issue.find("id=\"item-1-1\""));
    assert!(read("index.html").contains(told) && read("feed.xml").contains(told));
    assert!(read("columns.html").contains("（有更正）"));
    let feed = read("feed.xml");
    let updated = |at: &str| feed.find(at).expect("an entry");
    assert!(updated("2023-43.html") < updated("2024-02.html"), "the newest change first");
    let draft = at.join("archive/2023/2023-43.2.toml");
    let text = fs::read_to_string(&draft).expect("the draft");
    fs::write(&draft, text.replace("近31亿元", "近32亿元")).expect("written");
    let built = run(at, &["build", "--site"]);
    assert_eq!(built.code, 2);
    assert!(built.stderr.contains("存档的 2023-43 被改动过"), "{}", built.stderr);
}

/// A page of an article names the pictures beside it as they are called there.
#[test]
fn an_article_names_its_pictures_as_they_lie_there() {
    let folder = workspace_copy();
    let at = folder.path();
    for name in ["2024-z03.toml", "现场.png"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name);
        fs::copy(from, at.join("drafts").join(name)).expect("copied");
    }
    let draft = "drafts/2024-z03.toml";
    for (arguments, page) in [
        (&["--format", "wechat"][..], "out/2024-z03.wechat.html"),
        (&["--format", "wechat", "--proof"], "out/2024-z03.proof.wechat.html"),
        (&["-o", "第3期.wechat.html"], "第3期.wechat.html"),
        (&["--proof", "-o", "给老张.wechat.html"], "给老张.wechat.html"),
    ] {
        let built = run(at, &[&["build", draft], arguments].concat());
        assert_eq!(built.code, 0, "{built:?}");
        let page = at.join(page);
        let text = fs::read_to_string(&page).expect("a page");
        let pictures: Vec<&str> = text.split("src=\"").skip(1).collect();
        assert!(!pictures.is_empty(), "{text}");
        for picture in pictures {
            let name = picture.split('"').next().expect("a quote");
            assert!(page.with_file_name(name).is_file(), "{name} of {}", page.display());
        }
    }
}

#[test]
fn a_release_tells_of_each_form_what_it_cannot_carry() {
    let folder = workspace_copy();
    let at = folder.path();
    let settings = at.join("bulletin.toml");
    let text = fs::read_to_string(&settings).expect("settings");
    fs::write(&settings, format!("forms = [\"wechat\", \"docx\"]\n{text}")).expect("written");
    let released = run(at, &["release", DRAFT]);
    assert_eq!(released.code, 0, "{released:?}");
    for told in [
        "另存 archive/2023/2023-43.wechat.html",
        "公众号后台的“标题”请填",
        "另存 archive/2023/2023-43.docx",
    ] {
        assert!(released.stderr.contains(told), "{told}: {}", released.stderr);
    }
}
