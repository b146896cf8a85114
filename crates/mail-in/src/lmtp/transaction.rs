use deskhand_domain::incoming::{ArrivedMail, Transport};
use deskhand_domain::people::EmailAddress;
use deskhand_domain::use_cases::TakenIn;

use crate::intake::{Intake, IntakeError};

/// What the client has said of the mail that comes next.
pub(super) struct Transaction {
    pub(super) sender: String,
    pub(super) recipients: Vec<EmailAddress>,
}

impl Transaction {
    pub(super) const fn of(sender: String) -> Self {
        Self { sender, recipients: Vec::new() }
    }

    /// Adds a recipient, and says the answer to that. A recipient twice is two recipients: each gets an answer after the mail.
    pub(super) fn add(&mut self, recipient: &str, intake: &dyn Intake, most: usize) -> &'static str {
        if self.recipients.len() >= most {
            return "452 4.5.3 Too many recipients";
        }
        match EmailAddress::parse(recipient) {
            Ok(recipient) if intake.accepts(&recipient) => {
                self.recipients.push(recipient);
                "250 2.1.5 OK"
            }
            _ => "550 5.1.1 There is no such mailbox here",
        }
    }

    /// Stores the mail, and says the answer for each recipient. `None` is a mail that was too large to be kept.
    pub(super) async fn finish(self, mail: Option<Vec<u8>>, intake: &dyn Intake) -> &'static str {
        let Some(raw) = mail else { return too_large() };
        let bytes = raw.len();
        let (sender, recipients) = (Some(self.sender), self.recipients);
        match intake.take_in(ArrivedMail { raw, sender, recipients, transport: Transport::Lmtp, left: None }).await {
            Ok(taken) => {
                let is_new = matches!(taken, TakenIn::New(_));
                tracing::info!(mail = %taken.id(), bytes, is_new, "Took in a mail over LMTP");
                "250 2.0.0 Stored"
            }
            Err(IntakeError::TooLarge) => too_large(),
            Err(IntakeError::Later(reason)) => {
                tracing::warn!(reason, "A mail over LMTP can't be stored now; the mail server keeps it");
                "452 4.3.1 The mail can't be stored now; try again later"
            }
        }
    }
}

fn too_large() -> &'static str {
    tracing::warn!("Refused a mail over LMTP: it is larger than mail.in.max_mail");
    "552 5.3.4 The mail is too large"
}
