use deskhand_domain::ports::StorageError;
use deskhand_domain::ticket::{MailOrigin, Message, MessageBody};
use deskhand_domain::{MessageId, PersonId, TicketId};
use sea_orm::ActiveValue::Set;

use super::decode::{Table, millis};
use crate::entities::message::{ActiveModel, Model};

const MESSAGES: Table = Table("messages");

pub(crate) fn to_domain(row: &Model) -> Result<Message, StorageError> {
    Ok(Message {
        id: MessageId::new(row.id),
        ticket: TicketId::new(row.ticket_id),
        kind: MESSAGES.word("kind", &row.kind)?,
        author: PersonId::new(row.author_id),
        body: MESSAGES.parsed("body", MessageBody::restore(&row.body))?,
        created_at: MESSAGES.time("created_at", row.created_at)?,
        mail: mail(row)?,
    })
}

fn mail(row: &Model) -> Result<Option<MailOrigin>, StorageError> {
    let Some(proof) = &row.mail_proof else { return Ok(None) };
    Ok(Some(MailOrigin { proof: MESSAGES.word("mail_proof", proof)?, elided: row.elided.clone().unwrap_or_default() }))
}

pub(crate) fn to_active_model(message: &Message) -> ActiveModel {
    ActiveModel {
        id: Set(message.id.as_uuid()),
        ticket_id: Set(message.ticket.as_uuid()),
        kind: Set(message.kind.as_str().to_owned()),
        author_id: Set(message.author.as_uuid()),
        body: Set(message.body.as_str().to_owned()),
        created_at: Set(millis(message.created_at)),
        mail_proof: Set(message.mail.as_ref().map(|mail| mail.proof.as_str().to_owned())),
        elided: Set(message.mail.as_ref().map(|mail| mail.elided.clone()).filter(|elided| !elided.is_empty())),
    }
}
