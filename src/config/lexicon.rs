//! The lexicon of words that are easily written wrong: the program's own, and `lexicon.tsv` of
//! the workspace beside it.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use crate::source::{Diagnostic, Level, Span};
use crate::zh::needles::Needles;

/// What a line holds, in this order. The columns after the third may be left out.
const COLUMNS: [&str; 7] = ["编号", "错误的写法", "正确的写法", "条件", "把握", "理由", "出处"];

static BUILT_IN: LazyLock<Table> = LazyLock::new(|| {
    let lines = include_str!("lexicon.tsv").lines().filter(|line| !line.starts_with('#'));
    Table::new(lines.map(|line| Word::new(line.split('\t').map(Cell::Borrowed))).collect())
});

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

/// The same for whoever keeps it: its lexicon tells the word.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    at: usize,
    is_own: bool,
    index: usize,
}

/// Words, and what finds them in one pass.
#[derive(Debug, Clone)]
struct Table {
    words: Vec<Word>,
    wrong: Needles,
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
    pub fn find(&self, text: &str) -> Vec<Found> {
        let found = |is_own: bool| move |(at, index)| Found { at, is_own, index };
        let mut all: Vec<Found> = BUILT_IN.find(text).map(found(false)).collect();
        if let Some(own) = &self.own {
            all.extend(own.find(text).map(found(true)));
        }
        let word = |found: &Found| self.hit(*found).word;
        all.retain(|found| !self.off.contains(word(found).id.as_ref()));
        all.sort_by_key(|found| (found.at, std::cmp::Reverse(word(found).wrong.len())));
        let mut end = 0;
        all.retain(|found| {
            let new = found.at >= end;
            end = end.max(found.at + word(found).wrong.len());
            new
        });
        all
    }

    /// What this lexicon has found.
    pub fn hit(&self, found: Found) -> Hit<'_> {
        let own = self.own.as_ref().filter(|_| found.is_own);
        Hit { word: &own.unwrap_or(&BUILT_IN).words[found.index], at: found.at }
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
    /// A word of the cells of its line, which are as they should be.
    fn new(mut cells: impl Iterator<Item = Cell>) -> Self {
        let mut next = || cells.next().unwrap_or_default();
        Self {
            id: next(),
            wrong: next(),
            right: next(),
            conditions: next(),
            level: level_of(&next()).unwrap_or(Level::Warning),
            reason: next(),
            source: next(),
        }
    }

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
        let wrong = Needles::new(words.iter().map(|word| word.wrong.as_ref()));
        Self { words, wrong }
    }

    /// The places of words, with their indexes.
    fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> {
        self.wrong.candidates(text).filter(|(at, index)| {
            let word = &self.words[*index];
            text[*at..].starts_with(word.wrong.as_ref()) && word.applies(text, *at)
        })
    }
}

/// Reads a lexicon. A line that cannot be understood is reported and left out.
pub fn read(text: &str) -> (Vec<Word>, Vec<Diagnostic>) {
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
        match word(plain, at) {
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
fn word(line: &str, start: usize) -> Result<Word, Box<Diagnostic>> {
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
    let [id, wrong, right, condition, level, ..] = cells.map(|(text, _)| text);
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
    if level_of(level).is_none() {
        let message = format!("把握写成了“{level}”");
        return fail(place(4), message, "只能是“错误”“警告”或“提示”，不写就是“警告”");
    }
    if conditions(condition).any(|condition| condition.is_none()) {
        let message = format!("看不懂条件“{condition}”");
        let help = "写“总是”，或 不后接 甲/乙；前接 丙 这样的形式";
        return fail(place(3), message, help);
    }
    Ok(Word::new(cells.into_iter().map(|(text, _)| Cell::Owned(text.to_owned()))))
}

/// How sure a word is; a warning where nothing is said.
fn level_of(cell: &str) -> Option<Level> {
    Some(match cell {
        "错误" => Level::Error,
        "警告" | "" => Level::Warning,
        "提示" => Level::Hint,
        _ => return None,
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

    fn hits_of<'a>(lexicon: &'a Lexicon, text: &str) -> Vec<Hit<'a>> {
        lexicon.find(text).into_iter().map(|found| lexicon.hit(found)).collect()
    }

    #[test]
    fn the_programs_own_lexicon_is_well_formed() {
        let (words, found) = read(include_str!("lexicon.tsv"));
        assert!(found.is_empty(), "{found:?}");
        assert!(words.len() >= 300);
        assert_eq!(format!("{words:?}"), format!("{:?}", built_in()), "read without a second look");
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
            let hits = hits_of(&lexicon, &wrong);
            assert!(hits.iter().any(|hit| hit.word.id == word.id), "{} in {wrong}", word.id);
            for right in word.right() {
                let right = around(right);
                let hits: Vec<&str> =
                    hits_of(&lexicon, &right).iter().map(|hit| hit.word.id.as_ref()).collect();
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
            let hits: Vec<String> = hits_of(&Lexicon::default(), text)
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
            hits_of(&lexicon, text).iter().map(|hit| hit.word.id.to_string()).collect()
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
