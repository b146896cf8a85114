mod check_code;
pub(crate) mod confirm;
pub(crate) mod enrol;
pub(crate) mod remove;
pub(crate) mod sign_in;
