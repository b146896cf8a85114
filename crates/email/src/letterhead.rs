//! What every mail of a help desk carries: who it is from, and where its links lead.

use deskhand_domain::people::{EmailAddress, PersonName};

use crate::SettingsError;

/// The sender of all mails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// What mail programs show.
    pub name: Option<PersonName>,
    /// Where answers go, and whose domain the `Message-ID`s carry.
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

/// Where people reach the help desk. Links in mails begin with it and with nothing else: a forged `Host` header of some
/// request can't lead anybody astray.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Reads an `http` or `https` URL without query and fragment.
    ///
    /// # Errors
    /// [`SettingsError::PublicUrl`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let url = url::Url::parse(text.trim()).map_err(|_| SettingsError::PublicUrl("it is no URL"))?;
        let wrong = if !matches!(url.scheme(), "http" | "https") {
            Some("it must begin with http:// or https://")
        } else if url.query().is_some() || url.fragment().is_some() {
            Some("it must have no query and no fragment")
        } else if !url.username().is_empty() || url.password().is_some() {
            Some("it must have no user name or password")
        } else {
            None
        };
        match wrong {
            Some(wrong) => Err(SettingsError::PublicUrl(wrong)),
            None => Ok(Self(url.as_str().trim_end_matches('/').to_owned())),
        }
    }

    /// The URL without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What every mail carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// Who it is from.
    pub from: Sender,
    /// How its links begin.
    pub public_url: PublicUrl,
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

    #[test]
    fn a_public_url_can_begin_a_link() {
        assert_eq!(PublicUrl::parse("https://desk.example.com/").unwrap().as_str(), "https://desk.example.com");
        assert_eq!(PublicUrl::parse("http://localhost:8080").unwrap().as_str(), "http://localhost:8080");
        assert_eq!(PublicUrl::parse("https://example.com/desk/").unwrap().as_str(), "https://example.com/desk");
        for text in [
            "desk.example.com",
            "ftp://x.example",
            "javascript:alert(1)",
            "https://x.example/?a=b",
            "https://u:p@x.example",
        ] {
            assert!(PublicUrl::parse(text).is_err(), "{text}");
        }
    }
}
