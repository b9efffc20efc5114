//! A point with where it comes from: what a township is shown that asks why.

use chrono::NaiveDate;

use crate::zh::decimal::Decimal;

/// What points are given for, in the order of the columns of the 通报.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    Own,
    Above,
    Instruction,
    Reply,
    Commission,
    Quota,
    Other,
}

impl Category {
    pub const ALL: [Self; 7] = [
        Self::Own,
        Self::Above,
        Self::Instruction,
        Self::Reply,
        Self::Commission,
        Self::Quota,
        Self::Other,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "本刊",
            Self::Above => "上级采用",
            Self::Instruction => "批示",
            Self::Reply => "反馈",
            Self::Commission => "约稿",
            Self::Quota => "任务",
            Self::Other => "其他",
        }
    }
}

/// Some points of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// As `Kin::unit` of the roster.
    pub unit: usize,
    pub date: NaiveDate,
    pub category: Category,
    /// `2024-03 2.4`, 《昨日情况》第18期; nothing for a quota.
    pub place: String,
    /// A headline, or what was due.
    pub what: String,
    /// How it was reckoned: 简讯 1 分，3 个单位平分.
    pub rule: String,
    pub points: Decimal,
    /// Line of `adopted.toml`, from 1, where it stands there.
    pub line: Option<usize>,
}

impl Trace {
    /// What traces are sorted by: nothing that depends on how a file is arranged.
    pub(super) fn key(&self) -> (usize, NaiveDate, Category, &str, &str, &str, Decimal) {
        let Self { unit, date, category, place, what, rule, points, .. } = self;
        (*unit, *date, *category, place, what, rule, *points)
    }
}
