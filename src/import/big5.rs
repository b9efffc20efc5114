//! Telling Big5 from GB 18030: nearly all bytes of the one are the other's as well.

/// Whether bytes that both GB 18030 and Big5 can be are Big5, of Hong Kong and Taiwan: many second bytes
/// are below 0xA1, where GBK keeps rare characters, and nearly all first ones of the common plane of Big5.
pub(super) fn is_big5(bytes: &[u8]) -> bool {
    let (mut pairs, mut low, mut common, mut at) = (0_usize, 0_usize, 0_usize, 0);
    while at < bytes.len() {
        let (first, second) = (bytes[at], bytes.get(at + 1).copied().unwrap_or_default());
        if first < 0x80 {
            at += 1;
            continue;
        }
        pairs += 1;
        low += usize::from(second < 0xA1);
        common += usize::from((0xA1..=0xC6).contains(&first));
        at += 2;
    }
    pairs >= 8 && low * 4 >= pairs && common * 10 >= pairs * 9
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030};

    use super::is_big5;

    #[test]
    fn big5_is_told_from_gbk() {
        let text = "東崗鎮舉辦龍舟賽，參賽隊伍18支，觀眾2.6萬人。";
        assert!(is_big5(&BIG5.encode(text).0));
        for text in [text, "北塘乡表彰先进，王喆、李翀、刘玥、孙堃、赵昇等获奖。", "2024年"]
        {
            assert!(!is_big5(&GB18030.encode(text).0), "{text}");
        }
    }
}
