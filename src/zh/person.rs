//! Names of people.

/// A name as it is compared: typists pad two-character names (李　勉) to align them with longer
/// ones, so spaces between single Han characters are no part of the name.
pub fn plain(name: &str) -> String {
    let name = name.trim();
    let parts: Vec<&str> = name.split_whitespace().collect();
    if parts.iter().all(|part| part.chars().count() == 1) {
        parts.concat()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn padding_is_no_part_of_a_name() {
        assert_eq!(plain("李 勉"), "李勉");
        assert_eq!(plain(" 李　勉 "), "李勉");
        assert_eq!(plain("原超俊"), "原超俊");
        assert_eq!(plain("Anna Li"), "Anna Li");
    }
}
