//! What is said of a draft that has been released, or signed, and is another one since.

use crate::sign::{DRAFT, Office, TEXT};

/// What a form of the draft says, and what was said meanwhile.
fn made(office: &Office, arguments: &[&str]) -> (String, String) {
    let arguments = [&["build", DRAFT, "--format", "text", "-o", "又.txt"], arguments].concat();
    let (code, said) = office.told(&arguments);
    assert_eq!(code, 0, "{said}");
    (std::fs::read_to_string(office.path("又.txt")).expect("a text"), said)
}

const EDITED: &str = "已经发布，后来改过";
const RELEASED: &str = "这一期已经发布，存档的没有变";

#[test]
fn what_is_printed_of_a_released_draft_says_whether_it_is_that() {
    let office = Office::new("");
    office.sign_all();
    assert!(!made(&office, &[]).1.contains(EDITED));
    assert_eq!(office.told(&["release", DRAFT]).0, 0);
    let (_, said) = office.told(&["release", DRAFT, "--reissue", "更正用工需求数"]);
    assert!(said.contains("稿件与发布时的一样"), "{said}");
    // A wrong reason may be all that is corrected.
    let (_, said) = office.told(&["release", DRAFT, "--reissue", "更正招聘会场数"]);
    assert!(!said.contains("稿件与发布时的一样"), "{said}");
    // What nobody prints does not matter.
    office.change("# 第一栏", "# 栏");
    let (text, said) = made(&office, &[]);
    assert!(
        text.contains("更正：招聘会场数（第2次更正）") && !said.contains(EDITED),
        "{text}{said}"
    );
    for (from, to) in [("312个", "321个"), ("126人", "127人")] {
        office.change(from, to);
        office.sign_all();
        let (text, said) = made(&office, &[]);
        assert!(!text.contains("更正：") && said.contains(EDITED), "{text}{said}");
    }
    // A proof is no record.
    assert!(!made(&office, &["--proof"]).1.contains(EDITED));
}

#[test]
fn who_changes_an_issue_that_was_released_is_told() {
    let office = Office::new("");
    office.sign_all();
    office.write("来.txt", "县医保局开展宣传\n近日，县医保局发放宣传单300份。（医保局）\n");
    let jobs: [&[&str]; 3] = [
        &["import", "--into", DRAFT, "--column", "民生保障", "来.txt"],
        &["move", DRAFT, "1.3", "1.1"],
        &["remove", DRAFT, "1.1"],
    ];
    for released in [false, true] {
        for job in jobs {
            let (code, said) = office.told(job);
            assert_eq!((code, said.contains(RELEASED)), (0, released), "{job:?}: {said}");
        }
        if !released {
            office.sign_all();
            assert_eq!(office.told(&["release", DRAFT]).0, 0);
        }
    }
}

#[test]
fn a_proof_does_not_print_names_whose_signatures_are_void() {
    let office = Office::new("");
    office.sign_all();
    let names = |arguments: &[&str]| {
        let (text, _) = made(&office, arguments);
        ["李勉", "原超俊", "麻彦伟"].map(|name| text.contains(name))
    };
    assert_eq!(names(&["--proof"]), [true; 3]);
    office.change("312个", "321个");
    assert_eq!(names(&["--proof"]), [false; 3]);
    assert_eq!(office.sign("责任编辑", "李勉").0, 0);
    assert_eq!(names(&["--proof"]), [true, false, false]);
    // Typed by hand it is bound to nothing.
    let other = Office::new("");
    other.change("reviewer = \"\"", "reviewer = \"原超俊\"");
    other.change("312个", "321个");
    assert!(made(&other, &["--proof"]).0.contains("原超俊"));
}

#[test]
fn remarks_of_a_proof_are_not_forgotten() {
    let office = Office::new("");
    office.change("# 第一栏", "# 批注：请核实是312个还是321个（张某）\n# 第一栏");
    office.change(
        "credits = [\"人社局\"]",
        "#批注： 加上合计\ncredits = [\"人社局\"] # 原件批注：略",
    );
    let (_, said) = office.told(&["check", DRAFT]);
    assert!(said.contains("批注“请核实是312个还是321个（张某）”还没有处理"), "{said}");
    assert_eq!(said.matches("unanswered-remark").count(), 2, "{said}");
}

#[test]
fn a_column_is_not_moved_to_where_none_is() {
    let office = Office::new("");
    office.change("# 签名", "[[column]]\nname = \"乡村振兴\"\n\n# 签名");
    for (place, told) in [("3", "没有第 3 个栏目，一共 2 个"), ("9", "没有第 9 个栏目")]
    {
        let (code, said) = office.told(&["move", DRAFT, "1", place]);
        assert!(code == 2 && said.contains(told), "{said}");
    }
    assert_eq!(office.told(&["move", DRAFT, "1", "2"]).0, 0);
}

#[test]
fn what_a_name_may_mean_is_asked() {
    let office = Office::new("");
    for typed in ["2024-3", "第3期", "2024年第3期", "第03期"] {
        let (code, said) = office.told(&["list", typed]);
        assert!(code == 0 && said.contains("稳岗就业"), "{typed}: {said}");
    }
    // Of two years it may be either.
    office.write("drafts/2023-03.toml", &TEXT.replace("2024-01-19", "2023-01-20"));
    assert_eq!(office.told(&["list", "2024年第3期"]).0, 0);
    for typed in ["第3期", "3", "drafts/2024-3.toml", "2024-03.pdf"] {
        let (code, said) = office.told(&["list", typed]);
        assert!(
            code == 2 && said.contains("您是不是要写“drafts/2024-03.toml”？"),
            "{typed}: {said}"
        );
    }
    assert!(!office.told(&["list", "2024-99"]).1.contains("是不是"));
}

#[test]
fn a_copy_of_an_issue_is_counted_after_it() {
    let office = Office::new("");
    office.write("drafts/2024-03 - 副本.toml", &office.draft().replace("人社局\"]", "医保局\"]"));
    let (code, said) = office.told(&["count", "--year", "2024", "--format", "csv"]);
    assert_eq!(code, 1, "something was not counted");
    assert!(said.contains("人社局,,1,50") && said.contains("医保局,,1,50"), "{said}");
    assert!(said.contains("drafts/2024-03 - 副本.toml 与另一份稿件是同一期"), "{said}");
}

#[test]
fn the_proof_of_another_issue_is_not_read_into_this_one() {
    let office = Office::new("");
    let other = TEXT.replace("number = 3\ndate = 2024-01-19", "number = 4\ndate = 2024-01-26");
    office.write("drafts/2024-04.toml", &other.replace("312个", "328个"));
    for form in ["docx", "text"] {
        let made = format!("四.{}", form.replace("text", "txt"));
        let build = ["build", "--proof", "--format", form, "drafts/2024-04.toml", "-o", &made];
        assert_eq!(office.told(&build).0, 0);
        let (code, said) = office.told(&["import", "--back", &made, "--into", DRAFT]);
        assert!(code == 2 && said.contains("是 2024-04 的"), "{form}: {said}");
        assert_eq!(office.draft(), TEXT);
        let (code, said) = office.told(&["import", "--back", &made, "--into", "2024-04"]);
        assert_eq!(code, 0, "{form}: {said}");
    }
}

#[test]
fn who_signs_is_told_of_what_was_sent_round_and_signs_after_those_before() {
    let office = Office::new("");
    assert_eq!(office.told(&["submit", DRAFT]).0, 0);
    const OTHER: &str = "第 1 轮送审以后稿件改过";
    assert!(!office.sign("责任编辑", "李勉").1.contains(OTHER));
    office.change("312个", "321个");
    let (code, said) = office.sign("责任编辑", "李勉");
    assert!(code == 0 && said.contains(OTHER), "{said}");
    let early = ["sign", DRAFT, "--as", "审核", "--name", "原超俊", "--date", "2024-01-17"];
    let before = office.draft();
    let (code, said) = office.told(&early);
    assert!(code == 2 && said.contains("2024-01-17 在责任编辑签的 2024-01-18 之前"), "{said}");
    assert_eq!(office.draft(), before);
    assert_eq!(office.told(&["submit", DRAFT]).0, 0);
    assert!(!office.sign("审核", "原超俊").1.contains(OTHER));
}

/// What an office's own template prints was seen by who signed; how it sets it was not what he signed.
#[test]
fn words_of_an_own_template_are_signed_too() {
    let office = Office::new("");
    let page = |words: &str, size: &str| {
        let embedded = include_str!("../../templates/kuaibao/main.typ");
        let line =
            format!("#place(top, text(size: {size}, font: \"FangSong\")[{words}]) // 注释\n");
        let main =
            embedded.replacen("#masthead(bulletin)", &format!("{line}#masthead(bulletin)"), 1);
        office.write("templates/kuaibao/main.typ", &main);
    };
    page("内部资料", "9pt");
    office.sign_all();
    assert_eq!(office.told(&["build", DRAFT]).0, 0);
    page("内部资料", "10pt");
    assert_eq!(office.told(&["build", DRAFT]).0, 0, "only its size");
    page("公开发行", "10pt");
    let (code, text) = office.told(&["build", DRAFT]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("版式里的字：“内部资料”改成“公开发行”"), "{text}");
    std::fs::remove_dir_all(office.path("templates")).unwrap();
    assert_eq!(office.told(&["build", DRAFT]).0, 1, "and when it is taken away");
}

/// The county's list of recipients changes every few months: issues of before are as they were.
#[test]
fn released_issues_are_not_blamed_for_settings_of_later() {
    let office = Office::new("");
    office.sign_all();
    assert_eq!(office.told(&["release", DRAFT]).0, 0);
    let settings = std::fs::read_to_string(office.path("bulletin.toml")).unwrap();
    office.write("bulletin.toml", &settings.replace("各乡镇。", "各乡镇，各街道。"));
    let (code, text) = office.told(&["check"]);
    assert!(code == 0 && !text.contains("changed-after-signing"), "{text}");
    // It is not printed again with names under what nobody has signed.
    let (code, text) = office.told(&["build", DRAFT]);
    assert!(code == 1 && text.contains("设置改过（本期发："), "{text}");
    assert_eq!(office.told(&["build", "--proof", DRAFT]).0, 0);
    let (code, text) = office.told(&["release", DRAFT, "--reissue", "换了发送范围"]);
    assert_ne!(code, 0, "{text}");
    // What was edited is told as ever, and so is an issue that was not released.
    office.change("312个", "321个");
    let (code, text) = office.told(&["check"]);
    assert!(code == 1 && text.contains("“312”改成“321”"), "{text}");
    let office = Office::new("");
    office.sign_all();
    office.write("bulletin.toml", &settings.replace("各乡镇。", "各乡镇，各街道。"));
    assert_eq!(office.told(&["check"]).0, 1);
}
