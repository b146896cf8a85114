use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use actix_web::http::header::{HeaderMap, HeaderName};
use ipnet::IpNet;

/// The header in which the proxies in front name the client. Only this one is read: a proxy that writes one of them passes the other
/// on as the client sent it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ForwardedBy {
    /// `X-Forwarded-For`.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
    /// `X-Real-IP`, with one address.
    XRealIp,
}

/// The proxies in front that are trusted to name a client's address.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies {
    networks: Vec<IpNet>,
    by: ForwardedBy,
}

impl TrustedProxies {
    /// Reads addresses such as `127.0.0.1` and networks such as `10.0.0.0/8`.
    ///
    /// # Errors
    /// The text that is neither.
    pub fn parse(list: &[String], by: ForwardedBy) -> Result<Self, String> {
        let network = |text: &String| {
            let address = text.parse::<IpAddr>().map(IpNet::from);
            address.or_else(|_| text.parse::<IpNet>()).map_err(|_| text.clone())
        };
        Ok(Self { networks: list.iter().map(network).collect::<Result<_, _>>()?, by })
    }

    /// The client of a request: the peer of the connection, or, where that is a trusted proxy, the last address that it names and that
    /// is no trusted proxy itself. The client may have written the addresses before that one.
    pub(super) fn client(&self, peer: Option<SocketAddr>, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip().to_canonical());
        for hop in self.hops(headers).iter().rev() {
            match hop {
                Some(address) if self.trusts(client) => client = *address,
                _ => break,
            }
        }
        client
    }

    /// Whether an address is one of them.
    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(&address))
    }

    /// The addresses that passed the request on, the nearest one last; `None` for one that is not named by an address.
    fn hops(&self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        if self.networks.is_empty() {
            return Vec::new();
        }
        let name = HeaderName::from_static(match self.by {
            ForwardedBy::XForwardedFor => "x-forwarded-for",
            ForwardedBy::Forwarded => "forwarded",
            ForwardedBy::XRealIp => "x-real-ip",
        });
        // A header that is no text names no address.
        let lines = headers.get_all(name).map(|line| line.to_str().unwrap_or_default());
        lines.flat_map(|line| line.split(',')).map(|element| self.hop(element)).collect()
    }

    fn hop(&self, element: &str) -> Option<IpAddr> {
        match self.by {
            ForwardedBy::XForwardedFor | ForwardedBy::XRealIp => address(element),
            ForwardedBy::Forwarded => element.split(';').find_map(|pair| {
                let (name, value) = pair.split_once('=')?;
                name.trim().eq_ignore_ascii_case("for").then(|| address(value.trim().trim_matches('"')))?
            }),
        }
    }
}

/// What addresses are counted by. Of IPv6, the 64 bits of the network: who has one has all addresses in it.
pub(crate) fn network_of(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits() & (u128::MAX << 64),
    }
}

/// An address with or without a port, IPv6 with or without brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse::<IpAddr>().or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn client(by: ForwardedBy, peer: &str, lines: &[&str]) -> String {
        let trusted = ["10.0.0.0/8", "127.0.0.1", "fd00::/8"].map(str::to_owned);
        let proxies = TrustedProxies::parse(&trusted, by).unwrap();
        let mut headers = HeaderMap::new();
        for line in lines {
            for name in ["x-forwarded-for", "forwarded", "x-real-ip"] {
                headers.append(HeaderName::from_static(name), HeaderValue::from_str(line).unwrap());
            }
        }
        proxies.client(Some(peer.parse().unwrap()), &headers).to_string()
    }

    #[test]
    fn the_client_is_the_last_one_named_that_is_no_trusted_proxy() {
        for (peer, lines, expected) in [
            ("192.0.2.1:80", &[][..], "192.0.2.1"),
            ("192.0.2.1:80", &["203.0.113.9"], "192.0.2.1"),
            ("10.0.0.1:80", &[], "10.0.0.1"),
            ("10.0.0.1:80", &["203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1:80", &["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1:80", &["198.51.100.1", "203.0.113.9, 10.1.2.3"], "203.0.113.9"),
            ("10.0.0.1:80", &["10.0.0.7, 10.0.0.8"], "10.0.0.7"),
            ("10.0.0.1:80", &["203.0.113.9, unknown"], "10.0.0.1"),
            ("10.0.0.1:80", &["203.0.113.9, unknown, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1:80", &["203.0.113.9:4711"], "203.0.113.9"),
            ("[::ffff:127.0.0.1]:80", &["[2001:db8::1]:4711"], "2001:db8::1"),
            ("[fd00::1]:80", &["2001:db8::2"], "2001:db8::2"),
            ("10.0.0.1:80", &["::ffff:203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1:80", &["", ","], "10.0.0.1"),
        ] {
            assert_eq!(client(ForwardedBy::XForwardedFor, peer, lines), expected, "{peer} {lines:?}");
        }
    }

    #[test]
    fn x_real_ip_names_the_client_to_a_trusted_proxy_only() {
        assert_eq!(client(ForwardedBy::XRealIp, "10.0.0.1:80", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(client(ForwardedBy::XRealIp, "192.0.2.1:80", &["203.0.113.9"]), "192.0.2.1");
    }

    #[test]
    fn forwarded_is_read_as_it_is_written() {
        for (line, expected) in [
            ("for=203.0.113.9", "203.0.113.9"),
            ("For=198.51.100.1, by=10.0.0.1;FOR=\"203.0.113.9:80\";proto=https", "203.0.113.9"),
            ("for=\"[2001:db8::1]:4711\"", "2001:db8::1"),
            ("for=203.0.113.9, for=_hidden", "10.0.0.1"),
            ("203.0.113.9", "10.0.0.1"),
        ] {
            assert_eq!(client(ForwardedBy::Forwarded, "10.0.0.1:80", &[line]), expected, "{line}");
        }
    }

    #[test]
    fn what_is_neither_address_nor_network_is_named() {
        for text in ["", "proxy.example.com", "10.0.0.0/33", "10.0.0", "fd00::/129"] {
            let parsed = TrustedProxies::parse(&[text.to_owned()], ForwardedBy::default());
            assert_eq!(parsed.unwrap_err(), text);
        }
    }
}
