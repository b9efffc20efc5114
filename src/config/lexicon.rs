//! The lexicon of words that are easily written wrong: the program's own, and `lexicon.tsv` of
//! the workspace beside it.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use crate::source::{Diagnostic, Level, Span};

/// What a line holds, in this order. The columns after the third may be left out.
const COLUMNS: [&str; 7] = ["编号", "错误的写法", "正确的写法", "条件", "把握", "理由", "出处"];

static BUILT_IN: LazyLock<Table> =
    LazyLock::new(|| Table::new(read_with(include_str!("lexicon.tsv"), Cell::Borrowed).0));

/// A cell of the program's own file, or one taken from the workspace's.
type Cell = Cow<'static, str>;

/// A word with its right form, as its line has them.
#[derive(Debug, Clone)]
pub struct Word {
    /// By which it is switched off; never reused.
    pub id: Cell,
    /// Empty for a set name, of which only the right form is known.
    pub wrong: Cell,
    right: Cell,
    pub level: Level,
    pub reason: Cell,
    pub source: Cell,
    conditions: Cell,
}

/// One of the conditions of a word.
struct Condition<'a> {
    after: bool,
    wanted: bool,
    /// Between slashes.
    words: &'a str,
}

/// A word found in a text, by its byte offset.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'a> {
    pub word: &'a Word,
    pub at: usize,
}

/// The words by the first two characters of the wrong form, which finds them all in one pass. An
/// automaton of a thousand patterns takes ten times as long to build, which a short text never
/// makes up for.
#[derive(Debug, Clone)]
struct Table {
    words: Vec<Word>,
    /// Sorted.
    starts: Vec<((char, char), usize)>,
    /// A bit for each first character of the basic plane: nearly all of a text begin no word.
    firsts: Vec<u64>,
}

/// The program's words and those of the workspace.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    own: Option<Table>,
    off: BTreeSet<String>,
}

impl Lexicon {
    pub fn new(own: Vec<Word>, off: BTreeSet<String>) -> Self {
        Self { own: (!own.is_empty()).then(|| Table::new(own)), off }
    }

    /// Every wrong form in a text whose conditions hold, in order of place. A hit inside a longer
    /// one is none, and what the office itself calls right is never wrong.
    pub fn find<'a>(&'a self, text: &str) -> Vec<Hit<'a>> {
        let mut hits = BUILT_IN.find(text);
        if let Some(own) = &self.own {
            hits.extend(own.find(text));
        }
        hits.retain(|hit| !self.off.contains(hit.word.id.as_ref()));
        hits.sort_by_key(|hit| (hit.at, std::cmp::Reverse(hit.word.wrong.len())));
        let mut end = 0;
        hits.retain(|hit| {
            let new = hit.at >= end;
            end = end.max(hit.at + hit.word.wrong.len());
            new
        });
        hits
    }

    /// The set names of the workspace.
    pub fn set_names(&self) -> impl Iterator<Item = &Word> {
        let own = self.own.iter().flat_map(|own| &own.words);
        own.filter(|word| word.wrong.is_empty() && !self.off.contains(word.id.as_ref()))
    }

    /// Whether there is such a word, so that it can be switched off.
    pub fn has(&self, id: &str) -> bool {
        let own = self.own.iter().flat_map(|own| &own.words);
        built_in().iter().chain(own).any(|word| word.id == id)
    }
}

/// The program's own words.
pub fn built_in() -> &'static [Word] {
    &BUILT_IN.words
}

impl Word {
    /// One or more right forms, the first preferred.
    pub fn right(&self) -> impl Iterator<Item = &str> {
        parts(&self.right)
    }

    /// Whether what stands before and after allows it to be wrong.
    fn applies(&self, text: &str, at: usize) -> bool {
        let (before, after) = (&text[..at], &text[at + self.wrong.len()..]);
        conditions(&self.conditions).flatten().all(|condition| {
            let met = parts(condition.words).any(|word| match (condition.after, word) {
                (true, "数字") => after.starts_with(|c: char| c.is_numeric()),
                (false, "数字") => before.ends_with(|c: char| c.is_numeric()),
                (true, word) => after.starts_with(word),
                (false, word) => before.ends_with(word),
            });
            met == condition.wanted
        })
    }
}

impl Table {
    fn new(words: Vec<Word>) -> Self {
        let mut firsts = vec![0; 0x1_0000 / 64];
        let mut starts = Vec::with_capacity(words.len());
        for (index, word) in words.iter().enumerate() {
            let mut chars = word.wrong.chars();
            if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
                starts.push(((first, second), index));
                let code = first as usize & 0xFFFF;
                firsts[code / 64] |= 1 << (code % 64);
            }
        }
        starts.sort_unstable();
        Self { words, starts, firsts }
    }

    fn find(&self, text: &str) -> Vec<Hit<'_>> {
        let mut hits = vec![];
        let mut chars = text.char_indices().peekable();
        while let Some((at, first)) = chars.next() {
            let code = first as usize & 0xFFFF;
            if self.firsts[code / 64] >> (code % 64) & 1 == 0 {
                continue;
            }
            let Some((_, second)) = chars.peek() else { break };
            let start = (first, *second);
            let from = self.starts.partition_point(|(known, _)| *known < start);
            let words = self.starts[from..].iter().take_while(|(known, _)| *known == start);
            let words = words.map(|(_, index)| &self.words[*index]);
            let found = words.filter(|word| text[at..].starts_with(word.wrong.as_ref()));
            hits.extend(found.filter(|w| w.applies(text, at)).map(|word| Hit { word, at }));
        }
        hits
    }
}

/// Reads a lexicon. A line that cannot be understood is reported and left out.
pub fn read(text: &str) -> (Vec<Word>, Vec<Diagnostic>) {
    read_with(text, |cell| Cell::Owned(cell.to_owned()))
}

fn read_with<'a>(text: &'a str, keep: fn(&'a str) -> Cell) -> (Vec<Word>, Vec<Diagnostic>) {
    let mut words: Vec<Word> = vec![];
    let mut ids: HashSet<Cell> = HashSet::new();
    let mut found = vec![];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mark = line.len() - line.trim_start_matches('\u{FEFF}').len();
        let plain = line[mark..].trim_end_matches(['\r', '\n']);
        let at = start + mark;
        start += line.len();
        if plain.starts_with('#') || plain.trim().is_empty() {
            continue;
        }
        match word(plain, at, keep) {
            Ok(word) if !ids.insert(word.id.clone()) => {
                let place = Span::new(at, at + word.id.len());
                let message = format!("编号“{}”写了两次", word.id);
                found.push(malformed(place, message, "每条用不同的编号"));
            }
            Ok(word) => words.push(word),
            Err(diagnostic) => found.push(*diagnostic),
        }
    }
    (words, found)
}

/// One line, which begins at a byte of the file.
fn word<'a>(
    line: &'a str,
    start: usize,
    keep: fn(&'a str) -> Cell,
) -> Result<Word, Box<Diagnostic>> {
    let mut cells: [(&str, Span); COLUMNS.len()] = Default::default();
    let (mut count, mut at) = (0, start);
    let whole = Span::new(start, start + line.len());
    let fail = |span, message: String, help: &str| Err(Box::new(malformed(span, message, help)));
    for text in line.split('\t') {
        let span = Span::new(at, at + text.len());
        let Some(cell) = cells.get_mut(count) else {
            let message = format!("这一行多于 {} 栏", COLUMNS.len());
            return fail(span, message, "删去多出的内容；一栏之内不用制表符");
        };
        *cell = (text.trim(), span);
        count += 1;
        at += text.len() + 1;
    }
    if count < 3 {
        let message = format!("这一行只有 {count} 栏，至少要有编号、错误的写法、正确的写法");
        return fail(whole, message, "各栏之间用制表符（Tab 键）隔开，不用空格");
    }
    let [id, wrong, right, condition, level, reason, source] = cells.map(|(text, _)| text);
    let place = |column: usize| cells.get(column).map_or(whole, |(_, span)| *span);
    if id.is_empty() {
        return fail(place(0), "没有写编号".to_owned(), "写上编号，如 本县-1，关闭时用");
    }
    if parts(right).next().is_none() {
        return fail(place(2), "没有写正确的写法".to_owned(), "写上正确的写法，几个用/隔开");
    }
    if wrong.chars().count() == 1 || parts(right).any(|form| form == wrong) {
        let message = format!("“{wrong}”不能作为错误的写法");
        return fail(place(1), message, "错误的写法至少两个字，并且与正确的写法不同");
    }
    let level = match level {
        "错误" => Level::Error,
        "警告" | "" => Level::Warning,
        "提示" => Level::Hint,
        other => {
            let message = format!("把握写成了“{other}”");
            return fail(place(4), message, "只能是“错误”“警告”或“提示”，不写就是“警告”");
        }
    };
    if conditions(condition).any(|condition| condition.is_none()) {
        let message = format!("看不懂条件“{condition}”");
        let help = "写“总是”，或 不后接 甲/乙；前接 丙 这样的形式";
        return fail(place(3), message, help);
    }
    Ok(Word {
        id: keep(id),
        wrong: keep(wrong),
        right: keep(right),
        level,
        reason: keep(reason),
        source: keep(source),
        conditions: keep(condition),
    })
}

/// What stands between slashes.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('/').map(str::trim).filter(|part| !part.is_empty())
}

/// 总是, or lists of words that must or must not stand before or behind; `None` for what is
/// neither.
fn conditions(cell: &str) -> impl Iterator<Item = Option<Condition<'_>>> {
    let always = ["", "总是"].contains(&cell);
    cell.split('；').filter(move |_| !always).map(|part| {
        let (kind, words) = part.trim().split_once(' ')?;
        let (after, wanted) = match kind {
            "后接" => (true, true),
            "前接" => (false, true),
            "不后接" => (true, false),
            "不前接" => (false, false),
            _ => return None,
        };
        parts(words).next().map(|_| Condition { after, wanted, words })
    })
}

/// What is wrong with a lexicon, or with what `bulletin.toml` says of it.
pub fn malformed(span: Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::new("malformed-lexicon", Level::Warning, span, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn the_programs_own_lexicon_is_well_formed() {
        let (words, found) = read(include_str!("lexicon.tsv"));
        assert!(found.is_empty(), "{found:?}");
        assert!(words.len() >= 300);
        let mut ids: Vec<&str> = words.iter().map(|word| word.id.as_ref()).collect();
        assert!(ids.is_sorted(), "new words are added at the end");
        ids.dedup();
        assert_eq!(ids.len(), words.len());
        let forms: BTreeSet<&str> = words.iter().map(|word| word.wrong.as_ref()).collect();
        assert_eq!(forms.len(), words.len(), "each wrong form once");
        assert!(words.iter().all(|word| !word.reason.is_empty() && !word.source.is_empty()));
    }

    /// In a sentence that meets its conditions, and its right forms in the same sentence.
    #[test]
    fn each_wrong_form_is_found_and_each_right_form_is_not() {
        let lexicon = Lexicon::default();
        for word in built_in() {
            let wanted = |after: bool| {
                let mut all = conditions(&word.conditions).flatten();
                let list = all.find(|c| c.wanted && c.after == after);
                match list.and_then(|condition| parts(condition.words).next()) {
                    Some("数字") => "8",
                    Some(word) => word,
                    None => "",
                }
            };
            let around = |form: &str| format!("，{}{form}{}。", wanted(false), wanted(true));
            let wrong = around(&word.wrong);
            let hits = lexicon.find(&wrong);
            assert!(hits.iter().any(|hit| hit.word.id == word.id), "{} in {wrong}", word.id);
            for right in word.right() {
                let right = around(right);
                let hits: Vec<&str> =
                    lexicon.find(&right).iter().map(|hit| hit.word.id.as_ref()).collect();
                assert!(hits.is_empty(), "{right}: {hits:?}");
            }
        }
    }

    #[test]
    fn conditions_keep_words_that_only_look_so() {
        for text in [
            "向全社会发布署名文章",
            "按装机容量计算，按装配式标准建设",
            "机构通过验收，预防犯罪，学习贯彻精神",
            "上报导致事故的原因",
            "重视查处，了解绝大多数群众",
            "上海拨款，协商确定，应当既快又好",
            "搭建帐篷，进入帐篷",
            "县人大大力支持，全县乡镇镇长",
            "就读职业学校，数据体系",
        ] {
            let hits: Vec<String> = Lexicon::default()
                .find(text)
                .iter()
                .map(|hit| hit.word.wrong.to_string())
                .collect();
            assert!(hits.is_empty(), "{text}: {hits:?}");
        }
    }

    #[test]
    fn words_of_the_workspace_are_added_and_switched_off() {
        let (own, found) = read("甲1\t最后一米\t最后一公里\n甲2\t\t五星支部创建\n");
        assert!(found.is_empty());
        let lexicon = Lexicon::new(own, BTreeSet::from(["w001".to_owned()]));
        let shown = |text: &str| -> Vec<String> {
            lexicon.find(text).iter().map(|hit| hit.word.id.to_string()).collect()
        };
        assert_eq!(shown("打通最后一米"), ["甲1"]);
        assert!(shown("迫不急待").is_empty());
        assert_eq!(lexicon.set_names().count(), 1);
        assert!(lexicon.has("甲2") && lexicon.has("w001") && !lexicon.has("w999999"));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_shown() {
        let cases = [
            ("甲 乙 丙", 1, "只有 1 栏"),
            ("甲\t乙", 1, "只有 2 栏"),
            ("\t错的\t对的", 1, "没有写编号"),
            ("甲\t错的\t ", 6, "没有写正确的写法"),
            ("甲\t错\t对", 3, "不能作为错误的写法"),
            ("甲\t错的\t错的", 3, "不能作为错误的写法"),
            ("甲\t错的\t对的\t后面是 乙", 9, "看不懂条件"),
            ("甲\t错的\t对的\t总是\t严重", 12, "把握写成了“严重”"),
            ("甲\t错的\t对的\t\t\t\t\t多", 13, "多于 7 栏"),
            ("甲\t错的\t对的\n甲\t误的\t正的", 1, "写了两次"),
        ];
        for (text, character, says) in cases {
            let source = Source::new("lexicon.tsv", text);
            let (_, found) = read(text);
            assert_eq!(found.len(), 1, "{text}");
            assert!(found[0].message.contains(says), "{}", found[0].message);
            assert_eq!(source.position(found[0].span.start).character, character, "{text}");
        }
    }
}
