//! Equations as a person reads them on one line: 1/2, 10⁴, √2.

use super::xml::{Child, Node};
use crate::import::notation::{grouped, lowered, raised};

/// The text of an equation.
pub(super) fn text(node: &Node) -> String {
    let inside = || children(node);
    let part = |name: &str| node.child(name).map(text).unwrap_or_default();
    let property = |holder: &str, name: &str| -> Option<String> {
        node.child(holder)?.child(name)?.val().map(str::to_owned)
    };
    match node.name.as_str() {
        "f" => {
            let (over, under) = (part("num"), part("den"));
            match property("fPr", "type").as_deref() {
                // Two lines without a bar: a binomial.
                Some("noBar") => format!("({over}, {under})"),
                _ => format!("{}/{}", grouped(&over), grouped(&under)),
            }
        }
        "sSup" => format!("{}{}", grouped(&part("e")), raised(&part("sup"))),
        "sSub" => format!("{}{}", part("e"), lowered(&part("e"), &part("sub"))),
        "sSubSup" => {
            let (base, sub) = (part("e"), part("sub"));
            format!("{base}{}{}", lowered(&base, &sub), raised(&part("sup")))
        }
        "sPre" => format!("{}{}{}", raised(&part("sup")), lowered("", &part("sub")), part("e")),
        "rad" => match part("deg").as_str() {
            "" => format!("√{}", grouped(&part("e"))),
            degree => format!("{}√{}", raised(degree), grouped(&part("e"))),
        },
        "nary" => {
            let sign = property("naryPr", "chr").unwrap_or_else(|| "∫".to_owned());
            let (sub, sup) = (part("sub"), part("sup"));
            let range = match (sub.is_empty(), sup.is_empty()) {
                (true, true) => String::new(),
                (false, true) => format!("({sub})"),
                (true, false) => format!("(–{sup})"),
                (false, false) => format!("({sub}–{sup})"),
            };
            format!("{sign}{range}{}", part("e"))
        }
        "d" => {
            let open = property("dPr", "begChr").unwrap_or_else(|| "(".to_owned());
            let close = property("dPr", "endChr").unwrap_or_else(|| ")".to_owned());
            let between = property("dPr", "sepChr").unwrap_or_else(|| "|".to_owned());
            let parts: Vec<String> = node.nodes().filter(|n| n.name == "e").map(text).collect();
            format!("{open}{}{close}", parts.join(&between))
        }
        "m" => {
            let row = |row: &Node| -> String {
                let cells: Vec<String> = row.nodes().filter(|n| n.name == "e").map(text).collect();
                cells.join(", ")
            };
            let rows: Vec<String> = node.nodes().filter(|n| n.name == "mr").map(row).collect();
            format!("[{}]", rows.join("; "))
        }
        "eqArr" => {
            let parts: Vec<String> = node.nodes().filter(|n| n.name == "e").map(text).collect();
            parts.join("; ")
        }
        "acc" | "bar" | "box" | "borderBox" | "groupChr" | "phant" => part("e"),
        "limLow" => format!("{}({})", part("e"), part("lim")),
        "limUpp" => format!("{}({})", part("e"), part("lim")),
        "func" => format!("{} {}", part("fName"), part("e")),
        "t" => node.text(),
        // The face of a run inside an equation.
        "rPr" | "ctrlPr" | "del" => String::new(),
        name if name.ends_with("Pr") => String::new(),
        _ => inside(),
    }
}

fn children(node: &Node) -> String {
    let child = |child: &Child| match child {
        Child::Node(node) => text(node),
        Child::Text(_) => String::new(),
    };
    node.children.iter().map(child).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_read_on_one_line() {
        let run = |t: &str| format!("<r><t>{t}</t></r>");
        let f = |a: &str, b: &str| format!("<f><num>{}</num><den>{}</den></f>", run(a), run(b));
        let cases = [
            (f("1", "2"), "1/2"),
            (f("a+1", "2"), "(a+1)/2"),
            (format!("<sSup><e>{}</e><sup>{}</sup></sSup>", run("10"), run("4")), "10⁴"),
            (format!("<sSup><e>{}</e><sup>{}</sup></sSup>", run("x"), run("n")), "x^n"),
            (format!("<sSub><e>{}</e><sub>{}</sub></sSub>", run("CO"), run("2")), "CO₂"),
            (format!("<sSub><e>{}</e><sub>{}</sub></sSub>", run("5"), run("2.5")), "5_2.5"),
            (format!("<rad><deg/><e>{}</e></rad>", run("2")), "√2"),
            (format!("<d><e>{}</e></d>", run("a")), "(a)"),
        ];
        for (xml, shown) in cases {
            let root = Node::parse(&format!("<oMath>{xml}</oMath>")).expect("xml");
            assert_eq!(text(&root), shown, "{xml}");
        }
    }
}
