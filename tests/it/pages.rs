//! The pages: all text is there, in order, where GB/T 9704-2012 wants it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kuaibao::bulletin::{Block, Bulletin};
use kuaibao::config::{Limits, PageTarget};
use kuaibao::lint::{self, Subject};
use kuaibao::source::Level;
use kuaibao::typeset::fit::{self, Fitted, Verdict};
use kuaibao::typeset::{FontSet, Mark, MarkKind, Setting, Text};

use kuaibao::workspace::Entry;

use crate::support::{COVERAGE, ISSUES, YANJIN, check, entry, issue, lower, print, typesetter};

const MM: f64 = 72.0 / 25.4;
/// The type area: 37 mm from the top, 225 mm high, 156 mm wide, 28 mm from the spine
/// (GB/T 9704-2012, 5.2.1).
const TOP: f64 = 37.0 * MM;
const BOTTOM: f64 = TOP + Setting::AREA_HEIGHT;
const SPINE: f64 = 28.0 * MM;
const OUTSIDE: f64 = 26.0 * MM;

/// What a line must not begin and end with (GB/T 15834-2011, 5.1).
const NOT_FIRST: &str = "。，、；：？！）》”’】〕";
const NOT_LAST: &str = "（《“‘【〔";

/// A bulletin with its pages.
struct Printed {
    name: String,
    entry: &'static Entry,
    bulletin: Bulletin,
    fitted: Fitted,
    texts: Vec<Text>,
    marks: Vec<Mark>,
    proof: bool,
}

impl Printed {
    fn new(
        name: &str,
        entry: &'static Entry,
        bulletin: Bulletin,
        target: PageTarget,
        proof: bool,
    ) -> Self {
        let fitted = print(&bulletin, proof, target);
        // What makes a proof: the stamp, the fingerprint, numbers in the margins, lines to sign on at the foot.
        let stamp = |text: &Text| {
            let left = if text.page % 2 == 1 { SPINE } else { OUTSIDE };
            let in_margin = text.x + text.width < left
                || text.x > left + Setting::AREA_WIDTH
                || text.y > BOTTOM + 30.0
                || text.y < Setting::AREA_TOP - 30.0;
            proof && (text.text == "送审稿" || in_margin)
        };
        let texts = fitted.pages.texts().iter().filter(|text| !stamp(text)).cloned().collect();
        let marks = fitted.pages.marks().to_vec();
        Self { name: name.to_owned(), entry, proof, bulletin, fitted, texts, marks }
    }

    /// A draft with this text, which must have no errors.
    fn draft(name: &str, text: &str) -> Self {
        let entry =
            leaked(if text.contains("增刊") { "2024-z07.toml" } else { "2024-07.toml" }, text);
        let found = check(entry);
        assert!(!found.has_errors(), "{name}: {:?}", found.diagnostics);
        // Contents have tests of their own; here each text is looked for once.
        let bulletin = Bulletin { contents: false, ..lower(entry, &YANJIN.config) };
        Self::new(name, entry, bulletin, PageTarget::Even, false)
    }

    /// The texts in the type area.
    fn inner(&self) -> impl Iterator<Item = &Text> {
        self.texts.iter().filter(|text| text.y <= BOTTOM + 0.01)
    }

    /// Where columns, items and a note stand: below the masthead, above the end block.
    fn is_body(&self, text: &Text) -> bool {
        let before = |mark: &Mark| (mark.page, mark.y) < (text.page, text.y);
        let begun = self.marks.iter().any(|mark| mark.kind != MarkKind::End && before(mark));
        begun && !self.in_end_block(text)
    }

    fn end(&self) -> &Mark {
        self.marks.iter().find(|mark| mark.kind == MarkKind::End).unwrap()
    }

    fn in_end_block(&self, text: &Text) -> bool {
        text.page == self.end().page && text.y > self.end().y
    }

    /// Lines of text by page and baseline, each from left to right.
    fn lines<'a>(&'a self, texts: impl Iterator<Item = &'a Text>) -> Vec<Line> {
        let mut found: BTreeMap<(usize, i64), Vec<&Text>> = BTreeMap::new();
        for text in texts {
            found.entry((text.page, (text.y * 2.0).round() as i64)).or_default().push(text);
        }
        let line = |mut texts: Vec<&Text>| {
            texts.sort_by(|a, b| a.x.total_cmp(&b.x));
            Line {
                page: texts[0].page,
                y: texts[0].y,
                text: texts.iter().map(|text| text.text.as_str()).collect(),
            }
        };
        found.into_values().map(line).collect()
    }
}

/// A draft that lives as long as the tests.
fn leaked(path: &str, text: &str) -> &'static Entry {
    Box::leak(Box::new(entry(&format!("drafts/{path}"), text)))
}

struct Line {
    page: usize,
    y: f64,
    text: String,
}

/// A character with its page and baseline.
struct Placed {
    c: char,
    page: usize,
    y: f64,
}

/// The characters in the order of reading, without white space.
fn characters(printed: &Printed) -> Vec<Placed> {
    let place = |text: &Text, c: char| Placed { c, page: text.page, y: text.y };
    printed
        .inner()
        .flat_map(|text| text.text.chars().map(|c| place(text, c)).collect::<Vec<_>>())
        .filter(|placed| !placed.c.is_whitespace())
        .collect()
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn body(item: &kuaibao::bulletin::Item) -> String {
    item.body.iter().map(Block::text).collect()
}

static REAL: LazyLock<Vec<Printed>> = LazyLock::new(|| {
    let one = |name: &str| {
        Printed::new(
            name,
            issue(name),
            lower(issue(name), &YANJIN.config),
            YANJIN.config.pages,
            false,
        )
    };
    ISSUES.into_iter().map(one).collect()
});

type Invariant = fn(&Printed);

/// What holds for every page of every bulletin.
const INVARIANTS: &[Invariant] = &[
    text_is_complete_and_in_order,
    text_keeps_to_the_type_area,
    page_numbers_stand_outside,
    lines_of_han_keep_the_measure,
    baselines_keep_the_grid,
    columns_begin_with_an_item,
    units_are_whole,
    lines_begin_and_end_well,
    end_block_is_at_the_foot,
    glyphs_are_there,
    audit_is_silent,
];

fn text_is_complete_and_in_order(printed: &Printed) {
    let characters = characters(printed);
    let page: String = characters.iter().map(|placed| placed.c).collect();
    let mut rest = page.as_str();
    let mut expect = |text: &str, what: &str| {
        let text = plain(text);
        let Some(at) = rest.find(&text) else {
            panic!("{}: {what} “{text}” is not on the page in its place: {rest}", printed.name)
        };
        rest = &rest[at + text.len()..];
    };
    let bulletin = &printed.bulletin;
    expect(&bulletin.name, "name");
    expect(&format!("第{}期", bulletin.number), "number");
    expect(&bulletin.publisher, "publisher");
    for runs in &bulletin.note {
        expect(&runs.iter().map(|run| run.text.as_str()).collect::<String>(), "note");
    }
    for column in &bulletin.columns {
        expect(&format!("【{}】", column.name), "column");
        for item in &column.items {
            // Nothing comes between: no space, no mark, no character of another place.
            expect(&format!("{}{}", item.headline, body(item)), "headline and body");
            expect(&format!("（{}）", item.credits.concat()), "credit");
        }
    }
    let whole = |text: &str| assert!(page.contains(&plain(text)), "{}: {text}", printed.name);
    whole(&format!("本期发：{}", bulletin.distribution));
    whole(&format!("责任编辑：{}", bulletin.signoff.editor));
    whole(&format!("审核：{}", bulletin.signoff.reviewer));
    whole(&format!("签发：{}", bulletin.signoff.approver));
    let expected = plain(&expected_text(bulletin)).chars().count();
    assert_eq!(characters.len(), expected, "{}: characters on the pages", printed.name);
}

/// All that may be on the pages, in no order.
fn expected_text(bulletin: &Bulletin) -> String {
    use chrono::Datelike as _;
    let date = bulletin.date;
    let kind = match bulletin.kind {
        kuaibao::draft::Kind::Regular => "",
        kuaibao::draft::Kind::Supplement => "增刊",
    };
    let total = bulletin.total.map(|total| format!("（总第{total}期）")).unwrap_or_default();
    let mut text = format!(
        "{}{kind}第{}期{total}{}{}年{}月{}日",
        bulletin.name,
        bulletin.number,
        bulletin.publisher,
        date.year(),
        date.month(),
        date.day()
    );
    let note: String = bulletin.note.iter().flatten().map(|run| run.text.as_str()).collect();
    if !note.is_empty() && !note.starts_with("编者按") {
        text.push_str("编者按：");
    }
    text.push_str(&note);
    for column in &bulletin.columns {
        text.push_str(&format!("【{}】", column.name));
        for item in &column.items {
            text.push_str(&format!("{}{}（{}）", item.headline, body(item), item.credits.concat()));
        }
    }
    let signoff = &bulletin.signoff;
    let names = format!("{}{}{}", signoff.editor, signoff.reviewer, signoff.approver);
    text + &format!("本期发：{}责任编辑：审核：签发：{names}", bulletin.distribution)
}

fn text_keeps_to_the_type_area(printed: &Printed) {
    for text in printed.inner() {
        let left = if text.page % 2 == 1 { SPINE } else { OUTSIDE };
        let place = format!("{}, page {}: “{}”", printed.name, text.page, text.text);
        assert!(text.y > TOP, "{place} is above the type area");
        assert!(text.x >= left - 0.1, "{place} is left of the type area");
        // A space at the end of a line may hang out.
        let shown = text.text.trim_end();
        let hanging = text.text.chars().count() - shown.chars().count();
        let count = text.text.chars().count().max(1);
        let right = text.x + text.width * (count - hanging) as f64 / count as f64;
        // A run is as wide as its glyphs' shares of a justified line, the last one's included; the
        // standard allows the margins 1 mm.
        let over = right - left - Setting::AREA_WIDTH;
        assert!(over < MM, "{place} is {over:.2} pt right of the type area");
    }
}

fn page_numbers_stand_outside(printed: &Printed) {
    for page in 1..=printed.fitted.pages.count() {
        let below: Vec<&Text> =
            printed.texts.iter().filter(|t| t.page == page && t.y > BOTTOM + 0.01).collect();
        let text: String = below.iter().map(|text| text.text.as_str()).collect();
        assert_eq!(plain(&text), format!("—{page}—"), "{}: foot of page {page}", printed.name);
        let start = below.iter().map(|text| text.x).fold(f64::MAX, f64::min);
        let end = below.iter().map(|text| text.x + text.width).fold(0.0, f64::max);
        // 7 mm below the type area, a character in from its outer edge (7.5).
        let down = below[0].y - BOTTOM - 7.0 * MM;
        assert!((0.0..=7.0).contains(&down), "{}: page number {down} pt too low", printed.name);
        let inset = match page % 2 {
            1 => SPINE + Setting::AREA_WIDTH - end,
            _ => start - OUTSIDE,
        };
        assert!((13.0..=16.0).contains(&inset), "{}: page {page}: inset {inset}", printed.name);
    }
}

fn lines_of_han_keep_the_measure(printed: &Printed) {
    let most = printed.fitted.setting.characters as usize;
    for line in printed.lines(printed.inner().filter(|text| printed.is_body(text))) {
        let text = line.text.trim();
        if text.chars().all(|c| ('一'..='鿿').contains(&c)) {
            let count = text.chars().count();
            assert!(count <= most, "{}: {count} characters in “{text}”", printed.name);
        }
    }
}

fn baselines_keep_the_grid(printed: &Printed) {
    let pitch = printed.fitted.setting.pitch();
    let body = printed.lines(printed.inner().filter(|text| printed.is_body(text)));
    let mut phase = None;
    for line in body.iter().filter(|line| !line.text.starts_with('【')) {
        let at = ((line.y - TOP) / pitch).fract();
        let first = *phase.get_or_insert(at);
        assert!((at - first).abs() < 0.02, "{}: “{}” is off the grid", printed.name, line.text);
    }
    assert!(phase.is_some(), "{}: no lines", printed.name);
}

fn columns_begin_with_an_item(printed: &Printed) {
    let mut columns = 0;
    for pair in printed.marks.windows(2).filter(|pair| pair[0].kind == MarkKind::Column) {
        columns += 1;
        assert_eq!(pair[1].kind, MarkKind::Item, "{}", printed.name);
        assert_eq!(pair[0].page, pair[1].page, "{}: column {columns}", printed.name);
        assert!(pair[0].y < pair[1].y, "{}: column {columns}", printed.name);
    }
    assert_eq!(columns, printed.bulletin.columns.len(), "{}", printed.name);
}

fn units_are_whole(printed: &Printed) {
    let characters = characters(printed);
    let mut at = 0;
    for item in printed.bulletin.columns.iter().flat_map(|column| &column.items) {
        // The bodies name units too: the credit is what follows the whole body.
        let credit: Vec<char> = plain(&format!("（{}）", item.credits.concat())).chars().collect();
        let text: Vec<char> = plain(&format!("{}{}", item.headline, body(item)))
            .chars()
            .chain(credit.clone())
            .collect();
        let found = characters[at..]
            .windows(text.len())
            .position(|window| window.iter().map(|placed| placed.c).eq(text.iter().copied()))
            .unwrap_or_else(|| panic!("{}: “{}”", printed.name, item.headline));
        let end = at + found + text.len();
        let mut start = end - credit.len();
        for (index, unit) in item.credits.iter().enumerate() {
            let last = index + 1 == item.credits.len();
            let mut length = plain(unit).chars().count();
            // The brackets stay with their units.
            length += usize::from(index == 0) + usize::from(last);
            let unit_places = &characters[start..start + length];
            let first = &unit_places[0];
            let whole = unit_places
                .iter()
                .all(|placed| placed.page == first.page && (placed.y - first.y).abs() < 0.5);
            assert!(whole, "{}: “{unit}” is broken", printed.name);
            start += length;
        }
        at = end;
    }
}

fn lines_begin_and_end_well(printed: &Printed) {
    let texts = printed.inner().filter(|t| printed.is_body(t) || printed.in_end_block(t));
    for line in printed.lines(texts) {
        let text = line.text.trim();
        let place = format!("{}, page {}: “{text}”", printed.name, line.page);
        assert!(!text.starts_with(|c| NOT_FIRST.contains(c)), "{place}");
        assert!(!text.ends_with(|c| NOT_LAST.contains(c)), "{place}");
    }
}

fn end_block_is_at_the_foot(printed: &Printed) {
    let end = printed.end();
    assert_eq!(end.page, printed.fitted.pages.count(), "{}", printed.name);
    let texts = || printed.inner().filter(|text| text.page == end.page);
    let lowest = texts().map(|text| text.y).fold(0.0, f64::max);
    // The last signature stands on the last rule, which is the foot of the type area (7.4).
    assert!((4.0..=14.0).contains(&(BOTTOM - lowest)), "{}: {}", printed.name, BOTTOM - lowest);
    let above = texts().filter(|text| text.y < end.y).map(|text| text.y).fold(0.0, f64::max);
    assert!(above + 3.0 < end.y, "{}: text runs into the end block", printed.name);
}

fn glyphs_are_there(printed: &Printed) {
    let missing = printed.fitted.pages.missing_glyphs();
    assert!(missing.is_empty(), "{}: {missing:?}", printed.name);
}

/// The program's own audit agrees with the invariants here.
fn audit_is_silent(printed: &Printed) {
    static PRIMARY: LazyLock<Vec<String>> =
        LazyLock::new(|| FontSet::load(None, &YANJIN.config.fonts).unwrap().primary_faces());
    let subject = Subject::new(printed.entry, &YANJIN, &COVERAGE);
    let found =
        lint::check_pages(&subject, &printed.bulletin, &printed.fitted, printed.proof, &PRIMARY);
    let found = found.diagnostics.iter().filter(|diagnostic| diagnostic.level != Level::Hint);
    let found: Vec<_> = found.map(|diagnostic| (diagnostic.code, &diagnostic.message)).collect();
    assert!(found.is_empty(), "{}: {found:?}", printed.name);
}

fn holds(invariant: Invariant) {
    REAL.iter().for_each(invariant);
}

fn all_hold(printed: &Printed) {
    INVARIANTS.iter().for_each(|invariant| invariant(printed));
}

#[test]
fn every_headline_body_and_credit_is_printed_in_order_and_nothing_else() {
    holds(text_is_complete_and_in_order);
}

#[test]
fn no_text_leaves_the_type_area_but_page_numbers() {
    holds(text_keeps_to_the_type_area);
}

#[test]
fn page_numbers_are_right_on_odd_pages_and_left_on_even_ones() {
    holds(page_numbers_stand_outside);
}

#[test]
fn no_line_of_han_is_longer_than_the_measure() {
    holds(lines_of_han_keep_the_measure);
}

#[test]
fn baselines_stand_on_the_line_grid() {
    holds(baselines_keep_the_grid);
}

#[test]
fn a_column_name_stands_with_its_first_item() {
    holds(columns_begin_with_an_item);
}

#[test]
fn no_unit_of_a_credit_is_broken_over_two_lines() {
    holds(units_are_whole);
}

#[test]
fn no_line_begins_or_ends_with_a_forbidden_mark() {
    holds(lines_begin_and_end_well);
}

#[test]
fn the_end_block_is_at_the_foot_of_the_last_page() {
    holds(end_block_is_at_the_foot);
}

#[test]
fn the_real_issues_fill_the_pages_that_the_office_wants() {
    assert_eq!(YANJIN.config.pages, PageTarget::Exactly(4));
    for printed in REAL.iter() {
        assert_eq!(printed.fitted.verdict, Verdict::Met, "{}", printed.name);
        assert_eq!(printed.fitted.pages.count(), 4, "{}", printed.name);
    }
}

#[test]
fn the_audit_of_the_pages_finds_nothing() {
    holds(audit_is_silent);
}

#[test]
fn a_full_line_is_28_characters_and_a_full_page_22_lines() {
    let text = draft(&format!("{}。", "政".repeat(28 * 60)), &["发改委"]);
    let entry = leaked("2024-07.toml", &text);
    let bulletin = lower(entry, &YANJIN.config);
    let printed = Printed::new("full lines", entry, bulletin, PageTarget::Auto, false);
    assert_eq!(printed.fitted.setting, Setting::STANDARD);
    let full = "政".repeat(28);
    let second: Vec<Line> =
        printed.lines(printed.inner().filter(|t| t.page == 2)).into_iter().collect();
    assert_eq!(second.len(), 22);
    assert!(second.iter().all(|line| line.text == full));
}

#[test]
fn two_builds_give_the_same_bytes() {
    let bulletin = lower(issue("2023-43"), &YANJIN.config);
    let build = || {
        let typesetter = typesetter();
        let fitted =
            fit::fit(&typesetter, &bulletin, false, YANJIN.config.pages, Limits::default())
                .unwrap();
        fitted.pages.pdf().unwrap()
    };
    assert!(build() == build(), "the PDF differs from one build to the next");
}

/// Dates in the PDF come from the draft, never from the clock.
#[test]
fn a_pdf_bears_the_date_of_the_bulletin_only() {
    let printed = &REAL[3];
    let pdf = printed.fitted.pages.pdf().unwrap();
    let text = String::from_utf8_lossy(&pdf);
    let dates: Vec<&str> =
        text.match_indices("(D:").map(|(at, _)| &text[at + 3..at + 11]).collect();
    assert!(!dates.is_empty());
    assert!(dates.iter().all(|date| *date == "20230922"), "{dates:?}");
    let metadata: Vec<&str> =
        text.match_indices("Date>2").map(|(at, _)| &text[at + 5..at + 15]).collect();
    assert!(!metadata.is_empty());
    assert!(metadata.iter().all(|date| *date == "2023-09-22"), "{metadata:?}");
}

#[test]
fn a_proof_says_so_on_every_page_and_an_issue_on_none() {
    let stamps = |fitted: &Fitted, page: usize| {
        let texts = fitted.pages.texts();
        texts.iter().filter(|text| text.page == page && text.text.contains("送审稿")).count()
    };
    let bulletin = &REAL[3].bulletin;
    let proof = print(bulletin, true, YANJIN.config.pages);
    assert!(proof.pages.count() > 1);
    for page in 1..=proof.pages.count() {
        assert!(stamps(&proof, page) > 0, "page {page}");
        assert_eq!(stamps(&REAL[3].fitted, page), 0, "page {page}");
    }
    // The mark takes no room: a proof has the lines of the issue.
    assert_eq!(proof.setting, REAL[3].fitted.setting);
    all_hold(&Printed::new("proof", REAL[3].entry, bulletin.clone(), YANJIN.config.pages, true));
}

/// Also where an end block without text above it makes the page tighter.
#[test]
fn a_proof_is_set_as_the_issue_will_be() {
    let mut tightened = 0;
    for length in (200..600).step_by(28) {
        let entry = leaked("2024-07.toml", &draft(&"政".repeat(length), &["发改委"]));
        let bulletin = lower(entry, &YANJIN.config);
        let issue = print(&bulletin, false, PageTarget::Even);
        let proof = print(&bulletin, true, PageTarget::Even);
        let set = |fitted: &Fitted| (fitted.setting, fitted.pages.count());
        assert_eq!(set(&proof), set(&issue), "{length}");
        tightened += usize::from(issue.setting != Setting::STANDARD);
    }
    assert!(tightened > 0);
}

#[test]
fn an_unsigned_proof_is_laid_out() {
    let mut bulletin = REAL[3].bulletin.clone();
    bulletin.signoff.reviewer = String::new();
    bulletin.signoff.approver = String::new();
    all_hold(&Printed::new("unsigned", REAL[3].entry, bulletin, YANJIN.config.pages, true));
}

/// Every sign that means something to typst, as text in every field that is printed.
#[test]
fn markup_prints_literally_in_every_field() {
    let markup = r##"#let x = $a^2$ _b_ *c* `d` <e> @f ~g \h //i /*j*/ [k] {l} --m ---n ...o "p" 'q' = r - s + t / u: v"##;
    let toml = |text: &str| kuaibao::draft::write::quoted(text);
    let text = format!(
        "number = 7\ndate = 2024-02-16\nnote = {note}\ndistribution = {distribution}\n\
         distribution-reason = \"试排\"\n[[column]]\nname = {column}\n[[column.item]]\n\
         headline = {headline}\nbody = {body}\ncredits = [{credit}]\n\
         [signoff]\neditor = {signer}\nreviewer = \"原超俊\"\napprover = \"麻彦伟\"\n",
        note = toml(&format!("编者按 {markup}")),
        distribution = toml(&format!("发 {markup}")),
        column = toml("#栏 $x$ _y_ <z> @a"),
        headline = toml(&format!("标题 {markup}")),
        body = toml(&format!("= 正文 {markup}\n\n- 第二段 {markup}\n\n#import \"x\": *")),
        credit = toml("#单 $x$ _y_"),
        signer = toml("#李 $x$"),
    );
    let entry = leaked("2024-07.toml", &text);
    let mut config = YANJIN.config.clone();
    config.name.value = "#政 $务$ _快_ 报".to_owned();
    config.publisher.value = "#县 $政$ _府_ <办>".to_owned();
    let mut printed = Printed::new("markup", entry, lower(entry, &config), PageTarget::Even, false);
    // A name of two letters and more is spread by the template, not changed.
    printed.bulletin.distribution = printed.bulletin.distribution.trim().to_owned();
    text_is_complete_and_in_order(&printed);
    glyphs_are_there(&printed);
}

#[test]
fn a_character_without_a_glyph_is_found_before_and_after_setting() {
    let entry = entry("drafts/2024-07.toml", &draft("县发改委表彰\u{1F600}先进。", &["发改委"]));
    let subject = Subject::new(&entry, &YANJIN, &COVERAGE);
    let found = lint::check(&subject);
    let missing: Vec<&str> = found
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == "missing-glyph")
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    assert_eq!(missing.len(), 1);
    assert!(missing[0].contains("U+1F600"), "{}", missing[0]);
    assert!(found.has_errors());
    let fitted = print(&lower(&entry, &YANJIN.config), false, PageTarget::Auto);
    assert_eq!(fitted.pages.missing_glyphs(), ['\u{1F600}']);
}

/// 楷体 has not all the characters that it is said to have: others are set in another face, and seen.
#[test]
fn a_character_that_a_face_only_claims_to_have_is_drawn_in_another() {
    let text = draft("县发改委抓好项目。", &["发改委"]).replacen(
        "[[",
        "note = \"请张䶮、赵龚落实。\"\n[[",
        1,
    );
    let entry = entry("drafts/2024-07.toml", &text);
    let fitted = print(&lower(&entry, &YANJIN.config), false, PageTarget::Auto);
    assert_eq!(fitted.pages.missing_glyphs(), [] as [char; 0]);
    let face = |c: char| {
        let text = fitted.pages.texts().iter().find(|text| text.text.contains(c));
        text.expect("it is there").font.clone()
    };
    assert_ne!(face('䶮'), face('请'));
    assert!(!face('䶮').contains("UKai"), "{}", face('䶮'));
}

/// A draft of one item.
fn draft(body: &str, credits: &[&str]) -> String {
    items(&[("县发改委落实稳经济政策推动企业健康发展", body, credits)])
}

/// A draft of one column.
fn items(items: &[(&str, &str, &[&str])]) -> String {
    let mut text = String::from("number = 7\ndate = 2024-02-16\n[[column]]\nname = \"项目建设\"\n");
    for (headline, body, credits) in items {
        text.push_str(&format!(
            "[[column.item]]\nheadline = \"{headline}\"\nbody = \"\"\"\n{body}\n\"\"\"\ncredits = {credits:?}\n"
        ));
    }
    text + "[signoff]\neditor = \"李勉\"\nreviewer = \"原超俊\"\napprover = \"麻彦伟\"\n"
}

const BODY: &str = "牢固树立“项目为王”理念，紧盯项目签约、开工、竣工、投产等时间节点，精准倒排工期，定期查看施工进度及设备安装进展，并通过召开现场办公会的方式，强化部门联动。目前，累计完成投资21.4亿元，支出进度为64.98%，带动105人增收，制定《延津县2023年“万人助万企”活动实施方案》。";

#[test]
fn one_item_is_a_bulletin() {
    all_hold(&Printed::draft("one item", &draft(BODY, &["发改委"])));
}

#[test]
fn forty_items_are_a_bulletin() {
    let headline = "县发改委落实稳经济政策推动企业健康发展";
    let all: Vec<(&str, &str, &[&str])> = vec![(headline, BODY, &["发改委"]); 40];
    let printed = Printed::draft("forty items", &items(&all));
    assert!(printed.fitted.pages.count() > 8);
    all_hold(&printed);
}

#[test]
fn a_headline_may_take_two_lines_and_more() {
    let headline = "县发改委落实稳经济政策".repeat(6).chars().take(60).collect::<String>();
    all_hold(&Printed::draft("long headline", &items(&[(&headline, BODY, &["发改委"])])));
}

/// Bodies of every length modulo a line, so that a credit meets every place on its line.
#[test]
fn credits_of_one_three_and_twelve_units_keep_their_units_whole_at_every_place_of_a_line() {
    let twelve = [
        "发改委",
        "政务服务和大数据管理局",
        "人社局",
        "公共资源交易中心",
        "潭龙街道",
        "东屯镇",
        "融媒体中心",
        "医疗保障局",
        "乡村振兴局",
        "石婆固镇",
        "交通运输局",
        "文广旅游局",
    ];
    for count in [1, 3, 12] {
        let mut all: Vec<(&str, String, &[&str])> = vec![];
        for length in 1..=28 {
            let body = format!(
                "{}。",
                "一二三四五六七八九十".repeat(4).chars().take(length).collect::<String>()
            );
            all.push(("我县落实稳经济政策", body, &twelve[..count]));
        }
        let all: Vec<(&str, &str, &[&str])> = all
            .iter()
            .map(|(headline, body, credits)| (*headline, body.as_str(), *credits))
            .collect();
        all_hold(&Printed::draft(&format!("{count} units"), &items(&all)));
    }
}

#[test]
fn names_of_three_and_of_fourteen_characters_fill_the_masthead() {
    for name in ["延津报", "新乡市延津县人民政府政务快报"] {
        let mut bulletin = REAL[0].bulletin.clone();
        bulletin.name = name.to_owned();
        let printed = Printed::new(name, REAL[0].entry, bulletin, PageTarget::Even, false);
        all_hold(&printed);
        let masthead: Vec<&Text> =
            printed.inner().take_while(|text| !text.text.contains('第')).collect();
        let text: String = masthead.iter().map(|text| text.text.as_str()).collect();
        assert_eq!(plain(&text), name);
        let lines = printed.lines(masthead.into_iter());
        assert_eq!(lines.len(), 1, "{name} is on one line");
    }
}

#[test]
fn a_note_a_supplement_and_a_total_number_are_printed() {
    let note = "note = \"本期刊发三条信息，供各单位学习借鉴。\\n\\n请结合实际抓好落实，有关情况及时报送县政府办公室信息科，电话另行通知。\"\n";
    let text = draft(BODY, &["发改委"]);
    let text =
        text.replace("[[column]]", &format!("kind = \"增刊\"\ntotal = 1024\n{note}[[column]]"));
    let printed = Printed::draft("supplement", &text);
    all_hold(&printed);
    let page: String = printed.inner().map(|text| text.text.as_str()).collect();
    assert!(page.contains("增刊第7期（总第1024期）"), "{page}");
    assert!(plain(&page).contains("编者按：本期刊发三条信息"), "{page}");
    // A note that says what it is does not say it twice.
    let printed = Printed::draft("note", &text.replace("本期刊发", "编者按：本期刊发"));
    all_hold(&printed);
}

#[test]
fn what_does_not_fit_is_told_and_printed_all_the_same() {
    let bulletin = lower(issue("2023-41"), &YANJIN.config);
    let printed =
        Printed::new("2 pages", REAL[2].entry, bulletin.clone(), PageTarget::Exactly(2), false);
    let Verdict::Over { wanted: 2, lines, cuts, .. } = &printed.fitted.verdict else {
        panic!("{:?}", printed.fitted.verdict)
    };
    assert!(*lines > 20 && printed.fitted.pages.count() == 4, "{lines} lines, {cuts:?}");
    all_hold(&printed);
    let printed = Printed::new("8 pages", REAL[2].entry, bulletin, PageTarget::Exactly(8), false);
    assert!(matches!(printed.fitted.verdict, Verdict::Short { wanted: 8, .. }));
    all_hold(&printed);
}
