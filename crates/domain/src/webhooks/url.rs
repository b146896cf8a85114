use std::fmt;

use url::Url;

use crate::invalid::Invalid;

const WANTED: &str = "a URL such as https://example.com/hooks, without user name, password and fragment";
const SECURE: &str = "a URL that begins with https://, unless the operator sets webhooks.allow_private";

/// Where a webhook is sent to: an absolute `http` or `https` URL (WHATWG), in its normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookUrl(String);

impl WebhookUrl {
    /// The most characters, before and after it is brought into its normal form.
    pub const MAX: usize = 2000;

    /// The only way to make one.
    ///
    /// # Errors
    /// [`Invalid`] says which rule the text breaks.
    pub fn parse(input: &str) -> Result<Self, Invalid> {
        let text = crate::text::line(input, 1, Self::MAX)?;
        let url = Url::parse(&text).map_err(|_| Invalid::Format(WANTED))?;
        let has_secret = !url.username().is_empty() || url.password().is_some();
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() || has_secret || url.fragment().is_some() {
            return Err(Invalid::Format(WANTED));
        }
        let url = String::from(url);
        if url.len() > Self::MAX { Err(Invalid::TooLong { max: Self::MAX }) } else { Ok(Self(url)) }
    }

    /// Refuses what is not encrypted on its way.
    ///
    /// # Errors
    /// [`Invalid::Format`] for `http`.
    pub fn require_encryption(&self) -> Result<(), Invalid> {
        if self.0.starts_with("https:") { Ok(()) } else { Err(Invalid::Format(SECURE)) }
    }

    /// The host: a name, an IPv4 address, or an IPv6 address in brackets.
    #[must_use]
    pub fn host(&self) -> String {
        let url = Url::parse(&self.0).ok();
        url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WebhookUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_brought_into_its_normal_form() {
        let normal = |text| WebhookUrl::parse(text).map(|url| url.to_string());
        assert_eq!(normal(" HTTPS://Example.COM:443/a/../hooks?x=1 "), Ok("https://example.com/hooks?x=1".to_owned()));
        assert_eq!(normal("http://127.1/"), Ok("http://127.0.0.1/".to_owned()));
        assert_eq!(normal("https://bücher.example"), Ok("https://xn--bcher-kva.example/".to_owned()));
    }

    #[test]
    fn what_is_no_address_of_a_receiver_is_refused() {
        let wanted = Err(Invalid::Format(WANTED));
        for text in [
            "example.com/hooks",
            "/hooks",
            "ftp://example.com/",
            "file:///etc/passwd",
            "https://",
            "https://ada@example.com/",
            "https://:secret@example.com/",
            "https://example.com/#part",
            "javascript:alert(1)",
        ] {
            assert_eq!(WebhookUrl::parse(text), wanted, "{text}");
        }
        assert_eq!(WebhookUrl::parse(" "), Err(Invalid::Empty));
        assert_eq!(WebhookUrl::parse("https://example.com/\nHost: x"), Err(Invalid::ControlCharacter));
        let long = format!("https://example.com/{}", "ä".repeat(1000));
        assert_eq!(WebhookUrl::parse(&long), Err(Invalid::TooLong { max: WebhookUrl::MAX }));
    }

    #[test]
    fn only_https_is_encrypted() {
        let secure = |text| WebhookUrl::parse(text).unwrap().require_encryption();
        assert_eq!(secure("https://example.com/"), Ok(()));
        assert_eq!(secure("http://example.com/"), Err(Invalid::Format(SECURE)));
    }
}
