//! Whether a signature that is bound to what was signed still holds: one condition for the checks, for
//! what a proof prints, for who may sign next and for what is told of all that.

use super::identity::Identity;
use crate::draft::{Role, Signed, Signoff};
use crate::zh::person;

/// What has become of a bound signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bond {
    Holds,
    /// Another name stands there now, or none.
    OtherName,
    /// What is printed is something else now.
    OtherContent,
}

impl Bond {
    /// Of what was signed as `role`, where the draft says `identity` now; `None` where nothing was.
    pub fn of(signoff: &Signoff, role: Role, identity: &Identity) -> Option<Self> {
        let signed = signoff.signed(role)?;
        let name = signoff.name(role).map(|name| person::plain(name)).unwrap_or_default();
        let by = signed.by.as_ref().map(|name| person::plain(name)).unwrap_or_default();
        Some(match () {
            () if name != by => Self::OtherName,
            () if !identity.is_bound_by(signed) => Self::OtherContent,
            () => Self::Holds,
        })
    }
}

impl Identity {
    /// Whether it is what was signed.
    pub fn is_bound_by(&self, signed: &Signed) -> bool {
        signed.content.as_ref().is_some_and(|content| content.as_str() == self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::source::Source;

    #[test]
    fn name_and_content_have_to_be_those_that_were_signed() {
        let (same, other) = ("0123456789abcdef".repeat(4), "f".repeat(64));
        let identity = Identity::new(&same).expect("a hash");
        for (name, by, content, expected) in [
            ("李勉", "李勉", &same, Some(Bond::Holds)),
            ("李 勉", "李勉", &same, Some(Bond::Holds)),
            ("李勉", "原超俊", &same, Some(Bond::OtherName)),
            ("", "李勉", &same, Some(Bond::OtherName)),
            ("李勉", "李勉", &other, Some(Bond::OtherContent)),
            ("李勉", "李勉", &"不是".to_owned(), Some(Bond::OtherContent)),
        ] {
            let text = format!(
                "[signoff]\neditor = \"{name}\"\n[[signoff.signed]]\nas = \"责任编辑\"\nby = \"{by}\"\ncontent = \"{content}\"\n"
            );
            let signoff = Draft::read(&Source::new("", text)).value.signoff.expect("one");
            assert_eq!(Bond::of(&signoff, Role::Editor, &identity), expected, "{name} {by}");
            assert_eq!(Bond::of(&signoff, Role::Approver, &identity), None);
        }
    }
}
