//! Encryption of small secrets that a store holds: XChaCha20-Poly1305. What is sealed is the nonce and the ciphertext; it opens only for the owner whom it was
//! sealed for.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};

use crate::derived_key::DerivedKey;
use crate::random_token::random_bytes;

/// The bytes of a nonce: random ones of this length never repeat.
const NONCE: usize = 24;

pub(crate) fn seal(key: &DerivedKey, owner: &[u8], secret: &[u8]) -> Vec<u8> {
    let nonce: [u8; NONCE] = random_bytes();
    // It fails only for messages of more than 256 GiB. An empty ciphertext opens for no owner.
    let payload = Payload { msg: secret, aad: owner };
    let sealed = cipher(key.expose()).encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
    [nonce.to_vec(), sealed].concat()
}

/// Opens what was sealed with the current key or a previous one.
pub(crate) fn open<const N: usize>(key: &DerivedKey, owner: &[u8], sealed: &[u8]) -> Option<[u8; N]> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    let open = |key: &[u8; 32]| {
        let payload = Payload { msg: sealed, aad: owner };
        cipher(key).decrypt(&XNonce::from(*nonce), payload).ok()
    };
    key.all().find_map(open)?.try_into().ok()
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}
