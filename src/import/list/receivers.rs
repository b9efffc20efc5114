//! Who gets the bulletin, one a row, with copies: 发送单位, 份数, and in some offices 报, 送 or 发.

use super::head::{Head, Known, find, side_by_side};
use super::kind::is_total;
use super::{Problem, bare, name, sheets};
use crate::config::distribution;
use crate::draft::sheet::Grid;
use crate::zh::character::half_width;

/// What was read of a file, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceiverList {
    pub rows: Vec<Receiver>,
    /// Whether there are copies in it at all.
    pub has_copies: bool,
    /// Whether a head says 份, and no other quantity.
    pub says_copies: bool,
    pub problems: Vec<Problem>,
    pub notes: Vec<Problem>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receiver {
    pub place: String,
    pub name: String,
    pub copies: u32,
    pub way: Way,
}

/// How it is addressed at the foot of the last page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Way {
    /// 报: to those above.
    Up,
    /// 送: to those beside.
    Beside,
    /// 发: to those below, and where nothing is said.
    #[default]
    Down,
}

impl Way {
    pub fn name(self) -> &'static str {
        match self {
            Self::Up => "报",
            Self::Beside => "送",
            Self::Down => "发",
        }
    }
}

impl ReceiverList {
    /// All copies together.
    pub fn copies(&self) -> u32 {
        self.rows.iter().map(|row| row.copies).sum()
    }

    /// The names of one way, as they are printed: 甲，乙。
    pub fn written(&self, way: Way) -> String {
        let names = self.rows.iter().filter(|row| row.way == way).map(|row| row.name.as_str());
        let names = names.collect::<Vec<_>>().join("，");
        if names.is_empty() { names } else { format!("{names}。") }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Name,
    Copies,
    Way,
    Note,
}

const KNOWN: &Known<Key> = &[
    (
        Key::Name,
        &[
            "发送单位",
            "发送对象",
            "发送范围",
            "发放单位",
            "发放对象",
            "发放范围",
            "收件单位",
            "接收单位",
            "分发单位",
            "收件人",
            "接收人",
            "单位名称",
            "单位",
            "单位全称",
            "名称",
            "姓名",
            "领导",
            "职务",
            "对象",
        ],
    ),
    (Key::Copies, &["份数", "发放份数", "发送份数", "印发份数", "数量", "份", "合计份数"]),
    (Key::Way, &["方式", "报送方式", "发送方式", "报送发", "报/送/发", "类别", "报送类别"]),
    (
        Key::Note,
        &["备注", "说明", "联系人", "联系电话", "电话", "签收", "签收人", "领取人", "地址"],
    ),
];

/// More copies of one receiver are a slip.
const MOST: u32 = 9_999;

/// Reads a distribution list.
///
/// # Errors
/// The file cannot be read, or no sheet of it is such a list.
pub fn read(bytes: &[u8]) -> Result<ReceiverList, Problem> {
    of_sheets(&sheets(bytes)?)
}

/// The same, of what is meant for such a list: without a head, its columns are told by their cells.
///
/// # Errors
/// As above.
pub fn read_bare(bytes: &[u8]) -> Result<ReceiverList, Problem> {
    let mut sheets = sheets(bytes)?;
    if !sheets.iter().any(|sheet| find(sheet, KNOWN, is_enough).is_some()) {
        let is_copies = |cell: &str| read_copies(cell).is_some();
        let bare = |sheet: &Grid| bare::receivers(sheet, is_copies).unwrap_or(sheet.clone());
        sheets = sheets.iter().map(bare).collect();
    }
    of_sheets(&sheets)
}

fn is_enough(keys: &[Key]) -> bool {
    keys.contains(&Key::Name)
}

fn of_sheets(sheets: &[Grid]) -> Result<ReceiverList, Problem> {
    let mut list = ReceiverList::default();
    for sheet in sheets {
        let (first, mut totals) = (list.rows.len(), vec![]);
        for part in side_by_side(sheet, KNOWN, Key::Name, is_enough) {
            match find(&part, KNOWN, is_enough) {
                Some(head) => of_sheet(&part, &head, &mut list, &mut totals),
                None if part.rows.is_empty() => {}
                None => {
                    let place = format!("工作表“{}”", sheet.name);
                    list.notes.push(Problem::new(place, "没有发送名单的表头，没有用"));
                }
            }
        }
        // A sum is of what stands above it, or in all of the lists side by side.
        let all: u32 = list.rows[first..].iter().map(|row| row.copies).sum();
        for Total { place, words, said, above } in totals {
            let above: u32 = list.rows[first..above].iter().map(|row| row.copies).sum();
            if said != above && said != all {
                let message = format!("{words} {said} 份，各行加起来是 {above} 份");
                list.problems.push(Problem::new(place, message));
            }
        }
    }
    if list.rows.is_empty() && list.problems.is_empty() {
        return Err(Problem::new("", "表里没有发送单位")
            .help("表头要有“发送单位”（或“单位”“姓名”）一列，另外认得：份数、方式（报、送、发）"));
    }
    Ok(list)
}

/// A sum that a list says of itself.
struct Total {
    place: String,
    words: String,
    said: u32,
    /// How many receivers were read before it.
    above: usize,
}

fn of_sheet(sheet: &Grid, head: &Head<Key>, list: &mut ReceiverList, totals: &mut Vec<Total>) {
    for (row, column, text) in &head.unknown {
        let place = sheet.place(*row, *column);
        list.notes.push(Problem::new(place, format!("“{text}”这一列没有用")));
    }
    let copies_at = head.column(Key::Copies);
    list.has_copies |= copies_at.is_some();
    let heads = sheet.rows[..head.below].iter().rev();
    let over = |column: usize| heads.clone().find_map(|(_, cells)| cells.get(column));
    list.says_copies |= copies_at.and_then(over).is_some_and(|head| head.contains('份'));
    for (number, cells) in &sheet.rows[head.below..] {
        if head.is_repeated_by(cells) {
            continue;
        }
        let at = |key: Key| sheet.place(*number, head.column(key).unwrap_or_default());
        // What stands in merged cells is for all of them, and counts once.
        let is_again = copies_at.is_some_and(|column| sheet.again.contains(&(*number, column)));
        let copies = match head.cell(Key::Copies, cells) {
            _ if is_again => Some(Some(0)),
            Some(text) => {
                let copies = read_copies(text);
                if copies.is_none() {
                    let message = format!("份数“{text}”不是 1 到 {MOST} 的数");
                    list.problems.push(Problem::new(at(Key::Copies), message));
                }
                Some(copies)
            }
            None => None,
        };
        let total = cells.iter().map(|cell| name(cell)).find(|cell| is_total(cell));
        if let Some(total) = total {
            if let Some(Some(said)) = copies
                && total != "小计"
            {
                let place = at(Key::Copies);
                totals.push(Total { place, words: total, said, above: list.rows.len() });
            }
            continue;
        }
        let Some(name) = head.cell(Key::Name, cells).map(name).filter(|name| !name.is_empty())
        else {
            if copies.is_some() && !is_again {
                list.problems.push(Problem::new(at(Key::Name), "有份数，没有写发给谁"));
            }
            continue;
        };
        if ["填表", "制表", "注：", "说明："].iter().any(|start| name.starts_with(start)) {
            continue;
        }
        let name = name.trim_end_matches(['。', '，', '、', '；']).to_owned();
        if let Some(other) = list.rows.iter().find(|row| row.name == name) {
            let message = format!("“{name}”写了两次，前一次在{}", other.place);
            list.problems.push(Problem::new(at(Key::Name), message));
            continue;
        }
        // Names are parted by commas; what has 、 in it is one all the same.
        let several = distribution::parts(&name.replace('、', "")).len();
        if several > 1 {
            let message = format!("“{name}”里有逗号，印出来是 {several} 个单位");
            list.notes.push(Problem::new(at(Key::Name), message).help("是几个单位的，一行写一个"));
        }
        if copies.is_none() && copies_at.is_some() {
            list.notes.push(Problem::new(at(Key::Copies), format!("“{name}”没有写份数，算 1 份")));
        }
        let way = match head.cell(Key::Way, cells) {
            Some(text) if text.contains('报') => Way::Up,
            Some(text) if text.contains('送') => Way::Beside,
            _ => Way::Down,
        };
        list.rows.push(Receiver {
            place: at(Key::Name),
            name,
            copies: copies.flatten().unwrap_or(u32::from(copies.is_none())),
            way,
        });
    }
}

/// 3, 3份, ３.0.
fn read_copies(text: &str) -> Option<u32> {
    let text: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches(['份', '本', '册']);
    let text = text.strip_suffix(".0").unwrap_or(text);
    let copies: u32 = text.parse().ok()?;
    (1..=MOST).contains(&copies).then_some(copies)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_added_up() {
        let list = read("发放名单,,\n单位,份数,方式\n市政府办公室,2份,报\n县委办,３,送\n各乡（镇）,20,发\n档案馆,,\n合计,26,\n".as_bytes()).expect("a list");
        assert_eq!(list.problems, []);
        assert_eq!((list.copies(), list.has_copies), (26, true));
        assert_eq!(list.written(Way::Up), "市政府办公室。");
        assert_eq!(list.written(Way::Down), "各乡（镇），档案馆。");
        assert_eq!(list.notes[0].shown(), "第6行第2列：“档案馆”没有写份数，算 1 份");
    }

    #[test]
    fn lists_side_by_side_are_one() {
        let csv = "发放表\n序号,单位,份数,序号,单位,份数\n1,甲,2,3,丙,1\n2,乙,1,合计,,4\n";
        let list = read(csv.as_bytes()).expect("a list");
        assert_eq!((list.problems.len(), list.copies()), (0, 4), "{list:?}");
        assert_eq!(list.written(Way::Down), "甲，乙，丙。");
        let wrong = read(csv.replace(",4", ",5").as_bytes()).expect("a list");
        let told: Vec<String> = wrong.problems.iter().map(Problem::shown).collect();
        assert_eq!(told, ["第4行第6列：合计 5 份，各行加起来是 4 份"]);
    }

    #[test]
    fn a_name_that_prints_as_several_is_told() {
        let csv = "单位,份数\n\"县委办，县政府办\",2\n各乡（镇、街道）,20\n";
        let list = read(csv.as_bytes()).expect("a list");
        let told: Vec<String> = list.notes.iter().map(Problem::shown).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("第2行第1列：“县委办，县政府办”里有逗号，印出来是 2 个单位"));
    }

    #[test]
    fn slips_are_told() {
        let list =
            read("单位,份数\n甲,二\n乙,1\n乙,2\n,5\n丙,0\n合计,9\n".as_bytes()).expect("a list");
        let told: Vec<String> = list.problems.iter().map(Problem::shown).collect();
        assert_eq!(
            told,
            [
                "第2行第2列：份数“二”不是 1 到 9999 的数",
                "第4行第1列：“乙”写了两次，前一次在第3行第1列",
                "第5行第1列：有份数，没有写发给谁",
                "第6行第2列：份数“0”不是 1 到 9999 的数",
                "第7行第2列：合计 9 份，各行加起来是 1 份"
            ]
        );
    }
}
