use deskhand_domain::people::{EmailAddress, PersonName};

use crate::SettingsError;

/// The sender of all mails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// What mail programs show.
    pub name: Option<PersonName>,
    /// Where answers go. Its domain is also the domain of each `Message-ID`.
    pub address: EmailAddress,
}

impl Sender {
    /// Reads `Help desk <desk@example.com>` or the bare address.
    ///
    /// # Errors
    /// [`SettingsError`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let text = text.trim();
        let (name, address) = match text.strip_suffix('>').and_then(|rest| rest.split_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"').trim(), address),
            None => ("", text),
        };
        let name =
            (!name.is_empty()).then(|| PersonName::parse(name)).transpose().map_err(SettingsError::SenderName)?;
        let address = EmailAddress::parse(address).map_err(SettingsError::Sender)?;
        Ok(Self { name, address })
    }

    /// The domain of the address.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.address.as_str().rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_has_an_address_and_perhaps_a_name() {
        let sender = Sender::parse("\"Help desk\" <Desk@Example.COM>").unwrap();
        assert_eq!(sender.name.unwrap().as_str(), "Help desk");
        assert_eq!(sender.address.as_str(), "Desk@example.com");
        let bare = Sender::parse(" desk@example.com ").unwrap();
        assert_eq!((bare.name.as_ref(), bare.domain()), (None, "example.com"));
    }

    #[test]
    fn a_sender_without_an_address_is_refused_with_an_example() {
        for text in ["", "Help desk", "Help desk <>", "Help desk <desk@>", "a@b.example, c@d.example"] {
            let refusal = Sender::parse(text).unwrap_err().to_string();
            assert!(refusal.contains("desk@example.com"), "{text:?}: {refusal}");
        }
        assert!(matches!(Sender::parse("De\nsk <desk@example.com>"), Err(SettingsError::SenderName(_))));
    }
}
