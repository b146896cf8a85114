use deskhand_domain::Invalid;
use deskhand_domain::people::EmailAddress;
use deskhand_http_core::problem::Fields;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::extract::{QueryParameters, parse_each};

/// The envelope of a mail.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeliverQuery {
    /// The addresses that it was delivered to, by comma. At least one must be of this desk. Without it the headers of the mail count.
    #[param(value_type = Option<Vec<String>>, style = Form, explode = false)]
    rcpt: Option<String>,
    /// The sender of the envelope; empty for a report.
    mail_from: Option<String>,
}

/// The envelope of a mail, as far as it is known.
pub(crate) struct Envelope {
    pub(super) recipients: Vec<EmailAddress>,
    pub(super) sender: Option<String>,
}

/// The most bytes of a sender: the longest path of SMTP, and what some servers add to it.
const LONGEST_SENDER: usize = 512;

impl QueryParameters for DeliverQuery {
    type Meaning = Envelope;

    fn into_meaning(self, fields: &mut Fields) -> Option<Envelope> {
        let recipients = fields.text("rcpt", self.rcpt, |list| parse_each(list, EmailAddress::parse));
        let sender = fields.text("mail_from", self.mail_from, |sender| match sender.len() {
            0..=LONGEST_SENDER if !sender.contains(char::is_control) => Ok(sender.to_owned()),
            0..=LONGEST_SENDER => Err(Invalid::ControlCharacter),
            _ => Err(Invalid::TooLong { max: LONGEST_SENDER }),
        });
        Some(Envelope { recipients: recipients.unwrap_or_default(), sender })
    }
}
