//! The county that the units belong to, as the roster tells it, and what their names are written as
//! there: a unit says 县应急管理局 of itself, whatever the roster has.

/// Names of counties and of what is like them end in one of these.
const LEVELS: &str = "县市区旗州盟";
/// Words that begin with one of them.
const WORDS: &[&str] = &[
    "市场",
    "市政管",
    "市政工",
    "市政设",
    "市政园",
    "市容",
    "区域",
    "区划",
    "县委",
    "市委",
    "区委",
    "旗委",
    "州委",
];
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
        let long = |rest: &&str| {
            let whole = self.level.map_or(String::new(), String::from) + rest;
            rest.chars().count() > 2 && !WORDS.iter().any(|word| whole.starts_with(word))
        };
        let name = county.or_else(level).filter(long).unwrap_or(name);
        let town = name.strip_suffix(TOWN_OFFICE).filter(|town| town.ends_with(is_town));
        let streets = || name.strip_suffix(STREETS_OFFICE).filter(|name| name.ends_with(STREETS));
        town.or_else(streets).filter(|town| town.chars().count() > 2).unwrap_or(name)
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

/// The county by whose name a full name begins: 滑县, 林州市, 清河县.
fn county(name: &str) -> Option<&str> {
    let chars: Vec<char> = name.chars().take(LONGEST).collect();
    let is_level = |at: usize| chars.get(at).is_some_and(|c| LEVELS.contains(*c));
    // A county has a name before the word: 市场 and 区划 begin with none.
    let first = (1..chars.len()).find(|at| is_level(*at))?;
    let last = if first == 1 && is_level(2) { 2 } else { first };
    let length = chars[..=last].iter().map(|c| c.len_utf8()).sum();
    (length < name.len()).then(|| &name[..length])
}

#[cfg(test)]
mod tests {
    use super::Home;

    #[test]
    fn the_county_is_told_by_most_names() {
        for (names, county, level) in [
            (["林州市应急管理局", "林州市水利局", "林州市市场监督管理局"], Some("林州市"), '市'),
            (["滑县市场监督管理局", "滑县水利局", "滑县民政局"], Some("滑县"), '县'),
            (["清河县民政局", "清河县东关街道办事处", "气象局"], Some("清河县"), '县'),
            (["市场监督管理局", "城市管理局", "水利局"], None, ' '),
        ] {
            let units: Vec<[&str; 3]> = names.iter().map(|name| [*name, "", ""]).collect();
            let home = Home::of(&units);
            assert_eq!(home.county.as_deref(), county, "{names:?}");
            assert_eq!(home.level.unwrap_or(' '), level, "{names:?}");
        }
    }

    #[test]
    fn what_is_no_part_of_a_name_is_left_out() {
        let home = |name| Home::of(&[[name, "", ""]; 2]);
        for (full, name, telling) in [
            ("新乐市民政局", "新乐市市场监督管理局", "市场监督管理局"),
            ("新乐市民政局", "市场监督管理局", "市场监督管理局"),
            ("新乐市民政局", "市政管理局", "市政管理局"),
            ("新乐市民政局", "市政府办公室", "政府办公室"),
            ("清河县民政局", "清河县委宣传部", "清河县委宣传部"),
            ("清河县民政局", "县委宣传部", "县委宣传部"),
            ("清河县民政局", "清河县政府办", "政府办"),
            ("清河县民政局", "清河县马庄镇人民政府", "马庄镇"),
        ] {
            assert_eq!(home(full).telling(name), telling, "{name}");
        }
    }
}
