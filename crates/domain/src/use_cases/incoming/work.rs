//! A mail that is being worked on, and what is to be done with it.

use super::store_files::StoredFile;
use super::weigh::Weighed;
use crate::ids::{PersonId, TicketId};
use crate::incoming::{AuthenticationVerdict, HeldBecause, IncomingMail, MailReading, Settlement, TakenMail};
use crate::ticket::{MailOrigin, MailProof, MessageKind};

/// A mail that is being worked on.
pub(super) struct Work<'a> {
    pub(super) taken: &'a TakenMail,
    pub(super) mail: &'a IncomingMail,
    pub(super) weighed: &'a Weighed,
    pub(super) reading: MailReading,
    pub(super) files: Vec<StoredFile>,
    /// Who decided it, where it was held; the inner `None` for an operator of the desk.
    pub(super) decided_by: Option<Option<PersonId>>,
}

impl<'a> Work<'a> {
    pub(super) const fn new(
        taken: &'a TakenMail,
        mail: &'a IncomingMail,
        weighed: &'a Weighed,
        reading: MailReading,
        files: Vec<StoredFile>,
    ) -> Self {
        Self { taken, mail, weighed, reading, files, decided_by: None }
    }

    /// What the message keeps of the mail.
    pub(super) fn origin(&self) -> MailOrigin {
        let case = &self.weighed.case;
        let proof = match case.proof {
            _ if self.decided_by.is_some() => MailProof::Staff,
            AuthenticationVerdict::Pass => MailProof::Authenticated,
            _ if case.recognition.is_own_address() => MailProof::Address,
            _ => MailProof::Nothing,
        };
        MailOrigin { proof, elided: self.weighed.elided.clone() }
    }
}

/// What is to be done with it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Post(MessageKind),
    Open {
        with_receipt: bool,
        follow_up_of: Option<TicketId>,
    },
    /// The sender becomes a follower of the ticket, and the mail is their request.
    Follow,
    Record,
    Bounce,
    Settle(Settlement),
    Hold(HeldBecause),
}
