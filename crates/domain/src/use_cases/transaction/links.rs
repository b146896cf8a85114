//! Links in mails, in step with what is recorded: the door to history and outbox keeps those that a mail will carry,
//! and voids those that a change leaves without sense. No use case can forget either.

use super::context::TxContext;
use crate::history::{EventKind, Fact};
use crate::notification::Mail;
use crate::people::{LinkPurpose, Person};
use crate::ports::AccountLink;
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Keeps the digest of each link that these mails will carry. The token itself is made when the mail goes out.
    pub(crate) async fn issue_links(&mut self, mails: &[Mail]) -> Result<(), Error> {
        for mail in mails {
            if let (Some(purpose), Some(address)) = (mail.kind.link_purpose(), mail.address.clone()) {
                let token = self.desk.ports.secrets.derive(mail.id);
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

    /// Voids the person's links that the facts leave without sense, and forgets their addresses after a removal.
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

const fn voids(kind: EventKind, purpose: LinkPurpose) -> bool {
    match kind {
        // Who reads the mail of the old address must not take the account by it.
        EventKind::PersonRemoved | EventKind::EmailChanged => true,
        EventKind::PasswordChanged | EventKind::InvitationAccepted => purpose.sets_password(),
        EventKind::EmailVerified => matches!(purpose, LinkPurpose::VerifyEmail),
        _ => false,
    }
}
