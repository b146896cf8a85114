//! Mail that came in, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::incoming::{HeldBecause, MailDigest, MailVolume, Settlement, TakenMail, TakenState};
use deskhand_domain::people::EmailAddress;
use deskhand_domain::ports::{MailIntake, StorageError};
use deskhand_domain::{IncomingMailId, MessageId, PersonId, TicketId};
use time::{Duration, OffsetDateTime};

use crate::state::IncomingRow;
use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl MailIntake for MemoryUnitOfWork {
    async fn append(&mut self, mail: &TakenMail) -> Result<Option<IncomingMailId>, StorageError> {
        if let Some(known) = self.read().incoming.values().find(|row| row.mail.digest == mail.digest) {
            return Ok(Some(known.mail.id));
        }
        self.write().incoming.insert(mail.id, IncomingRow { mail: mail.clone(), lease_until: None });
        Ok(None)
    }

    async fn claim_due(
        &mut self,
        now: OffsetDateTime,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<TakenMail>, StorageError> {
        let due = self.read().incoming.values().filter(|row| row.is_due(now));
        let mut due: Vec<_> = due.map(|row| (row.mail.due_at, row.mail.id)).collect();
        due.sort_unstable();
        due.truncate(limit as usize);
        let rows = &mut self.write().incoming;
        let claim = |(_, id): (OffsetDateTime, IncomingMailId)| {
            let row = rows.get_mut(&id)?;
            row.mail.attempts += 1;
            row.lease_until = Some(now + lease);
            Some(row.mail.clone())
        };
        Ok(due.into_iter().filter_map(claim).collect())
    }

    async fn find(&mut self, id: IncomingMailId) -> Result<Option<TakenMail>, StorageError> {
        Ok(self.read().incoming.get(&id).map(|row| row.mail.clone()))
    }

    async fn update(&mut self, mail: &TakenMail) -> Result<(), StorageError> {
        match self.write().incoming.get_mut(&mail.id) {
            Some(row) => {
                *row = IncomingRow { mail: mail.clone(), lease_until: None };
                Ok(())
            }
            None => Err(StorageError::Conflict),
        }
    }

    async fn set_recipients(&mut self, id: IncomingMailId, recipients: &[EmailAddress]) -> Result<(), StorageError> {
        if let Some(row) = self.write().incoming.get_mut(&id) {
            row.mail.recipients = recipients.to_vec();
        }
        Ok(())
    }

    async fn has_content(&mut self, content: MailDigest, but: IncomingMailId) -> Result<bool, StorageError> {
        let others = self.read().incoming.values().map(|row| &row.mail).filter(|mail| mail.id != but);
        let mut others = others.filter(|mail| mail.state != TakenState::Settled(Settlement::Duplicate));
        Ok(others.any(|mail| mail.reading.as_ref().is_some_and(|reading| reading.content == Some(content))))
    }

    async fn volume(
        &mut self,
        sender: &str,
        subject: &str,
        ticket: Option<TicketId>,
        now: OffsetDateTime,
    ) -> Result<MailVolume, StorageError> {
        let rows = &self.read().incoming;
        let count = |span: Duration, belongs: &dyn Fn(&TakenMail) -> bool| {
            let recent = |mail: &&TakenMail| mail.settled_at.is_some_and(|at| at > now - span) && belongs(mail);
            u32::try_from(rows.values().map(|row| &row.mail).filter(recent).count()).unwrap_or(u32::MAX)
        };
        let is_by =
            |mail: &TakenMail| mail.reading.as_ref().is_some_and(|reading| reading.author.as_deref() == Some(sender));
        let is_on = |mail: &TakenMail| ticket.is_some() && mail.ticket == ticket;
        let has_subject = |mail: &TakenMail| mail.reading.as_ref().is_some_and(|reading| reading.subject == subject);
        let is_stranger = |mail: &TakenMail| mail.reading.as_ref().is_some_and(|reading| reading.is_by_stranger);
        let posted = TakenState::Settled(Settlement::Posted);
        Ok(MailVolume {
            opened_by_sender: count(Duration::HOUR, &|mail| is_opened(mail) && is_by(mail)),
            opened_by_strangers: count(Duration::DAY, &|mail| is_opened(mail) && is_stranger(mail)),
            posted_on_ticket: count(Duration::HOUR, &|mail| mail.state == posted && is_on(mail)),
            reopened_ticket: count(Duration::DAY, &|mail| mail.reopened && is_on(mail)),
            receipts_to_sender: count(Duration::HOUR, &|mail| mail.had_receipt && is_by(mail)),
            receipts_for_subject: count(Duration::minutes(10), &|mail| {
                mail.had_receipt && is_by(mail) && has_subject(mail)
            }),
        })
    }

    async fn forget_ticket(&mut self, ticket: TicketId, now: OffsetDateTime) -> Result<(), StorageError> {
        self.forget_words_where(now, |mail| mail.ticket == Some(ticket));
        Ok(())
    }

    async fn forget_message(&mut self, message: MessageId, now: OffsetDateTime) -> Result<(), StorageError> {
        self.forget_words_where(now, |mail| mail.message == Some(message));
        Ok(())
    }

    async fn held_of(
        &mut self,
        person: PersonId,
        because: HeldBecause,
        limit: u32,
    ) -> Result<Vec<TakenMail>, StorageError> {
        let is_theirs = |mail: &&TakenMail| {
            mail.state == TakenState::Held(because)
                && mail.reading.as_ref().is_some_and(|reading| reading.person == Some(person))
        };
        Ok(self.read().incoming.values().map(|row| &row.mail).filter(is_theirs).take(limit as usize).cloned().collect())
    }

    async fn forget_person(
        &mut self,
        person: PersonId,
        address: Option<String>,
        now: OffsetDateTime,
    ) -> Result<(), StorageError> {
        self.forget_words_where(now, |mail| {
            mail.reading.as_ref().is_some_and(|reading| {
                reading.person == Some(person) || (address.is_some() && reading.author == address)
            })
        });
        Ok(())
    }

    async fn forget_words(
        &mut self,
        undecided: bool,
        before: OffsetDateTime,
        limit: u32,
        now: OffsetDateTime,
    ) -> Result<u64, StorageError> {
        let is_old = |mail: &TakenMail| {
            let in_state = match mail.state {
                TakenState::Held(_) | TakenState::Quarantined => undecided,
                TakenState::Settled(_) => !undecided,
                TakenState::Waiting => false,
            };
            in_state && mail.raw.is_some() && mail.received_at <= before
        };
        let old = self.read().incoming.values().filter(|row| is_old(&row.mail)).map(|row| row.mail.id);
        let old: Vec<_> = old.take(limit as usize).collect();
        self.forget_words_where(now, |mail| old.contains(&mail.id));
        Ok(old.len() as u64)
    }

    async fn forget(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let is_old = |mail: &TakenMail| matches!(mail.state, TakenState::Settled(_)) && mail.received_at <= before;
        let old = self.read().incoming.values().filter(|row| is_old(&row.mail)).map(|row| row.mail.id);
        let old: Vec<_> = old.take(limit as usize).collect();
        for id in &old {
            self.write().incoming.remove(id);
        }
        Ok(old.len() as u64)
    }
}

impl MemoryUnitOfWork {
    fn forget_words_where(&mut self, now: OffsetDateTime, belongs: impl Fn(&TakenMail) -> bool) {
        for row in self.write().incoming.values_mut().filter(|row| belongs(&row.mail)) {
            row.mail.forget_words(now);
            row.lease_until = None;
        }
    }
}

const fn is_opened(mail: &TakenMail) -> bool {
    matches!(mail.state, TakenState::Settled(Settlement::Opened | Settlement::FollowedUp))
}
