//! Slips of the keyboard that leave no word: a character typed twice, a character left out.
//!
//! Only where the dictionary cannot divide the text into words as it stands, and can when the
//! one character is taken away or put in. Single characters that are words of grammar may stand
//! doubled (对对口单位) and names are never judged.

use std::ops::Range;

use super::character::{NUMERALS, SURNAMES, is_han, is_one_of};
use super::{gap, words};

/// A character typed twice: where both stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubled {
    pub chars: Range<usize>,
    /// The word that one of them belongs to, as it would be with one.
    pub word: String,
}

/// Characters that are words by themselves in grammar, or say each of their kind when doubled.
const MAY_DOUBLE: &str = "人户村家天年月日时处件个条项层步环事样次回代岁句字页路点张份本门班组队\
                          车船台座间道片块面种类级套户床针线片段节场声阵串丝滴粒颗株棵枚\
                          爸妈爷奶哥弟姐妹叔婶舅姑姨公婆宝娃星\
                          看想说听走试问谈聊玩歇等尝找学写读算数跳唱笑坐站转逛聚亲比拼\
                          大小多少早常久长远慢快轻重好细密紧深高满足白红绿黑蓝亮静悄渐偏明暗默\
                          匆茫滔苍纷频熊汪嗡沙哗呵哈嘻咚叮当隆滚蒙朦";

/// Words of grammar that are never doubled.
const GRAMMAR: &str = "的了在是和为与把被将对从他她它们我你也都就并其及或而但则所由于向到各每某这那该此已未又再使且占逾约达至";

/// Verbs that are doubled before what they are done to: 开开眼界, 打打球.
const VERBS: &str = "看想说听走试问谈聊玩歇尝找学写读算数跳唱笑坐站转逛聚比拼把打补开串踩装帮做跑揉擦洗湿动改度享镀出";

/// Words of grammar that stand before any word: 对|对口单位.
const PREPOSITIONS: &str = "对在为把将与向从由以按到用和及等是有可应";

/// Verbs with what belongs to them, which a word of their first character often stands before.
const PHRASES: &[&str] = &[
    "下足", "下大", "下功", "下硬", "下苦", "下真", "下狠", "下实", "出重", "出真", "出实", "用足",
    "用好", "用活", "抓好", "抓实", "抓紧", "抓细",
];

/// What institutions and the like end in, which their heads and parts begin with: 农村司|司长.
const SUFFIXES: &str =
    "部司股局处科室厅院馆会厂站所队组委办社校园国州奖年期县市区乡镇村系班店团军署";

/// Characters that another word often begins with where one has just ended: 工作|作了, 可以|以.
const LINKS: &str = "会作将以上把家户人至到";

/// What taking the second character away must save, in half-bits, to be believed; found on text
/// of newspapers: where both make a word together (时时|间), where the first is left over before
/// a word (政|政府), where the second is behind one (职责|责), where the word grows (现代|代化),
/// and where two make one (县政|政府).
const TOGETHER: u64 = 24;
const BEFORE: u64 = 16;
const BEHIND: u64 = 18;
const GROWS: u64 = 10;
const MEETS: u64 = 20;
const RARE: u64 = 36;

/// Characters typed twice where once makes words.
pub fn doubled(chars: &[char]) -> Vec<Doubled> {
    let mut found = vec![];
    let pairs = (1..chars.len()).filter(|at| chars[*at] == chars[at - 1] && is_han(chars[*at]));
    for at in pairs {
        // 唯一一一: three in a row are another matter.
        let c = chars[at];
        if at >= 2 && chars[at - 2] == c || chars.get(at + 1) == Some(&c) {
            continue;
        }
        found.extend(Pair::new(chars, at).and_then(|pair| pair.judge()));
    }
    found
}

/// How many characters on each side are looked at.
const REACH: usize = 10;

/// A doubled character among the Han characters round it, as they stand and with one taken away.
struct Pair {
    run: Vec<char>,
    /// Where the second one stands, in the run and in the text.
    place: usize,
    at: usize,
    words: Vec<Range<usize>>,
    /// The word that the one character belongs to, and what is saved by its being one.
    word: Range<usize>,
    shown: String,
    gain: u64,
}

impl Pair {
    fn new(chars: &[char], at: usize) -> Option<Self> {
        let han = |at: &usize| is_han(chars[*at]);
        let start = (at.saturating_sub(REACH)..at).rev().take_while(han).last()?;
        let end = (at..(at + REACH).min(chars.len())).take_while(han).last()? + 1;
        let (run, place) = (chars[start..end].to_vec(), at - start);
        let mut once = run.clone();
        once.remove(place);
        let (words, fewer) = (words::words(&run), words::words(&once));
        let word = fewer.iter().find(|word| word.contains(&(place - 1)))?.clone();
        let gain = words::total(&run, &words).saturating_sub(words::total(&once, &fewer));
        let shown = once[word.clone()].iter().collect();
        Some(Self { run, place, at, words, word, shown, gain })
    }

    fn judge(self) -> Option<Doubled> {
        let c = self.run[self.place];
        // 药品安全|全链条, 培育|育繁推: a word of offices begins with the second.
        // 千方百百计: a numeral of a whole saying.
        let counts = is_one_of(c, NUMERALS) && self.word.len() < 4;
        if counts || self.is_reduplication() || self.meets_official() || self.meets_phrase() {
            return None;
        }
        let (left, right) = (self.word_at(self.place - 1)?, self.word_at(self.place)?);
        let grows = self.word.len() > 1;
        match (left.len() == 1, right.len() == 1) {
            // 常常, 高高兴兴: one word has both; but not 时时|间.
            _ if left == right => {
                let beside = if self.word.start == self.place - 1 {
                    self.place + 1
                } else {
                    self.place.checked_sub(2)?
                };
                let over = self.word_at(beside).is_some_and(|word| word.len() == 1);
                (left.len() == 2 && grows && over && self.gain >= TOGETHER).then(|| self.found())
            }
            // 法院|院长: two words that meet; 县政|政府 are one.
            (false, false) => {
                let one = self.word.len() + 1 == left.len() + right.len();
                let rare =
                    words::cost(self.run[left].iter().copied()).is_none_or(|cost| cost >= RARE);
                (one && rare && !is_one_of(c, SUFFIXES) && self.gain >= MEETS).then(|| self.found())
            }
            (true, true) if self.is_name() => None,
            (true, true) if is_one_of(c, GRAMMAR) && !grows => Some(self.found()),
            (true, true) => (!is_one_of(c, MAY_DOUBLE) && grows).then(|| self.found()),
            (true, false) => {
                let own = [SUFFIXES, VERBS, PREPOSITIONS].iter().any(|few| is_one_of(c, few));
                (!own && grows && self.gain >= BEFORE).then(|| self.found())
            }
            (false, true) => {
                let longer = self.word.len() > left.len();
                let next = self.run.get(self.place + 1).copied();
                let starts = next.is_some_and(|next| words::cost([c, next]).is_some());
                let linked = is_one_of(c, LINKS) || starts && is_one_of(c, SUFFIXES);
                let least = if longer { GROWS } else { BEHIND };
                (grows && (longer || !linked) && self.gain >= least).then(|| self.found())
            }
        }
    }

    fn meets_official(&self) -> bool {
        let left =
            self.word_at(self.place - 1).filter(|left| left.len() > 1 && left.end == self.place);
        let common = |left: Range<usize>| {
            words::cost(self.run[left].iter().copied()).is_some_and(|cost| cost < RARE)
        };
        left.is_some_and(common) && gap::begins_official(&self.run, self.place)
    }

    /// 全县上下|下足功夫.
    fn meets_phrase(&self) -> bool {
        let left = self.word_at(self.place - 1).filter(|left| left.end == self.place);
        let rest = &self.run[self.place..];
        let begins = |phrase: &str| phrase.chars().eq(rest.iter().copied().take(2));
        left.is_some_and(|left| left.len() > 1) && PHRASES.iter().any(|phrase| begins(phrase))
    }

    fn found(&self) -> Doubled {
        Doubled { chars: self.at - 1..self.at + 1, word: self.shown.clone() }
    }

    fn word_at(&self, at: usize) -> Option<Range<usize>> {
        self.words.iter().find(|word| word.contains(&at)).cloned()
    }

    /// 一件件, 涨涨落落.
    fn is_reduplication(&self) -> bool {
        let at = |at: Option<usize>| at.and_then(|at| self.run.get(at));
        let same = |a: Option<usize>, b: Option<usize>| at(a).is_some() && at(a) == at(b);
        let (two, three) = (self.place.checked_sub(2), self.place.checked_sub(3));
        at(two) == Some(&'一')
            || same(two, three)
            || same(Some(self.place + 1), Some(self.place + 2))
    }

    /// 李丽丽.
    fn is_name(&self) -> bool {
        self.place.checked_sub(2).is_some_and(|at| {
            is_one_of(self.run[at], SURNAMES)
                && self.word_at(at).is_some_and(|word| word.len() == 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let shown = |range: Range<usize>| chars[range].iter().collect::<String>();
        let doubled = doubled(&chars).into_iter().map(|d| format!("{}>{}", shown(d.chars), d.word));
        doubled.collect()
    }

    #[test]
    fn characters_typed_twice_are_found() {
        for (text, expected) in [
            ("县政政府办公室", "政政>县政府"),
            ("加快农业现代代化建设", "代代>现代化"),
            ("全面开展了了排查", "了了>了"),
            ("统筹推推进各项工作", "推推>推进"),
            ("落实防汛措措施", "措措>措施"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_doubled_on_purpose_is_left_alone() {
        for text in [
            "我们常常走访，村村通公路，户户有人管，人人尽责",
            "全县唯一一家企业，群众高高兴兴过年",
            "法院院长和农村司司长到会，年年年会如期举行",
            "一件件小事、一张张笑脸，件件有回音，天天见面",
            "村民李丽丽、王芳芳，家家户户，时时处处",
            "对对口帮扶单位进行走访，大大提高了效率",
            "在大学生中走一走，试试看，打打球",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
