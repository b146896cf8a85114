use deskhand_domain::TicketId;
use deskhand_domain::ticket::{MailOrigin, Message, MessageBody};
use serde::{Deserialize, Serialize};

use super::error::LineError;
use super::moment::Moment;
use super::values::{text, word};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MessageLine {
    id: String,
    kind: String,
    author: String,
    created_at: Moment,
    body: String,
    /// What it keeps of the mail that it was; null for one that came over the API.
    mail: Option<MailLine>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MailLine {
    proof: String,
    elided: String,
}

impl MessageLine {
    pub(super) fn of(message: &Message) -> Self {
        let mail = |mail: &MailOrigin| MailLine { proof: mail.proof.to_string(), elided: mail.elided.clone() };
        Self {
            id: message.id.to_string(),
            kind: message.kind.to_string(),
            author: message.author.to_string(),
            created_at: Moment(message.created_at),
            body: message.body.to_string(),
            mail: message.mail.as_ref().map(mail),
        }
    }

    pub(super) fn message(self, ticket: TicketId, path: &str) -> Result<Message, LineError> {
        let mail = self.mail.map(|mail| {
            Ok::<_, LineError>(MailOrigin {
                proof: word(&format!("{path}mail.proof"), &mail.proof)?,
                elided: mail.elided,
            })
        });
        Ok(Message {
            id: word(&format!("{path}id"), &self.id)?,
            ticket,
            kind: word(&format!("{path}kind"), &self.kind)?,
            author: word(&format!("{path}author"), &self.author)?,
            body: text(&format!("{path}body"), &self.body, MessageBody::parse)?,
            created_at: self.created_at.0,
            mail: mail.transpose()?,
        })
    }
}
