//! What the desk and its page say to each other, as JSON. The page's own types are made of these;
//! see the test below.

use serde::{Deserialize, Serialize};

mod clash;
mod edit;
mod findings;
mod hits;
mod jobs;
mod pages;
mod signing;
mod tables;

pub(super) use clash::{Clash, Side};
pub(super) use edit::Edit;
pub(super) use findings::{Finding, Found, Level};
pub(super) use hits::{Hit, Hits, Piece};
pub(super) use jobs::{Discarded, Done, Glance, Held, Recognized, Submission};
pub(super) use pages::{Area, Pages, Placed, Run, Sheet};
pub(super) use signing::{Proposal, Returned, Story, Stray, Stretch, Told};
pub(super) use tables::{Board, Head, Line, Tables};

/// A column or an item of an open issue, as long as it is open: moves and edits do not change it.
pub(super) type Id = u32;

/// What the page needs to know of the workspace.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Office {
    /// Of the periodical.
    pub(super) name: String,
    pub(super) publisher: String,
    /// The folder.
    pub(super) root: String,
    /// Characters that a headline may have.
    pub(super) headline_max: u32,
    pub(super) units: Vec<Unit>,
    /// Names of columns, those used most first.
    pub(super) columns: Vec<String>,
    pub(super) staff: [Vec<String>; 3],
    /// What can be made of an issue.
    pub(super) forms: Vec<Form>,
    /// What is wrong with the settings, in words.
    pub(super) faults: Vec<String>,
}

/// A unit of the roster.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Unit {
    pub(super) credit: String,
    pub(super) name: String,
    pub(super) forms: Vec<String>,
    /// First letters of the pinyin of each of the forms.
    pub(super) initials: Vec<String>,
}

/// A form that an issue can be given out in.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Form {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) about: String,
}

/// A line of the list of issues.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Row {
    /// `2023-43`, by which it is opened.
    pub(super) name: String,
    /// 第43期.
    pub(super) title: String,
    pub(super) date: Option<String>,
    pub(super) state: Stage,
    pub(super) items: u32,
    pub(super) characters: u32,
    /// First headlines.
    pub(super) about: Vec<String>,
    /// Whether it is the sample that a new workspace has.
    pub(super) sample: bool,
    /// Whether its draft is in `drafts/`.
    pub(super) draft: bool,
    /// How many times it was released.
    pub(super) releases: u32,
}

/// How far an issue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub(super) enum Stage {
    /// 起草.
    Draft,
    /// 送审: papers of a round were made, or somebody has reviewed it.
    Review,
    /// 已签.
    Signed,
    /// 已发布.
    Released,
}

/// An issue as its cards show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Issue {
    pub(super) name: String,
    pub(super) title: String,
    /// The draft's file.
    pub(super) path: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub(super) version: u64,
    pub(super) number: Option<i32>,
    pub(super) date: Option<String>,
    pub(super) total: Option<i32>,
    pub(super) copies: Option<i32>,
    pub(super) note: String,
    pub(super) distribution: String,
    pub(super) distribution_reason: String,
    pub(super) columns: Vec<Column>,
    /// Editor, reviewer, approver.
    pub(super) signoff: [String; 3],
    /// What was found in imported files and has no place yet.
    pub(super) unplaced: Vec<String>,
    /// What would be undone and done again.
    pub(super) undo: Option<String>,
    pub(super) redo: Option<String>,
    /// The submission whose filing would be undone, by its key; and those whose filing was.
    pub(super) filed: Option<String>,
    pub(super) unfiled: Vec<String>,
    /// Why there are no cards: the draft cannot be read, or is written otherwise.
    pub(super) closed: Option<String>,
    pub(super) released: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Column {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Item {
    pub(super) id: Id,
    pub(super) headline: String,
    pub(super) body: String,
    pub(super) credits: Vec<String>,
    pub(super) tables: Vec<Table>,
    pub(super) figures: Vec<Figure>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) rows: Vec<Vec<String>>,
    /// The CSV file that holds the rows instead.
    pub(super) file: Option<String>,
    pub(super) head: u32,
    pub(super) after: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Figure {
    pub(super) file: String,
    pub(super) caption: String,
    pub(super) alt: String,
    pub(super) width: Option<u32>,
    pub(super) after: Option<u32>,
}

/// A key of an issue that is a text, a number or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Key {
    Number,
    Date,
    Total,
    Copies,
    Note,
    Distribution,
    DistributionReason,
    Editor,
    Reviewer,
    Approver,
}

/// A text of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub(super) enum Field {
    Headline,
    Body,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Edited {
    #[cfg_attr(test, ts(type = "number"))]
    pub(super) version: u64,
    /// The cards anew, where more has changed than the page has sent.
    pub(super) issue: Option<Issue>,
    /// What the editor should be told.
    pub(super) said: Option<String>,
    /// The item to go to.
    pub(super) goto: Option<Id>,
}

/// How an issue stands on the disk.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Saved {
    #[cfg_attr(test, ts(type = "number"))]
    pub(super) version: u64,
    pub(super) saved: bool,
    /// Why it could not be saved.
    pub(super) failed: Option<String>,
    /// The cards anew: the draft has been changed elsewhere.
    pub(super) issue: Option<Issue>,
    pub(super) clashes: Vec<Clash>,
}

#[cfg(test)]
mod tests {
    use ts_rs::{Config, TS};

    use super::*;
    use crate::desk::forms::{Form as FormFile, RuleRow};
    use crate::desk::intake::Letter;
    use crate::desk::lists::{Listed, Proposed};
    use crate::desk::settings::{Fault, Text};
    use crate::desk::setup::Offer;

    /// `desk/src/api.ts` is made of the types above:
    /// `KUAIBAO_WRITE_TYPES=1 cargo test --release --lib types_of_the_page`.
    #[test]
    fn the_types_of_the_page_are_those_of_the_desk() {
        let config = Config::new();
        let mut text = String::from(
            "// Made from src/desk/api/ by a test; see there.\n\nexport type Id = number;\n",
        );
        macro_rules! all {
            ($($name:ident)*) => { $(
                text.push_str(&format!("\nexport {};\n", $name::decl(&config).trim_end_matches(';')));
            )* };
        }
        all!(
            Office Unit Form Row Stage Issue Column Item Table Figure Held Key Field Edit Edited Finding
            Level Found Pages Sheet Run Area Placed Saved Clash Side Submission Recognized Done Glance
            Discarded Hits Hit Piece Stretch Proposal Returned Stray Told Story Tables Board Head Line Letter Listed
            Proposed Offer Text Fault RuleRow FormFile
        );
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("desk/src/api.ts");
        if std::env::var_os("KUAIBAO_WRITE_TYPES").is_some() {
            std::fs::write(&path, &text).expect("written");
        }
        assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), text);
    }
}
