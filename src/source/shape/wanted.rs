//! The kinds of value that our own schemas ask for, and what to call them.

use std::rc::Rc;

use serde_json::Value as Json;
use toml::de::DeValue;

use super::Walk;

/// What a schema asks for, as far as our own types go.
pub(super) enum Wanted<'a> {
    Text,
    Integer,
    Number,
    Flag,
    Date,
    Table,
    List(&'a Json),
    OneOf(Vec<&'a str>),
    Either(Vec<Wanted<'a>>),
}

impl<'a> Walk<'a> {
    /// A part of the schema, resolved, and what it asks for.
    pub(super) fn wanted(&mut self, schema: &'a Json) -> (&'a Json, Rc<Wanted<'a>>) {
        if let Some((schema, wanted)) = self.known.get(&std::ptr::from_ref(schema)) {
            return (schema, wanted.clone());
        }
        let resolved = self.resolve(schema);
        let wanted = Rc::new(Wanted::of(self, resolved));
        self.known.insert(schema, (resolved, wanted.clone()));
        (resolved, wanted)
    }

    /// Follows `$ref` and the single-branch `allOf` around it.
    pub(super) fn resolve(&self, schema: &'a Json) -> &'a Json {
        let mut schema = schema;
        loop {
            if let Some([only]) = schema["allOf"].as_array().map(Vec::as_slice) {
                schema = only;
            } else if let Some(target) = schema["$ref"].as_str() {
                schema = self.root.pointer(target.trim_start_matches('#')).unwrap_or(&Json::Null);
            } else {
                return schema;
            }
        }
    }
}

impl<'a> Wanted<'a> {
    pub(super) fn of(walk: &Walk<'a>, schema: &'a Json) -> Self {
        let schema = walk.resolve(schema);
        if let Some(branches) = schema["anyOf"].as_array() {
            return Self::Either(branches.iter().map(|branch| Self::of(walk, branch)).collect());
        }
        if let Some(branches) = schema["oneOf"].as_array() {
            return Self::OneOf(branches.iter().filter_map(|b| b["const"].as_str()).collect());
        }
        if let Some(names) = schema["enum"].as_array() {
            return Self::OneOf(names.iter().filter_map(Json::as_str).collect());
        }
        if let Some(name) = schema["const"].as_str() {
            return Self::OneOf(vec![name]);
        }
        match (schema["type"].as_str(), schema["format"].as_str()) {
            (Some("string"), Some("date")) => Self::Date,
            (Some("integer"), _) => Self::Integer,
            (Some("number"), _) => Self::Number,
            (Some("boolean"), _) => Self::Flag,
            (Some("array"), _) => Self::List(&schema["items"]),
            (Some("object"), _) => Self::Table,
            _ => Self::Text,
        }
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Text | Self::OneOf(_) => "一段文字",
            Self::Integer => "一个整数",
            Self::Number => "一个数",
            Self::Flag => "true 或 false",
            Self::Date => "一个日期",
            Self::Table => "一组内容",
            Self::List(_) => "一个列表",
            Self::Either(_) => "一个整数或规定的词",
        }
    }

    pub(super) fn example(&self) -> String {
        match self {
            Self::Text => "文字写在英文引号里，如 \"民生保障\"".to_owned(),
            Self::OneOf(names) => format!("可用的有：\"{}\"", names.join("\"、\"")),
            Self::Integer => "只写阿拉伯数字，如 43".to_owned(),
            Self::Number => "只写阿拉伯数字，如 28.5".to_owned(),
            Self::Flag => "写 true（是）或 false（否），不加引号".to_owned(),
            Self::Date => "写成 2023-09-22 的样子，不加引号".to_owned(),
            Self::Table => "写成 [名称]，各项写在下面各行".to_owned(),
            Self::List(_) => "写在方括号里，如 [\"甲单位\", \"乙单位\"]".to_owned(),
            Self::Either(branches) => {
                let examples: Vec<String> = branches.iter().map(Self::example).collect();
                examples.join("；或者，")
            }
        }
    }
}

pub(super) fn name_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "文字",
        DeValue::Integer(_) => "整数",
        DeValue::Float(_) => "小数",
        DeValue::Boolean(_) => "“是”或“否”（true、false）",
        DeValue::Datetime(_) => "日期或时间",
        DeValue::Array(_) => "列表",
        DeValue::Table(_) => "一组内容",
    }
}

pub(super) fn is_date(text: &str) -> bool {
    text.parse::<toml::value::Datetime>()
        .is_ok_and(|moment| moment.date.is_some() && moment.time.is_none())
}
