use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Where the server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListenAddress {
    /// A Unix socket with this name.
    Unix(PathBuf),
    /// A TCP port.
    Tcp(SocketAddr),
}

/// The text is no address to listen on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no address to listen on; write \"unix:/run/deskhand/lmtp\", or an address of this machine with a port, such as \
     \"127.0.0.1:2400\" or \"[::1]:2400\""
)]
pub struct ListenAddressError(String);

impl ListenAddress {
    /// Reads `unix:/run/deskhand/lmtp` or `127.0.0.1:2400`.
    ///
    /// # Errors
    /// [`ListenAddressError`].
    pub fn parse(text: &str) -> Result<Self, ListenAddressError> {
        let text = text.trim();
        match text.strip_prefix("unix:").map(PathBuf::from) {
            Some(path) if path.is_absolute() && path.file_name().is_some() => Ok(Self::Unix(path)),
            Some(_) => Err(ListenAddressError(text.to_owned())),
            None => text.parse().map(Self::Tcp).map_err(|_| ListenAddressError(text.to_owned())),
        }
    }

    /// Whether only programs of this machine can connect.
    #[must_use]
    pub const fn is_for_this_machine(&self) -> bool {
        match self {
            Self::Unix(_) => true,
            Self::Tcp(address) => address.ip().is_loopback(),
        }
    }
}

impl fmt::Display for ListenAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
            Self::Tcp(address) => address.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_and_for_whom() {
        for (text, for_this_machine) in [
            ("unix:/run/deskhand/lmtp", true),
            ("127.0.0.1:2400", true),
            ("[::1]:2400", true),
            ("0.0.0.0:2400", false),
            ("192.0.2.1:24", false),
            ("[::]:2400", false),
        ] {
            let address = ListenAddress::parse(text).unwrap();
            assert_eq!((address.to_string().as_str(), address.is_for_this_machine()), (text, for_this_machine));
        }
        for text in ["", "unix:", "unix:lmtp", "unix:/", "2400", "127.0.0.1", "localhost:2400", "127.0.0.1:lmtp"] {
            assert!(ListenAddress::parse(text).is_err(), "{text}");
        }
    }
}
