use deskhand_domain::incoming::{MailDigest, MailReading, TakenMail, TakenState};
use deskhand_domain::people::EmailAddress;
use deskhand_domain::ports::StorageError;
use deskhand_domain::{IncomingMailId, MessageId, PersonId, TicketId};
use sea_orm::ActiveValue::{NotSet, Set};

use super::attachment::blob;
use super::decode::{Table, millis, to_json, whole};
use crate::entities::incoming_mail::{ActiveModel, Model};

const MAILS: Table = Table("incoming_mails");

pub(crate) fn to_domain(row: Model) -> Result<TakenMail, StorageError> {
    let reading = reading(&row)?;
    Ok(TakenMail {
        id: IncomingMailId::new(row.id),
        digest: digest("digest", row.digest)?,
        transport: MAILS.word("transport", &row.transport)?,
        sender: row.sender,
        recipients: recipients(&row.recipients)?,
        raw: row.sha256.map(|sha256| blob(sha256, row.size)).transpose()?,
        received_at: MAILS.time("received_at", row.received_at)?,
        state: state(&row.state, row.reason.as_deref())?,
        attempts: MAILS.number("attempt", row.attempt)?,
        forgiven: MAILS.number("forgiven", row.forgiven)?,
        due_at: MAILS.time("due_at", row.due_at)?,
        error: row.error,
        reading,
        ticket: row.ticket_id.map(TicketId::new),
        message: row.message_id.map(MessageId::new),
        had_receipt: row.had_receipt != 0,
        reopened: row.reopened != 0,
        settled_at: MAILS.time_or_none("settled_at", row.settled_at)?,
        decided_by: row.decided_by.map(PersonId::new),
    })
}

fn reading(row: &Model) -> Result<Option<MailReading>, StorageError> {
    let Some(kind) = &row.kind else { return Ok(None) };
    Ok(Some(MailReading {
        author: row.author.clone(),
        author_name: row.author_name.clone(),
        person: row.person_id.map(PersonId::new),
        is_by_stranger: row.is_by_stranger != 0,
        subject: row.subject.clone().unwrap_or_default(),
        kind: MAILS.word("kind", kind)?,
        content: row.content.clone().map(|content| digest("content", content)).transpose()?,
    }))
}

fn state(state: &str, reason: Option<&str>) -> Result<TakenState, StorageError> {
    Ok(match (state, reason) {
        (TakenState::WAITING, None) => TakenState::Waiting,
        (TakenState::QUARANTINED, None) => TakenState::Quarantined,
        (TakenState::HELD, Some(because)) => TakenState::Held(MAILS.word("reason", because)?),
        (TakenState::SETTLED, Some(settlement)) => TakenState::Settled(MAILS.word("reason", settlement)?),
        _ => return Err(MAILS.corrupt("state", "is none, or has not its reason")),
    })
}

fn digest(column: &'static str, bytes: Vec<u8>) -> Result<MailDigest, StorageError> {
    bytes.try_into().map(MailDigest).map_err(|_| MAILS.corrupt(column, "has not 32 bytes"))
}

fn recipients(text: &str) -> Result<Vec<EmailAddress>, StorageError> {
    let addresses: Vec<String> = MAILS.json("recipients", text)?;
    addresses.iter().map(|address| MAILS.parsed("recipients", EmailAddress::parse(address))).collect()
}

pub(crate) fn recipients_json(recipients: &[EmailAddress]) -> Result<String, StorageError> {
    to_json(&recipients.iter().map(EmailAddress::as_str).collect::<Vec<_>>())
}

/// All but the lease.
pub(crate) fn to_active_model(mail: &TakenMail) -> Result<ActiveModel, StorageError> {
    let reading = mail.reading.as_ref();
    Ok(ActiveModel {
        id: Set(mail.id.as_uuid()),
        digest: Set(mail.digest.0.to_vec()),
        transport: Set(mail.transport.as_str().to_owned()),
        sender: Set(mail.sender.clone()),
        recipients: Set(recipients_json(&mail.recipients)?),
        sha256: Set(mail.raw.map(|raw| raw.digest.0.to_vec())),
        size: Set(mail.raw.map_or(Ok(0), |raw| whole(raw.size))?),
        received_at: Set(millis(mail.received_at)),
        state: Set(mail.state.as_str().to_owned()),
        reason: Set(mail.state.reason().map(str::to_owned)),
        attempt: Set(whole(mail.attempts)?),
        forgiven: Set(whole(mail.forgiven)?),
        due_at: Set(millis(mail.due_at)),
        lease_until: NotSet,
        error: Set(mail.error.clone()),
        author: Set(reading.and_then(|reading| reading.author.clone())),
        author_name: Set(reading.and_then(|reading| reading.author_name.clone())),
        person_id: Set(reading.and_then(|reading| reading.person).map(|person| person.as_uuid())),
        is_by_stranger: Set(reading.is_some_and(|reading| reading.is_by_stranger).into()),
        subject: Set(reading.map(|reading| reading.subject.clone())),
        kind: Set(reading.map(|reading| reading.kind.as_str().to_owned())),
        content: Set(reading.and_then(|reading| reading.content).map(|content| content.0.to_vec())),
        ticket_id: Set(mail.ticket.map(|ticket| ticket.as_uuid())),
        message_id: Set(mail.message.map(|message| message.as_uuid())),
        had_receipt: Set(mail.had_receipt.into()),
        reopened: Set(mail.reopened.into()),
        settled_at: Set(mail.settled_at.map(millis)),
        decided_by: Set(mail.decided_by.map(|person| person.as_uuid())),
    })
}
