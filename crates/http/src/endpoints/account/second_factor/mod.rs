//! The second factor of the caller, and of a sign-in.

mod confirm;
mod enrol;
mod remove;
mod sign_in;

pub(crate) use confirm::confirm_second_factor;
pub(crate) use enrol::enrol_second_factor;
pub(crate) use remove::remove_second_factor;
pub(crate) use sign_in::sign_in_with_code;
