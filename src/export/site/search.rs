//! Search without a server: the texts of each year in a file of their own, which the page loads when
//! somebody searches, the newest year first. A year takes what its text takes; nothing is loaded
//! before, and nothing twice.

use std::collections::BTreeMap;

use chrono::Datelike as _;

use super::{Released, SWITCH, Site, items};
use crate::bulletin::{Block, words};
use crate::export::File;
use crate::export::xml::escaped;

/// The page that searches. Its script is in it, and it loads the files of years beside it.
pub(super) fn page(site: &Site<'_>, issues: &[&Released<'_>]) -> String {
    let mut years: Vec<i32> = issues.iter().map(|issue| issue.bulletin.date.year()).collect();
    years.sort_unstable();
    years.dedup();
    years.reverse();
    let years: Vec<String> = years.iter().map(i32::to_string).collect();
    let body = format!(
        "{}{SWITCH}<div class=\"issue\">\n{}<form role=\"search\" id=\"form\">\n<label for=\"words\" class=\"hei\">查找文字、单位或栏目，几个词用空格隔开</label>\n\
         <input type=\"search\" id=\"words\" autocomplete=\"off\"> <button type=\"submit\">查找</button>\n</form>\n\
         <noscript><p class=\"unindented\">查找要用脚本；没有时请从<a href=\"index.html\">各期</a>或<a href=\"columns.html\">栏目</a>里找。</p></noscript>\n\
         <p class=\"unindented\" id=\"told\" role=\"status\"></p>\n<ol class=\"found\" id=\"found\"></ol>\n</div>\n<script>\nvar YEARS = [{}];\n{}</script>\n",
        Site::tools("search.html"),
        site.heading("查找"),
        years.join(", "),
        include_str!("search.js")
    );
    let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self' 'unsafe-inline' file:; img-src data:";
    let title = format!("{}：查找", site.title);
    site.page_with(&title, &escaped(&format!("在{}里查找", site.title)), policy, &body)
}

/// The text of a block; 80 beside 90 in a table is no 8090.
fn text(block: &Block) -> String {
    match block {
        Block::Table(table) => {
            let cells = table.rows.iter().flatten().map(String::as_str);
            let all = std::iter::once(table.caption.as_str()).chain(cells);
            all.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        }
        Block::Paragraph(_) | Block::Subhead(_) | Block::Figure(_) => block.text(),
    }
}

/// A file a year: issue, anchor, column, headline, text and credits of each item.
pub(super) fn years(issues: &[&Released<'_>]) -> Vec<File> {
    let mut years: BTreeMap<i32, Vec<serde_json::Value>> = BTreeMap::new();
    for issue in issues.iter().rev() {
        let year = years.entry(issue.bulletin.date.year()).or_default();
        let number = words::own_number(issue.bulletin.kind, issue.bulletin.number);
        for (column, anchor, item) in items(issue.bulletin) {
            let body: Vec<String> = item.body.iter().map(text).collect();
            let text = format!("{}{}", body.join(" "), words::credit(&item.credits));
            let address = format!("{}#{anchor}", super::address(issue.name));
            let when = format!("{}年{number}", issue.bulletin.date.year());
            year.push(serde_json::json!([address, when, column, item.headline, text]));
        }
    }
    let file = |(year, items): (&i32, &Vec<serde_json::Value>)| {
        // As a script: pages opened from a disk may not read files.
        let text = serde_json::Value::Array(items.clone()).to_string().replace("</", "<\\/");
        File::new(format!("search/{year}.js"), format!("kuaibao({year}, {text});\n"))
    };
    years.iter().map(file).collect()
}
