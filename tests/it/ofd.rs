//! OFD: what seven readers agree in, a test each, and the text as the draft has it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::sync::LazyLock;

use kuaibao::bulletin::Block;
use kuaibao::export::read_ofd;
use quick_xml::Reader;
use quick_xml::events::Event;
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, MetadataProvider as _};
use tempfile::TempDir;
use zip::ZipArchive;

use crate::support::{ISSUES, YANJIN, issue, lower, root, run, workspace_copy};

/// Quotes, marks of XML, several spaces, digits that begin with 0, a character of the rare file, one
/// beyond the basic plane, a ligature, a table and a picture.
const HARD: &str = "number = 9\ndate = 2024-03-01\n\n[[column]]\nname = \"项目\"\n\n[[column.item]]\n\
    headline = \"干部吉𠮷在office饕餮\"\nbody = \"\"\"\noffice 里“说”了‘好’，A&B效率1.50%，0371和007。\n\n\
    **抓落实**——东屯镇……长度100 000米。\n\"\"\"\n\
    credits = [\"发改委\"]\n[[column.item.table]]\ncaption = \"表\"\nrows = [[\"乡镇\", \"数\"], [\"东屯镇\", \"7\"]]\n\n\
    [[column.item.figure]]\nfile = \"现场.png\"\nalt = \"现场\"\ncaption = \"现场\"\n";

struct Ofd {
    bytes: Vec<u8>,
    /// Files in their order.
    files: Vec<(String, Vec<u8>)>,
    /// Elements of all XML files: file, name, attributes, text.
    elements: Vec<Element>,
}

struct Element {
    file: String,
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

impl Element {
    fn get(&self, key: &str) -> &str {
        self.attributes.get(key).map_or("", String::as_str)
    }
}

impl Ofd {
    fn open(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let mut zip = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let mut files = vec![];
        for index in 0..zip.len() {
            let mut file = zip.by_index(index).unwrap();
            let mut content = vec![];
            file.read_to_end(&mut content).unwrap();
            files.push((file.name().unwrap().into_owned(), content));
        }
        let mut elements = vec![];
        for (name, content) in files.iter().filter(|(name, _)| name.ends_with(".xml")) {
            read(name, std::str::from_utf8(content).unwrap(), &mut elements);
        }
        Self { bytes, files, elements }
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| element.name == format!("ofd:{name}"))
    }

    fn file(&self, name: &str) -> &[u8] {
        &self.files.iter().find(|(file, _)| file == name).unwrap().1
    }

    fn ids(&self, name: &str) -> BTreeSet<&str> {
        self.all(name).map(|element| element.get("ID")).collect()
    }
}

fn read(file: &str, xml: &str, elements: &mut Vec<Element>) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return,
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
                });
                let (name, text) = (tag.name().as_ref().to_owned(), String::new());
                let attributes = attributes.collect();
                elements.push(Element { file: file.to_owned(), name, attributes, text });
            }
            Event::Text(text) => {
                // A line ends before the first element.
                if let Some(element) = elements.last_mut().filter(|last| last.file == file) {
                    element.text.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let text = quick_xml::escape::resolve_predefined_entity(&name).unwrap();
                elements.last_mut().unwrap().text.push_str(text);
            }
            _ => {}
        }
    }
}

/// The five issues and the hard one, made in one call; the hard one for the proof as well.
static MADE: LazyLock<(TempDir, BTreeMap<String, Ofd>)> = LazyLock::new(|| {
    let folder = workspace_copy();
    let drafts = folder.path().join("drafts");
    std::fs::write(drafts.join("2024-09.toml"), HARD).unwrap();
    std::fs::copy(root().join("tests/files/现场.png"), drafts.join("现场.png")).unwrap();
    let made = run(folder.path(), &["build", "--format", "ofd,pdf", "--proof"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let made = run(folder.path(), &["build", "--format", "ofd,pdf"]);
    assert!(made.stderr.contains("签"), "{}", made.stderr);
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder.path().join("out")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "ofd") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            all.insert(name, Ofd::open(&path));
        }
    }
    // Five that are signed, and all six for the proof.
    assert_eq!(all.len(), 11, "{:?}", all.keys());
    (folder, all)
});

fn made() -> impl Iterator<Item = (&'static String, &'static Ofd)> {
    MADE.1.iter()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_element_has_the_prefix_and_every_page_a_box() {
    for (name, ofd) in made() {
        assert!(ofd.elements.iter().all(|element| element.name.starts_with("ofd:")), "{name}");
        let root = ofd.all("OFD").next().unwrap();
        assert_eq!(
            (root.get("Version"), root.get("DocType"), root.get("xmlns:ofd")),
            ("1.0", "OFD", "http://www.ofdspec.org/2016")
        );
        let id = &ofd.all("DocID").next().unwrap().text;
        assert!(id.len() == 32 && id.bytes().all(|c| c.is_ascii_hexdigit()), "{id}");
        assert_eq!(ofd.all("PhysicalBox").count(), 1 + ofd.ids("Page").len() - 1);
        assert!(ofd.all("PhysicalBox").all(|page| page.text == "0 0 210 297"));
        // The first thing in a document.
        let document = ofd.elements.iter().filter(|element| element.file == "Doc_0/Document.xml");
        let names: Vec<&str> = document.take(3).map(|element| element.name.as_str()).collect();
        assert_eq!(names, ["ofd:Document", "ofd:CommonData", "ofd:MaxUnitID"]);
    }
}

#[test]
fn faces_are_whole_truetype_files_by_names_that_offices_know() {
    for (name, ofd) in made() {
        for (font, file) in ofd.all("Font").zip(ofd.all("FontFile")) {
            let face = FontRef::new(ofd.file(&format!("Doc_0/Res/{}", file.text))).unwrap();
            for tag in [b"cmap", b"OS/2", b"post", b"name", b"hmtx", b"head", b"hhea", b"maxp"] {
                assert!(face.table_data(skrifa::Tag::new(tag)).is_some(), "{name}");
            }
            assert!(face.glyf().is_ok() && face.loca(None).is_ok() && face.cff().is_err());
            let own =
                ["仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体", "Times New Roman"];
            assert!(own.contains(&font.get("FontName")), "{}", font.get("FontName"));
        }
    }
}

#[test]
fn the_cmap_has_each_character_and_no_glyph_is_named_beside_it() {
    for (name, ofd) in made() {
        let files = ofd.all("FontFile").map(|file| ofd.file(&format!("Doc_0/Res/{}", file.text)));
        let fonts: BTreeMap<&str, FontRef<'_>> = ofd
            .all("Font")
            .map(|font| font.get("ID"))
            .zip(files.map(|file| FontRef::new(file).unwrap()))
            .collect();
        for (object, code) in ofd.all("TextObject").zip(ofd.all("TextCode")) {
            let charmap = fonts[object.get("Font")].charmap();
            assert!(code.text.chars().all(|c| charmap.map(c).is_some()), "{name}: {}", code.text);
        }
        assert_eq!(ofd.all("CGTransform").count(), 0);
    }
}

#[test]
fn each_text_object_has_one_text_with_all_steps_and_no_loose_spaces() {
    for (name, ofd) in made() {
        assert_eq!(ofd.all("TextObject").count(), ofd.all("TextCode").count());
        for code in ofd.all("TextCode") {
            let text = &code.text;
            assert_eq!(text, text.trim(), "{name}");
            assert!(!text.is_empty() && !text.contains("  "), "{name}: {text}");
            let mut steps = code.get("DeltaX").split_whitespace();
            let mut count = 0;
            while let Some(step) = steps.next() {
                if step == "g" {
                    count += steps.next().unwrap().parse::<usize>().unwrap();
                    steps.next().unwrap().parse::<f64>().unwrap();
                } else {
                    step.parse::<f64>().unwrap();
                    count += 1;
                }
            }
            assert_eq!(count + 1, text.chars().count(), "{name}: {text}");
        }
    }
}

#[test]
fn steps_are_those_of_the_characters_so_that_another_face_does_not_overlap() {
    // Of a line of Han in 仿宋 every step is near the size.
    let ofd = &MADE.1["2023-43"];
    let mut seen = 0;
    for (object, code) in ofd.all("TextObject").zip(ofd.all("TextCode")) {
        let han = code.text.chars().all(|c| ('一'..='鿿').contains(&c));
        if !han || code.text.chars().count() < 4 || object.attributes.contains_key("CTM") {
            continue;
        }
        let size: f64 = object.get("Size").parse().unwrap();
        let steps = code.get("DeltaX").split_whitespace().filter(|step| step.contains('.'));
        for step in steps {
            let step: f64 = step.parse().unwrap();
            assert!(step > 0.9 * size, "{}: {step} of {size}", code.text);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn rules_are_filled_have_some_size_and_plain_commands() {
    for (name, ofd) in made() {
        for (path, data) in ofd.all("PathObject").zip(ofd.all("AbbreviatedData")) {
            assert_eq!((path.get("Fill"), path.get("Stroke")), ("true", "false"), "{name}");
            let mut left = 0;
            for token in data.text.split(' ') {
                let points = match token {
                    "M" | "L" => Some(2),
                    "Q" => Some(4),
                    "B" => Some(6),
                    "C" => Some(0),
                    number => {
                        number.parse::<f64>().unwrap();
                        None
                    }
                };
                match points {
                    Some(points) => {
                        assert_eq!(left, 0, "a letter before every point: {}", data.text);
                        left = points;
                    }
                    None => left -= 1,
                }
            }
            assert_eq!(left, 0);
        }
        let objects = ["PathObject", "TextObject", "ImageObject"];
        for object in objects.iter().flat_map(|kind| ofd.all(kind)) {
            let bounds: Vec<f64> =
                object.get("Boundary").split(' ').map(|part| part.parse().unwrap()).collect();
            assert!(bounds.len() == 4 && bounds[2] > 0.0 && bounds[3] > 0.0, "{name}");
            assert!(!object.attributes.contains_key("DrawParam"));
        }
        let colored = ofd.all("PathObject").count() + ofd.all("TextObject").count();
        assert_eq!(ofd.all("FillColor").count(), colored, "{name}: a colour on each itself");
    }
}

#[test]
fn characters_beyond_the_basic_plane_are_drawn_and_said() {
    for (name, ofd) in made() {
        assert!(
            ofd.all("TextCode").all(|code| code.text.chars().all(|c| c <= '\u{FFFF}')),
            "{name}"
        );
    }
    let outlines = |name: &str| {
        let curved = |data: &&Element| data.text.contains('Q');
        MADE.1[name].all("AbbreviatedData").filter(curved).count()
    };
    assert_eq!(outlines("2023-43"), 0);
    assert!(outlines("2024-09.proof") > 0);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("9.ofd");
    let arguments =
        ["build", "--proof", "--force", "drafts/2024-09.toml", "-o", out.to_str().unwrap()];
    let said = run(MADE.0.path(), &arguments);
    assert!(said.stderr.contains("生僻字“𠮷”"), "{}", said.stderr);
    assert_eq!(std::fs::read(&out).unwrap()[..2], *b"PK");
}

#[test]
fn the_mark_of_a_proof_is_drawn_first_and_pale() {
    for (name, ofd) in made().filter(|(name, _)| name.ends_with(".proof")) {
        let page = |element: &&Element| element.file.ends_with("Page_0/Content.xml");
        let text = ofd.all("TextCode").find(page).unwrap();
        assert_eq!(text.text, "送审稿", "{name}");
        let color = ofd.all("FillColor").find(page).unwrap().get("Value");
        assert!(color.split(' ').all(|part| part.parse::<u8>().unwrap() > 200), "{color}");
    }
    for (_, ofd) in made() {
        assert!(ofd.elements.iter().all(|element| !element.attributes.contains_key("Alpha")));
    }
}

#[test]
fn the_outline_has_columns_and_headlines_and_nothing_keeps_it_from_the_archive() {
    for name in ISSUES {
        let ofd = &MADE.1[name];
        let bulletin = lower(issue(name), &YANJIN.config);
        let mut expected = vec![];
        for column in &bulletin.columns {
            expected.push(column.name.clone());
            expected.extend(column.items.iter().map(|item| item.headline.clone()));
        }
        expected.retain(|title| !title.is_empty());
        let titles: Vec<&str> = ofd.all("OutlineElem").map(|entry| entry.get("Title")).collect();
        assert_eq!(titles, expected);
        for kind in ["VPreferences", "Keywords", "Attachments", "Permissions", "Extensions"] {
            assert_eq!(ofd.all(kind).count(), 0, "{kind}");
        }
    }
}

#[test]
fn an_ofd_for_the_archive_says_so_and_what_was_not_proven() {
    let out = tempfile::tempdir().unwrap();
    let target = format!("{}/", out.path().display());
    let arguments = ["build", "--format", "ofd", "--archive", "drafts/2023-43.toml", "-o", &target];
    let said = run(MADE.0.path(), &arguments);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stderr.contains("没有用归档检测工具验证过"), "{}", said.stderr);
    let archive = Ofd::open(&out.path().join("2023-43.ofd"));
    assert_eq!(archive.all("OFD").next().unwrap().get("DocType"), "OFD-A");
    assert_eq!(archive.all("TextCode").count(), MADE.1["2023-43"].all("TextCode").count());
    let wrong = run(MADE.0.path(), &["build", "--archive", "drafts/2023-43.toml"]);
    assert_ne!(wrong.code, 0);
}

#[test]
fn numbers_are_unique_and_lead_somewhere_and_files_have_an_order_and_no_time() {
    for (name, ofd) in made() {
        assert_eq!(ofd.files[0].0, "OFD.xml");
        let mut zip = ZipArchive::new(Cursor::new(&ofd.bytes)).unwrap();
        for index in 0..zip.len() {
            let time = zip.by_index(index).unwrap().last_modified().unwrap();
            assert_eq!((time.year(), time.month(), time.day(), time.hour()), (1980, 1, 1, 0));
        }
        let ids: Vec<u32> = ofd
            .elements
            .iter()
            .filter_map(|element| Some(element.attributes.get("ID")?.parse().unwrap()))
            .collect();
        let unique: BTreeSet<u32> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}");
        let most = ofd.all("MaxUnitID").next().unwrap().text.parse().ok();
        assert_eq!(most.as_ref(), unique.last());
        let (fonts, media, pages) = (ofd.ids("Font"), ofd.ids("MultiMedia"), ofd.ids("Page"));
        assert!(ofd.all("TextObject").all(|text| fonts.contains(text.get("Font"))));
        assert!(ofd.all("ImageObject").all(|image| media.contains(image.get("ResourceID"))));
        assert!(ofd.all("Dest").all(|place| pages.contains(place.get("PageID"))));
        let files: Vec<&String> = ofd.files.iter().map(|(file, _)| file).collect();
        for page in ofd.all("Page").filter(|page| page.attributes.contains_key("BaseLoc")) {
            assert!(files.contains(&&format!("Doc_0/{}", page.get("BaseLoc"))));
        }
        for media in ofd.all("MediaFile") {
            assert!(files.contains(&&format!("Doc_0/Res/{}", media.text)));
        }
        assert_eq!(ofd.all("ImageObject").count(), usize::from(name.starts_with("2024-09")));
    }
}

#[test]
fn the_text_is_that_of_the_draft_in_its_order() {
    for name in ISSUES {
        let text = squeezed(&read_ofd(&MADE.1[name].bytes).unwrap().concat().concat());
        // Page numbers stand between the pages.
        let pages = read_ofd(&MADE.1[name].bytes).unwrap();
        let plain: String = pages
            .iter()
            .enumerate()
            .map(|(index, page)| squeezed(&page.concat()).replace(&format!("—{}—", index + 1), ""))
            .collect();
        assert!(text.len() > plain.len());
        let bulletin = lower(issue(name), &YANJIN.config);
        let mut at = 0;
        for item in bulletin.columns.iter().flat_map(|column| &column.items) {
            let body: String = item.body.iter().map(Block::text).collect();
            let expected = format!("{}{body}（{}）", item.headline, item.credits.concat());
            let expected = squeezed(&expected);
            at += plain[at..].find(&expected).unwrap_or_else(|| panic!("{name}: {expected}"));
            at += expected.len();
        }
    }
    let hard = squeezed(&read_ofd(&MADE.1["2024-09.proof"].bytes).unwrap().concat().concat());
    for part in ["干部吉在office饕餮", "A&B效率1.50%，0371和007。", "“说”了‘好’"]
    {
        assert!(hard.contains(part), "{hard}");
    }
}

#[test]
fn an_ofd_is_no_larger_than_one_and_a_half_pdfs_and_the_same_every_time() {
    for (name, ofd) in made() {
        let pdf = std::fs::metadata(MADE.0.path().join(format!("out/{name}.pdf"))).unwrap().len();
        assert!(ofd.bytes.len() as u64 * 2 <= pdf * 3, "{name}: {} of {pdf}", ofd.bytes.len());
    }
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("43.ofd");
    let arguments = ["build", "drafts/2023-43.toml", "--jobs", "1", "-o", path.to_str().unwrap()];
    assert_eq!(run(MADE.0.path(), &arguments).code, 0);
    assert!(std::fs::read(path).unwrap() == MADE.1["2023-43"].bytes);
}
