//! The limits that `docs/limits.md` tells: what lies past them is refused with words that name the
//! limit, and nothing is changed.

use std::path::Path;

use kuaibao::office::store::{Store, Who};
use kuaibao::workspace::files;

use crate::import_docx::{package_of, paragraph, zipped};
use crate::import_looks::workbook;
use crate::support::{run, workspace_copy};

/// What the program says of a file that is imported into a draft.
fn import(name: &str, bytes: &[u8]) -> (i32, String) {
    let folder = workspace_copy();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let path = folder.path().join("drafts/2024-02.toml");
    let before = std::fs::read(&path).unwrap();
    let arguments = ["import", "--into", "drafts/2024-02.toml", "--column", "来稿汇总", name];
    let run = run(folder.path(), &arguments);
    if run.code > 1 {
        assert_eq!(std::fs::read(&path).unwrap(), before, "{}", run.stderr);
    }
    (run.code, run.stderr)
}

#[test]
fn what_is_past_a_limit_is_refused_by_name() {
    let item = |number: usize| {
        format!("第{number}项工作\n第{number}项工作的情况，有关部门已办理。\n（人社局）\n\n")
    };
    let items = |count: usize| (0..count).map(item).collect::<String>();
    let cases: [(&str, Vec<u8>, &str); 3] = [
        ("多.txt", items(1500).into_bytes(), "超过 1000 条"),
        ("大.txt", vec![b'x'; 65 << 20], "超过"),
        ("长.txt", "字".repeat(300_001).into_bytes(), "三十万字"),
    ];
    for (name, bytes, limit) in cases {
        let (code, said) = import(name, &bytes);
        assert!(code == 2 && said.contains(limit), "{name}: {code} {said}");
    }
}

#[test]
fn a_table_of_more_rows_than_anybody_prints_is_refused() {
    let folder = workspace_copy();
    let path = folder.path().join("drafts/2024-02.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let at = text.find("\n[[column.item]]").unwrap();
    for (rows, refused) in [(8000, false), (8001, true)] {
        let table = "甲,乙\n".repeat(rows);
        std::fs::write(folder.path().join("drafts/表.csv"), table).unwrap();
        let item = "\n[[column.item]]\nheadline = \"各乡镇进展情况见下表\"\nbody = \"近日，各乡镇推进有关工作，进展情况见下表。\"\ncredits = [\"发改委\"]\n[[column.item.table]]\nfile = \"表.csv\"\n";
        std::fs::write(&path, format!("{}{item}{}", &text[..at], &text[at..])).unwrap();
        let run = run(folder.path(), &["check", "-q", "drafts/2024-02.toml"]);
        assert_eq!(run.stdout.contains("超过 8000 行"), refused, "{rows}: {}", run.stdout);
        assert!(run.code == 1 || !refused, "{}", run.stdout);
    }
}

#[test]
fn one_draft_that_cannot_be_read_stops_no_command_on_others() {
    let folder = workspace_copy();
    let path = folder.path().join("drafts/2023-13.toml");
    std::fs::write(&path, [0xFF, 0xFE, 0, 0]).unwrap();
    // A pipe that nobody writes to, a file without permission for those who are not root, a folder.
    std::fs::create_dir(folder.path().join("drafts/2023-14.toml")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", folder.path().join("drafts/2023-15.toml")).unwrap();
    for arguments in [
        &["list", "drafts/2024-02.toml"][..],
        &["check", "-q", "drafts/2024-02.toml"],
        &["move", "drafts/2024-02.toml", "1.1", "1.1"],
        &["remove", "drafts/2024-02.toml", "1.1"],
        &["new"],
    ] {
        let run = run(folder.path(), arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.stdout, run.stderr);
    }
}

#[test]
fn nothing_of_a_draft_or_a_name_acts_on_a_terminal() {
    let folder = workspace_copy();
    let drafts = folder.path().join("drafts");
    let text = std::fs::read_to_string(drafts.join("2024-02.toml")).unwrap();
    let at = text.find("headline = \"").unwrap() + "headline = \"".len();
    let hostile = "\\u001B]0;题\\u0007\\u001B[31m\\u009B2J\\u202E";
    let text = format!("{}{hostile}{}", &text[..at], &text[at..]);
    let name = "drafts/坏\u{1b}[31m名.toml";
    std::fs::write(folder.path().join(name), &text).unwrap();
    std::fs::write(drafts.join("2024-02.toml"), &text).unwrap();
    let acts = |text: &str| text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']);
    for arguments in [
        &["list", "drafts/2024-02.toml"][..],
        &["list", name],
        &["check"],
        &["check", "--format", "concise"],
        &["check", "--format", "github"],
        &["check", "--diff"],
        &["build", name],
        &["move", "drafts/2024-02.toml", "1.1", "1.1"],
        &["remove", "drafts/2024-02.toml", "1.1"],
        &["list", "无\u{1b}[31m此.toml"],
    ] {
        let run = run(folder.path(), arguments);
        assert!(!acts(&run.stdout) && !acts(&run.stderr), "{arguments:?}: {run:?}");
    }
    // Our own colours stay, and nothing else.
    let run = run(folder.path(), &["--color", "always", "check", name]);
    assert!(run.stdout.contains("\u{1b}["));
    let plain = anstream::adapter::strip_str(&run.stdout).to_string();
    assert!(!acts(&plain) && !run.stdout.contains("\u{1b}]"), "{plain}");
}

/// A text of so many bytes: what it begins with, then a comment.
fn padded(text: &str, bytes: usize) -> Vec<u8> {
    let mut padded = format!("{text}\n#").into_bytes();
    padded.resize(bytes, b'x');
    padded
}

const MEGABYTE: usize = 1 << 20;

#[test]
fn a_draft_or_settings_of_a_megabyte_are_read_and_larger_ones_are_not() {
    let folder = workspace_copy();
    for name in ["drafts/2024-02.toml", "bulletin.toml", "units.toml"] {
        let path = folder.path().join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        for (bytes, refused) in [(MEGABYTE, false), (MEGABYTE + 1, true)] {
            std::fs::write(&path, padded(&text, bytes)).unwrap();
            let run = run(folder.path(), &["check", "-q", "drafts/2024-02.toml"]);
            let said = format!("{}{}", run.stdout, run.stderr);
            let told = said.contains("file-too-large") && said.contains("超过 1 MB");
            assert_eq!(told, refused, "{name}: {said}");
        }
        std::fs::write(&path, text).unwrap();
    }
}

#[test]
fn what_would_make_a_draft_too_large_is_not_added() {
    let folder = workspace_copy();
    let path = folder.path().join("drafts/2024-02.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(
        folder.path().join("来.txt"),
        "人社局办实事\n人社局为群众办实事。\n（人社局）\n",
    )
    .unwrap();
    let arguments = ["import", "--into", "drafts/2024-02.toml", "--column", "民生保障", "来.txt"];
    for (bytes, refused) in [(MEGABYTE - 2000, false), (MEGABYTE - 10, true)] {
        let before = padded(&text, bytes);
        std::fs::write(&path, &before).unwrap();
        let run = run(folder.path(), &arguments);
        let said = format!("{}{}", run.stdout, run.stderr);
        let is_same = std::fs::read(&path).unwrap() == before;
        assert_eq!((is_same, said.contains("1 MB")), (refused, refused), "{bytes}: {said}");
    }
}

#[test]
fn a_column_takes_a_thousand_items_and_no_more() {
    let folder = workspace_copy();
    let path = folder.path().join("drafts/2024-02.toml");
    std::fs::write(
        folder.path().join("来.txt"),
        "人社局办实事\n人社局为群众办实事。\n（人社局）\n",
    )
    .unwrap();
    for (before, refused) in [(999, false), (1000, true)] {
        let item = |at: usize| format!("[[column.item]]\nheadline = \"事{at}\"\nbody = \"办。\"\n");
        let items: String = (0..before).map(item).collect();
        let text = format!("number = 2\ndate = 2024-01-12\n[[column]]\nname = \"民生\"\n{items}");
        std::fs::write(&path, &text).unwrap();
        let run = run(
            folder.path(),
            &["import", "--into", "drafts/2024-02.toml", "--column", "民生", "来.txt"],
        );
        let is_same = std::fs::read_to_string(&path).unwrap() == text;
        let said = format!("{}{}", run.stdout, run.stderr);
        assert_eq!((is_same, said.contains("1000 条")), (refused, refused), "{before}: {said}");
    }
}

/// What checking a draft with one inset says.
fn inset(file: (&str, &[u8]), inset: &str) -> String {
    let folder = workspace_copy();
    let path = folder.path().join("drafts/2024-02.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let at = text.find("\n[[column.item]]").unwrap();
    let item = format!(
        "\n[[column.item]]\nheadline = \"县发改委推进有关工作\"\nbody = \"近日，县发改委推进有关工作，情况见下。\"\ncredits = [\"发改委\"]\n{inset}\n"
    );
    std::fs::write(&path, format!("{}{item}{}", &text[..at], &text[at..])).unwrap();
    if !file.0.is_empty() {
        std::fs::write(folder.path().join("drafts").join(file.0), file.1).unwrap();
    }
    run(folder.path(), &["check", "-q", "drafts/2024-02.toml"]).stdout
}

/// A white PNG of that size.
fn png(width: u32, height: u32) -> Vec<u8> {
    use std::io::Write as _;
    let mut packed = flate2::write::ZlibEncoder::new(vec![], flate2::Compression::fast());
    let row = vec![0xFF; 1 + width.div_ceil(8) as usize];
    for _ in 0..height {
        packed.write_all(&[&[0], &row[1..]].concat()).unwrap();
    }
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([1, 0, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, body) in [(b"IHDR", head), (b"IDAT", packed.finish().unwrap()), (b"IEND", vec![])] {
        let mut sum = flate2::Crc::new();
        sum.update(name);
        sum.update(&body);
        png.extend((body.len() as u32).to_be_bytes());
        png.extend(name);
        png.extend(&body);
        png.extend(sum.sum().to_be_bytes());
    }
    png
}

#[test]
fn pictures_and_tables_up_to_their_limits_are_used() {
    let figure = "[[column.item.figure]]\nfile = \"图.png\"\ncaption = \"现场\"";
    let mut large = png(40, 40);
    for (bytes, refused) in [(20 << 20, false), ((20 << 20) + 1, true)] {
        large.resize(bytes, 0);
        let said = inset(("图.png", &large), figure);
        assert_eq!(said.contains("超过 20 MB"), refused, "{bytes}: {said}");
    }
    for (height, refused) in [(6250, false), (6251, true)] {
        let said = inset(("图.png", &png(8000, height)), figure);
        assert_eq!(said.contains("超过 5000 万像素"), refused, "{said}");
        assert_eq!(said.contains("unusable-file"), refused, "{said}");
    }
    for (rows, refused) in [(8000, false), (8001, true)] {
        let rows = "[\"甲\", \"乙\"], ".repeat(rows);
        let said = inset(("", b""), &format!("[[column.item.table]]\nrows = [{rows}]"));
        assert_eq!(said.contains("8000 行"), refused, "{}", &said[..said.len().min(2000)]);
    }
}

#[test]
fn files_to_import_are_read_up_to_their_limits() {
    const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let text = "人社局办实事\n人社局为群众办实事。\n（人社局）\n";
    let characters = |count: usize| {
        let body = "字".repeat(count - "人社局办实事（人社局）".chars().count());
        format!("人社局办实事\n{body}\n（人社局）\n").into_bytes()
    };
    let spaces = |bytes: usize| {
        let mut all = text.as_bytes().to_vec();
        all.resize(bytes, b'\n');
        all
    };
    let html = |bytes: usize| {
        let mut all =
            b"<p>\xe4\xba\xba\xe7\xa4\xbe\xe5\xb1\x80\xe5\x8a\x9e\xe4\xba\x8b</p><!--".to_vec();
        all.resize(bytes - 3, b'x');
        all.extend(b"-->");
        all
    };
    let words = || {
        [paragraph("人社局办实事", true), paragraph("人社局为群众办实事。（人社局）", false)]
            .concat()
    };
    let part = |bytes: usize| {
        let body = format!("{}{}", words(), " ".repeat(bytes));
        package_of(&body, &[])
    };
    let nested = |levels: usize| {
        // The document and its body are two of them; a paragraph, its run and their text three.
        let inside = levels - 5;
        let open = "<w:sdt><w:sdtContent>".repeat(inside / 2);
        let close = "</w:sdtContent></w:sdt>".repeat(inside / 2);
        let document = format!(
            "<w:document xmlns:w=\"{W}\"><w:body>{}{open}<w:p><w:r><w:t>深</w:t></w:r></w:p>{close}</w:body></w:document>",
            words()
        );
        zipped(&[("word/document.xml", document.as_bytes())])
    };
    let rtf = |bytes: usize| {
        let mut all = br"{\rtf1\ansi Hello".to_vec();
        all.resize(bytes - 1, b'\n');
        all.push(b'}');
        all
    };
    let over = |text: &str| text.to_owned();
    let cases: [(&str, Vec<u8>, Vec<u8>, String); 8] = [
        ("字.txt", characters(299_990), characters(300_100), over("三十万字")),
        ("大.txt", spaces(2 << 20), spaces((2 << 20) + 1), over("超过 2 MB")),
        ("大.html", html(8 << 20), html((8 << 20) + 1), over("超过 8 MB")),
        ("大.docx", vec![b'x'; 64 << 20], vec![b'x'; (64 << 20) + 1], over("超过 64 MB")),
        ("部.docx", part((16 << 20) - 4000), part(16 << 20), over("16 MB")),
        ("套.docx", nested(255), nested(259), over("256 层")),
        ("页.pdf", pages(100), pages(101), over("100 页")),
        ("信.rtf", rtf(16 << 20), rtf((16 << 20) + 1), over("超过 16 MB")),
    ];
    for (name, below, above, limit) in cases {
        // Of some only the limit is looked at: they say nothing.
        let is_whole = !["大.docx", "信.rtf", "页.pdf"].contains(&name);
        let (code, said) = import(name, &below);
        assert!(!said.contains(&limit) && (code < 2 || !is_whole), "{name}: {code} {said}");
        let (code, said) = import(name, &above);
        assert!(code == 2 && said.contains(&limit), "{name}: {code} {said}");
    }
}

#[test]
fn lists_tables_and_parts_of_words_files_are_read_up_to_their_limits() {
    // 20,000 cells of a table, in 200 rows.
    let cells = |count: usize| {
        let cell = "<c><v>1</v></c>".repeat(100);
        let row = |at: usize| format!("</row><row r=\"{at}\">{cell}");
        let rows: String = (2..=count / 100).map(row).collect();
        workbook(&format!("{cell}{rows}{}", "<c><v>1</v></c>".repeat(count % 100)), "")
    };
    let table = "[[column.item.table]]\nfile = \"表.xlsx\"\ncaption = \"进展\"";
    for (count, refused) in [(20_000, false), (20_001, true)] {
        let said = inset(("表.xlsx", &cells(count)), table);
        assert_eq!(said.contains("太大，不像是快报里的表"), refused, "{count}: {said}");
    }
    // The same however the table is written.
    for (count, refused) in [(20_000, false), (20_010, true)] {
        let csv = format!("{}1\n", "1,".repeat(9)).repeat(count / 10);
        let file = "[[column.item.table]]\nfile = \"表.csv\"";
        let said = inset(("表.csv", csv.as_bytes()), file);
        assert_eq!(said.contains("超过 2 万格"), refused, "{count}: {said}");
        let rows = format!("[{}], ", "\"1\", ".repeat(10)).repeat(count / 10);
        let said = inset(("", b""), &format!("[[column.item.table]]\nrows = [{rows}]"));
        let said = &said[..said.len().min(3000)];
        assert_eq!(said.contains("超过 20000 格"), refused, "{count}: {said}");
    }
    // 400,000 cells of a list.
    let folder = workspace_copy();
    let list = |count: usize| {
        let row = format!("甲单位{}\n", ",".repeat(3));
        format!("单位全称,署名,类别,备注\n{}{}", row.repeat(count / 4 - 1), ",".repeat(count % 4))
    };
    for (count, refused) in [(400_000, false), (400_002, true)] {
        std::fs::write(folder.path().join("名录.csv"), list(count)).unwrap();
        let run = run(folder.path(), &["distribution", "--import", "名录.csv"]);
        let told = run.stderr.contains("太大，不像是一张名单");
        assert_eq!(told, refused, "{count}: {}", &run.stderr[..run.stderr.len().min(600)]);
    }
    // Elements and pictures of a Word file.
    let words =
        [paragraph("人社局办实事", true), paragraph("人社局为群众办实事。（人社局）", false)]
            .concat();
    for (count, refused) in [(1_499_000, false), (1_501_000, true)] {
        let body = format!("{words}<w:p>{}</w:p>", "<w:b/>".repeat(count));
        let (code, said) = import("标记.docx", &package_of(&body, &[]));
        assert_eq!(code == 2 && said.contains("150 万"), refused, "{count}: {code} {said}");
    }
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId7\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"media/image1.png\"/></Relationships>";
    let drawing = "<w:p><w:r><w:drawing><a:blip r:embed=\"rId7\"/></w:drawing></w:r></w:p>";
    for (bytes, refused) in [(32 << 20, false), ((32 << 20) + 1, true)] {
        let mut picture = png(40, 40);
        picture.resize(bytes, 0);
        let parts: [(&str, &[u8]); 2] = [
            ("word/_rels/document.xml.rels", relations.as_bytes()),
            ("word/media/image1.png", &picture),
        ];
        let (code, said) = import("图.docx", &package_of(&format!("{words}{drawing}"), &parts));
        assert_eq!(code == 2 && said.contains("32 MB"), refused, "{bytes}: {code} {said}");
    }
}

/// A PDF of so many pages with a word on each.
fn pages(count: usize) -> Vec<u8> {
    let kids: Vec<String> = (0..count).map(|at| format!("{} 0 R", at + 4)).collect();
    let drawn = "BT /F1 12 Tf 72 700 Td (Work is done in all towns.) Tj ET";
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /MediaBox [0 0 595 842] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /Kids [{}] /Count {count} >>",
            kids.join(" ")
        ),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()),
    ];
    objects.resize(3 + count, "<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>".to_owned());
    let mut out = String::from("%PDF-1.4\n");
    let mut places = vec![];
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let (start, size) = (out.len(), objects.len() + 1);
    out.push_str(&format!("xref\n0 {size}\n0000000000 65535 f \n"));
    places.iter().for_each(|place| out.push_str(&format!("{place:010} 00000 n \n")));
    out.push_str(&format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    out.into_bytes()
}

#[test]
fn a_hundred_findings_of_a_draft_are_listed() {
    let folder = workspace_copy();
    let path = folder.path().join("drafts/2024-02.toml");
    for (slips, more) in [(90, false), (150, true)] {
        let item = |at: usize| {
            format!(
                "[[column.item]]\nheadline = \"\"\nbody = \"第{at}项工作已经完成。\"\ncredits = [\"发改委\"]\n"
            )
        };
        let items: String = (0..slips).map(item).collect();
        std::fs::write(
            &path,
            format!("number = 2\ndate = 2024-01-12\n[[column]]\nname = \"民生\"\n{items}"),
        )
        .unwrap();
        let run = run(folder.path(), &["check", "-q", "drafts/2024-02.toml"]);
        let listed = run.stdout.matches("--> ").count();
        assert_eq!(run.stdout.contains("处问题，改好上面的再看"), more, "{listed}");
        assert!(listed <= 100, "{listed}");
    }
}

#[test]
fn numbers_on_the_command_line_have_their_bounds() {
    let folder = workspace_copy();
    for (arguments, refused) in [
        (["--jobs", "256"], false),
        (["--jobs", "257"], true),
        (["--jobs", "0"], true),
        (["--ppi", "36"], false),
        (["--ppi", "35"], true),
        (["--ppi", "600"], false),
        (["--ppi", "601"], true),
    ] {
        let form = if arguments[0] == "--ppi" { "png" } else { "text" };
        let all =
            ["build", "-q", "drafts/2023-43.toml", "--format", form, arguments[0], arguments[1]];
        let run = run(folder.path(), &all);
        let limit = arguments[1].parse::<u32>().unwrap();
        let bound = if form == "png" { if limit < 36 { "36" } else { "600" } } else { "256" };
        assert_eq!(
            run.code == 2 && run.stderr.contains(bound),
            refused,
            "{arguments:?}: {}",
            run.stderr
        );
    }
}

#[test]
fn whoever_waits_for_another_is_told_who_it_is() {
    let folder = workspace_copy();
    let who = Who { name: "小李".to_owned(), now: "2026-11-27 17:20:05".to_owned() };
    let store = Store::new(files::disk(), folder.path(), who);
    let held = store.lock().unwrap();
    let path = Path::new("drafts/2024-02.toml");
    let before = std::fs::read(folder.path().join(path)).unwrap();
    let began = std::time::Instant::now();
    let refused = run(folder.path(), &["remove", "drafts/2024-02.toml", "1.1"]);
    let said = &refused.stderr;
    assert!(refused.code == 2 && said.contains("小李") && said.contains("17:20"), "{said}");
    assert!(began.elapsed().as_secs() >= 9, "it waits a moment");
    assert_eq!(std::fs::read(folder.path().join(path)).unwrap(), before);
    drop(held);
    assert_eq!(run(folder.path(), &["remove", "drafts/2024-02.toml", "1.1"]).code, 0);
}

/// A workbook that lost something says in which sheet, and nothing of it is taken over.
#[test]
fn a_workbook_that_breaks_off_says_where() {
    const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |at: usize| {
        format!(
            "<Relationship Id=\"r{at}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/s{at}.xml\"/>"
        )
    };
    let book = format!(
        "<workbook {MAIN} xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"县直\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"乡镇\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"{PACKAGE}\">{}{}</Relationships>",
        relation(1),
        relation(2)
    );
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let row = |at: usize, cells: [&str; 2]| {
        let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        format!("<row r=\"{at}\">{}{}</row>", cell(cells[0]), cell(cells[1]))
    };
    let sheet = |unit: &str| {
        format!(
            "<worksheet {MAIN}><sheetData>{}{}</sheetData></worksheet>",
            row(1, ["单位全称", "简称"]),
            row(2, [unit, &unit[9..]])
        )
    };
    let (one, two) = (sheet("延津县民政局"), sheet("延津县小店镇"));
    let cut = &two[..two.find("小店镇").unwrap()];
    let folder = workspace_copy();
    let roster = std::fs::read(folder.path().join("units.toml")).unwrap();
    let parts = |second: Option<&str>| {
        let mut parts = vec![
            ("_rels/.rels", root.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/worksheets/s1.xml", one.as_bytes()),
        ];
        parts.extend(second.map(|text| ("xl/worksheets/s2.xml", text.as_bytes())));
        zipped(&parts)
    };
    let whole = parts(Some(&two));
    for (bytes, said) in [
        (whole.clone(), None),
        (parts(Some(cut)), Some("工作表“乡镇”读到第1行就断了")),
        (parts(None), Some("工作表“乡镇”读不出来")),
        (whole[..whole.len() / 2].to_vec(), Some("坏了或者没有传完整")),
    ] {
        std::fs::write(folder.path().join("名录.xlsx"), bytes).unwrap();
        let run = run(folder.path(), &["units", "--import", "名录.xlsx", "--yes"]);
        let now = std::fs::read(folder.path().join("units.toml")).unwrap();
        match said {
            Some(said) => {
                assert!(run.code == 1 && run.stderr.contains(said), "{}", run.stderr);
                assert!(now == roster, "{said}");
            }
            None => {
                assert!(now != roster, "{}", run.stderr);
                std::fs::write(folder.path().join("units.toml"), &roster).unwrap();
            }
        }
    }
}
