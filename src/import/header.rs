//! Words of a mail's header in the character sets of offices (RFC 2047): =?gb18030?B?…?=.

use encoding_rs::{Encoding, GB18030};

use super::base64;

/// A header with its encoded words read; white space between two of them is none.
pub(super) fn decoded(raw: &str) -> String {
    let mut out = String::new();
    let mut rest = raw.trim();
    let mut behind_word = false;
    while let Some(start) = rest.find("=?") {
        let Some((text, length)) = word(&rest[start..]) else {
            out.push_str(&rest[..start + 2]);
            rest = &rest[start + 2..];
            behind_word = false;
            continue;
        };
        let between = &rest[..start];
        if !(behind_word && between.trim().is_empty()) {
            out.push_str(between);
        }
        out.push_str(&text);
        rest = &rest[start + length..];
        behind_word = true;
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name that a part's header gives it.
pub(super) fn name(head: &str) -> Option<String> {
    let head =
        head.replace("\r\n ", " ").replace("\r\n\t", " ").replace("\n ", " ").replace("\n\t", " ");
    let lower = head.to_ascii_lowercase();
    let at = lower.find("name=")? + "name=".len();
    let value = head[at..].lines().next().unwrap_or_default();
    let value = match value.strip_prefix('"') {
        Some(rest) => rest.split('"').next().unwrap_or_default(),
        None => value.split(';').next().unwrap_or_default(),
    };
    Some(decoded(value)).filter(|name| !name.is_empty())
}

/// One encoded word, and the bytes it takes.
fn word(text: &str) -> Option<(String, usize)> {
    let mut parts = text.strip_prefix("=?")?.splitn(3, '?');
    let (set, how, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.find("?=")?;
    let inside = &rest[..end];
    let bytes = match how {
        "B" | "b" => base64::decode(inside.as_bytes()),
        "Q" | "q" => quoted(inside),
        _ => return None,
    };
    // GBK is a part of GB 18030, whatever it calls itself.
    let set = set.split('*').next().unwrap_or_default();
    let set = Encoding::for_label(set.as_bytes()).unwrap_or(GB18030);
    let length = "=?".len() + text[2..].len() - rest.len() + end + "?=".len();
    Some((set.decode(&bytes).0.into_owned(), length))
}

fn quoted(text: &str) -> Vec<u8> {
    let mut bytes = vec![];
    let mut rest = text.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let pair = more.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()).filter(|_| *first == b'=') {
            Some(byte) => {
                bytes.push(byte);
                rest = &more[2..];
            }
            None => {
                bytes.push(if *first == b'_' { b' ' } else { *first });
                rest = more;
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_the_character_sets_of_offices_are_read() {
        for (raw, wanted) in [
            ("=?gb18030?B?0MXPog==?=", "信息"),
            ("=?GBK?Q?=D0=C5=CF=A2?= =?gb2312?b?sai6zQ==?=", "信息报和"),
            ("Re: =?utf-8?B?5L+h5oGv?= 2", "Re: 信息 2"),
            ("a =? b", "a =? b"),
        ] {
            assert_eq!(decoded(raw), wanted, "{raw}");
        }
        let head = "Content-Type: application/msword;\r\n\tname=\"=?gb18030?B?0MXPog==?=\"\r\n";
        assert_eq!(name(head).as_deref(), Some("信息"));
    }
}
