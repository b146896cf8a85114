//! The own account: what a person says of themselves, how they sign in, what they get mail about.

mod frame;
mod identity;
mod key_form;
mod keys;
mod look;
mod notifications;
mod password;
mod profile;
mod profile_form;
mod second_factor;
mod sessions;

pub(crate) use keys::{make_key, revoke_key, show_keys};
pub(crate) use look::{save_look, show_look};
pub(crate) use notifications::{save_notifications, show_notifications};
pub(crate) use password::{change_password, show_password};
pub(crate) use profile::{change_email, save_profile, set_availability, show_account};
pub(crate) use second_factor::{confirm, enrol, remove, show_second_factor};
pub(crate) use sessions::{end_other_sessions, end_session, show_sessions};
