//! Characters of faces that hold pictures instead of letters (Wingdings, Symbol), by what they
//! look like.

/// What stands for a sign that nobody can tell.
pub(super) const UNKNOWN: char = '〓';

/// How it is told.
pub(super) const NOT_TOLD: &str = "认不出的字（写作“〓”）";

/// What characters of the private areas are called.
pub(super) const PRIVATE: &str = "自造字（各机器显示的不一样，请对照原件换成通用的字）";

/// Whether a character has no meaning of its own.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// What a character of the private area shows in a face; `None` for the face where it is unknown.
pub(super) fn shown(c: char, face: Option<&str>) -> char {
    let code = u32::from(c);
    if !(0xF020..=0xF0FF).contains(&code) {
        return c;
    }
    let low = code - 0xF000;
    if low == 0x20 {
        return ' ';
    }
    let face = face.unwrap_or("Wingdings").to_ascii_lowercase();
    let known = match face.as_str() {
        "symbol" => greek(low),
        "wingdings 2" => match low {
            0x50 | 0x52 => Some('☑'),
            0x4F | 0x51 | 0x53 | 0x54 => Some('☒'),
            0xA3 | 0x2A | 0x30 => Some('□'),
            _ => None,
        },
        "webdings" => match low {
            0x61 => Some('✓'),
            0x63 => Some('□'),
            0x72 => Some('✗'),
            _ => None,
        },
        _ => wingdings(low),
    };
    known.unwrap_or(UNKNOWN)
}

fn wingdings(low: u32) -> Option<char> {
    Some(match low {
        0xFE => '☑',
        0xFD => '☒',
        0xFC => '✓',
        0xFB => '✗',
        0xA8 | 0x6F | 0x71 | 0x72 => '□',
        0xA1 | 0x6D => '○',
        0x6C => '●',
        0x6E | 0xA7 => '■',
        0x75 => '◆',
        0x76 => '❖',
        0x77 | 0x78 => '◆',
        0xA4 | 0xA5 => '◎',
        0xAB => '★',
        0xB6 => '☆',
        0xD8 => '➢',
        0xDF | 0xE7 => '←',
        0xE0 | 0xE8 | 0xF0 => '→',
        0xE1 | 0xE9 => '↑',
        0xE2 | 0xEA => '↓',
        0x28 | 0x29 => '☎',
        0x2A | 0x2B => '✉',
        0x4A => '☺',
        0x81..=0x8A => char::from_u32(0x2460 + low - 0x81)?,
        0x8C..=0x95 => char::from_u32(0x2776 + low - 0x8C)?,
        _ => return None,
    })
}

fn greek(low: u32) -> Option<char> {
    Some(match low {
        0x20..=0x21 | 0x23 | 0x25..=0x26 | 0x28..=0x29 | 0x2B..=0x2C | 0x2E..=0x3F => {
            char::from_u32(low)?
        }
        0x61 => 'α',
        0x62 => 'β',
        0x64 => 'δ',
        0x65 => 'ε',
        0x6C => 'λ',
        0x6D => 'μ',
        0x70 => 'π',
        0x71 => 'θ',
        0x72 => 'ρ',
        0x73 => 'σ',
        0x77 => 'ω',
        0x44 => 'Δ',
        0x53 => 'Σ',
        0x57 => 'Ω',
        0xA3 => '≤',
        0xB3 => '≥',
        0xB0 => '°',
        0xB1 => '±',
        0xB4 => '×',
        0xB7 => '·',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xD6 => '√',
        0xE5 => '∑',
        _ => return None,
    })
}
