#![deny(missing_docs)]
//! Reads mails from outside, whatever is in them: [`MimeReader`] is the domain's
//! [`MailReader`](deskhand_domain::ports::MailReader).
//!
//! A mail is read in three steps. `limits` refuses what would cost too much. `structure` takes the mail apart, with
//! `header` and `decode`; every part becomes text or a file in `body`. `reader` does all of it on a thread of its own. `digest`
//! says which mails are the same.
//!
//! `mail-parser` reads addresses, dates and rare character sets. Its tree of parts is not used: a mail in a part that is encoded
//! is copied once for each part of it, which no limit on the raw mail sees (docs/adr/0068-mail-is-read-behind-two-guards.md).

mod body;
mod decode;
mod digest;
mod header;
mod html;
mod limits;
mod reader;
mod structure;

pub use reader::MimeReader;
