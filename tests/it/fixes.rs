//! Mending drafts: what may be changed without being looked at, and what stays as it was.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use kuaibao::lint::fix::{self, Trust};
use kuaibao::lint::{self, Check, Rule, Subject, TextKind};
use kuaibao::source::{Diagnostic, Findings, Fix, Level};
use kuaibao::workspace::{Entry, Workspace};

use crate::support::{COVERAGE, run, workspace, workspace_copy};

/// A rule that is sure of everything: it calls each of its replacements safe.
static RECKLESS: Rule = Rule {
    code: "reckless",
    locked: false,
    examples: &[],
    level: Level::Warning,
    summary: "",
    docs: "",
    check: Check::Prose(|_, text, found| {
        for (old, new) in REPLACEMENTS {
            for (at, _) in text.text.match_indices(old) {
                let span = text.span(at..at + old.len());
                let fix = Fix::replace("", true, span, new);
                found.push(Diagnostic::at(span, *old).help("").fix(Some(fix)));
            }
        }
        if text.kind == TextKind::Credit && text.text.starts_with(' ') {
            let span = text.span(0..1);
            let fix = Fix::replace("", true, span, "");
            found.push(Diagnostic::at(span, " ").help("").fix(Some(fix)));
        }
    }),
};

const REPLACEMENTS: &[(&str, &str)] = &[
    (",", "，"),
    ("、“", "“"),
    ("大数数据", "大数据"),
    ("医保局", "医疗保障局"),
    ("李勉", "李敏"),
    ("13余场", "13场"),
    ("21.4", "214"),
    ("二○二三", "二〇二三"),
    ("1，500", "1500"),
    ("截止", "截至"),
    ("三秋", "三夏"),
    ("扶贫", "脱贫"),
    ("直引号", "\"直引号\""),
];

/// Finds with the reckless rule in a draft with this body; gives what and whether it is safe.
fn judged(workspace: &Workspace, body: &str) -> Vec<(String, Option<bool>)> {
    let text = format!("[[column]]\n[[column.item]]\nbody = {body}\n");
    let entry = Entry::read(Path::new("x.toml"), text.clone().into_bytes(), text.len() as u64);
    reckless(workspace, &entry)
        .diagnostics
        .into_iter()
        .map(|found| (found.message, found.fix.map(|fix| fix.safe)))
        .collect()
}

fn reckless(workspace: &Workspace, entry: &Entry) -> Findings {
    lint::check_with(&Subject::new(entry, workspace, &COVERAGE), &[&RECKLESS])
}

#[test]
fn a_fix_of_a_name_a_number_or_a_quotation_is_never_safe() {
    let workspace = workspace();
    let cases = [
        ("\"已建成,已通车\"", ",", Some(true)),
        ("\"“一品”、“一镇”\"", "、“", Some(true)),
        ("\"截止目前\"", "截止", Some(true)),
        ("\"二○二三年\"", "二○二三", Some(true)),
        ("\"亩产1，500斤\"", "1，500", Some(false)),
        ("\"共13余场\"", "13余场", Some(false)),
        ("\"达21.4亿元\"", "21.4", Some(false)),
        ("\"县政务服务和大数数据管理局\"", "大数数据", Some(false)),
        ("\"县医保局牵头\"", "医保局", Some(false)),
        ("\"由李勉主持\"", "李勉", Some(false)),
        ("\"抓好“三秋”工作\"", "三秋", Some(false)),
        ("\"印发《扶贫手册》\"", "扶贫", Some(false)),
        ("\"做好扶贫工作\"", "扶贫", Some(true)),
        ("\"喊“甲,乙”\"", ",", Some(false)),
        // Not closed, so nobody can tell where the quotation ends.
        ("\"喊“甲,乙\"", ",", Some(true)),
        // A string that cannot hold the replacement keeps the finding, without the fix.
        ("\"直引号\"", "直引号", None),
        ("'直引号'", "直引号", Some(true)),
        // What an escape hides is not judged.
        ("\"\\u201c已建成,已通车\\u201d\"", ",", Some(false)),
    ];
    for (body, what, safe) in cases {
        assert_eq!(judged(&workspace, body), [(what.to_owned(), safe)], "{body}");
    }
}

#[test]
fn in_a_credit_only_spaces_may_go() {
    let workspace = workspace();
    let text = "[[column]]\n[[column.item]]\ncredits = [\" 发改委\", \"县医保局\"]\n";
    let entry = Entry::read(Path::new("x.toml"), text.into(), text.len() as u64);
    let found = reckless(&workspace, &entry);
    let safe: Vec<_> = found.diagnostics.iter().map(|d| d.fix.as_ref().unwrap().safe).collect();
    assert_eq!(safe, [true, false]);
}

#[test]
fn mending_leaves_all_else_of_the_file_alone() {
    let workspace = workspace();
    let before = "\u{feff}# 甲,乙\r\n[[column]]\r\nname='项目,建设'#,\r\n\r\n[[column.item]]\r\n\
                  headline = \"一,二\" # “,”\r\nbody = \"\"\"\r\n三,\\u4e2d,四\r\n\r\n五，\"\"\"\r\n";
    let entry = Entry::read(Path::new("x.toml"), before.into(), before.len() as u64);
    let mended = fix::mend(&entry.source, Trust::All, |text| {
        reckless(&workspace, &entry.with_text(text.to_owned()))
    });
    let after = before
        .replace("项目,建设", "项目，建设")
        .replace("一,二", "一，二")
        .replace("三,\\u4e2d,四", "三，\\u4e2d，四");
    assert_eq!((mended.text, mended.count), (after, 4));
}

/// Text from standard input comes out mended, the findings beside it.
#[test]
fn a_piped_draft_is_mended_to_standard_output() {
    let folder = workspace_copy();
    let draft = std::fs::read_to_string(folder.path().join("drafts/2023-41.toml")).unwrap();
    let broken =
        draft.replacen("name = \"", "name = \"【", 1).replacen("\"\n\n[[", "】\"\n\n[[", 1);
    assert_ne!(broken, draft);
    let mut child = Command::new(env!("CARGO_BIN_EXE_kuaibao"))
        .args(["check", "-", "--fix"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(broken.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), draft);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("- 修正了 1 处\n") && said.contains("检查了 1 份稿件"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_mended_file_keeps_its_permissions_and_one_that_is_locked_is_left_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = workspace_copy();
    let path = folder.path().join("drafts/2023-41.toml");
    let draft = std::fs::read_to_string(&path).unwrap();
    let broken =
        draft.replacen("name = \"", "name = \"【", 1).replacen("\"\n\n[[", "】\"\n\n[[", 1);
    let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    std::fs::write(&path, &broken).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o440)).unwrap();
    let refused = run(folder.path(), &["check", "--fix", "--quiet"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("只读"), "{}", refused.stderr);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), broken);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(run(folder.path(), &["check", "--fix", "--quiet"]).code, 0);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), draft);
    assert_eq!(mode(), 0o600);
}

/// Pieces from which sentences with every mixture of marks are put together.
const PIECES: &[&str] = &[
    "会议指出",
    "：",
    "\"",
    "“",
    "”",
    "坚持",
    "三个务必",
    "，",
    "。",
    "、",
    "县财政局",
    " ",
    "**",
    "约",
    "100余",
    "人",
    "（",
    "）",
    "(",
    ")",
    "《",
    "》",
    "'",
    "‘",
    "’",
    "12.5",
    "%",
    ";",
    "抓好落实",
];

/// How many double quotes of a text have no partner, read without any of the program's rules: a
/// straight one closes what is open, else it opens.
fn loose_marks(text: &str) -> usize {
    let mut loose = 0;
    for (open, close) in [('“', '”'), ('《', '》'), ('（', '）'), ('‘', '’')] {
        let mut depth = 0usize;
        for c in text.chars().map(|c| match c {
            '(' => '（',
            ')' => '）',
            _ => c,
        }) {
            if c == open {
                loose += depth.min(1) * usize::from(open == '“');
                depth += 1;
            } else if c == close {
                loose += usize::from(depth == 0);
                depth = depth.saturating_sub(1);
            }
        }
        loose += depth;
    }
    loose + text.matches("****").count()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]
    /// A safe fix never makes marks worse, and never touches a character that is no mark or space.
    #[test]
    fn a_fix_never_makes_a_worse_text(picks in proptest::collection::vec(0..PIECES.len(), 1..14)) {
        let body: String = picks.into_iter().map(|index| PIECES[index]).collect();
        let workspace = workspace();
        let text = format!("[[column]]\n[[column.item]]\nbody = '''\n甲{body}乙\n'''\n");
        proptest::prop_assume!(!body.contains('\''));
        let entry = Entry::read(Path::new("x.toml"), text.clone().into_bytes(), text.len() as u64);
        let mended = fix::mend(&entry.source, Trust::Safe, |text| {
            let entry = entry.with_text(text.to_owned());
            lint::check(&Subject::new(&entry, &workspace, &COVERAGE))
        });
        let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        proptest::prop_assert_eq!(words(&mended.text), words(&text));
        proptest::prop_assert!(loose_marks(&mended.text) <= loose_marks(&text), "{}", mended.text);
        // What a space parts stays parted.
        let parted = |text: &str| text.matches("局 县").count();
        proptest::prop_assert_eq!(parted(&mended.text), parted(&text));
    }
}

#[test]
fn where_the_pairing_is_not_certain_nothing_is_mended() {
    let workspace = workspace();
    for body in [
        "会议指出：\"坚持\"三个务必\"，抓好落实\"。",
        "会议指出“坚持\"三个务必\"，抓好落实”。",
        "投入**约**100余人。",
        "各乡镇按照会议要求抓好落实，进一步压实责任，确保各项工作按时完成，县财政局 县水利局 东岗镇参加会议。",
    ] {
        let text = format!("[[column]]\n[[column.item]]\nbody = '''\n{body}\n'''\n");
        let entry = Entry::read(Path::new("x.toml"), text.clone().into_bytes(), text.len() as u64);
        let check = |text: &str| {
            let entry = entry.with_text(text.to_owned());
            lint::check(&Subject::new(&entry, &workspace, &COVERAGE))
        };
        let mended = fix::mend(&entry.source, Trust::Safe, check);
        assert_eq!(mended.text, text, "{body}");
        let all = fix::mend(&entry.source, Trust::All, check);
        assert!(!all.text.contains("****"), "{}", all.text);
        let found = check(&text).diagnostics;
        assert!(!found.is_empty(), "{body}");
    }
}

/// A draft that is as it should be, but for the signatures.
const DRAFT: &str = "number = 3\ndate = 2024-01-19\n\n[[column]]\nname = \"民生保障\"\n\n[[column.item]]\nheadline = \"县发改委推进项目建设\"\nbody = \"\"\"\n全县开工项目12个，投资增长8.7%。\n\"\"\"\ncredits = [\"发改委\"]\n\n[signoff]\neditor = \"李勉\"\nreviewer = \"\"\napprover = \"\"\n";

#[test]
fn a_file_in_gbk_is_made_utf_8_and_nothing_else_of_it_changes() {
    let folder = workspace_copy();
    let path = folder.path().join("drafts/2024-03.toml");
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let check = |arguments: &[&str]| run(folder.path(), arguments);
    std::fs::write(&path, gbk(DRAFT)).expect("written");
    let told = check(&["check", "drafts/2024-03.toml"]);
    assert!(told.stdout.contains("是 GBK") && told.stdout.contains("--fix"), "{}", told.stdout);
    let shown = check(&["check", "--diff", "drafts/2024-03.toml"]);
    assert_eq!((shown.code, std::fs::read(&path).expect("read")), (1, gbk(DRAFT)), "a look only");
    check(&["check", "--fix", "drafts/2024-03.toml"]);
    assert_eq!(std::fs::read_to_string(&path).expect("UTF-8"), DRAFT);
    // Half of it in another encoding, cut within a character, no draft: all as they were.
    let mixed = [gbk(DRAFT), DRAFT.as_bytes().to_vec()].concat();
    let cut = gbk(DRAFT)[..56].to_vec();
    let odd = gbk(&DRAFT.replace("[[column]]", "[[column"));
    for bytes in [mixed, cut, odd] {
        std::fs::write(&path, &bytes).expect("written");
        check(&["check", "--fix", "drafts/2024-03.toml"]);
        assert_eq!(std::fs::read(&path).expect("read"), bytes);
    }
    let units = folder.path().join("units.toml");
    let text = std::fs::read_to_string(&units).expect("a roster");
    std::fs::write(&units, gbk(&text)).expect("written");
    std::fs::write(&path, DRAFT).expect("written");
    check(&["check", "--fix", "drafts/2024-03.toml"]);
    assert_eq!(std::fs::read_to_string(&units).expect("UTF-8"), text);
}

#[test]
fn a_proof_may_be_without_signatures() {
    let folder = workspace_copy();
    std::fs::write(folder.path().join("drafts/2024-03.toml"), DRAFT).expect("written");
    let draft = "drafts/2024-03.toml";
    assert_eq!(run(folder.path(), &["check", draft]).code, 1);
    let proof = run(folder.path(), &["check", "--proof", draft]);
    assert_eq!(proof.code, 0, "{}", proof.stdout);
    assert!(!proof.stdout.contains("签"), "{}", proof.stdout);
}

#[test]
fn where_there_is_no_workspace_only_the_text_is_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("来稿.txt");
    std::fs::write(&path, "全县投资增长8.7%,用电量增长9.5%。\n").expect("written");
    run(folder.path(), &["check", "--text", "--fix", "来稿.txt"]);
    assert_eq!(
        std::fs::read_to_string(&path).expect("read"),
        "全县投资增长8.7%，用电量增长9.5%。\n"
    );
    std::fs::write(&path, encoding_rs::GBK.encode("全县投资增长8.7%。\n").0).expect("written");
    run(folder.path(), &["check", "--text", "--fix", "--unsafe", "来稿.txt"]);
    assert_eq!(std::fs::read_to_string(&path).expect("read"), "全县投资增长8.7%。\n");
    let left = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 1, "nothing of ours stays behind");
}
