//! The rows of `scoring.toml` that give points: own items, levels, journals, things due.

use super::file::{DutyFile, JournalFile, LevelFile, NoticeFile, OwnFile};
use super::told::Told;
use super::{Duty, Joint, Journal, Level, NoticeText, Own};
use crate::draft::Kind;
use crate::source::{Rejected, Spanned};
use crate::zh::decimal::Decimal;

pub(super) fn own(rows: &[Spanned<OwnFile>], joint: Joint, told: &mut Told<'_>) -> Vec<Own> {
    let mut all: Vec<Own> = vec![];
    let mut names = vec![];
    if rows.is_empty() && !told.rejected.has(Rejected::ROOT, "own") {
        told.missing(Rejected::ROOT, Rejected::ROOT, "[[own]]", "本刊条目每条几分");
    }
    for row in rows {
        let what = "这一类条目";
        let name = told.text(row.span, "name", what, row.name.as_ref());
        let points = told.some_points(row.span, "points", what, row.points.as_ref());
        let joint_points = told.points("joint-points", row.joint_points.as_ref());
        let most = told.count("characters-at-most", row.characters_at_most.as_ref(), 1..=100_000);
        let least =
            told.count("characters-at-least", row.characters_at_least.as_ref(), 1..=100_000);
        if let (Some(least), Some(most), Some(place)) = (least, most, &row.characters_at_most)
            && least > most
        {
            let message = format!("不少于 {least} 字又不超过 {most} 字，没有这样的条目");
            told.contradiction(place.span, message, "改正字数，或者删去其中一行");
        }
        if let (Some(points), Some(joint), Some(place)) = (points, joint_points, &row.joint_points)
            && joint > points
        {
            let message = format!("合写时每个单位 {joint} 分，比一个单位写的 {points} 分还多");
            told.contradiction(place.span, message, "核对 points 和 joint-points");
        }
        if let Some(place) = &row.joint_points
            && joint == Joint::First
        {
            let message = "前面写了合写的只计第一单位，这里又写合写时每个单位几分";
            told.incomplete(place.span, message, "这一类按这里的计；不对就删去 joint-points");
        }
        let Some(name) = name else { continue };
        let is_new = told.is_new(&names, &name);
        names.push(name.clone());
        let own = Own {
            name: name.value,
            points: points.unwrap_or(Decimal::ZERO),
            joint_points,
            kind: row.kind.as_ref().map(|kind| kind.value),
            columns: row.columns.iter().map(|column| column.trim().to_owned()).collect(),
            alone: row.alone,
            at_most: most,
            at_least: least,
        };
        if own.is_taken_by(&all) {
            let message = format!("“{}”永远轮不到", own.name);
            let help = match all.iter().find(|other| own.is_within(other)) {
                Some(other) if !other.is_unconditional() => {
                    let first = &other.name;
                    format!("合它的条件的都先归了“{first}”；把它移到“{first}”前面，或者改条件")
                }
                _ => "条目都归了前面的类；把它移到前面，或者写上条件".to_owned(),
            };
            told.incomplete(name.span, message, help);
        }
        if points.is_some() && is_new {
            all.push(own);
        }
    }
    let anything = Own::anything();
    if let Some(last) = rows.last().filter(|_| !anything.is_taken_by(&all) && !all.is_empty()) {
        let help = "最后写一类不带条件的，如 name = \"一般信息\"；确实不计分的写 points = 0";
        told.incomplete(last.span, "各类都有条件，都不合的条目不得分", help);
    }
    all
}

impl Own {
    /// Any item.
    fn anything() -> Self {
        let (points, columns) = (Decimal::ZERO, vec![]);
        let (kind, at_most, at_least, joint_points) = (None, None, None, None);
        let (name, alone) = (String::new(), false);
        Self { name, points, joint_points, kind, columns, alone, at_most, at_least }
    }

    fn is_unconditional(&self) -> bool {
        Self::anything().is_within(self)
    }

    /// Whether each item that fits fits another, too.
    fn is_within(&self, other: &Self) -> bool {
        let kind = other.kind.is_none_or(|kind| self.kind == Some(kind));
        let is_other = |column| other.columns.contains(column);
        let columns = other.columns.is_empty()
            || !self.columns.is_empty() && self.columns.iter().all(is_other);
        let alone = !other.alone || self.alone;
        let short = other.at_most.is_none_or(|most| self.at_most.is_some_and(|own| own <= most));
        let long = other.at_least.is_none_or(|least| self.at_least.is_some_and(|own| own >= least));
        kind && columns && alone && short && long
    }

    /// Whether those before it leave no item to it.
    fn is_taken_by(&self, before: &[Self]) -> bool {
        let taken = |own: &Self| before.iter().any(|other| own.is_within(other));
        let of_kind = |kind| taken(&Self { kind: Some(kind), ..self.clone() });
        taken(self)
            || self.kind.is_none() && [Kind::Regular, Kind::Supplement].into_iter().all(of_kind)
    }
}

pub(super) fn levels(rows: &[Spanned<LevelFile>], told: &mut Told<'_>) -> Vec<Level> {
    let mut all: Vec<Level> = vec![];
    let mut names = vec![];
    for row in rows {
        let name = told.text(row.span, "name", "这一级", row.name.as_ref());
        let instruction = told.points("instruction", row.instruction.as_ref());
        let forwarded = told.points("forwarded", row.forwarded.as_ref());
        let compiled = told.points("compiled", row.compiled.as_ref());
        let Some(name) = name else { continue };
        let is_odd = |other: &&Level| {
            let heights = height(&name).zip(height(&other.name));
            let points = instruction.zip(other.instruction);
            heights.zip(points).is_some_and(|((own, other), (points, others))| {
                own > other && points < others || own < other && points > others
            })
        };
        if let (Some(other), Some(place)) = (all.iter().find(is_odd), &row.instruction) {
            let message = format!("“{}”的批示与“{}”的比，级别高的反而分少", name.value, other.name);
            told.incomplete(place.span, message, "核对两级的 instruction");
        }
        if told.is_new(&names, &name) {
            all.push(Level { name: name.value.clone(), instruction, forwarded, compiled });
        }
        names.push(name);
    }
    all
}

/// How high a level is, where its name tells.
fn height(name: &str) -> Option<usize> {
    let all = [&["乡", "镇"][..], &["县", "区"], &["市"], &["省", "自治区"], &["国", "中央"]];
    all.iter().rposition(|begins| begins.iter().any(|begin| name.starts_with(begin)))
}

pub(super) fn journals(
    rows: &[Spanned<JournalFile>],
    levels: &[Level],
    told: &mut Told<'_>,
) -> Vec<Journal> {
    let mut all = vec![];
    let mut names = vec![];
    for row in rows {
        let name = told.text(row.span, "name", "这种刊物", row.name.as_ref());
        let level = told.text(row.span, "level", "这种刊物", row.level.as_ref());
        let points = told.points("points", row.points.as_ref());
        let instruction = told.points("instruction", row.instruction.as_ref());
        let mut kinds = vec![];
        for (kind, points) in &row.kinds {
            if let Some(points) = told.points(kind, Some(points)) {
                kinds.push((kind.trim().to_owned(), points));
            }
        }
        let known: Vec<&str> = levels.iter().map(|level| level.name.as_str()).collect();
        let of =
            level.as_ref().and_then(|level| known.iter().position(|name| *name == level.value));
        if let (Some(level), None) = (&level, of) {
            told.unknown("一级", level, &known);
        }
        let Some(name) = name else { continue };
        if row.points.is_none() && row.kinds.is_empty() {
            let what = format!("“{}”", name.value);
            told.missing(row.span, name.span, "points", &what);
        }
        if told.is_new(&names, &name) {
            all.push(Journal { name: name.value.clone(), level: of, points, kinds, instruction });
        }
        names.push(name);
    }
    all
}

pub(super) fn duty(
    what: &str,
    row: Option<&Spanned<DutyFile>>,
    told: &mut Told<'_>,
) -> Option<Duty> {
    let row = row?;
    let points = told.points("points", row.points.as_ref());
    let late = told.points("late", row.late.as_ref());
    let missing = told.points("missing", row.missing.as_ref());
    if let (Some(late), Some(missing), Some(place)) = (late, missing, &row.late)
        && late > missing
    {
        let message = format!("{what}迟了扣 {late} 分，没办只扣 {missing} 分");
        told.contradiction(place.span, message, "没办的扣分不能比迟了的少；核对 late 和 missing");
    }
    if row.points.is_none() && row.late.is_none() && row.missing.is_none() {
        let message = format!("{what}一项也没有写，不加分也不扣分");
        told.incomplete(row.span, message, "写上 points、late 或 missing，不用就整段删去");
    }
    let late = late.unwrap_or(Decimal::ZERO);
    let points = points.unwrap_or(Decimal::ZERO);
    Some(Duty { points, late, missing: missing.unwrap_or(late) })
}

const TITLE: &str = "政务信息采用情况通报";
const HEADING: &str = "采用情况通报";

pub(super) fn notice(file: &NoticeFile, told: &mut Told<'_>) -> NoticeText {
    let text = |value: Option<&Spanned<String>>| value.map(|text| text.trim().to_owned());
    for words in [&file.opening, &file.closing].into_iter().flatten() {
        told.braces(words);
    }
    let signer = |name: &Option<Spanned<String>>| text(name.as_ref()).unwrap_or_default();
    NoticeText {
        title: text(file.title.as_ref()).unwrap_or_else(|| TITLE.to_owned()),
        heading: text(file.heading.as_ref()).unwrap_or_else(|| HEADING.to_owned()),
        opening: text(file.opening.as_ref()),
        closing: text(file.closing.as_ref()).unwrap_or_default(),
        signers: [signer(&file.editor), signer(&file.reviewer), signer(&file.approver)],
    }
}
