use deskhand_tests::smtp::ReceivedMail;
use mail_parser::{HeaderValue, MessageParser, MessagePart, MimeHeaders};

fn name_of(part: &MessagePart<'_>) -> String {
    part.attachment_name().unwrap_or_default().to_owned()
}

/// A received mail, decoded.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    /// The sender of the envelope.
    pub(crate) sender: String,
    /// The one recipient of the envelope.
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
    pub(crate) message_id: String,
    /// Names and bytes of what is attached.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    headers: Vec<(String, String)>,
}

impl Mail {
    pub(crate) fn read(received: &ReceivedMail) -> Self {
        assert_eq!(received.to.len(), 1, "one recipient a mail");
        let message = MessageParser::default().parse(&received.data).unwrap();
        let headers = message.headers_raw().map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
        Self {
            sender: received.from.clone(),
            to: received.to[0].clone(),
            subject: message.subject().unwrap_or_default().to_owned(),
            text: message.body_text(0).unwrap_or_default().replace("\r\n", "\n"),
            html: message.body_html(0).unwrap_or_default().into_owned(),
            message_id: match message.header("Message-ID") {
                Some(HeaderValue::Text(id)) => id.to_string(),
                _ => String::new(),
            },
            files: message.attachments().map(|part| (name_of(part), part.contents().to_vec())).collect(),
            headers: headers.collect(),
        }
    }

    /// A header as it is in the mail, empty if it is missing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}
