//! Points: each is traced, traces are the totals, and the order of files and records is nothing.

use std::path::Path;

use chrono::{Datelike as _, NaiveDate};
use kuaibao::config::units::Roster;
use kuaibao::draft::Draft;
use kuaibao::export::Form;
use kuaibao::office::press::Press;
use kuaibao::office::score::{self, EXAMPLES};
use kuaibao::office::store::Who;
use kuaibao::office::{Office, release};
use kuaibao::score::adopted::Beside;
use kuaibao::score::scheme::Issues;
use kuaibao::score::{Adopted, Board, Facts, Issue, Per, Period, Scheme, Trace};
use kuaibao::source::Source;
use kuaibao::workspace::files;
use kuaibao::zh::decimal::Decimal;
use proptest::prelude::*;

use crate::support::{root, run};

const ROSTER: &str = r#"
[[unit]]
credit = "东屯镇"
group = "乡镇街道"
[[unit]]
credit = "司寨乡"
group = "乡镇街道"
[[unit]]
credit = "丰庄镇"
group = "乡镇街道"
[[unit]]
name = "县发展和改革委员会"
credit = "发改委"
group = "县直部门"
[[unit]]
credit = "财政局"
group = "县直部门"
[[unit]]
credit = "文明办"
group = "其他"
"#;

const UNITS: [&str; 6] = ["东屯镇", "司寨乡", "丰庄镇", "发改委", "财政局", "文明办"];

/// Every kind of rule at once.
const SCHEME: &str = r#"
places = 2
joint = "平分"
same-item = "取最高"
same-item-instructions = "取最高"
[[own]]
name = "专期"
alone = true
points = 7
[[own]]
name = "简讯"
characters-at-most = 5
points = 1
[[own]]
name = "一般"
points = 2.5
[[level]]
name = "市级"
instruction = 5
forwarded = 1.5
compiled = 0.5
[[level]]
name = "省级"
instruction = 20
[[journal]]
name = "昨日情况"
level = "市级"
points = 3
kinds = { "专报" = 20 }
[[journal]]
name = "省政府信息"
level = "省级"
points = 10
instruction = 30
[commission]
points = 2
late = 1
missing = 3
[[class]]
name = "乡镇"
groups = ["乡镇街道"]
[[class.quota]]
of = "采用"
per = "月"
at-least = 2
base = 2
extra = 0.5
most = 3
most-in-year = 5
short = 1
short-most = 1.5
[[class.quota]]
of = "报送"
per = "季"
at-least = 4
base = 1
[[class]]
name = "县直"
groups = ["县直部门", "其他"]
"#;

fn roster() -> Roster {
    Roster::read(&Source::new("units.toml", ROSTER)).0
}

fn scheme(text: &str) -> Scheme {
    let (scheme, found) = Scheme::read(&Source::new("scoring.toml", text), &roster());
    assert!(found.is_empty(), "{found:?}");
    scheme
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// An item as it is made up: the units it credits, by number, and how long it is.
#[derive(Debug, Clone)]
struct Made {
    units: Vec<usize>,
    long: bool,
}

fn draft(number: usize, date: NaiveDate, items: &[Made]) -> String {
    let mut text = format!("number = {number}\ndate = {date}\n[[column]]\nname = \"要闻\"\n");
    for (at, item) in items.iter().enumerate() {
        let units: Vec<String> =
            item.units.iter().map(|unit| format!("\"{}\"", UNITS[*unit])).collect();
        let body = if item.long { "今年开工三个项目。" } else { "开工。" };
        text.push_str(&format!(
            "[[column.item]]\nheadline = \"第{number}期第{at}条\"\nbody = \"{body}\"\ncredits = [{}]\n",
            units.join(", ")
        ));
    }
    text
}

fn issues(drafts: &[MadeIssue]) -> Vec<Issue> {
    let issue = |(number, date, items): &MadeIssue| {
        let source = Source::new("draft.toml", draft(*number, *date, items));
        let draft = Draft::read(&source).value;
        let name = format!("{}-{number:02}", date.year());
        let (issue, found) = Issue::of(name, &draft, &roster()).unwrap();
        assert!(found.is_empty(), "{found:?}");
        issue
    };
    drafts.iter().map(issue).collect()
}

fn adopted(scheme: &Scheme, issues: &[Issue], records: &[String]) -> Adopted {
    let names: Vec<String> = issues.iter().map(|issue| issue.name.clone()).collect();
    let roster = roster();
    let beside = Beside { scheme, roster: &roster, issues, names: &names };
    Adopted::read(&Source::new("adopted.toml", records.join("\n")), beside).0
}

fn board(scheme: &Scheme, issues: &[Issue], adopted: &Adopted, period: Period) -> Board {
    let roster = roster();
    let today = day(2025, 1, 10);
    Board::of(Facts { scheme, roster: &roster, issues, adopted, today }, period)
}

fn sum<'a>(traces: impl Iterator<Item = &'a Trace>) -> Decimal {
    traces.fold(Decimal::ZERO, |sum, trace| sum + trace.points)
}

/// What a board says, without lines of files.
fn said(board: &Board) -> String {
    let traces: Vec<Trace> =
        board.traces.iter().map(|trace| Trace { line: None, ..trace.clone() }).collect();
    format!("{:?}\n{traces:?}", board.classes)
}

/// An issue as it is made up: its number, day and items.
type MadeIssue = (usize, NaiveDate, Vec<Made>);

/// A year of issues, and records about them.
fn year() -> impl Strategy<Value = (Vec<MadeIssue>, Vec<String>)> {
    let item = (proptest::sample::subsequence((0..6).collect::<Vec<_>>(), 1..5), any::<bool>())
        .prop_map(|(units, long)| Made { units, long });
    let issue = (1u32..13, 1u32..29, proptest::collection::vec(item, 1..5));
    let issues = proptest::collection::vec(issue, 1..12).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        numbered.map(|(at, (month, on, items))| (at + 1, day(2024, month, on), items)).collect()
    });
    let unit = || proptest::sample::select(&UNITS[..]);
    let date = || (1u32..13, 1u32..29).prop_map(|(month, on)| day(2024, month, on));
    let number = 1usize..13;
    let adoption = (
        prop_oneof![Just("昨日情况\"\nkind = \"专报"), Just("昨日情况"), Just("省政府信息")],
        date(),
        number.clone(),
        any::<bool>(),
        any::<bool>(),
    );
    let adoption = adoption.prop_map(|(journal, date, number, forwarded, compiled)| {
        format!(
            "[[adopted]]\njournal = \"{journal}\"\ndate = {date}\nitem = \"2024-{number:02} 1.1\"\nforwarded = {forwarded}\ncompiled = {compiled}\n"
        )
    });
    let loose = (date(), unit(), 1u32..4).prop_map(|(date, unit, at)| {
        format!("[[adopted]]\njournal = \"昨日情况\"\ndate = {date}\nheadline = \"第{at}期第0条\"\nunits = [\"{unit}\"]\n")
    });
    let instruction = (prop_oneof![Just("市级"), Just("省级")], date(), number).prop_map(
        |(level, date, number)| {
            format!("[[instruction]]\nlevel = \"{level}\"\ndate = {date}\nitem = \"2024-{number:02} 1.1\"\n")
        },
    );
    let commission =
        (date(), unit(), proptest::option::of(date())).prop_map(|(due, unit, done)| {
            let done = done.map(|done| format!("done = {done}\n")).unwrap_or_default();
            format!(
                "[[commission]]\ntopic = \"约{due}\"\nunits = [\"{unit}\"]\ndue = {due}\n{done}"
            )
        });
    let submitted = (1u32..13, unit(), 0u32..6).prop_map(|(month, unit, count)| {
        format!("[[submitted]]\nmonth = \"2024-{month:02}\"\nunit = \"{unit}\"\ncount = {count}\n")
    });
    let other = (date(), unit(), -40i32..40).prop_map(|(date, unit, tenths)| {
        let points = f64::from(tenths) / 10.0;
        format!("[[other]]\ndate = {date}\nunits = [\"{unit}\"]\npoints = {points:.1}\nreason = \"迟报\"\n")
    });
    let record = prop_oneof![adoption, loose, instruction, commission, submitted, other];
    (issues, proptest::collection::vec(record, 0..20))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn traces_are_the_totals_and_months_add_up_to_the_year((drafts, records) in year()) {
        let scheme = scheme(SCHEME);
        let issues = issues(&drafts);
        let adopted = adopted(&scheme, &issues, &records);
        let whole = board(&scheme, &issues, &adopted, Period::year("2024").unwrap());
        for row in whole.rows() {
            prop_assert_eq!(sum(whole.of_unit(row.unit)), row.total, "{}", row.name);
            prop_assert_eq!(row.by.iter().fold(Decimal::ZERO, |a, b| a + *b), row.total);
            prop_assert_eq!(row.in_year, row.total);
        }
        let all: Decimal = whole.rows().fold(Decimal::ZERO, |all, row| all + row.total);
        prop_assert_eq!(all, sum(whole.traces.iter()));
        for per in [Per::Month, Per::Quarter] {
            let mut totals = vec![Decimal::ZERO; UNITS.len()];
            for part in Period::parts_of(2024, per) {
                let part = board(&scheme, &issues, &adopted, part);
                for row in part.rows() {
                    totals[row.unit] = totals[row.unit] + row.total;
                    prop_assert_eq!(row.in_year, totals[row.unit], "{} {}", part.period, row.name);
                }
            }
            for row in whole.rows() {
                prop_assert_eq!(totals[row.unit], row.total);
            }
        }
    }

    #[test]
    fn order_is_nothing(
        (drafts, records) in year(),
        (seed, turn) in (any::<u64>(), 0usize..12),
    ) {
        let scheme = scheme(SCHEME);
        let period = Period::year("2024").unwrap();
        let own = issues(&drafts);
        let before = board(&scheme, &own, &adopted(&scheme, &own, &records), period);
        let (mut other, mut shuffled) = (own, records);
        let mut at = seed | 1;
        let mut next = |most: usize| {
            at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (at >> 33) as usize % most.max(1)
        };
        let turn = turn % other.len();
        other.rotate_left(turn);
        for index in (1..shuffled.len()).rev() {
            shuffled.swap(index, next(index + 1));
        }
        let after = board(&scheme, &other, &adopted(&scheme, &other, &shuffled), period);
        prop_assert_eq!(said(&before), said(&after));
    }

    /// What the units of an item get for it is what the item is worth, unless each gets all.
    #[test]
    fn shares_of_an_item_are_the_item((drafts, _) in year()) {
        let issues = issues(&drafts);
        let scheme = scheme(SCHEME);
        let period = Period::year("2024").unwrap();
        let board = board(&scheme, &issues, &Adopted::default(), period);
        for issue in &issues {
            for item in &issue.items {
                let place = format!("{} {}", issue.name, item.number);
                let got = sum(board.traces.iter().filter(|trace| trace.place == place));
                let worth = match (issue.items.len(), item.characters) {
                    (1, _) => Decimal::integer(7),
                    (_, ..=5) => Decimal::integer(1),
                    _ => Decimal::integer(5).half(),
                };
                prop_assert_eq!(got, worth, "{}", place);
            }
        }
    }
}

#[test]
fn the_rule_sets_of_real_offices_are_in_order() {
    for (name, _, text) in EXAMPLES {
        let (scheme, found) = Scheme::read(&Source::new(*name, *text), &roster());
        assert!(found.is_empty(), "{name}: {found:?}");
        assert!(!scheme.own.is_empty(), "{name}");
        assert_eq!(text.lines().next(), Some("#:schema ./schema/scoring.json"), "{name}");
    }
}

/// What the rules of one file say against each other is told where it stands.
#[test]
fn rules_that_contradict_each_other_are_told() {
    const ANY: &str = "\n[[own]]\nname = \"一般\"\npoints = 2\n";
    let short = |name: &str, most| {
        format!("[[own]]\nname = \"{name}\"\npoints = 1\ncharacters-at-most = {most}\n")
    };
    let quota = |name: &str, of: &str, rest: &str| {
        format!(
            "\n[[class.quota]]\nname = \"{name}\"\nof = \"{of}\"\nper = \"月\"\nat-least = 2\nbase = 1\n{rest}"
        )
    };
    let class = format!("{ANY}\n[[class]]\nname = \"镇\"\ngroups = [\"乡镇街道\"]");
    let level =
        |name: &str, points: u32| format!("\n[[level]]\nname = \"{name}\"\ninstruction = {points}");
    let of_kind =
        |kind: &str| format!("[[own]]\nname = \"{kind}\"\nkind = \"{kind}\"\npoints = 2\n");
    let cases = [
        (format!("{}{}{ANY}", short("短", 100), short("更短", 50)), &["“更短”永远轮不到"][..]),
        (format!("{}{}{ANY}", short("更短", 50), short("短", 100)), &[]),
        (format!("{}{}", ANY, short("短", 50)), &["“短”永远轮不到"]),
        (format!("{}{}{ANY}", of_kind("正刊"), of_kind("增刊")), &["“一般”永远轮不到"]),
        (format!("{}{}", of_kind("正刊"), of_kind("增刊")), &[]),
        (of_kind("正刊"), &["各类都有条件，都不合的条目不得分"]),
        (
            format!("joint = \"第一单位\"{ANY}\njoint-points = 1"),
            &["前面写了合写的只计第一单位，这里又写合写时每个单位几分"],
        ),
        (
            format!("{ANY}{}{}", level("市级", 5), level("省级", 2)),
            &["“省级”的批示与“市级”的比，级别高的反而分少"],
        ),
        (format!("{ANY}{}{}", level("省级", 5), level("市级", 5)), &[]),
        (
            format!("{class}{}{}", quota("甲", "采用", ""), quota("乙", "采用", "")),
            &["“乙”与“甲”数的是同样的条目"],
        ),
        (format!("{class}{}{}", quota("甲", "采用", ""), quota("乙", "报送", "")), &[]),
        (
            format!(
                "{class}{}{}",
                quota("甲", "采用", ""),
                quota("乙", "采用", "kinds = [\"一般\"]")
            ),
            &[],
        ),
        // One fault, and nothing that only follows from it.
        (format!("joint = \"全计\"\njoint = \"平分\"{ANY}"), &["“joint”写了两次"]),
        (
            format!(
                "{ANY}{}\n[[journal]]\nname = \"刊\"\nlevel = \"市级\"\nkinds = {{ \"简讯\" = 1, \"简讯\" = 2 }}",
                level("市级", 1)
            ),
            &["“简讯”写了两次"],
        ),
        (String::new(), &["本刊条目每条几分没有写 [[own]]"]),
        (format!("{ANY}\njoint-points = 1e400"), &["“joint-points”的数大得不合理"]),
    ];
    for (text, expected) in cases {
        let (_, found) = Scheme::read(&Source::new("scoring.toml", &*text), &roster());
        let said: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(said, expected, "{text}");
    }
}

/// A small year by hand: who gets what, and why.
#[test]
fn points_by_hand() {
    let scheme = scheme(SCHEME);
    let one = |units: &[usize], long| Made { units: units.to_vec(), long };
    let drafts = [
        (1, day(2024, 1, 5), vec![one(&[0, 1, 2], true), one(&[0], false)]),
        (2, day(2024, 1, 12), vec![one(&[3], true)]),
    ];
    let issues = issues(&drafts);
    let records = [
        "[[adopted]]\njournal = \"昨日情况\"\ndate = 2024-02-01\nitem = \"2024-01 1.1\"\n".to_owned(),
        "[[instruction]]\nlevel = \"市级\"\ndate = 2024-02-03\nitem = \"2024-02 1.1\"\n".to_owned(),
        "[[commission]]\ntopic = \"约\"\nunits = [\"东屯镇\"]\ndue = 2024-01-10\ndone = 2024-01-12\n".to_owned(),
    ];
    let adopted = adopted(&scheme, &issues, &records);
    let totals = |period: &str| {
        let board = board(&scheme, &issues, &adopted, Period::month(period).unwrap());
        let shown =
            |row: &kuaibao::score::board::Row| format!("{}{} {}", row.rank, row.name, row.total);
        board.rows().map(shown).collect::<Vec<_>>()
    };
    // 东屯镇 0.84 + 1 − 1 + 2；司寨乡 0.83，少一条扣 1；丰庄镇 the same.
    assert_eq!(
        totals("2024-01"),
        ["1东屯镇 2.84", "2司寨乡 -0.17", "2丰庄镇 -0.17", "1发改委 7", "2财政局 0", "2文明办 0"]
    );
    // What is taken by another journal gives what it gives more: 1 for each, of 3 for three, beside
    // 0.84 and 0.83. No issue came out, so none was due.
    assert_eq!(
        totals("2024-02"),
        ["1司寨乡 0.17", "1丰庄镇 0.17", "3东屯镇 0.16", "1发改委 5", "2财政局 0", "2文明办 0"]
    );
}

#[test]
fn other_points_are_given_and_taken_and_slips_in_them_told() {
    let scheme = scheme(SCHEME);
    let record = "[[other]]\ndate = 2024-03-05\nunits = [\"东屯镇\", \"发改委\"]\npoints = -2.5\nreason = \"迟报\"\n[[other]]\ndate = 2024-03-06\nunits = [\"东屯镇\"]\npoints = 1\nreason = \"获奖\"\n";
    let records = adopted(&scheme, &[], &[record.to_owned()]);
    let board = board(&scheme, &[], &records, Period::month("2024-03").unwrap());
    let totals: Vec<String> =
        board.rows().map(|row| format!("{} {}", row.name, row.total)).collect();
    assert!(totals.contains(&"东屯镇 -1.5".to_owned()), "{totals:?}");
    assert!(totals.contains(&"发改委 -2.5".to_owned()), "{totals:?}");
    let rules: Vec<&str> = board.of_unit(0).map(|trace| trace.rule.as_str()).collect();
    assert_eq!(rules, ["扣 2.5 分", "加 1 分"]);
    let slips = "[[other]]\ndate = 2024-03-05\nunits = [\"东屯村\"]\npoints = 20000\n[[other]]\nreason = \"x\"\n[[other]]\ndate = 2024-03-05\nunits = [\"东屯镇\"]\npoints = 0.00001\nreason = \"x\"\n";
    let roster = roster();
    let beside = Beside { scheme: &scheme, roster: &roster, issues: &[], names: &[] };
    let twice = [record, record].concat();
    for (text, expected) in [
        (
            slips,
            &[
                "这一次加减分没有写 reason",
                "points 的分数不合理",
                "“东屯村”不在单位名录里",
                "这一次加减分没有写 date",
                "这一次加减分没有写 points",
                "这一次加减分没有写 units",
                "points 的分数不合理",
            ][..],
        ),
        (&twice, &["“迟报”记了两遍", "“获奖”记了两遍"]),
    ] {
        let (_, found) = Adopted::read(&Source::new("adopted.toml", text), beside);
        let told: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(told, expected);
    }
}

/// A workspace of two months, in which all that can be given is given.
fn sample(template: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = root().join("tests/cli/score.in");
    std::fs::create_dir(folder.path().join("drafts")).unwrap();
    for name in ["units.toml", "scoring.toml", "adopted.toml"] {
        std::fs::copy(from.join(name), folder.path().join(name)).unwrap();
    }
    for name in ["2024-01.toml", "2024-02.toml", "2024-z01.toml"] {
        let name = format!("drafts/{name}");
        std::fs::copy(from.join(&name), folder.path().join(&name)).unwrap();
    }
    let config = std::fs::read_to_string(from.join("bulletin.toml")).unwrap();
    let config = format!("template = \"{template}\"\n{config}");
    std::fs::write(folder.path().join("bulletin.toml"), config).unwrap();
    folder
}

fn office(folder: &Path) -> Office {
    Office::open(files::disk(), folder, folder, Who::default()).unwrap()
}

/// The page is proven by the readers of its form, and its text is compared with what was laid out.
#[test]
fn a_notice_is_a_page_of_each_template_in_each_form() {
    for template in ["kuaibao", "jianbao"] {
        let folder = sample(template);
        let office = office(folder.path());
        let quarter = Period::quarter("2024-Q1").unwrap();
        let scored = score::score(&office, quarter, day(2024, 4, 1), None).unwrap();
        assert!(!scored.has_errors(), "{:?}", scored.findings);
        for form in [Form::Pdf, Form::Docx, Form::Html, Form::Ofd] {
            let (files, found) = score::notice(&office, &scored, day(2024, 4, 1), form).unwrap();
            let files = files.unwrap_or_else(|| panic!("{template}: {found:?}"));
            assert_eq!(files.len(), 1, "{template}");
            if form == Form::Html {
                let page = String::from_utf8(files[0].bytes.clone()).unwrap();
                for words in
                    ["2024年第1季度政务信息采用情况通报", "采用情况通报", "胙城乡", "35.50"]
                {
                    assert!(page.contains(words), "{template}: {words}");
                }
                assert!(!page.contains("第0期"), "{template}");
            }
        }
    }
}

/// Released issues count as they were released, whatever has become of their drafts.
#[test]
fn only_what_was_released_counts_where_the_office_wants_it() {
    let folder = sample("kuaibao");
    let period = Period::month("2024-01").unwrap();
    let totals = |released: bool| {
        let issues = released.then_some(Issues::Released);
        let scored =
            score::score(&office(folder.path()), period, day(2024, 1, 20), issues).unwrap();
        assert!(!scored.has_errors(), "{:?}", scored.findings);
        scored.board.items
    };
    assert_eq!((totals(false), totals(true)), (4, 0));
    let mut said = vec![];
    let press = Press::new(office(folder.path()), &mut said).unwrap();
    let chosen = press.office.one(Path::new("drafts/2024-01.toml")).unwrap();
    let entry = press.office.entry(&chosen).unwrap();
    assert!(release::release(&press, &entry, None, &mut said).unwrap().is_some(), "{said:?}");
    std::fs::remove_file(folder.path().join("drafts/2024-01.toml")).unwrap();
    assert_eq!((totals(false), totals(true)), (4, 2));
    // What was altered since is no release.
    let kept = folder.path().join("archive/2024/2024-01.toml");
    let text = std::fs::read_to_string(&kept).unwrap();
    std::fs::write(&kept, text.replacen("东屯镇", "司寨乡", 1)).unwrap();
    let issues = Some(Issues::Released);
    let error = score::score(&office(folder.path()), period, day(2024, 1, 20), issues)
        .expect_err("refused");
    assert_eq!(error.to_string(), "存档的 2024-01 被改动过或不全，没有计分");
    let counted = run(folder.path(), &["count", "--released", "--year", "2024"]);
    assert_eq!(counted.code, 1);
    assert!(
        counted.stderr.contains("2024-01.toml 在发布以后被改动过或不见了，没有算进去"),
        "{counted:?}"
    );
}

#[test]
fn no_report_takes_the_place_of_an_issue() {
    let folder = sample("kuaibao");
    let at = folder.path();
    for name in ["2024-01.pdf", "2024-01.docx", "2024-02.png", "2024-z01.pdf"] {
        std::fs::create_dir_all(at.join("out")).unwrap();
        std::fs::write(at.join("out").join(name), "").unwrap();
    }
    for (command, file, instead) in [
        (&["score", "--format", "pdf"][..], "out/2024-01.pdf", ".score.pdf"),
        (&["score"], "out/2024-01.docx", ".score.docx"),
        (&["score"], "out/2024-z01.pdf", ".score.pdf"),
        (&["count"], "out/2024-01.pdf", ".count.pdf"),
        (&["count"], "out/2024-02.png", ".count.png"),
    ] {
        let told = run(at, &[command, &["--month", "2024-01", "-o", file]].concat());
        assert_ne!(told.code, 0, "{command:?} {file}");
        assert!(told.stderr.contains(&format!("请以 {instead} 结尾")), "{told:?}");
        assert_eq!(std::fs::read(at.join(file)).unwrap(), b"", "{file}");
    }
    std::fs::write(at.join("out/x.pdf"), "number = 1").unwrap();
    for command in ["score", "count"] {
        let told = run(at, &[command, "--month", "2024-01", "-o", "out/x.pdf"]);
        assert!(told.stderr.contains("不是以前印出来的"), "{told:?}");
        let told = run(at, &[command, "--month", "2024-01", "-o", "out/一月.pdf"]);
        assert_eq!(told.code, 0, "{told:?}");
    }
}

#[test]
fn a_draft_that_cannot_be_counted_is_no_small_matter() {
    let folder = sample("kuaibao");
    std::fs::write(folder.path().join("drafts/2024-03.toml"), "number = \"").unwrap();
    let period = Period::month("2024-01").unwrap();
    let scored = score::score(&office(folder.path()), period, day(2024, 1, 20), None).unwrap();
    assert!(scored.has_errors());
    assert_eq!(scored.left_out, [Path::new("drafts/2024-03.toml")]);
}
