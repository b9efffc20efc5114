//! Words: the lexicon of what is easily written wrong, and names that are off by one character.

use super::punctuation::{at, passages, replace};
use crate::config::lexicon::Word;
use crate::lint::{Around, Check, Prose, Rule, Sink, TextKind};
use crate::source::Level;

pub(super) mod name;
pub(super) mod stumble;

pub(super) static WRONG_WORD: Rule = Rule {
    code: "wrong-word",
    level: Level::Error,
    locked: false,
    examples: &["再接再励", "秸杆", "付县长"],
    summary: "有错别字",
    docs: "词库里的易错词，只收任何上下文里都不会对的写法，必要时限定前后文字（如“布署”后接“名”的不算）。\n\n例：再接再励 应为 再接再厉；秸杆 应为 秸秆；付县长 应为 副县长。\n\n提示里有词条编号，不想查某一条，在 bulletin.toml 里写 [lexicon] off = [\"w012\"]。本单位的词写在 bulletin.toml 旁边的 lexicon.tsv 里，各栏是编号、错误的写法、正确的写法、条件、把握、理由、出处。\n\n依据：《现代汉语词典》《通用规范汉字表》。",
    check: Check::Prose(|around, text, found| words(around, text, Level::Error, found)),
};

pub(super) static DOUBTFUL_WORD: Rule = Rule {
    code: "doubtful-word",
    level: Level::Warning,
    locked: false,
    examples: &["帐户", "按排", "乡镇（镇、街道）"],
    summary: "多半是别字，或不是推荐的写法",
    docs: "词库里把握稍小的词：多半是别字，以及《第一批异形词整理表》里不推荐的写法。\n\n例：帐户 宜作 账户；按排 应为 安排；乡镇（镇、街道） 应为 乡（镇、街道）。\n\n怎么关闭、怎么添自己的词，见 kuaibao explain wrong-word。\n\n依据：《现代汉语词典》；GF 1001-2001《第一批异形词整理表》。",
    check: Check::Prose(|around, text, found| words(around, text, Level::Warning, found)),
};

pub(super) static UNUSUAL_WORD: Rule = Rule {
    code: "unusual-word",
    level: Level::Hint,
    locked: false,
    examples: &["想像", "撤消"],
    summary: "有更规范的写法",
    docs: "两种写法都有人用，公文宜统一用后一种。\n\n例：想像 宜作 想象；撤消 宜作 撤销。\n\n怎么关闭、怎么添自己的词，见 kuaibao explain wrong-word。\n\n依据：《现代汉语词典》。",
    check: Check::Prose(|around, text, found| words(around, text, Level::Hint, found)),
};

pub(super) static MALFORMED_LEXICON: Rule = Rule {
    code: "malformed-lexicon",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "自己的词库写得不对",
    docs: "bulletin.toml 旁边的 lexicon.tsv 是本单位的词库，一行一条，各栏用制表符（Tab 键）隔开：编号、错误的写法、正确的写法、条件、把握、理由、出处，后四栏可以不写。看不懂的一行不起作用。\n\n条件写“总是”（不写也是），或“后接”“前接”“不后接”“不前接”加一个空格和一串用/隔开的词，几个条件用；隔开。把握是“错误”“警告”或“提示”。错误的写法空着、只写正确的写法，就是固定提法：正文里与它差一个字的会提醒。\n\n例：bx1⇥最后一米⇥最后一公里⇥不后接 线⇥警告（⇥ 是制表符）。\n\n[lexicon] off 里写了没有的编号，也在此列。",
    check: Check::Reading,
};

/// The words of one level; the lexicon knows how sure each of them is.
fn words(around: &Around<'_>, text: &Prose<'_>, level: Level, found: &mut Sink<'_>) {
    // The distribution list is compared as a whole.
    if text.kind == TextKind::Distribution {
        return;
    }
    for passage in passages(text) {
        for hit in passage.words(around.lexicon()) {
            let word = hit.word;
            if word.level != level {
                continue;
            }
            let length = word.wrong.chars().count();
            let start = passage.index(hit.at);
            let range = start..start + length;
            let right: Vec<&str> = word.right().collect();
            let verb = if level == Level::Hint { "宜作" } else { "应为" };
            let fix = match right.as_slice() {
                [one] => replace(text, passage, range.clone(), one, false),
                _ => None,
            };
            found.push(
                at(text, passage, range, format!("“{}”{verb}“{}”", word.wrong, right.join("”或“")))
                    .help(help(word))
                    .fix(fix),
            );
        }
    }
}

fn help(word: &Word) -> String {
    let reason = match (word.reason.as_ref(), word.source.as_ref()) {
        ("", "") => "本单位的词库".to_owned(),
        (reason, "") => reason.to_owned(),
        ("", source) => source.to_owned(),
        (reason, source) => format!("{reason}；{source}"),
    };
    format!("{reason}（词条 {}）", word.id)
}
