use deskhand_domain::incoming::{IncomingFile, Readability, Remark};
use deskhand_domain::ports::TakenMailView;
use deskhand_domain::use_cases::TakenMailDetail;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::mail_json::MailTicketJson;
use super::{PersonJson, Timestamp, schemas};

/// A mail that came in, and what became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = IncomingMail)]
pub(crate) struct IncomingMailJson {
    id: Uuid,
    /// How it came in: `imap`, `lmtp`, `stdin` or `http`.
    #[schema(value_type = schemas::MailTransport)]
    transport: &'static str,
    #[schema(value_type = schemas::IncomingMailState)]
    state: &'static str,
    /// Why it waits for a decision; `null` unless it is held.
    #[schema(value_type = Option<schemas::HeldBecause>, required)]
    held_because: Option<&'static str>,
    /// What became of it; `null` unless it is settled.
    #[schema(value_type = Option<schemas::MailSettlement>, required)]
    settled_as: Option<&'static str>,
    /// What kind of mail it is; `null` until it was read.
    #[schema(value_type = Option<schemas::IncomingKind>, required)]
    kind: Option<&'static str>,
    /// The address in `From`. It proves nothing.
    #[schema(required)]
    from: Option<String>,
    /// The name beside it.
    #[schema(required)]
    from_name: Option<String>,
    /// The person with that address, if there was one.
    #[schema(required)]
    person: Option<PersonJson>,
    #[schema(required)]
    subject: Option<String>,
    /// The ticket that it names, or that it became.
    #[schema(required)]
    ticket: Option<MailTicketJson>,
    /// The message that it became.
    #[schema(required)]
    message: Option<Uuid>,
    /// How often it was tried to understand it.
    attempts: u32,
    /// Why the last try failed.
    #[schema(required)]
    last_error: Option<String>,
    /// How many bytes it has; 0 once it was deleted.
    size: u64,
    received_at: Timestamp,
    #[schema(required)]
    settled_at: Option<Timestamp>,
}

impl From<&TakenMailView> for IncomingMailJson {
    fn from(view: &TakenMailView) -> Self {
        let (mail, reading) = (&view.mail, view.mail.reading.as_ref());
        let reason = |state: &str| mail.state.reason().filter(|_| mail.state.as_str() == state);
        Self {
            id: mail.id.as_uuid(),
            transport: mail.transport.as_str(),
            state: mail.state.as_str(),
            held_because: reason("held"),
            settled_as: reason("settled"),
            kind: reading.map(|reading| reading.kind.as_str()),
            from: reading.and_then(|reading| reading.author.clone()),
            from_name: reading.and_then(|reading| reading.author_name.clone()),
            person: view.person.as_ref().map(Into::into),
            subject: reading.map(|reading| reading.subject.clone()),
            ticket: view.ticket.as_ref().map(Into::into),
            message: mail.message.map(|message| message.as_uuid()),
            attempts: mail.attempts,
            last_error: mail.error.clone(),
            size: mail.raw.map_or(0, |raw| raw.size),
            received_at: Timestamp(mail.received_at),
            settled_at: mail.settled_at.map(Timestamp),
        }
    }
}

/// A mail that came in, with what it says.
#[derive(Serialize, ToSchema)]
#[schema(as = IncomingMailDetail)]
pub(crate) struct IncomingMailDetailJson {
    #[serde(flatten)]
    mail: IncomingMailJson,
    /// What of its text is new; `null` where the mail was deleted.
    #[schema(required)]
    text: Option<String>,
    /// What of its text is quoted, or a signature.
    #[schema(required)]
    elided: Option<String>,
    files: Vec<IncomingFileJson>,
    /// What staff should know about it, as sentences.
    remarks: Vec<String>,
}

/// A file of a mail.
#[derive(Serialize, ToSchema)]
#[schema(as = IncomingFile)]
pub(crate) struct IncomingFileJson {
    name: String,
    /// What the mail says that it is. It proves nothing.
    media_type: String,
    size: u64,
}

impl From<&TakenMailDetail> for IncomingMailDetailJson {
    fn from(detail: &TakenMailDetail) -> Self {
        let read = detail.read.as_ref();
        let mut remarks: Vec<String> = Vec::new();
        if let Some(read) = read {
            remarks.extend(read.mail.remarks.iter().map(Remark::sentence).map(str::to_owned));
            if let Readability::Unparsed(reason) = read.mail.readability {
                remarks.push(format!("It could not be read: {reason}."));
            }
        }
        Self {
            mail: IncomingMailJson::from(&detail.view),
            text: read.map(|read| read.kept.clone()),
            elided: read.map(|read| read.elided.clone()),
            files: read.map_or_else(Vec::new, |read| read.mail.files.iter().map(Into::into).collect()),
            remarks,
        }
    }
}

impl From<&IncomingFile> for IncomingFileJson {
    fn from(file: &IncomingFile) -> Self {
        Self { name: file.name.clone(), media_type: file.media_type.clone(), size: file.bytes.len() as u64 }
    }
}
