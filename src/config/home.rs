//! The county that the units belong to, as the roster tells it, and what their names are written as
//! there: a unit says 县应急管理局 of itself, whatever the roster has.

/// Names of counties and of what is like them end in one of these.
const LEVELS: &str = "县市区旗州盟";
/// The longest name of one, in characters: 鄂伦春自治旗, 孟村回族自治县 and the like.
const LONGEST: usize = 15;
/// What is called 人民政府, or 办事处, beside its own name.
const TOWNS: &str = "镇乡";
const TOWN_OFFICE: &str = "人民政府";
const STREETS: &str = "街道";
const STREETS_OFFICE: &str = "办事处";

/// The county, as far as the roster tells.
#[derive(Debug, Clone, Default)]
pub struct Home {
    /// What full names begin with: 清河县.
    county: Option<String>,
    /// What headlines begin with instead: 县.
    level: Option<char>,
}

impl Home {
    /// The county by which more than half of the full names begin, two at least, of units with their full
    /// name, that in credits and that in headlines.
    pub(crate) fn of(units: &[[&str; 3]]) -> Self {
        let mut begins: Vec<(&str, usize)> = vec![];
        for [name, ..] in units {
            let Some(county) = county(name) else { continue };
            match begins.iter_mut().find(|(known, _)| *known == county) {
                Some((_, count)) => *count += 1,
                None => begins.push((county, 1)),
            }
        }
        let most = begins.into_iter().max_by_key(|(_, count)| *count);
        let most = most.filter(|(_, count)| *count >= 2 && count * 2 > units.len());
        let county = most.map(|(county, _)| county.to_owned());
        let level = county.as_ref().and_then(|county| county.chars().last());
        let level = level.or_else(|| {
            let own = |[_, credit, headline]: &[&str; 3]| {
                let level = headline.strip_suffix(credit)?;
                let mut chars = level.chars();
                chars.next().filter(|c| LEVELS.contains(*c) && chars.next().is_none())
            };
            let mut levels = units.iter().filter_map(own);
            levels.next().filter(|level| levels.all(|other| other == *level))
        });
        Self { county, level }
    }

    /// A name without what many units of the county have in theirs: 应急管理局 of 清河县应急管理局, 马庄镇 of
    /// 马庄镇人民政府.
    pub(crate) fn telling<'a>(&self, name: &'a str) -> &'a str {
        let county = self.county.as_ref().and_then(|county| name.strip_prefix(county.as_str()));
        let level = || self.level.and_then(|level| name.strip_prefix(level));
        let long = |rest: &&str| rest.chars().count() > 2;
        let name = county.or_else(level).filter(long).unwrap_or(name);
        let town = name.strip_suffix(TOWN_OFFICE).filter(|town| town.ends_with(is_town));
        let streets = || name.strip_suffix(STREETS_OFFICE).filter(|name| name.ends_with(STREETS));
        town.or_else(streets).filter(long).unwrap_or(name)
    }

    /// What a unit of these names is written as, too.
    pub(crate) fn written(&self, names: [&str; 2]) -> Vec<String> {
        let mut all: Vec<String> = vec![];
        for name in names {
            let name = self.telling(name);
            if name.chars().count() < 3 {
                continue;
            }
            let office = match name {
                _ if name.ends_with(STREETS) => STREETS_OFFICE,
                _ if name.ends_with(is_town) => TOWN_OFFICE,
                _ => "",
            };
            let level = self.level.map(String::from).filter(|_| office.is_empty());
            for before in [Some(String::new()), level, self.county.clone()].into_iter().flatten() {
                all.push(format!("{before}{name}"));
                if !office.is_empty() {
                    all.push(format!("{before}{name}{office}"));
                }
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

fn is_town(c: char) -> bool {
    TOWNS.contains(c)
}

/// The county by whose name a full name begins.
fn county(name: &str) -> Option<&str> {
    let mut places = name.char_indices().take(LONGEST);
    // A county has a name before the word: 市场 and 区划 begin with none.
    places.next()?;
    let (at, level) = places.find(|(_, c)| LEVELS.contains(*c))?;
    let (county, rest) = name.split_at(at + level.len_utf8());
    (county.chars().count() > 2 && !rest.is_empty()).then_some(county)
}
