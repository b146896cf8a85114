//! Managing people: who sees, changes and removes whom.

mod listing;
mod managing;
mod removing;
mod renaming;
mod roles;
mod superadmins;
mod visibility;
