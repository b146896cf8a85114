//! Names and addresses in headers (RFC 5322, section 3.4). lettre leaves names such as `.hidden` unquoted, which is no phrase.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use deskhand_domain::people::EmailAddress;
use lettre::message::header::{HeaderName, HeaderValue};

/// The most bytes of a name in one encoded word: 75 characters with everything around them (RFC 2047, section 2).
const WORD_BYTES: usize = 45;

/// A header with one address, and a name where there is one.
pub(crate) fn address_header(header: HeaderName, name: Option<&str>, address: &EmailAddress) -> HeaderValue {
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        return HeaderValue::dangerous_new_pre_encoded(header, address.to_string(), address.to_string());
    };
    let quoted = format!("\"{}\" <{address}>", name.replace('\\', "\\\\").replace('"', "\\\""));
    let encoded = if !name.is_ascii() {
        format!("{}\r\n <{address}>", encoded_words(name))
    } else if name.split(' ').all(is_atom) {
        format!("{name} <{address}>")
    } else {
        // The space before the address is where a long line may be folded.
        quoted.replace("\" <", "\"\r\n <")
    };
    HeaderValue::dangerous_new_pre_encoded(header, quoted, encoded)
}

fn is_atom(word: &str) -> bool {
    let is_atext = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    !word.is_empty() && word.bytes().all(is_atext)
}

/// As base64, cut between characters.
fn encoded_words(name: &str) -> String {
    let (mut words, mut word) = (Vec::new(), String::new());
    for character in name.chars() {
        if word.len() + character.len_utf8() > WORD_BYTES {
            words.push(std::mem::take(&mut word));
        }
        word.push(character);
    }
    words.push(word);
    let encoded = words.iter().map(|word| format!("=?utf-8?b?{}?=", STANDARD.encode(word)));
    encoded.collect::<Vec<_>>().join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(name: &str) -> String {
        let address = EmailAddress::parse("ada@example.com").unwrap();
        let header = address_header(HeaderName::new_from_ascii_str("To"), Some(name), &address);
        let mut headers = lettre::message::header::Headers::new();
        headers.insert_raw(header);
        headers.to_string().replace("\r\n", "|")
    }

    #[test]
    fn names_that_are_no_atoms_are_quoted() {
        assert_eq!(to("Ada Lovelace"), "To: Ada Lovelace <ada@example.com>|");
        assert_eq!(to(".hidden"), "To: \".hidden\"| <ada@example.com>|");
        assert_eq!(to("J. Doe"), "To: \"J. Doe\"| <ada@example.com>|");
        assert_eq!(to("a\"b\\c, d"), "To: \"a\\\"b\\\\c, d\"| <ada@example.com>|");
        assert_eq!(to(""), "To: ada@example.com|");
    }

    #[test]
    fn other_scripts_are_encoded_in_words_of_at_most_75_characters() {
        assert_eq!(to("Ünï"), "To: =?utf-8?b?w5xuw68=?=| <ada@example.com>|");
        let long = to(&"東京".repeat(50));
        assert!(long.split('|').all(|line| line.len() <= 78), "{long}");
    }
}
