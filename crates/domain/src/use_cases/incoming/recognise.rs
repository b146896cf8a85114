use uuid::Uuid;

use super::sender::Sender;
use crate::ids::{MailId, PersonId, TicketId};
use crate::incoming::{IncomingAddress, IncomingMail, MailMessageId, Recognition, Subject};
use crate::notification::{Frequency, ReplyClaim, ReplySubject, ReplyTag};
use crate::people::EmailAddress;
use crate::permissions::TicketVisibility;
use crate::ports::{MailState, PageLimit, TicketKey};
use crate::ticket::Ticket;
use crate::use_cases::{Error, IncomingMails};

/// How many ids of `References` are looked at: from the end, where the newest are, and from the beginning, where the root is.
const LAST_REFERENCES: usize = 15;
const FIRST_REFERENCES: usize = 5;

/// To which ticket a mail belongs, and what shows it.
pub(super) struct Recognised {
    pub(super) recognition: Recognition,
    /// `None` for a ticket that was deleted, and where nothing shows one.
    pub(super) ticket: Option<Ticket>,
    /// Whether a tag shows it that only the mailbox of the sender got. The id of a letter is known to staff as well.
    pub(super) is_by_tag: bool,
}

impl Recognised {
    const NOTHING: Self = Self { recognition: Recognition::None, ticket: None, is_by_tag: false };
}

impl IncomingMails<'_> {
    /// Looks for the ticket of a mail: by the addresses that it came to, then by the mails that it answers, then by its subject. The
    /// first hit counts. `recipients` are those of the envelope.
    pub(super) async fn recognise(
        self,
        mail: &IncomingMail,
        recipients: &[EmailAddress],
        sender: &Sender,
    ) -> Result<Recognised, Error> {
        let written = mail.recipients().filter_map(IncomingAddress::to_email);
        for address in recipients.iter().cloned().chain(written) {
            if let Some(recognised) = self.by_address(&address, sender).await? {
                return Ok(recognised);
            }
        }
        let subject = Subject::read(&mail.subject);
        // A forward is about another matter than the mails that it names.
        if subject.is_forward {
            return Ok(Recognised::NOTHING);
        }
        for id in references(mail) {
            if let Some(recognised) = self.by_reference(id, sender).await? {
                return Ok(recognised);
            }
        }
        let Some(number) = subject.number else { return Ok(Recognised::NOTHING) };
        let ticket = self.ticket(TicketKey::Number(number)).await?;
        Ok(ticket.map_or(Recognised::NOTHING, |ticket| Recognised {
            recognition: Recognition::Subject,
            ticket: Some(ticket),
            is_by_tag: false,
        }))
    }

    async fn by_address(self, address: &EmailAddress, sender: &Sender) -> Result<Option<Recognised>, Error> {
        let replies = self.desk.rules.mail_in.as_ref().and_then(|mail_in| mail_in.replies.as_ref());
        match replies.and_then(|replies| replies.tag_in(address)) {
            Some(tag) => self.by_tag(&tag, sender).await,
            None => Ok(None),
        }
    }

    async fn by_reference(self, id: &MailMessageId, sender: &Sender) -> Result<Option<Recognised>, Error> {
        let domain = self.desk.rules.mail_in.as_ref().map(|mail_in| mail_in.id_domain.as_str());
        let Some((local, of)) = id.as_str().rsplit_once('@') else { return Ok(None) };
        if !domain.is_some_and(|domain| domain.eq_ignore_ascii_case(of)) {
            return Ok(None);
        }
        if let Some(tag) = ReplyTag::parse(local) {
            return self.by_tag(&tag, sender).await;
        }
        if let Some(ticket) = local.strip_prefix("ticket-") {
            let Ok(ticket) = Uuid::try_parse(ticket) else { return Ok(None) };
            return self.weak_reference(TicketId::new(ticket)).await;
        }
        let Ok(letter) = Uuid::try_parse(local) else { return Ok(None) };
        self.by_letter(MailId::new(letter), sender).await
    }

    /// The id of a letter is a secret of its recipient: 62 random bits that only they got, beside staff, who see it in the lists of
    /// mails. So it shows who a reporter or follower is, and nothing of staff.
    async fn by_letter(self, letter: MailId, sender: &Sender) -> Result<Option<Recognised>, Error> {
        let Some(letter) = self.desk.ports.mail.find(letter).await? else { return Ok(None) };
        let Some(ticket) = letter.ticket else { return Ok(None) };
        let is_theirs = sender.person.as_ref().is_some_and(|person| person.id == letter.recipient.id);
        let has_arrived = matches!(letter.state, MailState::Sent | MailState::Bounced);
        // Of a letter about several tickets the id does not say which one is answered.
        let is_of_one = letter.frequency == Frequency::AtOnce;
        if !is_theirs || !has_arrived || !is_of_one || letter.recipient_role.is_staff() {
            return self.weak_reference(ticket.id).await;
        }
        let ticket = self.ticket(TicketKey::Id(ticket.id)).await?;
        Ok(Some(Recognised { recognition: Recognition::OwnAddress, ticket, is_by_tag: false }))
    }

    async fn weak_reference(self, ticket: TicketId) -> Result<Option<Recognised>, Error> {
        let ticket = self.ticket(TicketKey::Id(ticket)).await?;
        Ok(ticket.map(|ticket| Recognised {
            recognition: Recognition::Reference,
            ticket: Some(ticket),
            is_by_tag: false,
        }))
    }

    /// `None` for a forged tag: its address counts as a plain one.
    async fn by_tag(self, tag: &ReplyTag, sender: &Sender) -> Result<Option<Recognised>, Error> {
        let (number, is_note) = match tag.subject {
            ReplySubject::Answer(number) => (number, false),
            ReplySubject::Note(number) => (number, true),
            // Automatic answers come to the address of reports: only who got the letter knows it.
            ReplySubject::Bounce(mail) if self.fits(tag, ReplyClaim::Mail(mail)) => {
                return self.by_letter(mail, sender).await;
            }
            ReplySubject::Bounce(_) => return Ok(None),
        };
        let Some(ticket) = self.ticket(TicketKey::Number(number)).await? else {
            // Without its ticket no tag can be checked, and staff decide.
            return Ok(Some(Recognised { recognition: Recognition::OwnAddress, ticket: None, is_by_tag: false }));
        };
        let fits = |person| self.fits(tag, ReplyClaim::Ticket { ticket: ticket.id, person, is_note });
        let (own, foreign) = match is_note {
            false => (Recognition::OwnAddress, Recognition::ForeignAddress),
            true => (Recognition::OwnNoteAddress, Recognition::ForeignNoteAddress),
        };
        let recognition = if sender.person.as_ref().is_some_and(|person| fits(person.id)) {
            own
        } else if self.people_on(&ticket).await?.into_iter().any(fits) {
            foreign
        } else {
            return Ok(None);
        };
        Ok(Some(Recognised { recognition, ticket: Some(ticket), is_by_tag: true }))
    }

    /// Also with a previous secret: letters that were sent before a rotation are answered after it.
    pub(super) fn fits(self, tag: &ReplyTag, claim: ReplyClaim) -> bool {
        let (secrets, claim) = (&self.desk.ports.secrets, claim.message());
        let current = std::iter::once(secrets.reply_digest(&claim));
        current.chain(secrets.reply_digests_before(&claim)).any(|digest| tag.fits(&digest))
    }

    /// Those who may have got an address for this ticket.
    async fn people_on(self, ticket: &Ticket) -> Result<Vec<PersonId>, Error> {
        let messages = self.desk.ports.tickets.messages(ticket.id, true, None, PageLimit::LARGEST).await?;
        let mut people: Vec<_> = messages.rows.iter().map(|view| view.message.author).collect();
        people.extend([Some(ticket.reporter), ticket.assignee].into_iter().flatten());
        people.extend(ticket.followers.iter());
        people.sort_unstable();
        people.dedup();
        Ok(people)
    }

    pub(super) async fn ticket(self, key: TicketKey) -> Result<Option<Ticket>, Error> {
        // Who may write on it is decided from the sender, not from what a reader sees.
        let view = self.desk.ports.tickets.find(TicketVisibility::Everything, key).await?;
        Ok(view.map(|view| view.ticket))
    }
}

/// The ids of the mails that it answers, the most telling ones first.
fn references(mail: &IncomingMail) -> impl Iterator<Item = &MailMessageId> {
    let last = mail.references.iter().rev().take(LAST_REFERENCES);
    let between = mail.references.len().saturating_sub(LAST_REFERENCES);
    let first = mail.references.iter().take(FIRST_REFERENCES.min(between));
    mail.in_reply_to.iter().take(LAST_REFERENCES).chain(last).chain(first)
}
