//! A letter as it goes out: what it says, with all that is looked up when it is sent.

use std::fmt;
use std::sync::Arc;

use time::OffsetDateTime;

use super::{TakenMailView, TicketView, Total};
use crate::files::{FileKind, FileName};
use crate::mail::{EmailAddress, LinkPurpose, MailKind};
use crate::notification::{Mail, ReplyTag};
use crate::people::{Language, PersonName, TimeZone};
use crate::secrets::SecretToken;
use crate::ticket::TicketRef;

/// A mail on its way to the address of its recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingMail {
    /// What it says.
    pub mail: Mail,
    /// What it says after that: the mails that joined it, oldest first.
    pub joined: Vec<Mail>,
    /// The address that the mail says, or the recipient's as it is when the mail goes out.
    pub to: EmailAddress,
    /// What the recipient is called. `None` where the address is not verified: then the name is the word of whoever typed the
    /// address, and no such word goes there.
    pub to_name: Option<PersonName>,
    /// In which language it is written.
    pub language: Language,
    /// In which time zone its moments are written.
    pub time_zone: TimeZone,
    /// The link in it, where its kind has one. Made for the way out: nothing else has the token.
    pub link: Option<MailLink>,
    /// The token of the link that mutes the ticket, where the mail is about one.
    pub mute: Option<SecretToken>,
    /// The token of the links by which the reporter says whether the ticket is solved.
    pub solution: Option<SecretToken>,
    /// The token of the links by which the reporter rates the help.
    pub rating: Option<SecretToken>,
    /// What a digest reports.
    pub digest: Option<DeskDigest>,
    /// What a letter about held mail reports.
    pub held: Option<HeldMail>,
    /// The files of the messages that it quotes.
    pub files: LetterFiles,
    /// Where answers to it go, where the desk takes mail.
    pub replies: Option<Replies>,
}

impl OutgoingMail {
    /// Everything that it reports, oldest first.
    pub fn parts(&self) -> impl Iterator<Item = &Mail> {
        std::iter::once(&self.mail).chain(&self.joined)
    }

    /// The newest of what it reports: the state of the ticket in it is the present one.
    #[must_use]
    pub fn newest(&self) -> &Mail {
        self.joined.last().unwrap_or(&self.mail)
    }

    /// The ticket, as it was called at last, where everything that it reports is about the same one.
    #[must_use]
    pub fn ticket(&self) -> Option<&TicketRef> {
        let id = |mail: &Mail| mail.ticket.as_ref().map(|ticket| ticket.id);
        let newest = self.newest();
        newest.ticket.as_ref().filter(|_| self.parts().all(|mail| id(mail) == id(newest)))
    }

    /// Whether it is the letter of an hour or a day, about several tickets.
    #[must_use]
    pub fn is_of_several_tickets(&self) -> bool {
        !self.joined.is_empty() && self.ticket().is_none()
    }

    /// The same letter with links in the place of the files that it carries; `None` where it carries none.
    #[must_use]
    pub fn without_attachments(&self) -> Option<Self> {
        self.files.named.iter().any(|file| file.bytes.is_some()).then(|| {
            let named = self.files.named.iter().map(|file| LetterFile { bytes: None, ..file.clone() });
            let files = LetterFiles { named: named.collect(), ..self.files };
            Self { files, ..self.clone() }
        })
    }

    /// Whether it carries the words of a person ([`MailKind::is_from_a_person`]). One about several tickets is a report of the desk.
    #[must_use]
    pub fn is_from_a_person(&self) -> bool {
        !self.is_of_several_tickets() && self.parts().any(|mail| mail.kind.is_from_a_person())
    }

    /// Whether an answer to it is a note for staff. So it is as soon as it quotes one: an answer may repeat it.
    #[must_use]
    pub fn answer_is_note(&self) -> bool {
        self.parts().any(|mail| mail.kind == MailKind::NotePosted)
    }
}

/// The files of a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterFiles {
    /// In the order in which they arrived; only the first ones, where there are many.
    pub named: Vec<LetterFile>,
    /// Whether there are more.
    pub has_more: bool,
}

/// A file of a message that a letter quotes.
#[derive(Clone, PartialEq, Eq)]
pub struct LetterFile {
    /// What it is called.
    pub name: FileName,
    /// What its bytes are.
    pub kind: FileKind,
    /// How many bytes it has.
    pub size: u64,
    /// The token of a link to it, and until when that is valid; `None` where this desk makes no links.
    pub link: Option<FileLink>,
    /// Its bytes, where the letter carries them.
    pub bytes: Option<Arc<[u8]>>,
}

/// Without the bytes, which may be megabytes and are private.
impl fmt::Debug for LetterFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_carried = self.bytes.is_some();
        f.debug_struct("LetterFile").field("size", &self.size).field("is_carried", &is_carried).finish_non_exhaustive()
    }
}

/// A link with which a file can be read without a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLink {
    /// The last part of its address: `id.expiry.mac`.
    pub token: SecretToken,
    /// From when on it is no longer valid.
    pub expires_at: OffsetDateTime,
}

/// Where answers to a letter go, and how it is recognised when it comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replies {
    /// Where an answer goes: for a letter about a note to the notes, else to everyone on the ticket. `None` where the letter is not
    /// about a ticket.
    pub answer_to: Option<EmailAddress>,
    /// Where the recipient, who is staff, writes a note for staff; `None` for others, and where answers go there anyway.
    pub note_to: Option<EmailAddress>,
    /// The sender of the envelope, to which reports about this letter go; `None` for the sender of the letter.
    pub bounce_to: Option<EmailAddress>,
    /// The tag of `answer_to`, for the header `References`: mail programs repeat it, also where the address cannot have one.
    pub reference: Option<ReplyTag>,
    /// By this word the desk recognises its own letters.
    pub loop_mark: String,
}

/// The link in a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailLink {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// The token that following it presents.
    pub token: SecretToken,
}

/// What happened on the desk within [`DIGEST_WINDOW`](crate::notification::DIGEST_WINDOW).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskDigest {
    /// The tickets that were opened, newest first; only some, where there are many.
    pub opened: Vec<TicketView>,
    /// How many were opened in all.
    pub opened_total: Total,
    /// How many open tickets have no assignee now.
    pub unassigned: Total,
    /// How many engineers wait for approval now.
    pub waiting_engineers: Total,
}

/// The mail that waits for a decision of the recipient of a letter, as it is when the letter is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldMail {
    /// The newest first; only some, where there are many.
    pub first: Vec<TakenMailView>,
    /// Whether there are more.
    pub has_more: bool,
}
