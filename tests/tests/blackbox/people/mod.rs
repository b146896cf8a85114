//! Managing people: who sees, changes and removes whom.

mod listing;
mod managing;
mod removing;
mod superadmins;
mod visibility;
