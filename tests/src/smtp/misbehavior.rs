//! How the server can misbehave, and at which step.

use std::time::Duration;

/// A step of the conversation at which the server can misbehave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Right after the connection.
    Greeting,
    /// When the client says its name (EHLO).
    Hello,
    /// When a sender is named.
    Sender,
    /// When a recipient is named.
    Recipient,
    /// When the client asks to send the mail.
    Data,
    /// When the whole mail is there.
    FinalDot,
}

/// What the server does instead of the right answer. A mail that is followed by silence or a cut counts as received, as
/// with a server that dies after it has stored the mail; a mail that is answered with an error does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misbehavior {
    /// Answers with this code and text.
    Answer(u16, String),
    /// Never answers, and keeps the connection.
    Silence,
    /// Drops the connection without an answer.
    Cut,
    /// Answers rightly, but pauses this long before each byte of the answer.
    Drip(Duration),
}

impl Misbehavior {
    /// An answer such as `550 no such user`.
    #[must_use]
    pub fn answer(code: u16, text: &str) -> Self {
        Self::Answer(code, text.to_owned())
    }
}
