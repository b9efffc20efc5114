//! Elements by what a browser does with them.

/// Elements that begin a paragraph, and end one.
pub(super) const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "figure",
    "figcaption",
    "form",
    "center",
    "body",
    "html",
    "hr",
    "address",
    "caption",
    "fieldset",
    "legend",
    "details",
    "summary",
    "option",
    "table",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "tfoot",
];

/// Elements without an end.
pub(super) const VOID: &[&str] = &[
    "br", "img", "hr", "input", "meta", "link", "wbr", "col", "area", "base", "embed", "source",
    "track", "param",
];

/// What leads to other pages.
pub(super) const MENU: &str = "网页的栏目导航";

/// Elements whose content is no text of the page, and what to call it; "" for code.
pub(super) const UNSEEN: &[(&str, &str)] = &[
    ("script", ""),
    ("style", ""),
    ("title", ""),
    ("template", ""),
    ("noscript", "网页里给不运行脚本的浏览器看的文字"),
    ("nav", MENU),
    ("svg", "网页图形里的文字"),
    ("iframe", "网页里嵌入的别的网页"),
    ("object", "网页里嵌入的对象"),
    ("marquee", "网页上滚动的文字"),
    ("del", "删去的文字"),
    ("s", "划掉的文字"),
    ("strike", "划掉的文字"),
    ("rt", "注音"),
    ("rp", "注音"),
];
