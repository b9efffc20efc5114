//! Runs of Latin text whose marks are their own: addresses, file names, formulas.

/// For each character, whether it belongs to a web address, an e-mail address or a file name.
/// Marks at the end of such a run belong to the sentence.
pub fn addresses(chars: &[char]) -> Vec<bool> {
    let mut mask = vec![false; chars.len()];
    let mut start = 0;
    while start < chars.len() {
        let length = chars[start..].iter().take_while(|c| c.is_ascii_graphic()).count();
        if length == 0 {
            start += 1;
            continue;
        }
        // A number, as most are, is none.
        let may_be = chars[start..start + length].iter().any(|c| matches!(c, '.' | '@' | ':'));
        let run = || chars[start..start + length].iter().collect::<String>();
        if let Some(run) = may_be.then(run).filter(|run| is_address(run)) {
            let own = run.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/').len();
            mask[start..start + own].fill(true);
        }
        start += length;
    }
    mask
}

fn is_address(run: &str) -> bool {
    let dotted = |text: &str| {
        let mut labels = text.split('.');
        let label =
            |l: &str| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        labels.clone().count() > 1 && labels.all(label)
    };
    run.contains("://")
        || run.to_ascii_lowercase().contains("www.")
        || run.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty() && dotted(host.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()))
        })
        || {
            let host = run.split('/').next().unwrap_or(run);
            let host = host.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            dotted(host)
                && host.rsplit('.').next().is_some_and(|end| {
                    end.len() >= 2 && end.bytes().all(|b| b.is_ascii_alphabetic())
                })
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_and_the_marks_behind_them_are_not() {
        let cases = [
            ("网址www.yanjin.gov.cn,请", "www.yanjin.gov.cn"),
            ("见https://a.b/c?d=1:2;e,3，", "https://a.b/c?d=1:2;e,3"),
            ("邮箱yj_zwk@126.com。", "yj_zwk@126.com"),
            ("登录12345.gov.cn/a:b查询", "12345.gov.cn/a:b"),
            ("12:30至14:00,共", ""),
            ("3.5万", ""),
            ("PM2.5:35", ""),
            ("APP,5G", ""),
        ];
        for (text, expected) in cases {
            let chars: Vec<char> = text.chars().collect();
            let mask = addresses(&chars);
            let own: String =
                chars.iter().zip(&mask).filter(|(_, own)| **own).map(|(c, _)| *c).collect();
            assert_eq!(own, expected, "{text}");
        }
    }
}
