//! The rows of `scoring.toml` that give points: own items, levels, journals, things due.

use super::file::{DutyFile, JournalFile, LevelFile, NoticeFile, OwnFile};
use super::told::Told;
use super::{Duty, Journal, Level, NoticeText, Own};
use crate::source::{Rejected, Spanned};
use crate::zh::decimal::Decimal;

pub(super) fn own(rows: &[Spanned<OwnFile>], told: &mut Told<'_>) -> Vec<Own> {
    let mut all: Vec<Own> = vec![];
    let mut names = vec![];
    let mut catches_all = false;
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
        let Some(name) = name else { continue };
        if catches_all {
            let message = format!("“{}”永远轮不到", name.value);
            let help = "前面有一类没有写条件，条目都归了那一类；把它移到最后";
            told.incomplete(name.span, message, help);
        }
        let is_new = told.is_new(&names, &name);
        names.push(name.clone());
        let Some(points) = points.filter(|_| is_new) else { continue };
        let own = Own {
            name: name.value,
            points,
            joint_points,
            kind: row.kind.as_ref().map(|kind| kind.value),
            columns: row.columns.iter().map(|column| column.trim().to_owned()).collect(),
            alone: row.alone,
            at_most: most,
            at_least: least,
        };
        catches_all |= own.is_unconditional();
        all.push(own);
    }
    if let Some(last) = rows.last().filter(|_| !catches_all && !all.is_empty()) {
        let help = "最后写一类不带条件的，如 name = \"一般信息\"；确实不计分的写 points = 0";
        told.incomplete(last.span, "各类都有条件，都不合的条目不得分", help);
    }
    all
}

impl Own {
    fn is_unconditional(&self) -> bool {
        let Self { kind, columns, alone, at_most, at_least, .. } = self;
        kind.is_none() && columns.is_empty() && !alone && at_most.is_none() && at_least.is_none()
    }
}

pub(super) fn levels(rows: &[Spanned<LevelFile>], told: &mut Told<'_>) -> Vec<Level> {
    let mut all = vec![];
    let mut names = vec![];
    for row in rows {
        let name = told.text(row.span, "name", "这一级", row.name.as_ref());
        let instruction = told.points("instruction", row.instruction.as_ref());
        let forwarded = told.points("forwarded", row.forwarded.as_ref());
        let compiled = told.points("compiled", row.compiled.as_ref());
        let Some(name) = name else { continue };
        if told.is_new(&names, &name) {
            all.push(Level { name: name.value.clone(), instruction, forwarded, compiled });
        }
        names.push(name);
    }
    all
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
