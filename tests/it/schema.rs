//! The committed JSON Schemas are those of the types, and the reader keeps to them.

use kuaibao::config::{self, Config, units, units::Roster};
use kuaibao::draft::{self, Draft};
use kuaibao::score::{adopted, scheme};
use kuaibao::source::{Diagnostic, Source};
use serde_json::Value as Json;

use crate::support::{ISSUES, YANJIN, issue, root};

#[test]
fn committed_schemas_are_fresh() {
    let schemas = [
        ("draft", draft::schema::schema()),
        ("bulletin", config::schema()),
        ("units", units::schema()),
        ("scoring", scheme::schema()),
        ("adopted", adopted::schema()),
    ];
    for (name, schema) in schemas {
        let path = root().join(format!("schema/{name}.json"));
        let committed = std::fs::read_to_string(&path).unwrap();
        let generated = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        assert!(committed == generated, "write it anew: kuaibao schema {name} --write");
    }
}

#[test]
fn every_draft_names_its_schema_first() {
    for name in ISSUES {
        let text = issue(name).source.text();
        assert_eq!(text.lines().next(), Some("#:schema ../schema/draft.json"), "{name}");
    }
    for name in ["bulletin", "units"] {
        let text = std::fs::read_to_string(root().join(format!("{name}.toml"))).unwrap();
        assert_eq!(text.lines().next(), Some(format!("#:schema ./schema/{name}.json").as_str()));
    }
}

#[test]
fn a_schema_with_units_offers_the_credits_of_the_roster() {
    let credits = YANJIN.roster.credits();
    let schema = draft::schema::schema_with_units(&credits);
    let offered = schema.pointer("/definitions/Item/properties/credits/items/enum").unwrap();
    assert_eq!(offered, &Json::from(credits.clone()));
    assert!(credits.contains(&"潭龙街道"));
}

#[test]
fn every_key_is_described_for_the_editor() {
    let schemas = [
        draft::schema::schema(),
        config::schema(),
        units::schema(),
        scheme::schema(),
        adopted::schema(),
    ];
    for schema in schemas {
        let value = schema.as_value();
        let tables = value["definitions"].as_object().into_iter().flat_map(|all| all.values());
        let tables = tables.chain([value]).filter_map(|table| table["properties"].as_object());
        for (key, property) in tables.flatten() {
            let words = property["description"].as_str().unwrap_or_default();
            assert!(words.chars().any(|c| ('一'..='鿿').contains(&c)), "{key}: {property}");
        }
    }
}

/// A key that a table does not know is found there, with its place, and only it.
#[test]
fn each_table_refuses_a_key_it_does_not_know() {
    type Read = fn(&Source) -> Vec<Diagnostic>;
    let draft: Read = |source| Draft::read(source).found;
    let bulletin: Read = |source| Config::read(source).1;
    let units: Read = |source| Roster::read(source).1;
    let settings = "name = \"甲\"\npublisher = \"乙\"\ndistribution = \"丙。\"\n";
    let cases: [(&str, Read, String, usize); 9] = [
        ("draft", draft, "zzz = 1\n".to_owned(), 1),
        ("column", draft, "[[column]]\nzzz = 1\n".to_owned(), 2),
        ("item", draft, "[[column]]\n[[column.item]]\nzzz = 1\n".to_owned(), 3),
        ("signoff", draft, "[signoff]\nzzz = 1\n".to_owned(), 2),
        ("bulletin", bulletin, format!("{settings}zzz = 1\n"), 4),
        ("staff", bulletin, format!("{settings}[staff]\nzzz = 1\n"), 5),
        ("layout", bulletin, format!("{settings}[layout]\nzzz = 1\n"), 5),
        ("fonts", bulletin, format!("{settings}[fonts]\nzzz = 1\n"), 5),
        ("unit", units, "[[unit]]\ncredit = \"甲\"\nzzz = 1\n".to_owned(), 3),
    ];
    for (table, read, text, line) in cases {
        let source = Source::new("x.toml", text);
        let found = read(&source);
        let codes: Vec<&str> = found.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(codes, ["unknown-key"], "{table}: {found:?}");
        assert_eq!(source.position(found[0].span.start).line, line, "{table}");
        assert_eq!(source.slice(found[0].span), "zzz", "{table}");
    }
}

/// `[rules]` takes any key: whether it is a rule is for `unknown-rule` to say.
#[test]
fn rule_levels_take_any_key_but_known_levels_only() {
    let text = "name = \"甲\"\npublisher = \"乙\"\ndistribution = \"丙。\"\n[rules]\nzzz = \"提示\"\nnumber-gap = \"重要\"\n";
    let (config, found) = Config::read(&Source::new("bulletin.toml", text));
    let codes: Vec<&str> = found.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["unknown-value"]);
    let kept: Vec<&str> = config.rules.keys().map(|code| code.as_str()).collect();
    assert_eq!(kept, ["zzz"]);
}
