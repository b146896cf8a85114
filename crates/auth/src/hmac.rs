//! HMAC-SHA256.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

pub(crate) fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    keyed(key).chain_update(message).finalize().into_bytes().into()
}

/// Compares in constant time.
pub(crate) fn is_hmac_sha256(key: &[u8], message: &[u8], presented: &[u8]) -> bool {
    keyed(key).chain_update(message).verify_slice(presented).is_ok()
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    match Hmac::new_from_slice(key) {
        Ok(mac) => mac,
        Err(_) => unreachable!("HMAC takes keys of every length (RFC 2104)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hmac_is_that_of_rfc_4231() {
        let tag = hmac_sha256(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(tag[..4], [0x5b, 0xdc, 0xc1, 0x46]);
        assert!(is_hmac_sha256(b"Jefe", b"what do ya want for nothing?", &tag));
        assert!(!is_hmac_sha256(b"Jefe", b"what do ya want for nothing?", &tag[..31]));
    }
}
