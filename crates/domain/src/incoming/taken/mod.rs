//! A mail from the moment a transport handed it over: where it is, and what became of it.

mod arrived;
mod digest;
mod mail;
mod retries;
mod state;

pub use arrived::{ArrivedMail, LeftBehind, Transport};
pub use digest::MailDigest;
pub use mail::{MailReading, TakenMail};
pub use retries::IntakeRetries;
pub use state::{Settlement, TakenState};
