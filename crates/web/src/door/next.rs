use std::fmt;

/// A path of ours where a person goes on after they have signed in. Others could use any other address to send them astray.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Next(String);

impl Next {
    const MAX: usize = 2000;

    /// The path, where it is one of ours.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_path = text.starts_with('/') && !text.starts_with("//");
        // Browsers read `\` as `/`, and leave out line ends and tabs.
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        (is_path && is_plain && text.len() <= Self::MAX).then(|| Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Next {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

impl fmt::Display for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Next;

    #[test]
    fn only_paths_of_ours_are_followed() {
        for ours in ["/", "/tickets/42", "/inbox?view=mine&q=a%20b", "/tickets/42#m1"] {
            assert_eq!(Next::parse(ours).unwrap().as_str(), ours);
        }
        for foreign in [
            "",
            "tickets",
            "//evil.example",
            "/\\evil.example",
            "/a\\b",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\n/evil.example",
            " /inbox",
            "/ö",
        ] {
            assert_eq!(Next::parse(foreign), None, "{foreign:?}");
        }
        assert_eq!(Next::parse(&format!("/{}", "x".repeat(3000))), None);
    }
}
