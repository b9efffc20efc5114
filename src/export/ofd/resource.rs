//! Numbers of all objects, and what pages share: faces in `PublicRes.xml`, pictures in
//! `DocumentRes.xml`.

use anyhow::Result;

use super::xml::Xml;
use crate::export::package::Package;
use crate::typeset::Runs;
use crate::typeset::runs::{Cut, Format};

/// Gives each object of a document a number of its own. Faces and pictures get theirs when a page
/// first needs them.
#[derive(Default)]
pub(super) struct Ids {
    last: u32,
    fonts: Vec<Option<u32>>,
    pictures: Vec<Option<u32>>,
}

impl Ids {
    pub(super) fn next(&mut self) -> u32 {
        self.last += 1;
        self.last
    }

    /// The greatest one given.
    pub(super) fn last(&self) -> u32 {
        self.last
    }

    pub(super) fn font(&mut self, cut: usize) -> u32 {
        Self::shared(&mut self.fonts, cut, &mut self.last)
    }

    pub(super) fn picture(&mut self, picture: usize) -> u32 {
        Self::shared(&mut self.pictures, picture, &mut self.last)
    }

    fn shared(known: &mut Vec<Option<u32>>, index: usize, last: &mut u32) -> u32 {
        if known.len() <= index {
            known.resize(index + 1, None);
        }
        *known[index].get_or_insert_with(|| {
            *last += 1;
            *last
        })
    }
}

/// The faces, by the names that offices know: where a reader ignores what is embedded, theirs is
/// drawn.
pub(super) fn fonts(runs: &Runs, cuts: &[Cut], ids: &mut Ids, package: &mut Package) -> Result<()> {
    let mut xml = Xml::new("Res", &[("BaseLoc", "Res")]);
    if !cuts.is_empty() {
        xml.begin("Fonts", &[]);
    }
    let mut files = vec![];
    for (index, cut) in cuts.iter().enumerate() {
        let face = &runs.faces[cut.face];
        let file = format!("font_{index}.ttf");
        let id = ids.font(index).to_string();
        let bold = if face.weight >= 600 { "true" } else { "false" };
        let name = face.office_name.as_str();
        let attributes =
            [("ID", id.as_str()), ("FontName", name), ("FamilyName", name), ("Bold", bold)];
        xml.begin("Font", &attributes);
        xml.text("FontFile", &[], &file);
        xml.end();
        files.push((format!("Doc_0/Res/{file}"), cut.file(runs, name)?));
    }
    package.add("Doc_0/PublicRes.xml", xml.finish());
    for (path, bytes) in files {
        package.add(path, bytes);
    }
    Ok(())
}

/// The pictures; whether there are any.
pub(super) fn pictures(runs: &Runs, ids: &mut Ids, package: &mut Package) -> bool {
    if runs.pictures.is_empty() {
        return false;
    }
    let mut xml = Xml::new("Res", &[("BaseLoc", "Res")]);
    xml.begin("MultiMedias", &[]);
    let mut files = vec![];
    for (index, picture) in runs.pictures.iter().enumerate() {
        let (format, ending) = match picture.format {
            Format::Png => ("PNG", "png"),
            Format::Jpeg => ("JPEG", "jpg"),
        };
        let file = format!("image_{index}.{ending}");
        let id = ids.picture(index).to_string();
        xml.begin("MultiMedia", &[("ID", &id), ("Type", "Image"), ("Format", format)]);
        xml.text("MediaFile", &[], &file);
        xml.end();
        files.push((format!("Doc_0/Res/{file}"), picture.bytes.clone()));
    }
    package.add("Doc_0/DocumentRes.xml", xml.finish());
    for (path, bytes) in files {
        package.add(path, bytes);
    }
    true
}
