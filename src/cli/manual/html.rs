//! The manual as one HTML page: contents and search at the side, pictures inside, no network.

use std::fmt::Write as _;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::pages::Page;

const STYLE: &str = include_str!("manual.css");
const SCRIPT: &str = include_str!("manual.js");
/// The pictures that pages show, by their names in `docs/`.
static PICTURES: &[(&str, &[u8])] = &[
    ("desk-cards.png", include_bytes!("../../../docs/desk-cards.png")),
    ("forms.png", include_bytes!("../../../docs/forms.png")),
];

/// All pages, one after the other.
pub(super) fn manual(pages: &[Page]) -> String {
    let mut contents = String::new();
    let mut body = String::new();
    for page in pages {
        let slug = slug(page.file);
        let title = page.text.lines().next().unwrap_or_default().trim_start_matches("# ");
        let _ = writeln!(contents, "<li><a href=\"#{slug}\">{title}</a></li>");
        let _ = writeln!(body, "<section id=\"{slug}\">\n{}</section>", section(&page.text, slug));
    }
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>快报使用说明</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<nav aria-label=\"目录\">\n<label for=\"search\">查找</label>\n<input id=\"search\" type=\"search\" autocomplete=\"off\">\n<p id=\"found\" role=\"status\"></p>\n<ul>\n{contents}</ul>\n<p>kuaibao {}</p>\n</nav>\n<main>\n{body}</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    )
}

fn slug(file: &str) -> &str {
    file.trim_end_matches(".md")
}

/// A page's HTML. Headings get anchors, links to other pages lead there, pictures are put in.
fn section(text: &str, slug: &str) -> String {
    let options = Options::ENABLE_TABLES;
    let mut events: Vec<Event<'_>> = Parser::new_ext(text, options).collect();
    for at in 0..events.len() {
        let (before, after) = events.split_at_mut(at + 1);
        match before.last_mut() {
            Some(Event::Start(Tag::Heading { level, id, .. })) if *level != HeadingLevel::H1 => {
                *id = Some(format!("{slug}-{}", heading(after)).into());
            }
            Some(Event::Start(Tag::Link { dest_url, .. })) => {
                *dest_url = led(dest_url, slug).into();
            }
            Some(Event::Start(Tag::Image { dest_url, .. })) => {
                if let Some(data) = picture(dest_url) {
                    *dest_url = data.into();
                }
            }
            _ => {}
        }
    }
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    out
}

/// The text of a heading, up to its end.
fn heading(events: &[Event<'_>]) -> String {
    let inside = events.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    let text = inside.filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.to_string()),
        _ => None,
    });
    text.collect::<String>().replace(' ', "-")
}

/// Where a link leads inside the one page.
fn led(link: &str, slug: &str) -> String {
    if let Some(anchor) = link.strip_prefix('#') {
        return format!("#{slug}-{anchor}");
    }
    match link.split_once(".md") {
        Some((page, "")) if !page.contains('/') => format!("#{page}"),
        Some((page, anchor)) if !page.contains('/') => {
            format!("#{page}-{}", anchor.trim_start_matches('#'))
        }
        _ => link.to_owned(),
    }
}

fn picture(link: &str) -> Option<String> {
    let (_, bytes) = PICTURES.iter().find(|(name, _)| *name == link)?;
    Some(format!("data:image/png;base64,{}", base64(bytes)))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let value = group.iter().fold(0u32, |value, byte| value << 8 | u32::from(*byte))
            << (8 * (3 - group.len()));
        for index in 0..4 {
            match index <= group.len() {
                true => out.push(char::from(SIGNS[(value >> (18 - 6 * index) & 63) as usize])),
                false => out.push('='),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_base64() {
        for (bytes, expected) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(bytes), expected);
        }
    }

    #[test]
    fn links_stay_inside_the_page() {
        let text = "# 甲\n\n## 乙 丙\n\n[去](keys.md)、[此](#乙-丙)、[外](https://typst.app)\n";
        let html = section(text, "draft");
        assert!(html.contains("id=\"draft-乙-丙\""), "{html}");
        assert!(html.contains("href=\"#keys\""), "{html}");
        assert!(html.contains("https://typst.app"), "{html}");
    }
}
