//! The words that people, notifications and ports share about mail: addresses, kinds, states, and what links are for.
//! Their public paths are [`crate::people`], [`crate::notification`] and [`crate::ports`].

mod email_address;
mod frequency;
mod link_purpose;
mod mail_kind;
mod mail_state;

pub use email_address::EmailAddress;
pub use frequency::Frequency;
pub use link_purpose::LinkPurpose;
pub use mail_kind::MailKind;
pub use mail_state::MailState;
