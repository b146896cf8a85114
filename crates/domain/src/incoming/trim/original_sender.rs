use super::words;
use crate::mail::EmailAddress;

/// Who wrote the mail that is forwarded in this text: the first address in a line such as `From: Ada <ada@client.example>`. The
/// forwarder may have written that line; it proves nothing.
#[must_use]
pub fn original_sender(text: &str) -> Option<EmailAddress> {
    let lines = text.lines().map(|line| line.trim_start_matches(|c: char| c == '>' || c.is_whitespace()));
    lines.filter_map(words::sender_line).find_map(address_in)
}

/// The first word with an `@`. Programs write it in brackets of any kind, and some with `mailto:`.
fn address_in(value: &str) -> Option<EmailAddress> {
    let words = value.split(|c: char| c.is_whitespace() || "<>[]()\";,*".contains(c));
    words.map(|word| word.strip_prefix("mailto:").unwrap_or(word)).find_map(|word| EmailAddress::parse(word).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_header_line_with_an_address_names_the_sender() {
        for (text, sender) in [
            (
                "See below.\n\n---------- Forwarded message ----------\nFrom: Ada <ada@client.example>\nTo: x@y.example",
                Some("ada@client.example"),
            ),
            ("Von: Ada Lovelace [mailto:ada@client.example]\nGesendet: Montag", Some("ada@client.example")),
            ("> *De :* \"Lovelace, Ada\" <Ada@Client.example>\n> *Envoyé :* lundi", Some("Ada@client.example")),
            ("发件人：ada@client.example", Some("ada@client.example")),
            ("From: Ada Lovelace\nFrom: eve@client.example", Some("eve@client.example")),
            ("To: ada@client.example\nI wrote to ada@client.example.", None),
            ("From here on: nothing", None),
            ("", None),
        ] {
            let found = original_sender(text).map(|address| address.to_string());
            assert_eq!(found.as_deref(), sender, "{text}");
        }
    }
}
