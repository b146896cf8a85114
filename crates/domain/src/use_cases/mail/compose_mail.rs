use crate::ids::MailId;
use crate::notification::{Mail, MailKind, Reason};
use crate::people::Person;
use crate::ports::{
    ClaimedMail, Derivation, DeskDigest, HeldMail, LetterFiles, MailLink, OutgoingMail, SecretToken, StorageError,
};
use crate::ticket::{Ticket, TicketStatus};
use crate::use_cases::tickets::reporter_link::ReporterLink;
use crate::use_cases::{Error, OutboxMail};

/// What joined a letter and may not be in it, and why not.
pub(crate) type LeftOut = Vec<(MailId, &'static str)>;

/// Why a claimed mail cannot be sent.
pub(crate) enum NotSent {
    /// The recipient may not get it any more.
    Dropped(&'static str),
    /// The store failed, so it is not known whether the recipient may get it.
    Failed(Error),
}

impl From<&'static str> for NotSent {
    fn from(reason: &'static str) -> Self {
        Self::Dropped(reason)
    }
}

impl From<StorageError> for NotSent {
    fn from(error: StorageError) -> Self {
        Self::Failed(error.into())
    }
}

impl OutboxMail<'_> {
    /// Composes a claimed mail for sending: checks that the recipient may still get it, and adds the address, the links and the
    /// content of a digest. What joined it is checked one by one; the second result names what the recipient may not get, and why.
    pub(crate) async fn compose(self, claimed_mail: ClaimedMail) -> Result<(OutgoingMail, LeftOut), NotSent> {
        let ClaimedMail { mail, joined, recipient, .. } = claimed_mail;
        let recipient = recipient.ok_or("there is no such person")?;
        let tickets = self.tickets_of(std::iter::once(&mail).chain(&joined), recipient.id).await?;
        let check = |mail: &Mail| tickets.check(mail, &recipient, self.desk.workflow());
        check(&mail)?;
        let left_out: LeftOut = joined.iter().filter_map(|part| Some((part.id, check(part).err()?))).collect();
        let joined = joined.into_iter().filter(|part| check(part).is_ok()).collect();
        let to = mail.address.clone().or_else(|| recipient.email.clone()).ok_or("the recipient has no address")?;
        let to_name = recipient.has_verified(&to).then(|| recipient.name.clone());
        let language = recipient.language.unwrap_or(self.desk.rules.language);
        let time_zone = recipient.time_zone.clone().unwrap_or_else(|| self.desk.rules.time_zone.clone());
        let link = self.link_of(&mail).await?;
        let (digest, held) = self.reports_of(&mail, &recipient).await?;
        let letter = OutgoingMail {
            mail,
            joined,
            to,
            to_name,
            language,
            time_zone,
            link,
            digest,
            held,
            files: LetterFiles::default(),
            mute: None,
            solution: None,
            rating: None,
            replies: None,
        };
        let files = self.files_of(&letter).await?;
        let ticket = tickets.of(letter.ticket());
        Ok((self.with_links(OutgoingMail { files, ..letter }, ticket, &recipient), left_out))
    }

    /// What a report says, as it is now ([`MailKind::is_report`]).
    async fn reports_of(
        self,
        mail: &Mail,
        recipient: &Person,
    ) -> Result<(Option<DeskDigest>, Option<HeldMail>), NotSent> {
        Ok(match mail.kind {
            MailKind::DeskDigest => (Some(self.digest_of(mail).await?), None),
            MailKind::MailHeld => (None, Some(self.held_for(recipient).await?)),
            _ => (None, None),
        })
    }

    /// Adds what the letter has for its recipient alone: the links about its ticket, and where answers go.
    fn with_links(self, letter: OutgoingMail, ticket: Option<&Ticket>, recipient: &Person) -> OutgoingMail {
        let mute = self.mute_token(&letter);
        let solution = self.solution_token(&letter, ticket);
        let rating = self.rating_token(&letter, ticket);
        let replies = self.replies(&letter, recipient);
        OutgoingMail { mute, solution, rating, replies, ..letter }
    }

    /// The token for the answer to a solution, where the letter brings one and the ticket has it still.
    fn solution_token(self, letter: &OutgoingMail, ticket: Option<&Ticket>) -> Option<SecretToken> {
        let ticket = ticket.filter(|ticket| ticket.status == TicketStatus::Resolved)?;
        let is_about_it = letter.parts().any(|mail| mail.reason == Reason::Reporter && mail.brings_solution());
        if !is_about_it || !self.desk.ports.secrets.is_supported() {
            return None;
        }
        self.desk.tickets().reporter_token(ReporterLink::Solution, ticket, letter.mail.recipient)
    }

    /// The token for a rating, where the letter says that the ticket was resolved, and the reporter did not rate that yet.
    fn rating_token(self, letter: &OutgoingMail, ticket: Option<&Ticket>) -> Option<SecretToken> {
        let ticket = ticket.filter(|ticket| ticket.status.has_outcome() && ticket.rating_of_solution().is_none())?;
        let is_about_it = letter.parts().any(|mail| mail.reason == Reason::Reporter && mail.says_resolved());
        if !is_about_it || !self.desk.ports.secrets.is_supported() {
            return None;
        }
        self.desk.tickets().reporter_token(ReporterLink::Rating, ticket, letter.mail.recipient)
    }

    fn mute_token(self, letter: &OutgoingMail) -> Option<SecretToken> {
        let ticket = letter.ticket().filter(|_| self.desk.ports.secrets.is_supported())?;
        Some(self.desk.tickets().mute_token(ticket.id, letter.mail.recipient))
    }

    /// The link of a mail, if its kind has one. Refuses one that expired, was used, or was replaced by a later link.
    async fn link_of(self, mail: &Mail) -> Result<Option<MailLink>, NotSent> {
        let Some(purpose) = mail.kind.link_purpose() else { return Ok(None) };
        if mail.created_at + purpose.lifetime() <= self.desk.ports.clock.now() {
            return Err("the link expired before it could be sent".into());
        }
        let (secrets, from) = (&self.desk.ports.secrets, Derivation::Mail(mail.id));
        // A mail that was queued before a rotation of the secret has a token of the previous one.
        for token in std::iter::once(secrets.derive(from)).chain(secrets.derived_before(from)) {
            match self.desk.email_links().check(token.reveal(), &[purpose]).await {
                Ok(()) => return Ok(Some(MailLink { purpose, token })),
                Err(Error::LinkInvalid) => {}
                Err(error) => return Err(NotSent::Failed(error)),
            }
        }
        Err("the link was used, or another took its place".into())
    }
}
