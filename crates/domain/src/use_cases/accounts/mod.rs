pub(crate) mod authenticate;
pub(crate) mod caller;
pub(crate) mod change_password;
mod new_account;
pub(crate) mod refresh_session;
pub(crate) mod revalidate_session;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod sign_up;
