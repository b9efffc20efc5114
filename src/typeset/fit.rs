//! Copy-fitting: the setting nearest to the standard page that gives the wanted number of pages,
//! with the end block at the foot of a page that has text.
//!
//! Offices squeeze a bulletin by hand until it fills its sheets. Here the page is varied in a
//! fixed order (`choice.rs`). One layout tells what most settings give (`tally.rs`), so that the first
//! with the wanted pages is found in one or two.

use std::cell::RefCell;

use anyhow::Result;

use super::audit::MarkKind;
use super::choice::{Gives, Look, choose, right_pages};
pub use super::cuts::{Cut, Move};
use super::cuts::{Excess, counted, cuts, moves};
use super::laid::Outlook;
use super::tally::{self, Tally};
use super::trial::Trials;
use super::wins::Compared;
use super::{Pages, Setting, Typesetter};
use crate::bulletin::Bulletin;
use crate::config::{Limits, PageTarget};

/// A bulletin set as well as its limits allow.
pub struct Fitted {
    pub pages: Pages,
    pub setting: Setting,
    pub verdict: Verdict,
}

/// Whether the target was met.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    Met,
    /// The tightest setting has this many lines too many for the pages wanted; the items whose
    /// cutting would mend it most cheaply, cheapest first.
    Over {
        wanted: usize,
        lines: u32,
        cuts: Vec<Cut>,
        /// When no single item can give so much: the fewest items that would have to go.
        moves: Vec<Move>,
        /// Whether that is counted, and will be enough; where there are tables it is reckoned.
        sure: bool,
    },
    /// The loosest setting lacks this many lines.
    Short {
        wanted: usize,
        lines: u32,
    },
    /// An odd number of pages where an even one was wanted: the last leaf's back stays blank.
    Odd,
}

/// Lays out a bulletin within limits. A proof is set as the issue will be: its marks take no part.
pub fn fit(
    typesetter: &Typesetter,
    bulletin: &Bulletin,
    proof: bool,
    target: PageTarget,
    limits: Limits,
) -> Result<Fitted> {
    let mut press = Trials::new(typesetter, bulletin);
    let mut fitted = fit_issue(&mut press, target, limits)?;
    let odd = fitted.pages.count() > 1 && fitted.pages.count() % 2 == 1;
    if target == PageTarget::Even && odd && fitted.verdict == Verdict::Met {
        fitted.verdict = Verdict::Odd;
    }
    if !proof {
        return Ok(fitted);
    }
    let wins = press.wins(fitted.setting)?;
    let pages = typesetter.lay_out_as(bulletin, fitted.setting, true, &wins, None)?;
    Ok(Fitted { pages, ..fitted })
}

fn fit_issue(press: &mut Trials<'_>, target: PageTarget, limits: Limits) -> Result<Fitted> {
    // What the lengths of the texts promise is laid out first: when it is right, nothing else is.
    if tally::is_plain(press.bulletin()) {
        let rough = Rough::new(press.bulletin());
        let likely = likely(press, &rough, target, limits)?;
        // How pages end and begin depends on each line; how many there are does not.
        let needed = right_pages(&rough, target, limits)?.setting.characters;
        let characters = needed.min(likely.characters);
        press.layout(Setting { characters, ..likely })?;
        if characters == likely.characters {
            believe(press, &rough, likely, (target, limits))?;
        }
    }
    loop {
        let choice = choose(press, target, limits)?;
        let verdict = match choice.gives {
            Gives::Enough => Verdict::Met,
            Gives::TooFew { wanted, lines } => Verdict::Short { wanted, lines },
            Gives::TooMany { wanted, tightest } => over(wanted, tightest, press)?,
        };
        if let Some(trial) = press.take(choice.setting)? {
            return Ok(Fitted { pages: trial.pages, setting: trial.setting, verdict });
        }
    }
}

/// The setting that will be chosen, by the lengths of the texts. Of the paragraphs that may win a line they
/// tell least: where lines are won, these are set before.
fn likely(
    press: &Trials<'_>,
    rough: &Rough<'_>,
    target: PageTarget,
    limits: Limits,
) -> Result<Setting> {
    let usual = Setting::STANDARD.characters;
    for characters in usual.. {
        let likely = choose(rough, target, limits)?.setting;
        if !likely.won || likely.characters < characters {
            return Ok(likely);
        }
        match press.compared(Setting { characters, ..likely })? {
            Some(compared) => rough.correct(characters, &compared),
            None => return Ok(Setting { won: false, characters: usual, ..likely }),
        }
    }
    Ok(Setting::STANDARD)
}

/// Smaller characters are the last means, so it has to be known that larger ones are not enough. Where the
/// lengths have told each line of the small ones, they are believed of the larger ones as well, if two
/// lines fewer would make no difference.
fn believe(
    press: &Trials<'_>,
    rough: &Rough<'_>,
    likely: Setting,
    (target, limits): (PageTarget, Limits),
) -> Result<()> {
    const DOUBT: u32 = 2;
    let larger = Setting::STANDARD.characters..likely.characters;
    let Some(exact) = press.exact(likely).filter(|_| !larger.is_empty()) else { return Ok(()) };
    let told = rough.tally(likely).paragraphs() == exact.paragraphs();
    let doubting = Rough::new(press.bulletin());
    let mut believed = vec![];
    for setting in larger.flat_map(|characters| {
        [false, true].map(|won| Setting { characters, won, ..Setting::STANDARD })
    }) {
        if setting.won && !limits.may_win {
            continue;
        }
        let tally = rough.tally(setting).believed(&exact);
        let Some(fewer) = tally.shorter(None, DOUBT) else { return Ok(()) };
        doubting.take(fewer);
        believed.push(tally);
    }
    for won in [false, true] {
        doubting.take(rough.tally(Setting { won, ..likely }));
    }
    if told && choose(&doubting, target, limits)? == choose(rough, target, limits)? {
        press.believe(believed);
    }
    Ok(())
}

/// What settings give by the lengths of the texts alone.
struct Rough<'a> {
    bulletin: &'a Bulletin,
    /// One for each way of breaking lines that was asked for.
    tallies: RefCell<Vec<Tally>>,
}

impl<'a> Rough<'a> {
    fn new(bulletin: &'a Bulletin) -> Self {
        Self { bulletin, tallies: RefCell::default() }
    }

    fn tally(&self, setting: Setting) -> Tally {
        let known = self.tallies.borrow().iter().find(|tally| tally.is_for(setting)).cloned();
        known.unwrap_or_else(|| {
            let tally = Tally::rough(self.bulletin, setting);
            self.take(tally.clone());
            tally
        })
    }

    /// Takes a count instead of its own.
    fn take(&self, tally: Tally) {
        let mut tallies = self.tallies.borrow_mut();
        tallies.retain(|known| !known.is_alike(&tally));
        tallies.push(tally);
    }

    /// Takes what is known of the paragraphs that may win a line.
    fn correct(&self, characters: u32, compared: &Compared) {
        let plain = Tally::rough(self.bulletin, Setting { characters, ..Setting::STANDARD });
        for tally in [false, true].into_iter().filter_map(|won| compared.tally(&plain, won)) {
            self.take(tally);
        }
    }
}

impl Look for Rough<'_> {
    fn look(&self, setting: Setting) -> Result<Outlook> {
        Ok(self.tally(setting).outlook(setting))
    }

    fn guess(&self, setting: Setting) -> Option<Outlook> {
        self.look(setting).ok()
    }
}

/// What would have to go to mend a bulletin that even the tightest page is too small for.
fn over(wanted: usize, setting: Setting, press: &Trials<'_>) -> Result<Verdict> {
    let tightest = press.layout(setting)?;
    let texts = tightest.pages.texts();
    let marks = tightest.pages.marks();
    let tally = Tally::of(press.bulletin(), &tightest);
    if tally.is_exact()
        && let Some(Excess { lines, cuts, moves }) =
            counted(&tally, setting, wanted, (texts, marks))
    {
        return Ok(Verdict::Over { wanted, lines, cuts, moves, sure: true });
    }
    let end = marks.iter().find(|mark| mark.kind == MarkKind::End);
    let bottom = Setting::AREA_TOP + Setting::AREA_HEIGHT;
    let end_height = end.map_or(0.0, |end| bottom - end.y);
    let spilled: usize = tightest.lines.iter().skip(wanted).map(Vec::len).sum();
    // The last wanted page is full of text: the end block needs its room as well.
    let lines = spilled as u32 + (end_height / tightest.setting.pitch()).ceil() as u32;
    let cuts = cuts(texts, marks, tightest.setting, lines);
    let moves = if cuts.is_empty() { moves(texts, marks, lines) } else { vec![] };
    Ok(Verdict::Over { wanted, lines, cuts, moves, sure: false })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::bulletin::{self, Block};
    use crate::config::{Config, Fonts};
    use crate::draft::Draft;
    use crate::draft::attachment::Attachments;
    use crate::source::Source;
    use crate::typeset::{FontSet, Template};
    use crate::workspace::files::Place;

    /// Looks by laying out, and in no other way; as far as one who counts, or not.
    struct Laid<'a>(&'a Typesetter, &'a Bulletin, usize);

    impl Look for Laid<'_> {
        fn look(&self, setting: Setting) -> Result<Outlook> {
            Ok(Trials::doubting(self.0, self.1).layout(setting)?.outlook)
        }

        fn guess(&self, _: Setting) -> Option<Outlook> {
            None
        }

        fn reach(&self) -> usize {
            self.2
        }
    }

    fn typesetter(root: Option<&Path>, template: &str) -> Typesetter {
        let fonts = FontSet::load(None, &Fonts::default()).expect("faces");
        Typesetter::new(
            fonts,
            Template::load(root.map(Place::on_disk), template).expect("a template"),
        )
    }

    /// A bulletin of that many items under columns of three, of all lengths. Some credits do not
    /// fit into the last line, some not into one line at all. The first column may have no name.
    fn sample(items: usize, named: bool) -> Bulletin {
        let mut text =
            "number = 1\ndate = 2024-01-05\nnote = \"编者的话，共两段。\\n\\n第二段。\"\n"
                .to_owned();
        for item in 0..items {
            if item % 3 == 0 {
                let name = if named || item > 0 { "民生保障" } else { "" };
                text += &format!("[[column]]\nname = \"{name}\"\n");
            }
            let body = "县里各项工作稳步推进，群众满意，".repeat(21);
            let body: String = body.chars().take(40 + item * 31 % 290).collect();
            let units = match item % 5 {
                0 => {
                    "\"农业农村局\", \"水利局\", \"自然资源局\", \"住房和城乡建设局\", \"交通运输局\""
                }
                1 => "\"人力资源和社会保障局\", \"退役军人事务局\"",
                _ => "\"人社局\"",
            };
            text += &format!(
                "[[column.item]]\nheadline = \"第{item}条的标题\"\nbody = \"{body}好。\\n\\n另起一段。\"\n\
                 credits = [{units}]\n"
            );
        }
        let draft = Draft::read(&Source::new("2024-01.toml", text)).value;
        let config = "distribution = \"各乡镇，县直各单位。\"\n[layout]\ncontents = 20\n";
        let config = Config::read(&Source::new("", config)).0;
        bulletin::build(&draft, &Attachments::default(), &config).expect("it has a date")
    }

    #[test]
    fn counting_chooses_as_laying_out_does() {
        let targets =
            [PageTarget::Auto, PageTarget::Even, PageTarget::Exactly(4), PageTarget::Exactly(2)];
        let limits = Limits::default();
        // The titles of a 简报 have heights of their own, which are not counted.
        for (template, counts, least) in [("kuaibao", 5..25, 5), ("jianbao", 5..12, 0)] {
            let typesetter = typesetter(None, template);
            let mut counted = 0;
            for items in counts {
                let bulletin = sample(items, items % 3 > 0);
                let target = targets[items % 4];
                let press = Trials::new(&typesetter, &bulletin);
                let choice = choose(&press, target, limits).expect("laid out");
                let reach = press.reach();
                let looks = Laid(&typesetter, &bulletin, reach);
                let laid = choose(&looks, target, limits).expect("laid out");
                assert_eq!(choice, laid, "{template}, {items} items");
                counted += usize::from(press.layouts() == 1);
                let fitted = fit(&typesetter, &bulletin, false, target, limits).expect("laid out");
                assert_eq!(fitted.setting, laid.setting, "{template}, {items} items");
            }
            assert!(counted >= least, "{template}: {counted} chosen after one layout");
        }
    }

    /// Whoever cuts what is named, or leaves out the items that are, gets the pages wanted.
    #[test]
    fn what_is_advised_is_enough() {
        let typesetter = typesetter(None, "kuaibao");
        let fitted = |bulletin: &Bulletin| {
            fit(&typesetter, bulletin, false, PageTarget::Exactly(4), Limits::default())
                .expect("laid out")
        };
        let (mut cut_short, mut left_out) = (0, 0);
        for items in 9..20 {
            let bulletin = sample(items, true);
            let Verdict::Over { wanted, cuts, moves, sure, .. } = fitted(&bulletin).verdict else {
                continue;
            };
            assert!(sure, "{items} items");
            for cut in cuts.iter().take(3) {
                let mut shorter = bulletin.clone();
                let body = &mut shorter.columns[cut.column].items[cut.item].body;
                let Block::Paragraph(runs) = &mut body[0] else { panic!("a paragraph") };
                let text = &mut runs[0].text;
                *text = text.chars().skip(cut.characters as usize).collect();
                let again = fitted(&shorter);
                assert_eq!(again.verdict, Verdict::Met, "{items} items, {cut:?}");
                cut_short += 1;
            }
            if !moves.is_empty() {
                let mut fewer = bulletin.clone();
                for item in moves.iter().rev() {
                    fewer.columns[item.column].items.remove(item.item);
                }
                fewer.columns.retain(|column| !column.items.is_empty());
                let again = fitted(&fewer);
                assert!(again.pages.count() <= wanted, "{items} items, {moves:?}");
                left_out += 1;
            }
        }
        assert!(cut_short > 0 && left_out > 0, "{cut_short}, {left_out}");
    }

    /// A template whose tight pages are not what was asked for: what is laid out counts.
    #[test]
    fn a_count_that_proves_wrong_is_not_believed() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join("templates/kuaibao");
        std::fs::create_dir_all(&own).expect("a folder");
        let lib = include_str!("../../templates/lib.typ");
        let pitch = "(setting.lines - 1)";
        let crooked = lib.replace(pitch, "(calc.min(setting.lines, 22) - 1)");
        assert_ne!(lib, crooked);
        std::fs::write(own.join("lib.typ"), crooked).expect("written");
        let typesetter = typesetter(Some(folder.path()), "kuaibao");
        let (target, limits) = (PageTarget::Even, Limits::default());
        let mut wrong = 0;
        for items in 5..25 {
            let bulletin = sample(items, true);
            let looks = Laid(&typesetter, &bulletin, 0);
            let laid = choose(&looks, target, limits).expect("laid out");
            let press = Trials::new(&typesetter, &bulletin);
            wrong += usize::from(choose(&press, target, limits).expect("laid out") != laid);
            let fitted = fit(&typesetter, &bulletin, false, target, limits).expect("laid out");
            let count = fitted.pages.count();
            let odd = count > 1 && count % 2 == 1;
            assert_eq!(odd, fitted.verdict == Verdict::Odd, "{items} items");
        }
        assert!(wrong > 0, "no count proved wrong");
    }
}
