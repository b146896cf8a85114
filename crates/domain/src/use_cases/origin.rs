use std::net::IpAddr;

/// Where a request comes from, as far as the connection and the client say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The address of the client. `None` where there is no connection, as in a command line or a test.
    pub address: Option<IpAddr>,
    /// What the client calls itself: one line without control characters, of at most [`Origin::LONGEST_AGENT`] characters.
    pub agent: Option<String>,
}

impl Origin {
    /// The most characters that are read of a client's name.
    pub const LONGEST_AGENT: usize = 200;

    /// An origin with the name of the client cut to its limit. A client may call itself anything, so control characters
    /// become blanks, and a blank name is none.
    #[must_use]
    pub fn new(address: Option<IpAddr>, agent: Option<&str>) -> Self {
        let printable = |c: char| if c.is_control() { ' ' } else { c };
        let agent = agent.map(|agent| agent.chars().take(Self::LONGEST_AGENT).map(printable).collect::<String>());
        Self { address, agent: agent.map(|agent| agent.trim().to_owned()).filter(|agent| !agent.is_empty()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_client_is_one_line_of_limited_length() {
        let agent = |text: &str| Origin::new(None, Some(text)).agent;
        assert_eq!(agent(" curl/8.5.0\t"), Some("curl/8.5.0".to_owned()));
        assert_eq!(agent("one\r\ntwo\u{1b}[31m"), Some("one  two [31m".to_owned()));
        assert_eq!(agent(" \u{0}"), None);
        assert_eq!(agent(&"é".repeat(1_000)).map(|agent| agent.chars().count()), Some(Origin::LONGEST_AGENT));
        assert_eq!(Origin::new(None, None), Origin::default());
    }
}
