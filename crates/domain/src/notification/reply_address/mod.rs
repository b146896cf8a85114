//! The addresses to which answers to our letters go. Each recipient gets another one: it shows who answers.

mod claim;
mod crockford;
mod mail_in;
mod pattern;
mod tag;

pub use claim::ReplyClaim;
pub use mail_in::MailIn;
pub use pattern::ReplyPattern;
pub use tag::{ReplySubject, ReplyTag};
