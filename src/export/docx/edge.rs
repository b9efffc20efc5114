//! What stands above and below the text of an issue: the masthead, and the end block.

use super::run::{TAB, paragraph, run, run_with};
use super::sheet::{AREA_WIDTH, Masthead, SMALL, Sheet};
use super::styles::{INNER, OUTER, id};
use crate::bulletin::Bulletin;
use crate::bulletin::words::{self, Manner};
use crate::zh::date;

/// Name, number, publisher and day, with the red rule below.
pub(super) fn masthead(bulletin: &Bulletin, sheet: &Sheet, manner: Manner) -> String {
    let mut out = String::new();
    let head = Masthead::of(sheet, &bulletin.name);
    // Room behind the last letter would move the name to the left.
    let last = bulletin.name.char_indices().next_back().map_or(0, |(at, _)| at);
    let (first, last) = bulletin.name.split_at(last);
    let name = format!("{}{}", run(first, ""), run_with(last, "", "<w:spacing w:val=\"0\"/>"));
    let spacing = |before: u32, after: u32, line: u32| {
        format!(
            "<w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"{line}\" w:lineRule=\"exact\"/>"
        )
    };
    let [above_name, above_number, above_publisher] = head.above;
    out.push_str(&paragraph(id::NAME, &spacing(above_name, 0, head.line), &name));
    let number = run(&manner.number(bulletin), "");
    out.push_str(&paragraph(id::NUMBER, &spacing(above_number, 0, sheet.pitch), &number));
    // A long name is set narrow, as the page has it.
    let room = AREA_WIDTH.saturating_sub(13 * sheet.cell);
    let width = bulletin.publisher.chars().count() as u32 * sheet.cell;
    let narrow = if width > room {
        format!("<w:w w:val=\"{}\"/>", 100 * room / width)
    } else {
        String::new()
    };
    let publisher = run_with(&bulletin.publisher, "", &narrow);
    let line = format!("{TAB}{publisher}{TAB}{}", run(&date::written(bulletin.date), ""));
    out.push_str(&paragraph(
        id::PUBLISHER,
        &spacing(above_publisher, head.below, sheet.pitch),
        &line,
    ));
    out
}

/// Lists and signatures in a frame at the foot of the type area of the page that the text ends
/// on, so that it never meets the text. GB/T 9704-2012, 7.4
pub(super) fn end_block(bulletin: &Bulletin, sheet: &Sheet, manner: Manner) -> String {
    let mut out = String::new();
    let frame = format!(
        "<w:framePr w:w=\"{AREA_WIDTH}\" w:vSpace=\"{}\" w:wrap=\"notBeside\" w:vAnchor=\"margin\" w:hAnchor=\"margin\" w:xAlign=\"left\" w:yAlign=\"bottom\"/>",
        sheet.pitch / 2
    );
    // Rules are paragraphs as low as they are thick: LibreOffice drops a frame of paragraphs
    // whose borders differ.
    let rule = |height: u32| {
        let look = format!(
            "{frame}<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"000000\"/><w:spacing w:line=\"{height}\" w:lineRule=\"exact\"/>"
        );
        paragraph(id::RULE, &look, "")
    };
    out.push_str(&rule(OUTER));
    let lists = manner.lists(bulletin);
    for (label, list) in &lists {
        let hang = (label.chars().count() as u32 + 1) * SMALL;
        let look = format!(
            "{frame}<w:ind w:left=\"{}\" w:right=\"{SMALL}\" w:hanging=\"{hang}\"/>",
            SMALL + hang
        );
        out.push_str(&paragraph(id::LIST, &look, &run(&format!("{label}：{list}"), "")));
    }
    if !lists.is_empty() {
        out.push_str(&rule(INNER));
    }
    let signed = words::signed(&bulletin.signoff);
    let count = |(role, name): &(&str, &str)| {
        let name = if name.is_empty() { 5 } else { name.chars().count().max(3) };
        role.chars().count() + 1 + name
    };
    let wide = signed.iter().map(count).sum::<usize>() as u32 * SMALL > AREA_WIDTH - 4 * SMALL;
    let parts: Vec<String> = signed.iter().map(|(role, name)| signature(role, name)).collect();
    for row in if wide { parts } else { vec![parts.join(TAB)] } {
        out.push_str(&paragraph(id::SIGNED, &frame, &row));
    }
    if let Some(copies) = bulletin.copies {
        let look = format!("{frame}<w:jc w:val=\"right\"/>");
        out.push_str(&paragraph(id::SIGNED, &look, &run(&words::copies(copies), "")));
    }
    out.push_str(&rule(OUTER));
    // The foot of the type area is a little above that of the last line's box.
    let look = format!("{frame}<w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>", sheet.overhang());
    out.push_str(&paragraph(id::ANCHOR, &look, ""));
    // What a frame hangs on.
    out.push_str(&paragraph(id::ANCHOR, "", ""));
    out
}

/// 责任编辑：李　勉: a name of two letters is spread to three, by letter-spacing, so that its text
/// stays whole.
fn signature(role: &str, name: &str) -> String {
    let label = run(&format!("{role}："), "");
    let letters: Vec<char> = name.chars().collect();
    match letters.as_slice() {
        [] => label + &run("\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}", ""),
        [first, second] => {
            let wide = format!("<w:spacing w:val=\"{}\"/>", SMALL as i32 - 4);
            label + &run_with(&first.to_string(), "", &wide) + &run(&second.to_string(), "")
        }
        _ => label + &run(name, ""),
    }
}
