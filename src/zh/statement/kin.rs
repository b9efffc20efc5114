//! Names that stand side by side where a whole is divided: 小学, 初中, 高中; 第一批, 第二批.

/// Words that stand together where a whole is divided, though there may be more of them.
static ROWS: &[&[&str]] = &[
    &["公共", "专用", "自用"],
    &["在建", "未开工"],
    &["已开工", "未开工"],
    &["完工", "未开工"],
    &["已开工", "尚未"],
    &["大型", "中型", "小"],
    &["大型", "中型", "微"],
    &["小学", "初中", "高中"],
    &["幼儿园", "小学", "中学"],
    &["企业", "机关", "农村"],
    &["城区", "农村"],
    &["城区", "乡村"],
    &["县城", "乡镇"],
    &["县级", "乡级", "村级"],
    &["国道", "省道", "县道"],
    &["大修", "中修"],
    &["集中", "分散"],
    &["集中", "投亲靠友"],
    &["来信", "来访"],
    &["现场", "网上"],
    &["线上", "线下"],
    &["干部", "群众"],
    &["建议", "提案"],
    &["税收", "非税"],
    &["春播", "夏播"],
    &["上半年", "下半年"],
    &["第一批", "第二批"],
    &["一期", "二期"],
    &["公立", "民营"],
    &["全职", "兼职"],
    &["常住", "外出"],
    &["县外", "县内"],
    &["境内", "境外"],
    &["本地", "外地"],
    &["本县", "外县"],
    &["本市", "外市"],
    &["本省", "外省"],
    &["健在", "去世"],
    &["当场", "限期"],
    &["立即", "限期"],
    &["优秀", "合格", "不合格"],
    &["满意", "不满意"],
    &["通过", "未通过"],
    &["完成", "未完成"],
    &["达标", "未达标"],
    &["符合", "不符合"],
    &["一审", "二审"],
    &["民事", "刑事"],
    &["有效", "无效"],
    &["学生", "教师"],
];

/// Whether the names of some parts are of one row: known to stand together, or three and more
/// that begin or end alike.
pub(super) fn is_row(nouns: &[String]) -> bool {
    let nouns: Vec<&str> = nouns
        .iter()
        .map(|noun| noun.trim_start_matches(['，', '、', '；', '：']))
        .map(|noun| noun.trim_end_matches(['为', '是', '达', '有']))
        .collect();
    let last: Vec<Option<char>> = nouns.iter().map(|noun| noun.chars().last()).collect();
    let first: Vec<Option<char>> = nouns.iter().map(|noun| noun.chars().next()).collect();
    let same =
        |ends: &[Option<char>]| ends[0].is_some() && ends.windows(2).all(|two| two[0] == two[1]);
    is_known(&nouns) || nouns.len() > 2 && (same(&last) || same(&first))
}

/// Whether the names are of one of the known rows.
pub(super) fn is_known<N: AsRef<str>>(nouns: &[N]) -> bool {
    let has = |word: &&str| nouns.iter().any(|noun| noun.as_ref().contains(*word));
    ROWS.iter().any(|row| row.iter().all(has))
}
