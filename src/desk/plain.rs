//! What was found, in the words of the desk: where a message speaks of keys and files of a draft, an
//! editor who has never seen one is told what to do on the page.

/// Names of keys behind the Chinese ones, as messages have them for those who write the file.
const KEYS: [&str; 9] =
    ["number", "date", "name", "headline", "body", "credits", "editor", "reviewer", "approver"];

/// Files, and what they are called on the desk.
const FILES: [(&str, &str); 5] = [
    ("units.toml", "单位名录"),
    ("bulletin.toml", "设置"),
    ("lexicon.tsv", "词库"),
    ("scoring.toml", "计分办法"),
    ("adopted.toml", "采用记录"),
];

/// Tables of these files.
const TABLES: [(&str, &str); 4] =
    [("[rules]", "“规则”"), ("[staff]", "“人员”"), ("[fonts]", "“字体”"), ("[signoff]", "签名处")];

/// What to do about the findings of a rule, where its help is about the file.
const HELPS: [(&str, &str); 27] = [
    ("missing-column", "用最下面的“加栏目”加一个"),
    ("empty-column", "加一条，或者撤下这个栏目"),
    ("missing-column-name", "在栏目上面写上名称，不写【】"),
    ("missing-headline", "在这一条最上面写标题"),
    ("missing-body", "在标题下面写正文，或者把来稿粘贴进来"),
    ("missing-number", "在“本期”里写上期号"),
    ("missing-date", "在“本期”里选出刊日期"),
    ("missing-credit", "在“供稿”后面写单位名或拼音首字母"),
    ("unknown-unit", "几个单位要分开写，写一个按一次回车"),
    ("missing-signature", "由本人在“送审”里签，或签了以后在“本期”里写上姓名；送审稿现在就可以印"),
    ("altered-signature", "在“送审”里撤回，由本人重新签"),
    ("changed-after-signing", "请签名的人看过改动，在“送审”里重新签；改错了的，改回去"),
    ("unbound-signature", "由本人在“送审”里签"),
    ("signature-not-bound", "由本人在“送审”里签，手写的姓名不算"),
    ("unplaced-text", "复制到该去的条目里，或确定不要，然后按“去掉”"),
    ("unchecked-guess", "对照来稿核对，不对的改过来，然后按“核对过了”"),
    ("unanswered-remark", "照批注核实、改好，然后按“处理好了”"),
    ("distribution-drift", "删去就用固定名单；确实不同的，写上为什么不同"),
    ("missing-alt", "写上图题（印出来），或者图里是什么（不印）"),
    ("subject-credit-mismatch", "署名写错了的，在“供稿”里改"),
    ("strong-credit-mismatch", "按正文里的单位，在“供稿”里改"),
    ("number-gap", "确认期号没有写错；只存了部分稿件的，在“设置”的“规则”里关闭这一条"),
    ("file-name-mismatch", "按“改文件名”，或者在“本期”里改期号、日期"),
    ("unusable-file", "把图片（PNG、JPEG）拖到这一条上，或者从 Excel 里粘贴表格"),
    ("unclear-rows", "写上内容，或者删去这张表"),
    ("unlisted-signer", "写错了的，在“本期”里改；常有人代签的，加进“设置”的“人员”"),
    ("long-headline", "精简标题；限度在“设置”的“刊物”里改"),
];

/// 审核还没有签, for 审核（reviewer）还没有签.
pub(super) fn message(text: &str) -> String {
    let mut text = text.to_owned();
    for key in KEYS {
        text = text.replace(&format!("（{key}）"), "");
    }
    named(&text)
}

/// The help for a finding.
pub(super) fn help(code: &str, help: Option<&str>) -> Option<String> {
    let help = help?;
    let own = HELPS.iter().find(|(of, _)| *of == code).map(|(_, words)| (*words).to_owned());
    match is_about_files(help) {
        true => own.or_else(|| Some(named(help))),
        false => Some(message(help)),
    }
}

/// A rule's explanation. Where a part of it is about writing the file, what to do on the page stands
/// in its place.
pub(super) fn explained(code: &str, docs: &str) -> String {
    let own = HELPS.iter().find(|(of, _)| *of == code).map(|(_, words)| *words);
    let mut parts: Vec<String> = vec![];
    for part in docs.split("\n\n") {
        match own.filter(|_| is_about_files(part)) {
            Some(_) if part.starts_with("例：") => {}
            Some(words) if part.starts_with("怎么办：") => {
                parts.push(format!("怎么办：{words}。"))
            }
            _ => parts.push(named(part)),
        }
    }
    parts.join("\n\n")
}

/// Files by their names on the desk.
pub(super) fn named(text: &str) -> String {
    let mut text = text.to_owned();
    for (table, name) in TABLES {
        text = text.replace(&format!(" {table} "), name).replace(table, name);
    }
    for (file, name) in FILES {
        text = text.replace(&format!(" {file} "), &format!("“{name}”"));
        text = text.replace(&format!("{file} "), &format!("“{name}”"));
        text = text.replace(file, &format!("“{name}”"));
    }
    text
}

/// Whether a help says what to write into a file or to type as a command.
fn is_about_files(help: &str) -> bool {
    [" = ", "[[", "kuaibao ", "headline-max", "[rules]", "这行注释"]
        .iter()
        .any(|sign| help.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::{RULES, find};
    use crate::office::press::UNSIGNED;

    #[test]
    fn helps_are_those_of_rules() {
        for (code, words) in HELPS {
            assert!(find(code).is_some(), "{code}");
            assert!(!is_about_files(words) && !words.ends_with('。'), "{words}");
        }
        // What keeps an issue from being printed is told with a command elsewhere.
        for code in UNSIGNED {
            assert!(HELPS.iter().any(|(of, _)| *of == code), "{code}");
        }
    }

    #[test]
    fn nobody_is_told_of_keys_and_files() {
        let own = "写上 headline = \"……\"";
        assert_eq!(help("missing-headline", Some(own)).as_deref(), Some("在这一条最上面写标题"));
        assert_eq!(message("审核（reviewer）还没有签"), "审核还没有签");
        let roster = "请核对；若是新单位，先在 units.toml 里添上";
        assert_eq!(
            help("unknown-unit", Some(roster)).as_deref(),
            Some("请核对；若是新单位，先在“单位名录”里添上")
        );
        assert_eq!(help("off-weekday", None), None);
        for rule in RULES {
            let said = explained(rule.code, rule.docs);
            let names = FILES.iter().chain(&TABLES).map(|(name, _)| name);
            assert!(names.into_iter().all(|name| !said.contains(name)), "{said}");
        }
    }
}
