//! `units.toml`: the roster of reporting units, with their names over time.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use super::home::Home;
use super::kin::Kin;
use super::unit::overlap;
pub use super::unit::{Group, Period, Unit, overlapping};
use crate::source::nearest::nearest;
use crate::source::shape::{self, Read};
use crate::source::{Date, Diagnostic, Source, Span, Spanned};

/// 单位名录。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct RosterFile {
    /// 单位。
    unit: Vec<Spanned<UnitFile>>,
}

/// 一个单位。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["credit"]))]
struct UnitFile {
    /// 全称。
    name: Option<Spanned<String>>,
    /// 署名用的写法，即印在（）里的。
    credit: Option<Spanned<String>>,
    /// 标题和正文里的写法，如“县发改委”；与署名相同时不写。
    headline: Option<Spanned<String>>,
    /// 其他认可的写法。
    aliases: Vec<Spanned<String>>,
    /// 类别。
    group: Option<Spanned<Group>>,
    /// 从哪天起有这个单位，不知道就不写。
    from: Option<Spanned<Date>>,
    /// 到哪天为止，仍在的单位不写。
    until: Option<Spanned<Date>>,
    /// 备注。
    note: Option<String>,
}

/// All units, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    pub units: Vec<Unit>,
    kin: OnceLock<Kin>,
    named: OnceLock<Named>,
    home: Home,
}

/// By each form of a name the units that have it, in order: of their own, or as it is written in the
/// county.
#[derive(Debug, Clone, Default)]
struct Named {
    forms: HashMap<String, Vec<(usize, Form)>>,
    /// Bytes of the longest.
    longest: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Own,
    Written,
}

impl Roster {
    /// Reads `units.toml`.
    pub fn read(source: &Source) -> (Self, Vec<Diagnostic>) {
        let Read { value: file, mut found, rejected } = shape::read::<RosterFile>(source, schema());
        let mut roster = Self::default();
        let mut seen: HashMap<String, Vec<(Span, usize)>> = HashMap::new();
        for written in &file.unit {
            let text = |value: &Option<Spanned<String>>| {
                value.as_ref().map(|value| value.trim().to_owned()).unwrap_or_default()
            };
            let credit = text(&written.credit);
            if credit.is_empty() {
                if rejected.has(written.span, "credit") {
                    continue;
                }
                let span = written.credit.as_ref().map_or(written.span, |credit| credit.span);
                found.push(
                    Diagnostic::error("missing-setting", span, "这个单位没有写署名（credit）")
                        .help("写上印在（）里的写法，如 credit = \"发改委\""),
                );
                continue;
            }
            let or_credit = |name: String| if name.is_empty() { credit.clone() } else { name };
            let unit = Unit {
                name: or_credit(text(&written.name)),
                headline: or_credit(text(&written.headline)),
                aliases: written.aliases.iter().map(|alias| alias.trim().to_owned()).collect(),
                group: written.group.as_ref().map(|group| group.value),
                from: written.from.as_ref().map(|date| date.0),
                until: written.until.as_ref().map(|date| date.0),
                note: written.note.as_deref().unwrap_or_default().trim().to_owned(),
                written: vec![],
                credit,
            };
            let places = [&written.name, &written.credit, &written.headline];
            let places = places.into_iter().flatten().chain(&written.aliases);
            for place in places {
                let form = place.trim().to_owned();
                let index = roster.units.len();
                let same = seen.entry(form.clone()).or_default();
                let twin = same
                    .iter()
                    .find(|(_, owner)| *owner != index && overlap(&roster.units[*owner], &unit));
                if let Some((first, owner)) = twin {
                    let owner = &roster.units[*owner].name;
                    let message = match *owner == form {
                        true => format!("前面已经有“{form}”这个单位"),
                        false => format!("“{form}”已经是“{owner}”的写法"),
                    };
                    found.push(
                        Diagnostic::error("duplicate-unit", place.span, message)
                            .label(*first, "先写在这里")
                            .help("同一时期一种写法只能属于一个单位；若是更名，给原单位写上 until"),
                    );
                }
                same.push((place.span, index));
            }
            roster.units.push(unit);
        }
        let names: Vec<_> = roster
            .units
            .iter()
            .map(|unit| [unit.name.as_str(), &unit.credit, &unit.headline])
            .collect();
        roster.home = Home::of(&names);
        for unit in &mut roster.units {
            let written = roster.home.written([&unit.name, &unit.credit]);
            unit.written = written.into_iter().filter(|w| unit.forms().all(|f| f != w)).collect();
        }
        (roster, found)
    }

    /// The unit that a form names on a day. A unit of another time is found only when none is
    /// valid; ask [`Unit::valid_on`]. Names of people may follow it: 林场：甲 乙. What the roster
    /// has comes first, then the name as it is written in the county: with and without the
    /// county's own name, 县应急管理局 for 清河县应急管理局, a town with and without 人民政府.
    pub fn find(&self, form: &str, date: Option<NaiveDate>) -> Option<&Unit> {
        self.units.get(self.position(form, date)?)
    }

    /// The place of that unit in the roster.
    fn position(&self, form: &str, date: Option<NaiveDate>) -> Option<usize> {
        let form = form.split_once(['：', ':']).map_or(form, |(unit, _)| unit.trim());
        let known = self.named().forms.get(form)?;
        let named = |how: Form| {
            let mut all = known.iter().filter(|(_, form)| *form == how).map(|(at, _)| *at);
            let first = all.clone().next();
            let valid = |at: &usize| date.is_none_or(|date| self.units[*at].valid_on(date));
            all.find(valid).or(first)
        };
        named(Form::Own).or_else(|| named(Form::Written))
    }

    fn named(&self) -> &Named {
        self.named.get_or_init(|| {
            let mut named = Named::default();
            for (at, unit) in self.units.iter().enumerate() {
                let written = unit.written.iter().map(|form| (form.as_str(), Form::Written));
                for (form, how) in unit.forms().map(|form| (form, Form::Own)).chain(written) {
                    named.forms.entry(form.to_owned()).or_default().push((at, how));
                    named.longest = named.longest.max(form.len());
                }
            }
            named
        })
    }

    /// Which entries are one unit over time.
    pub fn kin(&self) -> &Kin {
        self.kin.get_or_init(|| Kin::new(&self.units))
    }

    /// The family, as [`Kin::family`], of the unit that a form names on a day.
    pub fn family(&self, form: &str, date: Option<NaiveDate>) -> Option<usize> {
        Some(self.kin().family(self.position(form, date)?))
    }

    /// The unit, as [`Kin::unit`], that a form names on a day.
    pub fn unit(&self, form: &str, date: Option<NaiveDate>) -> Option<usize> {
        Some(self.kin().unit(self.position(form, date)?))
    }

    /// The units, as [`Kin::unit`], that one credit names; none when one of them is not known.
    pub fn units_of(&self, credit: &str, date: Option<NaiveDate>) -> Vec<usize> {
        let parts = self.split(credit, date).unwrap_or_default();
        parts.iter().filter_map(|part| self.unit(part, date)).collect()
    }

    /// What a unit, as [`Kin::unit`], was called by a day.
    pub fn called(&self, unit: usize, day: NaiveDate) -> &Unit {
        &self.units[self.kin().by(&self.units, unit, day)]
    }

    /// All forms of the name that a text is, or begins with, those of its earlier and later names
    /// among them, each with what follows in the text; the text itself first.
    pub fn near(&self, text: &str) -> Vec<String> {
        let mut all = vec![text.to_owned()];
        let Some((unit, length)) = self.leading(text, None) else { return all };
        let at = self.units.iter().position(|other| std::ptr::eq(other, unit));
        let family = at.map(|at| self.kin().family(at));
        let related = |at: &usize| Some(self.kin().family(*at)) == family;
        let forms = (0..self.units.len()).filter(related).flat_map(|at| self.units[at].forms());
        for form in forms {
            let near = format!("{form}{}", &text[length..]);
            if !all.contains(&near) {
                all.push(near);
            }
        }
        all
    }

    /// The units that one credit names, when the roster knows them all.
    pub fn split<'a>(&self, credit: &'a str, date: Option<NaiveDate>) -> Option<Vec<&'a str>> {
        let parts: Vec<&str> = credit.split(divides).filter(|part| !part.is_empty()).collect();
        let known = !parts.is_empty() && parts.iter().all(|part| self.find(part, date).is_some());
        known.then_some(parts)
    }

    /// The unit whose name the text begins with, and the length of that name in bytes. The
    /// longest name wins: 政务服务和大数据管理局 before 政务.
    pub fn leading(&self, text: &str, date: Option<NaiveDate>) -> Option<(&Unit, usize)> {
        let named = self.named();
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        let ends: Vec<usize> = ends.take_while(|end| *end <= named.longest).collect();
        ends.into_iter().rev().find_map(|end| {
            let known = named.forms.get(&text[..end])?;
            let units = known.iter().map(|(at, _)| &self.units[*at]);
            let unit = units.max_by_key(|unit| date.is_none_or(|date| unit.valid_on(date)))?;
            Some((unit, end))
        })
    }

    /// The credit form nearest to a mistyped one, among the units of that day.
    pub fn nearest<'a>(&'a self, form: &str, date: Option<NaiveDate>) -> Option<&'a str> {
        let current =
            || self.units.iter().filter(|unit| date.is_none_or(|date| unit.valid_on(date)));
        // What all units of the county have in their names makes none of them nearer.
        let near = nearest(
            self.home.telling(form),
            current().flat_map(Unit::forms).map(|known| self.home.telling(known)),
        )?;
        current()
            .find(|unit| unit.forms().any(|known| self.home.telling(known) == near))
            .map(|unit| unit.credit.as_str())
    }

    /// The credit forms, for completion in an editor.
    pub fn credits(&self) -> Vec<&str> {
        self.units.iter().map(|unit| unit.credit.as_str()).collect()
    }
}

/// Whether a character stands between the units, or people, of one credit.
pub fn divides(c: char) -> bool {
    c.is_whitespace() || "、，,；;/／".contains(c)
}

/// The JSON Schema of `units.toml`.
pub fn schema() -> &'static Schema {
    static SCHEMA: LazyLock<Schema> = LazyLock::new(shape::schema_of::<RosterFile>);
    &SCHEMA
}

#[cfg(test)]
mod tests {
    use super::Roster;
    use crate::source::Source;

    fn roster(units: &[[&str; 3]]) -> Roster {
        let unit = |[name, credit, headline]: &[&str; 3]| {
            format!(
                "[[unit]]\nname = \"{name}\"\ncredit = \"{credit}\"\nheadline = \"{headline}\"\n"
            )
        };
        let text: String = units.iter().map(unit).collect();
        Roster::read(&Source::new("units.toml", text)).0
    }

    fn found<'a>(roster: &'a Roster, form: &str) -> Option<&'a str> {
        roster.find(form, None).map(|unit| unit.credit.as_str())
    }

    #[test]
    fn a_unit_is_known_by_its_name_as_the_county_writes_it() {
        let roster = roster(&[
            ["清河县应急管理局", "应急局", "县应急局"],
            ["清河县市场监督管理局", "市监局", "县市监局"],
            ["清河县马庄镇", "马庄镇", "马庄镇"],
            ["清河县东关街道办事处", "东关街道", "东关街道"],
            ["清河火车站", "火车站", "火车站"],
        ]);
        for form in ["应急局", "应急管理局", "县应急管理局", "清河县应急局"] {
            assert_eq!(found(&roster, form), Some("应急局"), "{form}");
        }
        for form in ["市场监督管理局", "县市场监督管理局", "县市监局"] {
            assert_eq!(found(&roster, form), Some("市监局"), "{form}");
        }
        for form in ["马庄镇人民政府", "清河县马庄镇人民政府"] {
            assert_eq!(found(&roster, form), Some("马庄镇"), "{form}");
        }
        assert_eq!(found(&roster, "东关街道办事处"), Some("东关街道"));
        // What is of another county, or of another level, is another unit.
        for form in ["平川县应急管理局", "市应急管理局", "县马庄镇", "马庄", "镇人民政府"]
        {
            assert_eq!(found(&roster, form), None, "{form}");
        }
        let leading =
            |text| roster.leading(text, None).map(|(unit, length)| (unit.credit.as_str(), length));
        assert_eq!(leading("县应急管理局开展演练"), Some(("应急局", "县应急管理局".len())));
        assert_eq!(leading("市应急管理局开展演练"), None);
    }

    #[test]
    fn where_full_names_have_no_county_the_headlines_tell_its_level() {
        let roster = roster(&[
            ["发展和改革委员会", "发改委", "县发改委"],
            ["人力资源和社会保障局", "人社局", "县人社局"],
            ["城关镇人民政府", "城关镇", "城关镇"],
        ]);
        assert_eq!(found(&roster, "县发展和改革委员会"), Some("发改委"));
        assert_eq!(found(&roster, "市发展和改革委员会"), None);
    }

    #[test]
    fn what_all_names_have_makes_none_nearer() {
        let roster =
            roster(&[["清河县水利局", "水利局", "县水利局"], ["清河县城关镇", "城关镇", "城关镇"]]);
        let near = |form| roster.nearest(form, None);
        assert_eq!(near("马庄镇人民政府"), None);
        assert_eq!(near("城官镇人民政府"), Some("城关镇"));
        assert_eq!(near("清河县林业局"), None);
        assert_eq!(near("清河县水力局"), Some("水利局"));
    }
}
