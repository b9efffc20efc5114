//! The web archive: all released issues as pages that link to each other, found by year, by column
//! and by their words. Plain files: a folder on any web server, or on a disk.
//!
//! Addresses stay: an issue is `2023-43.html`, an item in it `2023-43.html#item-2-1`.

use std::collections::BTreeMap;

use anyhow::Result;
use chrono::{Datelike as _, NaiveDate};

use super::File;
use super::html::{self, Issue, POLICY, Page, SWITCH, anchor, page};
use super::proof::{self, Carries, Reader};
use super::xml::escaped;
use crate::bulletin::words::{self, Manner};
use crate::bulletin::{Bulletin, Item};
use crate::draft::name::Name;
use crate::zh::date;

mod feed;
mod search;

/// An issue that has been released.
pub struct Released<'a> {
    pub name: Name,
    pub bulletin: &'a Bulletin,
    /// Its PDF as released.
    pub pdf: Option<Vec<u8>>,
    /// Why it was released again, when it was.
    pub reason: Option<&'a str>,
    /// The day of its last release, where that was kept.
    pub on: Option<NaiveDate>,
}

impl Released<'_> {
    /// The day since which it has been what it is: that of its date, or of what was corrected.
    fn changed(&self) -> NaiveDate {
        let date = self.bulletin.date;
        self.on.filter(|on| self.reason.is_some() && *on > date).unwrap_or(date)
    }

    /// What was corrected, as its first page has it.
    fn correction(&self) -> Option<String> {
        let numbered = self.bulletin.correction.as_deref().or(self.reason)?;
        Some(format!("{}{numbered}", words::CORRECTION))
    }
}

/// The files of the archive, each called by its path in the folder. Issues are sorted here.
pub fn site(issues: &[Released<'_>], manner: Manner) -> Result<Vec<File>> {
    let mut issues: Vec<&Released<'_>> = issues.iter().collect();
    issues.sort_by_key(|issue| (issue.bulletin.date, issue.name));
    let Some(newest) = issues.last() else { return Ok(vec![]) };
    let site = Site { title: &newest.bulletin.name, publisher: &newest.bulletin.publisher };
    let mut files = vec![
        File::new("index.html", site.index(&issues)),
        File::new("columns.html", site.columns(&issues)),
        File::new("search.html", search::page(&site, &issues)),
        File::new("feed.xml", feed::feed(&site, &issues)),
    ];
    files.extend(search::years(&issues));
    for (at, issue) in issues.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| issues.get(at));
        let after = issues.get(at + 1);
        let file = File::new(address(issue.name), site.issue(issue, before, after, manner));
        let reader = Reader { read: proof::html::read, carries: Carries::ALL };
        proof::prove(reader, std::slice::from_ref(&file), &proof::wanted(issue.bulletin, manner))?;
        files.push(file);
        if let Some(pdf) = &issue.pdf {
            files.push(File::new(format!("{}.pdf", issue.name), pdf.clone()));
        }
    }
    Ok(files)
}

/// The page of an issue.
fn address(name: Name) -> String {
    format!("{name}.html")
}

struct Site<'a> {
    title: &'a str,
    publisher: &'a str,
}

impl Site<'_> {
    fn page(&self, title: &str, description: &str, body: &str) -> String {
        self.page_with(title, description, POLICY, body)
    }

    fn page_with(&self, title: &str, description: &str, policy: &str, body: &str) -> String {
        let head = format!(
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{}\" href=\"feed.xml\">\n",
            escaped(self.title)
        );
        page(&Page { title, description, author: self.publisher, policy, head: &head, body })
    }

    /// Where one can go from every page.
    fn tools(here: &str) -> String {
        let link = |(address, name): &(&str, &str)| match *address == here {
            true => format!("<a href=\"{address}\" aria-current=\"page\">{name}</a>"),
            false => format!("<a href=\"{address}\">{name}</a>"),
        };
        let all = [
            ("index.html", "各期"),
            ("columns.html", "栏目"),
            ("search.html", "查找"),
            ("feed.xml", "订阅"),
        ];
        let links: Vec<String> = all.iter().map(link).collect();
        format!("<nav class=\"tools\" aria-label=\"网站\">{}</nav>\n", links.join(" "))
    }

    fn issue(
        &self,
        issue: &Released<'_>,
        before: Option<&&Released<'_>>,
        after: Option<&&Released<'_>>,
        manner: Manner,
    ) -> String {
        let bulletin = issue.bulletin;
        let article = Issue { bulletin, manner, proof: false }.article();
        let mut around = String::new();
        let link = |what: &str, other: &Released<'_>| {
            let number = words::own_number(other.bulletin.kind, other.bulletin.number);
            format!("<li><a href=\"{}\">{what}：{number}</a></li>\n", address(other.name))
        };
        around.extend(before.map(|other| link("上一期", other)));
        around.extend(after.map(|other| link("下一期", other)));
        if issue.pdf.is_some() {
            around
                .push_str(&format!("<li><a href=\"{}.pdf\">印刷版（PDF）</a></li>\n", issue.name));
        }
        // Those that older versions have released again do not say so themselves.
        if let Some(reason) = issue.reason.filter(|_| bulletin.correction.is_none()) {
            around.push_str(&format!("<li>重新发布：{}</li>\n", escaped(reason)));
        }
        let around = match around.is_empty() {
            true => around,
            false => format!(
                "<nav class=\"around\" aria-label=\"前后各期\">\n<ul>\n{around}</ul>\n</nav>\n"
            ),
        };
        let body = format!("{}{SWITCH}{article}{around}", Self::tools(""));
        self.page(&bulletin.title(), &html::description(bulletin), &body)
    }

    fn heading(&self, what: &str) -> String {
        format!(
            "<header class=\"masthead\">\n<h1>{}</h1>\n<p>{}</p>\n<p>{what}</p>\n</header>\n",
            escaped(self.title),
            escaped(self.publisher)
        )
    }

    /// All issues, by year, the newest first.
    fn index(&self, issues: &[&Released<'_>]) -> String {
        let mut years: BTreeMap<i32, Vec<&Released<'_>>> = BTreeMap::new();
        for issue in issues {
            years.entry(issue.bulletin.date.year()).or_default().push(issue);
        }
        let mut out = format!("<div class=\"issue\">\n{}", self.heading("各期"));
        for (year, issues) in years.iter().rev() {
            out.push_str(&format!(
                "<section class=\"list\" aria-labelledby=\"year-{year}\">\n<h2 id=\"year-{year}\">{year}年（{} 期）</h2>\n<ul>\n",
                issues.len()
            ));
            for issue in issues.iter().rev() {
                let bulletin = issue.bulletin;
                let headlines: Vec<&str> =
                    items(bulletin).map(|(.., item)| item.headline.as_str()).take(2).collect();
                out.push_str(&format!(
                    "<li><a href=\"{}\">{}</a> <span class=\"when\">{}</span><br>{}<span class=\"what\">{}等 {} 条</span></li>\n",
                    address(issue.name),
                    words::own_number(bulletin.kind, bulletin.number),
                    date::written(bulletin.date),
                    corrected(issue),
                    escaped(&headlines.join("；")),
                    items(bulletin).count()
                ));
            }
            out.push_str("</ul>\n</section>\n");
        }
        out.push_str("</div>\n");
        let body = format!("{}{SWITCH}{out}", Self::tools("index.html"));
        self.page(
            &format!("{}：各期", self.title),
            &format!("{} {}", self.publisher, self.title),
            &body,
        )
    }

    /// All items, by column, the newest first.
    fn columns(&self, issues: &[&Released<'_>]) -> String {
        let mut columns: BTreeMap<&str, Vec<(&Released<'_>, String, &Item)>> = BTreeMap::new();
        for issue in issues.iter().rev() {
            for (c, column) in issue.bulletin.columns.iter().enumerate() {
                let name = if column.name.is_empty() { "（无栏目）" } else { &column.name };
                let all = columns.entry(name).or_default();
                all.extend(
                    column.items.iter().enumerate().map(|(i, item)| (*issue, anchor(c, i), item)),
                );
            }
        }
        // Columns with most items first: those that stand in every issue.
        let mut columns: Vec<_> = columns.into_iter().collect();
        columns.sort_by_key(|(name, items)| (std::cmp::Reverse(items.len()), *name));
        let mut out = format!("<div class=\"issue\">\n{}", self.heading("栏目"));
        for (name, items) in &columns {
            out.push_str(&format!(
                "<details class=\"list\">\n<summary><h2>{}（{} 条）</h2></summary>\n<ul>\n",
                escaped(name),
                items.len()
            ));
            for (issue, anchor, item) in items {
                let headline =
                    if item.headline.is_empty() { "（无标题）" } else { &item.headline };
                let number = words::own_number(issue.bulletin.kind, issue.bulletin.number);
                out.push_str(&format!(
                    "<li><a href=\"{}#{anchor}\">{}</a> <span class=\"when\">{}年{number}{}</span></li>\n",
                    address(issue.name),
                    escaped(headline),
                    issue.bulletin.date.year(),
                    if issue.reason.is_some() { "（有更正）" } else { "" }
                ));
            }
            out.push_str("</ul>\n</details>\n");
        }
        out.push_str("</div>\n");
        let body = format!("{}{SWITCH}{out}", Self::tools("columns.html"));
        self.page(&format!("{}：栏目", self.title), &format!("{}，按栏目查", self.title), &body)
    }
}

/// What was corrected in an issue, on a line of its own.
fn corrected(issue: &Released<'_>) -> String {
    let line = |text: String| format!("<strong>{}</strong><br>", escaped(&text));
    issue.correction().map(line).unwrap_or_default()
}

/// The items of an issue, each with its column and anchor.
fn items(bulletin: &Bulletin) -> impl Iterator<Item = (&str, String, &Item)> {
    bulletin.columns.iter().enumerate().flat_map(|(c, column)| {
        let item = move |(i, item)| (column.name.as_str(), anchor(c, i), item);
        column.items.iter().enumerate().map(item)
    })
}
