//! What was changed here and elsewhere: ours is there, and theirs is kept beside it until somebody has
//! chosen.

use super::api::{self, Field, Id, Side};
use super::card::card;
use super::ids::Ids;
use crate::draft::Draft;
use crate::draft::change::{Slot, Value};
use crate::source::Source;

/// What both have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Text(Id, Field),
    Credits(Id),
    /// The tables and pictures of an item.
    Insets(Id),
    /// The name of a column.
    Column(Id),
    Key(Slot),
}

/// One version of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Given {
    Value(Value),
    /// Tables and pictures as they are written.
    Pieces(Vec<String>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Clash {
    pub(super) what: What,
    pub(super) here: Given,
    pub(super) there: Given,
}

impl Clash {
    /// By which the page names it.
    pub(super) fn key(&self) -> String {
        format!("{:?}", self.what)
    }

    /// As it is shown.
    pub(super) fn shown(&self, ids: &Ids) -> api::Clash {
        let number = |id: Id| match ids.item(id) {
            Some((column, item)) => format!("{}.{}", column + 1, item + 1),
            None => "撤下的一条".to_owned(),
        };
        let title = match self.what {
            What::Text(id, Field::Headline) => format!("{} 标题", number(id)),
            What::Text(id, Field::Body) => format!("{} 正文", number(id)),
            What::Credits(id) => format!("{} 供稿单位", number(id)),
            What::Insets(id) => format!("{} 表格和图片", number(id)),
            What::Column(_) => "栏目名".to_owned(),
            What::Key(slot) => named(slot).to_owned(),
        };
        api::Clash { key: self.key(), title, here: self.here.side(), there: self.there.side() }
    }
}

impl Given {
    fn side(&self) -> Side {
        let words = |text: &str| Side { text: text.to_owned(), ..Side::default() };
        match self {
            Self::Value(Value::Text(text)) => words(text.trim_end()),
            Self::Value(Value::Texts(texts)) => words(&texts.join("、")),
            Self::Value(Value::Number(number)) => words(&number.to_string()),
            Self::Value(Value::Day(day)) => words(&day.to_string()),
            Self::Value(_) => words(""),
            Self::Pieces(pieces) => {
                let text = format!("[[column]]\n[[column.item]]\n{}\n", pieces.join("\n\n"));
                let draft = Draft::read(&Source::new("", text)).value;
                let item = draft.items().next().map(|(_, _, item)| card(0, item));
                let (tables, figures) =
                    item.map(|item| (item.tables, item.figures)).unwrap_or_default();
                Side { tables, figures, ..Side::default() }
            }
        }
    }
}

/// What a key is called on the page.
fn named(slot: Slot) -> &'static str {
    match slot {
        Slot::Top("number") => "期号",
        Slot::Top("date") => "出刊日期",
        Slot::Top("total") => "总期号",
        Slot::Top("copies") => "份数",
        Slot::Top("note") => "编者按",
        Slot::Top("distribution") => "发送范围",
        Slot::Top("distribution-reason") => "发送范围的说明",
        Slot::Signoff("editor") => "责任编辑",
        Slot::Signoff("reviewer") => "审核",
        Slot::Signoff("approver") => "签发",
        _ => "本期",
    }
}
