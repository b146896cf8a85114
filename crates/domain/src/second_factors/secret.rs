use std::fmt;

/// The secret that an authenticator app and the help desk share: 160 bits (RFC 4226, section 4). Its `Debug` is a mask.
#[derive(Clone, PartialEq, Eq)]
pub struct FactorSecret(pub [u8; 20]);

impl fmt::Debug for FactorSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FactorSecret(***)")
    }
}

/// The secret as a store keeps it: encrypted, for one person only. Its `Debug` is a mask.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedSecret(pub Vec<u8>);

impl fmt::Debug for SealedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedSecret(***)")
    }
}
