//! Signatures that are bound to what was signed, and what changed since.

use std::path::Path;
use std::process::{Command, Output};

use kuaibao::bulletin::identity::Content;
use proptest::prelude::*;

use crate::support::{YANJIN, entry, lower};

pub(crate) struct Office {
    folder: tempfile::TempDir,
}

pub(crate) const DRAFT: &str = "drafts/2024-03.toml";
pub(crate) const TEXT: &str = "#:schema ../schema/draft.json\nnumber = 3\ndate = 2024-01-19\n\n# 第一栏\n[[column]]\nname = \"民生保障\"\n\n[[column.item]]\nheadline = \"县人社局抓实稳岗就业服务\"\nbody = \"\"\"\n截至1月中旬，县人社局走访企业58家，收集用工需求312个，\n举办招聘会3场，达成就业意向126人。\n\"\"\"\ncredits = [\"人社局\"]\n\n[[column.item]]\nheadline = \"县医保局延伸基层服务网点\"\nbody = \"\"\"\n在12个乡镇设立医保服务站，群众就近办理参保登记、异地就医备案等18项业务。\n\"\"\"\ncredits = [\"医保局\"]\n\n# 签名\n[signoff]\neditor = \"\"    # 责任编辑\nreviewer = \"\"  # 审核\napprover = \"\"  # 签发\n";

impl Office {
    pub(crate) fn new(staff: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let office = Self { folder };
        office.write("bulletin.toml", &format!("name = \"青河快报\"\npublisher = \"青河县人民政府办公室\"\ndistribution = \"各乡镇。\"\n\n[layout]\npages = \"auto\"\n\n[staff]\n{staff}"));
        office.write("units.toml", "[[unit]]\ncredit = \"人社局\"\nheadline = \"县人社局\"\n\n[[unit]]\ncredit = \"医保局\"\nheadline = \"县医保局\"\n");
        office.write(DRAFT, TEXT);
        office
    }

    pub(crate) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn draft(&self) -> String {
        std::fs::read_to_string(self.path(DRAFT)).unwrap()
    }

    pub(crate) fn change(&self, from: &str, to: &str) {
        let text = self.draft();
        assert!(text.contains(from), "{from}");
        self.write(DRAFT, &text.replacen(from, to, 1));
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_kuaibao"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("KUAIBAO_WORKSPACE")
            .output()
            .unwrap()
    }

    /// Exit code and all that was said.
    pub(crate) fn told(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.run(arguments);
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(text).unwrap())
    }

    pub(crate) fn sign(&self, role: &str, name: &str) -> (i32, String) {
        self.told(&["sign", DRAFT, "--as", role, "--name", name, "--date", "2024-01-18"])
    }

    pub(crate) fn sign_all(&self) {
        for (role, name) in [("责任编辑", "李勉"), ("审核", "原超俊"), ("签发", "麻彦伟")]
        {
            let (code, text) = self.sign(role, name);
            assert_eq!(code, 0, "{text}");
        }
    }

    /// What `check` finds of signatures: code, place, message.
    fn found(&self) -> Vec<(String, u64, String)> {
        let output = self.run(&["check", DRAFT, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let all = json["diagnostics"].as_array().unwrap().iter();
        all.filter(|found| found["code"].as_str().unwrap().contains("sign"))
            .map(|found| {
                let text = |key: &str| found[key].as_str().unwrap().to_owned();
                (text("code"), found["start"]["line"].as_u64().unwrap(), text("message"))
            })
            .collect()
    }
}

#[test]
fn who_signs_signs_what_stands_there() {
    let office = Office::new("");
    let (code, text) = office.sign("审核", "原超俊");
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("还没有责任编辑签"), "{text}");
    assert_eq!(office.draft(), TEXT, "nothing was written");

    office.sign_all();
    let draft = office.draft();
    assert!(draft.contains("editor = \"李勉\"    # 责任编辑"), "{draft}");
    assert_eq!(draft.matches("[[signoff.signed]]").count(), 3);
    assert!(office.found().is_empty(), "{:?}", office.found());
    assert_eq!(office.told(&["build", DRAFT]).0, 0);

    // What is not printed may change.
    office.change("# 第一栏", "# 这是第一栏");
    office.change("收集用工需求312个，\n", "收集用工需求312个，");
    assert!(office.found().is_empty(), "{:?}", office.found());
}

#[test]
fn a_changed_figure_voids_the_signatures_and_is_shown() {
    let office = Office::new("");
    office.sign_all();
    office.change("312个", "321个");
    let found = office.found();
    let line = 1 + office.draft().lines().position(|line| line.contains("321")).unwrap() as u64;
    assert_eq!(found.len(), 4, "three signatures and one place: {found:?}");
    let place = found.iter().find(|(_, at, _)| *at == line).unwrap();
    assert!(place.2.contains("“312”改成“321”"), "{place:?}");
    assert_eq!(office.told(&["build", DRAFT]).0, 1);
    assert_eq!(
        office.told(&["build", "--proof", DRAFT]).0,
        0,
        "a proof shows it to those who sign"
    );

    for form in ["html", "docx", "ofd", "wechat", "text", "chat"] {
        let (code, text) = office.told(&["build", "--proof", "--format", form, DRAFT]);
        assert_eq!(code, 0, "{form}: {text}");
    }
    for made in ["html", "wechat.html", "chat.txt"] {
        let path = office.path(&format!("out/2024-03.proof.{made}"));
        let text = std::fs::read_to_string(&path).expect(made);
        assert!(text.contains("送审稿"), "{made}");
    }
    let (code, text) = office.told(&["compare", DRAFT, "signed"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("[-312-]{+321+}"), "{text}");
    let (_, text) = office.told(&["compare", DRAFT, "last-proof"]);
    assert!(text.contains("相同"), "{text}");

    // The reviewer cannot sign before the editor has signed anew.
    let (code, text) = office.sign("审核", "原超俊");
    assert_eq!(code, 2, "{text}");
    office.sign_all();
    assert!(office.found().is_empty(), "{:?}", office.found());
    assert_eq!(office.draft().matches("[[signoff.signed]]").count(), 3);
}

#[test]
fn what_was_signed_is_voided_even_when_it_was_not_kept() {
    let office = Office::new("");
    office.sign_all();
    office.change("58家", "85家");
    std::fs::remove_dir_all(office.path("rounds")).unwrap();
    let found = office.found();
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|found| found.2.contains("没有留下")), "{found:?}");
}

#[test]
fn a_signature_is_withdrawn_with_those_after_it() {
    let office = Office::new("");
    office.sign_all();
    let (code, text) = office.told(&["unsign", DRAFT, "--as", "审核"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("审核、签发"), "{text}");
    let draft = office.draft();
    assert_eq!(draft.matches("[[signoff.signed]]").count(), 1, "{draft}");
    assert!(draft.contains("reviewer = \"\"  # 审核"), "{draft}");
    assert!(draft.contains("editor = \"李勉\""), "{draft}");
    let (code, _) = office.told(&["unsign", DRAFT, "--as", "责任编辑"]);
    assert_eq!(code, 0);
    assert_eq!(office.draft(), TEXT, "as if nobody had signed");
    assert_eq!(office.told(&["unsign", DRAFT, "--as", "责任编辑"]).0, 2);
}

#[test]
fn another_name_over_a_bound_signature_is_found() {
    let office = Office::new("");
    office.sign_all();
    office.change("reviewer = \"原超俊\"", "reviewer = \"李某某\"");
    let found = office.found();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].2.contains("审核签的是“原超俊”"), "{found:?}");
}

#[test]
fn an_office_may_ask_for_bound_signatures() {
    let told = "责任编辑“李editor”、审核“李reviewer”、签发“李approver”未绑定";
    for (staff, count, exit) in [("", 0, 0), ("bound = true\n", 1, 1)] {
        let office = Office::new(staff);
        for key in ["editor", "reviewer", "approver"] {
            office.change(&format!("{key} = \"\""), &format!("{key} = \"李{key}\""));
        }
        let found = office.found();
        assert_eq!(found.len(), count, "{found:?}");
        let is_told = |found: &(_, _, String)| found.2.contains(told);
        assert!(found.iter().all(|f| f.0 == "signature-not-bound" && is_told(f)), "{found:?}");
        let (_, log) = office.told(&["log", DRAFT]);
        assert!(log.contains("审核　李reviewer　手写的，未绑定"), "{log}");
        assert_eq!(office.told(&["check", DRAFT]).0, exit);
        // Asked for, it cannot be allowed by anybody who types.
        let allow = "# kuaibao: allow(unbound-signature, signature-not-bound)\neditor = ";
        office.change("editor = ", allow);
        assert_eq!(office.told(&["check", DRAFT]).0, exit);
    }
}

#[test]
fn an_issue_with_errors_is_not_signed() {
    let office = Office::new("");
    office.change("credits = [\"人社局\"]", "credits = []");
    let before = office.draft();
    let (code, text) = office.sign("责任编辑", "李勉");
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("没有签"), "{text}");
    assert_eq!(office.draft(), before);
}

#[test]
fn a_round_has_all_papers_and_tells_what_changed() {
    let office = Office::new("");
    office.change("number = 3", "# kuaibao: allow(number-gap) 补编的一期\nnumber = 3");
    let (code, text) = office.told(&["submit", DRAFT]);
    assert_eq!(code, 0, "{text}");
    let first = office.path("rounds/2024-03/1");
    for name in ["2024-03.proof.pdf", "2024-03.proof.docx", "未改的问题.txt", "审签单.pdf"]
    {
        assert!(first.join(name).is_file(), "{name}");
    }
    let sheet = std::fs::read(first.join("审签单.pdf")).unwrap();
    assert!(sheet.starts_with(b"%PDF-"));
    assert!(!first.join("与上一轮的不同.txt").exists());

    office.change("312个", "321个");
    assert_eq!(office.told(&["submit", DRAFT]).0, 0);
    let changes = office.path("rounds/2024-03/2/与上一轮的不同.txt");
    let changes = std::fs::read_to_string(changes).unwrap();
    assert!(changes.contains("[-312-]{+321+}"), "{changes}");
    let pages = std::fs::read(office.path("rounds/2024-03/2/与上一轮的不同.pdf")).unwrap();
    assert!(pages.starts_with(b"%PDF-"));
    let found = std::fs::read_to_string(office.path("rounds/2024-03/2/未改的问题.txt")).unwrap();
    assert!(found.contains("放行 number-gap（") && found.contains("原因：补编的一期"), "{found}");

    office.sign_all();
    let (_, text) = office.told(&["log", DRAFT]);
    for words in ["第 1 轮送审", "第 2 轮送审", "2024年1月18日　签发　麻彦伟"] {
        assert!(text.contains(words), "{text}");
    }
    assert!(!text.contains("日期没有记"), "{text}");
    // With an error nothing is made up.
    office.change("credits = [\"人社局\"]", "credits = []");
    assert_eq!(office.told(&["submit", DRAFT]).0, 1);
    assert!(!office.path("rounds/2024-03/3").exists());
}

#[test]
fn a_reissue_says_what_it_corrects_and_verify_what_differs() {
    let office = Office::new("");
    office.sign_all();
    let (code, text) = office.told(&["release", DRAFT]);
    assert_eq!(code, 0, "{text}");
    office.change("# 第一栏", "# 栏");
    let (code, text) = office.told(&["verify"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("印出来的没有变"), "{text}");
    let (code, text) = office.told(&["unsign", DRAFT, "--as", "签发"]);
    assert_eq!(code, 0, "{text}");
    let (_, text) = office.told(&["verify"]);
    assert!(text.contains("改动如下") && text.contains("签发：删了“"), "{text}");
    office.change("312个", "321个");
    let (_, text) = office.told(&["verify"]);
    assert!(text.contains("1.1 改动：县人社局抓实稳岗就业服务"), "{text}");
    assert!(text.contains("后：“312”改成“321”"), "{text}");

    office.sign_all();
    let (code, text) = office.told(&["release", DRAFT, "--reissue", "更正用工需求数"]);
    assert_eq!(code, 0, "{text}");
    let manifest = std::fs::read_to_string(office.path("archive/manifest.toml")).unwrap();
    assert!(manifest.contains("reason = \"更正用工需求数\"\nreissue = 1\n"), "{manifest}");
    let (code, text) = office.told(&["verify"]);
    assert_eq!(code, 0, "printed again it is the same, correction and all: {text}");
    let pdf = std::fs::read(office.path("archive/2024/2024-03.2.pdf")).unwrap();
    let xmp = String::from_utf8_lossy(&pdf);
    assert!(xmp.contains("更正：用工需求数（第1次更正）"), "its metadata say so");

    // Whatever else is made of it says so, too, as long as it is what was released.
    let made = |form: &str| {
        let (code, text) = office.told(&["build", DRAFT, "--format", form, "-o", "又.txt"]);
        assert_eq!(code, 0, "{text}");
        std::fs::read_to_string(office.path("又.txt")).unwrap()
    };
    assert!(made("text").contains("更正：用工需求数（第1次更正）"));
    office.change("321个", "320个");
    office.sign_all();
    assert!(!made("text").contains("更正：用工需求数"));

    // What was released is not written over by what can be made again.
    let before = std::fs::read(office.path("archive/2024/2024-03.2.pdf")).unwrap();
    for arguments in [
        &["build", DRAFT, "--force", "-o", "archive/2024/2024-03.2.pdf"][..],
        &["build", DRAFT, "-o", "archive/2024/别的.pdf"],
        &["build", DRAFT, "--format", "pdf,html", "-o", "archive/2024/"],
        &["count", "-o", "archive/2024/2024-03.2.pdf"],
        &["compare", DRAFT, "released", "-o", "archive/2024/2024-03.2.pdf"],
        &["list", "-o", "archive/2024/表.csv"],
    ] {
        let (code, text) = office.told(arguments);
        assert!(code != 0 && text.contains("在存档里"), "{arguments:?}: {code} {text}");
    }
    assert_eq!(std::fs::read(office.path("archive/2024/2024-03.2.pdf")).unwrap(), before);
    assert!(!office.path("archive/2024/别的.pdf").exists());
}

/// A picture that a telephone has kept lying, with a word that it is to be turned (EXIF).
fn photograph() -> Vec<u8> {
    let mut plain = std::io::Cursor::new(vec![]);
    let pixels = image::RgbImage::from_fn(60, 40, |x, y| image::Rgb([x as u8, y as u8, 128]));
    pixels.write_to(&mut plain, image::ImageFormat::Jpeg).unwrap();
    let plain = plain.into_inner();
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let length = (exif.len() as u16 + 2).to_be_bytes();
    [&plain[..2], b"\xFF\xE1", &length, exif, &plain[2..]].concat()
}

#[test]
fn a_photograph_goes_round_whichever_way_it_was_taken() {
    let office = Office::new("");
    std::fs::write(office.path("drafts/2024-03-1.jpg"), photograph()).unwrap();
    office.change(
        "credits = [\"人社局\"]\n",
        "credits = [\"人社局\"]\n\n[[column.item.figure]]\nfile = \"2024-03-1.jpg\"\nalt = \"现场\"\nwidth = 30\n",
    );
    let (code, text) = office.told(&["submit", DRAFT]);
    assert_eq!(code, 0, "{text}");
    assert!(office.path("rounds/2024-03/1/2024-03.proof.docx").is_file(), "{text}");
    for form in ["html", "docx", "ofd", "wechat", "text", "png"] {
        let (code, text) = office.told(&["build", "--proof", "--format", form, DRAFT]);
        assert_eq!(code, 0, "{form}: {text}");
    }
}

/// The history of an issue, without days and fingerprints.
fn log(office: &Office) -> Vec<String> {
    let output = office.run(&["log", DRAFT, "--format", "csv"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let rows = text.trim_start_matches('\u{feff}').lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        assert!(!cells[2].is_empty(), "each has its day: {line}");
        format!("{} {} {}", cells[0], cells[1], cells[4]).trim_end().to_owned()
    });
    rows.collect()
}

#[test]
fn the_log_tells_all_that_was_done_also_what_was_taken_back() {
    let office = Office::new("editor = [\"李勉\"]\n");
    assert_eq!(office.told(&["submit", DRAFT]).0, 0);
    office.sign_all();
    assert_eq!(office.told(&["unsign", DRAFT, "--as", "审核"]).0, 0);
    office.change("312个", "321个");
    office.sign_all();
    assert_eq!(office.told(&["release", DRAFT]).0, 0);
    let expected = [
        "第 1 轮送审",
        "责任编辑 李勉 后来重签",
        "审核 原超俊 后来撤回",
        "签发 麻彦伟 后来撤回",
        "撤回审核 原超俊",
        "撤回签发 麻彦伟",
        "责任编辑 李勉",
        "审核 原超俊",
        "签发 麻彦伟",
        "发布  2024/2024-03.pdf",
    ];
    assert_eq!(log(&office), expected);
    office.change("321个", "320个");
    let changed = log(&office);
    assert!(changed[6].ends_with("之后改动过") && changed[1].ends_with("后来重签"), "{changed:?}");
    office.sign_all();
    let (code, text) = office.told(&["release", DRAFT, "--reissue", "更正用工需求数"]);
    assert_eq!(code, 0, "{text}");
    let last = log(&office).pop().unwrap();
    assert_eq!(last, "重新发布  2024/2024-03.2.pdf　更正用工需求数");

    // A log that is gone tells what is known otherwise; a damaged one what is left of it.
    let path = office.path("rounds/2024-03/log.toml");
    let whole = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, whole.replacen("what = \"送审\"", "what =", 1)).unwrap();
    let (code, text) = office.told(&["log", DRAFT]);
    assert!(code == 0 && text.contains("第 1 轮送审") && text.contains("撤回审核"), "{text}");
    std::fs::remove_file(&path).unwrap();
    let (code, text) = office.told(&["log", DRAFT]);
    assert!(code == 0 && text.contains("重新发布") && text.contains("签发　麻彦伟"), "{text}");
}

#[test]
fn the_name_that_nobody_gave_is_told_with_where_it_is_from() {
    let office = Office::new("editor = [\"李勉\"]\n");
    let (code, text) = office.told(&["sign", DRAFT, "--as", "责任编辑"]);
    assert!(code == 0 && text.contains("平时的那一位：李勉"), "{text}");
    let (code, text) = office.told(&["sign", DRAFT, "--as", "责任编辑"]);
    assert!(code == 0 && !text.contains("平时的那一位"), "it stands in the draft: {text}");
    // By its name alone, from anywhere.
    let (code, text) = office.told(&["unsign", "2024-03", "--as", "责任编辑"]);
    assert!(code == 0 && text.contains(DRAFT), "{text}");
    for arguments in [
        &["sign", "2024-03", "--as", "责任编辑", "--name", "李勉"][..],
        &["check", "2024-03"],
        &["build", "2024-03.toml", "--proof"],
        &["compare", "2024-03", "last-proof"],
        &["compare", "2024-03", "2024-03"],
        &["log", "2024-03"],
        &["submit", "2024-03"],
        &["list", "2024-03"],
        &["move", "2024-03", "1.1", "1.2"],
        &["remove", "2024-03", "1.2"],
    ] {
        let (code, text) = office.told(arguments);
        assert!(code < 2 && !text.contains("没有“"), "{arguments:?}: {code} {text}");
    }
    let (code, text) = office.told(&["check", "2024-30"]);
    assert!(code == 2 && text.contains("2024-30"), "{text}");
}

#[test]
fn a_reissue_tells_what_of_the_old_one_lies_about() {
    let office = Office::new("");
    office.sign_all();
    for form in ["pdf", "html"] {
        assert_eq!(office.told(&["build", DRAFT, "--format", form]).0, 0);
    }
    assert_eq!(office.told(&["build", DRAFT, "--proof"]).0, 0);
    let (_, text) = office.told(&["release", DRAFT]);
    assert!(!text.contains("还是旧的"), "{text}");
    office.change("312个", "321个");
    office.sign_all();
    for (reason, c) in [("更\u{7}正", "U+0007"), ("更正\n数字", "U+000A")] {
        let (code, text) = office.told(&["release", DRAFT, "--reissue", reason]);
        assert!(code == 2 && text.contains(c) && !text.contains(DRAFT), "{text}");
    }
    let (code, text) = office.told(&["release", DRAFT, "--reissue", "更正用工需求数"]);
    assert_eq!(code, 0, "{text}");
    for name in ["out/2024-03.pdf", "out/2024-03.html"] {
        assert!(text.contains("还是旧的") && text.contains(name), "{text}");
    }
    assert!(!text.contains("proof"), "{text}");

    // A draft of the archive that somebody has edited: which one, and where there is another.
    let kept = office.path("archive/2024/2024-03.toml");
    std::fs::write(&kept, std::fs::read_to_string(&kept).unwrap().replace("58家", "59家")).unwrap();
    std::fs::remove_file(office.path("archive/2024/2024-03.2.toml")).unwrap();
    let (code, text) = office.told(&["verify"]);
    assert_eq!(code, 1);
    assert!(text.contains("存档的稿件 archive/2024/2024-03.toml 被改动过"), "{text}");
    assert!(text.contains("archive/2024/2024-03.2.toml 不见了"), "{text}");
    assert!(text.contains("drafts/2024-03.toml 与发布时一样，可以复制过去"), "{text}");
}

fn identity(text: &str) -> String {
    let entry = entry(DRAFT, text);
    Content::of(&lower(&entry, &YANJIN.config)).identity().as_str().to_owned()
}

/// An issue with everything that a draft may print, but pictures.
const WHOLE: &str = "number = 3\ndate = 2024-01-19\nkind = \"增刊\"\ntotal = 512\ncopies = 60\ndistribution = \"各乡镇，县直各单位。\"\nnote = \"\"\"\n现将做法摘登如下。\n\n请**认真**参阅。\n\"\"\"\n\n[[column]]\nname = \"民生保障\"\n\n[[column.item]]\nheadline = \"县人社局抓实就业\"\nbody = \"\"\"\n走访企业58家，收集需求312个，**招聘**3场。\n\n一、主要做法\n\n（一）摸底。逐户登记。\n\"\"\"\ncredits = [\"人社局\", \"医保局\"]\n\n[[column.item.table]]\ncaption = \"进展情况\"\nrows = [[\"乡镇\", \"户数\"], [\"东屯镇\", \"23\"]]\nafter = 1\n\n[[column]]\nname = \"三秋\"\n\n[[column.item]]\nheadline = \"县医保局延伸服务\"\nbody = \"在12个乡镇设站。\"\ncredits = [\"医保局\"]\n\n[signoff]\neditor = \"李勉\"\n";

/// What a reader of the text form has, without who signed: a name there may change how the text
/// marks its headlines, so that it reads back as the same draft.
fn printed(text: &str) -> String {
    let mut bulletin = lower(&entry(DRAFT, text), &YANJIN.config);
    let signed = &mut bulletin.signoff;
    for name in [&mut signed.editor, &mut signed.reviewer, &mut signed.approver] {
        name.clear();
    }
    let (config, roster) = (&YANJIN.config, &YANJIN.roster);
    let reference = kuaibao::import::outline::Reference { config, roster, date: None };
    kuaibao::export::text(&bulletin, reference)
}

#[test]
fn bold_is_what_is_printed_bold_however_it_is_written() {
    let split = WHOLE.replace("**招聘**", "**招****聘**");
    assert!(split != WHOLE && identity(&split) == identity(WHOLE));
    let less = WHOLE.replace("**招聘**", "**招**聘");
    assert_ne!(identity(&less), identity(WHOLE));
}

#[test]
fn a_changed_column_is_told_at_its_name() {
    let office = Office::new("");
    office.sign_all();
    office.change("name = \"民生保障\"", "name = \"民生\"");
    let found = office.found();
    assert!(found.iter().any(|found| found.2.contains("第1栏的名称：删了“保障”")), "{found:?}");
    let (_, text) = office.told(&["check", DRAFT]);
    let line = office.draft().lines().position(|line| line.starts_with("name = ")).unwrap() + 1;
    assert!(text.contains(&format!("{DRAFT}:{line}:")), "{text}");
}

#[test]
fn nobody_signs_over_another_who_signed_the_same() {
    let office = Office::new("");
    office.sign_all();
    let (code, text) = office.told(&["sign", DRAFT, "--as", "责任编辑", "--name", "王五"]);
    assert!(code == 2 && text.contains("已经由“李勉”签过") && text.contains("unsign"), "{text}");
    // The same one may, and whoever it is once the content is another.
    assert_eq!(office.told(&["sign", DRAFT, "--as", "责任编辑", "--name", "李勉"]).0, 0);
    office.change("312个", "321个");
    assert_eq!(office.told(&["sign", DRAFT, "--as", "责任编辑", "--name", "王五"]).0, 0);
}

#[test]
fn what_cannot_be_compared_is_named() {
    let office = Office::new("");
    for (with, told) in [
        ("released", "还没有发布过"),
        ("signed", "没有绑定内容的签名"),
        ("last-proof", "没有印过送审稿"),
        ("round-1", "没有第 1 轮送审"),
    ] {
        let (code, text) = office.told(&["compare", DRAFT, with]);
        assert!(code == 2 && text.contains(told) && !text.contains("签过或发布"), "{text}");
    }
    assert_eq!(office.told(&["submit", DRAFT]).0, 0);
    office.change("312个", "321个");
    assert_eq!(office.told(&["submit", DRAFT]).0, 0);
    for (round, told) in [("round-1", "[-312-]{+321+}"), ("round-2", "与第 2 轮送审稿相同")]
    {
        let (code, text) = office.told(&["compare", DRAFT, round]);
        assert!(code == 0 && text.contains(told), "{text}");
    }
    // The papers name places as the proof does.
    office.sign_all();
    office.change("number = 3", "# kuaibao: allow(number-gap) 补编的一期\nnumber = 3");
    office.change("321个", "123个");
    assert_eq!(office.told(&["submit", DRAFT]).0, 0);
    let remains = std::fs::read_to_string(office.path("rounds/2024-03/3/未改的问题.txt")).unwrap();
    assert!(remains.contains("签名（签发） 提示：签发“麻彦伟”"), "{remains}");
    assert!(!remains.contains("稿件第"), "{remains}");
    let remains = office.path("rounds/2024-03/2/未改的问题.txt");
    let remains = std::fs::read_to_string(remains).unwrap();
    assert!(!remains.contains("第9行"), "{remains}");
    assert!(!remains.contains("kuaibao "), "commands are not for paper: {remains}");
    // A new item is shown with all that it says.
    let new = "\n[[column.item]]\nheadline = \"县林业局造林\"\nbody = \"已完成造林32亩。\"\ncredits = [\"林业局\"]\n\n# 签名";
    office.change("\n# 签名", new);
    let (_, text) = office.told(&["compare", DRAFT, "round-2"]);
    assert!(
        text.contains("{+已完成造林32亩。+}") && text.contains("供稿单位：{+林业局+}"),
        "{text}"
    );
}

proptest! {
    /// One character of the file is another, or is gone, or one is put in, wherever: what is printed
    /// is another exactly when the identity is.
    #[test]
    fn the_identity_changes_just_when_what_is_printed_does(
        at in 0usize..2000,
        what in 0u8..3,
        to in "[甲乙镇0-9a。，、 \\n*#一（]",
    ) {
        let places: Vec<(usize, char)> = WHOLE.char_indices().collect();
        let (place, old) = places[at % places.len()];
        let mut text = WHOLE.to_owned();
        match what {
            0 => text.replace_range(place..place + old.len_utf8(), &to),
            1 => text.replace_range(place..place + old.len_utf8(), ""),
            _ => text.insert_str(place, &to),
        }
        let read = entry(DRAFT, &text);
        // What is no TOML, or not wholly read, is told by other rules and cannot be signed.
        if read.draft.date().is_none() || !read.found.is_empty() {
            return Ok(());
        }
        let same = printed(&text) == printed(WHOLE);
        prop_assert_eq!(identity(&text) == identity(WHOLE), same, "{}", text);
    }
}

#[test]
fn what_the_settings_print_is_bound_and_what_they_only_move_is_not() {
    let office = Office::new("");
    office.sign_all();
    let settings = std::fs::read_to_string(office.path("bulletin.toml")).unwrap();
    let whole = format!("report-to = \"市政府。\"\nsend-to = \"县委。\"\ncopies = 50\n{settings}");
    office.write("bulletin.toml", &whole);
    office.sign_all();
    assert!(office.found().is_empty(), "{:?}", office.found());
    for (from, to) in [
        ("pages = \"auto\"", "pages = \"even\"\nlatin-spacing = true\npunctuation = \"squeezed\""),
        ("[staff]", "[rules]\nnumber-gap = \"关闭\"\n\n[staff]\neditor = [\"李勉\"]"),
        ("name = ", "# 刊名\nname = "),
        ("name = ", "weekday = \"星期五\"\nname = "),
    ] {
        office.write("bulletin.toml", &whole.replacen(from, to, 1));
        assert!(office.found().is_empty(), "{to}: {:?}", office.found());
    }
    for (from, to) in [
        ("青河快报", "清河快报"),
        // （第3期） and 发：
        ("name = ", "template = \"jianbao\"\nname = "),
        ("人民政府办公室", "政府办公室"),
        ("各乡镇。", "各乡镇，县直各单位。"),
        ("市政府。", "市政府办公室。"),
        ("县委。", "县人大。"),
        ("copies = 50", "copies = 51"),
        ("pages = \"auto\"", "pages = \"auto\"\ncontents = 1"),
    ] {
        office.write("bulletin.toml", &whole.replacen(from, to, 1));
        let found = office.found();
        assert!(found.iter().any(|found| found.0 == "changed-after-signing"), "{to}: {found:?}");
    }
}

proptest! {
    /// Any change to any printed character is another content.
    #[test]
    fn a_changed_character_is_another_content(at in 0usize..200, to in "[甲乙丙丁0-9]") {
        let printed: Vec<(usize, char)> = {
            let from = TEXT.find("headline").unwrap();
            let until = TEXT.find("# 签名").unwrap();
            TEXT[from..until]
                .char_indices()
                .map(|(at, c)| (from + at, c))
                .filter(|(_, c)| ('一'..='鿿').contains(c) || c.is_ascii_digit())
                .collect()
        };
        let (place, old) = printed[at % printed.len()];
        prop_assume!(!to.starts_with(old));
        let mut text = TEXT.to_owned();
        text.replace_range(place..place + old.len_utf8(), &to);
        prop_assert_ne!(identity(&text), identity(TEXT));
    }

    /// What is not printed is none of it.
    #[test]
    fn comments_layout_and_signatures_are_none_of_it(
        comment in "[甲乙a-z ]{0,12}",
        name in "[甲乙丙]{2,3}",
        blank in 0usize..4,
    ) {
        let text = TEXT
            .replace("# 第一栏", &format!("# {comment}"))
            .replace("\n\n[[column.item]]", &format!("\n{}[[column.item]]", "\n".repeat(blank)))
            .replace("editor = \"\"", &format!("editor = \"{name}\""));
        prop_assert_eq!(identity(&text), identity(TEXT));
    }
}

#[test]
fn a_record_that_was_changed_by_hand_binds_nobody() {
    let office = Office::new("");
    office.sign_all();
    let signed = office.draft();
    let content = signed.split("content = \"").nth(1).unwrap().split('"').next().unwrap();
    let short = signed.split("short = \"").nth(1).unwrap().split('"').next().unwrap();
    let editor =
        format!("by = \"李勉\"\non = 2024-01-18\ncontent = \"{content}\"\nshort = \"{short}\"\n");
    let other = format!("{}2", &short[..18]);
    let other = if other == short { format!("{}3", &short[..18]) } else { other };
    let cases = [
        ("short = ", editor.replace(short, &other), "短写是"),
        ("on = ", editor.replace("-18", "-10"), "日期写的是2024年1月10日，签的时候是2024年1月18日"),
        ("by = ", editor.replace("李勉", "李免"), "写的是“李免”，签的时候是“李勉”"),
        ("no short", editor.replace(&format!("short = \"{short}\"\n"), ""), "缺 short"),
        ("no on", editor.replace("on = 2024-01-18\n", ""), "缺 on"),
        ("content", editor.replace(content, "abc"), "不像是指纹"),
        ("twice", format!("{editor}\n[[signoff.signed]]\nas = \"责任编辑\"\n{editor}"), "记了两段"),
    ];
    for (what, record, told) in cases {
        office.write(DRAFT, &signed.replacen(&editor, &record, 1));
        let found = office.found();
        let is_told = |(code, _, message): &(String, u64, String)| {
            code == "altered-signature" && message.contains(told)
        };
        assert!(found.iter().any(is_told), "{what}: {found:?}");
        let (code, text) = office.told(&["release", DRAFT]);
        assert!(code == 1 && !office.path("archive").exists(), "{what}: {text}");
        let (_, text) = office.told(&["log", DRAFT]);
        assert_eq!(
            text.contains("记录后来手工改过"),
            !["content", "twice"].contains(&what),
            "{what}: {text}"
        );
        assert_eq!(text.matches("责任编辑").count(), 1, "{what}: {text}");
    }
    // The name with the record: who signed is known all the same.
    office.write(DRAFT, &signed.replace("李勉", "李免"));
    assert!(office.found().iter().any(|found| found.2.contains("签的时候是“李勉”")));
    office.write(DRAFT, &signed);
    assert_eq!(office.found().len(), 0);
    let (code, text) = office.told(&["release", DRAFT]);
    assert_eq!(code, 0, "{text}");
    office.write(DRAFT, &signed.replacen(&editor, &editor.replace("-18", "-10"), 1));
    let (_, text) = office.told(&["verify"]);
    assert!(text.contains("责任编辑：签名的日期“2024年1月18日”改成“2024年1月10日”"), "{text}");
}

/// All records taken out, the names left: it was signed so, says the log.
#[test]
fn a_record_that_was_taken_out_by_hand_is_told() {
    let office = Office::new("");
    office.sign_all();
    let signed = office.draft();
    let without = signed.split("[[signoff.signed]]").next().unwrap().to_owned();
    office.write(DRAFT, &without.replace("312个", "321个"));
    let found = office.found();
    let is_told = |(code, _, message): &(String, u64, String)| {
        let names = ["责任编辑“李勉”", "审核“原超俊”", "签发“麻彦伟”", "记录被删去了"];
        code == "altered-signature" && names.iter().all(|name| message.contains(name))
    };
    assert_eq!(found.iter().filter(|found| is_told(found)).count(), 1, "{found:?}");
    let (code, text) = office.told(&["release", DRAFT]);
    assert!(code == 1 && !office.path("archive").exists(), "{text}");
    // One alone; one that was withdrawn; names that nobody has signed so.
    let last = signed.rfind("[[signoff.signed]]").unwrap();
    office.write(DRAFT, &signed[..last]);
    let found = office.found();
    assert!(found.iter().any(|f| f.0 == "altered-signature" && !f.2.contains("李勉")), "{found:?}");
    office.write(DRAFT, &without);
    assert_eq!(office.told(&["unsign", DRAFT, "--as", "责任编辑"]).0, 0);
    office.write(DRAFT, &without);
    assert!(office.found().iter().all(|found| found.0 != "altered-signature"));
    let office = Office::new("");
    office.change("editor = \"\"", "editor = \"李勉\"");
    assert!(office.found().iter().all(|found| found.0 != "altered-signature"));
}

/// Both manifests have lost an issue: what is in the archive stays as it is.
#[test]
fn a_file_of_the_archive_is_never_written_over() {
    let office = Office::new("");
    office.sign_all();
    assert_eq!(office.told(&["release", DRAFT]).0, 0);
    let read = |name: &str| std::fs::read(office.path(name)).unwrap();
    let (pdf, draft) = (read("archive/2024/2024-03.pdf"), read("archive/2024/2024-03.toml"));
    let manifests = ["archive/manifest.toml", "archive/manifest.backup.toml"];
    for manifest in manifests {
        std::fs::remove_file(office.path(manifest)).unwrap();
    }
    office.change("312个", "321个");
    for (role, name) in [("责任编辑", "李勉"), ("审核", "原超俊"), ("签发", "麻彦伟")]
    {
        let (code, text) =
            office.told(&["sign", DRAFT, "--as", role, "--name", name, "--date", "2024-01-19"]);
        assert_eq!(code, 0, "{text}");
    }
    let (code, text) = office.told(&["release", DRAFT]);
    assert_eq!(code, 2, "{text}");
    for said in ["archive/2024/2024-03.pdf 已经有了", "发布过", "备份", "--reissue"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!office.path(manifests[0]).exists(), "nothing was written");
    assert_eq!(
        (read("archive/2024/2024-03.pdf"), read("archive/2024/2024-03.toml")),
        (pdf.clone(), draft.clone())
    );
    let (code, text) = office.told(&["release", DRAFT, "--reissue", "更正用工需求数"]);
    assert!(code == 0 && text.contains("archive/2024/2024-03.2.pdf"), "{text}");
    let (code, text) = office.told(&["release", DRAFT, "--reissue", "再更正"]);
    assert!(code == 0 && text.contains("archive/2024/2024-03.3.pdf"), "{text}");
    assert_eq!((read("archive/2024/2024-03.pdf"), read("archive/2024/2024-03.toml")), (pdf, draft));
    // One that is there as it is now released is no obstacle.
    for manifest in manifests {
        std::fs::remove_file(office.path(manifest)).unwrap();
    }
    let (code, text) = office.told(&["release", DRAFT]);
    assert_eq!(code, 2, "{text}");
    let office = Office::new("");
    office.sign_all();
    assert_eq!(office.told(&["release", DRAFT]).0, 0);
    for manifest in manifests {
        std::fs::remove_file(office.path(manifest)).unwrap();
    }
    let (code, text) = office.told(&["release", DRAFT]);
    assert_eq!(code, 0, "{text}");
}

#[test]
fn a_signature_that_was_withdrawn_cannot_be_copied_back() {
    let office = Office::new("");
    office.sign_all();
    let signed = office.draft();
    let (code, text) = office.told(&["unsign", DRAFT, "--as", "签发"]);
    assert_eq!(code, 0, "{text}");
    office.write(DRAFT, &signed);
    let found = office.found();
    assert!(found.len() == 1 && found[0].2 == "签发的签名已经撤回，没有重新签", "{found:?}");
    // Withdrawn once more and signed, it is one again; without a log nothing is told.
    assert_eq!(office.told(&["unsign", DRAFT, "--as", "签发"]).0, 0);
    assert_eq!(office.sign("签发", "麻彦伟").0, 0);
    assert_eq!(office.found(), []);
    std::fs::remove_file(office.path("rounds/2024-03/log.toml")).unwrap();
    assert_eq!(office.found(), []);
}

#[test]
fn however_the_sign_off_is_written_it_can_be_signed_and_withdrawn() {
    let names = "editor = \"\"    # 责任编辑\nreviewer = \"\"  # 审核\napprover = \"\"  # 签发\n";
    let section = format!("# 签名\n[signoff]\n{names}");
    let rest = TEXT.replace(&section, "");
    let top = |lines: &str| rest.replacen("\n# 第一栏\n", &format!("{lines}\n# 第一栏\n"), 1);
    for (what, text) in [
        ("table before the columns", top(&format!("\n{section}"))),
        ("keys at the top", top("signoff.editor = \"\" # 谁编\nsignoff.reviewer = \"\"\n")),
        ("in one line", top("signoff = { editor = \"\", approver = \"\" } # 三位\n")),
        ("none", rest.clone()),
        (
            "another table behind",
            format!(
                "{TEXT}\n# 放不下的\n[[unplaced]]\ntext = \"\"\"\n[x]\n[[signoff.signed]]\n\"\"\"\n"
            ),
        ),
    ] {
        let office = Office::new("");
        office.write(DRAFT, &text);
        if what == "another table behind" {
            office.write(
                "bulletin.toml",
                &std::fs::read_to_string(office.path("bulletin.toml")).unwrap(),
            );
            office.change("text = \"\"\"\n[x]\n[[signoff.signed]]\n\"\"\"\n", "");
            office.change("[[unplaced]]\n", "");
        }
        office.sign_all();
        assert_eq!(office.found(), [], "{what}: {}", office.draft());
        let signed = office.draft();
        for comment in text.lines().filter_map(|line| line.split_once('#')).map(|(_, c)| c) {
            assert!(signed.contains(comment), "{what}, {comment}: {signed}");
        }
        assert!(signed.contains("# 第一栏\n[[column]]"), "{what}: {signed}");
        // Comments in and above records stay; records of others are not touched.
        let marked = signed.replacen("as = \"审核\"\n", "as = \"审核\"\n# 电话核实过\n", 1);
        office.write(DRAFT, &marked);
        let (code, said) = office.told(&["unsign", DRAFT, "--as", "审核"]);
        assert_eq!(code, 0, "{what}: {said}");
        let draft = office.draft();
        assert!(draft.contains("# 电话核实过\n"), "{what}: {draft}");
        assert_eq!(draft.matches("short = ").count(), 1, "{what}: {draft}");
        assert!(!office.told(&["check", DRAFT]).1.contains("unknown-key"), "{what}: {draft}");
        office.sign_all();
        assert_eq!(office.found(), [], "{what}: {}", office.draft());
    }
}

#[test]
fn a_template_that_words_the_page_otherwise_voids_what_was_signed() {
    let office = Office::new("");
    office.sign_all();
    let settings = std::fs::read_to_string(office.path("bulletin.toml")).unwrap();
    office.write("bulletin.toml", &format!("template = \"jianbao\"\n{settings}"));
    let found = office.found();
    assert!(found.iter().any(|found| found.2.contains("版式：加了“简报”")), "{found:?}");
    office.sign_all();
    assert_eq!(office.found(), []);
}
