use deskhand_domain::incoming::{IncomingFile, IncomingMail, MailMessageId, NO_TEXT, Remark};
use deskhand_domain::text::is_invisible;
use deskhand_domain::ticket::MessageBody;

use super::content::Text;
use crate::html;

const MOST_INNER_IDS: usize = 20;

/// Joins the pieces of the text, and cuts it where it is longer than a message may be. The whole text is a file then.
pub(super) fn finish(pieces: &[Text], mail: &mut IncomingMail) {
    let mut text = String::new();
    for piece in pieces {
        let piece = match piece {
            Text::Plain(text) => with_line_feeds(text),
            Text::Html(source) => html::to_text(source),
        };
        let piece = piece.trim_end();
        if !piece.is_empty() {
            text.push_str(if text.is_empty() { "" } else { "\n\n" });
            text.push_str(piece.trim_start_matches('\n'));
        }
    }
    if is_invisible(&text) {
        let is_encrypted = mail.remarks.contains(&Remark::Encrypted);
        text = if is_encrypted { Remark::Encrypted.sentence() } else { NO_TEXT }.to_owned();
    }
    note_ids(&text, &mut mail.inner_ids);
    if let Some((end, _)) = text.char_indices().nth(MessageBody::MAX) {
        let beginning = text.get(..end).unwrap_or_default().trim_end().to_owned();
        mail.files.push(whole_text(std::mem::replace(&mut text, beginning)));
        mail.is_text_cut = true;
    }
    mail.text = text;
}

fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn whole_text(text: String) -> IncomingFile {
    IncomingFile {
        name: "message.txt".to_owned(),
        media_type: "text/plain".to_owned(),
        content_id: None,
        is_inline: false,
        is_hidden: false,
        bytes: text.into_bytes(),
    }
}

/// Bounces as some servers write them have the header of the returned mail in their text.
fn note_ids(text: &str, ids: &mut Vec<MailMessageId>) {
    for line in text.lines() {
        let line = line.trim_start_matches(['>', ' ', '\t']);
        let is_id = line.get(..11).is_some_and(|name| name.eq_ignore_ascii_case("message-id:"));
        if is_id && ids.len() < MOST_INNER_IDS {
            ids.extend(line.get(11..).and_then(|id| MailMessageId::parse(id).ok()));
        }
    }
}
