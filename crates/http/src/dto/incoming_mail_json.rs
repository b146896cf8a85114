use deskhand_domain::incoming::{IncomingFile, Readability, Remark, Verdict};
use deskhand_domain::people::EmailAddress;
use deskhand_domain::ports::TakenMailView;
use deskhand_domain::use_cases::TakenMailDetail;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::mail_json::MailTicketJson;
use super::words::VERDICTS;
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
    /// Of one that is held, why; of one that is settled, what became of it.
    #[schema(value_type = Option<schemas::IncomingMailReason>, required)]
    reason: Option<&'static str>,
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
        Self {
            id: mail.id.as_uuid(),
            transport: mail.transport.as_str(),
            state: mail.state.as_str(),
            reason: mail.state.reason(),
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
    /// What the own mail server found out about its sender: `pass`, `fail` or `none`.
    #[schema(value_type = Option<schemas::Authentication>, required)]
    proof: Option<&'static str>,
    /// What would become of it by itself if it came now: a `request`, `response` or `note`, `open` for a ticket, `hold`, `record`,
    /// `bounce` or `drop`. `null` where the mail was deleted.
    #[schema(value_type = Option<schemas::MailVerdict>, required)]
    verdict: Option<&'static str>,
    /// Who wrote it first, as its text says, where staff forwarded it: the `sender` to open a ticket for. It proves nothing.
    #[schema(required)]
    original_sender: Option<String>,
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
            proof: read.map(|read| read.explained.proof.as_str()),
            verdict: read.map(|read| word_of(read.explained.verdict)),
            original_sender: read.and_then(|read| read.explained.original_sender.as_ref()).map(EmailAddress::to_string),
            text: read.map(|read| read.explained.kept.clone()),
            elided: read.map(|read| read.explained.elided.clone()),
            files: read.map_or_else(Vec::new, |read| read.mail.files.iter().map(Into::into).collect()),
            remarks,
        }
    }
}

fn word_of(verdict: Verdict) -> &'static str {
    let [.., open, hold, record, bounce, drop] = VERDICTS;
    match verdict {
        Verdict::Post(kind) => kind.as_str(),
        Verdict::Open { .. } => open,
        Verdict::Hold(_) => hold,
        Verdict::Record => record,
        Verdict::Bounce => bounce,
        Verdict::Drop => drop,
    }
}

impl From<&IncomingFile> for IncomingFileJson {
    fn from(file: &IncomingFile) -> Self {
        Self { name: file.name.clone(), media_type: file.media_type.clone(), size: file.bytes.len() as u64 }
    }
}
