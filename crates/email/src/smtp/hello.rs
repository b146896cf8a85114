use std::net::IpAddr;

use lettre::transport::smtp::extension::ClientId;

use crate::SettingsError;
use crate::public_url::PublicUrl;
use crate::sender::Sender;

/// The name with which we greet the mail server (EHLO): a full domain name, or an address in brackets. Many servers refuse
/// every mail from a host that gives a short name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hello(pub(super) ClientId);

impl Default for Hello {
    fn default() -> Self {
        Self(ClientId::Ipv4(std::net::Ipv4Addr::LOCALHOST))
    }
}

impl Hello {
    /// Reads `desk.example.com`, `[192.0.2.1]` or `[IPv6:2001:db8::1]`.
    ///
    /// # Errors
    /// [`SettingsError::Hello`].
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let text = text.trim();
        let literal = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let hello = match literal {
            Some(address) => address.strip_prefix("IPv6:").unwrap_or(address).parse().ok().map(Self::literal),
            None => is_full_name(text).then(|| Self(ClientId::Domain(text.to_ascii_lowercase()))),
        };
        hello.ok_or(SettingsError::Hello)
    }

    /// The domain of the public URL, or else of the sender, where it is a full name; or else an address: that of the public URL, if
    /// it has one, or that of this machine.
    #[must_use]
    pub fn of(public_url: &PublicUrl, from: &Sender) -> Self {
        let url = url::Url::parse(public_url.as_str()).ok();
        let host = url.as_ref().and_then(url::Url::host);
        let address = match host {
            Some(url::Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(url::Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            _ => None,
        };
        let domain = match host {
            Some(url::Host::Domain(domain)) => domain,
            _ => "",
        };
        let name = [domain, from.domain()].into_iter().find(|name| is_full_name(name));
        match (name, address) {
            (Some(name), _) => Self(ClientId::Domain(name.to_ascii_lowercase())),
            (None, Some(address)) => Self::literal(address),
            (None, None) => Self::default(),
        }
    }

    const fn literal(address: IpAddr) -> Self {
        Self(match address {
            IpAddr::V4(address) => ClientId::Ipv4(address),
            IpAddr::V6(address) => ClientId::Ipv6(address),
        })
    }
}

/// A domain of at least two labels (RFC 5321, section 2.3.5), and no address.
fn is_full_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (1..=63).contains(&label.len()) && plain && !label.starts_with('-') && !label.ends_with('-')
    };
    text.len() <= 253
        && text.contains('.')
        && text.split('.').all(is_label)
        && !text.rsplit('.').next().is_some_and(|top| top.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(public_url: &str, from: &str) -> String {
        Hello::of(&PublicUrl::parse(public_url).unwrap(), &Sender::parse(from).unwrap()).0.to_string()
    }

    #[test]
    fn without_a_setting_it_is_a_full_name_or_an_address() {
        assert_eq!(of("https://Desk.Example.com/help", "a@mail.example"), "desk.example.com");
        assert_eq!(of("http://localhost:8080", "a@mail.example"), "mail.example");
        assert_eq!(of("http://localhost:8080", "a@localhost"), "[127.0.0.1]");
        assert_eq!(of("http://192.0.2.7", "a@localhost"), "[192.0.2.7]");
        assert_eq!(of("http://[2001:db8::7]", "a@localhost"), "[IPv6:2001:db8::7]");
        assert_eq!(of("http://desk", "a@localhost"), "[127.0.0.1]");
    }

    #[test]
    fn a_short_or_wrong_name_is_refused_in_the_settings() {
        for text in ["desk.example.com", "[192.0.2.1]", "[IPv6:2001:db8::1]"] {
            assert_eq!(Hello::parse(text).unwrap().0.to_string(), text);
        }
        for text in ["", "desk", "192.0.2.1", "desk_1.example", "-a.example", "a..example", "[desk]", "a.example\r\nX"]
        {
            assert_eq!(Hello::parse(text), Err(SettingsError::Hello), "{text:?}");
        }
    }
}
