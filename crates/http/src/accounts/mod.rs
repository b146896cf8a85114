//! Accounts: getting one, getting in and out, one's own profile.

mod change_me;
mod me;
mod notifications;
mod password;
mod refresh;
mod session_json;
mod signin;
mod signout;
mod signup;

pub(crate) use change_me::update_me;
pub(crate) use me::show_me;
pub(crate) use password::change_password;
pub(crate) use refresh::refresh_session;
pub(crate) use signin::sign_in;
pub(crate) use signout::sign_out;
pub(crate) use signup::{SignUpBody, sign_up};
