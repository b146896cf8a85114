use std::fmt;

use uuid::Uuid;

use super::crockford;
use crate::ids::MailId;
use crate::secrets::SecretDigest;
use crate::ticket::TicketNumber;

/// How many characters of the check of an answer an address has: 100 bits.
const ANSWER_CHECK: usize = 20;
/// Fewer for a bounce, whose id is longer: 80 bits.
const BOUNCE_CHECK: usize = 16;
const MAIL_ID: usize = 26;

/// The part of an address by which a mail that comes in names what it belongs to, and shows that its sender got a letter of
/// this desk. It is bound to one person: the same tag from another address proves nothing.
///
/// It reads `r42-…` for an answer to ticket 42, `n42-…` for a note on it, and `b…-…` for a bounce of one letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyTag {
    /// What a mail to this address belongs to.
    pub subject: ReplySubject,
    check: String,
}

/// What a mail to a reply address belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplySubject {
    /// An answer for everyone on the ticket.
    Answer(TicketNumber),
    /// A note of staff for staff.
    Note(TicketNumber),
    /// A report about this letter.
    Bounce(MailId),
}

impl ReplyTag {
    /// The most characters of a tag.
    pub const MAX: usize = 1 + MAIL_ID + 1 + BOUNCE_CHECK;

    /// The tag with the check that this digest of [`ReplyClaim::message`](super::ReplyClaim::message) gives.
    #[must_use]
    pub fn new(subject: ReplySubject, digest: &SecretDigest) -> Self {
        Self { subject, check: crockford::encode(&digest.0, subject.check_length()) }
    }

    /// Reads a tag in any case: mail servers may change it. `None` for other texts.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        let (subject, check) = text.split_at_checked(1)?.1.split_once('-')?;
        let number = || {
            subject.parse().ok().filter(|_| !subject.starts_with('+')).and_then(|number| TicketNumber::new(number).ok())
        };
        let subject = match text.as_bytes().first()? {
            b'r' => ReplySubject::Answer(number()?),
            b'n' => ReplySubject::Note(number()?),
            b'b' => ReplySubject::Bounce(MailId::new(Uuid::from_u128(crockford::decode(subject)?))),
            _ => return None,
        };
        let is_whole = check.len() == subject.check_length() && crockford::is_encoded(check);
        is_whole.then(|| Self { subject, check: check.to_owned() })
    }

    /// Whether this digest of [`ReplyClaim::message`](super::ReplyClaim::message) gives its check. It takes as long for a wrong one as for a right one.
    #[must_use]
    pub fn fits(&self, digest: &SecretDigest) -> bool {
        let right = crockford::encode(&digest.0, self.subject.check_length());
        let differences = right.bytes().zip(self.check.bytes()).fold(0, |sum, (right, given)| sum | (right ^ given));
        differences == 0
    }
}

impl ReplySubject {
    const fn check_length(self) -> usize {
        match self {
            Self::Answer(_) | Self::Note(_) => ANSWER_CHECK,
            Self::Bounce(_) => BOUNCE_CHECK,
        }
    }
}

impl fmt::Display for ReplyTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let check = &self.check;
        match self.subject {
            ReplySubject::Answer(number) => write!(f, "r{}-{check}", number.get()),
            ReplySubject::Note(number) => write!(f, "n{}-{check}", number.get()),
            ReplySubject::Bounce(mail) => {
                write!(f, "b{}-{check}", crockford::encode(mail.as_uuid().as_bytes(), MAIL_ID))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: SecretDigest = SecretDigest([0xa5; 32]);

    fn subjects() -> [ReplySubject; 3] {
        let number = TicketNumber::new(42).unwrap();
        let mail = MailId::new(Uuid::from_u128(0x0019_8b64_7f00_7000_8000_0000_0000_0001));
        [ReplySubject::Answer(number), ReplySubject::Note(number), ReplySubject::Bounce(mail)]
    }

    #[test]
    fn a_tag_reads_back_in_any_case() {
        let shown: Vec<_> = subjects().map(|subject| ReplyTag::new(subject, &DIGEST).to_string()).into();
        assert_eq!(
            shown,
            ["r42-mpjtb9d5mpjtb9d5mpjt", "n42-mpjtb9d5mpjtb9d5mpjt", "b00crps3z01r010000000000004-mpjtb9d5mpjtb9d5"]
        );
        for subject in subjects() {
            let tag = ReplyTag::new(subject, &DIGEST);
            let text = tag.to_string();
            assert!(text.len() <= ReplyTag::MAX);
            for written in [text.clone(), text.to_uppercase()] {
                assert_eq!(ReplyTag::parse(&written), Some(tag.clone()), "{written}");
            }
        }
    }

    #[test]
    fn only_the_digest_that_it_was_made_with_fits() {
        for subject in subjects() {
            let tag = ReplyTag::new(subject, &DIGEST);
            assert!(tag.fits(&DIGEST));
            let mut other = DIGEST;
            other.0[9] ^= 0x10;
            assert!(!tag.fits(&other), "{tag}");
        }
    }

    #[test]
    fn other_texts_are_no_tags() {
        for text in [
            "",
            "r",
            "ü",
            "r42",
            "r42-",
            "r-mpjtb9d5mpjtb9d5mpjt",
            "r+42-mpjtb9d5mpjtb9d5mpjt",
            "r0-mpjtb9d5mpjtb9d5mpjt",
        ] {
            assert_eq!(ReplyTag::parse(text), None, "{text}");
        }
        for text in [
            "x42-mpjtb9d5mpjtb9d5mpjt",
            "r42-mpjtb9d5mpjtb9d5mpj",
            "r42-mpjtb9d5mpjtb9d5mpju",
            "r42-mpjtb9d5mpjtb9d5mpjtb",
        ] {
            assert_eq!(ReplyTag::parse(text), None, "{text}");
        }
    }
}
