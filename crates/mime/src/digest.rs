//! Which mails are the same one.

use deskhand_domain::incoming::{IncomingMail, MailDigest};
use sha2::{Digest as _, Sha256};

use crate::limits;
use crate::structure::{split_header, trim_end};

/// The headers that the sender wrote. What servers add on the way differs from copy to copy.
const OWN: [&str; 4] = ["Message-ID", "From", "Date", "Subject"];

/// Over the sender's headers and the body, line by line, so that it is the same whatever bytes end the lines.
pub(crate) fn of_raw(raw: &[u8]) -> MailDigest {
    let mut hash = Sha256::new();
    let header = split_header(limits::beginning(raw));
    let body = match &header {
        Some((fields, rest)) => {
            for name in OWN {
                for value in fields.all(name) {
                    add(&mut hash, name.as_bytes());
                    add(&mut hash, &value.split(u8::is_ascii_whitespace).collect::<Vec<_>>().concat());
                }
            }
            let read = limits::beginning(raw).len() - rest.len();
            raw.get(read..).unwrap_or_default()
        }
        None => raw,
    };
    for line in body.split(|byte| *byte == b'\n') {
        add(&mut hash, trim_end(line));
    }
    MailDigest(hash.finalize().into())
}

pub(crate) fn of_content(mail: &IncomingMail) -> Option<MailDigest> {
    let mut hash = Sha256::new();
    add(&mut hash, mail.message_id.as_ref()?.as_str().as_bytes());
    add(&mut hash, mail.author().map_or("", |author| author.address.as_str()).as_bytes());
    add(&mut hash, mail.text.trim().as_bytes());
    Some(MailDigest(hash.finalize().into()))
}

/// With its length in front, so that no two lists of texts are the same bytes.
fn add(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str =
        "Received: from a\r\nMessage-ID: <1@a>\r\nFrom: Ada <ada@a.example>\r\nSubject: Hi\r\n\r\nOne\r\n";

    fn digest(mail: &str) -> MailDigest {
        of_raw(mail.as_bytes())
    }

    #[test]
    fn what_servers_add_or_change_on_the_way_makes_no_other_mail() {
        for same in [
            MAIL.replace("\r\n", "\n"),
            MAIL.replace("Received: from a", "Delivered-To: support@desk.example\r\nReceived: from b"),
            MAIL.replace("Ada <ada", "Ada\r\n <ada"),
        ] {
            assert_eq!(digest(&same), digest(MAIL), "{same}");
        }
    }

    #[test]
    fn what_the_sender_wrote_makes_another_mail() {
        for other in [
            MAIL.replace("1@a", "2@a"),
            MAIL.replace("ada@a", "bob@a"),
            MAIL.replace("Hi", "Ho"),
            MAIL.replace("One", "Two"),
            MAIL.replace("Message-ID: <1@a>\r\n", ""),
            String::new(),
        ] {
            assert_ne!(digest(&other), digest(MAIL), "{other}");
        }
    }
}
