//! The names of the styles in a Word document of ours, as Word shows them: by them an editor changes
//! each kind of text at one place, and an import knows each for what it is. Programs that save such a
//! document anew keep the names, and make up identifiers of their own.

// Of paragraphs.
pub const NAME: &str = "刊名";
pub const NUMBER: &str = "期号";
pub const PUBLISHER: &str = "编发单位";
pub const CORRECTION: &str = "更正说明";
pub const NOTE: &str = "编者按";
pub const CONTENTS: &str = "目录条目";
pub const COLUMN: &str = "栏目";
pub const TITLE: &str = "文章标题";
pub const BODY: &str = "条目正文";
pub const FIRST: &str = "一级小标题";
pub const SECOND: &str = "二级小标题";
pub const TABLE_CAPTION: &str = "表题";
pub const FIGURE_CAPTION: &str = "图题";
pub const CELL: &str = "表格文字";
pub const HEAD_CELL: &str = "表头文字";
pub const PICTURE: &str = "图片";
pub const CREDIT_LINE: &str = "署名行";
pub const LIST: &str = "发送范围";
pub const SIGNED: &str = "签名";
pub const ANCHOR: &str = "版记位置";
pub const RULE: &str = "版记分隔线";
pub const FOLIO: &str = "页码";
pub const PROOF: &str = "送审标记";
pub const PRINT: &str = "内容指纹";
pub const MARGIN: &str = "页边编号";

// Of characters.
pub const HEADLINE: &str = "条目标题";
pub const STRONG: &str = "强调文字";
pub const LEAD: &str = "段首小标题";
pub const LABEL: &str = "提示文字";
pub const CREDIT: &str = "署名";

// Of tables.
pub const TABLE: &str = "快报表格";

/// What a picture is called: 图1, how wide it is asked to be, in per cent of the type area, and how wide
/// it is set, in millimetres, by which is told whether somebody has made it larger or smaller.
pub fn picture(number: usize, width: Option<u32>, millimetres: u32) -> String {
    let width = width.map(|width| format!("宽{width}%，")).unwrap_or_default();
    format!("图{number}（{width}印宽{millimetres}毫米）")
}

/// What stands in the brackets behind the name of a picture.
fn said(name: &str) -> impl Iterator<Item = &str> {
    let inside = name.strip_suffix('）').and_then(|name| name.rsplit_once('（'));
    inside.map_or("", |(_, inside)| inside).split('，')
}

/// The width that is asked for in the name of a picture.
pub fn width(name: &str) -> Option<u32> {
    let width = said(name).find_map(|part| part.strip_prefix('宽')?.strip_suffix('%'));
    width?.parse().ok().filter(|width| (1..=100).contains(width))
}

/// The millimetres that a picture was set wide, by its name.
pub fn set_width(name: &str) -> Option<u32> {
    said(name).find_map(|part| part.strip_prefix("印宽")?.strip_suffix("毫米"))?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_width_of_a_picture_stands_in_its_name() {
        for asked in [None, Some(10), Some(50), Some(100)] {
            assert_eq!(width(&picture(3, asked, 88)), asked);
            assert_eq!(set_width(&picture(3, asked, 88)), Some(88));
        }
        for name in ["图片 1", "图1（宽%）", "图1（宽0%）", "（宽x%）", ""] {
            assert_eq!(width(name), None, "{name}");
        }
    }
}
