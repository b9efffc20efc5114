//! What units send in: registered, followed to where it stands, and thought of for the next issue.

use std::fs;
use std::path::Path;

use crate::support::{Run, run, workspace_copy};

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn letter(headline: &str, unit: &str) -> String {
    format!(
        "{headline}\n　　一是加强组织领导，明确工作责任。二是完善台账，逐项落实，已完成32户。\n（{unit}）\n"
    )
}

/// The rows of a table as it is written for spreadsheets.
fn rows(run: &Run) -> Vec<Vec<String>> {
    assert_eq!(run.code, 0, "{run:?}");
    let text = run.stdout.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.skip(1).collect()
}

fn inbox(root: &Path, more: &[&str]) -> Vec<Vec<String>> {
    rows(&run(root, &[&["inbox", "--quiet", "--format", "csv"], more].concat()))
}

/// The last cell of the first row: what became of it.
fn became(root: &Path) -> String {
    inbox(root, &[])[0].last().unwrap().clone()
}

#[test]
fn a_submission_is_followed_wherever_it_goes() {
    let folder = workspace_copy();
    let root = folder.path();
    let headline = "县林业局抓实春季造林绿化工作";
    put(root, "inbox/林业局.txt", &letter(headline, "林业局"));
    put(root, "inbox/.DS_Store", "x");
    let first = run(root, &["inbox"]);
    assert!(first.stderr.contains("新登记 1 份来稿"), "{first:?}");
    assert_eq!(became(root), "待处理");
    let register = fs::read_to_string(root.join("inbox.toml")).unwrap();
    assert!(
        register.contains("file = \"林业局.txt\"") && register.contains(headline),
        "{register}"
    );

    // It is no draft.
    let checked = run(root, &["check", "inbox.toml"]);
    assert!(checked.code == 2 && checked.stderr.contains("inbox.toml 是"), "{checked:?}");

    // What an editor has written there stays.
    let register = register.replace("\n[[submission]]", "\n# 张科长送来的\n[[submission]]");
    fs::write(root.join("inbox.toml"), &register).unwrap();
    let draft = "drafts/2024-02.toml";
    let filed = run(root, &["import", "--into", draft, "--column", "春季造林", "inbox/林业局.txt"]);
    assert_eq!(filed.code, 0, "{filed:?}");
    let after = fs::read_to_string(root.join("inbox.toml")).unwrap();
    assert!(after.contains("# 张科长送来的\n[[submission]]"), "{after}");
    assert_eq!(after.matches("[[submission]]").count(), 1, "{after}");
    let number = became(root);
    assert!(number.starts_with("编入 2024-02 "), "{number}");
    let number = number.rsplit(' ').next().unwrap().to_owned();

    // Its headline is edited, it is moved, taken out, put elsewhere.
    let text = fs::read_to_string(root.join(draft)).unwrap();
    fs::write(root.join(draft), text.replace(headline, "县林业局抓实造林绿化")).unwrap();
    assert_eq!(became(root), format!("编入 2024-02 {number}"));
    fs::write(root.join(draft), text).unwrap();
    run(root, &["move", draft, &number, "1.1"]);
    assert_eq!(became(root), "编入 2024-02 1.1");
    run(root, &["remove", draft, "1.1"]);
    assert_eq!(became(root), "留用 1.1");
    fs::remove_file(root.join("drafts/held.toml")).unwrap();
    assert_eq!(became(root), "编入 2024-02 后又撤下");
    let unused = run(root, &["inbox", "--unused", "林业局.txt", "--reason", "与上月“重复”"]);
    assert_eq!(unused.code, 0, "{unused:?}");
    assert_eq!(became(root), "不用：与上月“重复”");
}

#[test]
fn lists_of_the_office_are_no_submissions_whatever_else_stands_in_them() {
    let folder = workspace_copy();
    let root = folder.path();
    put(
        root,
        "inbox/发放表.csv",
        "发放登记表,,\n单位（领导）,份数,楼层\n县委办,3,二楼\n档案馆,1,一楼\n",
    );
    put(
        root,
        "inbox/名录.csv",
        "单位全称,简称,电话\n延津县财政局,财政局,1\n延津县审计局,审计局,2\n合计,2个,\n",
    );
    put(root, "inbox/进度.csv", "单位,面积,数量\n东屯镇,300,20\n司寨乡,400,50\n");
    let said = run(root, &["inbox"]);
    let register = fs::read_to_string(root.join("inbox.toml")).unwrap();
    assert_eq!(register.matches("[[submission]]").count(), 1, "{register}");
    assert!(register.contains("进度.csv"), "{register}");
    assert!(said.stderr.contains("发放表.csv") && said.stderr.contains("名录.csv"), "{said:?}");
}

#[test]
fn each_unit_has_its_rate() {
    let folder = workspace_copy();
    let root = folder.path();
    for (name, unit) in [("甲", "林业局"), ("乙", "林业局"), ("丙", "水利局")] {
        let text = letter(&format!("县{unit}{name}项工作取得新成效"), unit);
        put(root, &format!("来稿/{name}.txt"), &text);
    }
    let filed =
        run(root, &["import", "--into", "drafts/2024-02.toml", "--column", "造林", "来稿/甲.txt"]);
    assert_eq!(filed.code, 0, "{filed:?}");
    // One that came by other ways, and lies nowhere.
    put(root, "别处.txt", &letter("县水利局疏浚沟渠保灌溉", "水利局"));
    let filed =
        run(root, &["import", "--into", "drafts/2024-02.toml", "--column", "造林", "别处.txt"]);
    assert_eq!(filed.code, 0, "{filed:?}");
    let rates = inbox(root, &["--rates"]);
    let rate = |unit: &str| rates.iter().find(|row| row[0] == unit).unwrap()[1..].join(" ");
    assert_eq!(rate("林业局"), "2 1 0 0 1 50.0%");
    assert_eq!(rate("水利局"), "2 1 0 0 1 50.0%");
    assert_eq!(rate("合计"), "4 2 0 0 2 50.0%");
    assert_eq!(inbox(root, &["--rates", "--to", "2000"]).len(), 1, "only the total");
}

#[test]
fn each_of_several_units_in_one_submission_has_its_own() {
    let folder = workspace_copy();
    let root = folder.path();
    let two = [("县林业局抓实春季造林绿化工作", "林业局"), ("县水利局疏浚沟渠保灌溉", "水利局")];
    put(root, "来稿/两条.txt", &two.map(|(headline, unit)| letter(headline, unit)).join("\n"));
    let draft = "drafts/2024-02.toml";
    let filed = run(root, &["import", "--into", draft, "--column", "造林", "来稿/两条.txt"]);
    assert_eq!(filed.code, 0, "{filed:?}");
    let text = fs::read_to_string(root.join(draft)).unwrap();
    // A credit that is mended in the draft counts as mended.
    fs::write(root.join(draft), text.replace("[\"水利局\"]", "[\"农业局\"]")).unwrap();
    let number = inbox(root, &[])
        .iter()
        .flatten()
        .find_map(|cell| cell.strip_prefix("编入 2024-02 ").map(str::to_owned))
        .unwrap();
    let moved = run(root, &["remove", draft, &number]);
    assert_eq!(moved.code, 0, "{moved:?}");
    let rates = inbox(root, &["--rates"]);
    let rate = |unit: &str| rates.iter().find(|row| row[0] == unit).map(|row| row[1..].join(" "));
    let mut both = [rate("林业局").unwrap(), rate("农业局").unwrap()];
    both.sort();
    assert_eq!(both, ["1 0 1 0 0 0.0%", "1 1 0 0 0 100.0%"], "{rates:?}");
    assert_eq!(rate("水利局"), None);
}

#[test]
fn a_register_with_mistakes_stops_nothing_and_is_not_written() {
    let folder = workspace_copy();
    let root = folder.path();
    let spoilt = "[[submission]]\nfile = \"甲.txt\"\nreceived = 昨天\n";
    put(root, "inbox.toml", spoilt);
    put(root, "inbox/林业局.txt", &letter("县林业局抓实春季造林绿化工作", "林业局"));
    let filed = run(
        root,
        &["import", "--into", "drafts/2024-02.toml", "--column", "造林", "inbox/林业局.txt"],
    );
    assert_eq!(filed.code, 0, "{filed:?}");
    assert!(filed.stderr.contains("inbox.toml 里有错"), "{filed:?}");
    let listed = run(root, &["inbox"]);
    assert!(listed.code == 2 && listed.stderr.contains("inbox.toml:3"), "{listed:?}");
    assert_eq!(fs::read_to_string(root.join("inbox.toml")).unwrap(), spoilt);
}

#[test]
fn a_supplement_of_the_same_number_and_day_is_another_issue() {
    let folder = workspace_copy();
    let root = folder.path();
    let issue = |kind: &str| {
        format!(
            "number = 1\ndate = 2022-03-04\n{kind}[[column]]\nname = \"防汛\"\n[[column.item]]\nheadline = \"一\"\nbody = \"一。\"\ncredits = [\"水利局\"]\n"
        )
    };
    put(root, "drafts/2022-01.toml", &issue(""));
    put(root, "drafts/2022-z01.toml", &issue("kind = \"supplement\"\n"));
    let plan = run(root, &["plan", "--all", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&plan.stdout).unwrap();
    let rows =
        json["tables"].as_array().unwrap().iter().flat_map(|t| t["rows"].as_array().unwrap());
    let row = rows.map(ToString::to_string).find(|row| row.contains("防汛"));
    assert!(row.as_ref().is_some_and(|row| row.contains("2")), "{row:?}");
}

#[test]
fn the_plan_says_who_is_missing_and_what_could_be_used() {
    let folder = workspace_copy();
    let root = folder.path();
    // Of the newest draft one item is held; it is of a unit that the issue has nothing else of.
    let list = run(root, &["list", "drafts/2024-02.toml"]).stdout;
    assert!(list.contains("1.1"), "{list}");
    run(root, &["remove", "drafts/2024-02.toml", "1.1"]);
    put(root, "inbox/林业局.txt", &letter("县林业局抓实春季造林绿化工作", "林业局"));
    run(root, &["inbox"]);
    let plan = run(root, &["plan"]);
    assert_eq!(plan.code, 0, "{plan:?}");
    for words in ["各类单位", "没有上过的单位", "留用稿", "还没有用的来稿", "县直部门", "乡镇街道"]
    {
        assert!(plan.stdout.contains(words), "{words}: {}", plan.stdout);
    }
    let command = |word: &str| {
        let line = plan.stdout.lines().find(|line| line.trim().starts_with(word));
        let line = line.unwrap_or_else(|| panic!("no {word}: {}", plan.stdout));
        line.trim()
            .split(' ')
            .skip(1)
            .map(|word| word.trim_matches('\'').to_owned())
            .collect::<Vec<_>>()
    };
    // The very commands are taken.
    for arguments in [command("kuaibao move drafts/held.toml"), command("kuaibao import --into")] {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let done = run(root, &arguments);
        assert_eq!(done.code, 0, "{arguments:?} {done:?}");
    }
    let quarter = run(root, &["plan", "--weeks", "13", "--all", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&quarter.stdout).unwrap();
    assert!(json["tables"].as_array().is_some_and(|tables| tables.len() >= 3), "{json}");
}

/// What is due of units is counted of what is registered, unless somebody has written it down.
#[test]
fn points_for_what_is_sent_in_come_from_the_register() {
    let folder = workspace_copy();
    let root = folder.path();
    let scoring = "[[own]]\nname = \"一般\"\npoints = 2\n[[class]]\nname = \"乡镇\"\ngroups = [\"乡镇街道\"]\n[[class.quota]]\nname = \"报送\"\nof = \"报送\"\nper = \"月\"\nat-least = 2\nbase = 5\nshort = 1\n";
    put(root, "scoring.toml", scoring);
    let entry = |file: &str, day: &str, units: &str, items: &str| {
        format!(
            "[[submission]]\nfile = \"{file}\"\nhash = \"{file}\"\nreceived = {day}\nunits = [{units}]\nitems = [{items}]\n\n"
        )
    };
    let register = [
        entry("一", "2023-09-04", "\"东屯镇\"", "\"东屯镇抓实秋收工作\", \"东屯镇清理河道\""),
        entry("二", "2023-09-05", "\"丰庄镇\", \"司寨乡\"", "\"两乡镇联合巡查\""),
        entry("三", "2023-09-06", "\"没有的局\"", ""),
    ];
    put(root, "inbox.toml", &register.concat());
    let why = |unit: &str| {
        let arguments = [
            "score",
            "--month",
            "2023-09",
            "--date",
            "2023-10-08",
            "--why",
            unit,
            "--format",
            "csv",
        ];
        run(root, &arguments).stdout
    };
    assert!(
        why("东屯镇").contains("报送 2 条（按来稿登记），任务 2 条，完成得 5 分"),
        "{}",
        why("东屯镇")
    );
    for unit in ["丰庄镇", "司寨乡"] {
        assert!(why(unit).contains("报送 1 条（按来稿登记），任务 2 条，少 1 条扣 1 分"), "{unit}");
    }
    assert!(why("胙城乡").contains("报送 0 条（按来稿登记），任务 2 条，少 2 条扣 2 分"));
    // Written down for one is written down for the month.
    put(root, "adopted.toml", "[[submitted]]\nmonth = \"2023-09\"\nunit = \"东屯镇\"\ncount = 1\n");
    assert!(why("东屯镇").contains("报送 1 条，任务 2 条，少 1 条扣 1 分"), "{}", why("东屯镇"));
    assert!(why("丰庄镇").contains("报送 0 条，任务 2 条，少 2 条扣 2 分"), "{}", why("丰庄镇"));
}

#[test]
fn what_became_of_a_submission_is_not_guessed_from_empty_items() {
    let folder = workspace_copy();
    let root = folder.path();
    let empty = "[[column]]\nname = \"其他\"\n\n[[column.item]]\nheadline = \"\"\nbody = \"\"\ncredits = []\n";
    put(root, "drafts/held.toml", empty);
    put(root, "inbox/林业局扫描.pdf", "%PDF-1.4 broken");
    assert_eq!(became(root), "待处理");
    let planned = run(root, &["plan"]);
    assert!(!planned.stdout.contains("（没有标题）"), "{planned:?}");
}

#[test]
fn an_item_under_another_headline_is_still_the_only_one_of_its_unit() {
    let folder = workspace_copy();
    let root = folder.path();
    let headline = "县林业局抓实春季造林绿化工作";
    put(root, "来.txt", &letter(headline, "林业局"));
    let draft = "drafts/2024-02.toml";
    run(root, &["import", "--into", draft, "--column", "民生保障", "来.txt"]);
    let text = fs::read_to_string(root.join(draft)).unwrap();
    fs::write(root.join(draft), text.replace(headline, "多措并举推进国土添绿增色")).unwrap();
    assert_eq!(became(root), "编入 2024-02 2.3");
    // Where there are two of them nobody knows which.
    put(root, "又.txt", &letter("县林业局开展古树名木普查", "林业局"));
    run(root, &["import", "--into", draft, "--column", "民生保障", "又.txt"]);
    assert_eq!(became(root), "编入 2024-02 2.3", "the other is another submission's");
    let text = fs::read_to_string(root.join(draft)).unwrap();
    fs::write(root.join(draft), text.replace("县林业局开展古树名木普查", "摸清古树家底")).unwrap();
    assert_eq!(became(root), "编入 2024-02 后又撤下");
}

#[test]
fn what_has_no_credit_is_not_its_neighbours() {
    let folder = workspace_copy();
    let root = folder.path();
    let body = "　　一是加强组织领导，明确工作责任。二是完善台账，逐项落实，已完成32户。\n";
    let text = format!(
        "魏邱乡整治人居环境\n{body}（魏邱乡）\n\n魏邱乡清理沟渠\n{body}（魏邱乡）\n\n东屯镇推进秋粮收购\n{body}"
    );
    put(root, "来.txt", &text);
    let draft = "drafts/2024-02.toml";
    run(root, &["import", "--into", draft, "--column", "民生保障", "来.txt"]);
    let register = fs::read_to_string(root.join("inbox.toml")).unwrap();
    assert!(register.contains("units = [\"魏邱乡\", \"魏邱乡\", \"（不明）\"]"), "{register}");
    let sent = |unit: &str| {
        let rates = inbox(root, &["--rates"]);
        rates.iter().find(|row| row[0] == unit).map(|row| row[1].clone()).unwrap_or_default()
    };
    assert_eq!((sent("魏邱乡").as_str(), sent("（不明）").as_str()), ("2", "1"));
}

#[test]
fn a_new_issue_follows_what_was_released_though_its_draft_has_gone() {
    let folder = workspace_copy();
    let root = folder.path();
    assert_eq!(run(root, &["release", "drafts/2024-02.toml"]).code, 0);
    assert_eq!(run(root, &["release", "2024-02", "--reissue", "更正文字"]).code, 0);
    fs::remove_file(root.join("drafts/2024-02.toml")).unwrap();
    let new = run(root, &["new"]);
    assert_eq!(new.stdout.trim(), "drafts/2024-03.toml", "{new:?}");
}

#[test]
fn a_submission_is_known_by_its_text_whatever_its_headline_becomes() {
    let folder = workspace_copy();
    let root = folder.path();
    let draft = "drafts/2024-02.toml";
    let bodies = [
        "全县共有公办养老机构9家，床位1260张，入住老人682名。",
        "三季度发放低保资金234.8万元，惠及1121户1815人。",
        "建成停车泊位320个，疏通雨污管网46公里，惠及居民2100户。",
    ];
    let names = ["养老.txt", "低保.txt", "小区.txt"];
    let headlines = ["县人社局扎实推进养老服务提质增效", "县人社局发放三季度低保资金", ""];
    for ((name, headline), body) in names.iter().zip(headlines).zip(bodies) {
        put(root, name, &format!("{headline}\n　　{body}（人社局）\n"));
        let filed = run(root, &["import", "--into", draft, "--column", "民生保障", name]);
        assert_eq!(filed.code, 0, "{filed:?}");
    }
    let fates = || -> Vec<String> {
        inbox(root, &[]).into_iter().map(|row| row.last().unwrap().clone()).collect()
    };
    assert!(fates().iter().all(|fate| fate.starts_with("编入 2024-02 ")), "{:?}", fates());
    // The first is taken out, the second has quite another headline: it is none of the first's.
    let text = fs::read_to_string(root.join(draft)).unwrap();
    let first = text.find(&format!("headline = \"{}\"", headlines[0])).unwrap();
    let start = text[..first].rfind("[[column.item]]").unwrap();
    let end = start + 4 + text[start + 4..].find("[[column.item]]").unwrap();
    let text = [&text[..start], &text[end..]].concat();
    let text = text.replace(headlines[1], "各项救助资金发放及时足额");
    fs::write(root.join(draft), &text).unwrap();
    let now = fates();
    assert_eq!(now[0], "编入 2024-02 后又撤下", "{now:?}");
    assert!(now[1].starts_with("编入 2024-02 ") && now[2].starts_with("编入 2024-02 "), "{now:?}");
    assert_ne!(now[1], now[2]);
    // Its text was edited behind its beginning, its unit has another name: it stands there still.
    let text = text.replace("1815人。", "1815人，按时足额。");
    fs::write(root.join(draft), text.replace("credits = [\"人社局\"]", "credits = [\"县人社局\"]"))
        .unwrap();
    assert_eq!(fates()[1], now[1]);
}

#[test]
fn what_cannot_be_read_is_told_when_it_is_registered() {
    let folder = workspace_copy();
    let root = folder.path();
    put(root, "inbox/空.docx", "");
    put(root, "inbox/坏.docx", "PK damaged");
    put(root, "inbox/好.txt", &letter("县林业局抓实春季造林绿化工作", "林业局"));
    let first = run(root, &["inbox"]);
    for name in ["空.docx", "坏.docx"] {
        let told = format!("注意：inbox/{name} 没有读出文字，只登记了文件");
        assert!(first.stderr.contains(&told), "{first:?}");
    }
    assert!(!first.stderr.contains("好.txt"), "{first:?}");
    assert!(!run(root, &["inbox"]).stderr.contains("没有读出"), "once");
}

#[test]
fn what_is_used_cannot_be_called_unused() {
    let folder = workspace_copy();
    let root = folder.path();
    put(root, "县林业局.txt", &letter("县林业局抓实春季造林绿化工作", "林业局"));
    let into = ["import", "--into", "drafts/2024-02.toml", "--column", "民生保障", "县林业局.txt"];
    assert_eq!(run(root, &into).code, 0);
    let unused = ["inbox", "--unused", "县林业局.txt", "--reason", "重复"];
    let refused = run(root, &unused);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("都已经用上了（编入 2024-02 "), "{refused:?}");
    let list = run(root, &["list", "drafts/2024-02.toml"]).stdout;
    let at = list.lines().find(|line| line.contains("春季造林")).expect("there").trim();
    let at = at.split_whitespace().next().expect("a number");
    assert_eq!(run(root, &["remove", "drafts/2024-02.toml", at]).code, 0, "{list}");
    let then = run(root, &["inbox", "--format", "csv"]).stdout;
    assert!(then.contains("留用") || then.contains("撤下"), "{then}");
}

#[test]
fn a_plan_says_that_the_register_cannot_be_read() {
    let folder = workspace_copy();
    let root = folder.path();
    put(root, "inbox/林业局.txt", &letter("县林业局抓实春季造林绿化工作", "林业局"));
    run(root, &["inbox", "--quiet"]);
    let register = fs::read_to_string(root.join("inbox.toml")).unwrap();
    let day = register.lines().find(|line| line.starts_with("received")).expect("a day");
    put(root, "inbox.toml", &register.replace(day, "received = 2026-99-28"));
    let plan = run(root, &["plan"]);
    assert_eq!(plan.code, 1, "{plan:?}");
    assert!(
        plan.stderr.contains("inbox.toml:") && plan.stderr.contains("来稿登记里有读不出的地方")
    );
    assert!(!plan.stdout.contains("没有要特别考虑的"), "{}", plan.stdout);
    let inbox = run(root, &["inbox"]);
    assert!(inbox.stderr.contains("用文本编辑器打开 inbox.toml，照上面说的改好"), "{inbox:?}");
}
