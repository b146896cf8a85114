//! Hashes of other systems, which came with an import: plain bcrypt, of the password itself and without a pepper. They are stored behind
//! a tag of their own, and replaced at the first sign-in.

use std::str::FromStr as _;

use bcrypt::HashParts;

/// Takes the place of the tag of a pepper. It has no hexadecimal digits only, so it is no pepper's.
pub(crate) const FOREIGN: &str = "foreign";

/// What a desk would compute for too long. Sign-ins wait for each other.
const MOST_COST: u32 = 14;

/// The bcrypt hash in a stored hash, if it is one of another system.
pub(crate) fn foreign_part(stored: &str) -> Option<&str> {
    stored.strip_prefix(FOREIGN)
}

/// Whether this is a hash that some bcrypt made, in one of the forms that mean the same, and not a costly one.
pub(crate) fn is_bcrypt(hash: &str) -> bool {
    let has_form = ["$2a$", "$2b$", "$2y$"].iter().any(|form| hash.starts_with(form));
    let parts = HashParts::from_str(hash).ok().filter(|_| has_form && hash.len() == 60);
    parts.is_some_and(|parts| (4..=MOST_COST).contains(&parts.get_cost()))
}

/// Compares, on a thread for it. As bcrypt itself does, it looks at the first 72 bytes of the password only.
pub(crate) fn verify(password: &str, hash: &str) -> Result<bool, bcrypt::BcryptError> {
    bcrypt::verify(password, hash)
}
