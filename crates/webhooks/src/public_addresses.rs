//! Which addresses are on the public Internet. An admin enters where webhooks go, and the desk reaches more than the admin does: a URL must not make it
//! ask services of its own network (server-side request forgery).

use std::net::IpAddr;

use ipnet::IpNet;

use crate::special_networks::{NOT_PUBLIC, NOT_PUBLIC_V6, PUBLIC_V6};

/// Whether an address is on the public Internet. An IPv4 address that is written as IPv6 counts as what it is.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        address @ IpAddr::V4(_) => !is_in(NOT_PUBLIC, address),
        address @ IpAddr::V6(_) => is_in(&[PUBLIC_V6], address) && !is_in(NOT_PUBLIC_V6, address),
    }
}

fn is_in(networks: &[(IpAddr, u8)], address: IpAddr) -> bool {
    let mut networks = networks.iter().filter_map(|(network, length)| IpNet::new(*network, *length).ok());
    networks.any(|network| network.contains(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_own_networks_are_not_public() {
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "5f00::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn other_addresses_are_public() {
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "198.20.0.1",
            "2606:4700::1",
            "2a00::1",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn every_network_of_the_tables_is_one() {
        let networks = NOT_PUBLIC.iter().chain(NOT_PUBLIC_V6).chain([&PUBLIC_V6]);
        for (network, length) in networks {
            assert_eq!(IpNet::new(*network, *length).unwrap().network(), *network);
        }
    }
}
