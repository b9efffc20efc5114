//! The laid-out pages as values, and faces cut down to what they draw.

use std::collections::BTreeMap;

use kuaibao::bulletin::{Block, Bulletin};
use kuaibao::config::PageTarget;
use kuaibao::typeset::Runs;
use kuaibao::typeset::runs::{Beyond, Piece, Run, Shape as _, Spelling, Stretch};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, pen::SvgPen};
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, MetadataProvider as _};

use crate::support::{ISSUES, YANJIN, entry, issue, lower, print, root};
use kuaibao::workspace::files::Disk;

/// Ligatures (fi), a character of the rare file (饕), one beyond the basic plane (𠮷), quotes, a table
/// and a picture.
const RARE: &str = "number = 7\ndate = 2024-02-16\n\n[[column]]\nname = \"项目\"\n\n[[column.item]]\n\
    headline = \"干部吉𠮷在office饕餮\"\nbody = \"office 里“说”了‘好’，A  B效率1.50%。\"\n\
    credits = [\"发改委\"]\n[[column.item.table]]\ncaption = \"表\"\nrows = [[\"乡镇\", \"数\"], [\"东屯镇\", \"7\"]]\n\n\
    [[column.item.figure]]\nfile = \"现场.png\"\nalt = \"现场\"\ncaption = \"现场\"\n\n\
    [signoff]\neditor = \"李勉\"\nreviewer = \"原超俊\"\napprover = \"麻彦伟\"\n";

fn runs_of(bulletin: &Bulletin, proof: bool) -> Runs {
    print(bulletin, proof, PageTarget::Auto).pages.runs()
}

fn rare() -> Bulletin {
    let entry = entry("drafts/2024-07.toml", RARE).attach(&Disk, &root().join("tests/files"));
    lower(&entry, &YANJIN.config)
}

fn all(runs: &Runs) -> impl Iterator<Item = &Run> {
    let pieces = runs.leaves.iter().flat_map(|leaf| &leaf.pieces);
    pieces.filter_map(|piece| if let Piece::Text(run) = piece { Some(run) } else { None })
}

#[test]
fn runs_hold_the_text_of_the_pages_in_order() {
    for name in ISSUES {
        let fitted = print(&lower(issue(name), &YANJIN.config), false, PageTarget::Auto);
        let runs = fitted.pages.runs();
        let texts: Vec<&str> = fitted.pages.texts().iter().map(|text| text.text.as_str()).collect();
        assert_eq!(all(&runs).map(|run| run.text.as_str()).collect::<Vec<_>>(), texts);
        for (run, text) in all(&runs).zip(fitted.pages.texts()) {
            let end: f64 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
            let [from, to] = [0.0, end].map(|x| run.place * kurbo::Point::new(x, 0.0));
            // Behind the last glyph of a justified line is its share of what is free.
            let (apart, over) = ((from.x - text.x).abs(), to.x - from.x - text.width);
            let same = apart < 0.01 && (-0.01..run.size).contains(&over);
            assert!(same || run.artifact, "{}: {apart} {over}", run.text);
        }
    }
}

#[test]
fn every_character_of_an_item_can_be_found_again() {
    for bulletin in ISSUES.map(|name| lower(issue(name), &YANJIN.config)).iter().chain([&rare()]) {
        let runs = runs_of(bulletin, false);
        let mut found: BTreeMap<(usize, usize), String> = BTreeMap::new();
        for run in all(&runs) {
            let Some(part) = &run.part else { continue };
            let (Some(column), Some(item)) = (part.column, part.item) else { continue };
            let text = found.entry((column, item)).or_default();
            assert_eq!(text.chars().count(), part.character, "{}", run.text);
            text.extend(run.text.chars().filter(|c| !c.is_whitespace()));
        }
        let mut count = 0;
        for (c, column) in bulletin.columns.iter().enumerate() {
            for (i, item) in column.items.iter().enumerate() {
                let body: String = item.body.iter().map(Block::text).collect();
                let expected = format!("{}{body}（{}）", item.headline, item.credits.concat());
                let expected: String = expected.split_whitespace().collect();
                assert_eq!(found[&(c, i)], expected);
                count += 1;
            }
        }
        assert_eq!(found.len(), count);
    }
}

#[test]
fn a_cut_leads_each_character_to_the_glyph_that_was_laid_out() {
    for bulletin in ISSUES.map(|name| lower(issue(name), &YANJIN.config)).iter().chain([&rare()]) {
        let runs = runs_of(bulletin, true);
        for beyond in [Beyond::Text, Beyond::Outline] {
            let mut spelling = Spelling::new(&runs, beyond);
            let spelled: Vec<(&Run, Vec<Stretch>)> =
                all(&runs).map(|run| (run, spelling.spell(run))).collect();
            let files: Vec<Vec<u8>> =
                spelling.cuts.iter().map(|cut| cut.file(&runs, "名字").unwrap()).collect();
            for (run, stretches) in spelled {
                let mut text = String::new();
                for stretch in stretches {
                    match stretch {
                        Stretch::Text { cut, text: part, x, .. } => {
                            let font = FontRef::new(&files[cut]).unwrap();
                            assert_eq!(part.chars().count(), x.len());
                            for c in part.chars() {
                                assert!(font.charmap().map(c).is_some(), "{c}");
                            }
                            text.push_str(&part);
                        }
                        Stretch::Outline { text: part, .. } => {
                            assert_eq!(beyond, Beyond::Outline, "{part}");
                            text.push_str(&part);
                        }
                    }
                }
                assert_eq!(text, run.text);
            }
            for (cut, file) in spelling.cuts.iter().zip(&files) {
                let font = FontRef::new(file).unwrap();
                for (c, glyph) in &cut.glyphs {
                    let mut pen = SvgPen::new();
                    let drawn = font.outline_glyphs().get(font.charmap().map(*c).unwrap()).unwrap();
                    let plain = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                    drawn.draw(plain, &mut pen).unwrap();
                    let outline = kurbo::BezPath::from_svg(pen.as_ref()).unwrap();
                    let expected = match glyph {
                        Some((face, glyph)) => runs.faces[*face].outline(*glyph),
                        None => kurbo::BezPath::new(),
                    };
                    assert_eq!(outline.elements().len(), expected.elements().len(), "{c}");
                    let (a, b) = (outline.bounding_box(), expected.bounding_box());
                    assert!(expected.is_empty() || (a.origin() - b.origin()).hypot() < 1.0, "{c}");
                    assert!((outline.area() - expected.area()).abs() < 1.0, "{c}");
                }
            }
        }
    }
}

#[test]
fn a_cut_is_a_whole_truetype_face() {
    let runs = runs_of(&rare(), false);
    let mut spelling = Spelling::new(&runs, Beyond::Text);
    for run in all(&runs) {
        spelling.spell(run);
    }
    let mut names = vec![];
    for cut in &spelling.cuts {
        let file = cut.file(&runs, "仿宋_GB2312").unwrap();
        assert_eq!(file, cut.file(&runs, "仿宋_GB2312").unwrap());
        let font = FontRef::new(&file).unwrap();
        for tag in [b"cmap", b"OS/2", b"post", b"name", b"hmtx", b"head", b"hhea", b"maxp", b"loca"]
        {
            assert!(font.table_data(skrifa::Tag::new(tag)).is_some());
        }
        let subtables = font.cmap().unwrap().encoding_records().to_vec();
        let windows = |record: &skrifa::raw::tables::cmap::EncodingRecord| {
            (record.platform_id() as u16, record.encoding_id()) == (3, 1)
        };
        assert!(subtables.iter().any(windows));
        // The glyph of each character is as wide as it was laid out, in its own face.
        for (c, glyph) in cut.glyphs.iter().filter_map(|(c, glyph)| Some((c, (*glyph)?))) {
            let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            let width = metrics.advance_width(font.charmap().map(*c).unwrap()).unwrap();
            assert!(width > 0.0 || runs.faces[glyph.0].outline(glyph.1).is_empty(), "{c}");
        }
        names.push((&runs.faces[cut.face].name, cut.number));
    }
    // Both files of a face are one cut; 饕 is in the file of the rare ones.
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn lines_are_areas_and_pictures_are_there_once() {
    let runs = runs_of(&rare(), false);
    assert_eq!(runs.pictures.len(), 1);
    assert_eq!(runs.pictures[0].alt, "现场");
    let pieces = || runs.leaves.iter().flat_map(|leaf| &leaf.pieces);
    assert_eq!(pieces().filter(|piece| matches!(piece, Piece::Picture(_))).count(), 1);
    // Red rule, three of the end block, and of a table of two rows at least three lines each way.
    let areas = pieces().filter(|piece| matches!(piece, Piece::Area(_))).count();
    assert!(areas >= 10, "{areas}");
    assert!(runs.lost.is_empty());
    let levels: Vec<usize> = runs.headings.iter().map(|heading| heading.level).collect();
    assert_eq!(levels, [1, 2]);
    assert_eq!(runs.about.date, Some((2024, 2, 16)));
    assert!(serde_json::to_string(&runs).unwrap().contains("\"kind\":\"text\""));
}
