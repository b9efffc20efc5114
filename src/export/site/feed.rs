//! The Atom feed (RFC 4287) of the newest issues.

use chrono::Datelike as _;

use super::{Released, Site, address, items};
use crate::export::html::description;
use crate::export::xml::escaped;
use crate::source::hash::hash;

/// As many as somebody who looks in now and then has missed.
const NEWEST: usize = 20;

pub(super) fn feed(site: &Site<'_>, issues: &[&Released<'_>]) -> String {
    // By the day since which each is what it is: who has read an issue has to read its correction.
    let mut issues: Vec<&Released<'_>> = issues.to_vec();
    issues.sort_by_key(|issue| (issue.changed(), issue.bulletin.date, issue.name));
    let updated = issues.last().map(|issue| time(issue)).unwrap_or_default();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n\
         <title>{}</title>\n<id>{}</id>\n<updated>{updated}</updated>\n<author><name>{}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"feed.xml\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"index.html\"/>\n",
        escaped(site.title),
        id(&[site.publisher, site.title]),
        escaped(site.publisher)
    );
    for issue in issues.iter().rev().take(NEWEST) {
        let bulletin = issue.bulletin;
        let headlines: Vec<String> =
            items(bulletin).map(|(.., item)| item.headline.clone()).collect();
        let name = issue.name.to_string();
        let correction = issue.correction().map(|text| text + "\n").unwrap_or_default();
        out.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{}</id>\n<updated>{}</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<summary>{}</summary>\n</entry>\n",
            escaped(&bulletin.title()),
            id(&[site.publisher, site.title, &name]),
            time(issue),
            address(issue.name),
            escaped(&format!("{correction}{}\n{}", description(bulletin), headlines.join("\n")))
        ));
    }
    out + "</feed>\n"
}

fn time(issue: &Released<'_>) -> String {
    let day = issue.changed();
    format!("{:04}-{:02}-{:02}T00:00:00+08:00", day.year(), day.month(), day.day())
}

/// The same for ever, wherever the folder lies: a UUID of version 8 (RFC 9562) from a hash of names.
fn id(names: &[&str]) -> String {
    let parts: Vec<&[u8]> = names.iter().map(|name| name.as_bytes()).collect();
    let hash = hash(&parts);
    format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        &hash[..8],
        &hash[8..12],
        &hash[13..16],
        &hash[17..20],
        &hash[20..32]
    )
}
