//! A queued mail. Its content is JSON, because no statement searches in it.

use deskhand_domain::notification::{Frequency, Mail, MailLine, TicketGlance};
use deskhand_domain::people::{EmailAddress, PersonRef, Role};
use deskhand_domain::ports::{MailState, MailView, StorageError};
use deskhand_domain::ticket::{TicketNumber, TicketRef, Title};
use deskhand_domain::{EventId, MailId, PersonId};
use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};

use super::decode::{Table, millis, to_json};
use crate::entities::mail::{ActiveModel, Model};

const OUTBOX: Table = Table("outbox");

/// Values of `urgency`: the lower goes first.
const ABOUT_ACCOUNT: i16 = 0;
pub(crate) const OTHER: i16 = 1;

/// Values of `ready`.
pub(crate) const NOT_YET: i16 = 0;
pub(crate) const READY: i16 = 1;

#[derive(Serialize, Deserialize)]
struct Payload {
    reason: String,
    ticket: Option<PayloadTicket>,
    #[serde(default)]
    glance: Option<PayloadGlance>,
    by_name: String,
    #[serde(default)]
    by_role: Option<String>,
    about_name: Option<String>,
    lines: Vec<PayloadLine>,
}

#[derive(Serialize, Deserialize)]
struct PayloadTicket {
    id: String,
    number: u64,
    title: String,
    subject: String,
}

#[derive(Serialize, Deserialize)]
struct PayloadGlance {
    status: String,
    priority: String,
    assignee: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct PayloadLine {
    kind: String,
    before: Option<String>,
    after: Option<String>,
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

/// A new row: pending, due at its time.
pub(crate) fn to_active_model(mail: &Mail) -> Result<ActiveModel, StorageError> {
    Ok(ActiveModel {
        id: Set(mail.id.as_uuid()),
        recipient_id: Set(mail.recipient.as_uuid()),
        kind: Set(mail.kind.as_str().to_owned()),
        ticket_id: Set(mail.ticket.as_ref().map(|ticket| ticket.id.as_uuid())),
        event_id: Set(mail.event.as_uuid()),
        payload: Set(to_json(&Payload::of(mail))?),
        state: Set(if mail.joins.is_some() { MailState::Joined } else { MailState::Pending }.as_str().to_owned()),
        attempt: Set(0),
        due_at: Set(millis(mail.due_at)),
        lease_until: Set(None),
        last_answer: Set(None),
        created_at: Set(millis(mail.created_at)),
        sent_at: Set(None),
        forgiven: Set(0),
        settled_at: Set(mail.joins.map(|_| millis(mail.created_at))),
        address: Set(mail.address.as_ref().map(|address| address.as_str().to_owned())),
        author_id: Set(mail.author.map(|author| author.as_uuid())),
        urgency: Set(if mail.kind.is_about_account() { ABOUT_ACCOUNT } else { OTHER }),
        turn: Set(millis(mail.turn)),
        ready: Set(mail.joins.is_none().then_some(if mail.due_at <= mail.created_at { READY } else { NOT_YET })),
        news_to: Set(mail.is_news().then(|| mail.recipient.as_uuid())),
        joins: Set(mail.joins.map(|letter| letter.as_uuid())),
        frequency: Set(Some(mail.frequency).filter(|word| *word != Frequency::AtOnce).map(|word| word.to_string())),
    })
}

pub(crate) fn to_domain(row: &Model) -> Result<Mail, StorageError> {
    let payload: Payload = OUTBOX.json("payload", &row.payload)?;
    Ok(Mail {
        id: MailId::new(row.id),
        recipient: PersonId::new(row.recipient_id),
        address: OUTBOX.parsed("address", row.address.as_deref().map(EmailAddress::parse).transpose())?,
        reason: OUTBOX.word("payload", &payload.reason)?,
        kind: OUTBOX.word("kind", &row.kind)?,
        event: EventId::new(row.event_id),
        ticket: payload.ticket.as_ref().map(PayloadTicket::to_ref).transpose()?,
        glance: payload.glance.as_ref().map(PayloadGlance::to_glance).transpose()?,
        by_name: payload.by_name,
        by_role: payload.by_role.as_deref().map(|role| OUTBOX.word("payload", role)).transpose()?,
        about_name: payload.about_name,
        lines: payload.lines.into_iter().map(PayloadLine::into_line).collect::<Result<_, _>>()?,
        created_at: OUTBOX.time("created_at", row.created_at)?,
        author: row.author_id.map(PersonId::new),
        turn: OUTBOX.time("turn", row.turn)?,
        due_at: OUTBOX.time("due_at", row.due_at)?,
        joins: row.joins.map(MailId::new),
        frequency: row.frequency.as_deref().map_or(Ok(Frequency::AtOnce), |word| OUTBOX.word("frequency", word))?,
    })
}

pub(crate) fn attempt_of(row: &Model) -> Result<u32, StorageError> {
    OUTBOX.number("attempt", row.attempt)
}

/// The attempts since the mail was last requeued, by which the wait before the next is computed.
pub(crate) fn tries_of(row: &Model) -> Result<u32, StorageError> {
    OUTBOX.number("forgiven", row.attempt - row.forgiven)
}

pub(crate) fn state_of(row: &Model) -> Result<MailState, StorageError> {
    OUTBOX.word("state", &row.state)
}

/// `recipient` and their present `address` come from the joined person.
pub(crate) fn to_view(
    row: &Model,
    recipient: PersonRef,
    recipient_role: Role,
    address: Option<EmailAddress>,
) -> Result<MailView, StorageError> {
    let mail = to_domain(row)?;
    let state = state_of(row)?;
    Ok(MailView {
        id: mail.id,
        recipient,
        recipient_role,
        address: mail.address.or(address),
        reason: mail.reason,
        kind: mail.kind,
        ticket: mail.ticket,
        state,
        frequency: mail.frequency,
        joins: mail.joins,
        attempts: attempt_of(row)?,
        last_answer: row.last_answer.clone(),
        created_at: mail.created_at,
        sent_at: OUTBOX.time_or_none("sent_at", row.sent_at)?,
        next_attempt_at: OUTBOX.time_or_none("due_at", (state == MailState::Pending).then_some(row.due_at))?,
    })
}

impl Payload {
    fn of(mail: &Mail) -> Self {
        Self {
            reason: mail.reason.as_str().to_owned(),
            ticket: mail.ticket.as_ref().map(PayloadTicket::of),
            glance: mail.glance.as_ref().map(PayloadGlance::of),
            by_name: mail.by_name.clone(),
            by_role: mail.by_role.map(|role| role.as_str().to_owned()),
            about_name: mail.about_name.clone(),
            lines: mail.lines.iter().map(PayloadLine::of).collect(),
        }
    }
}

impl PayloadTicket {
    fn of(ticket: &TicketRef) -> Self {
        Self {
            id: ticket.id.to_string(),
            number: ticket.number.get(),
            title: ticket.title.as_str().to_owned(),
            subject: ticket.subject.as_str().to_owned(),
        }
    }

    fn to_ref(&self) -> Result<TicketRef, StorageError> {
        Ok(TicketRef {
            id: OUTBOX.word("payload", &self.id)?,
            number: OUTBOX.parsed("payload", TicketNumber::new(self.number))?,
            title: OUTBOX.parsed("payload", Title::restore(&self.title))?,
            subject: OUTBOX.parsed("payload", Title::restore(&self.subject))?,
        })
    }
}

impl PayloadGlance {
    fn of(glance: &TicketGlance) -> Self {
        Self {
            status: glance.status.as_str().to_owned(),
            priority: glance.priority.as_str().to_owned(),
            assignee: glance.assignee.clone(),
        }
    }

    fn to_glance(&self) -> Result<TicketGlance, StorageError> {
        Ok(TicketGlance {
            status: OUTBOX.word("payload", &self.status)?,
            priority: OUTBOX.word("payload", &self.priority)?,
            assignee: self.assignee.clone(),
        })
    }
}

impl PayloadLine {
    fn of(line: &MailLine) -> Self {
        Self {
            kind: line.kind.as_str().to_owned(),
            before: line.before.clone(),
            after: line.after.clone(),
            text: line.text.clone(),
            message: line.message.map(|id| id.to_string()),
        }
    }

    fn into_line(self) -> Result<MailLine, StorageError> {
        let kind = OUTBOX.word("payload", &self.kind)?;
        let message = self.message.as_deref().map(|id| OUTBOX.word("payload", id)).transpose()?;
        Ok(MailLine { kind, before: self.before, after: self.after, text: self.text, message })
    }
}
