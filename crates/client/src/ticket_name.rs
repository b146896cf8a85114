/// A number, with or without `#`, or an id.
pub(crate) fn ticket_name(word: &str) -> Result<String, String> {
    let word = word.strip_prefix('#').unwrap_or(word);
    let is_one = !word.is_empty() && word.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if is_one { Ok(word.to_owned()) } else { Err("a ticket is named by its number or its id".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_named_by_number_or_id() {
        for (word, name) in [
            ("12", "12"),
            ("#12", "12"),
            ("0197b0a4-0003-7000-8000-000000000001", "0197b0a4-0003-7000-8000-000000000001"),
        ] {
            assert_eq!(ticket_name(word), Ok(name.to_owned()));
        }
        for word in ["", "#", "1/messages", "1?dry_run=true", "1 2", "ü"] {
            assert!(ticket_name(word).is_err(), "{word}");
        }
    }
}
