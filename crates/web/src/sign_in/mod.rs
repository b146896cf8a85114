//! Signing in, up and out.

mod code;
mod forgot;
mod sign_in_form;
mod sign_out;
mod sign_up;
mod signed_in;

pub(crate) use code::sign_in_with_code;
pub(crate) use forgot::{forgot, resend_verification, show_forgot};
pub(crate) use sign_in_form::{show_sign_in, sign_in};
pub(crate) use sign_out::sign_out;
pub(crate) use sign_up::{show_sign_up, sign_up};

use deskhand_domain::use_cases::SignInRefusal;
use deskhand_http_core::problem::Problem;

/// The end of the id of the text for a refusal: its code in the API.
fn refusal_word(refusal: &SignInRefusal) -> &'static str {
    Problem::from(*refusal).code().as_str()
}

fn is_unverified(refusal: &Option<SignInRefusal>) -> bool {
    *refusal == Some(SignInRefusal::EmailUnverified)
}
