//! Links in account mails. Recording a change stores the links of its mails and voids the links that the change makes
//! obsolete, so that no use case can omit either.

use super::context::TxContext;
use crate::history::{EventKind, Fact};
use crate::notification::Mail;
use crate::people::{LinkPurpose, Person};
use crate::ports::{AccountLink, Derivation};
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Stores the digest of each link in these mails. The token itself is never stored: it is derived from the mail's
    /// id again when the mail is sent.
    pub(crate) async fn issue_links(&mut self, mails: &[Mail]) -> Result<(), Error> {
        for mail in mails {
            if let (Some(purpose), Some(address)) = (mail.kind.link_purpose(), mail.address.clone()) {
                self.desk.require_secrets()?;
                let token = self.desk.ports.secrets.derive(Derivation::Mail(mail.id));
                let link = AccountLink {
                    digest: self.desk.ports.secrets.digest(token.reveal()),
                    person: mail.recipient,
                    purpose,
                    address,
                    issued_at: mail.created_at,
                    expires_at: mail.created_at + purpose.lifetime(),
                };
                self.uow.account_links().add(&link).await?;
            }
        }
        Ok(())
    }

    /// Voids the person's links that the facts make obsolete. After a removal it also erases the person's addresses
    /// from the outbox.
    pub(crate) async fn void_links(&mut self, person: &Person, facts: &[Fact]) -> Result<(), Error> {
        for purpose in LinkPurpose::ALL {
            if facts.iter().any(|fact| voids(fact.kind, *purpose)) {
                self.uow.account_links().drop_of(person.id, *purpose).await?;
            }
        }
        if facts.iter().any(|fact| fact.kind == EventKind::PersonRemoved) {
            self.uow.outbox().forget_addresses_of(person.id).await?;
        }
        Ok(())
    }
}

/// Whether an event of this kind makes the person's links for this purpose obsolete.
const fn voids(kind: EventKind, purpose: LinkPurpose) -> bool {
    match kind {
        EventKind::PersonRemoved => true,
        // Otherwise a reader of the other address could take over the account. The owner must be able to undo it.
        EventKind::EmailChanged | EventKind::EmailChangeUndone => !matches!(purpose, LinkPurpose::UndoEmailChange),
        EventKind::PasswordChanged | EventKind::InvitationAccepted => purpose.sets_password(),
        EventKind::EmailVerified => matches!(purpose, LinkPurpose::VerifyEmail),
        _ => false,
    }
}
