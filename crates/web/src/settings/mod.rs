//! What admins read of the desk itself: its settings, and the security log.

mod policies;
mod security;
mod show;

pub(crate) use security::show_security;
pub(crate) use show::show_settings;
