//! A mail as a message of its ticket, or as a new ticket. Both go through the verbs of the API, so permissions, quotas, history and
//! letters are the same.

use super::author::Author;
use super::weigh::forbid_message;
use super::work::Work;
use crate::ids::TicketId;
use crate::incoming::{HeldBecause, NO_TEXT, Settlement, TakenMail};
use crate::invalid::Invalid;
use crate::people::{Actor, NewPerson, Person};
use crate::permissions;
use crate::ports::TicketKey;
use crate::text::is_invisible;
use crate::ticket::{MessageBody, MessageKind, Priority, Ticket, Title};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, OpenTicket, PostMessage};

impl TxContext<'_> {
    pub(super) async fn post_mail(
        &mut self,
        work: &Work<'_>,
        kind: MessageKind,
        author: &Author,
        taken: &mut TakenMail,
    ) -> Result<(), Error> {
        if matches!(author, Author::New(_)) {
            return Err(Error::Internal("a mail was to be posted without its person"));
        }
        let no_ticket = Error::Internal("a mail was to be posted without its ticket");
        let ticket = work.weighed.ticket.as_ref().ok_or(no_ticket)?.id;
        // As it is now: since the mail was weighed, another mail may have opened the ticket again, or it may have been closed.
        let ticket = self.uow.tickets().find(ticket).await?.ok_or(Error::NotFound)?;
        let person = self.known_author(author).await?;
        if work.decided_by.is_none() && self.is_over_posting_cap(work, &ticket).await? {
            taken.hold(HeldBecause::Storm);
            return Ok(());
        }
        let person = self.verify_by_reply(work, person).await?;
        self.post_as(work, kind, (&person, &ticket), taken).await
    }

    /// Counted again behind the lock of the engineers: others may have posted since the mail was weighed.
    async fn is_over_posting_cap(&mut self, work: &Work<'_>, ticket: &Ticket) -> Result<bool, Error> {
        let sender = work.reading.author.as_deref().unwrap_or_default();
        let volume = self.mail_volume(sender, &work.reading.subject, Some(ticket.id)).await?;
        Ok(forbid_message(&self.desk.rules().incoming.caps, &volume, &work.weighed.case, ticket))
    }

    /// Posts it on the ticket in the name of this person.
    pub(super) async fn post_as(
        &mut self,
        work: &Work<'_>,
        kind: MessageKind,
        (person, ticket): (&Person, &Ticket),
        taken: &mut TakenMail,
    ) -> Result<(), Error> {
        let actor = Actor::from(person);
        let command = PostMessage {
            body: body(&work.weighed.kept)?,
            note: kind == MessageKind::Note,
            attachments: Vec::new(),
            seen: None,
            editor: None,
            mail: Some(work.origin()),
        };
        let posted = self.post(&actor, TicketKey::Id(ticket.id), &command).await?;
        let message = posted.view.message.id;
        self.attach_mail_files(person.id, &work.files, message).await?;
        taken.message = Some(message);
        taken.reopened = !ticket.status.is_active() && posted.view.message.kind == MessageKind::Request;
        taken.settle(Settlement::Posted, self.now);
        Ok(())
    }

    pub(super) async fn open_by_mail(
        &mut self,
        work: &Work<'_>,
        author: &Author,
        (with_receipt, follow_up_of): (bool, Option<TicketId>),
        taken: &mut TakenMail,
    ) -> Result<(), Error> {
        // Counted again behind the lock of the engineers: others may have opened tickets since the mail was weighed.
        let (sender, subject) = (work.reading.author.as_deref().unwrap_or_default(), &work.reading.subject);
        let volume = self.mail_volume(sender, subject, None).await?;
        let caps = &self.desk.rules().incoming.caps;
        if work.decided_by.is_none() && caps.forbid_opening(&volume, work.reading.is_by_stranger) {
            taken.hold(HeldBecause::Storm);
            return Ok(());
        }
        let person = self.known_author(author).await?;
        permissions::may_open(&Actor::from(&person), false, self.desk.workflow())?;
        taken.had_receipt = with_receipt && !work.weighed.asks_for_silence && !caps.forbid_receipt(&volume);
        self.without_receipt = !taken.had_receipt;
        let command = OpenTicket {
            title: Title::parse(&work.weighed.title).or_else(|_| Title::parse(NO_TEXT)).map_err(unreadable)?,
            description: body(&work.weighed.kept)?,
            priority: Priority::Low,
            follow_up_of: follow_up_of.map(TicketKey::Id),
            attachments: Vec::new(),
            editor: None,
            mail: Some(work.origin()),
        };
        let (opened, first) = self.open_ticket(&Actor::from(&person), &command).await?;
        self.attach_mail_files(person.id, &work.files, first).await?;
        (taken.ticket, taken.message) = (Some(opened.id), Some(first));
        if let (Some(reading), None) = (&mut taken.reading, work.decided_by) {
            reading.person = Some(person.id);
        }
        let settlement = if follow_up_of.is_some() { Settlement::FollowedUp } else { Settlement::Opened };
        taken.settle(settlement, self.now);
        Ok(())
    }

    /// The author, who gets an account where there is none.
    pub(super) async fn known_author(&mut self, author: &Author) -> Result<Person, Error> {
        match author {
            // Since the mail was weighed, the account may have been suspended or removed.
            Author::Known(person) => {
                let current = self.uow.people().find(person.id).await?;
                current.filter(Person::is_in_use).ok_or(Error::Stale)
            }
            Author::New(new) => self.sign_up_by_mail(new.clone()).await,
        }
    }

    async fn sign_up_by_mail(&mut self, new: NewPerson) -> Result<Person, Error> {
        let (person, facts) = Person::sign_up(new, None, self.now);
        self.record_sign_up(&person, facts).await?;
        Ok(person)
    }

    /// Who answers at an address that only they got has shown that the mailbox is theirs, and that letters arrive there.
    async fn verify_by_reply(&mut self, work: &Work<'_>, mut person: Person) -> Result<Person, Error> {
        let shows = work.weighed.case.recognition.is_own_address() && work.weighed.is_by_tag;
        let has_news = person.email_verified_at.is_none() || person.unreachable_since.is_some();
        if !shows || work.decided_by.is_some() || !has_news {
            return Ok(person);
        }
        let mut facts = person.verify_email(self.now);
        facts.extend(person.regain_address());
        self.record_person(&mut person, facts).await?;
        Ok(person)
    }
}

fn body(text: &str) -> Result<MessageBody, Error> {
    let text = if is_invisible(text) { NO_TEXT } else { text };
    MessageBody::parse(text).map_err(unreadable)
}

fn unreadable(reason: Invalid) -> Error {
    Error::Field { field: "mail", reason }
}
