//! Setting one key of a draft.

use toml::de::{DeTable, DeValue};

use super::grid::{self, strings};
use super::locate::{Line, Slot, line_end};
use super::{Refusal, list, text};
use crate::draft::write;
use crate::source::Span;

/// What a key is to say.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Texts(Vec<String>),
    Rows(Vec<Vec<String>>),
    Number(i64),
    /// A number that may have decimals.
    Real(f64),
    Flag(bool),
    /// Names, each with a number: `{ "简讯" = 2 }`.
    Points(Vec<(String, f64)>),
    /// A day, as TOML has it: 2023-09-22.
    Day(chrono::NaiveDate),
    /// The key is taken out, with its line.
    Absent,
}

impl Value {
    /// As it is written where there was nothing.
    fn written(&self, slot: Slot) -> String {
        let row = |row: &Vec<String>| {
            let cells: Vec<String> = row.iter().map(|cell| write::quoted(cell)).collect();
            format!("  [{}],\n", cells.join(", "))
        };
        match self {
            Self::Text(text) if slot.is_long() || text.contains('\n') => {
                write::block(text.strip_suffix('\n').unwrap_or(text))
            }
            Self::Text(text) => write::quoted(text),
            Self::Texts(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| write::quoted(text)).collect();
                format!("[{}]", texts.join(", "))
            }
            Self::Rows(rows) => format!("[\n{}]", rows.iter().map(row).collect::<String>()),
            Self::Number(number) => number.to_string(),
            // Rust writes the shortest form that is read back, 2 for 2.0.
            Self::Real(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Points(points) => {
                let point =
                    |(name, number): &(String, f64)| format!("{} = {number}", write::quoted(name));
                format!("{{ {} }}", points.iter().map(point).collect::<Vec<_>>().join(", "))
            }
            Self::Day(day) => day.format("%Y-%m-%d").to_string(),
            Self::Absent => String::new(),
        }
    }

    /// Whether this is what stands there.
    fn is(&self, value: &DeValue<'_>) -> bool {
        match self {
            Self::Text(wanted) => value.as_str().is_some_and(|found| text::plain(found) == *wanted),
            Self::Texts(wanted) => strings(value).is_some_and(|found| found == *wanted),
            Self::Rows(wanted) => value.as_array().is_some_and(|rows| {
                let rows: Option<Vec<_>> = rows.iter().map(|row| strings(row.get_ref())).collect();
                rows.is_some_and(|rows| rows == *wanted)
            }),
            Self::Number(wanted) => {
                value.as_integer().is_some_and(|found| found.as_str() == wanted.to_string())
            }
            Self::Real(wanted) => real(value) == Some(*wanted),
            Self::Flag(wanted) => value.as_bool() == Some(*wanted),
            Self::Points(wanted) => value.as_table().is_some_and(|table| {
                let found = |(name, number): &(String, f64)| {
                    table.get(name.as_str()).and_then(|found| real(found.get_ref()))
                        == Some(*number)
                };
                table.len() == wanted.len() && wanted.iter().all(found)
            }),
            Self::Day(wanted) => {
                value.as_datetime().is_some_and(|found| found.to_string() == wanted.to_string())
            }
            Self::Absent => false,
        }
    }
}

/// The text with a key of it saying something else. What says so already is not touched.
pub fn set(file: &str, slot: Slot, value: &Value) -> Result<String, Refusal> {
    let root = DeTable::parse(file).map_err(|_| Refusal::Unreadable)?;
    let there = slot.value(root.get_ref())?;
    // Line ends are those of the file.
    let plain = match value {
        Value::Text(text) if text.contains("\r\n") => Some(Value::Text(text::plain(text))),
        _ => None,
    };
    let value = plain.as_ref().unwrap_or(value);
    let newline = text::newline(file);
    let out = match (there, value) {
        (None, Value::Absent) => return Ok(file.to_owned()),
        (Some(old), _) if value.is(old.get_ref()) => return Ok(file.to_owned()),
        (Some(old), Value::Absent) => {
            let line =
                slot.line(file).and_then(|line| line.own).ok_or(Refusal::OtherwiseWritten)?;
            debug_assert!(line.end >= old.span().end);
            let start = file[..line.start].rfind('\n').map_or(0, |at| at + 1);
            let end = line_end(file, line.end);
            let end = end + file[end..].find('\n').map_or(file.len() - end, |at| at + 1);
            replaced(file, Span::new(start, end), "")
        }
        (Some(old), _) => {
            let span: Span = old.span().into();
            let (span, written) = match (value, old.get_ref()) {
                (Value::Text(new), DeValue::String(old)) => {
                    text::rewrite(file, span, old, new, slot)
                }
                (Value::Texts(new), DeValue::Array(_)) => list::rewrite(old, new),
                (Value::Rows(new), DeValue::Array(_)) => {
                    let kept = grid::rewrite(file, old, new, newline);
                    let is_right = |text: &String| {
                        let out = replaced(file, span, text);
                        let root = DeTable::parse(&out).ok();
                        root.is_some_and(|root| {
                            let there = slot.value(root.get_ref()).ok().flatten();
                            there.is_some_and(|there| value.is(there.get_ref()))
                        })
                    };
                    let anew = || value.written(slot).replace('\n', newline);
                    (span, kept.filter(is_right).unwrap_or_else(anew))
                }
                _ => (span, value.written(slot).replace('\n', newline)),
            };
            replaced(file, span, &written)
        }
        (None, _) => add(file, slot, &value.written(slot), newline)?,
    };
    let again = DeTable::parse(&out).map_err(|_| Refusal::NotWritable)?;
    let read = slot.value(again.get_ref())?;
    let right = match (read, value) {
        (None, Value::Absent) => true,
        (Some(read), Value::Text(wanted)) if slot.is_long() => {
            // A text between `"""` ends with a line end.
            read.get_ref().as_str().is_some_and(|found| {
                text::plain(found).trim_end_matches('\n') == wanted.trim_end_matches('\n')
            })
        }
        (Some(read), _) => value.is(read.get_ref()),
        (None, _) => false,
    };
    if right { Ok(out) } else { Err(Refusal::NotWritable) }
}

/// Puts a line in for a key that is not there.
fn add(file: &str, slot: Slot, written: &str, newline: &str) -> Result<String, Refusal> {
    let line = format!("{} = {}", slot.key(), written).replace('\n', newline);
    Ok(match slot.line(file) {
        Some(Line { after, first: false, .. }) => {
            replaced(file, Span::new(after, after), &format!("{newline}{line}"))
        }
        Some(_) => {
            // Below the comments that the file begins with: `#:schema` must be on top.
            let head: usize = file
                .split_inclusive('\n')
                .take_while(|line| line.starts_with('#'))
                .map(str::len)
                .sum();
            replaced(file, Span::new(head, head), &format!("{line}{newline}"))
        }
        None => {
            let table = slot.may_be_new().ok_or(Refusal::OtherwiseWritten)?;
            let gap = if file.is_empty() || file.ends_with("\n\n") { "" } else { newline };
            let end = if file.is_empty() || file.ends_with('\n') { "" } else { newline };
            format!("{file}{end}{gap}[{table}]{newline}{line}{newline}")
        }
    })
}

fn replaced(file: &str, span: Span, by: &str) -> String {
    let mut out = file.to_owned();
    out.replace_range(span.range(), by);
    out
}

fn real(value: &DeValue<'_>) -> Option<f64> {
    let digits = match value {
        DeValue::Integer(number) => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => return None,
    };
    digits.replace('_', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn texts(texts: &[&str]) -> Value {
        Value::Texts(texts.iter().map(|text| (*text).to_owned()).collect())
    }

    /// Each case: the file with `slot` set, and what else must not change.
    #[test]
    fn only_what_differs_is_written_anew() {
        let item = "[[column]]\n[[column.item]] # 头\n";
        let headline = Slot::Item((0, 0), "headline");
        let body = Slot::Item((0, 0), "body");
        let credits = Slot::Item((0, 0), "credits");
        let cases: &[(&str, Slot, Value, &str)] = &[
            (
                "headline = \"甲乙\" # 注\n",
                headline,
                text("甲丙乙"),
                "headline = \"甲丙乙\" # 注\n",
            ),
            ("headline='甲乙'\n", headline, text("甲"), "headline='甲'\n"),
            ("headline='甲乙'\n", headline, text("甲'"), "headline=\"甲'\"\n"),
            ("headline = \"\\u7532乙\"\n", headline, text("甲丙"), "headline = \"\\u7532丙\"\n"),
            ("headline = \"甲\"\n", headline, text("甲\"引\""), "headline = \"甲\\\"引\\\"\"\n"),
            ("headline = \"\" # 注\n", headline, text("甲"), "headline = \"甲\" # 注\n"),
            ("body = \"\"\"\n甲\n\"\"\"\n", body, text("甲乙\n"), "body = \"\"\"\n甲乙\n\"\"\"\n"),
            (
                "body = \"\"\"\n甲\n\"\"\"\n",
                body,
                text("甲\n\n乙\n"),
                "body = \"\"\"\n甲\n\n乙\n\"\"\"\n",
            ),
            (
                "body = \"\"\"甲\\\n  乙\"\"\"\n",
                body,
                text("甲乙丙"),
                "body = \"\"\"甲\\\n  乙丙\"\"\"\n",
            ),
            ("body = \"\"\"\n\"\"\"\n", body, text("甲\n"), "body = \"\"\"\n甲\n\"\"\"\n"),
            (
                "body = \"\"\"\n甲\n\n乙丙\n\n丁\n\"\"\" # 注\n",
                body,
                text("甲\n\n乙新丙\n\n丁\n"),
                "body = \"\"\"\n甲\n\n乙新丙\n\n丁\n\"\"\" # 注\n",
            ),
            (
                "body = \"\"\"\n甲\n\n乙\n\n丁\n\"\"\"\n",
                body,
                text("甲\r\n\r\n戊\r\n\r\n丁末\r\n"),
                "body = \"\"\"\n甲\n\n戊\n\n丁末\n\"\"\"\n",
            ),
            ("body = '''\n甲'''\n", body, text("甲乙"), "body = '''\n甲乙'''\n"),
            ("body = \"甲\"\n", body, text("甲\n\n乙\n"), "body = \"\"\"\n甲\n\n乙\n\"\"\"\n"),
            (
                "credits = [\"a\", # 注\n 'b']\n",
                credits,
                texts(&["a", "c"]),
                "credits = [\"a\", # 注\n \"c\"]\n",
            ),
            ("credits = [\"a\", 'b', ]\n", credits, texts(&["a"]), "credits = [\"a\", ]\n"),
            ("credits = [ 'a', 'b']\n", credits, texts(&["b"]), "credits = [ 'b']\n"),
            ("credits = ['a']\n", credits, texts(&["a", "b"]), "credits = ['a', \"b\"]\n"),
            ("credits = [ 'a' ]\n", credits, texts(&["b", "a"]), "credits = [ \"b\", 'a' ]\n"),
            ("credits = []\n", credits, texts(&["b"]), "credits = [\"b\"]\n"),
            ("credits = ['b']\n", credits, texts(&[]), "credits = []\n"),
            (
                "body = \"甲\" # 注\n# 后\n",
                headline,
                text("乙"),
                "headline = \"乙\"\nbody = \"甲\" # 注\n# 后\n",
            ),
            (
                "headline = \"甲\" # 注\n",
                body,
                text("乙"),
                "headline = \"甲\" # 注\nbody = \"\"\"\n乙\n\"\"\"\n",
            ),
            ("headline = \"甲\" # 注\nbody = \"乙\"\n", headline, Value::Absent, "body = \"乙\"\n"),
        ];
        for (before, slot, value, after) in cases {
            for newline in ["\n", "\r\n"] {
                let file = format!("{item}{before}").replace('\n', newline);
                let set = set(&file, *slot, value).unwrap_or_else(|no| panic!("{before}: {no}"));
                assert_eq!(set, format!("{item}{after}").replace('\n', newline), "{before}");
            }
        }
    }

    #[test]
    fn keys_at_the_top_and_signatures_find_their_places() {
        let file = "#:schema x\n# 注\nnumber = 1 # 期\n\n[[column]]\nname = \"\"\n";
        let day = chrono::NaiveDate::from_ymd_opt(2024, 1, 5).expect("a day");
        let dated = set(file, Slot::Top("date"), &Value::Day(day)).expect("set");
        assert_eq!(dated.lines().nth(3), Some("date = 2024-01-05"));
        let bare = set("#:schema x\n[[column]]\n", Slot::Top("number"), &Value::Number(3));
        assert_eq!(bare.expect("set"), "#:schema x\nnumber = 3\n[[column]]\n");
        let signed = set(&dated, Slot::Signoff("editor"), &text("李勉")).expect("set");
        assert!(signed.ends_with("name = \"\"\n\n[signoff]\neditor = \"李勉\"\n"), "{signed}");
        let both = set(&signed, Slot::Signoff("approver"), &text("麻彦伟")).expect("set");
        assert!(both.ends_with("[signoff]\neditor = \"李勉\"\napprover = \"麻彦伟\"\n"), "{both}");
        assert_eq!(set(&both, Slot::Signoff("approver"), &Value::Absent), Ok(signed));
        let column = set(&both, Slot::Column(0), &text("民生")).expect("set");
        assert!(column.contains("[[column]]\nname = \"民生\"\n"));
        assert_eq!(set(file, Slot::Column(1), &text("x")), Err(Refusal::NoSuchPlace));
        assert_eq!(set("a = ", Slot::Column(1), &text("x")), Err(Refusal::Unreadable));
    }

    #[test]
    fn tables_of_lists_are_found_by_their_index() {
        let file = "# 办法\n[[own]]\nname = \"甲\" # 注\npoints = 2\n\n[[class]]\nname = \"一\"\n[[class.quota]]\nof = \"采用\"\n\n[[class]]\nname = \"二\"\n[[class.quota]]\nof = \"报送\"\nbase = 1\n[[class.quota]]\nof = \"采用\"\n";
        let points = set(file, Slot::Row("own", 0, "points"), &Value::Real(2.5)).expect("set");
        assert_eq!(points, file.replace("points = 2", "points = 2.5"));
        let whole = set(&points, Slot::Row("own", 0, "points"), &Value::Real(2.0)).expect("set");
        assert_eq!(whole, file);
        let alone = set(file, Slot::Row("own", 0, "alone"), &Value::Flag(true)).expect("set");
        assert_eq!(alone, file.replace("points = 2\n", "points = 2\nalone = true\n"));
        let second = Slot::Part("class", 1, "quota", 1, "base");
        let base = set(file, second, &Value::Real(1.5)).expect("set");
        assert_eq!(base, format!("{file}base = 1.5\n"));
        let first = set(file, Slot::Part("class", 1, "quota", 0, "base"), &Value::Absent);
        assert_eq!(first, Ok(file.replace("base = 1\n", "")));
        let kinds = Value::Points(vec![("简讯".to_owned(), 2.0), ("专报".to_owned(), 10.5)]);
        let written = set(file, Slot::Row("own", 0, "kinds"), &kinds).expect("set");
        assert!(written.contains("kinds = { \"简讯\" = 2, \"专报\" = 10.5 }\n"), "{written}");
        let gone = set(file, Slot::Part("class", 0, "quota", 1, "base"), &Value::Flag(true));
        assert_eq!(gone, Err(Refusal::NoSuchPlace));
    }

    #[test]
    fn settings_are_set_in_their_tables() {
        let file = "name = \"甲\" # 注\n# 人\n[staff]\neditor = [\"李\"] # 责\n\n[rules]\n# 各条\n";
        let staff = set(file, Slot::In("staff", "editor"), &texts(&["李", "王"])).expect("set");
        assert!(staff.contains("editor = [\"李\", \"王\"] # 责\n"), "{staff}");
        let rule = set(file, Slot::In("rules", "number-gap"), &text("关闭")).expect("set");
        assert!(rule.contains("[rules]\nnumber-gap = \"关闭\"\n# 各条\n"), "{rule}");
        assert_eq!(
            set(&rule, Slot::In("rules", "number-gap"), &Value::Absent),
            Ok(file.to_owned())
        );
        let copies = set(file, Slot::Top("headline-max"), &Value::Number(24)).expect("set");
        assert!(copies.starts_with("name = \"甲\" # 注\nheadline-max = 24\n# 人\n"), "{copies}");
        let layout = set(file, Slot::In("layout", "pages"), &Value::Number(4)).expect("set");
        assert!(layout.ends_with("# 各条\n\n[layout]\npages = 4\n"), "{layout}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_written_over_any_other(
            old in "[甲乙a\"'\\\\\n\t#\\[\\]]{0,12}",
            new in "[甲乙a\"'\\\\\n\t#\\[\\]]{0,12}",
            long in proptest::bool::ANY,
        ) {
            let slot = Slot::Item((0, 0), "body");
            let token = if long { write::block(&old) } else { write::quoted(&old) };
            for newline in ["\n", "\r\n"] {
                let dos = |text: &str| text.replace('\n', newline);
                let head = dos("# 前\n[[column]]\n[[column.item]]\nbody = ");
                let foot = dos(" # 后\ncredits = []\n");
                let file = format!("{head}{}{foot}", dos(&token));
                let out = set(&file, slot, &Value::Text(new.clone())).expect("writable");
                let root = DeTable::parse(&out).expect("TOML");
                let read = slot.value(root.get_ref()).expect("there").expect("there");
                let read = text::plain(read.get_ref().as_str().expect("a text"));
                proptest::prop_assert_eq!(read.trim_end_matches('\n'), new.trim_end_matches('\n'));
                proptest::prop_assert!(out.starts_with(&head) && out.ends_with(&foot));
                proptest::prop_assert_eq!(out.replace("\r\n", "").contains('\r'), false);
                proptest::prop_assert!(newline == "\n" || !out.replace("\r\n", "").contains('\n'));
            }
        }
    }
}
