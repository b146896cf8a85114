//! The own account: what a person says of themselves, how they sign in, what they get mail about.

mod frame;
mod identity;
mod password;
mod profile;
mod sessions;

pub(crate) use password::{change_password, show_password};
pub(crate) use profile::{change_email, save_profile, set_availability, show_account};
pub(crate) use sessions::{end_other_sessions, end_session, show_sessions};
