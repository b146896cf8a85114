use crate::SettingsError;

/// The URL under which users reach the help desk. Links in mails begin with it, never with the `Host` header of a
/// request, which can be forged.
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

    /// The name or address of the host.
    #[must_use]
    pub fn host(&self) -> Option<String> {
        url::Url::parse(&self.0).ok()?.host_str().map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_can_begin_a_link() {
        assert_eq!(PublicUrl::parse("https://desk.example.com/").unwrap().as_str(), "https://desk.example.com");
        assert_eq!(PublicUrl::parse("https://desk.example.com:8443/x").unwrap().host().unwrap(), "desk.example.com");
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
