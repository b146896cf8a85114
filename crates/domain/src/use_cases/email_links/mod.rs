pub(crate) mod redeem_link;
pub(crate) mod request_link;
pub(crate) mod reset_password;
pub(crate) mod undo_email_change;
pub(crate) mod verify_email;
