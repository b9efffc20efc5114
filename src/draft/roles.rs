//! Who answers for an issue: edits, reviews, approves.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Signed, Signoff};
use crate::source::Spanned;

/// The three who sign, in the order in which they stand at the foot.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub enum Role {
    #[serde(rename = "责任编辑")]
    Editor,
    #[serde(rename = "审核")]
    Reviewer,
    #[serde(rename = "签发")]
    Approver,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Editor, Self::Reviewer, Self::Approver];

    /// The key in `[signoff]`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::Reviewer => "reviewer",
            Self::Approver => "approver",
        }
    }

    /// What it is called, on the page and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Editor => "责任编辑",
            Self::Reviewer => "审核",
            Self::Approver => "签发",
        }
    }
}

impl Signoff {
    /// What was signed as that, the last time.
    pub fn signed(&self, role: Role) -> Option<&Spanned<Signed>> {
        let of_role =
            |signed: &&Spanned<Signed>| signed.role.as_ref().map(|r| r.value) == Some(role);
        self.signed.iter().rev().find(of_role)
    }

    /// Who signs as what.
    pub fn name(&self, role: Role) -> Option<&Spanned<String>> {
        match role {
            Role::Editor => self.editor.as_ref(),
            Role::Reviewer => self.reviewer.as_ref(),
            Role::Approver => self.approver.as_ref(),
        }
    }

    /// The three signatures in order: key, what it is called, who.
    pub fn roles(&self) -> [(&'static str, &'static str, Option<&Spanned<String>>); 3] {
        Role::ALL.map(|role| (role.key(), role.name(), self.name(role)))
    }
}
