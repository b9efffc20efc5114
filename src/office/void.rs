//! Signatures that have become void: a proof asks for them anew, so that it does not print them.

use crate::bulletin::Bulletin;
use crate::bulletin::bond::Bond;
use crate::bulletin::identity::Content;
use crate::draft::{Draft, Role};

/// Takes the names out of whose signature is bound to something else, or to another name.
pub(super) fn leave_out(draft: &Draft, bulletin: &mut Bulletin) {
    let Some(signoff) = draft.signoff.as_ref().filter(|signoff| !signoff.signed.is_empty()) else {
        return;
    };
    let identity = Content::of(bulletin).identity();
    for role in Role::ALL {
        if Bond::of(signoff, role, &identity).is_none_or(|bond| bond == Bond::Holds) {
            continue;
        }
        let printed = match role {
            Role::Editor => &mut bulletin.signoff.editor,
            Role::Reviewer => &mut bulletin.signoff.reviewer,
            Role::Approver => &mut bulletin.signoff.approver,
        };
        printed.clear();
    }
}
