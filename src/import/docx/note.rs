//! Foot- and endnotes as paragraphs: each says what it is, and its number.

use super::body::{FoundBlock, NoteKind};
use crate::import::document::{Block, rich};
use crate::import::ledger::Ledger;

/// The text of a note, marked as such and with its number.
pub(super) fn as_note(
    blocks: Vec<FoundBlock>,
    kind: NoteKind,
    number: usize,
    ledger: &mut Ledger,
) -> Vec<FoundBlock> {
    let mut first = true;
    let note = |block: FoundBlock| match block {
        FoundBlock::Block(Block::Paragraph(mut paragraph)) if !paragraph.text.is_empty() => {
            paragraph.note = true;
            paragraph.heading = 0;
            if std::mem::take(&mut first) {
                let lead = format!("{}{number}：", kind.name());
                ledger.made("脚注、尾注的号", &lead);
                paragraph.text.splice(..0, rich(&lead, false));
            }
            FoundBlock::Block(Block::Paragraph(paragraph))
        }
        block => block,
    };
    blocks.into_iter().map(note).collect()
}
