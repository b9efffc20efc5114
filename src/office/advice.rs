//! What an editor should know when pages are not as wanted: how much is too much, and what would
//! mend it. Values, and the words that all faces share.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Number;
use crate::bulletin::Bulletin;
use crate::typeset::fit::{Cut, Fitted, Move, Verdict};
use crate::typeset::{MarkKind, Setting};

/// Advice about the pages of a draft. Its `Display` is without the title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// 《…快报》第…期.
    pub title: String,
    /// The draft, as shown.
    pub draft: PathBuf,
    pub pages: usize,
    pub problem: Problem,
}

/// What is not as wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// There is too much text for the pages wanted.
    Over {
        wanted: usize,
        /// Lines too many.
        lines: u32,
        /// What to take out of a single item, cheapest first.
        cuts: Vec<Cut>,
        /// Items and whole columns to leave for another issue.
        leave: Vec<Number>,
        /// Whether that is counted, and will be enough.
        sure: bool,
    },
    /// There is too little.
    Short {
        wanted: usize,
        lines: u32,
        /// So many characters fill them,
        characters: u32,
        /// from this item on: what is added before it may fill the feet of earlier pages first.
        from: Option<Number>,
    },
    /// The back of the last leaf stays blank.
    Odd,
}

impl Advice {
    /// What to say of fitted pages; nothing when they are as wanted.
    pub fn of(fitted: &Fitted, bulletin: &Bulletin, draft: &Path) -> Option<Self> {
        let problem = match fitted.verdict.clone() {
            Verdict::Met => return None,
            Verdict::Over { wanted, lines, cuts, moves, sure } => {
                Problem::Over { wanted, lines, cuts, leave: whole(&moves, bulletin), sure }
            }
            Verdict::Short { wanted, lines } => {
                let characters = lines * fitted.setting.characters;
                let marks = fitted.pages.marks().iter();
                let items = marks.filter(|mark| mark.kind == MarkKind::Item);
                let last = items.clone().map(|mark| mark.page).max().filter(|page| *page > 1);
                let first = items.clone().find(|mark| Some(mark.page) == last);
                let from = first.and_then(|mark| Some(Number::item(mark.column?, mark.item?)));
                Problem::Short { wanted, lines, characters, from }
            }
            Verdict::Odd => Problem::Odd,
        };
        let pages = fitted.pages.count();
        Some(Self { title: bulletin.title(), draft: draft.to_owned(), pages, problem })
    }

    /// Items and columns that it names to be left for another issue.
    pub fn leave(&self) -> &[Number] {
        match &self.problem {
            Problem::Over { leave, .. } => leave,
            _ => &[],
        }
    }
}

/// Items to leave out; a column of which all are goes as a whole.
fn whole(moves: &[Move], bulletin: &Bulletin) -> Vec<Number> {
    let is_whole = |column: usize| {
        let gone = moves.iter().filter(|item| item.column == column).count();
        bulletin.columns.get(column).is_some_and(|column| column.items.len() == gone)
    };
    let number = |item: &Move| Number {
        column: item.column + 1,
        item: (!is_whole(item.column)).then_some(item.item + 1),
    };
    let mut numbers: Vec<Number> = moves.iter().map(number).collect();
    numbers.dedup();
    numbers
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const ODD: &str = "页数是单数，双面印时最后一张的背面空白";
        match &self.problem {
            Problem::Odd => write!(f, "{ODD}"),
            Problem::Short { wanted, lines, characters, from } => {
                write!(f, "排不满 {wanted} 页，还差 {lines} 行\n  ")?;
                if let Some(from) = from {
                    write!(f, "在{}或它后面", named(*from))?;
                }
                write!(f, "再补约 {characters} 字的信息就排满了")
            }
            Problem::Over { wanted, lines, cuts, leave, sure } => {
                let enough = if *sure { "即可" } else { "，大概就够了" };
                let pages = self.pages;
                write!(f, "排不进 {wanted} 页，超出 {lines} 行，排成了 {pages} 页")?;
                if pages % 2 == 1 {
                    write!(f, "；{ODD}")?;
                }
                for (index, cut) in cuts.iter().take(3).enumerate() {
                    let before = if index == 0 { "\n  " } else { "；或" };
                    let (column, item) = (cut.column + 1, cut.item + 1);
                    let characters = cut.characters;
                    write!(
                        f,
                        "{before}删去第 {column} 栏第 {item} 条中的 {characters} 字{enough}"
                    )?;
                }
                if !leave.is_empty() {
                    let named: Vec<String> = leave.iter().map(|number| named(*number)).collect();
                    write!(f, "\n  把{}留到下一期{enough}", named.join("、"))?;
                }
                Ok(())
            }
        }
    }
}

fn named(number: Number) -> String {
    match number.item {
        Some(item) => format!("第 {} 栏第 {item} 条", number.column),
        None => format!("第 {} 栏（整栏）", number.column),
    }
}

/// “行距 28.27 磅（标准 29.62）”, or that the page is the standard one.
pub fn described(setting: Setting) -> String {
    let standard = Setting::STANDARD;
    let mut parts = vec![];
    if setting.lines != standard.lines {
        parts.push(format!("行距 {:.2} 磅（标准 {:.2}）", setting.pitch(), standard.pitch()));
    }
    if setting.won {
        parts.push("有的段落挤了标点，省出一行".to_owned());
    }
    if setting.column != standard.column {
        parts.push(format!("栏目占 {} 行（标准 {}）", setting.column, standard.column));
    }
    if setting.masthead != standard.masthead {
        parts.push(format!("报头占 {} 行（标准 {}）", setting.masthead, standard.masthead));
    }
    if setting.characters != standard.characters {
        parts.push(format!("字号 {:.2} 磅（标准 {:.2}）", setting.size(), standard.size()));
    }
    if parts.is_empty() { "标准版面".to_owned() } else { parts.join("，") }
}
