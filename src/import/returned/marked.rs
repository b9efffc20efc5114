//! A Word document of ours that came back, by its bookmarks.

use std::collections::BTreeMap;

use super::loose::{ABOVE, Loose, PICTURE, Place, Placed, TABLE, adopt, lost, uncovered};
use super::split::{self, Seams, Segment};
use super::{Comment, Inset, MARK, Of, Returned, Spot, Stray};
use super::{bare, edges, fragments, is_known, place, plain_note};
use crate::bulletin::compare::are_alike;
use crate::bulletin::identity::{Content, ItemContent, PartKind};
use crate::bulletin::words;
use crate::draft::ItemNumber;
use crate::import::docx::returned::{Aside, Body, Line, Mark, Piece, Table};
use crate::zh::space::squeezed;

/// A Word document with our bookmarks.
#[derive(Debug)]
pub struct Marked(pub(super) Body);

/// Where a remark stands, before it is known what its line is.
enum Stand {
    /// A line of an item, and where in it.
    Item(ItemNumber, usize, usize),
    Cell(ItemNumber, usize, usize, usize),
    Column(usize),
    /// A piece of the file beside all items, a line of it: above all of them or not.
    Stray(usize, String, bool, usize),
    /// A table beside all items: the piece, row and cell.
    StrayCell(usize, usize, usize),
}

impl Stand {
    /// Puts one on what has turned out to be of an item there.
    fn place(&mut self, placed: &Placed) {
        let (Self::Stray(piece, ..) | Self::StrayCell(piece, ..)) = self else { return };
        let Some((at, place)) = placed.get(piece) else { return };
        *self = match (&*self, place) {
            (Self::Stray(.., start), Place::Line(line)) => Self::Item(*at, *line, *start),
            (Self::StrayCell(_, row, cell), Place::Table(table)) => {
                Self::Cell(*at, *table, *row, *cell)
            }
            _ => return,
        };
    }
}

/// Remarks by their ids, in the order in which they are met.
#[derive(Default)]
struct Remarks {
    found: Vec<(Stand, Mark)>,
    by_id: BTreeMap<String, usize>,
}

impl Remarks {
    /// One that goes over paragraphs belongs where it begins.
    fn add(&mut self, mark: &Mark, stand: Stand) {
        match self.by_id.get(&mark.id) {
            Some(at) => {
                let words = &mut self.found[*at].1.words;
                if words.is_empty() {
                    words.clone_from(&mark.words);
                }
            }
            None => {
                self.by_id.insert(mark.id.clone(), self.found.len());
                self.found.push((stand, mark.clone()));
            }
        }
    }
}

/// The column of a bookmark, from 0.
fn column_of(name: &str) -> Option<usize> {
    name.strip_prefix(MARK)?.parse::<usize>().ok()?.checked_sub(1)
}

impl Marked {
    pub(super) fn against(&self, sent: &Content, titles: bool, signed: &[String; 3]) -> Returned {
        let mut found = Returned { has_captions: true, ..Returned::default() };
        let mut segments: BTreeMap<ItemNumber, Segment> = BTreeMap::new();
        let mut strays: Vec<Loose> = vec![];
        let mut asides: Vec<Stray> = vec![];
        // The items as they stand in the file, each with its piece.
        let mut order: Vec<(usize, ItemNumber)> = vec![];
        let mut columns: Vec<(usize, usize)> = vec![];
        let mut remarks = Remarks::default();
        let (mut current, mut last): (Option<ItemNumber>, Option<ItemNumber>) = (None, None);
        for (index, piece) in self.0.pieces.iter().enumerate() {
            let line = match piece {
                Piece::Paragraph(line) => line,
                Piece::Table(table) => {
                    asides.extend(table.asides.iter().map(|aside| beside(aside, last)));
                    match current {
                        Some(at) => {
                            let segment = segments.entry(at).or_default();
                            take_table(table, at, segment, sent, &mut remarks);
                        }
                        None => {
                            let rows = table.rows.iter().map(|row| row.join("\t"));
                            let text = rows.collect::<Vec<_>>().join("\n");
                            strays.push((index, Stray { text, after: last, what: TABLE }));
                            for (row, cell, mark) in &table.comments {
                                remarks.add(mark, Stand::StrayCell(index, *row, *cell));
                            }
                        }
                    }
                    continue;
                }
            };
            let column = line.begins.iter().find_map(|name| column_of(name));
            let column = column.or_else(|| self.unmarked(&line.text, sent));
            if let Some(at) = line.begins.iter().find_map(|name| place(name)) {
                if !segments.contains_key(&at) {
                    order.push((index, at));
                }
                segments.entry(at).or_default();
                (current, last) = (Some(at), Some(at));
            } else if column.is_some() {
                current = None;
            }
            asides.extend(line.asides.iter().map(|aside| beside(aside, last)));
            let text = line.text.trim();
            let above = last.is_none() && found.columns.is_empty();
            match (current, column) {
                (Some(at), _) => {
                    let segment = segments.entry(at).or_default();
                    let row = segment.lines.len();
                    segment.pictures += line.pictures;
                    segment.insets.extend(std::iter::repeat_n(row, line.pictures));
                    segment.lines.extend((!text.is_empty()).then(|| text.to_owned()));
                    marks(line, |start| Stand::Item(at, row, start), &mut remarks);
                }
                (None, Some(column)) => {
                    columns.push((index, column));
                    found.columns.push((column, text.trim_matches(['【', '】']).to_owned()));
                    marks(line, |_| Stand::Column(column), &mut remarks);
                }
                (None, None) => {
                    let stand = |start| Stand::Stray(index, text.to_owned(), above, start);
                    marks(line, stand, &mut remarks);
                    for _ in 0..line.pictures {
                        let text = "（图片）".to_owned();
                        strays.push((index, Stray { text, after: last, what: PICTURE }));
                    }
                    if !text.is_empty() {
                        let stray = Stray { text: text.to_owned(), after: last, what: "" };
                        strays.push((index, stray));
                    }
                }
            }
            if current.is_some_and(|at| line.ends.iter().any(|name| place(name) == Some(at))) {
                current = None;
            }
        }
        found.note = note(&mut strays, sent, &found);
        let mut seams: BTreeMap<ItemNumber, Seams> = BTreeMap::new();
        let mut placed = Placed::new();
        for (column, index, item) in sent.items() {
            let at = ItemNumber::of_indexes(column, index);
            let segment = segments.remove(&at).filter(|segment| !segment.is_empty());
            let segment = match segment {
                Some(mut segment) => {
                    adopt(&mut segment, &mut strays, at, item, &mut placed);
                    segment
                }
                None => {
                    let begins = order.iter().map(|(index, _)| index);
                    let begins: Vec<usize> =
                        begins.chain(columns.iter().map(|(index, _)| index)).copied().collect();
                    let is_parted = |before: usize, index: usize| {
                        begins.iter().any(|at| (before + 1..=index).contains(at))
                    };
                    let found = lost(&mut strays, at, sent, is_parted, &mut placed);
                    let Some((place, segment)) = found else { continue };
                    order.retain(|(_, other)| *other != at);
                    order.push((place, at));
                    segment
                }
            };
            let (read, at_lines, above) = split::item(at, segment, item, titles);
            found.items.push(read);
            let beside = |text| Stray { text, after: Some(at), what: ABOVE };
            found.strays.extend(above.into_iter().map(beside));
            seams.insert(at, at_lines);
        }
        remarks.found.iter_mut().for_each(|(stand, _)| stand.place(&placed));
        found.comments = self.comments(&remarks, &seams, sent);
        order.sort_unstable();
        found.moved = under_others(&order, &columns);
        found.column_order = match sent.columns.len() {
            1 => vec![0],
            _ => found.columns.iter().map(|(index, _)| *index).collect(),
        };
        found.order = order.into_iter().map(|(_, at)| at).collect();
        let known = fragments(sent, signed);
        let mut there: Vec<&'static str> = vec![];
        for (_, stray) in strays {
            if !stray.what.is_empty() {
                found.strays.push(stray);
                continue;
            }
            match edges::read(&stray.text, stray.after.is_none(), sent) {
                Some(said) => {
                    there.extend(said.iter().map(edges::Said::name));
                    found.edges.extend(edges::changes(&said, sent, signed));
                }
                None if is_known(&stray.text, &known) => {}
                None => found.strays.push(stray),
            }
        }
        let all = self.0.all();
        found.edges.extend(edges::gone(&there, sent, &all));
        found.is_note_gone = found.note.is_empty()
            && !sent.note.is_empty()
            && !sent
                .note
                .iter()
                .any(|part| all.contains(&squeezed(&plain_note(&bare(&part.text)))));
        // Bookmarks of items that were not sent out: copied from another issue.
        for (at, segment) in segments {
            let text = segment.lines.join("\n");
            let stray = Stray { text, after: Some(at), what: "" };
            found.strays.extend((!stray.text.is_empty()).then_some(stray));
        }
        found.strays.append(&mut asides);
        // What heads and ends each page: said once.
        let mut known = known;
        known.extend([words::PROOF, words::FINGERPRINT].map(str::to_owned));
        known.push(squeezed(&sent.identity().short()));
        known.sort_by_key(|text| std::cmp::Reverse(text.len()));
        for Aside { what, text } in &self.0.edges {
            let stray = Stray { text: text.clone(), after: None, what };
            if !is_known(text, &known) && !found.strays.contains(&stray) {
                found.strays.push(stray);
            }
        }
        found
    }

    /// The column whose name a line is, where its bookmark is gone.
    fn unmarked(&self, text: &str, sent: &Content) -> Option<usize> {
        let text = squeezed(text);
        let is_name = |name: &str| !name.is_empty() && squeezed(&words::column(name)) == text;
        let column = sent.columns.iter().position(|column| is_name(&column.name))?;
        let is_marked = self.0.pieces.iter().any(|piece| match piece {
            Piece::Paragraph(line) => {
                line.begins.iter().any(|name| column_of(name) == Some(column))
            }
            Piece::Table(_) => false,
        });
        (!is_marked).then_some(column)
    }

    fn comments(
        &self,
        remarks: &Remarks,
        seams: &BTreeMap<ItemNumber, Seams>,
        sent: &Content,
    ) -> Vec<Comment> {
        let mut found = vec![];
        for (stand, mark) in &remarks.found {
            let Some(said) = self.0.comments.get(&mark.id).filter(|said| !said.text.is_empty())
            else {
                continue;
            };
            let spot = match stand {
                Stand::Column(index) => Some(Spot::Column(*index)),
                Stand::Cell(at, table, row, cell) => {
                    Some(Spot::Item(*at, Of::Cell(*table, *row, *cell)))
                }
                Stand::Item(at, line, start) => seams.get(at).map(|seams| {
                    let item = &sent.columns[at.column - 1].items[at.item - 1];
                    Spot::Item(*at, part(seams, item, *line, *start))
                }),
                Stand::StrayCell(..) => None,
                Stand::Stray(_, text, above, start) => edges::spot(text, *above, sent, *start)
                    .or_else(|| {
                        let is_note = |old: &str| are_alike(old, &plain_note(text));
                        let notes = sent.note.iter().map(|part| bare(&part.text));
                        notes.into_iter().any(|old| is_note(&old)).then_some(Spot::Note)
                    }),
            };
            let (author, text) = (said.author.clone(), said.text.clone());
            let (on, is_settled) = (mark.words.clone(), said.is_settled);
            found.push(Comment { spot, author, text, is_settled, on });
        }
        found
    }
}

/// Items under another column than theirs, where their own stands elsewhere.
fn under_others(
    order: &[(usize, ItemNumber)],
    columns: &[(usize, usize)],
) -> Vec<(ItemNumber, usize)> {
    let other = |(index, at): &(usize, ItemNumber)| {
        let (_, column) = columns.iter().rfind(|(before, _)| before < index)?;
        let is_there = columns.iter().any(|(_, own)| *own == at.column - 1);
        (is_there && *column != at.column - 1).then_some((*at, *column))
    };
    order.iter().filter_map(other).collect()
}

/// The remarks of a line; where they begin in it is told without the white space before it.
fn marks(line: &Line, stand: impl Fn(usize) -> Stand, remarks: &mut Remarks) {
    let lead = line.text.len() - line.text.trim_start().len();
    for mark in &line.comments {
        remarks.add(mark, stand(mark.start.saturating_sub(lead)));
    }
}

/// Words beside the text, by the item that they stand in.
fn beside(aside: &Aside, after: Option<ItemNumber>) -> Stray {
    Stray { text: aside.text.clone(), after, what: aside.what }
}

fn take_table(
    table: &Table,
    at: ItemNumber,
    segment: &mut Segment,
    sent: &Content,
    remarks: &mut Remarks,
) {
    let index = segment.tables.len();
    for (row, cell, mark) in &table.comments {
        remarks.add(mark, Stand::Cell(at, index, *row, *cell));
    }
    segment.tables.push(uncovered(table, sent, at));
    segment.tables_at.push(segment.lines.len());
    segment.insets.push(segment.lines.len());
}

/// What a byte of a line of an item belongs to.
fn part(seams: &Seams, item: &ItemContent, line: usize, start: usize) -> Of {
    if (line, start) < seams.headline {
        return Of::Headline;
    }
    if seams.credits.is_some_and(|credits| (line, start) >= credits) {
        return Of::Credits;
    }
    let (mut tables, mut figures) = (0, 0);
    for part in &item.body {
        let (caption, inset) = match part.kind {
            PartKind::Table => (part.table().caption, Inset::Table(tables)),
            PartKind::Figure => (part.text.clone(), Inset::Figure(figures)),
            PartKind::Paragraph | PartKind::Subhead => continue,
        };
        tables += usize::from(part.kind == PartKind::Table);
        figures += usize::from(part.kind == PartKind::Figure);
        let text = seams.lines.get(line).map(String::as_str).unwrap_or_default();
        if !caption.is_empty() && are_alike(&caption, text) {
            return Of::Caption(inset);
        }
    }
    Of::Body
}

/// The paragraphs of the editor's note, taken out of what stands above the first column.
fn note(strays: &mut Vec<Loose>, sent: &Content, found: &Returned) -> Vec<String> {
    if sent.note.is_empty() || found.columns.is_empty() {
        return vec![];
    }
    let sent: Vec<String> = sent.note.iter().map(|part| plain_note(&bare(&part.text))).collect();
    let is_note = |(_, stray): &Loose| {
        stray.after.is_none() && sent.iter().any(|old| are_alike(old, &plain_note(&stray.text)))
    };
    let first = strays.iter().position(is_note);
    let last = strays.iter().rposition(is_note);
    let (Some(first), Some(last)) = (first, last) else { return vec![] };
    strays.drain(first..=last).map(|(_, stray)| plain_note(&stray.text)).collect()
}
