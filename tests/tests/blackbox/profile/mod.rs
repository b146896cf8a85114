//! One's own account: the password, and which mails one wants.

mod notifications;
mod password;
