//! Second factors, recovery codes, and sign-ins that wait for a code.

pub(crate) mod challenges;
pub(crate) mod factors;
mod fixture;
pub(crate) mod recovery_codes;
