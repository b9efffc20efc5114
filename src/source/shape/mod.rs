//! Does a TOML table have the shape its type wants? Checked against the type's JSON Schema.
//!
//! serde stops at the first wrong value. Walking the table beside the schema finds them all, says
//! each in Chinese, and takes the wrong values out, so that what is left always deserializes.
//! The schema comes from the types, so a new field needs no second description here.

mod schema;
mod wanted;

use std::collections::HashMap;
use std::rc::Rc;

use schemars::Schema;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use toml::de::{DeArray, DeTable, DeValue};

use crate::source::nearest::{all_nearest, nearest};
use crate::source::{Diagnostic, Fix, Rejected, Source, Span, syntax};

pub use schema::schema_of;
use wanted::{Wanted, is_date, name_of};

/// What was read of a file.
#[derive(Debug, Default)]
pub struct Read<T> {
    pub value: T,
    pub found: Vec<Diagnostic>,
    /// What was left out of the value, and has been reported.
    pub rejected: Rejected,
}

/// Reads a file as a `T`. Whatever is wrong is left out of the value and told in the diagnostics;
/// with syntax errors the value is empty, since what follows one cannot be trusted. `schema` is
/// that of [`schema_of`], made once for all files.
pub fn read<T: DeserializeOwned + Default>(source: &Source, schema: &Schema) -> Read<T> {
    let (root, found) = syntax::parse(source);
    if !found.is_empty() {
        return Read { found, rejected: Rejected::whole(), ..Read::default() };
    }
    let span = root.span();
    let mut table = root.into_inner();
    let mut walk = Walk {
        source,
        root: schema.as_value(),
        open: vec![],
        found: vec![],
        rejected: Rejected::default(),
        known: HashMap::new(),
    };
    walk.table(&mut table, schema.as_value(), "", Rejected::ROOT);
    let Walk { mut found, rejected, .. } = walk;
    let value = T::deserialize(toml::de::Deserializer::from(toml::Spanned::new(span, table)));
    let value = value.unwrap_or_else(|error| {
        let span = error.span().map_or(Span::default(), Span::from);
        found.push(Diagnostic::error("wrong-type", span, "这里的内容读不懂"));
        T::default()
    });
    Read { value, found, rejected }
}

struct Walk<'a> {
    source: &'a Source,
    root: &'a Json,
    /// The tables being walked, from the top: header and place.
    open: Vec<(String, Span)>,
    found: Vec<Diagnostic>,
    rejected: Rejected,
    /// What parts of the schema come to, by where they are: each item asks for the same.
    known: HashMap<*const Json, (&'a Json, Rc<Wanted<'a>>)>,
}

impl<'a> Walk<'a> {
    /// Checks a table; `header` is its TOML header without brackets (`column.item`), empty at the
    /// top level.
    fn table(&mut self, table: &mut DeTable<'_>, schema: &'a Json, header: &str, span: Span) {
        let (schema, _) = self.wanted(schema);
        let properties = schema["properties"].as_object();
        let others = &schema["additionalProperties"];
        self.open.push((header.to_owned(), span));
        let mut written: Vec<_> = std::mem::take(table).into_iter().collect();
        written.sort_by_key(|(key, _)| key.span().start);
        // Unknown keys come first: one of them may be why a known one has the wrong form.
        let mut homes = vec![];
        let mut known = vec![];
        for (key, value) in written {
            let name = key.get_ref().as_ref();
            let expected = properties.and_then(|known| known.get(name));
            match expected.or(others.as_object().map(|_| others)) {
                Some(expected) => known.push((key, value, expected)),
                None => self.unknown_key(name, key.span().into(), schema, &mut homes),
            }
        }
        for (key, mut value, expected) in known {
            let name = key.get_ref().as_ref();
            let path = if header.is_empty() { name.to_owned() } else { format!("{header}.{name}") };
            let told = self.rejected.has(span, name);
            let before = self.found.len();
            let fits = self.value(&mut value, expected, &path);
            if !fits && told {
                self.found.truncate(before);
            }
            let is_list = matches!(value.get_ref(), DeValue::Array(_));
            if !fits || (is_list && self.found.len() > before) {
                self.rejected.add(span, name);
            }
            if fits {
                table.insert(key, value);
            }
        }
        self.open.pop();
    }

    /// Checks a value; false when it has to go.
    fn value(
        &mut self,
        value: &mut toml::Spanned<DeValue<'_>>,
        schema: &'a Json,
        path: &str,
    ) -> bool {
        let (schema, wanted) = self.wanted(schema);
        let span: Span = value.span().into();
        match (&*wanted, value.get_mut()) {
            (Wanted::Table, DeValue::Table(table)) => {
                self.table(table, schema, path, span);
                true
            }
            (Wanted::List(item), DeValue::Array(array)) => {
                let each = match &*self.wanted(item).1 {
                    Wanted::Table => path.to_owned(),
                    _ => format!("{path}[]"),
                };
                let mut kept = DeArray::new();
                for mut element in std::mem::replace(array, DeArray::new()) {
                    if self.value(&mut element, item, &each) {
                        kept.push(element);
                    }
                }
                *array = kept;
                true
            }
            (Wanted::Text, DeValue::String(_)) | (Wanted::Flag, DeValue::Boolean(_)) => true,
            (Wanted::Integer | Wanted::Number, DeValue::Integer(number)) => {
                self.integer(number, span, path)
            }
            (Wanted::Number, DeValue::Float(number)) => self.float(number.as_str(), span, path),
            (Wanted::Date, DeValue::Datetime(moment)) => self.date_only(moment, span, path),
            (Wanted::OneOf(names), DeValue::String(text)) => {
                let text = text.as_ref();
                if names.contains(&text) {
                    return true;
                }
                self.unknown_value(text, names, "", span);
                false
            }
            (Wanted::Either(branches), DeValue::Integer(number))
                if branches.iter().any(|b| matches!(b, Wanted::Integer)) =>
            {
                self.integer(number, span, path)
            }
            (Wanted::Either(branches), DeValue::String(text)) => {
                let names = branches.iter().find_map(|branch| match branch {
                    Wanted::OneOf(names) => Some(names),
                    _ => None,
                });
                match names {
                    Some(names) if names.contains(&text.as_ref()) => true,
                    Some(names) if text.parse::<i64>().is_err() => {
                        self.unknown_value(text, names, "，或者一个整数", span);
                        false
                    }
                    _ => self.wrong_type(&wanted, value.get_ref(), span, path),
                }
            }
            _ => self.wrong_type(&wanted, value.get_ref(), span, path),
        }
    }

    fn integer(&mut self, number: &toml::de::DeInteger<'_>, span: Span, path: &str) -> bool {
        let fits = i64::from_str_radix(number.as_str(), number.radix()).is_ok();
        self.fits(fits, span, path)
    }

    /// A number that is too large for one, 1e400: not that which is written as infinite.
    fn float(&mut self, number: &str, span: Span, path: &str) -> bool {
        let is_written = number.contains("inf") || number.contains("nan");
        let fits = is_written || number.parse::<f64>().is_ok_and(f64::is_finite);
        self.fits(fits, span, path)
    }

    fn fits(&mut self, fits: bool, span: Span, path: &str) -> bool {
        if !fits {
            let message = format!("“{}”的数大得不合理", last(path));
            let diagnostic = Diagnostic::error("wrong-type", span, message);
            self.found.push(diagnostic.help("改成正确的数字"));
        }
        fits
    }

    fn date_only(&mut self, moment: &toml::value::Datetime, span: Span, path: &str) -> bool {
        let only = moment.date.is_some() && moment.time.is_none();
        if !only {
            let message = format!("“{}”只要日期，不要时间", last(path));
            let diagnostic = Diagnostic::error("wrong-type", span, message);
            self.found.push(diagnostic.help("写成 2023-09-22 的样子"));
        }
        only
    }

    /// Reports a key that the innermost open table does not know. Keys that belong to the same
    /// other table, because its header was forgotten, are one finding; `homes` are those told.
    fn unknown_key(&mut self, name: &str, span: Span, schema: &'a Json, homes: &mut Vec<String>) {
        let Some((header, table)) = self.open.last().cloned() else { return };
        let known = schema["properties"].as_object();
        let names = known.into_iter().flat_map(|known| known.keys().map(String::as_str));
        let here = match header.as_str() {
            "" => "这一层".to_owned(),
            header => format!("{} 里", written_header(self, header)),
        };
        let diagnostic =
            Diagnostic::error("unknown-key", span, format!("{here}没有“{name}”这一项"));
        if let Some(home) = find_home(self, name).filter(|home| *home != header) {
            // In the innermost open table that holds its home, what leads there is not missing.
            let full = format!("{home}.{name}");
            let leads = self.open.iter().rev().find_map(|(open, place)| {
                let rest = full.trim_start_matches('.').strip_prefix(open.as_str())?;
                let inside = open.is_empty() || rest.starts_with('.');
                let next = rest.trim_start_matches('.').split('.').next()?;
                inside.then(|| (*place, next.to_owned()))
            });
            if let Some((place, next)) = leads {
                self.rejected.add(place, &next);
            }
            if !homes.contains(&home) {
                let help = match home.as_str() {
                    "" => format!("“{name}”应写在文件开头，所有方括号之前"),
                    home => format!(
                        "“{name}”应写在 {} 之下；检查前面是不是漏了这一行",
                        written_header(self, home)
                    ),
                };
                self.found.push(diagnostic.help(help));
                homes.push(home);
            }
        } else if let Some(near) = nearest(&name.to_lowercase(), names.clone()) {
            self.rejected.add(table, near);
            let fix = Fix::replace(format!("改为 {near}"), false, span, near);
            self.found.push(diagnostic.help(format!("您是不是要写“{near}”？")).fix(Some(fix)));
        } else {
            let all: Vec<&str> = names.collect();
            self.found.push(diagnostic.help(format!("可用的有：{}", all.join("、"))));
        }
    }

    /// `more` is what may be written besides the names.
    fn unknown_value(&mut self, text: &str, names: &[&str], more: &str, span: Span) {
        let near = all_nearest(text, names.iter().copied());
        let all = format!("{}{more}", names.join("、"));
        let help = match near.as_slice() {
            [near] => format!("您是不是要写“{near}”？可用的有：{all}"),
            _ => format!("可用的有：{all}"),
        };
        self.found.push(
            Diagnostic::error("unknown-value", span, format!("“{text}”不是可用的值")).help(help),
        );
    }

    fn wrong_type(
        &mut self,
        wanted: &Wanted<'_>,
        value: &DeValue<'_>,
        span: Span,
        path: &str,
    ) -> bool {
        let is_table = match wanted {
            Wanted::Table => true,
            Wanted::List(item) => matches!(Wanted::of(self, item), Wanted::Table),
            _ => false,
        };
        if is_table {
            let diagnostic = self.wrong_header(value, span, path);
            self.found.push(diagnostic);
            return false;
        }
        let name = last(path);
        let which = match name.strip_suffix("[]") {
            Some(list) => format!("“{list}”里的每一项"),
            None => format!("“{name}”"),
        };
        let message = format!("{which}要{}，这里写的是{}", wanted.name(), name_of(value));
        let mut diagnostic = Diagnostic::error("wrong-type", span, message);
        let written = self.source.slice(span);
        diagnostic = match (wanted, value) {
            (Wanted::Date, DeValue::String(text)) if is_date(text) => diagnostic
                .help("日期两边不要引号")
                .fix(Some(Fix::replace("去掉引号", true, span, text))),
            (Wanted::Integer | Wanted::Number | Wanted::Either(_), DeValue::String(text))
                if text.parse::<i64>().is_ok() =>
            {
                // TOML takes no “007”.
                let number = text.parse::<i64>().unwrap_or_default().to_string();
                diagnostic.help("数字两边不要引号").fix(Some(Fix::replace(
                    "去掉引号",
                    true,
                    span,
                    &number,
                )))
            }
            (Wanted::List(_), DeValue::String(_)) => diagnostic
                .help(format!("写在方括号里：{name} = [{written}]"))
                .fix(Some(Fix::replace("加上方括号", true, span, &format!("[{written}]")))),
            (Wanted::Text, DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_)) => {
                diagnostic.help(format!("两边加上英文引号：\"{written}\""))
            }
            (Wanted::Text, DeValue::Array(_)) => {
                diagnostic.help("去掉方括号，只写一段文字，如 \"民生保障\"")
            }
            _ => diagnostic.help(wanted.example()),
        };
        self.found.push(diagnostic);
        false
    }

    /// Something else where a table with a header of its own is wanted.
    fn wrong_header(&self, value: &DeValue<'_>, span: Span, path: &str) -> Diagnostic {
        let right = written_header(self, path);
        let error = |span, message: String| Diagnostic::error("wrong-type", span, message);
        let written = self.source.slice(span);
        let line = self.source.line_span(self.source.position(span.start).line);
        let in_header = self.source.slice(line).trim_start().starts_with('[');
        match value {
            DeValue::Table(_) if written.starts_with('[') => {
                error(span, format!("“{written}”少了一层方括号"))
                    .help(format!("写成 {right}"))
                    .fix(Some(Fix::replace(format!("改为 {right}"), true, span, &right)))
            }
            DeValue::Table(_) if in_header => {
                error(line, format!("“{}”前面没有 {right}", self.source.slice(line).trim()))
                    .help(format!("在它前面加一行 {right}"))
            }
            DeValue::Array(_) if written.starts_with("[[") && in_header => {
                error(span, format!("“{written}”多了一层方括号"))
                    .help(format!("写成 {right}，并且只写一次"))
                    .fix(Some(Fix::replace(format!("改为 {right}"), false, span, &right)))
            }
            _ => error(span, format!("“{}”要写成 {right}", last(path)))
                .help(format!("{right} 单独占一行，各项写在下面各行")),
        }
    }
}

/// The key at the end of a path.
fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// The table of the schema in which a key would be at home; empty for the top level.
fn find_home(walk: &Walk<'_>, key: &str) -> Option<String> {
    let mut tables = vec![(String::new(), walk.root)];
    while let Some((header, schema)) = tables.pop() {
        let Some(properties) = walk.resolve(schema)["properties"].as_object() else { continue };
        if properties.contains_key(key) {
            return Some(header);
        }
        tables.extend(properties.iter().map(|(name, inner)| {
            let path = if header.is_empty() { name.clone() } else { format!("{header}.{name}") };
            let inner = walk.resolve(inner);
            (path, if inner["type"] == "array" { &inner["items"] } else { inner })
        }));
    }
    None
}

/// `[[column.item]]` or `[signoff]`: the header as it is written in the file.
fn written_header(walk: &Walk<'_>, path: &str) -> String {
    let mut schema = walk.root;
    let mut list = false;
    for name in path.split('.') {
        schema = walk.resolve(&walk.resolve(schema)["properties"][name]);
        list = schema["type"] == "array";
        if list {
            schema = &schema["items"];
        }
    }
    if list { format!("[[{path}]]") } else { format!("[{path}]") }
}
