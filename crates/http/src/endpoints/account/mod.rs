//! The caller's own account: sign-up, sign-in and sign-out, profile, password, and the links in its mails.

mod change_me;
mod current_password;
mod forgot;
mod me;
mod notifications;
mod password;
mod refresh;
mod resend;
mod reset;
mod second_factor;
mod session_json;
mod signin;
mod signout;
mod signup;
mod undo;
mod verify;

pub(crate) use change_me::update_me;
pub(crate) use current_password::CurrentPasswordBody;
pub(crate) use forgot::forgot_password;
pub(crate) use me::show_me;
pub(crate) use password::change_password;
pub(crate) use refresh::refresh_session;
pub(crate) use resend::resend_verification;
pub(crate) use reset::reset_password;
pub(crate) use second_factor::{confirm_second_factor, enrol_second_factor, remove_second_factor, sign_in_with_code};
pub(crate) use signin::sign_in;
pub(crate) use signout::sign_out;
pub(crate) use signup::sign_up;
pub(crate) use undo::undo_email_change;
pub(crate) use verify::verify_email;
