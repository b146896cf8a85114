//! People: finding them, listing them, and how much each has to do.

pub(crate) mod admins;
pub(crate) mod lists;
pub(crate) mod lookup;
pub(crate) mod quotas;
pub(crate) mod removed;
pub(crate) mod renewed_hashes;
pub(crate) mod superadmins;
pub(crate) mod usernames;
pub(crate) mod workload;
