//! Signatures that have become void: a proof asks for them anew, so that it does not print them.

use crate::bulletin::Bulletin;
use crate::bulletin::identity::{Content, Identity};
use crate::draft::{Draft, Role};
use crate::zh::person;

/// Takes the names out of whose signature is bound to something else, or to another name.
pub(super) fn leave_out(draft: &Draft, bulletin: &mut Bulletin) {
    let Some(signoff) = draft.signoff.as_ref().filter(|signoff| !signoff.signed.is_empty()) else {
        return;
    };
    let identity = Content::of(bulletin).identity();
    for role in Role::ALL {
        let Some(signed) = signoff.signed(role) else { continue };
        let content = signed.content.as_ref().map_or("", |content| content.as_str());
        let by = signed.by.as_ref().map(|name| person::plain(name));
        let name = signoff.name(role).map(|name| person::plain(name));
        if Identity::new(content).as_ref() != Some(&identity) || by != name {
            let printed = match role {
                Role::Editor => &mut bulletin.signoff.editor,
                Role::Reviewer => &mut bulletin.signoff.reviewer,
                Role::Approver => &mut bulletin.signoff.approver,
            };
            printed.clear();
        }
    }
}
