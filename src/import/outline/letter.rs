//! The letter that a submission may come with: 县政府办公室：现将我局信息3条随函报送，请予审阅。 with who sends it and
//! when. It is kept beside the first item and not printed, where something to print stands under it.

use super::Reference;
use super::aside::{self, Aside};
use super::headline::is_numbered;
use super::line::{Line, Other};
use super::sentence::is_long;
use super::talk::is_talk;
use super::unit;
use crate::zh::moment::whole_day;

/// What is sent.
const THINGS: &[&str] =
    &["信息", "简报", "稿件", "来稿", "材料", "文稿", "稿子", "动态", "简讯", "快讯"];
/// How it is sent.
const SENT: &[&str] = &[
    "报送", "呈报", "呈送", "上报", "报上", "报来", "报去", "送上", "发去", "发来", "随函", "附上",
    "奉上", "推荐", "投稿", "转报",
];
/// How somebody speaks who sends something now, and of nothing else.
const NOW: &[&str] =
    &["现将", "现报", "现呈", "现上报", "现送", "现把", "现转", "兹将", "今将", "随函", "随文"];
/// What stands behind it.
const CLOSES: &[&str] = &[
    "特此",
    "请审阅",
    "请予",
    "请审",
    "请阅",
    "请采",
    "妥否",
    "此致",
    "敬礼",
    "专此",
    "顺祝",
    "顺致",
    "祝工作",
    "此呈",
    "谢谢",
];

/// How many lines at the beginning are such a letter.
pub(super) fn length(lines: &[Line], reference: Reference<'_>) -> usize {
    let Some(sent) = lines.iter().take(8).position(|line| line.other.is_some() || sends(line))
    else {
        return 0;
    };
    let opens = |line: &Line| heads(line, reference);
    if lines[sent].other.is_some() || !lines[..sent].iter().all(opens) {
        return 0;
    }
    let mut end = sent + 1;
    while lines.get(end).is_some_and(closes) {
        end += 1;
    }
    end += enclosures(&lines[end..]);
    end += signature(&lines[end..], reference);
    while lines.get(end).is_some_and(|line| {
        line.other.is_none()
            && !is_long(&line.text)
            && aside::of(&line.plain(), true) == Some(Aside::Fact)
    }) {
        end += 1;
    }
    let table = |line: &Line| matches!(line.other, Some(Other::Table(_)));
    let printed = lines[end..].iter().any(|line| table(line) || is_long(&line.text));
    if printed { end } else { 0 }
}

/// Whether a line says that something is sent with it.
fn sends(line: &Line) -> bool {
    let text = line.squeezed();
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let asks = has(&["请审", "请予", "请采", "请查收", "请阅", "请领导", "如下"]);
    line.other.is_none()
        && line.heading == 0
        && text.chars().count() <= 120
        && !text.contains("通知")
        && text.ends_with(['。', '：', ':', '！', '，'])
        && has(THINGS)
        && has(SENT)
        && (has(NOW) || begins(SENT) || begins(&["我局", "我镇", "我乡", "我办", "我委"]) && asks)
}

/// Whether a line may stand above that: whom it goes to, what the letter is called, its number.
fn heads(line: &Line, reference: Reference<'_>) -> bool {
    let text = line.squeezed();
    let count = text.chars().count();
    let called = text.trim_end_matches(['：', ':']);
    let salutation = called.len() < text.len()
        && count <= 30
        && !text.contains(|c: char| c.is_ascii_digit() || "，。；".contains(c));
    let ends = ["函", "报告", "请示", "说明", "报送单"];
    let title = count <= 50
        && ends.iter().any(|end| text.ends_with(end))
        && SENT.iter().any(|word| text.contains(word));
    let number = count <= 24 && text.contains(['〔', '[']) && text.ends_with('号');
    line.other.is_none()
        && !line.text.is_empty()
        && (salutation
            || title
            || number
            || is_talk(&line.plain())
            || count <= 24 && (unit::known(&text, reference) || text.ends_with("文件"))
            || whole_day(&text).is_some_and(|(range, _)| range.len() == text.len()))
}

fn closes(line: &Line) -> bool {
    let text = line.squeezed();
    line.other.is_none()
        && line.heading == 0
        && text.chars().count() <= 30
        && CLOSES.iter().any(|word| text.starts_with(word))
}

/// 附件：1.… 2.…: the names of what is sent, which stand again above the texts.
fn enclosures(lines: &[Line]) -> usize {
    let Some(first) = lines.first().map(Line::squeezed) else { return 0 };
    let Some(rest) = ["附件", "附："].iter().find_map(|word| first.strip_prefix(word)) else {
        return 0;
    };
    let name = |text: &str| {
        let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || "：:.．、 ".contains(c));
        text.trim_end_matches(['。', '；', ';']).to_owned()
    };
    let again = |at: usize, text: &str| {
        let name = name(text);
        name.chars().count() >= 5 && lines[at + 1..].iter().any(|line| line.squeezed() == name)
    };
    if !(name(rest).is_empty() || again(0, rest)) {
        return 0;
    }
    let more = lines.iter().enumerate().skip(1).take(30).take_while(|(at, line)| {
        line.other.is_none()
            && (again(*at, &line.squeezed()) && (is_numbered(&line.text) || *at == 1))
    });
    let count = more.count();
    // 附件1 alone stands over the text itself.
    if count == 0 && name(rest).is_empty() && first.chars().count() > 4 { 0 } else { 1 + count }
}

/// Who sends the letter and when: a unit over a day, or one of them where only it stands.
fn signature(lines: &[Line], reference: Reference<'_>) -> usize {
    let day = |line: &Line| {
        let text = line.squeezed();
        line.other.is_none()
            && text.chars().count() <= 40
            && whole_day(&text).is_some_and(|(range, _)| {
                let rest = format!("{}{}", &text[..range.start], &text[range.end..]);
                rest.is_empty() || unit::known(&rest, reference)
            })
    };
    let unit = |line: &Line| {
        let text = line.squeezed();
        let name = text.trim_end_matches("（盖章）").trim_end_matches("（公章）");
        line.other.is_none()
            && (4..=24).contains(&text.chars().count())
            && !text.contains(['，', '。', '：', '“'])
            && (unit::known(name, reference) || unit::like_unit(name) && !line.is_strong())
    };
    let units = lines.iter().take(3).take_while(|line| unit(line)).count();
    match lines.get(units) {
        Some(line) if day(line) => units + 1,
        _ => lines.iter().take(units).take_while(|line| line.right).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::Paragraph;

    #[test]
    fn a_line_that_sends_is_told_from_one_that_tells_of_sending() {
        for (text, wanted) in [
            ("现将我局1月上旬政务信息3条随函报送，请予审阅。", true),
            ("报送信息一条。", true),
            ("根据工作安排，现报送政务信息两条，请审核采用。", true),
            ("我镇报送信息1条，请审阅。", true),
            ("现将有关情况报送如下：", false),
            ("县民政局报送信息126条，采用31条，居全县前列。", false),
            ("我局报送信息126条，采用31条。", false),
            ("报送信息一条", false),
        ] {
            assert_eq!(sends(&Paragraph::plain(text, "").into()), wanted, "{text}");
        }
    }
}
